"""Turns a database address into Django settings; SQLite gets the settings that keep it safe."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

# WAL and IMMEDIATE: without them concurrent read-then-write transactions are lost to "database is locked".
# trusted_schema stays on: SQLite 3.40 refuses the JSON_VALID checks of Django's JSON fields without it.
SQLITE_INIT = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA secure_delete=ON;"
)


def sqlite(path: Path | str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_INIT},
    }


def from_url(url: str, *, default: Path) -> dict[str, Any]:
    """Settings for `postgresql://user:password@host:port/name` or `sqlite:///path`; default when empty."""
    if not url:
        return sqlite(default)
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(unquote(parts.path))
    if parts.scheme not in ("postgresql", "postgres"):
        raise SystemExit(
            f"The database address starts with '{parts.scheme}'. Use postgresql:// or sqlite:///."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {},
    }
