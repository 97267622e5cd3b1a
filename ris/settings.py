"""One settings file for every installation; everything that differs comes from the environment.

Each variable is named in `.env.example` and explained in `docs/operations.md`; a test compares the three
(`manage.py explain_settings` prints what belongs there).
"""

from __future__ import annotations

from typing import Any

from ris.doors.env import BASE_DIR, env, how_to_connect, kept_secret, made_folder
from ris.upkeep import browser_rules, log_lines

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
# Stored once in every public id and link that leaves the house (meetings/identity.py).
CANONICAL_HOST = env.address(
    "CANONICAL_HOST", "http://127.0.0.1:8000", "Öffentliche Adresse, die in dauerhaften Kennungen und Verweisen steht"
)

INSTALLED_APPS = [
    "ris",
    "ris.oparl",
    "ris.oparl.server",
    "ris.feeds",
    "search",
    "transcripts",
    "motions",
    "media",
    "meetings",
    "accounts",
    "jobs",
    "allauth",
    "allauth.account",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "ris.apps.StaticFiles",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "django_filters",
    "simple_history",
    "haystack",
    "csp",
]

MIDDLEWARE = [
    "ris.upkeep.requests.RequestsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # Before the headers of documents: on each of twenty scripts and styles of a page they would weigh more than it does.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ris.upkeep.headers.SecurityHeadersMiddleware",
    "ris.upkeep.compressing.CompressPages",
    "ris.oparl.server.outside.OParlMiddleware",
    "csp.middleware.CSPMiddleware",
    "ris.upkeep.health.HealthMiddleware",
    "ris.pages.revalidating.revalidate",
    "ris.pages.keeping.keep_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "accounts.large_bodies.OnlyKnownPeopleSendMuch",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.private_pages.PrivateWhenSignedIn",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ris.pages.place.OwnHostMiddleware",
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
DATABASES["default"] |= how_to_connect(DATABASES["default"]["ENGINE"])

REDIS_URL = env.secret(
    "REDIS_URL",
    "",
    "Gemeinsamer Zwischenspeicher der Server, etwa redis://rechner:6379/0; leer: eine Tabelle der Datenbank",
)
# Shared by all processes and machines, because the throttle of sign-in must count the same for all of them
# (docs/decisions/0013-sign-in.md). The table is made by a migration of accounts.
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # In each process for itself, as it is only there to be quick.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        # Packed, 4 to 20 kB each (ris/pages/keeping.py): a stranger can fill them all, in every process.
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
}
if REDIS_URL:
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    CACHES["pages"] = CACHES["default"] | {"KEY_PREFIX": "pages"}
PAGE_CACHE_SECONDS = env.whole(
    "PAGE_CACHE_SECONDS",
    120,
    "Höchstens so lange werden Seiten für Besucher ohne Konto bereitgehalten, solange sich nichts ändert; 0: nie",
)

# Signing in: django-allauth, so that two-factor, passkeys and single sign-on are apps to switch on, not to build.
AUTHENTICATION_BACKENDS = [
    "ris.demo.sign_in.OnlyInTheDemo",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600  # seconds; the mail says so
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.Adapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "reset_password": "accounts.forms.ForgottenForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
    "change_password": "accounts.forms.OtherPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]  # nobody signs up; allauth's checks want it said
ACCOUNT_EMAIL_VERIFICATION = "none"  # the office writes the addresses
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
# Unknown addresses get a mail too: the same work for both, so neither answer nor time tells which exist.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/h/ip,3/h/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
}
# Only `run_demo` sets it: then the sign-in page offers the invented people, and their printed password is taken.
DEMO = env.flag(
    "DEMO", False, "1 nur zur Vorführung: erfundene Zugänge auf der Anmeldeseite; make demo setzt es selbst"
)

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
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "ris.assets.JoinedStorage"
    },
}

TASKS = {
    "default": {
        "BACKEND": env.class_path(
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
MAX_DOCUMENT_BYTES = (
    env.whole("MAX_DOCUMENT_MB", 200, "Größtes Dokument, das angenommen wird, in MiB", at_least=1) * 1024**2
)
DOCUMENT_MEMORY_MB = env.whole(
    "DOCUMENT_MEMORY_MB", 1024, "Arbeitsspeicher in MiB, den das Lesen eines Dokuments höchstens braucht", at_least=256
)
DOCUMENT_SECONDS = env.whole(
    "DOCUMENT_SECONDS", 300, "Sekunden, nach denen das Lesen eines Dokuments aufgegeben wird", at_least=5
)
OCR = env.flag("OCR", True, "Text auf Bildern von Seiten (Scans) erkennen; braucht tesseract-ocr und tesseract-ocr-deu")
TESSERACT = env.text("TESSERACT", "tesseract", "Programm tesseract: Name oder Pfad")
OCR_LANGUAGE = env.text("OCR_LANGUAGE", "deu", "Sprache der Texterkennung, mehrere mit +, etwa deu+fra")

# What we fetch from others (ris/doors/fetching/)
FETCH_CONTACT = env.text(
    "FETCH_CONTACT",
    "",
    "Wen die Betreiber anderer Systeme ansprechen können, bei denen hier Daten abgeholt werden "
    "(E-Mail oder https://…); leer: die öffentliche Adresse",
)
FETCH_PRIVATE_ADDRESSES = env.flag(
    "FETCH_PRIVATE_ADDRESSES",
    False,
    "Auch von Adressen im eigenen Netz abholen; nur zum Entwickeln, oder wenn die Quelle im selben Haus steht",
)
FILE_READ_DAYS = env.whole(
    "FILE_READ_DAYS", 90, "Tage, nach denen vergessen wird, wer ein nichtöffentliches Dokument gelesen hat", at_least=1
)

# OParl interface (docs/api.md)
OPARL_NONPUBLIC_ITEMS = env.choice(
    "OPARL_NONPUBLIC_ITEMS",
    "left_out",
    "Nichtöffentliche Punkte in der OParl-Schnittstelle; title: Nummer und allgemeiner Titel, wie in der Tagesordnung",
    of=["left_out", "title"],
)
OPARL_PERSON_FIELDS = env.words(
    "OPARL_PERSON_FIELDS",
    ["formOfAddress", "affix", "title", "gender", "phone", "email", "life"],
    "Was die OParl-Schnittstelle von Personen außer dem Namen nennt",
)
OPARL_LICENSE = env.text(
    "OPARL_LICENSE", "", "Lizenz der Daten für alle Gemeinden: eine Adresse, etwa https://www.govdata.de/dl-de/by-2-0"
)
OPARL_CONTACT_NAME = env.text("OPARL_CONTACT_NAME", "", "Ansprechstelle für die OParl-Schnittstelle")
OPARL_CONTACT_EMAIL = env.text("OPARL_CONTACT_EMAIL", "", "E-Mail-Adresse der Ansprechstelle")

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

# Mail
EMAIL_BACKEND = "jobs.letters.Backend"  # written to the database first; a stage sends it through ris/doors/mail.py
EMAIL_HOST = env.text(
    "EMAIL_HOST", "", "Rechner, der Mails annimmt; leer: Mails werden als Dateien in DATA_DIR/mail abgelegt"
)
EMAIL_PORT = env.whole("EMAIL_PORT", 587, "Port des Mailservers, etwa 587 (STARTTLS), 465 (TLS) oder 25", at_least=1)
EMAIL_SECURITY = env.choice(
    "EMAIL_SECURITY", "starttls", "Verschlüsselung zum Mailserver", of=["starttls", "tls", "none"]
)
EMAIL_HOST_USER = env.text("EMAIL_USER", "", "Benutzer am Mailserver; leer: ohne Anmeldung")
EMAIL_HOST_PASSWORD = env.secret("EMAIL_PASSWORD", "", "Kennwort am Mailserver")
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text(
    "EMAIL_FROM", "ratsinformation@localhost", "Absender der Mails dieser Installation"
)

# Security
CONTENT_SECURITY_POLICY = browser_rules.CONTENT_SECURITY_POLICY
SECURITY_HEADERS = browser_rules.SECURITY_HEADERS
# True behind a TLS front: secure cookies, HSTS, redirect.
HTTPS = env.flag("HTTPS", False, "1, wenn ein Proxy mit TLS davor steht: sichere Cookies, HSTS, Umleitung")
PROXIES_IN_FRONT = env.whole(
    "PROXIES_IN_FRONT",
    0,
    "Wie viele eigene Proxys X-Forwarded-For ergänzen, etwa 1 hinter nginx; daraus folgt die Adresse des Besuchers",
)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
# `__Host-`: the browser takes the cookie only over TLS, for this host alone and for all of it.
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REDIRECT_EXEMPT = [r"^gesund/"]  # asked by machines beside this one, without TLS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# What a form may be at most; recordings come in pieces (media/uploads.py) or as files, up to MAX_UPLOAD_GB.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024**2
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024**2
FILE_UPLOAD_PERMISSIONS = 0o640
SECURITY_CONTACT = env.text(
    "SECURITY_CONTACT", "", "Wohin Sicherheitslücken gemeldet werden (mailto:… oder https://…); leer: kein security.txt"
)
CSRF_FAILURE_VIEW = "ris.pages.errors.csrf_failed"

# Watching over it (ris/upkeep/)
MIN_FREE_DISK_BYTES = (
    env.whole("MIN_FREE_DISK_GB", 5, "Freier Platz in GiB, unter dem sich der Server nicht mehr bereit meldet")
    * 1024**3
)
METRICS_TOKEN = env.secret(
    "METRICS_TOKEN", "", "Geheimnis, mit dem Prometheus /metrics liest (Authorization: Bearer …); leer: so nicht"
)
METRICS_NETWORKS = env.networks(
    "METRICS_NETWORKS", [], "Netze, aus denen /metrics ohne Geheimnis gelesen wird, etwa 10.0.0.0/24; leer: keine"
)
LOG_LEVEL = env.log_level("LOG_LEVEL", "WARNING", "Wie viel ins Protokoll geschrieben wird")
LOG_FORMAT = env.choice("LOG_FORMAT", "text", "Form des Protokolls; json: ein Satz je Zeile", of=["text", "json"])
LOG_REQUESTS = env.flag(
    "LOG_REQUESTS", False, "1: jede Anfrage ins Protokoll, ohne IP-Adresse, Suchworte und Namen (docs/operations.md)"
)
LOGGING = log_lines.settings_for(LOG_LEVEL, LOG_FORMAT, requests=LOG_REQUESTS)
