"""Whether the server answers, asked as nginx would; without Django, because it is asked every half minute.

Exit code 0: it answers. 1: it does not, or with an error.
"""

import http.client
import os
import sys

bind = os.environ.get("WEB_BIND") or "127.0.0.1:8000"
# A name it knows, as it refuses others, and over TLS, as it would only send us there.
name = (os.environ.get("ALLOWED_HOSTS") or "127.0.0.1").split(",")[0].strip()
asked = http.client.HTTPConnection("127.0.0.1", int(bind.rpartition(":")[2]), timeout=8)
try:
    asked.request("GET", "/gesund/", headers={"Host": name, "X-Forwarded-Proto": "https"})
    status = asked.getresponse().status
except (OSError, http.client.HTTPException) as error:
    sys.exit(f"Der Server antwortet nicht: {error}")
sys.exit(0 if status == 200 else f"Der Server antwortet mit {status}.")
