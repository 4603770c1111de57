"""Settings for the test suite: fast hashing, no static manifest, mail in memory, files in a temporary folder."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("IRWELL_MODE", "test")
_var = Path(tempfile.mkdtemp(prefix="irwell-test-"))
os.environ["IRWELL_VAR"] = str(_var)

from irwell.config.databases import from_url  # noqa: E402
from irwell.config.settings import *  # noqa: F403, E402
from irwell.config.settings import INSTALLED_APPS, MIDDLEWARE  # noqa: E402

INSTALLED_APPS = [
    *INSTALLED_APPS, "irwell.editors", "irwell.repository", "irwell.saved_searches", "irwell.themes",
]  # fmt: skip
MIDDLEWARE = [m for m in MIDDLEWARE if "whitenoise" not in m]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATABASES = {
    "default": from_url(
        os.environ.get("IRWELL_TEST_DATABASE_URL", ""), default=_var / "casework.sqlite3"
    )
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
IRWELL_REPOSITORY_FILES = _var / "repository" / "files"
IRWELL_REPOSITORY_INDEX = _var / "repository" / "index"
IRWELL_OPENSEARCH = ""
IRWELL_COUNTERS = _var / "repository" / "counters"
IRWELL_PROXIES = 0
IRWELL_MAY_REACH: list[str] = []
IRWELL_TRUSTED_KEYS = _var / "repository" / "trusted-keys"
IRWELL_AFTER_INDEX = ["irwell.themes.actions.refresh"]
IRWELL_PUBLIC_URL = "http://testserver"
IRWELL_PARTNERSHIP_SITE = "http://testserver"
