"""What the copy has in place of what only the site itself can do: a page that says so, and whom to write to."""

from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from oph_site.languages import DEFAULT_LANGUAGE, LANGUAGES, language_of_path, urls_by_language
from oph_site.mirror.asking import request_for
from oph_site.mirror.places import is_search
from oph_site.private import is_private
from oph_site.views import error_page
from oph_site.wording import absolute
from pages.frame import Frame
from pages.models import ContactPoint

AWAY = "~/away/{language}.html"  # what the proxy shows for all that is not in the copy (deploy/nginx.conf)


def has_stand_in(path):
    return is_search(path) or is_private(path)


def without_query(address):
    """Where a page stands in for a search or a form it is the same whatever was asked."""
    path = address.partition("?")[0]
    return path if has_stand_in(path) else address


def stand_in(address):
    """The page in place of a search or a form, as bytes."""
    with translation.override(language_of_path(address) or DEFAULT_LANGUAGE):
        title = _("The search does not work at the moment") if is_search(address) else away_title()
        addresses = urls_by_language("search") if is_search(address) else {}
        return drawn(address, title, addresses, is_form=not is_search(address))


def away(language):
    """The page in place of everything that is not in the copy, as bytes."""
    with translation.override(language):
        addresses = {code: f"/{AWAY.format(language=code)}" for code in LANGUAGES}
        return drawn(addresses[language], away_title(), addresses, is_form=True)


def away_title():
    return _("This does not work at the moment")


def drawn(address, title, addresses, **more):
    contacts = ContactPoint.objects.public().exclude(email="")
    context = {
        "title": title,
        "robots": "noindex",
        "contacts": contacts,
        "frame": Frame("", crumb=title, addresses=addresses),
    }
    return render(request_for(address), "mirror/stand_in.html", context | more).content


def not_found(language):
    """The page of error 404 for a server that has nothing but the copy, as bytes."""
    with translation.override(language):
        advice = _("The address may be mistyped, or what it led to has been removed.")
        return error_page(request_for(f"/{language}/"), 404, _("Page not found"), advice).content


def root():
    """The page at /, where the site itself would follow the browser's language."""
    return render_to_string("mirror/root.html", {"languages": LANGUAGES}).encode()


def leading_to(address):
    """A page that leads on to where the site would, as bytes."""
    language = language_of_path(address) or DEFAULT_LANGUAGE
    context = {"url": address, "absolute_url": absolute(address), "language": language}
    return render_to_string("mirror/leading.html", context).encode()
