from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from oph_site.outbox.kinds import KINDS, LINKS

WITH_LINK = [
    "enquiry_receipt",
    "enquiry_reply",
    "enquiry_details",
    "enquiry_declined",
    "enquiry_link",
    "offer_expiring",
]


class VisitsConfig(AppConfig):
    name = "visits"
    verbose_name = _("Visits")

    def ready(self):
        from oph_site.stamp import watching
        from visits import links, models  # models can be imported only now

        watching.watch(models.VisitRules, models.IntakePause, models.VisitPeriod, models.PriceList, models.PriceLine)
        watching.watch(models.CancellationStep, models.Theme, models.Lecture, models.SampleProgramme, models.SampleItem)
        LINKS.update(dict.fromkeys(WITH_LINK, links.of_message))
        KINDS.update({
            "enquiry_receipt": _("receipt of an enquiry"),
            "enquiry_notice": _("notice to the coordinators"),
            "suspected_notice": _("notice of suspected spam"),
            "enquiry_reply": _("reply to an enquiry"),
            "enquiry_details": _("questions about an enquiry"),
            "enquiry_declined": _("declined enquiry"),
            "enquiry_link": _("new link to an enquiry"),
            "answer_due": _("reminder of an answer that is due"),
            "offer_expiring": _("reminder of an offer that ends soon"),
            "visitor_notice": _("notice of what a visitor did"),
        })  # fmt: skip
