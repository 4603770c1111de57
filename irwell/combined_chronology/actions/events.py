"""Events that people put together from lines by hand: telling one, adding a line, taking one out."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.chronology import Entry, Observation, Reason, one_event
from irwell.combined_chronology import queries
from irwell.combined_chronology.actions.weighing import (
    IS_A_FINDING,
    Outcome,
    WeighedMeanwhile,
    check_unchanged,
    keep_weighing,
)
from irwell.combined_chronology.models import Weighing
from irwell.core.errors import NotPossibleNow

TOO_FEW = "Tick at least two lines, of at least two agencies: an event has an account of each."
GONE = "A line that you chose is no longer there: a return was corrected meanwhile. Choose the lines again."
ELSEWHERE = "{agency}, {when}, is an account of another event already. Add the other lines to that event, or take this line out of it first."
TWO_LEFT = "An event needs accounts of two agencies. Take the whole event back instead."


@transaction.atomic
def tell_one_event(
    *, case: Case, entry_ids: Collection[str], reason: str, by: User, now: datetime
) -> Weighing:
    """Say that lines of several agencies tell of one event. Said twice, it is kept once."""
    case = cases.lock(case)
    check(by, Permission.READ_RETURNS, case_id=case.pk)
    entries = _lines(case, entry_ids)
    _check_is_one(case, entries)
    observation = one_event(entries)
    known = case.weighings.filter(observation_key=observation.key).first()
    if known is not None and known.outcome == Outcome.CONFIRMED:
        return known
    weighing = keep_weighing(case, observation, known, Outcome.CONFIRMED, reason, by, now)
    audit.record(Event.EVENT_TOLD, by=by, case_id=case.pk, about=weighing, lines=len(entries))
    return weighing


@transaction.atomic
def add_to_event(
    *, case: Case, key: str, entry_ids: Collection[str], by: User, now: datetime
) -> Weighing:
    """Add lines to an event that was confirmed or put together. Lines that are in it already do no harm."""
    case = cases.lock(case)
    check(by, Permission.READ_RETURNS, case_id=case.pk)
    event = _event(case, key)
    own = event.observation["entries"]
    there = [id_ for id_ in own if id_ in queries.prepared(case).places]
    entries = _lines(case, {*there, *entry_ids})
    _check_is_one(case, entries, but=event)
    return _change(case, event, entries, by, now, added=len(entries) - len(there))


@transaction.atomic
def take_from_event(
    *, case: Case, key: str, entry_id: str, seen: str, by: User, now: datetime
) -> Weighing:
    """Take a line out of an event; what is left stays, and the machine does not propose the line for it again."""
    case = cases.lock(case)
    check(by, Permission.READ_RETURNS, case_id=case.pk)
    event = _event(case, key)
    check_unchanged(event, seen)
    before = Observation.from_dict(event.observation)
    left = _lines(
        case,
        [id_ for id_ in before.entries if id_ != entry_id and id_ in queries.prepared(case).places],
    )
    if len({entry.agency for entry in left}) < 2:
        raise NotPossibleNow(TWO_LEFT)
    changed = _change(case, event, left, by, now, taken=1)
    keep_weighing(case, before, None, Outcome.DISMISSED, "", by, now)
    return changed


def _lines(case: Case, entry_ids: Iterable[str]) -> list[Entry]:
    made = queries.prepared(case)
    places = {made.places.get(entry_id) for entry_id in entry_ids}
    if None in places:
        raise NotPossibleNow(GONE)
    return [made.timeline.entries[at] for at in sorted(at for at in places if at is not None)]


def _event(case: Case, key: str) -> Weighing:
    found = case.weighings.filter(observation_key=key, outcome=Outcome.CONFIRMED).first()
    if found is None:
        raise WeighedMeanwhile(None)
    if found.finding:
        raise NotPossibleNow(IS_A_FINDING.format(number=found.finding))
    return found


def _check_is_one(case: Case, entries: list[Entry], but: Weighing | None = None) -> None:
    """Two agencies at least, and no line that is an account of another event, unless the whole event is among them."""
    if len({entry.agency for entry in entries}) < 2:
        raise ValidationError(TOO_FEW)
    ids = {entry.id for entry in entries}
    for event in queries.events_of(case):
        told = set(event.observation["entries"])
        if event != but and told & ids and not told <= ids:
            line = next(entry for entry in entries if entry.id in told)
            raise ValidationError(ELSEWHERE.format(agency=line.agency, when=line.when))


def _change(
    case: Case, event: Weighing, entries: list[Entry], by: User, now: datetime, *, added: int = 0, taken: int = 0
) -> Weighing:  # fmt: skip
    reasons = [Reason(**one) for one in event.observation["reasons"]]
    observation = one_event(entries, reasons)
    if observation.key == event.observation_key:
        return event
    case.weighings.filter(observation_key=observation.key).delete()
    event.observation_key = observation.key
    changed = keep_weighing(case, observation, event, Outcome.CONFIRMED, event.reason, by, now)
    audit.record(
        Event.EVENT_CHANGED, by=by, case_id=case.pk, about=changed, added=added, taken=taken, lines=len(entries)
    )  # fmt: skip
    return changed
