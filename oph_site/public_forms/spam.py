"""What tells doubtful messages of every public form without a puzzle. They are kept and marked, never refused: a person decides."""

import re
from datetime import timedelta

from django.utils.crypto import salted_hmac

from oph_site.security import sender_network

DAY = timedelta(days=1)
TRAP = "leave_empty"  # a field that nobody sees: no browser and no password manager knows such a name, unlike "website"
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


def is_caught(request, token):
    """Whether the form was filled in by a program: the hidden field too, or faster than anybody can."""
    return token.is_hasty or bool(request.POST.get(TRAP))


def links_in(text):
    return len(LINK.findall(text))


def sender_digest(request):
    """A keyed digest of the sender's network: it counts, but does not tell who. It is kept for a day."""
    return salted_hmac("sender", sender_network(request), algorithm="sha256").hexdigest()
