from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from oph_site.outbox.kinds import KINDS


class VisitsConfig(AppConfig):
    name = "visits"
    verbose_name = _("Visits")

    def ready(self):
        KINDS.update({
            "enquiry_receipt": _("receipt of an enquiry"),
            "enquiry_notice": _("notice to the coordinators"),
            "suspected_notice": _("notice of suspected spam"),
            "enquiry_reply": _("reply to an enquiry"),
            "enquiry_details": _("questions about an enquiry"),
            "enquiry_declined": _("declined enquiry"),
        })  # fmt: skip
