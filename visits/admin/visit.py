from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from oph_site.form_problems import form_problems
from oph_site.model_admin import SiteModelAdmin
from visits import programme, visits
from visits.admin.acts import SeenForm, TextForm
from visits.admin.calendar import CalendarPages
from visits.admin.steps import step_in_words
from visits.admin.visit_acts import VISIT_ACTS
from visits.admin.visit_programme import ProgrammeItemInline, ProgrammePage
from visits.details_form import DetailsForm
from visits.enquiries import Kind, NotAllowed, record_reading
from visits.models import Visit, VisitRules
from visits.offer_sums import sums_of


@admin.register(Visit)
class VisitAdmin(CalendarPages, ProgrammePage, SiteModelAdmin):
    """Visits that have been agreed. One is made by accepting an offer, and changes by acts, each with an address of its own."""

    actions = None
    inlines = [ProgrammeItemInline]
    list_display = ["reference", "days", "state", "who", "country_in_words", "size", "what_next"]
    list_filter = ["state", "first_on"]
    list_select_related = ["enquiry", "offer"]
    list_per_page = 50
    ordering = ["-first_on", "-pk"]
    search_fields = ["enquiry__reference", "enquiry__organisation"]

    list_media = Media(css={"all": ["css/admin-visits.css"]})

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("enquiry", "offer")

    @admin.display(description=gettext_lazy("reference"), ordering="enquiry__reference")
    def reference(self, visit):
        return visit.enquiry.reference

    @admin.display(description=pgettext_lazy("visit", "days"), ordering="first_on")
    def days(self, visit):
        return format_html('<span class="unbroken">{}</span>', visit.days)

    @admin.display(description=pgettext_lazy("enquiry", "organisation"), ordering="enquiry__organisation")
    def who(self, visit):
        return _("(anonymised)") if visit.enquiry.anonymised_at else visit.enquiry.organisation

    @admin.display(description=gettext_lazy("country"), ordering="enquiry__country")
    def country_in_words(self, visit):
        return visit.enquiry.country_name

    @admin.display(description=gettext_lazy("group size"))
    def size(self, visit):
        return visit.size

    @admin.display(description=gettext_lazy("next step"))
    def what_next(self, visit):
        today = timezone.localdate()
        if not hasattr(self, "rules") or self.rules[0] != today:
            self.rules = today, VisitRules.objects.on(today)  # once a day for all rows
        return step_in_words(*visits.next_step(visit, *self.rules), today)

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Visits")} | (extra_context or {}))

    def get_urls(self):
        acts = [
            path(f"<int:pk>/{act.name}/", self.admin_site.admin_view(partial(self.act_view, act=act)), name=f"visits_visit_{act.name}")
            for act in VISIT_ACTS
        ]  # fmt: skip
        pages = [
            path("<int:pk>/details/", self.admin_site.admin_view(self.details_view), name="visits_visit_details"),
            path("<int:pk>/programme/", self.admin_site.admin_view(self.programme_view), name="visits_visit_programme"),
        ]
        return acts + pages + self.calendar_urls() + super().get_urls()

    def found(self, request, pk, *, to_change=False):
        """The visit, for those who may see visits at all; whether it exists is told to nobody else."""
        may = self.has_change_permission(request) if to_change else self.has_view_permission(request)
        if not may:
            raise PermissionDenied
        visit = self.get_object(request, pk)
        if visit is None:
            raise Http404
        record_reading(visit.enquiry, by=request.user)
        return visit

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The whole visit, to be read. Nothing is saved here."""
        visit = self.found(request, object_id)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        return self.show(request, visit)

    def act_view(self, request, pk, *, act):
        visit = self.found(request, str(pk), to_change=True)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = TextForm(act, request.POST) if act.text else None
        if form and not form.is_valid():
            return self.show(request, visit, wrong=(act, form), status=422)
        if act.question and "confirmed" not in request.POST:
            is_back = "back" in request.POST
            return self.show(request, visit, wrong=(act, form)) if is_back else self.ask(request, visit, act, form)
        text = {"text": form.cleaned_data["text"]} if form else {}
        try:
            act.function(visit, by=request.user, seen=seen_by(request), **text)
        except NotAllowed as refusal:
            return self.show(request, visit, wrong=(act, form), refusal=str(refusal), status=409)
        messages.success(request, str(act.done))
        return redirect("admin:visits_visit_change", visit.pk)

    def details_view(self, request, pk):
        """The final details that came in another way than by the visitor's link."""
        visit, today = self.found(request, str(pk), to_change=True), timezone.localdate()
        form = DetailsForm(visit, request.POST if request.method == "POST" else None, today=today)
        refusal = ""
        if form.is_valid():
            try:
                visits.record_details(visit, by=request.user, seen=seen_by(request), **form.details())
                messages.success(request, _("The final details have been recorded."))
                return redirect("admin:visits_visit_change", visit.pk)
            except NotAllowed as error:
                refusal = str(error)
        context = self.visit_context(request, visit, _("Final details"), form=form, problems=problems(refusal, form))
        status = 409 if refusal else 422 if form.errors else 200
        return TemplateResponse(request, "admin/visits/visit/details.html", context, status=status)

    def ask(self, request, visit, act, form):
        """Once more before what cannot be taken back, with what it costs the visitor."""
        percent = visits.percent_on(visit, timezone.localdate()) if act.name == "cancelled" else 0
        fee = sums_of(visit.offer).fee(percent)
        context = self.visit_context(
            request, visit, _("Visit %(reference)s") % {"reference": visit}, act=act, form=form, fee=fee,
            seen=request.POST.get("seen", ""),
        )  # fmt: skip
        return TemplateResponse(request, "admin/visits/visit/question.html", context)

    def show(self, request, visit, *, wrong=None, refusal="", status=200):
        """The page, with the acts that are possible now; one that failed keeps what was written in it."""
        today = timezone.localdate()
        rules = VisitRules.objects.on(today)
        kinds = visits.allowed(visit, today) if self.has_change_permission(request) else []
        acts = [(act, TextForm(act) if act.text else None) for act in VISIT_ACTS if act.kind in kinds]
        if wrong and wrong[1]:
            acts = [wrong if act is wrong[0] else (act, form) for act, form in acts]
            acts += [] if any(act is wrong[0] for act, _form in acts) else [wrong]
        items = list(visit.items.all())
        context = self.visit_context(
            request, visit, _("Visit %(reference)s") % {"reference": visit}, acts=acts,
            days=programme.by_day(items), warnings=programme.warnings(items, visit.first_on, visit.last_on),
            step=step_in_words(*visits.next_step(visit, today, rules), today),
            fee=visits.fee_of(visit), may_change=Kind.PROGRAMME in kinds, may_record=Kind.DETAILS in kinds,
            problems=problems(refusal, wrong and wrong[1]),
        )  # fmt: skip
        return TemplateResponse(request, "admin/visits/visit/change_form.html", context, status=status)

    def visit_context(self, request, visit, title, **more):
        usual = {
            "seen": visit.enquiry.last_change, "media": self.list_media, "problems_heading": _("This was not done"),
        }  # fmt: skip
        return self.object_context(request, visit, title, **(usual | more))


def seen_by(request):
    """The last change that the person had seen when the page was loaded; 0 when the page did not say."""
    form = SeenForm(request.POST)
    return form.cleaned_data["seen"] if form.is_valid() else 0


def problems(refusal, form):
    return [("", "", refusal)] if refusal else form_problems(form)
