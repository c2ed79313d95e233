from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from oph_site.erasures import REPEATED_BY
from oph_site.outbox.kinds import KINDS


class FeedbackConfig(AppConfig):
    name = "feedback"
    verbose_name = _("Feedback")

    def ready(self):
        from feedback import retention  # needs the models

        REPEATED_BY["feedback"] = retention.repeat
        KINDS.update({
            "feedback_receipt": _("receipt of feedback"),
            "feedback_notice": _("notice of feedback"),
            "feedback_answer": _("answer to feedback"),
        })  # fmt: skip
