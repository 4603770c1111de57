"""The partnership's list of places and bodies; linking two cases for their registers."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.anonymisation import queries, rules
from irwell.anonymisation.models import KnownPlace, LinkedCase
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.core.errors import NotPossibleNow
from irwell.core.text import clean


@transaction.atomic
def add_places(*, rows: Sequence[tuple[str, str]], by: User) -> tuple[int, int]:
    """Put names on the list; how many are new, and how many stood on it already."""
    check(by, Permission.KEEP_PLACES)
    wanted = {rules.folded(name): (clean(name), kind) for name, kind in rows}
    known = set(KnownPlace.objects.filter(removed_at=None).values_list("folded", flat=True))
    new = [
        KnownPlace(name=name, folded=key, kind=kind, by=by)
        for key, (name, kind) in wanted.items() if key and key not in known
    ]  # fmt: skip
    KnownPlace.objects.bulk_create(new)
    if new:
        audit.record(Event.PLACES_ADDED, by=by, count=len(new))
    return len(new), len(rows) - len(new)


@transaction.atomic
def remove_place(*, place: KnownPlace, reason: str, by: User, now: dt.datetime) -> None:
    """Take a name off the list, with the reason; it stays in the history."""
    check(by, Permission.KEEP_PLACES)
    if not reason.strip():
        raise ValidationError({"reason": "Say why it is taken off the list"})
    place = KnownPlace.objects.select_for_update().get(pk=place.pk)
    if place.removed_at is not None:
        return
    place.removed_at, place.removed_by, place.removed_because = now, by, clean(reason)
    place.save(update_fields=["removed_at", "removed_by", "removed_because"])
    audit.record(Event.PLACE_REMOVED, by=by, about=place)


@transaction.atomic
def link_cases(*, case: Case, other: Case, kind: str, why: str, by: User) -> LinkedCase:
    """From now on each of the two is anonymised with both registers. Needs the right to keep both."""
    check(by, Permission.EDIT_REGISTER, case_id=case.pk)
    check(by, Permission.EDIT_REGISTER, case_id=other.pk)
    for one in sorted((case, other), key=lambda c: c.pk):
        cases.lock(one)
    if case.pk == other.pk:
        raise NotPossibleNow("A case cannot be linked to itself.")
    known = next((x for x in queries.links_of(case) if other.pk in (x.case_id, x.other_id)), None)
    if known is not None:
        return known
    link = LinkedCase.objects.create(
        case=case, other=other, key=case.key, kind=kind, why=clean(why), by=by
    )
    for one in (case, other):
        audit.record(Event.CASES_LINKED, by=by, case_id=one.pk, about=link, kind=kind)
    return link


@transaction.atomic
def unlink_cases(*, link: LinkedCase, reason: str, by: User, now: dt.datetime) -> None:
    """The two registers are no longer used together; kept with the reason."""
    for case_id in (link.case_id, link.other_id):
        check(by, Permission.EDIT_REGISTER, case_id=case_id)
    if not reason.strip():
        raise ValidationError({"reason": "Say why the link ends"})
    link = LinkedCase.objects.select_for_update().get(pk=link.pk)
    if link.ended_at is not None:
        return
    link.ended_at, link.ended_by, link.ended_because = now, by, clean(reason)
    link.save()
    for case_id in (link.case_id, link.other_id):
        audit.record(Event.CASES_UNLINKED, by=by, case_id=case_id, about=link)
