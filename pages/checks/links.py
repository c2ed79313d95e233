"""Checks of the words of links."""

from django.utils import timezone
from django.utils.translation import gettext as _

from oph_site import typed_links
from pages.models import Edition
from pages.text import link_targets, richtext

# Link texts that do not tell where they lead, in the languages that editors write.
EMPTY_WORDS = {
    "täältä", "tästä", "tässä", "täällä", "tänne", "klikkaa tästä", "linkki", "tästä linkistä", "lue lisää", "lisätietoa", "lisätietoja", "lisää", "katso", "katso lisää", "siirry",
    "here", "click here", "click", "this", "this link", "this page", "link", "read more", "more", "more information", "learn more", "see more", "see here", "go",
    "här", "klicka här", "läs mer", "länk", "mer",
}  # fmt: skip


def words_of(link):
    return link.text.strip(" .:;,!?»>→()").lower()


def words(copy):
    """WCAG 2.4.4 and, since screen readers list links without their sentences, 2.4.9."""
    for link in copy.body.links:
        if not words_of(link):
            yield copy.error("body", _("A link has no text: write where it leads."), link.href)
        elif words_of(link) in EMPTY_WORDS:
            yield copy.error(
                "body", _("The text of this link does not tell where it leads: name the target."), link.text
            )


def addresses(copy):
    """What could not be completed leads nowhere, or to a page that only looks like the one that was meant."""
    for link in copy.body.links:
        if problem := typed_links.problem(link.href):
            yield copy.error("body", problem, link.href)


def bare_addresses(copy):
    """WCAG 2.4.9: an address is read out letter by letter. An e-mail address is the name of its own target."""
    for link in copy.body.links:
        if words_of(link).startswith(("http://", "https://", "www.")):
            yield copy.advice("body", _("Name the target in the link instead of its address."), link.text)


def same_words(copy):
    """WCAG 3.2.4: what has one name is one thing."""
    targets = {}
    for link in copy.body.links:
        href = link.href.lower().rstrip("/")
        if words_of(link) and words_of(link) not in EMPTY_WORDS:
            known = targets.setdefault(words_of(link), {href})
            if href not in known:
                known.add(href)
                if len(known) == 2:
                    yield copy.advice(
                        "body", _("Links with the same words lead to different places: tell them apart."), link.text
                    )


def leads_nowhere(copy):
    """A link to what is not public is shown as plain words; one to a page that lacks the language leads to another language."""
    links = [(link, target) for link in copy.body.links if (target := richtext.target_of(link.href))]
    if not links:
        return
    wanted = {target for _link, target in links}
    pages = Edition.objects.live(timezone.now()).filter(page__in=[pk for kind, pk in wanted if kind == "page"])
    languages = set(pages.values_list("page", "language"))
    public = {("page", pk) for pk, _language in languages}
    public |= link_targets.addresses({target for target in wanted if target[0] != "page"}).keys()
    for link, (kind, pk) in links:
        if (kind, pk) not in public:
            yield copy.advice(
                "body", _("What this link leads to is not public: readers see its words without a link."), link.text
            )
        elif kind == "page" and (pk, copy.language) not in languages:
            yield copy.advice(
                "body", _("The page that this link leads to is not public in this language: readers come to another."), link.text
            )  # fmt: skip
