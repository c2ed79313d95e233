from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from oph_site.erasures import REPEATED_BY
from oph_site.outbox.kinds import KINDS, LINKS

WITH_LINK = ["enquiry_receipt", "enquiry_reply", "enquiry_details", "enquiry_declined", "enquiry_link"]
WITH_LINK += ["visit_cancelled", "visit_programme", "visit_details"]
WITH_LINK += ["offer_sent", "offer_accepted", "offer_expiring", "offer_expired"]


class VisitsConfig(AppConfig):
    name = "visits"
    verbose_name = _("Visits")

    def ready(self):
        from oph_site.stamp import watching
        from pages import kinds
        from pages.models import Page
        from pages.search import pages
        from visits import contact_details, erasure, links, models, retention  # models can be imported only now
        from visits.service_pages import kinds as own
        from visits.service_pages import texts

        watching.watch(models.VisitRules, models.IntakePause, models.VisitPeriod, models.PriceList, models.PriceLine)
        watching.watch(models.CancellationStep, models.Theme, models.Lecture, models.SampleProgramme, models.SampleItem)
        kinds.add(Page.Kind.VISITS, own.service, says=texts.of_service)
        kinds.add(Page.Kind.VISIT_PROGRAMME, own.programme, says=texts.of_programme)
        kinds.add(Page.Kind.VISIT_PRICES, own.prices, says=texts.of_prices)
        kinds.add(Page.Kind.SWEDISH, own.swedish, says=texts.of_swedish_page)
        kinds.add_block("visits", own.on_home)
        pages.PAGE.named_in.update(texts.NAMED_IN)
        LINKS.update(dict.fromkeys(WITH_LINK, links.of_message))
        LINKS[contact_details.CONFIRM] = contact_details.of_message
        LINKS[erasure.ERASE] = erasure.of_message
        REPEATED_BY.update({"enquiry": retention.repeat, "invoice": retention.repeat_invoices})
        KINDS.update({
            "enquiry_receipt": _("receipt of an enquiry"),
            "enquiry_notice": _("notice to the coordinators"),
            "suspected_notice": _("notice of suspected spam"),
            "enquiry_reply": _("reply to an enquiry"),
            "enquiry_details": _("questions about an enquiry"),
            "enquiry_declined": _("declined enquiry"),
            "enquiry_erasure": _("confirmation of an erasure"),
            "enquiry_link": _("new link to an enquiry"),
            "answer_due": _("reminder of an answer that is due"),
            "offer_expiring": _("reminder of an offer that ends soon"),
            "offer_expired": _("offer that has expired"),
            "visitor_notice": _("notice of what a visitor did"),
            "offer_sent": _("offer"),
            "offer_accepted": _("confirmation of an accepted offer"),
            "visit_cancelled": _("cancelled visit"),
            "contact_confirm": _("confirmation of a new e-mail address"),
            "contact_changed": _("notice to the old e-mail address"),
            "visit_details": _("request for the final details"),
            "visit_programme": _("changed programme"),
        })  # fmt: skip
