from modeltranslation.translator import TranslationOptions, register

from pages.models import Attachment, ContactPoint, Fact, Notice, Organisation, Page


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
    fields = ["title", "hours", "note"]


@register(Organisation)
class OrganisationTranslation(TranslationOptions):
    fields = ["name", "short_name", "what", "role"]


@register(Notice)
class NoticeTranslation(TranslationOptions):
    fields = ["text", "link_url", "link_text"]
