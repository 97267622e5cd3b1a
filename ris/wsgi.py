"""The entry point of a WSGI server: `gunicorn ris.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ris.settings")
application = get_wsgi_application()
