from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from oph_site.outbox.kinds import KINDS


class FeedbackConfig(AppConfig):
    name = "feedback"
    verbose_name = _("Feedback")

    def ready(self):
        KINDS.update({
            "feedback_receipt": _("receipt of feedback"),
            "feedback_notice": _("notice of feedback"),
            "feedback_answer": _("answer to feedback"),
        })  # fmt: skip
