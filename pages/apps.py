from functools import partial

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = _("Content")

    def ready(self):
        from oph_site.files.uses import PICTURE_USERS  # models can be imported only now
        from oph_site.link_check import sources
        from oph_site.search import sources as search
        from oph_site.stamp import watching
        from pages import kinds, landing_pages, models, pictures, site_map
        from pages.links import calls, linkers, outside, pages_and_files
        from pages.models import GrantCall, InformationSource, Organisation
        from pages.search import files, pages, records
        from pages.text import link_targets

        watching.watch(models.Edition, models.Notice, models.ContactPoint, models.Appropriation)
        watching.watch(Organisation, InformationSource, GrantCall, models.CallAttachment)
        watching.exempt(
            models.Page,
            "Readers see editions. Of working copies the key is read, which never changes, and the kind of what stands in a"
            " section, which chooses a drawing.",
        )
        watching.exempt(models.Link, "The rows of an edition are written with it, and readers see no others.")
        register(landing_pages.landing_pages_are_there, Tags.database)
        kinds.add(models.Page.Kind.SITE_MAP, site_map.branches)
        PICTURE_USERS.append(pictures)
        link_targets.add("page", pages_and_files.PAGE)
        link_targets.add("file", pages_and_files.FILE)
        link_targets.add("call", calls.CALL)
        linkers.add(calls.calls_with)
        sources.add(outside.of_pages)
        for kind, source in {"page": pages.PAGE, "file": files.FILE, **records.RECORDS}.items():
            search.add(kind, source)
        sources.add(outside.of_calls)
        for record in (Organisation, InformationSource):
            sources.add(partial(outside.of_records, record, "url"))
