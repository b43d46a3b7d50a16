"""All settings, read from the environment; docs/developers/settings.md lists them. Secure unless told otherwise."""

from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from werkveld.ground.databases import database
from werkveld.ground.logs import logging_setup
from werkveld.ground.telemetry import count_together

env = environ.Env()
HERE = Path(__file__).resolve().parent

# --- What this process is -----------------------------------------------------------------------------------------
MODE = env.str("WERKVELD_MODE", "production")
if MODE not in {"production", "development", "demo"}:
    raise ImproperlyConfigured(f"WERKVELD_MODE is {MODE!r}; it must be production, development or demo.")
DEVELOPMENT = DEBUG = MODE == "development"
DEMO = MODE == "demo"
PRODUCTION = MODE == "production"
# A demo lives in a year that is over: there the clock of the pages stands still on a morning in that year.
CLOCK = env.str("WERKVELD_CLOCK", "") if DEMO else ""

DATA = Path(env.str("WERKVELD_DATA", "var")).resolve()
SECRET_KEY = env.str("SECRET_KEY", "only-for-this-machine-and-never-in-production" if not PRODUCTION else "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Make one with: python -c 'import secrets; print(secrets.token_urlsafe(50))'"
    )
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

# --- Where it is reached ------------------------------------------------------------------------------------------
URL = env.str("WERKVELD_URL", "" if PRODUCTION else "http://localhost:8000").rstrip("/")
if not URL:
    raise ImproperlyConfigured(
        "WERKVELD_URL is not set. It is the address that people type, such as https://werkveld.example.nl"
    )
HTTPS = urlsplit(URL).scheme == "https"
ALLOWED_HOSTS = [urlsplit(URL).hostname or "", *env.list("ALLOWED_HOSTS", default=[])]
if not PRODUCTION:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [URL]

# --- What it is made of -------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "werkveld",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]
METRICS = env.bool("WERKVELD_METRICS", False)
if METRICS:
    INSTALLED_APPS += ["django_prometheus"]
    count_together(DATA / "metrics")
if DEVELOPMENT and find_spec("django_linear_migrations"):
    INSTALLED_APPS += ["django_linear_migrations"]

MIDDLEWARE = [
    "werkveld.web.logs.RequestLog",
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
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "werkveld.web.people.PersonMiddleware",
    "werkveld.web.wrong_way.WrongWayPage",
]
if METRICS:
    MIDDLEWARE = [
        "django_prometheus.middleware.PrometheusBeforeMiddleware",
        *MIDDLEWARE,
        "django_prometheus.middleware.PrometheusAfterMiddleware",
    ]

ROOT_URLCONF = "werkveld.web.urls"
WSGI_APPLICATION = "werkveld.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "werkveld.web.context.site",
            ],
            "libraries": {"parts": "werkveld.web.parts.tags", "report": "werkveld.web.parts.report.tags"},
        },
    }
]
FORM_RENDERER = "werkveld.web.parts.renderer.Renderer"

# --- Data ---------------------------------------------------------------------------------------------------------
DATABASES = {"default": database(env.str("DATABASE_URL", ""), data=DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MIGRATION_MODULES: dict[str, str] = {}

# "default" is shared by every process (it carries the limits on sign-in); "cards" is fast and of one process.
CACHES = {
    "default": env.cache_url("CACHE_URL", default="dbcache://werkveld_cache"),
    "cards": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "cards",
        "TIMEOUT": 24 * 3600,
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}

TASKS = {
    "default": {
        "BACKEND": {
            "database": "django_tasks_db.DatabaseBackend",
            "immediate": "django_tasks.backends.immediate.ImmediateBackend",
        }[env.str("WERKVELD_JOBS", "database")]
    }
}

JOBS_KEPT_DAYS = env.int("WERKVELD_JOBS_KEPT_DAYS", 7)
JOBS_FAILED_KEPT_DAYS = env.int("WERKVELD_JOBS_FAILED_KEPT_DAYS", 30)

FILES = env.str("WERKVELD_FILES", "")  # "" keeps files in the data folder; "s3://bucket" keeps them there
MEDIA_ROOT = DATA / "files"
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [HERE / "web" / "static"]
STORAGES = {
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": urlsplit(FILES).netloc,
            "location": urlsplit(FILES).path.strip("/"),
            "endpoint_url": env.str("WERKVELD_S3_ENDPOINT", "") or None,
            "querystring_auth": True,
            "file_overwrite": False,
        },
    }
    if FILES
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEVELOPMENT
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEVELOPMENT
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
SERIALIZATION_MODULES: dict[str, str] = {}

# --- Words and time -----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [HERE / "locale"]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", "Europe/Amsterdam")
FORMAT_MODULE_PATH: list[str] = []

# --- Sign-in ------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "werkveld.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, str]] = []  # nobody has a password: a code comes by mail
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code that comes by mail has already shown whose address it is
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True  # an unknown address gets a mail too, so the answer takes as long
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
# A whole school sits behind one address, so the limit for an address is wide and that for a mailbox narrow.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "request_login_code": "120/m/ip,3/m/key,20/d/key",
    "guest_code": "20/m/ip",  # only wrong codes count
    "guest_sign_up": "60/h/ip",
    "appointment_code": "10/5m/ip,60/d/ip",  # only wrong codes count
    "appointment_booking": env.str("WERKVELD_BOOKINGS", "120/h/ip"),  # by who has no account
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("WERKVELD_PROXY_COUNT", 0)
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_ADAPTER = "werkveld.web.signin.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "werkveld.web.signin.adapters.SocialAccountAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form may not lead to another site (form-action), a link may
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True  # verified addresses only
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"APPS": env.json("WERKVELD_OIDC", default=[]), "OAUTH_PKCE_ENABLED": True}
}

# --- Mail ---------------------------------------------------------------------------------------------------------
# A mail of a demo or of a developer becomes a file in the data folder, so that a code can be read. It never goes out,
# whatever the environment says: the people of a demo are invented, but somebody may have their address.
MAIL = env.email_url("EMAIL_URL", default="smtp://localhost:25" if PRODUCTION else f"filemail:///{DATA / 'mail'}")
if not PRODUCTION and MAIL["EMAIL_BACKEND"].rsplit(".", 2)[-2] not in {"filebased", "console", "locmem", "dummy"}:
    raise ImproperlyConfigured(
        f"EMAIL_URL sends mail to the world, which WERKVELD_MODE={MODE} never does. Leave it out, or set consolemail://"
    )
globals().update(MAIL)
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"Werkveld <no-reply@{urlsplit(URL).hostname}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Text messages ------------------------------------------------------------------------------------------------
# To the mobile number of who asked for it. As with mail, only production sends anything into the world.
TEXTS = env.str("WERKVELD_TEXTS", "log" if DEVELOPMENT else "")
if TEXTS not in ({"", "http"} if PRODUCTION else {"", "log"}):
    raise ImproperlyConfigured(
        f"WERKVELD_TEXTS is {TEXTS!r}. In production it is empty or http, elsewhere it is empty or log."
    )
TEXTS_URL = env.str("WERKVELD_TEXTS_URL", "")
TEXTS_TOKEN = env.str("WERKVELD_TEXTS_TOKEN", "")
TEXTS_AUTHORIZATION = env.str("WERKVELD_TEXTS_AUTHORIZATION", "Bearer {token}")
TEXTS_FROM = env.str("WERKVELD_TEXTS_FROM", "Werkveld")
TEXTS_FIELDS = env.json(
    "WERKVELD_TEXTS_FIELDS", default={"to": "{to}", "from": "{from}", "body": "{text}", "reference": "{key}"}
)
if TEXTS == "http" and not (TEXTS_URL and TEXTS_TOKEN):
    raise ImproperlyConfigured("WERKVELD_TEXTS is http, so WERKVELD_TEXTS_URL and WERKVELD_TEXTS_TOKEN must be set.")

# --- Safety -------------------------------------------------------------------------------------------------------
TILES = env.str("WERKVELD_TILES", "")  # empty: our own outline map; an address sends visitors' addresses there
TILES_CREDIT = env.str("WERKVELD_TILES_CREDIT", urlsplit(TILES).hostname or "")  # makers of a map want to be named
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *([f"{urlsplit(TILES).scheme}://{urlsplit(TILES).netloc}"] if TILES else [])],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        **({"upgrade-insecure-requests": True} if HTTPS else {}),
    }
}
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 365 * 24 * 3600) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
# Preloading binds a whole domain for years: only its owner can promise that, so it is no default to warn about.
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", False)
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = (
    "Lax"  # Strict would lose a return from OIDC
)
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"

# --- Logs and errors ----------------------------------------------------------------------------------------------
LOG_LEVEL = env.str("WERKVELD_LOG_LEVEL", "WARNING" if DEMO else "INFO")
LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logging_setup(level=LOG_LEVEL, readable=DEVELOPMENT)

# --- The server ---------------------------------------------------------------------------------------------------
WORKERS = env.int("WERKVELD_WORKERS", 0)  # 0: one more than twice the cores
PROXIES = env.str("WERKVELD_PROXIES", "127.0.0.1,::1")  # whose X-Forwarded-Proto is believed
SENTRY_DSN = env.str("SENTRY_DSN", "")
OTEL_ENDPOINT = env.str("OTEL_EXPORTER_OTLP_ENDPOINT", "")
