from functools import partial, wraps

from django.contrib import admin
from django.contrib.auth.views import PasswordChangeView
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from oph_site.desk import board, board_page, find, recent
from oph_site.desk.panels import panels
from oph_site.languages import LANGUAGES
from pages.links.linkers_page import links_here

# The order of the work, not of the alphabet.
APP_ORDER = [
    "pages",
    "visits",
    "feedback",
    "publications",
    "files",
    "search",
    "link_check",
    "outbox",
    "accounts",
    "auth",
    "admin",
]
MODEL_ORDER = [
    "Page", "Enquiry", "VisitPeriod", "IntakePause", "PriceList", "VisitRules", "SampleProgramme", "Lecture", "Theme",
    "Publication",
]  # fmt: skip  # first of their app; the others follow as Django sorts them


class SiteAdmin(admin.AdminSite):
    site_title = _("Administration")
    site_header = _("International activities, administration")
    index_title = _("My desk")
    enable_nav_sidebar = False

    def get_app_list(self, request, app_label=None):
        """Made when somebody reads it: Django asks for it on every page, and few show it."""
        return SimpleLazyObject(partial(self.ordered_apps, request, app_label))

    def ordered_apps(self, request, app_label):
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: place(model["object_name"], MODEL_ORDER))
        return sorted(apps, key=lambda app: place(app["app_label"], APP_ORDER))

    def admin_view(self, view, cacheable=False):
        """A number that SQLite cannot hold is no fault: a list forgets its filters, anything else is not found."""
        stock = super().admin_view(view, cacheable)

        @wraps(stock)
        def checked(request, *args, **kwargs):
            try:
                return stock(request, *args, **kwargs)
            except OverflowError:  # PostgreSQL compares it
                if request.GET:
                    return HttpResponseRedirect(request.path)
                raise Http404 from None

        return checked

    def index(self, request, extra_context=None):
        found = {"desk": panels(request), "may_see_board": bool(board.models(request))}
        return super().index(request, found | (extra_context or {}))

    def get_urls(self):
        from oph_site.accounts.urls import urlpatterns  # its views ask for this site

        own = [
            path("language/", self.admin_view(require_POST(choose_language)), name="language"),
            path("board/", self.admin_view(board_page.view), name="board"),
            path("find/", self.admin_view(find.view), name="find"),
            path("recent/", self.admin_view(recent.view), name="recent"),
            path("links-to/<slug:kind>/<int:pk>/", self.admin_view(partial(links_here, self)), name="links_here"),
        ]
        return [*own, *urlpatterns, *super().get_urls()]

    def login(self, request, extra_context=None):
        from oph_site.accounts.login import password  # as above

        return password(request)

    def password_change(self, request, extra_context=None):
        from oph_site.accounts.forms import OwnPasswordForm  # as above

        return PasswordChangeView.as_view(
            form_class=partial(OwnPasswordForm, request),
            success_url=reverse("admin:password_change_done"),
            extra_context=self.each_context(request) | (extra_context or {}),
        )(request)

    def each_context(self, request):
        from oph_site.accounts.sessions import IDLE  # as above

        return super().each_context(request) | {"admin_languages": LANGUAGES, "idle_seconds": IDLE.seconds}


def place(name, order):
    """Where a name stands in an order; what it does not name comes last."""
    return order.index(name) if name in order else len(order)


def choose_language(request):
    """The person's own language of the admin; back to where they were."""
    from oph_site.accounts.login import own_address  # as above

    if request.POST.get("language") in LANGUAGES:
        request.user.language = request.POST["language"]
        request.user.save(update_fields=["language"])
    return HttpResponseRedirect(own_address(request))
