"""Withdrawn, replaced, partly outdated: what readers are told, and what an officer must say."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from oph_site.languages import DEFAULT_LANGUAGE
from oph_site.wording import day


def sentence(publication):
    """In the active language, with the day; "" for a publication that stands as it is."""
    if not (status := publication.status):
        return ""
    if not publication.status_on:
        return f"{status.label}."
    sentences = {
        "withdrawn": _("This publication was withdrawn on %(day)s."),
        "replaced": _("This publication was replaced by a newer one on %(day)s."),
        "outdated": _("This publication has been partly outdated since %(day)s."),
    }
    return sentences[status] % {"day": day(publication.status_on)}


def errors(publication):
    """{field: error} of what was typed about the status."""
    found = {}
    if publication.replaced_by and (circle := circle_of(publication)):
        names = " → ".join(map(str, circle))
        found["replaced_by"] = ValidationError(
            _("A publication cannot replace itself, not even by way of others: %(names)s."), params={"names": names}
        )
    if publication.replaced_by_id and publication.is_partly_outdated:
        found["is_partly_outdated"] = _("Choose one: it is either partly outdated or replaced by another.")
    if publication.status:
        reason = f"status_reason_{DEFAULT_LANGUAGE}"
        if not publication.status_on:
            found["status_on"] = _("Give the day: readers see it on top of the page.")
        elif publication.status_on > timezone.localdate():
            found["status_on"] = _("The day cannot lie in the future: readers see the change as soon as you save.")
        if not getattr(publication, reason):
            found[reason] = _("Give the reason: readers see it on top of the page.")
    return found


def circle_of(publication):
    """The publications through which it would replace itself, itself first and last; [] when it does not."""
    chain, seen, newer = [publication], set(), publication.replaced_by
    while newer and newer.pk not in seen:
        chain.append(newer)
        if newer.pk == publication.pk:
            return chain
        seen.add(newer.pk)
        newer = newer.replaced_by
    return []
