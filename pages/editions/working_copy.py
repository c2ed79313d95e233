"""What has to follow when the working copy of a page is saved with its parts."""

from django.db import transaction

from oph_site.languages import LANGUAGES
from oph_site.search import index
from oph_site.search.models import Scope
from pages.editions.link_table import link_rows
from pages.editions.publishing import FROZEN, frozen_content
from pages.models import Edition, Link, Page


@transaction.atomic
def follow_working_copy(page):
    """The rows of links and of the search, as the working copy is stored now, in place of those before.

    None for a language without a title.
    """
    stored = Page.objects.prefetch_related(*FROZEN).get(pk=page.pk)
    drafts = [
        Edition(page=stored, language=language, content=frozen_content(stored, language))
        for language in LANGUAGES
        if stored.text("title", language)
    ]
    Link.objects.filter(page=stored, edition=None).delete()
    Link.objects.bulk_create(row for draft in drafts for row in link_rows(draft))
    index.write("page", [page.pk], [Scope.WORKING])
