"""`irwell check` says what an installation lacks, and how to mend it."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from irwell.accounts.actors import SYSTEM
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.config import checks
from irwell.crypto.keyring import create


def said(found: list[Any]) -> str:
    return " ".join(f"{message.msg} {message.hint}" for message in found)


@pytest.mark.parametrize(
    ("on", "warned"), [(dt.date(2027, 12, 31), False), (dt.date(2028, 1, 2), True)]
)
def test_fewer_than_twelve_months_of_bank_holidays_is_a_warning(on: dt.date, warned: bool) -> None:
    found = checks.holidays_left(dt.date(2028, 12, 31), on)

    assert bool(found) is warned


def test_missing_keys_are_errors(settings: Any, tmp_path: Path) -> None:
    settings.IRWELL_KEYRING = tmp_path / "keyring.json"
    settings.IRWELL_SIGNING_KEY = tmp_path / "publication.pem"

    assert "keyring.json is missing. irwell keys create" in said(checks.keys())


def test_a_key_that_others_can_read_is_an_error(settings: Any, tmp_path: Path) -> None:
    settings.IRWELL_KEYRING = tmp_path / "keyring.json"
    create(settings.IRWELL_KEYRING)
    settings.IRWELL_KEYRING.chmod(0o644)

    assert "keyring.json can be read by others" in said(checks.keys())


def test_no_scanner_is_a_warning(settings: Any) -> None:
    settings.IRWELL_CLAMD = ""

    assert "kept unscanned" in said(checks.malware_scanner())


def test_a_scanner_that_does_not_answer_is_an_error(settings: Any, tmp_path: Path) -> None:
    settings.IRWELL_CLAMD = str(tmp_path / "nobody-listens")

    assert "no file is taken in" in said(checks.malware_scanner())


@pytest.mark.django_db
def test_a_broken_log_is_an_error() -> None:
    for _ in range(3):
        audit.record(Event.SIGNED_IN, by=SYSTEM)
    with connection.cursor() as cursor:
        lift = {
            "sqlite": "DROP TRIGGER IF EXISTS audit_no_update",
            "postgresql": "ALTER TABLE audit_loggedevent DISABLE TRIGGER USER",
        }
        cursor.execute(lift[connection.vendor])
        cursor.execute("UPDATE audit_loggedevent SET name = 'other' WHERE seq = 2")

    assert "2" in said(checks.event_log())
