from modeltranslation.translator import TranslationOptions, register

from visits.models import IntakePause, Lecture, MessageText, PriceLine, SampleItem, SampleProgramme, Theme, VisitPeriod

BOTH = ["fi", "en"]  # none of these is shown in one language alone


@register([IntakePause, VisitPeriod])
class ReasonTranslation(TranslationOptions):
    fields = ["reason"]
    required_languages = BOTH


@register([PriceLine, Theme])
class NameTranslation(TranslationOptions):
    fields = ["name"]
    required_languages = BOTH


@register(MessageText)
class MessageTextTranslation(TranslationOptions):
    fields = ["text"]
    required_languages = BOTH


@register(Lecture)
class LectureTranslation(TranslationOptions):
    fields = ["title"]
    required_languages = BOTH


@register(SampleProgramme)
class SampleProgrammeTranslation(TranslationOptions):
    fields = ["title", "for_whom"]
    required_languages = BOTH


@register(SampleItem)
class SampleItemTranslation(TranslationOptions):
    fields = ["what"]
    required_languages = BOTH
