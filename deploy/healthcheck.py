"""Whether the server on this machine answers: exit 0 or 1. For the container and for monitors; needs SITE_URL and PORT alone."""

import os
import sys
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

site = urlsplit(os.environ["SITE_URL"])
connection = HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=5)
try:
    # As the proxy asks: the site answers its own host alone, and sends everything else to https.
    connection.request("GET", "/healthz", headers={"Host": site.netloc, "X-Forwarded-Proto": site.scheme})
    status = connection.getresponse().status
except (OSError, HTTPException) as error:
    sys.exit(f"No answer: {error}")
sys.exit(0 if status == 200 else f"The answer is {status}.")
