from datetime import time, timedelta

import factory
from django.utils import timezone

from oph_site.accounts.models import User
from tests.factories.visits import SPRING, EnquiryFactory
from visits.models import Offer, OfferLine, Visit, VisitItem


class OfferFactory(factory.django.DjangoModelFactory):
    """Accepted, with one line."""

    class Meta:
        model = Offer
        skip_postgeneration_save = True

    enquiry = factory.SubFactory(EnquiryFactory, state="accepted")
    version = 1
    state = Offer.State.ACCEPTED
    by = factory.LazyFunction(lambda: User.objects.get_or_create(username="planner", defaults={"is_staff": True})[0])
    sent_at = factory.LazyFunction(timezone.now)
    valid_until = SPRING - timedelta(days=60)
    group_size = 14
    cancellation = [[28, 0], [14, 50], [0, 100]]

    @factory.post_generation
    def line(offer, create, extracted, **changes):
        if create:
            OfferLine.objects.create(offer=offer, name="Planning", quantity=1, net=300, vat_rate="25.5")


class VisitFactory(factory.django.DjangoModelFactory):
    """Confirmed, for 14 people on two days in spring. programme=False leaves it without items."""

    class Meta:
        model = Visit
        skip_postgeneration_save = True

    offer = factory.SubFactory(OfferFactory)
    enquiry = factory.SelfAttribute("offer.enquiry")
    accepted_at = factory.LazyFunction(timezone.now)
    first_on = SPRING
    last_on = factory.LazyAttribute(lambda visit: visit.first_on + timedelta(days=1))
    invoice_name = "Tartu School Association"
    invoice_address = "Raekoja plats 1, 51003 Tartu"

    @factory.post_generation
    def programme(visit, create, extracted, **changes):
        if create and extracted is not False:
            item(visit, 0, 9, 10, kind="lecture", what="How schools plan their curricula", language="en")
            item(
                visit,
                0,
                11,
                12,
                kind="site",
                what="Comprehensive school",
                place="School",
                address="Koulukuja 1, Helsinki",
            )
            item(visit, 1, 9, 11, kind="lecture", what="Evaluation without inspection", host="counsellor of education")


def item(visit, day, begins, ends, *, what, kind="lecture", **more):
    """day: 0 is the first one. begins and ends: hours."""
    on = visit.first_on + timedelta(days=day)
    return VisitItem.objects.create(
        visit=visit, on=on, starts_at=time(begins), ends_at=time(ends), what=what, kind=kind, **more
    )
