"""The morning's lists of many people at once."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import User
from irwell.core.time import london
from irwell.deadlines.models import Digest
from irwell.deadlines.presenters.digest import Writer
from irwell.deadlines.queries.digest import people_to_write_to, piles
from irwell.messaging.actions import notify_all, supersede
from irwell.messaging.rules import DIGEST
from irwell.rulebook.queries import calendar

AT_ONCE = 500  # people whose cases are read, and whose letters are kept, in one piece


@transaction.atomic
def write_digests(*, now: dt.datetime) -> tuple[int, int]:
    """Make the lists of the next people who have none today: how many people, how many letters.

    All of a batch is kept or none of it. A list is made once a person and day, so that a worker that comes
    back after days makes today's alone, from everything that happened in between.
    """
    day = london(now).date()
    people = people_to_write_to(day, now=now, at_most=AT_ONCE)
    if not people:
        return 0, 0
    lost, writer = _drop_unsent(people, now), Writer(day, calendar())
    found, up_to = piles(people, lost=lost, now=now)
    letters = {pile.person.pk: writer.letter_of(pile) for pile in found}
    Digest.objects.bulk_create(
        Digest(
            person=pile.person, day=day, told_from=pile.told_from, told_up_to=up_to,
            lines=len(pile.dates) + len(pile.changes),
        )
        for pile in found
    )  # fmt: skip
    sent = notify_all([one for one in letters.values() if one], by=SYSTEM, now=now)
    return len(people), sent


def _drop_unsent(people: Sequence[User], now: dt.datetime) -> set[UUID]:
    """Lists of an earlier day that never left are dropped: today's says all that they said."""
    last: dict[UUID, dt.date] = {}
    for one in Digest.objects.filter(person__in=people).order_by("day"):
        last[one.person_id] = one.day
    earlier = {f"{DIGEST}{person}:{day}": person for person, day in last.items()}
    return {earlier[once] for once in supersede(once=earlier, now=now)}
