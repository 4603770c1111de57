"""The test database on SQLite: migrated once for a set of migrations, then copied, so that a run starts at once.

The copy lies in the machine's temporary folder under the hash of every migration; change one and it is made anew.
"""

import hashlib
import os
import sqlite3
import tempfile
from pathlib import Path

import django
import pytest
from django.apps import apps
from django.db import connection


def template() -> Path:
    """Where the migrated copy for the present migrations lies, or will lie."""
    digest = hashlib.sha256(django.__version__.encode())
    for config in sorted(apps.get_app_configs(), key=lambda c: c.label):
        for path in sorted((Path(config.path) / "migrations").glob("*.py")):
            digest.update(f"{config.label}/{path.name}".encode() + path.read_bytes())
    return Path(tempfile.gettempdir()) / f"irwell-migrated-{digest.hexdigest()[:24]}.sqlite3"


def restore(path: Path) -> None:
    """Turn the connection to a test database in memory that holds what the copy holds."""
    name = connection.creation._get_test_db_name()
    connection.close()
    connection.settings_dict["NAME"] = name
    connection.ensure_connection()
    with sqlite3.connect(path) as kept:
        kept.backup(connection.connection)
    kept.close()


def keep(path: Path) -> None:
    """Keep a copy of the database just migrated; of two runs at once, the later one wins."""
    beside = path.with_suffix(f".{os.getpid()}")
    with sqlite3.connect(beside) as copy:
        connection.connection.backup(copy)
    copy.close()
    beside.replace(path)


def is_used_by(item: pytest.Item) -> bool:
    """Whether a test asks for the database, by a mark or through a fixture."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(
        fixtures & {"db", "transactional_db", "django_db_reset_sequences"}
    )
