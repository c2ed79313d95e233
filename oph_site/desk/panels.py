"""The admin's first page: what waits for the person who looks at it.

A panel is a function (request) → Panel, or None when there is nothing to do or the person may not do it.
The root knows all subjects, hence all panels: a new one goes into PANELS, in the order of the page.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib import admin
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback.models import DeletionRound, Feedback
from oph_site.accounts.models import LogInRound
from oph_site.admin_rights import may_open
from oph_site.desk import board, recent, visit_data
from oph_site.health.models import CalendarRound
from oph_site.health.readings import MEASURES, problems
from oph_site.languages import DEFAULT_LANGUAGE, IN_LANGUAGE
from oph_site.link_check.models import OutsideLink
from oph_site.link_check.sources import places
from oph_site.outbox.kinds import KINDS
from oph_site.outbox.models import OutboxMessage
from oph_site.search import analysis, index
from oph_site.search.wanted import in_words, remedy_url, wanted
from oph_site.wording import day, moment_in_words
from pages import care
from pages.editions.drafts import drafts
from pages.editions.planning import all_plans
from pages.links.dead import dead_links
from pages.models import Page, Record
from visits import visits
from visits.models import Enquiry, RetentionRound, Visit, VisitRules

TOP = 5
RECENT = 8
WORDS = 20  # of what a change was


@dataclass(frozen=True)
class Row:
    """One thing to do: its name leads to the work; `meta` says since when, by when or in which language."""

    text: str
    url: str
    meta: str = ""
    language: str = ""  # of the text, where it is not that of the admin


@dataclass(frozen=True)
class Panel:
    """A number (None: it says nothing), the first rows of it, and the list that has them all."""

    key: str
    title: str
    count: int | None
    rows: list = field(default_factory=list)
    url: str = ""


def panels(request):
    """What waits, in the order of PANELS."""
    return [panel for make in PANELS if (panel := make(request))]


def my_drafts(request):
    """One's own pages that readers do not see as they are now."""
    if not request.user.has_perm("pages.change_page"):
        return None
    found = drafts(Page.objects.filter(owner=request.user))
    rows = [Row(str(page), board.change_url(page), draft_words(page), DEFAULT_LANGUAGE) for page in found[:TOP]]
    return panel_of(
        "drafts", _("My drafts not yet public"), len(found), rows, "admin:pages_page_changelist", "owner=mine&draft=yes"
    )


def draft_words(page):
    return " ".join(state.sentence for state in page.states if state.changes) or _("Never public so far.")


def draft_records(request):
    """Records that are still drafts: one's own and those of nobody."""
    drafts_of_models = [
        admin.site.get_model_admin(model).get_queryset(request).filter(responsible(request), state=Record.State.DRAFT)
        for model in board.models(request)
        if issubclass(model, Record)
    ]
    found = [record for records in drafts_of_models for record in records.order_by("-pk")]
    rows = [Row(str(record), board.change_url(record), capfirst(record._meta.verbose_name)) for record in found[:TOP]]
    options = {record._meta for record in found}
    list_name = f"admin:{options.pop().label_lower.replace('.', '_')}_changelist" if len(options) == 1 else ""
    return panel_of("records", _("Records not yet public"), len(found), rows, list_name, "state__exact=draft")


def due_reviews(request):
    """Public content that must be read through within two weeks, or should have been."""
    found = sorted((row for row in board_rows(request) if row.is_due), key=lambda row: row.review_on)
    rows = [Row(row.name, row.url, review_words(row)) for row in found[:TOP]]
    return panel_of("reviews", _("Due for review"), len(found), rows, "admin:board", board_query(request, "review=due"))


def review_words(row):
    words = [_("review by %(day)s") % {"day": day(row.review_on)}]
    words += [_("late")] if row.review_on < timezone.localdate() else []
    return ", ".join([*words, str(row.owner) if row.owner else _("No owner")])


def open_translations(request):
    """What is missing or outdated, the oldest first."""
    found = sorted((row for row in board_rows(request) if row.is_open), key=lambda row: row.open_since)
    rows = [Row(row.name, open_cells(row)[0].url, translation_words(row)) for row in found[:TOP]]
    return panel_of(
        "translations",
        _("Translations missing or outdated"),
        len(found),
        rows,
        "admin:board",
        board_query(request, "state=open"),
    )


def open_cells(row):
    return [cell for cell in row.cells if cell.is_open]


def translation_words(row):
    return ", ".join(cell.words for cell in open_cells(row))


def is_in_charge(request):
    """Administrators answer for everything; the others for what is theirs and what is nobody's."""
    return request.user.has_perm("accounts.change_user")


def responsible(request):
    return Q() if is_in_charge(request) else care.mine_or_nobodys(request.user)


def board_rows(request):
    """The rows of the board that the person answers for, fetched once a request."""
    if not hasattr(request, "board_rows"):
        is_mine = lambda row: is_in_charge(request) or row.owner in (request.user, None)  # noqa: E731
        request.board_rows = [row for row in board.rows(request) if is_mine(row)]
    return request.board_rows


def board_query(request, query):
    return query if is_in_charge(request) else f"{query}&owner=desk"


def enquiry_rows(enquiries, words):
    """words: a function that says of an enquiry what makes it stand in the panel."""
    return [
        Row(
            f"{enquiry.reference}, {enquiry.organisation}",
            reverse("admin:visits_enquiry_change", args=[enquiry.pk]),
            words(enquiry),
        )
        for enquiry in enquiries
    ]


def new_enquiries(request):
    """Nobody has answered yet; the longest waiting first."""
    if not request.user.has_perm("visits.view_enquiry"):
        return None
    waiting = Enquiry.objects.unanswered().order_by("received_at", "pk")
    rows = enquiry_rows(waiting[:TOP], waiting_words)
    return panel_of(
        "enquiries", _("New enquiries"), waiting.count(), rows, "admin:visits_enquiry_changelist", "state=new"
    )


def suspected_enquiries(request):
    """They look like spam: somebody says whether they are genuine, and until then nobody is written to."""
    if not request.user.has_perm("visits.view_enquiry"):
        return None
    waiting = Enquiry.objects.suspected().order_by("received_at", "pk")
    rows = [
        Row(enquiry.reference, reverse("admin:visits_enquiry_change", args=[enquiry.pk]), suspected_words(enquiry))
        for enquiry in waiting[:TOP]
    ]
    query = "is_suspected__exact=1&state__exact=new"
    return panel_of("suspected", _("Suspected spam"), waiting.count(), rows, "admin:visits_enquiry_changelist", query)


def feedback_panel(request, key, title, waiting, query=""):
    if not request.user.has_perm("feedback.view_feedback"):
        return None
    rows = [
        Row(
            f"{feedback.reference}, {feedback_subject(feedback)}",
            reverse("admin:feedback_feedback_change", args=[feedback.pk]),
            feedback_words(feedback),
        )
        for feedback in waiting[:TOP]
    ]
    return panel_of(key, title, waiting.count(), rows, "admin:feedback_feedback_changelist", query)


def new_feedback(request):
    """Nobody has answered or handled it; what was promised an answer first, by its day."""
    waiting = Feedback.objects.waiting().select_related("document").order_by(F("answer_by").asc(nulls_last=True), "pk")
    return feedback_panel(request, "feedback", _("New feedback"), waiting)


def suspected_feedback(request):
    """It looks like spam: somebody says whether it is genuine."""
    waiting = Feedback.objects.suspected().select_related("document").order_by("pk")
    return feedback_panel(request, "suspected_feedback", _("Feedback that looks like spam"), waiting, "state=suspected")


def feedback_subject(feedback):
    if feedback.document:
        return _("accessible version of %(file)s") % {"file": feedback.document}
    return feedback.get_subject_display()


def feedback_words(feedback):
    words = [day(feedback.received_at)]
    if feedback.answer_by:
        words.append(_("answer by %(day)s") % {"day": day(feedback.answer_by)})
        words += [_("late")] if feedback.answer_by < timezone.localdate() else []
    return ", ".join(words)


def failed_mail(request):
    """What was never sent, the oldest first: sent again, or set aside."""
    if not request.user.has_perm("outbox.view_outboxmessage"):
        return None
    failed = OutboxMessage.objects.failed().order_by("created_at", "pk")
    rows = [
        Row(
            message.subject,
            reverse("admin:outbox_outboxmessage_change", args=[message.pk]),
            ", ".join([str(KINDS.get(message.kind, message.kind)), day(message.created_at)]),
            message.language,
        )
        for message in failed[:TOP]
    ]
    return panel_of(
        "mail", _("Mail that was not sent"), failed.count(), rows, "admin:outbox_outboxmessage_changelist", "state__exact=failed"
    )  # fmt: skip


def health(request):
    """What those who run the site must mend: a worker that has stopped, a full disk. What has a panel of its own is left out."""
    if not is_in_charge(request):
        return None
    without_panel = [measure for measure in MEASURES if not measure.stands_on_desk]
    rows = [Row(words, "") for words in problems(timezone.now(), without_panel)]
    return panel_of("health", _("Health of the site"), len(rows), rows)


def held_anonymising(request):
    """A round of anonymising that would have taken unusually much waits for somebody who has checked the clock."""
    held = RetentionRound.held()
    if held is None or not request.user.has_perm("visits.view_enquiry"):
        return None
    numbers = {"number": held.held_count, "day": day(held.held_at)}
    text = ngettext(
        "%(number)d old enquiry would be made anonymous, and nothing brings it back",
        "%(number)d old enquiries would be made anonymous at once, and nothing brings them back",
        held.held_count,
    )
    meta = _("stopped on %(day)s by the clock of the server: have it checked, then run manage.py anonymise")
    row = Row(text % numbers, f"{reverse('admin:visits_enquiry_changelist')}?o=-4", meta % numbers)
    return panel_of("retention", _("Anonymising has stopped"), held.held_count, [row])


def held_reminders(request):
    """While the clock may be wrong, the worker writes nobody that a day has come."""
    held = CalendarRound.held() if request.user.has_perm("visits.view_enquiry") else None
    if held is None:
        return None
    meta = _(
        "stopped on %(day)s by the clock of the server: have it checked, then run manage.py work --once --clock-is-right"
    )
    row = Row(_("Nobody is reminded, and no offer expires"), "", meta % {"day": day(held.held_at)})
    return panel_of("reminders", _("Reminders have stopped"), 1, [row])


def held_deleting(request):
    """The same for what is deleted when its time is over."""
    found = []
    for round_class, right, list_name, label in (
        (DeletionRound, "feedback.view_feedback", "admin:feedback_feedback_changelist", _("feedback")),
        (LogInRound, "accounts.view_loginevent", "admin:accounts_loginevent_changelist", _("log-in events")),
    ):
        if request.user.has_perm(right) and (held := round_class.held()):
            found.append((held, reverse(list_name), label))
    meta = _("stopped on %(day)s by the clock of the server: have it checked, then run manage.py anonymise")
    rows = [
        Row(f"{capfirst(label)}: {held.held_count}", url, meta % {"day": day(held.held_at)})
        for held, url, label in found
    ]
    return panel_of("deleting", _("Deleting has stopped"), sum(held.held_count for held, *_more in found), rows)


def visits_to_prepare(request):
    """Prices and weeks that are missing or end soon, and a pause that runs, so that nobody forgets it."""
    if not request.user.has_perm("visits.change_pricelist"):
        return None
    rows = [Row(*each) for each in visit_data.to_do(timezone.localdate())]
    return panel_of("visit_data", _("Prices and weeks of visits"), len(rows), rows)


def suspected_words(enquiry):
    return ", ".join([enquiry.country_name, _("no receipt sent"), day(enquiry.received_at)])


def enquiries_in_hand(request):
    """In clarification or being planned; one's own first, then the longest waiting."""
    if not request.user.has_perm("visits.view_enquiry"):
        return None
    found = Enquiry.objects.in_hand().select_related("owner").order_by("received_at", "pk")
    mine_first = sorted(found, key=lambda enquiry: enquiry.owner != request.user)
    rows = enquiry_rows(mine_first[:TOP], in_hand_words)
    return panel_of(
        "in_hand",
        _("Enquiries in hand"),
        len(mine_first),
        rows,
        "admin:visits_enquiry_changelist",
        f"state__in={','.join(Enquiry.IN_HAND)}&is_suspected__exact=0",
    )


def in_hand_words(enquiry):
    received = _("received %(day)s") % {"day": day(enquiry.received_at)}
    owner = str(enquiry.owner) if enquiry.owner else _("nobody has taken it")
    return ", ".join([enquiry.get_state_display(), owner, received])


def waiting_words(enquiry):
    today = timezone.localdate()
    days = (today - timezone.localdate(enquiry.received_at)).days
    waited = ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
    answer_by = _("answer by %(day)s") % {"day": day(enquiry.answer_by)}
    return ", ".join([waited, answer_by, *([_("late")] if enquiry.is_late(today) else [])])


def visit_panel(key, title, found, words):
    """words: a function that says of a visit what makes it stand in the panel."""
    rows = [
        Row(
            f"{visit}, {visit.enquiry.organisation}",
            reverse("admin:visits_visit_change", args=[visit.pk]),
            words(visit),
        )
        for visit in found.select_related("enquiry", "offer").order_by("first_on", "pk")[:TOP]
    ]
    return panel_of(key, title, found.count(), rows, "admin:visits_visit_changelist")


def visits_this_week(request):
    """Held today or within a week."""
    if not request.user.has_perm("visits.view_visit"):
        return None
    today = timezone.localdate()
    found = Visit.objects.between(today, today + timedelta(days=6))
    return visit_panel("visits", _("Visits within a week"), found, visit_words)


def visit_words(visit):
    people = ngettext("%(count)d person", "%(count)d people", visit.size) % {"count": visit.size}
    return ", ".join([visit.days, visit.enquiry.country_name, people])


def missing_details(request):
    """Their day has gone, and the visitor has not given them."""
    if not request.user.has_perm("visits.view_visit"):
        return None
    today = timezone.localdate()
    rules = VisitRules.objects.on(today)
    found = Visit.objects.awaiting_details().filter(
        first_on__gt=today, first_on__lt=today + timedelta(days=rules.names_days)
    )

    def words(visit):
        return ", ".join([visit.days, _("due on %(day)s") % {"day": day(visits.details_due_on(visit, rules))}])

    return visit_panel("details", _("Final details missing"), found, words)


def visits_to_invoice(request):
    """Over, and no invoice has been sent."""
    if not request.user.has_perm("visits.view_visit"):
        return None
    today = timezone.localdate()
    rules = VisitRules.objects.on(today)

    def words(visit):
        return ", ".join([visit.days, step_words(*visits.next_step(visit, today, rules), today)])

    return visit_panel("invoices", _("Visits to be invoiced"), Visit.objects.to_invoice(today), words)


def step_words(what, due_on, today):
    late = [_("late")] if due_on and due_on < today else []
    return ", ".join([what, *([day(due_on)] if due_on else []), *late])


def searches_without_result(request):
    """What people asked for on several days and did not find: each leads to a new row of the term list."""
    if not request.user.has_perm("search.add_term"):
        return None
    found = wanted()
    rows = [Row(row["text"], remedy_url(row), in_words(row), row["language"]) for row in found[:TOP]]
    return panel_of("wanted", _("Searched for without result"), len(found), rows, "admin:search_term_changelist")


def planned_changes(request):
    """What is planned for pages, the nearest first."""
    if not request.user.has_perm("pages.view_page"):
        return None
    found = all_plans()
    rows = [
        Row(str(plan.edition.page), plan_url(request, plan.edition), plan_words(plan), DEFAULT_LANGUAGE)
        for plan in found[:TOP]
    ]
    return panel_of("planned", _("Scheduled changes"), len(found), rows, "admin:pages_page_changelist", "planned=yes")


def plan_url(request, edition):
    """Where the plan is cancelled, for those who may."""
    if request.user.has_perms(["pages.change_page", "pages.publish_page"]):
        return reverse("admin:pages_page_plan", args=[edition.page_id, edition.language])
    return reverse("admin:pages_page_change", args=[edition.page_id])


def plan_words(plan):
    words = (
        _("unpublished %(in_language)s on %(moment)s")
        if plan.is_withdrawal
        else _("public %(in_language)s from %(moment)s")
    )
    return words % {"in_language": IN_LANGUAGE[plan.edition.language], "moment": moment_in_words(plan.at)}


def gone_links(request):
    """Links of public pages to what readers no longer find on this site, what broke last first."""
    if not request.user.has_perm("pages.view_page"):
        return None
    found = dead_links()
    rows = [Row(link.place.title, link.place.mend_url, gone_words(link), link.place.language) for link in found[:TOP]]
    return panel_of(
        "gone", _("Links to what is not public"), len(found), rows, "admin:pages_page_changelist", "dead_links=yes"
    )


def gone_words(link):
    if not link.target:
        words = _("leads to what has been deleted")
    elif link.since is None:
        words = _("leads to “%(target)s”, which is not public") % {"target": link.target}
    else:
        words = _("leads to “%(target)s”, unpublished on %(moment)s") % {
            "target": link.target,
            "moment": moment_in_words(link.since),
        }
    return ", ".join([words, *map(str, link.ways)])


def broken_links(request):
    """Links to other sites that have stopped working, by the text that the person can mend; the longest broken first."""
    if not request.user.has_perm("link_check.view_outsidelink"):
        return None
    broken = list(OutsideLink.objects.broken())
    found = places() if broken else {}  # a link that was mended in its text is in none of them
    rows = [
        Row(place.title, place.mend_url, broken_words(link), place.language)
        for link in broken
        for place in found.get(link.url, [])
        if may_open(request, place.edit_url)
    ]
    changelist = "admin:link_check_outsidelink_changelist"
    return panel_of("links", _("Broken links"), len(rows), rows[:TOP], changelist, "state__exact=broken")


def broken_words(link):
    worked = (
        _("last worked %(day)s") % {"day": day(link.last_worked_at)} if link.last_worked_at else _("has never worked")
    )
    return ", ".join([link.url, str(link.get_reason_display()), worked])


def search_out_of_step(request):
    """When the search finds less than it could: no word data yet, or an index by other rules."""
    if not request.user.has_perm("search.view_term"):
        return None
    rows = []
    if not analysis.has_word_data():
        words = _("built by the worker, or by the command build_words; until then words are compared by their stems")
        rows.append(Row(_("The word data of the search is missing"), "", words))
    if not index.is_in_step():
        words = _("rebuilt by the worker, or by the command rebuild_search; until then some things are not found")
        rows.append(Row(_("The index of the search is not up to date"), "", words))
    return panel_of("search", _("Search"), len(rows), rows)


def recent_changes(request):
    """What everybody changed lately, each one press from the difference."""
    changes = recent.in_words(recent.newest(request, RECENT))
    rows = [Row(change.name, change.url, change_words(change), change.language) for change in changes]
    return Panel("recent", _("Recent changes"), None, rows, reverse("admin:recent")) if rows else None


def change_words(change):
    what = Truncator(change.what.rstrip(".")).words(WORDS)
    return ", ".join([change.by.get_full_name() or str(change.by), moment_in_words(change.at), what])


def panel_of(key, title, count, rows, list_name="", query=""):
    """The panel, None when nothing waits."""
    url = f"{reverse(list_name)}?{query}" if list_name else ""
    return Panel(key, title, count, rows, url) if count else None


PANELS = [
    health,
    new_enquiries,
    suspected_enquiries,
    new_feedback,
    suspected_feedback,
    failed_mail,
    held_anonymising,
    held_reminders,
    held_deleting,
    enquiries_in_hand,
    visits_to_prepare,
    visits_this_week,
    missing_details,
    visits_to_invoice,
    my_drafts,
    draft_records,
    due_reviews,
    open_translations,
    gone_links,
    broken_links,
    searches_without_result,
    planned_changes,
    search_out_of_step,
    recent_changes,
]
