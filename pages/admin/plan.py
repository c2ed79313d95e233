"""What is planned for one language of a page: the list with a button to cancel each, and the form that plans more."""

from datetime import timedelta

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oph_site.admin_fields import MomentField, mended
from oph_site.form_problems import form_problems
from oph_site.languages import IN_LANGUAGE
from pages.editions import log_words, windows
from pages.editions.planning import all_plans, cancel, plans
from pages.editions.preview import preview_url
from pages.editions.publishing import is_needed_by_site, publish, withdraw
from pages.editions.status import states
from pages.forms import change_note_field
from pages.links.linkers import linkers

PUBLISH, WITHDRAW = "publish", "withdraw"
YEARS_AHEAD = 5  # further away, somebody has mistyped the year


class PlanForm(forms.Form):
    """What happens when. Of the hour that the clocks show twice in October it asks which one is meant."""

    act = forms.ChoiceField(label=gettext_lazy("What happens"), widget=forms.RadioSelect)
    at = MomentField(
        label=gettext_lazy("When"),
        help_text=gettext_lazy("Finnish time (Europe/Helsinki), for example: 27.3.2027 9:00"),
    )
    hour = forms.ChoiceField(
        label=gettext_lazy("Which of the two hours"), required=False, widget=forms.RadioSelect,
        choices=[("first", gettext_lazy("the first, still in summer time")), ("second", gettext_lazy("the second, in winter time"))],
    )  # fmt: skip
    note = mended(forms.CharField)(
        label=gettext_lazy("Note for colleagues"), required=False, max_length=300,
        help_text=gettext_lazy("Kept in the history, for example: The new prices."),
    )  # fmt: skip

    def __init__(self, *args, language, may_withdraw, **kwargs):
        super().__init__(*args, label_suffix="", use_required_attribute=False, **kwargs)
        choices = [(PUBLISH, _("The working copy, as it is now, becomes public"))]
        choices += [(WITHDRAW, _("The page is unpublished"))] if may_withdraw else []
        self.fields["act"].choices = choices
        self.fields["act"].error_messages["required"] = _("Choose what happens.")
        self.fields["at"].error_messages["required"] = _(
            "Enter the day and the time as numbers, for example 27.3.2027 9.00"
        )
        self.fields["change_note"] = change_note_field(language)
        self.fields["note"].widget.attrs.pop("maxlength", None)  # nothing that is typed is cut
        if len(choices) == 1:
            self.fields["act"].initial = PUBLISH

    @property
    def asks_for_hour(self):
        return "hour" in self.errors or self.data.get("hour")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("act") == WITHDRAW and cleaned.get("change_note"):
            self.add_error("change_note", _("Readers get no note about a page that is unpublished: empty the field."))
        if at := cleaned.get("at"):
            cleaned["at"] = at = self.meant(at, cleaned.get("hour"))
            now = timezone.now()
            if at <= now:
                self.add_error("at", _("This moment has passed: choose a later one."))
            elif at > now + timedelta(days=366 * YEARS_AHEAD):
                self.add_error("at", _("This is more than five years ahead: check the year."))
        return cleaned

    def meant(self, at, hour):
        """Of a moment in the hour that comes twice, the one that was chosen."""
        local = timezone.localtime(at)
        doubled = local.replace(fold=0).utcoffset() - local.replace(fold=1).utcoffset()
        if not doubled:
            return at
        if not hour:
            self.add_error(
                "hour", _("The clocks are put back that night, and this hour comes twice: choose which one.")
            )
        return at + doubled if hour == "second" else at


def plan(model_admin, request, pk, language):
    page = model_admin.get_object(request, pk)
    if page is None or language not in IN_LANGUAGE:
        raise Http404
    if not (model_admin.may_publish(request) and model_admin.has_change_permission(request, page)):
        raise PermissionDenied
    may_withdraw = not is_needed_by_site(page, language)
    form, refusals = PlanForm(language=language, may_withdraw=may_withdraw), []
    if request.method == "POST":
        try:
            if name := request.POST.get("cancel"):
                said = log_words.cancelled(language, cancel(page, language, name, by=request.user))
            else:
                form = PlanForm(request.POST, language=language, may_withdraw=may_withdraw)
                said = form.is_valid() and planned(page, language, form.cleaned_data, by=request.user)
        except ValidationError as refusal:
            refusals = refusal.messages
        else:
            if said:
                messages.success(request, said)
                return HttpResponseRedirect(reverse("admin:pages_page_plan", args=[pk, language]))
    problems = form_problems(form, sentences=refusals)
    context = model_admin.object_context(
        request,
        page,
        _("Schedule %(in_language)s: %(page)s") % {"in_language": IN_LANGUAGE[language], "page": page},
        language=language,
        state=next(state for state in states(page) if state.language == language),
        plans=plans(page, language),
        preview=preview_url(page, language),
        linkers=linkers("page", page.pk) if may_withdraw else [],
        below=windows.below(page, language, timezone.now()) if may_withdraw else [],
        form=form,
        problems=problems,
        problems_heading=_("Nothing was changed"),
    )
    return TemplateResponse(request, "admin/pages/page/plan.html", context, status=422 if problems else 200)


def planned(page, language, wanted, *, by):
    """Does what the form asks; returns what was planned in a sentence for the person."""
    at, note = wanted["at"], wanted["note"]
    if wanted["act"] == PUBLISH:
        publish(page, language, by=by, at=at, note=note, change_note=wanted["change_note"])
        return log_words.version_planned(language, at)
    withdraw(page, language, by=by, at=at, note=note)
    return log_words.withdrawn(language, at)


class PlannedFilter(admin.SimpleListFilter):
    """Pages that readers will see changed or withdrawn later."""

    title = gettext_lazy("scheduled")
    parameter_name = "planned"

    def lookups(self, request, model_admin):
        return [("yes", _("Change or unpublishing scheduled"))]

    def queryset(self, request, queryset):
        if self.value() != "yes":
            return queryset
        return queryset.filter(pk__in=[plan.edition.page_id for plan in all_plans()])
