"""What is looked at in a page before it is public, at the desk and at publishing. CHECKS is the table: a check is a
small function that takes a Copy and yields findings. Errors stop publishing, never saving; advice stops nothing.
"""

from pages.checks import fields, links, passages, structure, wording
from pages.checks.copy import ADVICE, ERROR, Copy

CHECKS = [
    fields.title,
    structure.headings,
    structure.look_alikes,
    links.words,
    links.addresses,
    links.bare_addresses,
    links.same_words,
    links.leads_nowhere,
    structure.tables,
    fields.picture,
    fields.signpost,
    fields.description,
    passages.unmarked,
    passages.unknown_marks,
    wording.long_sentences,
    wording.long_words,
]
AT_MOST = 5  # findings of one check that are shown: who has mended these sees the next


def findings(page, language):
    """Everything that the checks find in one language of a working copy, errors first."""
    copy = Copy(page, language)
    found = [finding for check in CHECKS for finding in list(check(copy))[:AT_MOST]]
    return sorted(found, key=lambda finding: [ERROR, ADVICE].index(finding.level))


def errors(page, language):
    """What must be mended before publishing: {field of the form: [sentences]}."""
    found = {}
    for finding in findings(page, language):
        if finding.level == ERROR:
            found.setdefault(finding.field, []).append(str(finding))
    return found
