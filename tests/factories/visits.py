from datetime import date, time, timedelta
from decimal import Decimal
from uuid import uuid4

import factory
from django.utils import timezone

from oph_site.outbox.models import OutboxMessage
from pages.models import Page
from tests.factories.pages import PageFactory, published
from visits.models import (
    CancellationStep,
    Enquiry,
    EnquiryDates,
    EnquiryEvent,
    IntakePause,
    Lecture,
    MessageText,
    PriceLine,
    PriceList,
    SampleItem,
    SampleProgramme,
    Theme,
    VisitPeriod,
    VisitRules,
)

SPRING = date(2027, 4, 12)
THEMES = {"Curriculum": "Opetussuunnitelma", "Leadership": "Johtaminen"}


def themes():
    """The two themes that every enquiry of the tests is about."""
    return [Theme.objects.get_or_create(name_en=en, defaults={"name_fi": fi, "group": "system"})[0] for en, fi in THEMES.items()]  # fmt: skip


def published_service(home):
    """The pages of the service, public in both languages: the first of them."""
    visits = PageFactory(
        parent=home, kind=Page.Kind.VISITS, key="visits", slug_fi="kansainvaliset-vierailut", slug_en="international-visits"
    )  # fmt: skip
    published(visits)
    published(PageFactory(parent=visits, kind=Page.Kind.VISIT_PROGRAMME, slug_fi="ohjelma", slug_en="programme"))
    published(PageFactory(parent=visits, kind=Page.Kind.VISIT_PRICES, key="prices", slug_fi="hinnat", slug_en="prices"))
    return visits


class ThemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Theme

    group = "teaching"
    name_fi = "Kielet"
    name_en = "Languages"


class LectureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Lecture

    theme = factory.LazyFunction(lambda: themes()[0])
    title_fi = "Opetussuunnitelman perusteet"
    title_en = "The national core curriculum"
    minutes = 90


class SampleProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SampleProgramme
        skip_postgeneration_save = True

    title_fi = "Opetussuunnitelmasta luokkaan"
    title_en = "From curriculum to classroom"
    for_whom_fi = "Rehtoreille"
    for_whom_en = "For principals"
    length = "1"
    sites = ["basic"]

    @factory.post_generation
    def contents(sample, create, extracted, **changes):
        if create:
            sample.themes.set(themes()[:1])
            sample.lectures.set([LectureFactory(theme=themes()[0])])
            SampleItem.objects.create(programme=sample, starts_at=time(9), what_fi="Tervetuloa", what_en="Welcome")


class VisitRulesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = VisitRules

    valid_from = date(2025, 1, 1)


class IntakePauseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = IntakePause

    first_on = date(2026, 11, 1)
    last_on = date(2026, 12, 31)
    reason_fi = "Kevään vierailut on sovittu."
    reason_en = "All visits of the spring have been agreed."


class VisitPeriodFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = VisitPeriod

    kind = "closed"
    first_on = date(2027, 10, 18)
    last_on = date(2027, 10, 31)
    reason_fi = "Syysloma"
    reason_en = "Autumn break"


PRICES = {  # counted: (in Finnish, in English, net, VAT rate)
    "programme": ("Suunnittelu", "Planning", 300, "25.5"),
    "short-lecture": ("Luento, 45 min", "Lecture, 45 min", 180, "25.5"),
    "long-lecture": ("Luento, 90 min", "Lecture, 90 min", 320, "25.5"),
    "site": ("Vierailu kohteessa", "Visit to a place", 350, "25.5"),
    "lunch": ("Lounas", "Lunch", 14, "13.5"),
    "coffee": ("Kahvi", "Coffee", 4, "13.5"),
    "cost": ("Tulkki", "Interpreter", None, "25.5"),
}


class PriceListFactory(factory.django.DjangoModelFactory):
    """Every kind of price, and three steps of cancellation."""

    class Meta:
        model = PriceList
        skip_postgeneration_save = True

    valid_from = date(2026, 1, 1)

    @factory.post_generation
    def lines(prices, create, extracted, **changes):
        if create:
            for counted, (fi, en, net, rate) in PRICES.items():
                PriceLine.objects.create(
                    price_list=prices, counted=counted, name_fi=fi, name_en=en, net=net, vat_rate=Decimal(rate)
                )
            for days, percent in [(28, 0), (14, 50), (0, 100)]:
                CancellationStep.objects.create(price_list=prices, days_before=days, percent=percent)


class EnquiryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Enquiry
        skip_postgeneration_save = True

    reference = factory.Sequence(lambda n: f"V-2026-{n + 1000:04}")
    received_at = factory.LazyFunction(timezone.now)
    answer_by = factory.LazyAttribute(lambda enquiry: timezone.localdate(enquiry.received_at) + timedelta(days=14))
    organisation = "Tartu School Association"
    organisation_type = "ngo"
    country = "EE"
    contact_name = "Head of Training"
    contact_role = "Head of training"
    email = "training@example.org"
    aim = "We want to learn how schools plan their own curricula."
    length = "2"
    group_size = 14
    programme_language = "en"
    language = "en"
    token = factory.LazyFunction(uuid4)
    answers_digest = factory.Sequence(str)

    @factory.post_generation
    def themes(enquiry, create, extracted, **changes):
        if create:
            enquiry.themes.set(themes() if extracted is None else extracted)

    @factory.post_generation
    def event(enquiry, create, extracted, **changes):
        """What submit_enquiry writes: that it was received."""
        if create:
            kind, new = EnquiryEvent.Kind.RECEIVED, Enquiry.State.NEW
            EnquiryEvent.objects.create(enquiry=enquiry, kind=kind, at=enquiry.received_at, state_after=new)


class EnquiryDatesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EnquiryDates

    enquiry = factory.SubFactory(EnquiryFactory)
    first_on = SPRING
    last_on = SPRING + timedelta(days=1)


class MessageTextFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MessageText

    use = "reply"
    name = "Read"
    text_fi = "Hei [nimi]"
    text_en = "Dear [name]"


class OutboxMessageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OutboxMessage

    kind = "enquiry_notice"
    to = "visitor@example.org"
    language = "en"
    subject = "We have received your enquiry V-2026-0042"
    text = "We have received your enquiry.\n"
    html = "<p>We have received your enquiry.</p>"
    reference = "V-2026-0042"
    message_id = factory.Sequence(lambda n: f"<{n}@example.org>")


def answers(**changes):
    """What the form hands over to submit_enquiry."""
    return {
        "organisation": "Tartu School Association", "organisation_type": "ngo", "country": "EE",
        "contact_name": "Head of Training", "contact_role": "Head of training", "email": "training@example.org", "phone": "",
        "aim": "We want to learn how schools plan their own curricula.", "themes": themes(),
        "length": "2", "group_size": 14, "is_flexible": False, "programme_language": "en", "message": "",
        "dates": [(SPRING, SPRING + timedelta(days=1))],
    } | changes  # fmt: skip


def typed(**changes):
    """What somebody fills into the form: right, unless changed."""
    return {
        "organisation": "Tartu School Association", "organisation_type": "ngo", "country": "EE",
        "contact_name": "Head of Training", "contact_role": "Head of training", "email": "training@example.org", "phone": "",
        "aim": "We want to learn how schools plan their own curricula.", "themes": [str(theme.pk) for theme in themes()],
        "group_size": "14", "length": "2", "programme_language": "en", "message": "",
        "first_1_day": "12", "first_1_month": "4", "first_1_year": "2027",
        "last_1_day": "13", "last_1_month": "4", "last_1_year": "2027",
    } | changes  # fmt: skip
