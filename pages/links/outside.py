"""The links to other sites that readers of pages and records see, or will when changes are published, for the link check."""

from django.urls import reverse
from django.utils import timezone

from oph_site.languages import DEFAULT_LANGUAGE, LANGUAGES
from oph_site.link_check.sources import Place
from oph_site.soft_hyphens import without_soft_hyphens
from pages.models import Edition, GrantCall
from pages.text import richtext


def of_pages():
    """Of every text that is public also its working copy: a link that does not work is found before readers meet it."""
    live = Edition.objects.live(timezone.now()).order_by("language", "path")
    copies = [f"page__{field}_{language}" for field in ("body", "link_url") for language in LANGUAGES]
    for row in live.values("page_id", "language", "title", "content__body", "content__link_url", *copies):
        page, language = row["page_id"], row["language"]
        bodies = row["content__body"], row[f"page__body_{language}"]
        hrefs = [href for body in bodies for href in richtext.links(body)]
        hrefs += filter(None, [row["content__link_url"], row[f"page__link_url_{language}"]])
        edit_url = reverse("admin:pages_page_change", args=[page])
        for url in dict.fromkeys(href for href in hrefs if is_elsewhere(href)):
            yield Place(url, without_soft_hyphens(row["title"]), language, edit_url)


def is_elsewhere(href):
    return href.startswith(("http://", "https://"))


def of_calls():
    """Those in the texts of public calls, to where they are applied for and to their decisions."""
    for call in GrantCall.objects.public().order_by("pk"):
        edit_url = reverse("admin:pages_grantcall_change", args=[call.pk])
        urls = {language: call_urls(call, language) for language in LANGUAGES}
        urls[DEFAULT_LANGUAGE] += filter(None, [call.url, call.decision_url])
        for language, found in urls.items():
            for url in dict.fromkeys(found):
                yield Place(url, getattr(call, f"title_{language}") or str(call), language, edit_url)


def call_urls(call, language):
    return [
        url
        for name in call.RICH_TEXTS
        for url in richtext.links(getattr(call, f"{name}_{language}") or "")
        if is_elsewhere(url)
    ]


def of_records(model, field):
    """Those of public records with one address for all languages."""
    change = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
    for record in model.objects.public().exclude(**{field: ""}).order_by("pk"):
        yield Place(getattr(record, field), str(record), DEFAULT_LANGUAGE, reverse(change, args=[record.pk]))
