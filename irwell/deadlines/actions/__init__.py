"""Escalating a date, making the morning's lists, changing a calendar's address."""

from irwell.deadlines.actions.calendar import change_calendar
from irwell.deadlines.actions.escalating import escalate_date
from irwell.deadlines.actions.writing import write_digests

__all__ = ["change_calendar", "escalate_date", "write_digests"]
