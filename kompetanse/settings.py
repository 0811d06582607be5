"""All configuration, read from the environment (or `.env`), loud when something is missing."""

import json
import os
import re
import secrets
import sys
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
import pgtrigger
from csp.constants import NONE, SELF
from django.contrib.messages import constants as messages
from django.core.exceptions import ImproperlyConfigured
from dotenv import load_dotenv

from kompetanse import embedded_postgres
from kompetanse.postgres_oppsett import WEB

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("KOMPETANSE_VAR", BASE_DIR / "var"))
load_dotenv(BASE_DIR / ".env")


def env(name, default=None):
    """Read one environment variable; a setting without a default must be set."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set the environment variable {name}.")
    return value


def env_flag(name, default=False):
    """True for 1, true, yes, ja and on; anything else that is set is False."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "ja", "on"}


def env_list(name, default=""):
    return [part.strip() for part in env(name, default).split(",") if part.strip()]


def stored_secret_key():
    """The installation's own key: made once, readable by its owner only."""
    path = VAR_DIR / "hemmelig_nokkel"
    if not path.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        # Written whole before it gets its name, so that a process beside this one never reads half a key.
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text()


# --- The installation ---------------------------------------------------------------------------

DEBUG = env_flag("DEBUG")
SECRET_KEY = os.environ.get("SECRET_KEY") or stored_secret_key()
# Keys from before: what was signed or encrypted with them can still be read.
SECRET_KEY_FALLBACKS = env_list("SECRET_KEY_TIDLIGERE")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
# The address that mails and PDFs link to, such as https://kompetanse.kommune.no
NETTADRESSE = env("NETTADRESSE", f"http://localhost:{env('PORT', '8000')}").rstrip("/")
BEHIND_HTTPS = NETTADRESSE.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_HTTPS else None
SECURE_SSL_REDIRECT = BEHIND_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^helse/$"]
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_HTTPS else 0
SESSION_COOKIE_SECURE = BEHIND_HTTPS
CSRF_COOKIE_SECURE = BEHIND_HTTPS
CSRF_FAILURE_VIEW = "kompetanse.felles.views.csrf_feilet"
SESSION_COOKIE_AGE = int(env("INNLOGGET_SEKUNDER", str(8 * 3600)))
SESSION_SAVE_EVERY_REQUEST = False
SESSION_SERIALIZER = "kompetanse.felles.hemmelig.SessionSerializer"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

ROOT_URLCONF = "kompetanse.urls"
WSGI_APPLICATION = "kompetanse.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "treebeard",
    "rules.apps.AutodiscoverRulesConfig",
    "pgtrigger",
    "pghistory",
    "crispy_forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "kompetanse.felles",
    # After felles, whose `qcluster` is the same one under watch.
    "django_q",
    "kompetanse.organisasjon",
    "kartlegging",
    "planer",
    "kurs",
    "evaluering",
    "soknader",
    "kompetanse.oversikt",
]

MIDDLEWARE = [
    "kompetanse.felles.helse.HelseMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kompetanse.organisasjon.middleware.KommuneMiddleware",
    "kompetanse.felles.bevaring.BevaringMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kompetanse.felles.for_stort.ForStortMiddleware",
    "kompetanse.felles.handling.SendtFoerMiddleware",
]

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
                "kompetanse.felles.csrf.context_processor",
                "kompetanse.organisasjon.context_processors.innlogget",
                "kompetanse.oversikt.context_processors.hovedmeny",
                "kompetanse.oversikt.sidehjelp.context_processor",
            ],
            "builtins": [
                "kompetanse.felles.templatetags.felles_tags",
                "kompetanse.felles.templatetags.liste_tags",
                "django.templatetags.i18n",
            ],
        },
    }
]

# The four tones of `komponenter/_melding.html`.
MESSAGE_TAGS = {messages.DEBUG: "info", messages.SUCCESS: "ok", messages.WARNING: "advarsel", messages.ERROR: "feil"}

# --- Database and jobs --------------------------------------------------------------------------

AS_OWNER = env_flag("KOMPETANSE_SOM_EIER")
OWN_DATABASE = ("DATABASE_URL", "DATABASE_OWNER_URL")
USES_EMBEDDED_DATABASE = not os.environ.get("DATABASE_URL")


def database_url():
    """The web role's address, or the owner's for commands that change the schema."""
    if USES_EMBEDDED_DATABASE:
        return embedded_postgres.database_url(eier=AS_OWNER, navn=os.environ.get("KOMPETANSE_DB"))
    return (AS_OWNER and os.environ.get("DATABASE_OWNER_URL")) or env("DATABASE_URL")


def web_role():
    """The role that the web and the jobs run as; empty when it owns the tables too, and can be refused nothing."""
    if USES_EMBEDDED_DATABASE:
        return WEB
    web, owner = (unquote(urlsplit(os.environ.get(name, "")).username or "") for name in OWN_DATABASE)
    return web if owner and owner != web else ""


WEB_ROLE = web_role()


DATABASES = {"default": dj_database_url.parse(database_url(), conn_max_age=60, conn_health_checks=True)}
# Counts failed logins for all web processes together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "mellomlager",
        # Past this many rows Django throws out a third of them, whatever they are.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}
Q_CLUSTER = {
    "name": "kompetanse",
    "orm": "default",
    "broker_class": "kompetanse.felles.hjerteslag.Broker",
    "workers": int(env("JOBB_PROSESSER", "2")),
    "timeout": 1800,
    "retry": 2400,
    "max_attempts": 3,
    "poll": 1,
    # A stopped worker keeps what it has fetched until `retry`; fetch no more than it can start at once.
    "queue_limit": int(env("JOBB_PROSESSER", "2")),
    "catch_up": False,
    "save_limit": 500,
    "label": "Bakgrunnsjobber",
}
PGHISTORY_APPEND_ONLY = True
# Statement-level triggers keep bulk writes quick and still record every row.
PGHISTORY_LEVEL = pgtrigger.Statement

# --- People and login ---------------------------------------------------------------------------

AUTH_USER_MODEL = "organisasjon.Bruker"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "kompetanse.organisasjon.backends.KontoBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["epost"]},
    },
    {"NAME": "kompetanse.organisasjon.passord.LengdeValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "epost"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "kompetanse.organisasjon.innlogging.KontoAdapter"
SOCIALACCOUNT_ADAPTER = "kompetanse.organisasjon.oidc.OidcAdapter"
MFA_ADAPTER = "kompetanse.organisasjon.innlogging.MfaAdapter"
ACCOUNT_FORMS = {
    "login": "kompetanse.organisasjon.innlogging.LoggInnForm",
    "reset_password": "kompetanse.organisasjon.innlogging.GlemtPassordForm",
    "reset_password_from_key": "kompetanse.organisasjon.innlogging.NyttPassordForm",
    "change_password": "kompetanse.organisasjon.innlogging.ByttPassordForm",
    "set_password": "kompetanse.organisasjon.innlogging.FoerstePassordForm",
    "reauthenticate": "kompetanse.organisasjon.innlogging.BekreftPassordForm",
}
MFA_FORMS = {
    "authenticate": "kompetanse.organisasjon.innlogging.KodeForm",
    "reauthenticate": "kompetanse.organisasjon.innlogging.BekreftKodeForm",
    "activate_totp": "kompetanse.organisasjon.innlogging.SlaaPaaKodeForm",
}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# A whole municipality may come from one address, so what counts is failures for one account from there («key»); what an
# account or an address may fail in all is bounded more slowly.
ACCOUNT_RATE_LIMITS = {
    "login_failed": f"{env('INNLOGGING_SPERRE', '5/15m')}/key,1000/h/ip",
    "login_failed_konto": "100/h/key",
    "login": "600/m/ip",
}
# How many proxies of our own stand in front, so that the caller's address is read from the right place.
ALLAUTH_TRUSTED_PROXY_COUNT = int(env("ANTALL_MELLOMTJENERE", "1" if BEHIND_HTTPS else "0"))
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Kompetanse"
# A code that the app changes while one types it is accepted too, once (`innlogging.KodeEnGang`).
MFA_TOTP_TOLERANCE = 1
SOCIALACCOUNT_LOGIN_ON_GET = False
# One JSON list of OpenID Connect providers, see docs/drift.md
OIDC_LEVERANDORER = json.loads(env("OIDC_LEVERANDORER", "[]"))
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": OIDC_LEVERANDORER}}
# The login button sends a form that ends at the provider; the browser must be told that it may.
OIDC_ADRESSER = [
    address
    for provider in OIDC_LEVERANDORER
    for address in (provider["settings"]["server_url"], *provider["settings"].get("andre_adresser", []))
]
OIDC_OPPHAV = ["{0.scheme}://{0.netloc}".format(urlsplit(address)) for address in OIDC_ADRESSER]

# --- Language, time, forms ----------------------------------------------------------------------

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Oslo"
USE_THOUSAND_SEPARATOR = False
# Widgets are drawn with our templates first: a select with hundreds of units must not be hundreds of templates.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "designsystemet"
CRISPY_TEMPLATE_PACK = "designsystemet"
CRISPY_FAIL_SILENTLY = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# --- Files --------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "statiske_filer"
FILE_ROOT = VAR_DIR / "filer"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
MAX_VEDLEGG_BYTES = int(env("MAKS_VEDLEGG_MB", "10")) * 1024 * 1024
MAX_IMPORT_BYTES = int(env("MAKS_IMPORT_MB", "20")) * 1024 * 1024
# Five attachments at once, or one import, and the form around them.
MAX_BODY_BYTES = max(5 * MAX_VEDLEGG_BYTES, MAX_IMPORT_BYTES) + DATA_UPLOAD_MAX_MEMORY_SIZE
FILE_STORAGE = (
    {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env("S3_BUCKET"),
            "endpoint_url": os.environ.get("S3_ENDPOINT"),
            "default_acl": "private",
            "file_overwrite": False,
        },
    }
    if os.environ.get("S3_BUCKET")
    else {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": FILE_ROOT}}
)
RUNNING_TESTS = "pytest" in sys.modules
if RUNNING_TESTS:
    # Hundreds of test sign-ins; the real hash is slow on purpose.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": FILE_STORAGE,
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or RUNNING_TESTS
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Looked for when they are asked for, and not all of them at each start.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG or RUNNING_TESTS

# --- Mail ---------------------------------------------------------------------------------------

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env("EMAIL_HOST", "")
EMAIL_PORT = int(env("EMAIL_PORT", "25"))
EMAIL_HOST_USER = env("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env_flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env("EMAIL_FRA", "Kompetanse <ikke-svar@localhost>")

# --- Security and logging -----------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "frame-ancestors": [SELF],
        "form-action": [SELF, *OIDC_OPPHAV],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}


def refusals_on_one_line(record):
    """A refused request is told in one line: where in the code it was refused helps nobody who reads the log."""
    if getattr(record, "status_code", None) == 403:
        record.exc_info = None
    return True


ONE_TIME_LINK = re.compile(r"(/invitasjon/|/passord/nytt/|/e/)[^\s/]+")


def without_one_time_links(record):
    """A refused page is logged with its address, and whoever reads the log must not be able to open it."""
    if ONE_TIME_LINK.search(record.getMessage()):
        record.msg, record.args = ONE_TIME_LINK.sub(r"\1…", record.getMessage()), None
    return True


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {
        "refusals": {"()": "django.utils.log.CallbackFilter", "callback": refusals_on_one_line},
        "links": {"()": "django.utils.log.CallbackFilter", "callback": without_one_time_links},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["refusals", "links"]}},
    "root": {"handlers": ["console"], "level": env("LOGGNIVAA", "INFO")},
    "loggers": {"fontTools": {"level": "ERROR"}, "weasyprint": {"level": "ERROR"}, "pikepdf": {"level": "WARNING"}},
}
