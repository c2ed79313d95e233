from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.forms import Media
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from oph_site.form_problems import form_problems
from oph_site.model_admin import SiteModelAdmin
from oph_site.outbox.models import OutboxMessage
from visits.admin import offers
from visits.admin.acts import ACTS, SeenForm, TextForm, begun, offered
from visits.admin.document import DocumentPages, parts_of
from visits.admin.figures import FiguresPages
from visits.admin.filters import ArchiveFilter, CountryFilter, OwnerFilter, TurnFilter, quick_filters
from visits.admin.spam import put_away
from visits.admin.steps import step_in_words
from visits.date_warnings import date_warnings
from visits.enquiries import NotAllowed, record_reading
from visits.estimate import Estimate
from visits.intake import Intake
from visits.models import Enquiry, VisitRules
from visits.next_steps import next_step
from visits.related import related
from visits.scripts import mixes_scripts


def warnings_of(enquiry):
    """[(days, sentences)] that speak today against what is wished for; none once it is settled."""
    if enquiry.state not in Enquiry.OPEN:
        return []
    intake = Intake(timezone.localdate())
    found = [
        (
            dates,
            date_warnings(dates.first_on, dates.last_on, enquiry.length, intake.today, intake.rules, intake.periods),
        )
        for dates in enquiry.dates.all()
    ]
    return [(dates, [each.sentence for each in warnings]) for dates, warnings in found if warnings]


@admin.register(Enquiry)
class EnquiryAdmin(FiguresPages, DocumentPages, SiteModelAdmin):
    """The coordinators' inbox. An enquiry is read here; it changes by acts, each with an address of its own."""

    actions = [put_away]
    list_display = [
        "reference", "who", "state_in_words", "age", "what_next", "owner", "country_in_words", "themes_in_words", "group_size",
        "dates_wished",
    ]  # fmt: skip
    list_filter = [
        ArchiveFilter, OwnerFilter, TurnFilter, "state", CountryFilter, ("themes", admin.RelatedOnlyFieldListFilter), "is_suspected",
    ]  # fmt: skip
    list_select_related = ["owner", "visit__offer"]
    list_per_page = 50
    search_fields = ["reference", "organisation"]

    list_media = Media(css={"all": ["css/admin-visits.css"]})

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        failed = OutboxMessage.objects.failed().filter(reference=OuterRef("reference"))
        found = super().get_queryset(request).with_last_turn().annotate(has_failed_mail=Exists(failed))
        return found.prefetch_related("dates", "themes", "offers")

    @admin.display(description=pgettext_lazy("enquiry", "organisation"), ordering="organisation")
    def who(self, enquiry):
        return _("(anonymised)") if enquiry.anonymised_at else enquiry.organisation

    @admin.display(description=gettext_lazy("status"), ordering="state")
    def state_in_words(self, enquiry):
        is_doubted = enquiry.is_suspected and enquiry.state != Enquiry.State.SPAM
        marks = {
            _("suspected spam"): is_doubted, _("mail not sent"): enquiry.has_failed_mail,
            _("archived"): enquiry.archived_at and not enquiry.anonymised_at,
        }  # fmt: skip
        shown = ((mark,) for mark, is_shown in marks.items() if is_shown)
        marks = format_html_join("", " <strong>({})</strong>", shown)
        return format_html("{}{}", enquiry.get_state_display(), marks)

    @admin.display(description=gettext_lazy("age"), ordering="-received_at")
    def age(self, enquiry):
        days = (timezone.localdate() - timezone.localdate(enquiry.received_at)).days
        return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}

    @admin.display(description=gettext_lazy("next step"), ordering="answer_by")
    def what_next(self, enquiry):
        today = timezone.localdate()
        step = next_step(enquiry, today, self.rules)
        return step_in_words(step.what, step.due_on, today)

    @admin.display(description=gettext_lazy("country"), ordering="country")
    def country_in_words(self, enquiry):
        return enquiry.country_name

    @admin.display(description=gettext_lazy("themes"))
    def themes_in_words(self, enquiry):
        """The first two: a list is for finding."""
        names = enquiry.theme_names
        return ", ".join(names[:2]) + (f" + {len(names) - 2}" if names[2:] else "")

    @admin.display(description=gettext_lazy("dates"))
    def dates_wished(self, enquiry):
        ranges = [*map(str, enquiry.dates.all()), *([_("flexible")] if enquiry.is_flexible else [])]
        return format_html_join(", ", '<span class="unbroken">{}</span>', ((range_,) for range_ in ranges))

    def changelist_view(self, request, extra_context=None):
        self.rules = VisitRules.objects.on(timezone.localdate())  # once for all rows
        context = {"title": _("Enquiries"), "quick_filters": quick_filters(request)}
        return super().changelist_view(request, context | (extra_context or {}))

    def get_urls(self):
        acts = [
            path(f"<int:pk>/{act.name}/", self.admin_site.admin_view(partial(self.act_view, act=act)), name=f"visits_enquiry_{act.name}")
            for act in ACTS
        ]  # fmt: skip
        return acts + super().get_urls()

    def found(self, request, pk):
        """The enquiry, for those who may see enquiries at all; whether it exists is told to nobody else."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        enquiry = self.get_object(request, pk)
        if enquiry is None:
            raise Http404
        return enquiry

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The whole enquiry, to be read. Nothing is saved here."""
        enquiry = self.found(request, object_id)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        record_reading(enquiry, by=request.user)
        return self.show(request, enquiry)

    def act_view(self, request, pk, *, act):
        if not self.has_change_permission(request):
            raise PermissionDenied
        enquiry = self.found(request, str(pk))
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if act.text and "begin" in request.POST:
            return self.show(request, enquiry, wrong=(act, begun(act, enquiry, request.POST)))
        form = TextForm(act, request.POST) if act.text else None
        if form and not form.is_valid():
            return self.show(request, enquiry, wrong=(act, form), status=422)
        if act.question and "confirmed" not in request.POST:
            is_back = "back" in request.POST
            return self.show(request, enquiry, wrong=(act, form)) if is_back else self.ask(request, enquiry, act, form)
        seen = SeenForm(request.POST)
        said = form.cleaned_data if form else {}
        try:
            act.function(enquiry, by=request.user, seen=seen.cleaned_data["seen"] if seen.is_valid() else 0, **said)
        except NotAllowed as refusal:
            return self.show(request, enquiry, wrong=(act, form), refusal=str(refusal), status=409)
        messages.success(request, str(act.done))  # now: the middleware that stores it knows no language
        return redirect("admin:visits_enquiry_change", enquiry.pk)

    def ask(self, request, enquiry, act, form):
        """Once more before what goes to the visitor and ends the enquiry: its text as it will be sent, and a way back to it."""
        title = _("Enquiry %(reference)s") % {"reference": enquiry.reference}
        context = self.object_context(
            request, enquiry, title, act=act, form=form, seen=request.POST.get("seen", ""), media=self.list_media
        )
        return TemplateResponse(request, "admin/visits/enquiry/question.html", context)

    def show(self, request, enquiry, *, wrong=None, refusal="", status=200):
        """The page, with the acts that are possible now; one that failed keeps what was written in it."""
        today = timezone.localdate()
        duplicates, same_organisation = related(enquiry)
        acts = offered(enquiry, request.user) if self.has_change_permission(request) else []
        if wrong and wrong[1]:
            acts = [wrong if act is wrong[0] else (act, form) for act, form in acts]
            acts += [] if any(act is wrong[0] for act, _form in acts) else [wrong]
        context = self.object_context(
            request,
            enquiry,
            _("Enquiry %(reference)s") % {"reference": enquiry.reference},
            acts=acts,
            seen=enquiry.last_change,
            media=self.list_media,
            problems=[("", "", refusal)] if refusal else form_problems(wrong and wrong[1]),
            problems_heading=_("This was not done"),
            failed_mail=OutboxMessage.objects.failed().filter(reference=enquiry.reference).order_by("pk"),
            events=enquiry.events.select_related("by"),
            step=next_step(enquiry, today, VisitRules.objects.on(today)),
            duplicates=duplicates,
            same_organisation=same_organisation,
            is_late=enquiry.is_late(today),
            has_odd_email=mixes_scripts(enquiry.contact.email),
            parts=parts_of(enquiry),
            warnings=warnings_of(enquiry),
            estimate=Estimate.from_json(enquiry.estimate, enquiry.group_size),
            **offers.of_enquiry(enquiry, self.has_change_permission(request)),
        )
        return TemplateResponse(request, "admin/visits/enquiry/change_form.html", context, status=status)
