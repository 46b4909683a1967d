"""Django settings. Every value that differs between installations comes from `config.env`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.env import ENV, PROJECT, kept_secret
from prestasi.core import pg

SRC = PROJECT / "src"
STATE = ENV.state
SECRET_KEY = ENV.secret_key or kept_secret(STATE)
DEBUG = ENV.debug
ALLOWED_HOSTS = [h.strip() for h in ENV.allowed_hosts.split(",") if h.strip()]
DEMO = ENV.demo

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_cotton",
    "django_htmx",
    "procrastinate.contrib.django",
    "prestasi.core",
    "prestasi.audit",
    "prestasi.accounts",
    "prestasi.notices",
    "prestasi.organization",
    "prestasi.people",
    "prestasi.documents",
    "prestasi.performance",
    "prestasi.worklog",
    "prestasi.dialogue",
    "prestasi.colleagues",
    "prestasi.calibration",
    "prestasi.objection",
    "prestasi.credit",
    "prestasi.fairness",
    "prestasi.insight",
    "prestasi.exchange",
    "prestasi.api",
    "prestasi.demo",
    "prestasi.ui",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "prestasi.core.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "prestasi.core.middleware.RequestIdMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "prestasi.accounts.middleware.ActorMiddleware",
    "prestasi.core.middleware.ErrorsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "prestasi.audit.templatetags.idempotency"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "prestasi.ui.context.shell",
            ],
        },
        "DIRS": [SRC / "prestasi" / "ui" / "templates"],
    }
]


def _database(role: str, url: str) -> dict[str, object]:
    url = url or pg.address(pg.at(STATE), role=role).url
    return {**dj_database_url.parse(url), "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}


# The application works as `prestasi_app`, which may not change events or tables; migrations and bulk loading as owner.
_OWNER = _database(pg.OWNER, ENV.owner_database_url or ENV.database_url)
DATABASES = {
    "default": _OWNER if ENV.database_role == "owner" else _database(pg.APP, ENV.database_url),
    "owner": {**_OWNER, "TEST": {"MIRROR": "default"}},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "prestasi.accounts.backends.AccountBackend",
]
PASSWORD_HASHERS = [
    "prestasi.accounts.hashers.Argon2idHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:home"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "prestasi.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # sign-up itself is closed by the adapter and has no address
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_FORMS = {"login": "prestasi.accounts.forms.SignInForm"}
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "60/m/ip,20/h/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = ENV.trusted_proxies
MFA_ADAPTER = "prestasi.accounts.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Prestasi"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENV.https
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "prestasi.accounts.protection.attempted_name"
AXES_CLIENT_IP_CALLABLE = "prestasi.accounts.protection.client_address"
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
SHELL_SOURCES = {"person": "prestasi.accounts.shell.person"}

# Letters: `smtp://user:password@host:port`, `smtps://` for TLS from the start; without an address they go to the log.
_MAIL = urlsplit(ENV.email_url)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if ENV.email_url else 'console'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _MAIL.hostname or "localhost", _MAIL.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_MAIL.username or ""), unquote(_MAIL.password or "")
EMAIL_USE_SSL = _MAIL.scheme == "smtps"
EMAIL_USE_TLS = bool(EMAIL_HOST_USER) and not EMAIL_USE_SSL
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = ENV.email_from
PUSH_LOOPBACK = ENV.push_loopback and ENV.demo

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesia")), ("en", _("English"))]
LOCALE_PATHS = [SRC / "prestasi" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

STATIC_URL = "/static/"
STATIC_ROOT = STATE / "static"
STATICFILES_DIRS: list[Path | tuple[str, Path]] = []
MEDIA_ROOT = STATE / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

if ENV.https:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = "__Host-sesi", "__Host-csrf", "__Host-bahasa"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT = ENV.https
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE: Literal["Lax"] = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "prestasi.ui.views.csrf_failure"
SECURE_HSTS_SECONDS = 31_536_000 if ENV.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.trusted_proxies else None
SECURE_REDIRECT_EXEMPT = [r"^(hidup|siap)$"]  # asked from inside, over plain HTTP
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_HANDLERS = [
    "prestasi.performance.files.limits.EvidenceLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO" if DEBUG else "WARNING"},
}

PALETTE_PROVIDERS: list[str] = ["prestasi.people.queries.palette.search"]

# Places on pages of lower apps, filled by higher ones: name of the hook in `prestasi.core.providers` -> functions.
PROVIDERS: dict[str, list[str]] = {
    "today_items": [
        "prestasi.performance.queries.next_year.items",
        "prestasi.performance.queries.second_approvals.items",
        "prestasi.objection.queries.places.today_items",
        "prestasi.dialogue.queries.provided.today_items",
        "prestasi.colleagues.queries.today.items",
        "prestasi.calibration.queries.provided.today_items",
        "prestasi.credit.queries.provided.today_items",
        "prestasi.fairness.queries.places.today_items",
        "prestasi.worklog.queries.places.today_items",
    ],
    "rater_panel": [
        "prestasi.dialogue.queries.provided.rater_panel",
        "prestasi.colleagues.queries.today.panel",
        "prestasi.fairness.queries.places.rater_panel",
        "prestasi.worklog.queries.places.rater_panel",
    ],
    "result_links": [
        "prestasi.objection.queries.places.result_links",
        "prestasi.colleagues.queries.today.links",
        "prestasi.calibration.queries.provided.result_links",
        "prestasi.credit.queries.provided.result_links",
        "prestasi.fairness.queries.places.result_links",
    ],
    "team_notes": ["prestasi.dialogue.queries.provided.team_notes", "prestasi.worklog.queries.places.team_notes"],
    "line_effects": ["prestasi.performance.queries.line_effects.effects"],
    "calendar_entries": [
        "prestasi.performance.queries.calendar.entries",
        "prestasi.objection.queries.places.calendar_entries",
        "prestasi.dialogue.queries.provided.calendar_entries",
    ],
    "decided": ["prestasi.dialogue.actions.improvement.follow_result"],
    "contested": ["prestasi.objection.queries.standing.contested"],
    "closing_refusals": ["prestasi.fairness.queries.reports.closing_refusals"],
}

# PP 30/2019 art. 59 says "14 days"; an agency may read that as working days.
OBJECTION_DAYS = ENV.objection_days

# Official documents: address slug -> kind; the signing service; the public address that QR codes lead to.
DOCUMENT_KINDS: dict[str, str] = {
    "rencana": "prestasi.performance.documents.kinds.PLAN",
    "evaluasi": "prestasi.performance.documents.kinds.EVALUATION",
    "angka-kredit": "prestasi.performance.documents.kinds.CREDIT",
    "penetapan": "prestasi.performance.documents.kinds.DETERMINATION",
    "keberatan": "prestasi.objection.documents.FILING",
    "putusan-keberatan": "prestasi.objection.documents.DECISION",
    "pak": "prestasi.credit.documents.PAK",
}
SIGNER = "prestasi.documents.signing.local.LocalSigner"
SIGNING_PASSPHRASE = ENV.signing_passphrase
BASE_URL = ENV.base_url

# Who tells, before a unit changes, what the change will touch.
UNIT_EFFECTS = [
    "prestasi.people.queries.unit_effects.people_affected",
    "prestasi.performance.queries.unit_effects.plans_affected",
]

# What an open page may follow: prefix of the topic -> Topic (gate and rendering).
LIVE_TOPICS = {
    "unit": "prestasi.insight.live.board.TOPIC",
    "team": "prestasi.insight.live.team.TOPIC",
    "kendali": "prestasi.insight.live.control.TOPIC",
    "kendali-baca": "prestasi.insight.live.control.READING",
}
LIVE_PORT = None if ENV.live_behind_proxy else ENV.live_port
# What the page "Kesehatan sistem" asks: () -> list of (check, finding).
SYSTEM_CHECKS = "prestasi.platform.doctor.examine"
