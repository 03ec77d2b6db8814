"""Settings of the portal: one page, read from the environment; a missing secret stops the start.

`var/env` (written by `bin/portal`) fills in what the environment leaves open; `.env.example` names every variable.
"""

from pathlib import Path
from zoneinfo import ZoneInfo

from celery.schedules import crontab
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from environs import Env
from whitenoise.compress import Compressor

from imap.api_settings import REST_FRAMEWORK as REST_FRAMEWORK
from imap.api_settings import SPECTACULAR_SETTINGS as SPECTACULAR_SETTINGS

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()
if (BASE_DIR / "var" / "env").exists():
    env.read_env(str(BASE_DIR / "var" / "env"), recurse=False)

SECRET_KEY = env.str("SECRET_KEY")
DEBUG = env.bool("DEBUG", False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1"])
SITE_URL = env.str("SITE_URL", "http://localhost:8000")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [SITE_URL])
IS_DEMO = env.bool("IMAP_DEMO", False)

INSTALLED_APPS = [
    "modeltranslation",
    "imap.core.admin_config.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.gis",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "pgtrigger",
    "pghistory",
    "guardian",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "rest_framework_gis",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_prose_editor",
    "django_htmx",
    "csp",
    "imap.core",
    "imap.regions",
    "accounts",
    "profiles",
    "profiles.indicators",
    "profiles.collection",
    "imap.library",
    "imap.newsroom",
    "meetings",
    "meetings.cooperation",
    "imap.portal",
]

MIDDLEWARE = [
    "imap.core.pagecache.PageCache",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "imap.core.importmap.AdmitImportMap",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "imap.core.requests.NoNul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.IdleSessionEnds",
    "accounts.middleware.SecondFactorFirst",
    "accounts.middleware.ReaderLanguage",
    "imap.core.numbers.ReaderDigits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "imap.core.unsigned.SignedHistory",
]

ROOT_URLCONF = "imap.urls"
WSGI_APPLICATION = "imap.wsgi.application"
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
                "imap.core.context.portal",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "imap.core.templatetags.portal",
            ],
        },
    }
]

DATABASES = {
    "default": env.dj_db_url(
        "DATABASE_URL", engine="django.contrib.gis.db.backends.postgis", conn_max_age=300
    )
}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"].setdefault("OPTIONS", {}).update({"options": "-c jit=off", "connect_timeout": 5})
DATABASES["default"]["TEST"] = {
    "NAME": env.str("TEST_DATABASE", None),
    "TEMPLATE": env.str("TEST_TEMPLATE", None),  # `make test` keeps one in which all migrations have run
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS = [
    "gis.W001",  # no spatial reference text of a user ever reaches GDAL
    "guardian.W001",  # permissions are asked for in accounts.access alone, never through has_perm
]

REDIS_URL = env.str("REDIS_URL", "redis://localhost:6379/0")
CACHES = {
    "default": {
        "BACKEND": "imap.core.cache.TolerantRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": env.str("CACHE_PREFIX", "imap"),
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2},
    }
}
# Feeds are read and links are checked by the worker; from a demo nothing goes out.
OUTGOING_REQUESTS = env.bool("OUTGOING_REQUESTS", not IS_DEMO)
FETCH_FROM_LOOPBACK = False  # servers of tests stand on this machine; never true elsewhere
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", 600)

CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    "forget-ended-sessions": {"task": "accounts.tasks.forget_ended_sessions", "schedule": 24 * 3600},
    "forget-old-readings": {"task": "accounts.tasks.forget_old_readings", "schedule": 24 * 3600},
    "forget-old-letters": {"task": "accounts.tasks.forget_old_letters", "schedule": 24 * 3600},
    "remind-states": {
        "task": "profiles.collection.tasks.remind_states",
        "schedule": crontab(hour=6, minute=0),
    },
    "remind-invited": {"task": "meetings.tasks.remind_invited", "schedule": crontab(hour=6, minute=0)},
    "forget-contacts": {"task": "meetings.tasks.forget_contacts", "schedule": 24 * 3600},
    "send-waiting-letters": {"task": "accounts.tasks.send_waiting_letters", "schedule": 60},
    "read-waiting-files": {"task": "imap.library.tasks.read_waiting", "schedule": 900},
    "note-links": {"task": "imap.core.tasks.note_links", "schedule": crontab(hour=4, minute=0)},
    "check-links": {"task": "imap.core.tasks.check_links", "schedule": 300},
    "poll-feeds": {"task": "imap.newsroom.tasks.poll_feeds", "schedule": 300},
    "forget-old-entries": {"task": "imap.newsroom.tasks.forget_old_entries", "schedule": 24 * 3600},
    "post-immediate-items": {"task": "imap.newsroom.tasks.post_immediate_items", "schedule": 600},
    "post-daily-items": {
        "task": "imap.newsroom.tasks.post_daily_items",
        "schedule": crontab(hour=5, minute=20),
    },
    "post-weekly-items": {
        "task": "imap.newsroom.tasks.post_weekly_items",
        "schedule": crontab(hour=5, minute=30, day_of_week="mon"),
    },
    "publish-scheduled": {"task": "profiles.tasks.publish_scheduled", "schedule": 60},
    "remind-validators": {"task": "profiles.tasks.remind_validators", "schedule": crontab(hour=6, minute=0)},
    "post-immediate-news": {"task": "profiles.tasks.post_immediate_news", "schedule": 600},
    "post-daily-news": {"task": "profiles.tasks.post_daily_news", "schedule": crontab(hour=5, minute=0)},
    "post-weekly-news": {
        "task": "profiles.tasks.post_weekly_news",
        "schedule": crontab(hour=5, minute=10, day_of_week="mon"),
    },
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "accounts.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
CSRF_FAILURE_VIEW = "imap.portal.errors.form_refused"
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
}
ACCOUNT_RATE_LIMITS = {"login_failed": env.str("SIGN_IN_RATE_LIMIT", "10/m/ip,5/5m/key")}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
MFA_ADAPTER = "accounts.adapters.MFAAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.AuthenticateForm",
    "reauthenticate": "accounts.forms.CodeAgainForm",
    "activate_totp": "accounts.forms.ActivateTOTPForm",
    "add_webauthn": "accounts.forms.AddPasskeyForm",
    "edit_webauthn": "accounts.forms.RenamePasskeyForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses come with a nomination; nobody registers one alone
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # half minutes that a clock or a hand may be slow
MFA_TOTP_ISSUER = "i-Map"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = env.bool("WEBAUTHN_ALLOW_INSECURE_ORIGIN", DEBUG)
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", True)
SESSION_ENGINE = "accounts.backends"
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", 30)
SESSION_COOKIE_AGE = 12 * 3600
READING_LOG_DAYS = env.int("READING_LOG_DAYS", 730)
PERSONAL_LINK_DAYS = env.int("PERSONAL_LINK_DAYS", 365)
PERSONAL_LINK_RATE_LIMIT = env.str("PERSONAL_LINK_RATE_LIMIT", "10/h/ip,3/h/key")
DELEGATE_CONTACT_MONTHS = env.int("DELEGATE_CONTACT_MONTHS", 6)

# Records of meetings: what is written there is signed by nobody. Naming note-takers is an act like others.
UNSIGNED_PATHS = r"^/workspace/meetings/[^/]+/records/(?!note-takers/)"
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")  # who asks by GET changes nothing

GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_GET_CONTENT_TYPE = "guardian.ctypes.get_default_content_type"
ANONYMOUS_USER_NAME = None

LANGUAGE_CODE = "en"
LANGUAGES = [("ar", _("Arabic")), ("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_TRANSLATION_FILES = ("imap.core.registration",)
MODELTRANSLATION_ENABLE_FALLBACKS = (
    False  # a text in another language is always marked: imap.core.translation
)
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
# In which the staff's pages show and take times; what is stored is UTC.
OFFICE_TIME_ZONE = ZoneInfo(
    env.str("OFFICE_TIME_ZONE", "Europe/Vienna")
).key  # an unknown one stops the start
FORMAT_MODULE_PATH = ["imap.core.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", BASE_DIR / "var" / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = env.path("MEDIA_ROOT", BASE_DIR / "var" / "media")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": env.str("STATIC_STORAGE", "whitenoise.storage.CompressedManifestStaticFilesStorage")
    },
}
# Beside what is small already, source maps: megabytes that only a developer's tools ask for.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
WHITENOISE_KEEP_ONLY_HASHED_FILES = False  # modules import each other by their plain names
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a part of a long questionnaire, saved without scripts, has thousands
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", 10 * 1024 * 1024)
LIBRARY_MAX_BYTES = env.int("LIBRARY_MAX_BYTES", 64 * 1024 * 1024)

EMAIL_CONFIG = env.dj_email_url("EMAIL_URL", "console://")
vars().update({key: value for key, value in EMAIL_CONFIG.items() if key.startswith("EMAIL_")})
if IS_DEMO and EMAIL_CONFIG["EMAIL_BACKEND"].endswith((".console.EmailBackend", ".smtp.EmailBackend")):
    EMAIL_BACKEND = "imap.core.mail.DemoBackend"  # from a demo no mail leaves; the outbox shows it
EMAIL_TIMEOUT = EMAIL_CONFIG["EMAIL_TIMEOUT"] or 10
OUTBOX_DAYS = env.int("OUTBOX_DAYS", 730)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "i-Map <imap@example.org>")

SECURE_COOKIES = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", SECURE_COOKIES)
SECURE_HSTS_SECONDS = 31536000 if SECURE_COOKIES else 0
SECURE_REFERRER_POLICY = "same-origin"
FILES_ARE_SENT_BY_PROXY = env.bool("BEHIND_PROXY", False)
if FILES_ARE_SENT_BY_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_CLIENT_IP_HEADER = "X-Real-IP"
X_FRAME_OPTIONS = "DENY"
PERMISSIONS_POLICY = {"camera": [], "geolocation": [], "microphone": [], "payment": [], "usb": []}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],  # and the import map's hash: imap.core.importmap
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'self'"],
        "manifest-src": ["'self'"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
    # They tell each step of each document.
    "loggers": {name: {"level": "WARNING"} for name in ("weasyprint", "fontTools", "pikepdf")},
}
