"""The worker's part: looking through the reports that wait."""

from datetime import datetime

from irwell.anonymisation.actions import look_due


def look_through(now: datetime) -> int:
    """Look through each report that waits."""
    return look_due(now)
