"""What is planned for a page: versions that begin and withdrawals that come later, in words, and how a plan is cancelled.

Plans are the windows of editions, so they come true without any job.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, zip_longest

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from oph_site.audit import record_change
from oph_site.wording import moment_in_words
from pages.editions import log_words, windows
from pages.editions.publishing import date_texts, take_turns, write_searched
from pages.models import Edition


@dataclass
class Plan:
    """At that moment the edition begins or, as a withdrawal, ends with nothing after it."""

    edition: Edition
    is_withdrawal: bool
    at: datetime

    @property
    def by(self):
        return self.edition.withdrawn_by if self.is_withdrawal else self.edition.by

    @property
    def note(self):
        return self.edition.withdrawal_note if self.is_withdrawal else self.edition.note

    @property
    def name(self):
        """What a button sends, and cancel() understands."""
        return f"{'withdraw' if self.is_withdrawal else 'publish'}-{self.edition.pk}"

    @property
    def sentence(self):
        """What will happen to the page, to be said of one language."""
        sentence = _("Unpublishing on %(moment)s.") if self.is_withdrawal else _("New version on %(moment)s.")
        return sentence % {"moment": moment_in_words(self.at)}

    @property
    def words(self):
        """The same for a list, after other words."""
        words = _("unpublishing scheduled %(moment)s") if self.is_withdrawal else _("change scheduled %(moment)s")
        return words % {"moment": moment_in_words(self.at)}


def plans_among(editions, now):
    """The plans among editions of one page and language that have not ended, in the order of time."""
    rows = sorted(editions, key=lambda edition: edition.since)
    found = []
    for edition, after in zip_longest(rows, rows[1:]):
        if edition.is_planned_at(now) and not edition.is_continuation:
            found.append(Plan(edition, is_withdrawal=False, at=edition.since))
        if edition.until and (after is None or after.since > edition.until):
            found.append(Plan(edition, is_withdrawal=True, at=edition.until))
    return found


def plans(page, language):
    editions = Edition.objects.overlapping(timezone.now(), None).filter(page=page, language=language)
    return plans_among(editions.select_related("by", "withdrawn_by"), timezone.now())


def all_plans():
    """Every plan of the site, the next one first."""
    now = timezone.now()
    editions = Edition.objects.filter(Q(since__gt=now) | Q(until__gt=now))  # what is public for good plans nothing
    rows = editions.select_related("page").defer("content").order_by("page_id", "language")  # "page": by its position
    found = [plan for _key, own in groupby(rows, key=lambda row: (row.page_id, row.language)) for plan in plans_among(own, now)]  # fmt: skip
    return sorted(found, key=lambda plan: plan.at)


@transaction.atomic
def cancel(page, language, name, *, by):
    """Gives up the plan of that name (see Plan). Returns it; raises ValidationError when it is not there or is needed."""
    take_turns()
    now = timezone.now()
    plan = next((plan for plan in plans(page, language) if plan.name == name), None)
    if plan is None:
        raise ValidationError(
            _("This schedule is no longer there: it has been carried out, or somebody has cancelled it.")
        )
    stays = without_withdrawal(plan.edition) if plan.is_withdrawal else without_publication(plan.edition)
    problems = windows.taken_addresses(page, language, now)
    if stays and stays.parent_id:
        parents = windows.coming([stays.parent_id], language, now)[stays.parent_id]
        if gap := windows.first_gap(parents, max(stays.since, now), stays.until):
            sentence = _("The parent page will be unpublished on %(day)s: cancel that schedule first.")
            problems.append(sentence % {"day": moment_in_words(gap)})
    if titles := windows.orphans(page, language, now):
        problems.append(
            _("Pages below it are scheduled to be public then: cancel their schedules first: %(titles)s.")
            % {"titles": ", ".join(titles)}
        )
    if problems:
        raise ValidationError(problems)
    date_texts(page, language)
    record_change(page, by=by, message=log_words.cancelled(language, plan))
    write_searched(plan.edition)
    return plan


def without_publication(edition):
    """The version before goes on in place of the edition. Returns it as it was; None where there was none."""
    before = Edition.objects.filter(page=edition.page_id, language=edition.language, until=edition.since).first()
    version = windows.chain(edition)
    last = version[-1]
    free = windows.cut(version, edition.since)
    if before is None:
        return None
    return extended(before, last.until, last.withdrawn_by, last.withdrawal_note, free)


def without_withdrawal(edition):
    """The edition goes on until the next one begins."""
    later = Edition.objects.filter(page=edition.page_id, language=edition.language, since__gt=edition.until)
    return extended(edition, later.order_by("since").values_list("since", flat=True).first(), None, "", [])


def extended(edition, until, withdrawn_by, note, free):
    edition.until, edition.withdrawn_by, edition.withdrawal_note = until, withdrawn_by, note
    edition.save(update_fields=["until", "withdrawn_by", "withdrawal_note"])
    windows.take_over(free, edition)
    parents = windows.coming([edition.parent_id], edition.language, edition.since)
    windows.follow_parent(edition, parents[edition.parent_id])
    return edition
