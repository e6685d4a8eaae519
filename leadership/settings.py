"""Settings, read once from the environment by four readers that fail loudly.

Two ways to run. Development needs nothing set. Production (`THROUGHLINE_ENV=production`) refuses to start
without SECRET_KEY, ALLOWED_HOSTS and DATABASE_URL, and knows no demo mode. docs/operating.md lists every name.
"""

import os
from pathlib import Path

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent


def env(name, default=None):
    """The text of an environment variable. Without a default the variable must be set."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"Set {name}: Throughline cannot start without it.")
    return default


def env_bool(name, default=False):
    """A yes or no: 1, true, yes, on or 0, false, no, off; anything else stops the start."""
    value = env(name, "1" if default else "0").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")


def env_list(name, default=None):
    """A list divided by commas."""
    return [part.strip() for part in env(name, default).split(",") if part.strip()]


def env_names(name):
    """Pairs like "vision=Direction;capacity=Time and means": what a site calls something, by its key."""
    pairs = [part.partition("=") for part in env(name, "").split(";") if part.strip()]
    if any(not key.strip() or not label.strip() for key, _sign, label in pairs):
        raise ImproperlyConfigured(f"{name} must look like key=name;key=name.")
    return {key.strip(): label.strip() for key, _sign, label in pairs}


PRODUCTION = env("THROUGHLINE_ENV", "development") == "production"
DEBUG = not PRODUCTION and env_bool("DEBUG", default=True)
DEMO_MODE = not PRODUCTION and env_bool("DEMO_MODE")
SITE_NAME = env("SITE_NAME", "Throughline")
CONDITION_LABELS = env_names("CONDITION_LABELS")  # a site's own names for the seven conditions
SOURCE_URL = env("SOURCE_URL", "")  # where this site's source is offered, as the licence asks

SECRET_KEY = env("SECRET_KEY", None if PRODUCTION else "for-development-only-" + "0" * 40)
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", None if PRODUCTION else "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS", "")

INSTALLED_APPS = [
    "leadership",
    "visioning",
    "pilots",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "leadership.apps.StaticFiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "leadership.static.GZip",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "leadership.pages.page_manners",
]

ROOT_URLCONF = "leadership.urls"
ASGI_APPLICATION = "leadership.asgi.application"
WSGI_APPLICATION = "leadership.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "leadership.pages.site",
            ],
        },
    },
]


def database(url):
    """Django's settings for a postgresql:// address (or key=value conninfo)."""
    parts = psycopg.conninfo.conninfo_to_dict(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "")),
        "OPTIONS": parts,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def database_url():
    """The server's address, or the embedded cluster's under var/ where none is named."""
    if PRODUCTION or os.environ.get("DATABASE_URL", "").strip():
        return env("DATABASE_URL")
    from leadership import cluster  # noqa: PLC0415 - only where no server is named

    return cluster.database_url()


DATABASES = {"default": database(database_url())}
DATABASE_POOL_SIZE = int(env("DATABASE_POOL_SIZE", "12"))  # connections for pages in one ASGI process
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Sign-in limits must hold across web processes, so they live in the one store everybody shares.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Past this many, entries are dropped unread; the usual 300 would forget who mistyped how often.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- People -------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "leadership.Person"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # addresses are unique whatever their case, by a constraint
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "leadership.accounts.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "leadership.accounts.SocialAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_SIGNUP_FORM_CLASS = "leadership.forms.SignupForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600  # school mail is slow; three minutes are too few
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"[{SITE_NAME}] "
# A whole staff meets behind one school address: the limits per address are wide, those per account stay tight.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "150/m/ip,5/5m/key",
    "signup": "120/m/ip",
    "request_login_code": "300/m/ip,3/m/key",
    "reset_password": "120/m/ip,5/m/key",
    "reset_password_from_key": "120/m/ip",
    "confirm_email": "1/60s/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(env("TRUSTED_PROXY_COUNT", "0"))
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
USERSESSIONS_TRACK_ACTIVITY = False
SIGNUP_DOMAINS = [domain.lower().lstrip("@") for domain in env_list("SIGNUP_DOMAINS", "")]


def sign_in_providers():
    """Google, Microsoft and generic OpenID Connect, each switched on by its own variables alone."""
    providers = {}
    for name in ("google", "microsoft"):
        prefix = name.upper()
        if env(f"{prefix}_CLIENT_ID", ""):
            app = {
                "client_id": env(f"{prefix}_CLIENT_ID"),
                "secret": env(f"{prefix}_CLIENT_SECRET"),
            }
            if name == "microsoft":
                app["settings"] = {"tenant": env("MICROSOFT_TENANT", "organizations")}
            providers[name] = {"APPS": [app], "OAUTH_PKCE_ENABLED": True}
    if env("OIDC_SERVER_URL", ""):
        providers["openid_connect"] = {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "school",
                    "name": env("OIDC_NAME", "School sign-in"),
                    "client_id": env("OIDC_CLIENT_ID"),
                    "secret": env("OIDC_CLIENT_SECRET"),
                    "settings": {"server_url": env("OIDC_SERVER_URL")},
                }
            ],
        }
    return providers


SOCIALACCOUNT_PROVIDERS = sign_in_providers()
INSTALLED_APPS += [f"allauth.socialaccount.providers.{name}" for name in SOCIALACCOUNT_PROVIDERS]
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_ONLY = False

# --- Sessions, cookies, transport ---------------------------------------------------------------------------
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_NAME = "__Host-sessionid" if PRODUCTION else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if PRODUCTION else "csrftoken"
CSRF_FAILURE_VIEW = "leadership.views.site.csrf_failure"
SECURE_SSL_REDIRECT = PRODUCTION and env_bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env_bool("BEHIND_TLS_PROXY", default=PRODUCTION):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "form-action": [CSP.SELF],
}

# --- Words, times, files ------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env("TIME_ZONE", "UTC")
USE_I18N = USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = Path(env("STATIC_ROOT", str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "leadership.static.StaticStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site needs our files
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not PRODUCTION

# --- Mail ---------------------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("MAIL_FROM", "Throughline <throughline@localhost>")


def mailers():
    """Mail goes out by SMTP (production: this machine's, unless EMAIL_HOST says where); else it is printed."""
    host = env("EMAIL_HOST", "localhost" if PRODUCTION else "none")
    if host == "none":
        return {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
    return {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {
                "host": host,
                "port": int(env("EMAIL_PORT", "25" if host == "localhost" else "587")),
                "username": env("EMAIL_HOST_USER", ""),
                "password": env("EMAIL_HOST_PASSWORD", ""),
                "use_tls": env_bool("EMAIL_USE_TLS", default=host != "localhost"),
                "timeout": 20,
            },
        }
    }


MAILERS = mailers()

# --- What the site does by itself ---------------------------------------------------------------------------
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "worker"


def site_url():
    """Where letters lead to that no request asked for."""
    host = next((name.lstrip(".") for name in ALLOWED_HOSTS if name != "*"), "localhost")
    return env("SITE_URL", f"https://{host}" if PRODUCTION else f"http://{host}:{env('PORT', '8000')}")


def working_hours():
    """Two hours like 7-17: from the first until the last begins."""
    first, _dash, last = env("WORKING_HOURS", "7-17").partition("-")
    if not (first.isdecimal() and last.isdecimal() and int(first) < int(last) <= 24):
        raise ImproperlyConfigured("WORKING_HOURS must be two hours of the day, like 7-17.")
    return int(first), int(last)


SITE_URL = site_url()
WORKING_HOURS = working_hours()  # Monday to Friday, in TIME_ZONE; at other times the site writes to nobody by itself
WEEKLY_MAIL = env_bool("WEEKLY_MAIL", default=not DEMO_MODE)  # made-up people need no mail; it would only be printed

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "leadership.logs.Line", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", "INFO")},
    # Django's own error mails would carry what people typed; errors go to the log, without bodies.
    # The queue would note every turn of its clock.
    "loggers": {"django": {"handlers": [], "propagate": True}, "procrastinate": {"level": "WARNING"}},
}
