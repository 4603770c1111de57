"""The only reader of the environment. Every setting is listed here and in docs/reference/settings.md."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from environs import Env

PREFIX = "IRWELL_"
ROOT = Path(__file__).resolve().parents[2]
Mode = Literal["production", "demo", "test"]

SETTINGS: dict[str, str] = {
    "IRWELL_MODE": "production (default), demo or test",
    "IRWELL_VAR": "folder for databases, files, keys and mail; default var/ beside the code",
    "IRWELL_DATABASE_URL": "casework database; default SQLite in the var folder",
    "IRWELL_REPOSITORY_DATABASE_URL": "repository database; default SQLite in the var folder",
    "IRWELL_HOSTS": "comma-separated host names this service answers to",
    "IRWELL_BASE_URL": "address of the casework service, used in links that leave by e-mail",
    "IRWELL_REPOSITORY_URL": "address of the repository that receives publication bundles",
    "IRWELL_OPENSEARCH": "address of an OpenSearch server for the repository's search, with user and password; empty means the index in files",
    "IRWELL_PROXIES": "how many proxies stand before the public site; clients are told apart by the address that the outermost saw. Default 1 when IRWELL_REPOSITORY_URL is https, else 0",
    "IRWELL_MAY_REACH": "comma-separated host:port on private networks or without https that the public site may send webhooks to and harvest from; empty means public addresses only",
    "IRWELL_CLAMD": "socket of the malware scanner (a path, or host:port); empty means none is configured",
    "IRWELL_EMAIL_URL": "smtp:// address of the mail server; default writes messages to a folder",
    "IRWELL_EMAIL_FROM": "sender of outgoing messages",
    "IRWELL_RECOVERY_RECIPIENT": "public age key of the offline recovery key; files are sealed to it too",
    "IRWELL_OIDC_ISSUER": "OpenID Connect issuer for single sign-on; empty means local accounts only",
    "IRWELL_OIDC_CLIENT_ID": "client id at the issuer",
    "IRWELL_OIDC_CLIENT_SECRET": "client secret at the issuer",
    "IRWELL_REQUIRE": "test runs only: comma-separated parts that must not be skipped",
    "IRWELL_TEST_DATABASE_URL": "test runs only: run the suite on this database",
}


@dataclass(frozen=True)
class Settings:
    """The environment, read once and typed."""

    mode: Mode
    var: Path
    database_url: str
    repository_database_url: str
    hosts: tuple[str, ...]
    base_url: str
    repository_url: str
    opensearch: str
    proxies: int
    may_reach: tuple[str, ...]
    clamd: str
    email_url: str
    email_from: str
    recovery_recipient: str
    oidc_issuer: str
    oidc_client_id: str
    oidc_client_secret: str


def read(default_mode: Mode = "production") -> Settings:
    """Read the environment. Raises SystemExit for a name that is not a setting (a typing slip)."""
    unknown = sorted(k for k in os.environ if k.startswith(PREFIX) and k not in SETTINGS)
    if unknown:
        raise SystemExit(
            f"{', '.join(unknown)}: not a setting of Irwell. See docs/reference/settings.md for the names."
        )
    env = Env()
    mode = env.str("IRWELL_MODE", default_mode)
    if mode not in ("production", "demo", "test"):
        raise SystemExit(f"IRWELL_MODE is '{mode}'. Set it to production, demo or test.")
    var = Path(env.str("IRWELL_VAR", "") or ROOT / "var")
    repository = env.str("IRWELL_REPOSITORY_URL", "http://127.0.0.1:8001").rstrip("/")
    return Settings(
        mode=cast(Mode, mode),
        var=var,
        database_url=env.str("IRWELL_DATABASE_URL", ""),
        repository_database_url=env.str("IRWELL_REPOSITORY_DATABASE_URL", ""),
        hosts=tuple(env.list("IRWELL_HOSTS", ["127.0.0.1", "localhost"])),
        base_url=env.str("IRWELL_BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
        repository_url=repository,
        opensearch=env.str("IRWELL_OPENSEARCH", ""),
        proxies=env.int("IRWELL_PROXIES", 1 if repository.startswith("https://") else 0),
        may_reach=tuple(env.list("IRWELL_MAY_REACH", [])),
        clamd=env.str("IRWELL_CLAMD", ""),
        email_url=env.str("IRWELL_EMAIL_URL", ""),
        email_from=env.str("IRWELL_EMAIL_FROM", "no-reply@irwell.example"),
        recovery_recipient=env.str("IRWELL_RECOVERY_RECIPIENT", ""),
        oidc_issuer=env.str("IRWELL_OIDC_ISSUER", ""),
        oidc_client_id=env.str("IRWELL_OIDC_CLIENT_ID", ""),
        oidc_client_secret=env.str("IRWELL_OIDC_CLIENT_SECRET", ""),
    )
