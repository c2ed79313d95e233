"""Whether a person may open a page of the admin: a list for several roles links only to what its reader can see."""

from urllib.parse import urlsplit

from django.contrib import admin
from django.urls import Resolver404, resolve


def may_open(request, url):
    """Of the pages about one object or kind of object; everything else may be tried."""
    try:
        name = resolve(urlsplit(url).path).view_name
    except Resolver404:
        return False
    for model, model_admin in admin.site._registry.items():
        if name.startswith(f"admin:{model._meta.app_label}_{model._meta.model_name}_"):
            return model_admin.has_view_permission(request)
    return True
