import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from oph_site.garbage import collect_rarely
from oph_site.outage import Web

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oph_site.settings")
Web.is_on = True
application = get_wsgi_application()
if settings.PAGE_CACHE_MB:
    from oph_site.page_cache import PageCache  # models can be imported only now

    application = PageCache(application, settings.PAGE_CACHE_MB, settings.SECURE_PROXY_SSL_HEADER)
collect_rarely()
