from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = _("Content")

    def ready(self):
        from oph_site.files.uses import PICTURE_USERS
        from pages import link_targets, page_links, pictures  # models can be imported only now

        PICTURE_USERS.append(pictures)
        link_targets.add("page", page_links.PAGE)
        link_targets.add("file", page_links.FILE)
