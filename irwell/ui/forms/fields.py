"""Fields with GOV.UK error wording: dates, moments, three-way answers, several files."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError

from irwell.ui.forms.widgets import (
    PARTS,
    DateWidget,
    MomentWidget,
    MultipleFileInput,
    TypedDate,
    TypedMoment,
)

LONDON = ZoneInfo("Europe/London")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.]?(?P<minute>\d{2}))?\s*(?P<half>[ap])?\.?(?:m\.?)?\s*(?P<zone>gmt|bst)?$"
)


class ThreeWay(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    @property
    def as_bool(self) -> bool | None:
        """Unknown is None, never False."""
        return {ThreeWay.YES: True, ThreeWay.NO: False}.get(self)


class ThreeWayField(forms.TypedChoiceField):
    """Yes, No or Not known. An unanswered question is "", which is not "Not known"."""

    ui = {"inline": True}

    def __init__(self, **options: Any) -> None:
        choices = [
            (ThreeWay.YES.value, "Yes"),
            (ThreeWay.NO.value, "No"),
            (ThreeWay.UNKNOWN.value, "Not known"),
        ]
        defaults: dict[str, Any] = {
            "widget": forms.RadioSelect,
            "choices": choices,
            "coerce": ThreeWay,
        }
        super().__init__(**{**defaults, **options})


def of_date(reason: str, *, parts: tuple[str, ...] = PARTS) -> ValidationError:
    """An error that says which boxes to mark; the bound field reads them from the code."""
    return ValidationError(reason, code="date:" + ",".join(parts))


def read_date(typed: TypedDate, subject: str) -> date:
    """The date in three boxes, or an error in GOV.UK wording. Month names are understood."""
    missing = tuple(part for part in PARTS if not getattr(typed, part))
    if missing:
        raise of_date(f"{subject} must include a {' and '.join(missing)}", parts=missing)
    month = _month(typed.month)
    wrong = tuple(
        part
        for part, good in (
            ("day", typed.day.isdecimal() and 1 <= int(typed.day) <= 31),
            ("month", month is not None),
        )
        if not good
    )
    if wrong or month is None:
        raise not_real(typed, subject, wrong)
    if not re.fullmatch(r"[0-9]{4}", typed.year):
        raise of_date("Year must include 4 numbers", parts=("year",))
    try:
        return date(int(typed.year), month, int(typed.day))
    except ValueError:
        raise not_real(typed, subject, PARTS) from None


def not_real(typed: TypedDate, subject: str, parts: tuple[str, ...]) -> ValidationError:
    shown = "/".join(typed)[:30]
    return of_date(f"{subject} must be a real date, like 27 3 2026. You typed {shown}", parts=parts)


def _month(words: str) -> int | None:
    if words.isdecimal():
        return int(words) if 1 <= int(words) <= 12 else None
    letters = words.casefold().rstrip(".")
    return next(
        (n for n, m in enumerate(MONTHS, 1) if len(letters) >= 3 and m == letters[:3]), None
    )


class DateField(forms.Field):
    """A date in three boxes. `subject` names it in errors: "The date of the incident"."""

    widget = DateWidget

    def __init__(
        self,
        *,
        subject: str = "",
        earliest: date | None = None,
        latest: date | None = None,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.subject = subject
        self.earliest, self.latest = earliest, latest

    @property
    def called(self) -> str:
        label = str(self.label or "")
        return self.subject or (label if label and not label.endswith("?") else "The date")

    def prepare_value(self, value: Any) -> Any:
        return TypedDate.of(value)

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        typed = TypedDate.of(value)
        return read_date(typed, self.called) if any(typed) else None

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            raise of_date(str(self.error_messages["required"]))
        if value is None:
            return
        if self.earliest and value < self.earliest:
            raise of_date(f"{self.called} must be on or after {_british(self.earliest)}")
        if self.latest and value > self.latest:
            raise of_date(f"{self.called} must be on or before {_british(self.latest)}")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return TypedDate.of(initial) != TypedDate.of(data)


@dataclass(frozen=True)
class Moment:
    """A date and, when it was given, the moment of that day (UTC)."""

    on: date
    at: datetime | None = None


class MomentField(DateField):
    """A date with a time, optional unless `timed`. `typed` hours are clock time in England."""

    widget = MomentWidget

    def __init__(self, *, timed: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.timed = self.widget.timed = timed

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Moment):
            at = value.at.astimezone(LONDON).strftime("%H:%M") if value.at else ""
            return TypedMoment(TypedDate.of(value.on), at)
        return value

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, TypedMoment):
            return value
        on = super().to_python(value.on)
        if on is None:
            if value.at:
                raise of_date(f"{self.called} must include a day, month and year")
            return None
        return Moment(on, read_time(value.at, on)) if value.at else Moment(on)

    def validate(self, value: Any) -> None:
        super().validate(value.on if isinstance(value, Moment) else value)
        if self.timed and isinstance(value, Moment) and value.at is None:
            raise of_date("Enter the time, like 2:30pm or 14:30", parts=("time",))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != data)


def read_time(words: str, on: date) -> datetime:
    """A clock time in England on that day, in UTC: "2:30pm", "14.30", "1430", "noon", "1:30am BST"."""
    asked = {"noon": "12pm", "midday": "12pm", "midnight": "12am"}.get(words.casefold(), words)
    found = TIME.fullmatch(asked.casefold().strip())
    clock = _clock(found) if found else None
    if found is None or clock is None:
        raise of_date("Time must be a time of day, like 2:30pm or 14:30", parts=("time",))
    return _as_utc(datetime.combine(on, clock), zone=found["zone"], words=words)


def _clock(found: re.Match[str]) -> time | None:
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if half is None and found["minute"] is None:
        return None  # "9" alone may be a slip for a date
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _as_utc(wall: datetime, *, zone: str | None, words: str) -> datetime:
    """Says so when the clocks were changed in that hour, rather than guess."""
    first, second = (wall.replace(tzinfo=LONDON, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    day = f"{wall:%A} {_british(wall.date())}"
    if first.astimezone(LONDON).replace(tzinfo=None) != wall:
        raise of_date(
            f"{words} did not happen on {day}, because the clocks went forward. Check the time",
            parts=("time",),
        )
    if zone is None:
        raise of_date(
            f"{words} happened twice on {day}, because the clocks went back. "
            "Add BST for the first time or GMT for the second",
            parts=("time",),
        )
    return first if zone == "bst" else second


def _british(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


class MultipleFileField(forms.FileField):
    """Several files; cleans to a list. `most` is the greatest number taken at once."""

    widget = MultipleFileInput

    def __init__(self, *, most: int = 20, **options: Any) -> None:
        super().__init__(**options)
        self.most = most

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            super().clean(None, initial)
            return []
        if len(files) > self.most:
            raise ValidationError(f"You can add up to {self.most} files at once", code="too_many")
        return [super(MultipleFileField, self).clean(one, initial) for one in files]
