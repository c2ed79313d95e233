from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "oph_site.search"
    verbose_name = _("Search")

    def ready(self):
        from oph_site.search.models import IndexState, Posting, SearchDocument, SearchWord, Term
        from oph_site.stamp import watching

        watching.watch(Term, IndexState)
        for model in (SearchDocument, SearchWord, Posting):
            watching.exempt(model, "index.py moves the stamp for what readers find; drafts stand in the same tables.")
