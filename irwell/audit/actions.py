"""Writing the log. Called inside the transaction of the change it records: both are kept or neither."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import connection, models, transaction

from irwell.audit import chain
from irwell.audit.events import Event
from irwell.audit.models import LoggedEvent
from irwell.audit.queries import as_row
from irwell.core import time

LOCK = 7_160_001  # PostgreSQL advisory lock: one writer of the chain at a time


class Actor(Protocol):
    """Whoever acts: a signed-in person, an invited contributor, the public, or the system."""

    @property
    def actor_id(self) -> UUID | None: ...
    @property
    def actor_kind(self) -> str: ...


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | UUID):
        return str(value)
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(v) for v in value]
    if value is None or isinstance(value, str | int | bool | float):
        return value
    raise TypeError(f"An event cannot carry a {type(value).__name__}.")


@transaction.atomic
def record(
    event: Event,
    *,
    by: Actor,
    case_id: UUID | None = None,
    about: models.Model | None = None,
    **data: Any,
) -> LoggedEvent:
    """Append an event. `data` holds ids, codes, counts and dates: never names, never narrative."""
    entry = _linked(_last(), event, by, case_id, about, data)
    entry.save(force_insert=True)
    return entry


@transaction.atomic
def record_all(
    event: Event, *, by: Actor, about: Iterable[tuple[models.Model, UUID | None]]
) -> None:
    """Append one event for each row, with its case, in a constant number of queries."""
    last, entries = _last(), []
    for row, case_id in about:
        last = _linked(last, event, by, case_id, row, {})
        entries.append(last)
    LoggedEvent.objects.bulk_create(entries)


def _last() -> LoggedEvent | None:
    """The end of the chain, which nobody else lengthens before this transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    return LoggedEvent.objects.order_by("-seq").first()


def _linked(
    last: LoggedEvent | None,
    event: Event,
    by: Actor,
    case_id: UUID | None,
    about: models.Model | None,
    data: dict[str, Any],
) -> LoggedEvent:
    entry = LoggedEvent(
        seq=last.seq + 1 if last else 1,
        at=time.now(),
        name=event.value,
        by=by.actor_id,
        by_kind=by.actor_kind,
        case=case_id,
        about=about._meta.label if about is not None else "",
        about_id=str(about.pk) if about is not None else "",
        data=_plain(data),
        previous=last.hash if last else chain.START,
    )
    entry.hash = chain.link(entry.previous, as_row(entry))
    return entry
