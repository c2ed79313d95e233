"""Grant calls, appropriations and information sources: public ones, in both languages."""

from datetime import timedelta

import factory
from django.utils import timezone

from pages.models import Appropriation, GrantCall, InformationSource, Sector
from tests.factories.pages import OrganisationFactory


class GrantCallFactory(factory.django.DjangoModelFactory):
    """Open since yesterday, until tomorrow."""

    class Meta:
        model = GrantCall

    state = GrantCall.State.PUBLIC
    sector = Sector.VOCATIONAL
    title_fi = factory.Sequence(lambda n: f"Haku {n}")
    title_en = factory.Sequence(lambda n: f"Call {n}")
    slug = factory.Sequence(lambda n: f"haku-{n}")
    for_whom_fi, for_whom_en = "Koulutuksen järjestäjät", "Education providers"
    amount = 400_000
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))
    url = "https://example.org/"


class AppropriationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Appropriation

    state = Appropriation.State.PUBLIC
    year = 2027
    sector = Sector.VOCATIONAL
    amount = 1_234_000
    source_fi, source_en = "Esimerkkilukuja", "Example figures"


class InformationSourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = InformationSource

    state = InformationSource.State.PUBLIC
    organisation = factory.SubFactory(OrganisationFactory)
    kind = InformationSource.Kind.DATABASE
    name_fi = factory.Sequence(lambda n: f"Lähde {n}")
    name_en = factory.Sequence(lambda n: f"Source {n}")
    what_fi, what_en = "Kuvaa maita.", "Describes countries."
    url = "https://example.org/"
    language = "en"
