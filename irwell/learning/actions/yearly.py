"""The partnership's yearly report: when it was published, and when its copies were sent."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.core.time import london
from irwell.learning.models import YearlyReport
from irwell.rulebook.queries import calendar
from irwell.statute import find_policy, long_date


@transaction.atomic
def record_published(
    *, year_ends: dt.date, on: dt.date, by: User, now: dt.datetime
) -> YearlyReport:
    """The report of a year was published (C13 stops, C14 starts). What was recorded once stands."""
    check(by, Permission.EDIT_PUBLIC_PAGES)
    report = _locked(year_ends, by)
    if report.published_on is not None:
        raise ValidationError(
            f"It is recorded already: published on {long_date(report.published_on)}."
        )
    if on <= year_ends:
        raise ValidationError("A yearly report is published after its year has ended.")
    _check_past(on, now)
    report.published_on = on
    report.save(update_fields=["published_on"])
    audit.record(Event.YEARLY_REPORT_PUBLISHED, by=by, about=report, year_ends=year_ends, on=on)
    return report


@transaction.atomic
def record_copies_sent(
    *, year_ends: dt.date, on: dt.date, by: User, now: dt.datetime
) -> YearlyReport:
    """Copies went to the Panel and the What Works centre (C14 stops)."""
    check(by, Permission.EDIT_PUBLIC_PAGES)
    report = _locked(year_ends, by)
    if report.published_on is None:
        raise ValidationError("Record first when the report was published.")
    if report.copies_sent_on is not None:
        raise ValidationError(
            f"It is recorded already: copies sent on {long_date(report.copies_sent_on)}."
        )
    _check_past(on, now)
    report.copies_sent_on = on
    report.save(update_fields=["copies_sent_on"])
    audit.record(Event.YEARLY_COPIES_SENT, by=by, about=report, year_ends=year_ends, on=on)
    return report


def _locked(year_ends: dt.date, by: User) -> YearlyReport:
    YearlyReport.objects.get_or_create(
        year_ends=year_ends,
        defaults={
            "due_policy": find_policy("C13").id, "copies_policy": find_policy("C14").id,
            "calendar_version": calendar().version, "recorded_by": by,
        },
    )  # fmt: skip
    return YearlyReport.objects.select_for_update().get(year_ends=year_ends)


def _check_past(on: dt.date, now: dt.datetime) -> None:
    if on > london(now).date():
        raise ValidationError("That day lies in the future.")
