"""Telling doubtful enquiries without a puzzle. Doubtful ones are kept and marked, never refused: a person decides."""

import re
from datetime import timedelta

from django.utils.crypto import salted_hmac

from oph_site.security import sender_network
from visits.models import Enquiry

DAY = timedelta(days=1)
SENDER_LIMIT = 30  # enquiries a day from one network: a town's schools share one, and each may ask on a training day
EMAIL_LIMIT = 10  # enquiries a day that name one e-mail address: an office or a travel agency asks for several groups
MAX_LINKS = (
    5  # in the long texts: three schools name their sites and two say what they have read; the short ones hold none
)
TRAP = "leave_empty"  # a field that nobody sees: no browser and no password manager knows such a name, unlike "website"
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


def is_doubtful(answers, sender, now):
    """Whether the answers, or how many came lately from the same sender, look like spam."""
    lines = (answers["organisation"], answers["contact_name"], answers["contact_role"])
    links = len(LINK.findall(answers["aim"] + " " + answers["message"]))
    if links > MAX_LINKS or any(LINK.search(line) for line in lines):
        return True
    lately = Enquiry.objects.filter(received_at__gt=now - DAY)
    if lately.filter(email__iexact=answers["email"]).count() >= EMAIL_LIMIT:
        return True
    return bool(sender) and lately.filter(sender_digest=sender).count() >= SENDER_LIMIT


def sender_digest(request):
    """A keyed digest of the sender's network: it counts, but does not tell who."""
    return salted_hmac("visits.sender", sender_network(request), algorithm="sha256").hexdigest()


def forget_sender_digests(now):
    """A day later the digest has done its work."""
    return Enquiry.objects.filter(received_at__lte=now - DAY).exclude(sender_digest="").update(sender_digest="")
