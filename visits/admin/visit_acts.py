"""The acts that a coordinator finds on the page of a visit."""

from functools import partial

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from visits import visits
from visits.admin.acts import Act
from visits.models import EnquiryEvent

Kind = EnquiryEvent.Kind
VISIT_ACTS = [
    Act("held", Kind.HELD, visits.mark_held, _("Held"), _("Mark as held"), _("The visit is held. Send the invoice next.")),
    Act(
        "invoiced", Kind.INVOICED, visits.mark_invoiced, _("Invoice"), _("The invoice has been sent"), _("The invoice is recorded. No mail was sent."),
        text=_("Number of the invoice"), hint=_("The invoice itself is sent from the invoicing system. May be left empty."),
    ),
    Act("close", Kind.CLOSED, visits.close, pgettext_lazy("visit", "Close"), _("It is paid: close the visit"), _("The visit is closed.")),
    Act(
        "cancelled", Kind.CANCELLED, visits.cancel, _("Cancelled by the visitor"), _("The visitor has cancelled"), _("The visit is cancelled. The visitor gets a confirmation."),
        text=_("How you know"), hint=_("For example: called on 3 March. The visitor can also cancel by the link. What is to be paid follows from the accepted terms."), missing=_("Enter how you know"),
        question=_("Cancel the visit for the visitor?"),
    ),
    Act(
        "cancel", Kind.CANCELLED, partial(visits.cancel, is_ours=True), _("Cancelled by us"), _("Cancel the visit"), _("The visit is cancelled. The visitor gets your reason and has nothing to pay."),
        text=_("Reason for the visitor"), hint=_("Goes to the visitor by e-mail. For example: the schools are closed because of a strike."), missing=_("Enter the reason first: the visitor reads it"),
        question=_("Cancel the visit and send this to the visitor?"),
    ),
]  # fmt: skip
