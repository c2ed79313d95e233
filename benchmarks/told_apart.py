"""The site as it is served, but each answer says which process gave it: for several.py."""

import os

from oph_site.wsgi import application as site


def application(environ, start_response):
    def start(status, headers, exc_info=None):
        return start_response(status, [*headers, ("X-Process", str(os.getpid()))], exc_info)

    return site(environ, start)
