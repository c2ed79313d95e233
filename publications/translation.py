from modeltranslation.translator import TranslationOptions, register

from publications.models import Publication, Topic


@register(Publication)
class PublicationTranslation(TranslationOptions):
    fields = ["corporate_author", "summary", "status_reason"]


@register(Topic)
class TopicTranslation(TranslationOptions):
    fields = ["title"]
