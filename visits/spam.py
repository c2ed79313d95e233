"""Which enquiries look like spam. What all public forms share stands in oph_site/public_forms/spam.py."""

from oph_site.public_forms.spam import DAY, links_in
from visits.models import Enquiry

SENDER_LIMIT = 30  # enquiries a day from one network: a town's schools share one, and each may ask on a training day
EMAIL_LIMIT = 10  # enquiries a day that name one e-mail address: an office or a travel agency asks for several groups
MAX_LINKS = (
    5  # in the long texts: three schools name their sites and two say what they have read; the short ones hold none
)


def is_doubtful(answers, sender, now):
    """Whether the answers, or how many came lately from the same sender, look like spam."""
    lines = (answers["organisation"], answers["contact_name"], answers["contact_role"])
    if links_in(answers["aim"] + " " + answers["message"]) > MAX_LINKS or any(map(links_in, lines)):
        return True
    lately = Enquiry.objects.filter(received_at__gt=now - DAY)
    if lately.filter(email__iexact=answers["email"]).count() >= EMAIL_LIMIT:
        return True
    return bool(sender) and lately.filter(sender_digest=sender).count() >= SENDER_LIMIT


def forget_sender_digests(now):
    """A day later the digest has done its work."""
    return Enquiry.objects.filter(received_at__lte=now - DAY).exclude(sender_digest="").update(sender_digest="")
