"""The installation's own settings for measuring: static files served from where they lie, no page kept."""

import os

os.environ["PAGE_CACHE_SECONDS"] = "0"
os.environ.setdefault("CANONICAL_HOST", "http://127.0.0.1:8000")

from ris.settings import *  # noqa: F403

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
