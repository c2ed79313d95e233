"""Which feedback looks like spam. What all public forms share stands in oph_site/public_forms/spam.py."""

from feedback.models import Feedback
from oph_site.public_forms.spam import DAY, links_in

SENDER_LIMIT = 20  # a day from one network: of a class that tries the site everybody may write once
MAX_LINKS = 3  # somebody who reports broken links names some


def is_doubtful(answers, sender, now):
    """Whether the message, or how many came lately from the same sender, look like spam."""
    if links_in(answers["message"]) > MAX_LINKS:
        return True
    lately = Feedback.objects.filter(received_at__gt=now - DAY, sender_digest=sender)
    return bool(sender) and lately.count() >= SENDER_LIMIT


def forget_senders(now):
    """A day later the digest has done its work."""
    return Feedback.objects.filter(received_at__lte=now - DAY).exclude(sender_digest="").update(sender_digest="")
