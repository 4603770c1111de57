"""Settings of the casework service: partnership site, casework, agency pages (the `web` and `work` processes)."""

from irwell.config.base import *  # noqa: F403
from irwell.config.base import DEMO, ENV, TEMPLATE_CONTEXT, TESTING, VAR
from irwell.config.databases import from_url
from irwell.config.secrets import secret_key

ROOT_URLCONF = "irwell.config.urls"
SECRET_KEY = secret_key(VAR / "secrets" / "django.key", create=DEMO or TESTING)
IRWELL_KEYRING = VAR / "secrets" / "keyring.json"
IRWELL_SIGNING_KEY = VAR / "secrets" / "publication.pem"
IRWELL_FILES = VAR / "files"
IRWELL_OUTGOING = VAR / "outgoing"
IRWELL_BASE_URL = ENV.base_url
IRWELL_REPOSITORY_URL = ENV.repository_url
IRWELL_CLAMD = ENV.clamd
IRWELL_RECOVERY_RECIPIENT = ENV.recovery_recipient

LAYERED_APPS = [
    "irwell.core",
    "irwell.crypto",
    "irwell.audit",
    "irwell.accounts",
    "irwell.access",
    "irwell.documents",
    "irwell.messaging",
    "irwell.rulebook",
    "irwell.cases",
    "irwell.deadlines",
    "irwell.administration",
    "irwell.parallel_processes",
    "irwell.reviewers",
    "irwell.public_pages",
    "irwell.referrals",
    "irwell.criteria",
    "irwell.rule_changes",
    "irwell.notifications",
    "irwell.agency_returns",
    "irwell.combined_chronology",
    "irwell.decisions",
    "irwell.rapid_reviews",
    "irwell.reviews",
    "irwell.local_learning",
    "irwell.anonymisation",
    "irwell.publication",
    "irwell.learning",
    "irwell.radar",
    "irwell.demo",
    "irwell.config",
]
INSTALLED_APPS = [
    "irwell.ui",  # before django.forms, so that our widget templates win
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # the list of sessions shows times with it
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    *LAYERED_APPS,
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "irwell.core.middleware.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "irwell.accounts.middleware.TypingKept",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "irwell.accounts.middleware.SignInElsewhere",
    "irwell.accounts.middleware.IdleLimit",
    "irwell.accounts.middleware.SecondFactorRequired",
    "irwell.core.middleware.PlainErrors",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                *TEMPLATE_CONTEXT,
                "django.contrib.auth.context_processors.auth",
            ],
            "builtins": ["irwell.ui.templatetags.ui"],
        },
    }
]
DATABASES = {"default": from_url(ENV.database_url, default=VAR / "casework.sqlite3")}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "deadlines:board"
ACCOUNT_ADAPTER = "irwell.accounts.adapters.InvitationOnly"
SOCIALACCOUNT_ADAPTER = "irwell.accounts.adapters.InvitationOnlySocial"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_FORMS = {
    "login": "irwell.accounts.forms.SignIn",
    "change_password": "irwell.accounts.forms.ChangePassword",
    "reset_password": "irwell.accounts.forms.ForgottenPassword",
    "reset_password_from_key": "irwell.accounts.forms.NewPassword",
}
ACCOUNT_EMAIL_VERIFICATION = "none"  # invitation proves the address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # link by issuer and subject, never by e-mail
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "sso",
                    "name": "your organisation's account",
                    "client_id": ENV.oidc_client_id,
                    "secret": ENV.oidc_client_secret,
                    "settings": {"server_url": ENV.oidc_issuer},
                }
            ],
        }
    }
    if ENV.oidc_issuer
    else {}
)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "irwell.accounts.forms.SecondFactor",
    "reauthenticate": "irwell.accounts.forms.SecondFactorAgain",
    "activate_totp": "irwell.accounts.forms.FirstCode",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TOTP_ISSUER = "Irwell"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO or TESTING
MFA_ADAPTER = "irwell.accounts.adapters.SealedSecondFactor"
USERSESSIONS_TRACK_ACTIVITY = False

CSRF_FAILURE_VIEW = "irwell.accounts.views.typing.not_sent"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
IRWELL_IDLE_MINUTES = 30
MESSAGE_STORAGE = (
    "django.contrib.messages.storage.session.SessionStorage"  # a cookie would be readable
)

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_HANDLERS = ["irwell.documents.uploads.NamelessUploadHandler"]
IRWELL_MAX_UPLOAD = 50 * 1024 * 1024

IRWELL_RETURNED_MAIL = VAR / "returned-mail"  # the mail server lays messages that came back here
