import os

from django.core.wsgi import get_wsgi_application

from oph_site.garbage import collect_rarely

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oph_site.settings")
application = get_wsgi_application()
collect_rarely()
