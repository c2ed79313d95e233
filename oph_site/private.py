"""Which addresses are private: no cache stores their answers, and no log their paths in full."""

from functools import lru_cache

from oph_site.languages import WORDS

PRIVATE = ("/admin/", "/~/preview/", "/metrics")
FORM_WORDS = (
    *(f"/{word}/" for word in WORDS["enquiry"].values()),
    *(f"/{WORDS['feedback'][code]}/{word}/" for code, word in WORDS["feedback_form"].items()),
)


@lru_cache(maxsize=1000)  # the page cache asks this at every hit
def is_private(path):
    """Forms, previews, the admin and what operators measure: never stored by a cache."""
    return path.startswith(PRIVATE) or any(word in path for word in FORM_WORDS)
