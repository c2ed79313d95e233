"""Who may open what in the admin: every address with every role. A new address without a row fails the first test.

Columns: anonymous, editor, officer, coordinator, administrator. 302 without log-in leads to the log-in page.
Each object exists and each person is free to try; POST rows are acts, sent empty.
"""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from oph_site.accounts.models import LoginEvent
from oph_site.audit import record_addition
from tests.conftest import client_of
from tests.factories.feedback import FeedbackFactory
from tests.factories.files import DocumentFactory, PictureFactory
from tests.factories.link_check import OutsideLinkFactory
from tests.factories.offers import OfferFactory, VisitFactory
from tests.factories.pages import (
    ContactPointFactory,
    HomeFactory,
    NoticeFactory,
    OrganisationFactory,
    PageFactory,
    published,
)
from tests.factories.publications import PublicationFactory, SeriesFactory, TopicFactory
from tests.factories.records import AppropriationFactory, GrantCallFactory, InformationSourceFactory
from tests.factories.search import TermFactory
from tests.factories.visits import (
    EnquiryFactory,
    IntakePauseFactory,
    LectureFactory,
    MessageTextFactory,
    OutboxMessageFactory,
    PriceListFactory,
    SampleProgrammeFactory,
    ThemeFactory,
    VisitPeriodFactory,
    VisitRulesFactory,
)

ROLES = ["anonymous", "editor", "officer", "coordinator", "administrator"]
# Rights are judged in Python: on PostgreSQL it is enough that every address opens for the one who may open all.
TRIED = ROLES if connection.vendor == "sqlite" else ["anonymous", "administrator"]
TABLE = """
POST admin/language/ 302 302 302 302 302
POST admin/login/passkey/ 302 302 302 302 302
GET admin/two-factor/ 302 302 302 302 302
GET admin/confirm/ 302 200 200 200 200
GET admin/password/forgotten/ 200 200 200 200 200
GET admin/password/forgotten/sent/ 200 200 200 200 200
GET admin/password/new/<str:token>/ 410 410 410 410 410
GET admin/session/ 200 200 200 200 200
GET admin/session/ready/ 302 200 200 200 200
GET admin/security/ 302 200 200 200 200
GET admin/security/app/ 302 200 200 200 200
GET admin/security/app/removal/ 302 404 404 404 404
GET admin/security/passkey/ 302 200 200 200 200
GET admin/security/passkey/options/ 302 200 200 200 200
GET admin/security/passkey/<int:pk>/removal/ 302 404 404 404 404
POST admin/security/recovery-codes/ 302 302 302 302 302
GET admin/accounts/user/<int:pk>/invitation/ 302 403 403 403 200
GET admin/accounts/user/<int:pk>/second-factor/ 302 403 403 403 200
GET admin/ 302 200 200 200 200
GET admin/board/ 302 200 200 403 200
GET admin/find/ 302 200 200 200 200
GET admin/recent/ 302 200 200 200 200
GET admin/login/ 200 302 302 302 302
POST admin/logout/ 302 200 200 200 200
GET admin/password_change/ 302 200 200 200 200
GET admin/password_change/done/ 302 200 200 200 200
GET admin/autocomplete/ 302 403 403 403 403
GET admin/jsi18n/ 302 200 200 200 200
GET admin/r/<path:content_type_id>/<path:object_id>/ 302 404 404 404 404
GET admin/auth/group/ 302 403 403 403 200
GET admin/auth/group/add/ 302 403 403 403 403
GET admin/auth/group/<path:object_id>/history/ 302 403 403 403 200
GET admin/auth/group/<path:object_id>/delete/ 302 403 403 403 403
GET admin/auth/group/<path:object_id>/change/ 302 403 403 403 200
GET admin/auth/group/<path:object_id>/ 302 302 302 302 302
GET admin/accounts/user/<id>/password/ 302 403 403 403 200
GET admin/accounts/user/ 302 403 403 403 200
GET admin/accounts/user/add/ 302 403 403 403 200
GET admin/accounts/user/<path:object_id>/history/ 302 403 403 403 200
GET admin/accounts/user/<path:object_id>/delete/ 302 403 403 403 403
GET admin/accounts/user/<path:object_id>/change/ 302 403 403 403 200
GET admin/accounts/user/<path:object_id>/ 302 302 302 302 302
GET admin/accounts/loginevent/ 302 403 403 403 200
GET admin/accounts/loginevent/add/ 302 403 403 403 403
GET admin/accounts/loginevent/<path:object_id>/history/ 302 403 403 403 200
GET admin/accounts/loginevent/<path:object_id>/delete/ 302 403 403 403 403
GET admin/accounts/loginevent/<path:object_id>/change/ 302 403 403 403 200
GET admin/accounts/loginevent/<path:object_id>/ 302 302 302 302 302
GET admin/admin/logentry/ 302 403 403 403 200
GET admin/admin/logentry/add/ 302 403 403 403 403
GET admin/admin/logentry/<path:object_id>/history/ 302 403 403 403 200
GET admin/admin/logentry/<path:object_id>/delete/ 302 403 403 403 403
GET admin/admin/logentry/<path:object_id>/change/ 302 403 403 403 200
GET admin/admin/logentry/<path:object_id>/ 302 302 302 302 302
GET admin/files/picture/choices/ 302 200 200 403 200
GET admin/files/picture/<int:pk>/replace/ 302 200 403 403 200
GET admin/files/picture/ 302 200 200 403 200
GET admin/files/picture/add/ 302 200 200 403 200
GET admin/files/picture/<path:object_id>/history/ 302 200 200 403 200
GET admin/files/picture/<path:object_id>/delete/ 302 403 403 403 403
GET admin/files/picture/<path:object_id>/change/ 302 200 200 403 200
GET admin/files/picture/<path:object_id>/ 302 302 302 302 302
GET admin/files/document/export/ 302 200 200 403 200
GET admin/files/document/ 302 200 200 403 200
GET admin/files/document/add/ 302 200 200 403 200
GET admin/files/document/<path:object_id>/history/ 302 200 200 403 200
GET admin/files/document/<path:object_id>/delete/ 302 403 403 403 403
GET admin/files/document/<path:object_id>/change/ 302 200 200 403 200
GET admin/files/document/<path:object_id>/ 302 302 302 302 302
GET admin/link_check/outsidelink/ 302 200 200 403 200
GET admin/link_check/outsidelink/add/ 302 403 403 403 403
GET admin/link_check/outsidelink/<path:object_id>/history/ 302 200 200 403 200
GET admin/link_check/outsidelink/<path:object_id>/delete/ 302 403 403 403 403
GET admin/link_check/outsidelink/<path:object_id>/change/ 302 200 200 403 200
GET admin/link_check/outsidelink/<path:object_id>/ 302 302 302 302 302
GET admin/outbox/outboxmessage/ 302 403 403 200 200
GET admin/outbox/outboxmessage/add/ 302 403 403 403 403
GET admin/outbox/outboxmessage/<path:object_id>/history/ 302 403 403 200 200
GET admin/outbox/outboxmessage/<path:object_id>/delete/ 302 403 403 403 403
GET admin/outbox/outboxmessage/<path:object_id>/change/ 302 403 403 200 200
GET admin/outbox/outboxmessage/<path:object_id>/ 302 302 302 302 302
GET admin/pages/page/<int:pk>/withdraw/<slug:language>/ 302 200 403 403 200
GET admin/pages/page/<int:pk>/editions/<int:edition>/ 302 200 403 403 200
POST admin/pages/page/<int:pk>/editions/<int:edition>/restore/ 302 302 403 403 302
GET admin/pages/page/<int:pk>/editions/<int:edition>/hiding/ 302 200 403 403 200
GET admin/pages/page/<int:pk>/compare/ 302 404 403 403 404
POST admin/pages/page/<int:pk>/presence/ 302 200 403 403 200
GET admin/pages/page/<int:pk>/plan/<slug:language>/ 302 200 403 403 200
GET admin/pages/page/<int:pk>/translation/<slug:language>/ 302 404 403 403 404
GET admin/pages/page/links/ 302 404 403 403 404
GET admin/links-to/<slug:kind>/<int:pk>/ 302 200 403 403 200
POST admin/pages/page/move-node/ 302 200 403 403 200
GET admin/pages/page/ 302 200 403 403 200
GET admin/pages/page/add/ 302 200 403 403 200
GET admin/pages/page/<path:object_id>/history/ 302 200 403 403 200
GET admin/pages/page/<path:object_id>/delete/ 302 200 403 403 200
GET admin/pages/page/<path:object_id>/change/ 302 200 403 403 200
GET admin/pages/page/<path:object_id>/ 302 302 302 302 302
GET admin/pages/contactpoint/ 302 200 403 403 200
GET admin/pages/contactpoint/add/ 302 200 403 403 200
GET admin/pages/contactpoint/<path:object_id>/history/ 302 200 403 403 200
GET admin/pages/contactpoint/<path:object_id>/delete/ 302 403 403 403 403
GET admin/pages/contactpoint/<path:object_id>/change/ 302 200 403 403 200
GET admin/pages/contactpoint/<path:object_id>/ 302 302 302 302 302
GET admin/pages/notice/ 302 200 403 403 200
GET admin/pages/notice/add/ 302 200 403 403 200
GET admin/pages/notice/<path:object_id>/history/ 302 200 403 403 200
GET admin/pages/notice/<path:object_id>/delete/ 302 200 403 403 200
GET admin/pages/notice/<path:object_id>/change/ 302 200 403 403 200
GET admin/pages/notice/<path:object_id>/ 302 302 302 302 302
GET admin/pages/organisation/ 302 200 403 403 200
GET admin/pages/organisation/add/ 302 200 403 403 200
GET admin/pages/organisation/<path:object_id>/history/ 302 200 403 403 200
GET admin/pages/organisation/<path:object_id>/delete/ 302 403 403 403 403
GET admin/pages/organisation/<path:object_id>/change/ 302 200 403 403 200
GET admin/pages/organisation/<path:object_id>/ 302 302 302 302 302
GET admin/pages/grantcall/ 302 200 403 403 200
GET admin/pages/grantcall/add/ 302 200 403 403 200
GET admin/pages/grantcall/<path:object_id>/history/ 302 200 403 403 200
GET admin/pages/grantcall/<path:object_id>/delete/ 302 403 403 403 403
GET admin/pages/grantcall/<path:object_id>/change/ 302 200 403 403 200
GET admin/pages/grantcall/<path:object_id>/ 302 302 302 302 302
GET admin/pages/appropriation/ 302 200 403 403 200
GET admin/pages/appropriation/add/ 302 200 403 403 200
GET admin/pages/appropriation/<path:object_id>/history/ 302 200 403 403 200
GET admin/pages/appropriation/<path:object_id>/delete/ 302 403 403 403 403
GET admin/pages/appropriation/<path:object_id>/change/ 302 200 403 403 200
GET admin/pages/appropriation/<path:object_id>/ 302 302 302 302 302
GET admin/pages/informationsource/ 302 200 403 403 200
GET admin/pages/informationsource/add/ 302 200 403 403 200
GET admin/pages/informationsource/<path:object_id>/history/ 302 200 403 403 200
GET admin/pages/informationsource/<path:object_id>/delete/ 302 403 403 403 403
GET admin/pages/informationsource/<path:object_id>/change/ 302 200 403 403 200
GET admin/pages/informationsource/<path:object_id>/ 302 302 302 302 302
POST admin/visits/enquiry/<int:pk>/take/ 302 403 403 409 409
POST admin/visits/enquiry/<int:pk>/clear/ 302 403 403 409 409
POST admin/visits/enquiry/<int:pk>/planning/ 302 403 403 409 409
POST admin/visits/enquiry/<int:pk>/spam/ 302 403 403 409 409
POST admin/visits/enquiry/<int:pk>/reply/ 302 403 403 422 422
POST admin/visits/enquiry/<int:pk>/details/ 302 403 403 422 422
POST admin/visits/enquiry/<int:pk>/file/ 302 403 403 422 422
POST admin/visits/enquiry/<int:pk>/change-request/ 302 403 403 422 422
POST admin/visits/enquiry/<int:pk>/refusal/ 302 403 403 422 422
POST admin/visits/enquiry/<int:pk>/link/ 302 403 403 409 409
POST admin/visits/enquiry/<int:pk>/note/ 302 403 403 422 422
POST admin/visits/enquiry/<int:pk>/decline/ 302 403 403 422 422
POST admin/visits/enquiry/<int:pk>/withdraw/ 302 403 403 409 409
POST admin/visits/enquiry/<int:pk>/erase/ 302 403 403 200 200
POST admin/visits/enquiry/<int:pk>/reopen/ 302 403 403 409 409
POST admin/visits/enquiry/<int:pk>/archive/ 302 403 403 409 409
POST admin/visits/enquiry/<int:pk>/bring-back/ 302 403 403 409 409
GET admin/visits/enquiry/<int:pk>/document/ 302 403 403 200 200
GET admin/visits/enquiry/<int:pk>/data.json 302 403 403 200 200
POST admin/visits/visit/<int:pk>/held/ 302 403 403 409 409
POST admin/visits/visit/<int:pk>/invoiced/ 302 403 403 409 409
POST admin/visits/visit/<int:pk>/close/ 302 403 403 409 409
POST admin/visits/visit/<int:pk>/cancelled/ 302 403 403 422 422
POST admin/visits/visit/<int:pk>/cancel/ 302 403 403 422 422
GET admin/visits/visit/<int:pk>/details/ 302 403 403 200 200
GET admin/visits/visit/<int:pk>/programme/ 302 403 403 200 200
GET admin/visits/visit/calendar/ 302 403 403 200 200
POST admin/visits/visit/calendar/feed/ 302 403 403 302 302
GET admin/visits/visit/ 302 403 403 200 200
GET admin/visits/visit/add/ 302 403 403 403 403
GET admin/visits/visit/<path:object_id>/history/ 302 403 403 200 200
GET admin/visits/visit/<path:object_id>/delete/ 302 403 403 403 403
GET admin/visits/visit/<path:object_id>/change/ 302 403 403 200 200
GET admin/visits/visit/<path:object_id>/ 302 302 302 302 302
GET admin/visits/enquiry/ 302 403 403 200 200
GET admin/visits/enquiry/add/ 302 403 403 403 403
GET admin/visits/enquiry/<path:object_id>/history/ 302 403 403 200 200
GET admin/visits/enquiry/<path:object_id>/delete/ 302 403 403 403 403
GET admin/visits/enquiry/<path:object_id>/change/ 302 403 403 200 200
GET admin/visits/enquiry/<path:object_id>/ 302 302 302 302 302
GET admin/visits/enquiry/figures/ 302 403 403 200 200
GET admin/visits/enquiry/figures.csv 302 403 403 200 200
GET admin/visits/messagetext/<int:pk>/preview/ 302 403 403 200 200
GET admin/visits/messagetext/ 302 403 403 200 200
GET admin/visits/messagetext/add/ 302 403 403 200 200
GET admin/visits/messagetext/<path:object_id>/history/ 302 403 403 200 200
GET admin/visits/messagetext/<path:object_id>/delete/ 302 403 403 200 200
GET admin/visits/messagetext/<path:object_id>/change/ 302 403 403 200 200
GET admin/visits/messagetext/<path:object_id>/ 302 302 302 302 302
GET admin/visits/visitperiod/ 302 403 403 200 200
GET admin/visits/visitperiod/add/ 302 403 403 200 200
GET admin/visits/visitperiod/<path:object_id>/history/ 302 403 403 200 200
GET admin/visits/visitperiod/<path:object_id>/delete/ 302 403 403 200 200
GET admin/visits/visitperiod/<path:object_id>/change/ 302 403 403 200 200
GET admin/visits/visitperiod/<path:object_id>/ 302 302 302 302 302
GET admin/visits/intakepause/ 302 403 403 200 200
GET admin/visits/intakepause/add/ 302 403 403 200 200
GET admin/visits/intakepause/<path:object_id>/history/ 302 403 403 200 200
GET admin/visits/intakepause/<path:object_id>/delete/ 302 403 403 200 200
GET admin/visits/intakepause/<path:object_id>/change/ 302 403 403 200 200
GET admin/visits/intakepause/<path:object_id>/ 302 302 302 302 302
GET admin/visits/pricelist/ 302 403 403 200 200
GET admin/visits/pricelist/add/ 302 403 403 200 200
GET admin/visits/pricelist/<path:object_id>/history/ 302 403 403 200 200
GET admin/visits/pricelist/<path:object_id>/delete/ 302 403 403 403 403
GET admin/visits/pricelist/<path:object_id>/change/ 302 403 403 200 200
GET admin/visits/pricelist/<path:object_id>/ 302 302 302 302 302
GET admin/visits/visitrules/ 302 403 403 200 200
GET admin/visits/visitrules/add/ 302 403 403 200 200
GET admin/visits/visitrules/<path:object_id>/history/ 302 403 403 200 200
GET admin/visits/visitrules/<path:object_id>/delete/ 302 403 403 403 403
GET admin/visits/visitrules/<path:object_id>/change/ 302 403 403 200 200
GET admin/visits/visitrules/<path:object_id>/ 302 302 302 302 302
GET admin/visits/sampleprogramme/ 302 403 403 200 200
GET admin/visits/sampleprogramme/add/ 302 403 403 200 200
GET admin/visits/sampleprogramme/<path:object_id>/history/ 302 403 403 200 200
GET admin/visits/sampleprogramme/<path:object_id>/delete/ 302 403 403 200 200
GET admin/visits/sampleprogramme/<path:object_id>/change/ 302 403 403 200 200
GET admin/visits/sampleprogramme/<path:object_id>/ 302 302 302 302 302
GET admin/visits/lecture/ 302 403 403 200 200
GET admin/visits/lecture/add/ 302 403 403 200 200
GET admin/visits/lecture/<path:object_id>/history/ 302 403 403 200 200
GET admin/visits/lecture/<path:object_id>/delete/ 302 403 403 200 200
GET admin/visits/lecture/<path:object_id>/change/ 302 403 403 200 200
GET admin/visits/lecture/<path:object_id>/ 302 302 302 302 302
GET admin/visits/theme/ 302 403 403 200 200
GET admin/visits/theme/add/ 302 403 403 200 200
GET admin/visits/theme/<path:object_id>/history/ 302 403 403 200 200
GET admin/visits/theme/<path:object_id>/delete/ 302 403 403 200 200
GET admin/visits/theme/<path:object_id>/change/ 302 403 403 200 200
GET admin/visits/theme/<path:object_id>/ 302 302 302 302 302
POST admin/visits/offer/make/<int:pk>/ 302 403 403 302 302
GET admin/visits/offer/<int:pk>/preview/ 302 403 403 200 200
GET admin/visits/offer/<int:pk>/send/ 302 403 403 200 200
GET admin/visits/offer/<int:pk>/discard/ 302 403 403 200 200
GET admin/visits/offer/<int:pk>/acceptance/ 302 403 403 302 302
GET admin/visits/offer/ 302 403 403 200 200
GET admin/visits/offer/add/ 302 403 403 403 403
GET admin/visits/offer/<path:object_id>/history/ 302 403 403 200 200
GET admin/visits/offer/<path:object_id>/delete/ 302 403 403 403 403
GET admin/visits/offer/<path:object_id>/change/ 302 403 403 200 200
GET admin/visits/offer/<path:object_id>/ 302 302 302 302 302
GET admin/publications/publication/export/ 302 403 200 403 200
GET admin/publications/publication/ 302 403 200 403 200
GET admin/publications/publication/add/ 302 403 200 403 200
GET admin/publications/publication/<path:object_id>/history/ 302 403 200 403 200
GET admin/publications/publication/<path:object_id>/delete/ 302 403 403 403 403
GET admin/publications/publication/<path:object_id>/change/ 302 403 200 403 200
GET admin/publications/publication/<path:object_id>/ 302 302 302 302 302
GET admin/publications/series/export/ 302 403 200 403 200
GET admin/publications/series/ 302 403 200 403 200
GET admin/publications/series/add/ 302 403 200 403 200
GET admin/publications/series/<path:object_id>/history/ 302 403 200 403 200
GET admin/publications/series/<path:object_id>/delete/ 302 403 403 403 403
GET admin/publications/series/<path:object_id>/change/ 302 403 200 403 200
GET admin/publications/series/<path:object_id>/ 302 302 302 302 302
GET admin/publications/topic/export/ 302 403 200 403 200
GET admin/publications/topic/ 302 403 200 403 200
GET admin/publications/topic/add/ 302 403 200 403 200
GET admin/publications/topic/<path:object_id>/history/ 302 403 200 403 200
GET admin/publications/topic/<path:object_id>/delete/ 302 403 403 403 403
GET admin/publications/topic/<path:object_id>/change/ 302 403 200 403 200
GET admin/publications/topic/<path:object_id>/ 302 302 302 302 302
POST admin/feedback/feedback/<int:pk>/clear/ 302 409 403 403 409
POST admin/feedback/feedback/<int:pk>/answer/ 302 422 403 403 422
POST admin/feedback/feedback/<int:pk>/handled/ 302 409 403 403 409
GET admin/feedback/feedback/ 302 200 403 403 200
GET admin/feedback/feedback/add/ 302 403 403 403 403
GET admin/feedback/feedback/<path:object_id>/history/ 302 200 403 403 200
GET admin/feedback/feedback/<path:object_id>/delete/ 302 403 403 403 403
GET admin/feedback/feedback/<path:object_id>/change/ 302 200 403 403 200
GET admin/feedback/feedback/<path:object_id>/ 302 302 302 302 302
GET admin/search/term/ 302 200 403 403 200
GET admin/search/term/add/ 302 200 403 403 200
GET admin/search/term/<path:object_id>/history/ 302 200 403 403 200
GET admin/search/term/<path:object_id>/delete/ 302 200 403 403 200
GET admin/search/term/<path:object_id>/change/ 302 200 403 403 200
GET admin/search/term/<path:object_id>/ 302 302 302 302 302
GET admin/^(?P<app_label>accounts|admin|auth|files|outbox|link_check|search|pages|visits|publications|feedback)/$ 302 200 404 404 200
GET admin/(?P<url>.*)$ 302 404 404 404 404
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]


def admin_patterns(resolver=None, prefix=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        whole = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from admin_patterns(pattern, whole)
        elif whole.startswith("admin/"):
            yield whole.replace(" ", "")


@pytest.fixture
def objects(db, django_user_model, editor, officer, coordinator, administrator):
    """One object of every model of the admin: {"app/model": pk}."""
    home = HomeFactory()
    made = [
        PageFactory(parent=home), ContactPointFactory(), OrganisationFactory(), NoticeFactory(), PictureFactory(),
        GrantCallFactory(), AppropriationFactory(), InformationSourceFactory(),
        DocumentFactory(), PublicationFactory(), SeriesFactory(), TopicFactory(), EnquiryFactory(), OutboxMessageFactory(),
        VisitPeriodFactory(), IntakePauseFactory(), PriceListFactory(), VisitRulesFactory(), SampleProgrammeFactory(), LectureFactory(),
        ThemeFactory(), MessageTextFactory(), OfferFactory(state="draft", enquiry__state="planning"), VisitFactory(), OutsideLinkFactory(), TermFactory(),
        FeedbackFactory(handled_at=timezone.now()), editor, editor.groups.first(), LoginEvent.objects.create(kind="password", person=editor),
    ]  # fmt: skip
    record_addition(home, by=editor, message="")
    made.append(LogEntry.objects.get())
    public = published(home).editions.first()
    return {f"{one._meta.app_label}/{one._meta.model_name}": one.pk for one in made} | {
        "edition": public.pk,
        "its page": home.pk,
    }


def address(pattern, objects):
    """A real address for a pattern: the object of its model in place of the id."""
    parts = pattern.split("/")
    pk = str(
        objects["its page"] if {"<int:edition>", "links-to"} & set(parts) else objects.get("/".join(parts[1:3]), 1)
    )
    pattern = pattern.replace("<int:edition>", str(objects["edition"]))
    for variable in ["<path:object_id>", "<int:pk>", "<id>", "<path:content_type_id>"]:
        pattern = pattern.replace(variable, pk)
    pattern = pattern.replace("links-to/<slug:kind>", "links-to/page")
    pattern = pattern.replace("<slug:language>", "fi").replace(
        "^(?P<app_label>accounts|admin|auth|files|outbox|link_check|search|pages|visits|publications|feedback)/$",
        "pages/",
    )
    return "/" + pattern.replace("(?P<url>.*)$", "nothing-here/")


def test_every_address_of_the_admin_has_its_row():
    assert sorted(row[1] for row in ROWS) == sorted(admin_patterns())


def test_every_role_gets_exactly_what_the_table_says(objects, editor, officer, coordinator, administrator):
    people = {"editor": editor, "officer": officer, "coordinator": coordinator, "administrator": administrator}
    clients = {role: client_of(people[role]) if role in people else Client() for role in TRIED}
    wrong = []
    for method, pattern, *statuses in ROWS:
        expected = dict(zip(ROLES, map(int, statuses), strict=True))
        found = [getattr(clients[role], method.lower())(address(pattern, objects)).status_code for role in TRIED]
        if found != [expected[role] for role in TRIED]:
            wrong.append(f"{method} {pattern} {' '.join(map(str, found))}")
        if pattern.endswith("logout/"):
            clients |= {role: client_of(people[role]) for role in TRIED if role in people}

    assert wrong == []
