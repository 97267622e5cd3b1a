"""The installation's own settings in surroundings of their own: a temporary data folder, nothing from `.env`.

Processes that a test starts inherit `DJANGO_SETTINGS_MODULE`, `DATA_DIR` and the rest, so they meet the same folder.
`DATABASE_URL=postgres://… pytest -m postgres` runs the database tests there; without it SQLite, in a file, because
threads and processes of the tests must be able to share it.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_surroundings = {
    "DEBUG": "0",
    "SECRET_KEY": "only-for-tests-" + "x" * 40,
    "HTTPS": "0",
    "ALLOWED_HOSTS": "*",
    "LOG_LEVEL": "",
    # Pages are kept only in the tests that are about it; the others look at what was changed in their own transaction.
    "PAGE_CACHE_SECONDS": "0",
}

# Tests that run side by side (pytest-xdist) share nothing: each worker, with the processes it starts, has its own folder.
_worker = os.environ.get("PYTEST_XDIST_WORKER", "")
if "RIS_TEST_FOLDER" not in os.environ or os.environ.get("RIS_TEST_WORKER", "") != _worker:
    os.environ["RIS_TEST_FOLDER"] = tempfile.mkdtemp(prefix="ris-tests-")
    os.environ["RIS_TEST_WORKER"] = _worker
    atexit.register(shutil.rmtree, os.environ["RIS_TEST_FOLDER"], ignore_errors=True)
    os.environ.update(_surroundings, DATA_DIR=os.environ["RIS_TEST_FOLDER"])
    for _name in (
        "DATABASE_URL",
        "WHISPER_MODEL",
        "RECOGNIZER",
        "FFMPEG",
        "FFPROBE",
        "SERVE_FILES_BY",
        "CANONICAL_HOST",
    ):
        os.environ.setdefault(_name, "")  # an empty value is the default, and keeps `.env` out

from ris.settings import *  # noqa: E402, F403
from ris.settings import DATABASES  # noqa: E402

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": str(Path(os.environ["RIS_TEST_FOLDER"]) / "test.sqlite3")}

# Fast on purpose: nobody's password is guarded here.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Served from where they lie: `collectstatic` has a test of its own (tests/test_house.py).
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True  # look a file up when asked for, instead of listing all of them for each client
