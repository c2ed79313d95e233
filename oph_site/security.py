"""The two worlds of pages (public and cacheable, private and never stored) and the headers of both."""

from ipaddress import ip_address, ip_network

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpResponse

from oph_site.lifetimes import replace_soon
from oph_site.private import is_private
from oph_site.stamp import moving

PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
NOT_HERE = (301, 302, 404, 410)


def is_admin(path):
    return path.startswith("/admin/")


def comes_from_admin(environ):
    """An editor's "view on site" shows what was published a moment ago, also when another process did it."""
    return "/admin/" in environ.get("HTTP_REFERER", "")


def network_address(request):
    """Behind a proxy the last address that it wrote; what stands before that the sender could have invented."""
    if settings.SECURE_PROXY_SSL_HEADER:
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return request.META.get("REMOTE_ADDR", "")


def sender_network(request):
    """For counting: one household or office has a /64 of IPv6 to itself, so its addresses count as one."""
    address = network_address(request)
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return str(ip_network((ip, 64), strict=False)) if ip.version == 6 else str(ip)


class TwoWorlds:
    """Outside the admin nobody has a cookie: those that come are dropped before any middleware could answer to them.

    A private answer is never stored, whatever its view said. In public, what is answered where a page is no more takes its
    place in shared caches, and not only what a view has thought of.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        private = is_private(request.path_info)
        if not is_admin(request.path_info):
            request.META.pop("HTTP_COOKIE", None)
            if comes_from_admin(request.META):
                moving.ask()  # what is kept is held against the database now, not a second ago
        response = self.get_response(request)
        if private:
            response["Cache-Control"] = "private, no-store"
        elif response.status_code in NOT_HERE and not response.has_header("Cache-Control"):
            replace_soon(response)
        return response


class RefuseOddRequests:
    """415 for a form in another charset than UTF-8: Django would answer 400 and then fail in its own error page.

    400 for a NUL in a query of the admin: its lists would hand it on to PostgreSQL, which takes none.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        charset = (
            request.content_params.get("charset", "utf-8").strip("\"'").lower() if request.content_params else "utf-8"
        )
        if request.method == "POST" and charset not in ("utf-8", "utf8"):
            return HttpResponse("Send the form as UTF-8.\n", status=415, content_type="text/plain; charset=utf-8")
        if is_admin(request.path_info) and "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponse("No NUL, please.\n", status=400, content_type="text/plain; charset=utf-8")
        return self.get_response(request)


class Headers:
    """The constant headers that Django has no setting for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class ContentSecurityPolicy(CSPMiddleware):
    """The public policy everywhere, the admin's in the admin."""

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and parts.config is None and is_admin(request.path_info):
            parts.config = settings.ADMIN_CSP
        return parts
