"""Rules in force; proposing a change; deciding on one."""

from irwell.rule_changes.views.deciding import approve, decline, one
from irwell.rule_changes.views.in_force import everything, versions
from irwell.rule_changes.views.on_case import (
    approve_reading,
    case_reading,
    decline_reading,
    reading_on_case,
)
from irwell.rule_changes.views.proposing import edit, holiday, new, reading

__all__ = [
    "approve",
    "approve_reading",
    "case_reading",
    "decline",
    "decline_reading",
    "edit",
    "everything",
    "holiday",
    "new",
    "one",
    "reading",
    "reading_on_case",
    "versions",
]
