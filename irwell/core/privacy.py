"""Every model puts every field into exactly one class (see docs/security/data-classes.md)."""

from enum import StrEnum
from typing import Any

from django.db import models


class Retention(StrEnum):
    """How long rows are kept; who decides is the partnership's retention schedule."""

    CASE_FILE = "with the case file"
    AUDIT = "as long as the log"
    ACCOUNT = "while the account lives"
    PUBLISHED = "for ever: published"
    WORKING = "until the work it serves is done"


CLASSES = ("identifying", "special", "narrative", "operational", "public")
SEALED_CLASSES = ("identifying", "special", "narrative")


def classes_of(model: type[models.Model]) -> dict[str, set[str]]:
    """Field names by class, as the model's Privacy class declares them. Raises AttributeError without one."""
    privacy: Any = model.Privacy  # type: ignore[attr-defined]
    return {name: set(getattr(privacy, name, ())) for name in CLASSES}
