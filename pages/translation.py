from modeltranslation.translator import TranslationOptions, register

from pages.models import (
    Appropriation,
    Attachment,
    CallAttachment,
    ContactPoint,
    Fact,
    GrantCall,
    InformationSource,
    Notice,
    Organisation,
    Page,
)


@register(Page)
class PageTranslation(TranslationOptions):
    fields = ["title", "menu_title", "slug", "lead", "body", "description", "link_url", "link_text", "picture_alt"]


@register(Fact)
class FactTranslation(TranslationOptions):
    fields = ["term", "value"]


@register(Attachment)
class AttachmentTranslation(TranslationOptions):
    fields = ["title"]


@register(ContactPoint)
class ContactPointTranslation(TranslationOptions):
    fields = ["title", "email", "address", "hours", "note"]


@register(Organisation)
class OrganisationTranslation(TranslationOptions):
    fields = ["name", "short_name", "what", "role"]


@register(Notice)
class NoticeTranslation(TranslationOptions):
    fields = ["text", "link_url", "link_text"]


@register(GrantCall)
class GrantCallTranslation(TranslationOptions):
    fields = ["title", "what", "for_whom", "announcement", "criteria", "note", "decision"]


@register(CallAttachment)
class CallAttachmentTranslation(TranslationOptions):
    fields = ["title"]


@register(Appropriation)
class AppropriationTranslation(TranslationOptions):
    fields = ["source"]


@register(InformationSource)
class InformationSourceTranslation(TranslationOptions):
    fields = ["name", "what", "finding", "other_languages", "frequency"]
