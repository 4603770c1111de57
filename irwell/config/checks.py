"""What `irwell check` asks of an installation beside Django's own deployment checks. Each says how to mend it."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004
from django.db import DatabaseError, connection

from irwell.audit.queries import verify_log
from irwell.core import scanner
from irwell.core.time import today
from irwell.statute import load_calendar

MONTHS_AHEAD = 365  # days of official bank holidays that must still lie ahead


def holidays_left(official_until: date, on: date) -> list[CheckMessage]:
    """A warning when fewer than twelve months of official bank holidays are left."""
    if (official_until - on).days >= MONTHS_AHEAD:
        return []
    return [
        Warning(
            f"Official bank holidays are known until {official_until:%-d %B %Y} only; later dates are provisional.",
            hint="Update irwell/statute/data/bank_holidays.json from the published list, or upgrade Irwell.",
            id="irwell.W001",
        )
    ]


@register(deploy=True)
def bank_holidays(**_: Any) -> list[CheckMessage]:
    return holidays_left(load_calendar().official_until, today())


@register(deploy=True)
def keys(**_: Any) -> list[CheckMessage]:
    """Keys are there and only their owner reads them."""
    found: list[CheckMessage] = []
    for path in (settings.IRWELL_KEYRING, settings.IRWELL_SIGNING_KEY):
        if not path.exists():
            found.append(
                Error(f"{path.name} is missing.", hint="irwell keys create", id="irwell.E001")
            )
        elif path.stat().st_mode & 0o077:
            found.append(
                Error(
                    f"{path.name} can be read by others.", hint="chmod 600 on it", id="irwell.E002"
                )
            )
    if not settings.IRWELL_RECOVERY_RECIPIENT:
        found.append(
            Warning(
                "No recovery key is set: files can be opened by this installation’s keys alone.",
                hint="Set IRWELL_RECOVERY_RECIPIENT to the public half of an age key kept offline.",
                id="irwell.W002",
            )
        )
    return found


@register(deploy=True)
def malware_scanner(**_: Any) -> list[CheckMessage]:
    """A scanner is configured and answers."""
    if not scanner.configured():
        return [
            Warning(
                "No malware scanner is configured: uploaded files are kept unscanned, and say so.",
                hint="Set IRWELL_CLAMD to clamd’s socket.",
                id="irwell.W003",
            )
        ]
    try:
        scanner.scan(b"is anyone there?")
    except scanner.ScannerUnavailable as error:
        return [
            Error(str(error), hint="Start clamd; until then no file is taken in.", id="irwell.E003")
        ]
    return []


@register(deploy=True)
def event_log(**_: Any) -> list[CheckMessage]:
    """The chain of the event log is whole."""
    try:
        verdict = verify_log()
    except DatabaseError:
        return [
            Error(
                f"The database {connection.vendor} has no tables yet.",
                hint="irwell migrate",
                id="irwell.E004",
            )
        ]
    found: list[CheckMessage] = []
    if not verdict.intact:
        found.append(
            Error(
                verdict.sentence,
                hint="Compare with the last anchor kept elsewhere: docs/how-to/check-the-log.md",
                id="irwell.E005",
            )
        )
    return found
