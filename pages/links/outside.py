"""The links to other sites that readers of pages and records see, for the link check."""

from django.urls import reverse
from django.utils import timezone

from oph_site.languages import DEFAULT_LANGUAGE
from oph_site.link_check.sources import Place
from oph_site.soft_hyphens import without_soft_hyphens
from pages.models import Edition
from pages.text import richtext


def of_editions():
    live = Edition.objects.live(timezone.now()).order_by("language", "path")
    columns = ["page_id", "language", "title", "content__body", "content__link_url"]
    for page, language, title, body, link_url in live.values_list(*columns):
        edit_url = reverse("admin:pages_page_change", args=[page])
        title = without_soft_hyphens(title)
        elsewhere = [href for href in richtext.links(body) if href.startswith(("http://", "https://"))]
        for url in dict.fromkeys([*elsewhere, *filter(None, [link_url])]):
            yield Place(url, title, language, edit_url)


def of_records(model, field):
    """Those of public records with one address for all languages."""
    change = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
    for record in model.objects.public().exclude(**{field: ""}).order_by("pk"):
        yield Place(getattr(record, field), str(record), DEFAULT_LANGUAGE, reverse(change, args=[record.pk]))
