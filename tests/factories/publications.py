import factory

from publications.models import LanguageVersion, Publication, Series, Topic


class SeriesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Series

    title = factory.Sequence(lambda n: f"Oppaat ja käsikirjat {n}")


class TopicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Topic

    title_fi = factory.Sequence(lambda n: f"Aihe {n}")
    title_en = factory.Sequence(lambda n: f"Topic {n}")


class PublicationFactory(factory.django.DjangoModelFactory):
    """Public, without a version: LanguageVersionFactory(publication=…) gives it texts."""

    class Meta:
        model = Publication

    state = Publication.State.PUBLIC
    type = Publication.Type.GUIDE
    slug = factory.Sequence(lambda n: f"guide-{n}")
    corporate_author_fi, corporate_author_en = "Opetushallitus", "Finnish National Agency for Education"
    summary_fi, summary_en = "Tiivistelmä suomeksi.", "A summary in English."


class LanguageVersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LanguageVersion

    publication = factory.SubFactory(PublicationFactory)
    language = "fi"
    title = factory.Sequence(lambda n: f"Opas {n}")
    year = 2018
