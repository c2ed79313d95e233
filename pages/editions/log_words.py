"""What is said of an act: the same sentence in the log and to the person who did it."""

from django.utils.translation import gettext as _

from oph_site.languages import IN_LANGUAGE
from oph_site.wording import moment_in_words


def version_planned(language, at):
    words = {"in_language": IN_LANGUAGE[language], "moment": moment_in_words(at)}
    return _("Scheduled %(in_language)s: new version on %(moment)s.") % words


def withdrawn(language, at=None):
    """at: when it will be; None: it was just now."""
    if at is None:
        return _("Unpublished %(in_language)s.") % {"in_language": IN_LANGUAGE[language]}
    words = {"in_language": IN_LANGUAGE[language], "moment": moment_in_words(at)}
    return _("Scheduled %(in_language)s: unpublishing on %(moment)s.") % words


def cancelled(language, plan):
    return _("Cancelled %(in_language)s: %(plan)s") % {"in_language": IN_LANGUAGE[language], "plan": plan.sentence}


def restored(edition):
    words = {"in_language": IN_LANGUAGE[edition.language], "since": moment_in_words(edition.since)}
    return _("Restored %(in_language)s: the version of %(since)s.") % words


def checked(language):
    return _("Checked %(in_language)s: still right.") % {"in_language": IN_LANGUAGE[language]}


def hidden(edition, note):
    words = {"in_language": IN_LANGUAGE[edition.language], "since": moment_in_words(edition.since), "note": note}
    return _("Hidden from readers %(in_language)s: the version of %(since)s. Reason: %(note)s") % words


def shown_again(edition):
    words = {"in_language": IN_LANGUAGE[edition.language], "since": moment_in_words(edition.since)}
    return _("Shown to readers again %(in_language)s: the version of %(since)s.") % words
