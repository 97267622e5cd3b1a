"""One settings file for every installation; everything that differs comes from the environment.

Each variable is named in `.env.example` and explained in `docs/operations.md`; a test compares the three
(`manage.py explain_settings` prints what belongs there).
"""

from __future__ import annotations

from csp.constants import NONE, SELF

from ris.doors.env import BASE_DIR, env, kept_secret, made_folder

DEBUG = env.flag("DEBUG", False, "Fehlerseiten mit Einzelheiten; nur auf dem eigenen Rechner, nie im Betrieb")
SECRET_KEY = env.secret(
    "SECRET_KEY", "", "Schlüssel für Sitzungen und Signaturen; leer: wird beim ersten Start im Datenordner angelegt"
)
DATA_DIR = env.folder(
    "DATA_DIR", BASE_DIR / "var", "Alles, was gesichert werden muss: Datenbank, Dateien, Aufnahmen, Index", shown="var"
)

if not SECRET_KEY:
    # A key of its own per data folder: a newcomer needs no configuration, and no two installations share a key.
    SECRET_KEY = kept_secret(DATA_DIR / "secret_key")

ALLOWED_HOSTS = env.words(
    "ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"], "Rechnernamen, unter denen die Installation antwortet"
)
CSRF_TRUSTED_ORIGINS = env.words(
    "CSRF_TRUSTED_ORIGINS",
    [],
    "Adressen mit https://, von denen Formulare angenommen werden, wenn ein Proxy davor steht",
)
# Stored once in every public id and link that leaves the house (architecture.md, Identity).
CANONICAL_HOST = env.address(
    "CANONICAL_HOST", "http://127.0.0.1:8000", "Öffentliche Adresse, die in dauerhaften Kennungen und Verweisen steht"
)

INSTALLED_APPS = [
    "ris",
    "search",
    "transcripts",
    "motions",
    "media",
    "meetings",
    "accounts",
    "jobs",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "django_filters",
    "simple_history",
    "haystack",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ris.pages.addresses.MovedMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "ris.urls"
WSGI_APPLICATION = "ris.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ris.pages.place.place",
            ],
        },
    }
]

DATABASES = {
    "default": env.database(
        "DATABASE_URL",
        f"sqlite:///{DATA_DIR / 'db.sqlite3'}",
        "Datenbank; leer: SQLite im Datenordner, sonst postgres://benutzer:passwort@rechner/datenbank",
        shown="",
    )
}
DATABASE_PASSWORD = env.secret("DATABASE_PASSWORD", "", "Passwort der Datenbank, wenn es nicht in DATABASE_URL steht")
if DATABASE_PASSWORD and not DATABASES["default"].get("PASSWORD"):
    DATABASES["default"]["PASSWORD"] = DATABASE_PASSWORD
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Readers never block; a writer says so at the start instead of failing in the middle.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

REDIS_URL = env.secret(
    "REDIS_URL",
    "",
    "Gemeinsamer Zwischenspeicher der Server, etwa redis://rechner:6379/0; leer: jeder Prozess für sich",
)
CACHES: dict[str, dict[str, str]] = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if REDIS_URL:
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    # From npm, installed at set-up, never copied into the repository.
    ("kern", BASE_DIR / "node_modules" / "@kern-ux" / "native" / "dist"),
    ("fira", BASE_DIR / "node_modules" / "@fontsource" / "fira-sans" / "files"),
    ("hls", BASE_DIR / "node_modules" / "hls.js" / "dist"),
    ("tus", BASE_DIR / "node_modules" / "tus-js-client" / "dist"),
]
WHITENOISE_USE_FINDERS = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

TASKS = {
    "default": {
        "BACKEND": env.text(
            "TASK_BACKEND",
            "django_tasks_db.DatabaseBackend",
            "Zustellung der Arbeitsschritte (Klasse von django-tasks)",
        ),
        "QUEUES": ["default", "cpu"],
    }
}

# Slow work
STAGE_LEASE_SECONDS = env.whole(
    "STAGE_LEASE_SECONDS", 30, "Sekunden ohne Lebenszeichen, nach denen ein Arbeiter als tot gilt", at_least=1
)
# Six times as long after each further error.
STAGE_RETRY_SECONDS = env.whole("STAGE_RETRY_SECONDS", 10, "Pause in Sekunden nach dem ersten Fehler eines Schritts")

# Speech
RECOGNIZER = env.choice(
    "RECOGNIZER",
    "faster-whisper",
    "Spracherkennung; scripted ist nur für Tests",
    of=["faster-whisper", "openai-whisper", "scripted"],
)
WHISPER_MODEL = env.text(
    "WHISPER_MODEL", "", "Modell: ein Ordner oder ein Name; leer: base aus den installierten Paketen"
)
WHISPER_DEVICE = env.text("WHISPER_DEVICE", "cpu", "Rechenwerk der Spracherkennung, etwa cpu oder cuda")
WHISPER_COMPUTE_TYPE = env.text("WHISPER_COMPUTE_TYPE", "auto", "Genauigkeit der Rechnung, etwa int8 oder float16")
SPEECH_LANGUAGE = env.text("SPEECH_LANGUAGE", "de", "Sprache der Aufnahmen (ISO 639-1)")

# Media
FFMPEG = env.text("FFMPEG", "ffmpeg", "Programm ffmpeg: Name oder Pfad")
FFPROBE = env.text("FFPROBE", "ffprobe", "Programm ffprobe: Name oder Pfad")
SERVE_FILES_BY = env.choice(
    "SERVE_FILES_BY", "django", "Wer Dateien ausliefert; nginx: durch X-Accel-Redirect", of=["django", "nginx"]
)
# Beside the store: uploads do not fill /tmp, and what is taken in gets a new name instead of a copy.
FILE_UPLOAD_TEMP_DIR = made_folder(DATA_DIR / "tmp")
RECORDING_DAYS = env.whole(
    "RECORDING_DAYS",
    3,
    "Tage, nach denen die Aufzeichnung einer Sitzung in der Regel veröffentlicht ist; steht auf der Sitzungsseite",
    at_least=1,
)
MAX_UPLOAD_BYTES = env.whole("MAX_UPLOAD_GB", 60, "Größte Aufnahme, die angenommen wird, in GiB", at_least=1) * 1024**3

# Search
SEARCH_ENGINE = env.choice("SEARCH_ENGINE", "tantivy", "Suchmaschine", of=["tantivy"])  # solr joins with its issue
HAYSTACK_CONNECTIONS = {
    "default": {
        "ENGINE": "search.backends.tantivy_backend.TantivyEngine",
        "PATH": str(DATA_DIR / "index"),
        "ANALYZER": "search.german.GermanAnalyzer",
        "SILENTLY_FAIL": False,
        "INCLUDE_SPELLING": False,
    }
}
HAYSTACK_SIGNAL_PROCESSOR = "haystack.signals.BaseSignalProcessor"  # never on save: the outbox does it

# Security
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF, "blob:"],
        "worker-src": [SELF, "blob:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
# True behind a TLS front: secure cookies, HSTS, redirect.
HTTPS = env.flag("HTTPS", False, "1, wenn ein Proxy mit TLS davor steht: sichere Cookies, HSTS, Umleitung")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "ris.pages.errors.csrf_failed"
LOGIN_URL = "admin:login"

LOG_LEVEL = env.log_level("LOG_LEVEL", "WARNING", "Wie viel ins Protokoll geschrieben wird")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
