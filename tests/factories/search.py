import factory

from oph_site.search.models import Term


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Term

    fi = factory.Sequence(lambda n: f"virallinen sana {n}, arkisana {n}")
    en = factory.Sequence(lambda n: f"official word {n}")
