"""Changing the programme of an agreed visit: rows as everywhere in the admin, and one act for all of them."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oph_site.admin_fields import DayField
from oph_site.form_problems import form_problems
from oph_site.model_admin import SiteStackedInline
from oph_site.public_forms.fields import Paragraphs
from visits import programme, visits
from visits.admin.acts import TEXT_LENGTH, SeenForm
from visits.enquiries import NotAllowed
from visits.models import VisitItem


class ProgrammeItemInline(SiteStackedInline):
    model = VisitItem
    extra = 1
    fieldsets = [
        (None, {"fields": ["kind", ("on", "starts_at", "ends_at"), "what", ("place", "address"), ("host", "language")]})
    ]


class ProgrammeForm(forms.Form):
    """The days of the visit, and what the visitor reads before the changes."""

    use_required_attribute = False

    first_on = DayField(label=gettext_lazy("first day"))
    last_on = DayField(label=gettext_lazy("last day"))
    text = Paragraphs(
        label=gettext_lazy("A word to the visitor"), rows=3, length=TEXT_LENGTH,
        help_text=gettext_lazy("Goes out with the list of changes, for example why something has moved. In the language of the visitor. May be left empty."),
    )  # fmt: skip
    seen = SeenForm.base_fields["seen"]

    def __init__(self, visit, data=None):
        initial = {"first_on": visit.first_on, "last_on": visit.last_on, "seen": visit.enquiry.last_change}
        super().__init__(data, initial=initial)
        self.fields["seen"].widget = forms.HiddenInput()

    def clean(self):
        first, last = self.cleaned_data.get("first_on"), self.cleaned_data.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("The last day must not be before the first day"))


class ProgrammePage:
    def programme_view(self, request, pk):
        visit = self.found(request, str(pk), to_change=True)
        data = request.POST if request.method == "POST" else None
        form = ProgrammeForm(visit, data)
        formset_class, inline = next(iter(self.get_formsets_with_inlines(request, visit)))
        rows = formset_class(data, instance=visit, prefix="items", queryset=visit.items.all())
        refusal = ""
        if data is not None and all([form.is_valid(), rows.is_valid()]):
            try:
                visit = visits.change_programme(visit, items_of(rows), by=request.user, **form.cleaned_data)
                messages.success(
                    request, _("The programme has been changed. The visitor gets a mail with what is different.")
                )
                return redirect("admin:visits_visit_change", visit.pk)
            except NotAllowed as error:
                refusal = str(error)
        inlines = self.get_inline_formsets(request, [rows], [inline], visit)
        problems = form_problems(form, inlines, [refusal] if refusal else [])
        context = self.object_context(
            request, visit, _("Change the programme"), form=form, inline_admin_formset=inlines[0], problems=problems,
            problems_heading=_("This was not done") if refusal else "", is_changed=data is not None,
            warnings=programme.warnings(visit.items.all(), visit.first_on, visit.last_on),
            media=self.list_media + self.media,
        )  # fmt: skip
        status = 409 if refusal else 422 if problems else 200
        return TemplateResponse(request, "admin/visits/visit/programme.html", context, status=status)


def items_of(rows):
    """The items as the form has them: without those that are crossed out and the rows that nobody filled in."""
    kept = [row for row in rows.forms if row not in rows.deleted_forms]
    return [row.instance for row in kept if row.instance.pk or row.has_changed()]
