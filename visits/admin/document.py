"""Everything that is held about one enquiry, as one document to print or to save as PDF, and as a file for programs."""

from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oph_site.outbox.models import OutboxMessage
from visits import programme, visits
from visits.answers import answers_of, in_parts
from visits.enquiries import record_reading
from visits.models import Visit
from visits.own_data import as_file
from visits.retention import kept_until
from visits.shown_offer import shown

HEADINGS = [
    gettext_lazy("Who asks"),
    gettext_lazy("What they want to learn"),
    gettext_lazy("Group and time"),
    gettext_lazy("Practical matters"),
]  # of the parts in visits/answers.py, which speak to the visitor


class DocumentPages:
    """Two addresses for an admin of enquiries, for those who may see them. Each is a look at personal data."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/document/", view(self.document_view), name="visits_enquiry_document"),
            path("<int:pk>/data.json", view(self.data_view), name="visits_enquiry_data"),
            *super().get_urls(),
        ]

    def document_view(self, request, pk):
        enquiry = self.found(request, str(pk))
        record_reading(enquiry, by=request.user)
        context = self.object_context(
            request, enquiry, _("Enquiry %(reference)s") % {"reference": enquiry.reference}, media=self.list_media, **contents(enquiry)
        )  # fmt: skip
        return TemplateResponse(request, "admin/visits/enquiry/document.html", context)

    def data_view(self, request, pk):
        """The file that the visitor can download, too: without what coordinators write to each other."""
        enquiry = self.found(request, str(pk))
        record_reading(enquiry, by=request.user)
        return as_file(enquiry)


def contents(enquiry):
    today = timezone.localdate()
    kept, last_on = kept_until(enquiry)
    visit = Visit.objects.filter(enquiry=enquiry).select_related("offer").first()
    offers = enquiry.offers.prefetch_related("lines", "items").order_by("version")
    return {
        "now": timezone.now(),
        "parts": parts_of(enquiry),
        "events": enquiry.events.select_related("by"),
        "offers": [shown(offer, today) for offer in offers],
        "visit": visit,
        "visit_days": programme.by_day(visit.items.all()) if visit else [],
        "fee": visit and visits.fee_of(visit),
        "mail": OutboxMessage.objects.filter(reference=enquiry.reference).order_by("created_at", "pk"),
        "kept": kept,
        "kept_until": last_on,
    }


def parts_of(enquiry):
    """[(heading, Part)]: all answers, also those that were left empty."""
    return zip(HEADINGS, in_parts(answers_of(enquiry), with_empty=True), strict=True)
