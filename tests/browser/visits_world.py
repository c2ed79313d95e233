"""The secret links of the demonstration's visitors, and the numbers of its enquiries, offers and visits, for test_visit_pages.py."""

import json

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from oph_site.accounts.models import User
from oph_site.languages import LANGUAGES
from visits import contact_details, erasure, links, offers
from visits.models import Enquiry, MessageText, Offer, Visit

State = Enquiry.State
FILE = "visit-pages.json"
OF_OFFER = ["acceptance", "change_request", "refusal", "withdraw", "terms"]
OF_VISIT = ["programme", "letter", "final_details", "cancellation", "own_data", "contact"]


def write():
    """Run inside the demonstration, by `manage.py shell`. Makes a draft of an offer on the way."""
    enquiry = Enquiry.objects.filter(state=State.PLANNING).exclude(dates=None).first()
    draft = offers.make(enquiry, by=User.objects.get(username="coordinator"))
    found = {language: of_visitors(language) for language in LANGUAGES} | {"admin": of_admin(draft)}
    (settings.VAR_DIR / FILE).write_text(json.dumps(found))


def of_visitors(language):
    """{what: path}: the visitor's page in every state, and all that lies below it."""
    with translation.override(language):
        offered = Enquiry.objects.filter(state=State.OFFERED).first()
        agreed = coming().enquiry
        return {
            **{f"visit {state}": links.url_of(of_state(state), language) for state in State if state != State.SPAM},
            **{f"agreed {state}": links.url_of(visit_of(state).enquiry, language) for state in Visit.State},
            **{name: reverse(f"visits:{name}", args=[links.token_of(offered)]) for name in OF_OFFER},
            **{name: reverse(f"visits:{name}", args=[links.token_of(agreed)]) for name in OF_VISIT},
            "offered": links.url_of(offered, language), "coming": links.url_of(agreed, language),
            "ended": reverse("visits:visit", args=[links.signer.sign(f"{agreed.pk}.0")]),
            "new_link": reverse("visits:new_link"),
            "new_email": reverse("visits:new_email", args=[contact_details.token_of(agreed, "new@example.org")]),
            "own_data of an enquiry": reverse("visits:own_data", args=[links.token_of(of_state(State.DECLINED))]),
            "erasure": reverse("visits:erasure", args=[erasure.token_of(visit_of("closed").enquiry)]),
        }  # fmt: skip


def of_state(state):
    return Enquiry.objects.filter(state=state, anonymised_at=None).first()


def visit_of(state):
    """A cancelled one that has to be paid for."""
    return Visit.objects.filter(state=state).order_by("-cancellation_percent").first()


def coming():
    """The visit that comes next and whose final details are there."""
    return Visit.objects.filter(state=Visit.State.CONFIRMED).exclude(details_at=None).order_by("-first_on").first()


def of_admin(draft):
    """{what: path}, where the list of addresses says less than the state."""
    sent = Offer.objects.sent().first()
    return {
        **{f"enquiry {state}": f"enquiry/{of_state(state).pk}/change/" for state in State if state != State.SPAM},
        **{f"visit {state}": f"visit/{visit_of(state).pk}/change/" for state in Visit.State},
        "anonymous": f"enquiry/{Enquiry.objects.exclude(anonymised_at=None).first().pk}/change/",
        "draft": f"offer/{draft.pk}/change/", "preview": f"offer/{draft.pk}/preview/", "send": f"offer/{draft.pk}/send/",
        "discard": f"offer/{draft.pk}/discard/", "sent": f"offer/{sent.pk}/change/", "acceptance": f"offer/{sent.pk}/acceptance/",
        "programme": f"visit/{coming().pk}/programme/", "details": f"visit/{coming().pk}/details/",
        "text": f"messagetext/{MessageText.objects.first().pk}/change/",
        "no enquiry": "enquiry/?q=zzzz", "no visit": "visit/?q=zzzz", "month of visits": f"visit/calendar/?month={coming().first_on:%Y-%m}",
        "month without": "visit/calendar/?month=2031-07", "figures": "enquiry/figures/",
    }  # fmt: skip
