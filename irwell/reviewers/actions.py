"""Every change to the pool of reviewers."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import Agency, User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.core.text import clean
from irwell.core.time import london
from irwell.crypto.actions import service_key
from irwell.reviewers import rules
from irwell.reviewers.models import Availability, DeclaredConflict, PastReview, PoolEntry
from irwell.reviewers.policies import check_in_pool, check_period


class Stale(Exception):
    """Somebody else changed the entry since the page was opened; `current` is how it stands now."""

    def __init__(self, current: PoolEntry) -> None:
        super().__init__("Somebody else changed this entry while you were typing.")
        self.current = current


@dataclass(frozen=True)
class Words:
    """What is recorded of a reviewer."""

    name: str
    contact: str = ""
    competences: tuple[str, ...] = ()
    areas: str = ""
    fee_basis: str = ""
    references_on: dt.date | None = None
    insured_until: dt.date | None = None
    dbs_on: dt.date | None = None

    def cleaned(self) -> dict[str, Any]:
        words = {k: clean(v) if isinstance(v, str) else v for k, v in asdict(self).items()}
        return {**words, "competences": list(self.competences)}


def _locked(entry: PoolEntry) -> PoolEntry:
    return PoolEntry.objects.select_for_update().get(pk=entry.pk)


@transaction.atomic
def add_entry(*, words: Words, by: User) -> PoolEntry:
    """Take a person into the pool. The same name twice is refused, so that nobody stands there twice."""
    check(by, Permission.KEEP_POOL)
    _check_words(words)
    if PoolEntry.objects.filter(name__iexact=clean(words.name), left_on=None).exists():
        raise ValidationError({"name": "Somebody of this name is in the pool already."})
    entry = PoolEntry.objects.create(key=service_key(), by=by, **words.cleaned())
    audit.record(Event.POOL_CHANGED, by=by, about=entry, change="added")
    return entry


@transaction.atomic
def change_entry(*, entry: PoolEntry, words: Words, seen: int, by: User) -> PoolEntry:
    """Change an entry. `seen`: its count of edits when the page was opened; Stale when it is another by now."""
    check(by, Permission.KEEP_POOL)
    entry = _locked(entry)
    check_in_pool(entry)
    _check_words(words)
    if entry.edits != seen:
        raise Stale(entry)
    for name, value in words.cleaned().items():
        setattr(entry, name, value)
    entry.edits += 1
    entry.save()
    audit.record(Event.POOL_CHANGED, by=by, about=entry, change="changed")
    return entry


def _check_words(words: Words) -> None:
    if not clean(words.name):
        raise ValidationError({"name": "Give the reviewer’s name."})
    if unknown := [c for c in words.competences if c not in rules.competences()]:
        raise ValidationError({"competences": f"“{unknown[0]}” is not in the list."})


@transaction.atomic
def leave(*, entry: PoolEntry, by: User, now: dt.datetime) -> PoolEntry:
    """The person leaves the pool; what they led stays on record. Twice changes nothing."""
    check(by, Permission.KEEP_POOL)
    entry = _locked(entry)
    if entry.left_on is None:
        entry.left_on = london(now).date()
        entry.save(update_fields=["left_on"])
        audit.record(Event.POOL_CHANGED, by=by, about=entry, change="left")
    return entry


@transaction.atomic
def take_back(*, entry: PoolEntry, by: User) -> PoolEntry:
    """The person is in the pool again."""
    check(by, Permission.KEEP_POOL)
    entry = _locked(entry)
    if entry.left_on is not None:
        entry.left_on = None
        entry.save(update_fields=["left_on"])
        audit.record(Event.POOL_CHANGED, by=by, about=entry, change="taken back")
    return entry


@transaction.atomic
def add_period(*, entry: PoolEntry, since: dt.date, until: dt.date, by: User) -> Availability:
    """A time in which the person can take on a review. The same twice is one."""
    check(by, Permission.KEEP_POOL)
    check_in_pool(_locked(entry))
    check_period(since, until)
    row, made = Availability.objects.get_or_create(
        entry=entry, since=since, until=until, defaults={"by": by}
    )
    if made:
        audit.record(Event.POOL_CHANGED, by=by, about=entry, change="availability added")
    return row


@transaction.atomic
def remove_period(*, period: Availability, by: User) -> None:
    check(by, Permission.KEEP_POOL)
    audit.record(Event.POOL_CHANGED, by=by, about=period.entry, change="availability removed")
    period.delete()


@transaction.atomic
def add_past_review(
    *, entry: PoolEntry, title: str, partnership: str, year: int, by: User
) -> PastReview:
    """A review that the person led elsewhere, as published."""
    check(by, Permission.KEEP_POOL)
    check_in_pool(_locked(entry))
    row, made = PastReview.objects.get_or_create(
        entry=entry, title=clean(title), partnership=clean(partnership), year=year,
        defaults={"by": by},
    )  # fmt: skip
    if made:
        audit.record(Event.POOL_CHANGED, by=by, about=entry, change="past review added")
    return row


@transaction.atomic
def declare_conflict(
    *, entry: PoolEntry, agency: Agency, detail: str, by: User
) -> DeclaredConflict:
    """A connection with an organisation: it bars from every case in which that organisation is."""
    check(by, Permission.KEEP_POOL)
    check_in_pool(_locked(entry))
    if not clean(detail):
        raise ValidationError({"detail": "Say what the connection is."})
    known = entry.conflicts.filter(agency=agency, ended_on=None).first()
    if known is not None:
        return known
    row = DeclaredConflict.objects.create(
        entry=entry, key=entry.key, agency=agency, detail=clean(detail), by=by
    )
    audit.record(Event.REVIEWER_CONFLICT, by=by, about=entry, change="declared")
    return row


@transaction.atomic
def declare_conflict_on_case(
    *, case: Case, entry: PoolEntry, detail: str, by: User
) -> DeclaredConflict:
    """A connection with this case. Sealed under the case's key: it tells of the case."""
    case = cases.lock(case)
    check(by, Permission.SHORTLIST, case_id=case.pk)
    if not clean(detail):
        raise ValidationError({"detail": "Say what the connection is."})
    known = entry.conflicts.filter(case=case, ended_on=None).first()
    if known is not None:
        return known
    row = DeclaredConflict.objects.create(
        entry=entry, key=case.key, case=case, detail=clean(detail), by=by
    )
    audit.record(
        Event.REVIEWER_CONFLICT, by=by, case_id=case.pk, about=entry, change="declared on the case"
    )
    return row


@transaction.atomic
def end_conflict(*, conflict: DeclaredConflict, by: User, now: dt.datetime) -> None:
    """The connection is over; the record stays. Twice changes nothing."""
    check(by, Permission.KEEP_POOL)
    if conflict.ended_on is None:
        conflict.ended_on = london(now).date()
        conflict.save(update_fields=["ended_on"])
        audit.record(Event.REVIEWER_CONFLICT, by=by, about=conflict.entry, change="ended")


def tie_account(*, entry: PoolEntry, account: User, by: User) -> None:
    """The person has an account now. Part of the caller's transaction, which has checked the right."""
    entry.account = account
    entry.save(update_fields=["account"])
    audit.record(Event.POOL_CHANGED, by=by, about=entry, change="account tied")
