from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from oph_site.outbox.kinds import KINDS


class VisitsConfig(AppConfig):
    name = "visits"
    verbose_name = _("Visits")

    def ready(self):
        from oph_site.stamp import watching
        from pages import kinds
        from pages.models import Page
        from pages.search import pages
        from visits import models  # models can be imported only now
        from visits.service_pages import kinds as own
        from visits.service_pages import texts

        watching.watch(models.VisitRules, models.IntakePause, models.VisitPeriod, models.PriceList, models.PriceLine)
        watching.watch(models.CancellationStep, models.Theme, models.Lecture, models.SampleProgramme, models.SampleItem)
        kinds.add(Page.Kind.VISITS, own.service, says=texts.of_service)
        kinds.add(Page.Kind.VISIT_PROGRAMME, own.programme, says=texts.of_programme)
        kinds.add(Page.Kind.VISIT_PRICES, own.prices, says=texts.of_prices)
        kinds.add(Page.Kind.SWEDISH, own.swedish, says=texts.of_swedish_page)
        pages.PAGE.named_in.update(texts.NAMED_IN)
        KINDS.update({
            "enquiry_receipt": _("receipt of an enquiry"),
            "enquiry_notice": _("notice to the coordinators"),
            "suspected_notice": _("notice of suspected spam"),
            "enquiry_reply": _("reply to an enquiry"),
            "enquiry_details": _("questions about an enquiry"),
            "enquiry_declined": _("declined enquiry"),
        })  # fmt: skip
