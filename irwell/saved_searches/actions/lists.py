"""Reading lists: begin, add, change, delete."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from irwell.core.secret import digest_of
from irwell.repository.models import Record
from irwell.saved_searches import policies
from irwell.saved_searches.models import ReadingItem, ReadingList


class Stale(ValueError):
    """Somebody else changed the list meanwhile."""


@dataclass(frozen=True, slots=True)
class ItemAsked:
    """An entry as the form holds it."""

    pk: str
    note: str
    position: int
    removed: bool = False


@transaction.atomic
def begin_list(*, title: str, now: datetime) -> tuple[ReadingList, str]:
    """A new list and the secret of its edit link, which is shown and not kept."""
    secret = secrets.token_urlsafe(24)
    made = ReadingList.objects.create(
        title=title,
        public_id=secrets.token_urlsafe(9).replace("_", "x").replace("-", "y"),
        edit_digest=digest_of(secret),
        changed_at=now,
    )
    return made, secret


@transaction.atomic
def add_item(
    *, reading_list: ReadingList, record: Record, anchor: str, note: str, now: datetime
) -> None:
    """Put a review on the list. The same one again changes its note alone."""
    locked = ReadingList.objects.select_for_update().get(pk=reading_list.pk)
    item = locked.items.filter(record=record, anchor=anchor).first()
    if item is not None:
        if note:
            item.note = note
            item.save(update_fields=["note"])
    else:
        policies.check_can_add(locked)
        last = locked.items.aggregate(last=Max("position"))["last"] or 0
        ReadingItem.objects.create(
            reading_list=locked, record=record, anchor=anchor, note=note, position=last + 1
        )
    _touch(locked, now)


@transaction.atomic
def save_list(
    *,
    reading_list: ReadingList,
    title: str,
    intro: str,
    items: Sequence[ItemAsked],
    version: int,
    now: datetime,
) -> ReadingList:
    """Write the list as the form holds it, unless somebody else wrote it since the form was opened."""
    locked = ReadingList.objects.select_for_update().get(pk=reading_list.pk)
    if locked.version != version:
        raise Stale
    known = {str(item.pk): item for item in locked.items.all()}
    asked = sorted((each for each in items if each.pk in known), key=lambda each: each.position)
    for number, each in enumerate(asked, start=1):
        item = known[each.pk]
        if each.removed:
            item.delete()
        else:
            item.note, item.position = each.note, number
            item.save(update_fields=["note", "position"])
    locked.title, locked.intro = title, intro
    _touch(locked, now)
    return locked


@transaction.atomic
def delete_list(*, reading_list: ReadingList) -> None:
    """The list is gone; its links lead nowhere."""
    reading_list.delete()


def _touch(reading_list: ReadingList, now: datetime) -> None:
    reading_list.version += 1
    reading_list.changed_at = now
    reading_list.save(update_fields=["title", "intro", "version", "changed_at"])
