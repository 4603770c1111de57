"""Settings of the public repository: its own database, no casework app, no key of any case."""

from irwell.config.base import *  # noqa: F403
from irwell.config.base import DEMO, ENV, TESTING, VAR
from irwell.config.databases import from_url
from irwell.config.secrets import secret_key

ROOT_URLCONF = "irwell.config.urls_public"
SECRET_KEY = secret_key(VAR / "repository" / "django.key", create=DEMO or TESTING)
IRWELL_REPOSITORY_FILES = VAR / "repository" / "files"
IRWELL_REPOSITORY_INDEX = VAR / "repository" / "index"
IRWELL_OPENSEARCH = ENV.opensearch
IRWELL_CLAMD = ENV.clamd
IRWELL_PROXIES = ENV.proxies
IRWELL_MAY_REACH = list(ENV.may_reach)
# Public keys (PEM) of the partnerships whose bundles are accepted.
IRWELL_TRUSTED_KEYS = VAR / "repository" / "trusted-keys"
# what is brought up to date whenever the index was built
IRWELL_AFTER_INDEX = ["irwell.themes.actions.refresh"]
if DEMO:
    IRWELL_AFTER_INDEX.append("irwell.demo.seeding.themes.code_reports")
IRWELL_PUBLIC_URL = ENV.repository_url
IRWELL_PARTNERSHIP_SITE = ENV.base_url

INSTALLED_APPS = [
    "irwell.ui",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "irwell.core",
    "irwell.editors",
    "irwell.repository",
    "irwell.saved_searches",
    "irwell.themes",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "irwell.core.middleware.PublicHeaders",
    "irwell.core.middleware.WithoutNul",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "irwell.core.middleware.PlainErrors",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "irwell.ui.context.site",
            ],
            "builtins": ["irwell.ui.templatetags.ui"],
        },
    }
]
DATABASES = {
    "default": from_url(
        ENV.repository_database_url, default=VAR / "repository" / "repository.sqlite3"
    )
}
# who asked how often, for every process that serves: in the database where several machines share one
IRWELL_COUNTERS = VAR / "repository" / "counters"
_SHARED = DATABASES["default"]["ENGINE"].endswith("postgresql")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "irwell_counters",
    }
    if _SHARED
    else {
        "BACKEND": "irwell.repository.counters.Counters",
        "LOCATION": IRWELL_COUNTERS,
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 100 * 1024 * 1024
