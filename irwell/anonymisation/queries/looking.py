"""Reads of looks through a report."""

from irwell.anonymisation.models import Looking
from irwell.cases.models import Case


def looking_of(case: Case) -> Looking | None:
    """The look that waits or goes on."""
    return case.lookings.filter(ended_at=None).first()


def last_looking(case: Case) -> Looking | None:
    """The newest look, ended or not."""
    return case.lookings.select_related("by").first()
