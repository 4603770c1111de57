"""The columns that a review asks for, beside those of any chronology."""

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.agency_returns.models import ExtraColumn
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.chronology import heading_key, usual_column
from irwell.core.text import clean

MOST, LONGEST = 8, 60


@transaction.atomic
def add_column(*, case: Case, name: str, hint: str, by: User) -> ExtraColumn:
    """Ask for a column from now on. The same name again changes nothing."""
    case = cases.lock(case)
    check(by, Permission.SEND_REQUESTS, case_id=case.pk)
    name, there = " ".join(clean(name).split()), list(case.extra_columns.all())
    known = next((one for one in there if heading_key(one.name) == heading_key(name)), None)
    if known is not None:
        return known
    if not heading_key(name):
        raise ValidationError("Give the column a name.")
    if len(name) > LONGEST:
        raise ValidationError(f"The name of a column is at most {LONGEST} characters.")
    if usual := usual_column(name):
        raise ValidationError(f"“{name}” is asked for already: every chronology has “{usual}”.")
    if len(there) >= MOST:
        raise ValidationError(
            f"A review asks for at most {MOST} more columns. Take one away first."
        )
    made = ExtraColumn.objects.create(case=case, key=case.key, name=name, hint=clean(hint), by=by)
    audit.record(Event.EXTRA_COLUMN_ADDED, by=by, case_id=case.pk, about=made)
    return made


@transaction.atomic
def remove_column(*, case: Case, column: ExtraColumn, by: User) -> None:
    """Ask for it no longer. What agencies sent stays in their returns."""
    check(by, Permission.SEND_REQUESTS, case_id=case.pk)
    audit.record(Event.EXTRA_COLUMN_REMOVED, by=by, case_id=case.pk, about=column)
    column.delete()
