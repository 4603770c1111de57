"""An editor puts a record right, and confirms what was guessed about it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from irwell.core.text import clean
from irwell.editors.models import Editor
from irwell.repository.models import Mending, Record
from irwell.repository.rules import FACTS

from .webhooks import Event, note

FIELDS = (
    "title", "kind", "partnership", "published", "summary", "authors", "method", "keywords",
    "licence", "contact",
)  # fmt: skip


class Stale(Exception):
    """Somebody else saved the record meanwhile; the message says what is different."""


@transaction.atomic
def mend(
    *, record: Record, values: Mapping[str, Any], seen: str, by: Editor, now: datetime
) -> list[str]:
    """Save what is different, and keep what it said before. Returns the names of the changed fields."""
    locked = Record.objects.select_for_update().get(pk=record.pk)
    wanted = {name: _kept(values[name]) for name in FIELDS}
    facts = {f.name: values[f.name] for f in FACTS if values.get(f.name) in f.answers}
    changed = [name for name in FIELDS if getattr(locked, name) != wanted[name]]
    if seen != locked.changed_at.isoformat() and (changed or facts != locked.facts):
        theirs = locked.mendings.filter(at=locked.changed_at)
        said = "; ".join(f"{m.field}: “{m.after}” ({m.by})" for m in theirs)
        raise Stale(said or "It was read anew from its document.")
    for name in changed:
        _note(locked, name, getattr(locked, name), wanted[name], by, now)
        setattr(locked, name, wanted[name])
    if facts != locked.facts:
        _note(locked, "facts", locked.facts, facts, by, now)
        locked.facts = facts
        changed.append("facts")
    if "published" in changed and locked.published:
        locked.year = locked.published.year
    if changed:
        locked.changed_at = now
    locked.checked_at = now
    locked.save()
    if changed:
        note(record=locked, event=Event.CHANGED, now=now)
    return changed


def _note(record: Record, field: str, before: Any, after: Any, by: Editor, now: datetime) -> None:
    texts = (_text(before), _text(after))
    Mending.objects.create(
        record=record, field=field, before=texts[0], after=texts[1], by=by.name, at=now
    )


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {each}" for name, each in value.items())
    if isinstance(value, list):
        return "; ".join(value)
    return "" if value is None else str(value)


def _kept(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    return value if value is None or isinstance(value, date) else [clean(each) for each in value]
