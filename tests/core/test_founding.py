"""The first migration of each app makes its tables at once, as they stand at its end."""

from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from irwell.core.founding import Founding

OURS = [app for app in apps.get_app_configs() if app.name.startswith("irwell.")]
WITH_TABLES = [app for app in OURS if (Path(app.path) / "migrations/0001_initial.py").exists()]


@pytest.mark.parametrize("name", [app.name for app in WITH_TABLES])
def test_every_app_begins_with_a_founding_migration(name: str) -> None:
    made = import_module(f"{name}.migrations.0001_initial").Migration

    assert issubclass(made, Founding), "write `class Migration(Founding):` in it"


def test_a_founding_migration_that_does_something_else_is_refused() -> None:
    migration = Founding("0001_initial", "invented")
    migration.operations = [
        migrations.CreateModel("Leaf", fields=[("id", models.BigAutoField(primary_key=True))]),
        migrations.RemoveField("leaf", "id"),
    ]

    with pytest.raises(TypeError, match="only makes tables, not <RemoveField"):
        migration.apply(ProjectState(), connection.schema_editor())
