from functools import partial

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = _("Content")

    def ready(self):
        from oph_site.files.uses import PICTURE_USERS  # models can be imported only now
        from oph_site.link_check import sources
        from pages import link_targets, outside_links, page_links, pictures
        from pages.models import GrantCall, InformationSource, Organisation

        PICTURE_USERS.append(pictures)
        link_targets.add("page", page_links.PAGE)
        link_targets.add("file", page_links.FILE)
        sources.add(outside_links.of_editions)
        for record in (Organisation, GrantCall, InformationSource):
            sources.add(partial(outside_links.of_records, record, "url"))
