from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationsConfig(AppConfig):
    name = "publications"
    verbose_name = _("Publications")

    def ready(self):
        from oph_site.files import uses
        from oph_site.search import sources
        from oph_site.stamp import watching
        from pages import kinds  # models can be imported only now
        from pages.links import linkers
        from pages.text import link_targets
        from publications import catalogue, file_addresses, links, search
        from publications.models import FormerFile, LanguageVersion, Publication, Series, Topic

        watching.watch(Publication, LanguageVersion, FormerFile, Series, Topic)
        uses.REPLACED_DOCUMENTS.append(file_addresses.replaced)
        kinds.add("publications", catalogue.catalogue)
        kinds.add_block("publications", catalogue.newest)
        link_targets.add("publication", links.PUBLICATION)
        sources.add("publication", search.PUBLICATION)
        sources.add("series", search.SERIES)
        linkers.add(links.versions_with)
