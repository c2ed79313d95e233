from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from oph_site.admin_rights import may_open
from oph_site.link_check.checking import check_again
from oph_site.link_check.models import OutsideLink
from oph_site.link_check.sources import places
from oph_site.model_admin import SiteModelAdmin


class LinkChangeList(ChangeList):
    def get_results(self, request):
        super().get_results(request)
        show_places(request, self.result_list)


def show_places(request, links):
    """Gives each link its `places`: [(Place, whether the person may open it)]."""
    found = places()
    for link in links:
        link.places = [(place, may_open(request, place.edit_url)) for place in found.get(link.url, [])]


@admin.register(OutsideLink)
class OutsideLinkAdmin(SiteModelAdmin):
    """What the daily check found, to be read. Links are mended in the texts that hold them."""

    actions = ["check_again"]
    list_display = ["url", "verdict", "last_worked_at", "last_checked_at", "stands_in"]
    list_filter = ["state"]
    search_fields = ["url"]
    fields = [
        "link",
        "verdict",
        "status",
        "failures",
        "last_worked_at",
        "last_checked_at",
        "next_check_at",
        "first_seen_at",
        "stands_in",
    ]
    readonly_fields = ["link", "verdict", "stands_in"]

    def get_changelist(self, request, **kwargs):
        return LinkChangeList

    def get_object(self, request, object_id, from_field=None):
        link = super().get_object(request, object_id, from_field)
        show_places(request, [link] if link else [])
        return link

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        """To the list and its action; a single link is only read."""
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("address"))
    def link(self, link):
        return format_html('<a href="{}" rel="noreferrer">{}</a>', link.url, link.url)

    @admin.display(description=_("status"), ordering="state")
    def verdict(self, link):
        words = [link.get_state_display(), *([link.get_reason_display()] if link.reason else [])]
        return ": ".join(map(str, words))

    @admin.display(description=_("used in"))
    def stands_in(self, link):
        rows = [
            format_html('<li><a href="{}" lang="{}">{}</a> ({})</li>', place.mend_url, place.language, place.title, place.language)
            if is_open
            else format_html('<li><span lang="{}">{}</span> ({})</li>', place.language, place.title, place.language)
            for place, is_open in link.places
        ]  # fmt: skip
        return format_html("<ul>{}</ul>", format_html_join("", "{}", ([row] for row in rows))) if rows else "–"

    @admin.action(description=_("Check the chosen links again soon"), permissions=["change"])
    def check_again(self, request, queryset):
        number = len(check_again(list(queryset), by=request.user))
        done = ngettext("%(number)d link is checked again soon.", "%(number)d links are checked again soon.", number)
        messages.success(request, done % {"number": number})
