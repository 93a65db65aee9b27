"""Every setting, read from the environment. `.env.example` explains those that one sets by hand.

Without DATABASE_URL this is the one-PC mode: SQLite, keys and mail in `var/`.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from helpdesk import casework
from helpdesk.core.queue import broker
from helpdesk.core.secret_values import new_key_ring, new_secret_key, read_secret
from helpdesk.logging_in import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()  # each variable also as NAME_FILE
environ.Env.read_env(os.environ.get("ENV_FILE", BASE_DIR / ".env"))

VAR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
VAR.mkdir(exist_ok=True)

# --- Where it runs
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'helpdesk.sqlite3'}")}
ONE_PC = DATABASES["default"]["ENGINE"].endswith("sqlite3")
KEYS_DIR = VAR / "keys" if ONE_PC else None
if ONE_PC:
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA recursive_triggers=ON;"
        ),
    }
    # a file: locks as in real life
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

HOST = env("HOST", default="127.0.0.1")
PORT = env.int("PORT", default=8000)
SITE_URL = env("SITE_URL", default=f"http://{HOST}:{PORT}")
HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = list({urlsplit(SITE_URL).hostname, HOST, "localhost", "127.0.0.1"})
CSRF_TRUSTED_ORIGINS = [SITE_URL]
DEBUG = False

# --- Secrets (each also as NAME_FILE)
SECRET_KEY = read_secret("SECRET_KEY", KEYS_DIR, new_secret_key)
VAULT_KEYS = read_secret("VAULT_KEYS", KEYS_DIR, new_key_ring)
INDEX_KEY = read_secret("INDEX_KEY", KEYS_DIR)
CHECKPOINT_KEY = read_secret("CHECKPOINT_KEY", KEYS_DIR)
VAULT_STRICT = env.bool("VAULT_STRICT", default=False)  # tests: opening a row without its key fails

# --- Proof that leaves the server
CHECKPOINT_DIR = env("CHECKPOINT_DIR", default="")
AUDITORS = env.list("AUDITORS", default=[])

# --- Time
CLOCK_FILE = env("CLOCK_FILE", default="")
USE_TZ = True
TIME_ZONE = "UTC"

INSTALLED_APPS = [
    "helpdesk.dashboards",
    "helpdesk.desk",  # before Django's own: its templates and messages win
    "helpdesk.dashboards.reports",
    "helpdesk.contacts",
    "referrals",
    "helpdesk.cases",
    "services",
    "helpdesk.clients",
    "helpdesk.jobs",
    "helpdesk.access",
    "helpdesk.notices",
    "helpdesk.audit",
    "helpdesk.vault",
    "helpdesk.core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "helpdesk.core.apps.StaticFiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",  # its table and its arithmetic; pages, stages and actions are ours
    "guardian",
    "simple_history",
    "treebeard",
    "django_countries",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "helpdesk.core.middleware.request_frame",
    "helpdesk.core.middleware.private_pages",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "helpdesk.desk.door.EndSessions",
    "helpdesk.access.middleware.local_time_and_language",
    "helpdesk.core.middleware.readable_addresses",
    "helpdesk.desk.middleware.RecordRefusals",
    "helpdesk.core.middleware.RefusalPage",
    "helpdesk.desk.door.LogInDoor",
    "helpdesk.access.second_factor.door.SecondFactorDoor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "helpdesk.urls"
WSGI_APPLICATION = "helpdesk.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["helpdesk.core.templatetags.components"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "helpdesk.desk.shell.shell",
            ],
        },
    }
]
FORM_RENDERER = "helpdesk.core.form_rendering.Renderer"

# --- People
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}
# Roles that must have a second factor wherever they work; centres and partners say it for theirs.
SECOND_FACTOR_REQUIRED_FOR = env.list("SECOND_FACTOR_REQUIRED_FOR", default=[])
GUARDIAN_RAISE_403 = False
ANONYMOUS_USER_NAME = None
SESSION_COOKIE_AGE = env.int("SESSION_ABSOLUTE_SECONDS", default=12 * 3600)
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=20)  # 15 to 30
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True

# --- Headers
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"  # the way back after a refusal; nothing leaves the site
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)  # one proxy of our own, which says who asks
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb")
}

# --- Languages
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ar", _("Arabic"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_HTTPONLY = True
USE_I18N = True

# --- Static files
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = env("STATIC_ROOT", default=str(VAR / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Mail
EMAIL_URL = env.email_url("EMAIL_URL", default=f"filemail:///{VAR / 'mail'}")
vars().update(EMAIL_URL)
DEFAULT_FROM_EMAIL = env(
    "FROM_EMAIL", default=f"Migrant Help Desk <desk@{urlsplit(SITE_URL).hostname}>"
)
EMAIL_TIMEOUT = 10

# --- Work that wakes later
REDIS_URL = env("REDIS_URL", default="")
CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS = broker(REDIS_URL, VAR / "queue")
CELERY_BROKER_TRANSPORT = None if REDIS_URL else "helpdesk.core.folder_queue:Transport"
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")
# Long work: seconds until a job lets others have their turn, and between two of its steps.
JOB_SECONDS = env.float("JOB_SECONDS", default=20 if ONE_PC else 60)
JOB_PAUSE = env.float("JOB_PAUSE", default=0.15 if ONE_PC else 0)
JOB_FILE_DAYS = env.int("JOB_FILE_DAYS", default=14)  # then its file goes, with its key
REPORT_DAYS = env.int("REPORT_DAYS", default=400)  # then its figures go; that it was made stays

# --- Cache: log-in limits must be shared by all processes; Redis is the broker and nothing else
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
    }
}

# --- The rules of the house (DOMAIN.md: settings, never constants)
vars().update(casework.rules(env))
REFERRAL_DONE_VISIBLE_DAYS = env.int("REFERRAL_DONE_VISIBLE_DAYS", default=30)
# Counts for readers outside the casework circle: each rounded by itself, and "<5" under 5.
SMALL_NUMBERS_BELOW = env.int("SMALL_NUMBERS_BELOW", default=5)
SMALL_NUMBERS_ROUNDED_TO = env.int("SMALL_NUMBERS_ROUNDED_TO", default=5)
HANDOVER = {"answer_hours": 72, "overlap_days": 30, "consent_within_country": True}
HANDOVER_STAYS = ["protection", "psychosocial"]  # in the country, unless agreed to by name
BREAK_GLASS_HOURS = env.int("BREAK_GLASS_HOURS", default=24)  # a restricted case, in an emergency
REVIEW_POINTS = env.list("REVIEW_POINTS", default=[])  # cases/checklist.py; none named: all
CONSENT_DAYS = env.int("CONSENT_DAYS", default=180)
VERIFY_DAYS = env.int("VERIFY_DAYS", default=180)  # then a service is to be checked again
CAPACITY_DAYS = env.int("CAPACITY_DAYS", default=30)  # older ones are shown as such
PLAN_WITHIN_DAYS = env.int("PLAN_WITHIN_DAYS", default=30)  # of return: a reintegration plan

# --- Registers that are brought in, lists that are taken out
IMPORT_MAX_BYTES = env.int("IMPORT_MAX_MB", default=20) * 2**20
IMPORT_MAX_UNZIPPED = env.int("IMPORT_MAX_UNZIPPED_MB", default=200) * 2**20  # an XLSX is a ZIP
IMPORT_MAX_STRINGS = env.int("IMPORT_MAX_STRINGS_MB", default=25) * 2**20  # its texts, in memory
IMPORT_MAX_ROWS = env.int("IMPORT_MAX_ROWS", default=100_000)
IMPORT_ROWS_AT_ONCE = env.int("IMPORT_ROWS_AT_ONCE", default=100 if ONE_PC else 200)
IMPORT_DAYS = env.int("IMPORT_DAYS", default=14)  # after its end a batch's rows are destroyed
EXPORT_MAX_ROWS = env.int("EXPORT_MAX_ROWS", default=100_000)
# What is uploaded stays in memory until it is sealed: nothing of it lies open on a disk.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
# --- Files of clients and cases
FILES_MAX_BYTES = env.int("FILES_MAX_MB", default=20) * 2**20  # one file
FILES_REQUEST_BYTES = env.int("FILES_REQUEST_MB", default=40) * 2**20  # sent at once, in memory
FILES_AT_ONCE = 10
FILES_CASE_BYTES = env.int("FILES_CASE_MB", default=300) * 2**20  # of one case, or of one client
FILES_KEEP_FREE = env.int("FILES_KEEP_FREE_MB", default=1024) * 2**20  # of the disk
FILES_LINK_SECONDS = env.int("FILES_LINK_SECONDS", default=60)  # then a link opens nothing
SCANNER = env("SCANNER", default="")  # clamd: host:port, or unix:/path
FILE_UPLOAD_MAX_MEMORY_SIZE = max(IMPORT_MAX_BYTES, FILES_REQUEST_BYTES) + 2**16
DEMO_PASSWORD = env("DEMO_PASSWORD", default="walk-in-welcome")
CHART_FONTS = env("CHART_FONTS", default="")  # a folder; besides the system's fonts
CHROMIUM = env("CHROMIUM", default="/usr/bin/chromium")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="WARNING")},
}
SILENCED_SYSTEM_CHECKS = ["models.W040"]  # SQLite takes an index without its further columns
SIMPLE_HISTORY_ENFORCE_HISTORY_MODEL_PERMISSIONS = True
