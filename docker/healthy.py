"""Exit code 0 when this container's application server answers, asked as the proxy would ask."""

import http.client
import os
import sys
from urllib.parse import urlsplit

site = urlsplit(os.environ.get("SITE_URL", "http://localhost:8080"))
line = http.client.HTTPConnection("127.0.0.1", 8000, timeout=5)
line.request("GET", "/healthz", headers={"Host": site.netloc, "X-Forwarded-Proto": site.scheme})
sys.exit(line.getresponse().status != 200)
