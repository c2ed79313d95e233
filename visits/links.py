"""The one secret link of an enquiry: whoever has it follows the enquiry and writes to us.

It is signed and holds the enquiry and the generation of its link; renewing raises the generation, which ends the links
before. It is never stored: mail in the outbox holds a mark, and the worker writes the link when it sends.
"""

from django.core import signing
from django.urls import reverse
from django.utils import translation

from oph_site.wording import absolute
from visits.models import Enquiry

signer = signing.Signer(salt="visits.link", sep=".")


class LinkEnded(Exception):
    """The link was ours once; the text of the page says how to get another."""


def token_of(enquiry):
    return signer.sign(f"{enquiry.pk}.{enquiry.link_generation}")


def url_of(enquiry, language=None):
    """The path of the visitor's own page, in the language of the enquiry if none is named."""
    with translation.override(language or enquiry.language):
        return reverse("visits:visit", args=[token_of(enquiry)])


def find(token):
    """The enquiry of a link. Raises Enquiry.DoesNotExist for what was never a link, LinkEnded for one that is no more."""
    try:
        pk, generation = map(int, signer.unsign(token).split("."))
    except (signing.BadSignature, ValueError):
        raise Enquiry.DoesNotExist from None
    return of_generation(pk, generation)


def of_generation(pk, generation):
    """The enquiry that a signed link names, while that generation of its links lasts. Raises as `find` does."""
    enquiry = Enquiry.objects.exclude(state=Enquiry.State.SPAM).get(pk=pk)
    if enquiry.anonymised_at or generation != enquiry.link_generation:
        raise LinkEnded
    return enquiry


def of_message(message):
    """The link that takes the place of the mark in a message to the visitor."""
    return absolute(url_of(Enquiry.objects.get(reference=message.reference), message.language))
