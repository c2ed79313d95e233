"""Which addresses are private: no cache stores their answers, and no log their paths in full."""

from oph_site.languages import WORDS

PRIVATE = ("/admin/", "/~/preview/", "/metrics")
FORM_WORDS = (
    *(f"/{word}/" for word in WORDS["enquiry"].values()),
    *(f"/{WORDS['feedback'][code]}/{word}/" for code, word in WORDS["feedback_form"].items()),
)


def is_private(path):
    """Forms, previews, the admin and what operators measure: never stored by a cache."""
    if path.startswith(PRIVATE):
        return True
    for word in FORM_WORDS:  # noqa: SIM110  # the page cache asks this at every hit, and any() takes twice as long
        if word in path:
            return True
    return False
