"""Settings of Referenceledelse; every value that differs between places comes from the environment.

docs/settings.md lists the variables. The demo needs none of them.
"""

from pathlib import Path

import environ
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.FileAwareEnv()

DEBUG = env.bool("DEBUG", default=False)
# The page that steps in as anyone exists only where both are on.
DEMO = DEBUG and env.bool("DEMO", default=False)

# A key that everybody can read signs nothing worth stealing: only DEBUG has a default.
SECRET_KEY = env("SECRET_KEY", default="only-for-debug") if DEBUG else env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "referenceledelse",
    "referenceledelse.overview",
    "dialogues",
    "themes",
    "roles",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "auditlog",
    "django_htmx",
    "import_export",
    "rules.apps.AutodiscoverRulesConfig",
    "tree_queries",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "referenceledelse.middleware.NoNulMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "referenceledelse.core.web.faults.FaultMiddleware",
    "referenceledelse.core.web.faults.PatientSessionMiddleware",
    "referenceledelse.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "referenceledelse.middleware.ReadableBodyMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "referenceledelse.core.web.signing_in.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "referenceledelse.core.db.actor.ActorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "referenceledelse.middleware.PrivatePagesMiddleware",
    "referenceledelse.middleware.PersonLanguageMiddleware",
    "referenceledelse.core.web.signing_in.KeptFormMiddleware",
    "referenceledelse.middleware.ErrorPageMiddleware",
]

ROOT_URLCONF = "referenceledelse.urls"
WSGI_APPLICATION = "referenceledelse.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "referenceledelse.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django.templatetags.l10n",
                "referenceledelse.templatetags.ui",
                "referenceledelse.templatetags.once",
                "rules.templatetags.rules",
            ],
        },
    }
]
FORM_RENDERER = "referenceledelse.core.web.forms.DesignSystemRenderer"

# Seconds to wait for a lock, and for one statement. A page must answer within three seconds, so
# a longer wait for a lock becomes an error page.
LOCK_SECONDS = env.float("LOCK_SECONDS", default=2.0)
STATEMENT_SECONDS = env.float("STATEMENT_SECONDS", default=30.0)

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
# A connection made anew for each request costs more than an empty page; SQLite's too.
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # The pages ask more statements than the 128 that are kept parsed by default.
        "cached_statements": 1000,
        # A writer waits for its turn at BEGIN; it never finds half-way that another was first.
        "transaction_mode": "IMMEDIATE",
        "timeout": LOCK_SECONDS,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
        ),
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"] = {
        # A server that is gone is found out in seconds, not when TCP gives up.
        "connect_timeout": 2,
        "tcp_user_timeout": 2500,
        "options": (
            f"-c lock_timeout={LOCK_SECONDS * 1000:.0f}"
            f" -c statement_timeout={STATEMENT_SECONDS * 1000:.0f}"
        ),
        **DATABASES["default"].get("OPTIONS", {}),
    }

AUTH_USER_MODEL = "roles.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "roles.rules.sign_in.PersonBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
ACCOUNT_ADAPTER = "roles.services.sign_in.ClosedAccountAdapter"
ACCOUNT_FORMS = {
    "login": "roles.forms.sign_in.SignInForm",
    "reset_password": "roles.forms.sign_in.NewPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Dansk")), ("en", _("Engelsk"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["referenceledelse.formats"]
FILTERS_EMPTY_CHOICE_LABEL = _("Alle")
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("dkfds/css", BASE_DIR / "node_modules/dkfds/dist/css"),
    ("dkfds/fonts", BASE_DIR / "node_modules/dkfds/dist/fonts"),
    ("dkfds/img", BASE_DIR / "node_modules/dkfds/dist/img"),
    ("dkfds/js", BASE_DIR / "node_modules/dkfds/dist/js"),
    ("sortablejs", BASE_DIR / "node_modules/sortablejs"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
CSRF_FAILURE_VIEW = "referenceledelse.core.web.signing_in.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
# In the database: a cache of each worker's own would keep a session that another has ended.
SESSION_ENGINE = "referenceledelse.core.db.sessions"
# A cookie of messages would outlive the sign-out of the one they were for.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=False)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=0)
# Whether other hosts below the same domain speak TLS is the municipality's to say, not ours.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Else all who sign in come from the proxy's address, and share one limit of attempts.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
X_FRAME_OPTIONS = "DENY"
# Room for a text pasted by mistake: its form should answer, not a refused request.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
_mail = env.email("EMAIL_URL", default="consolemail://")
_mail_options = {
    "host": "EMAIL_HOST",
    "port": "EMAIL_PORT",
    "username": "EMAIL_HOST_USER",
    "password": "EMAIL_HOST_PASSWORD",
    "use_tls": "EMAIL_USE_TLS",
    "use_ssl": "EMAIL_USE_SSL",
    "file_path": "EMAIL_FILE_PATH",
}
MAILERS = {
    "default": {
        "BACKEND": _mail["EMAIL_BACKEND"],
        "OPTIONS": {name: _mail[key] for name, key in _mail_options.items() if _mail.get(key)},
    }
}
# Where the links in mails lead; a nightly job has no request that could tell.
_origins = [*CSRF_TRUSTED_ORIGINS, *(f"https://{host}" for host in ALLOWED_HOSTS)]
_plain = [origin for origin in _origins if "*" not in origin and "//." not in origin]
SITE_URL = env("SITE_URL", default=next(iter(_plain), "http://localhost:8000")).rstrip("/")
SECRETARIAT_EMAIL = env("SECRETARIAT_EMAIL", default="")
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="referenceledelse@example.org")

# How long after a talk the next one is proposed, and the pair goes through all ten duties.
FOLLOW_UP_WEEKS = env.int("FOLLOW_UP_WEEKS", default=8)
CONFIRMATION_WEEKS = env.int("CONFIRMATION_WEEKS", default=26)

# Who changed what is kept; from which address is nobody's business.
AUDITLOG_DISABLE_REMOTE_ADDR = True
