"""Messages that come back: what is read of them, and that nobody can have an address closed by a forged one."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from irwell.accounts.actors import SYSTEM
from irwell.cases.models import Case
from irwell.messaging.actions import notify
from irwell.messaging.models import Notice, UnreachableAddress
from irwell.messaging.rules import read_bounce
from irwell.messaging.tasks import read_returned, send_due_notices

NOW = datetime(2026, 4, 13, 9, 0, tzinfo=UTC)
TO = "records@hospital.example"


def report(notice_id: object, *, action: str = "failed", status: str = "5.1.1") -> bytes:
    """A delivery report as mail servers write it (RFC 3464)."""
    return f"""From: MAILER-DAEMON@mx.example
To: no-reply@irwell.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=b"

--=b
Content-Type: text/plain

This is the mail system. I could not deliver your message.

--=b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {TO}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user

--=b
Content-Type: message/rfc822

Message-ID: <{notice_id}@irwell.example>
Subject: An answer is waited for

Sign in.
--=b--
""".replace("\n", "\r\n").encode()


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.IRWELL_RETURNED_MAIL = tmp_path
    return tmp_path


@pytest.fixture
def sent(case: Case) -> Notice:
    notice = notify(
        to=TO, subject="An answer is waited for", body="x", once="c", by=SYSTEM, case_id=case.pk
    )
    notice.due_at = NOW
    notice.save()
    send_due_notices(NOW)
    return notice


def test_a_returned_message_closes_its_address(sent: Notice, folder: Path) -> None:
    (folder / "one.eml").write_bytes(report(sent.pk))

    read = read_returned(NOW), read_returned(NOW)

    assert read == (1, 0)
    assert UnreachableAddress.objects.get().email == TO
    assert Notice.objects.get(pk=sent.pk).bounced_at == NOW
    assert (folder / "read" / "one.eml").exists()


def test_a_maildir_is_read_as_well(sent: Notice, folder: Path) -> None:
    (folder / "new").mkdir()
    (folder / "new" / "1700000000.M1").write_bytes(report(sent.pk))

    read_returned(NOW)

    assert UnreachableAddress.objects.get().how == "bounced"


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\xff\xfe not a message", b"Subject: Out of office\r\n\r\nI am away until Monday.",
        report(uuid4()), report("not-an-identifier"), report(uuid4(), action="delayed", status="4.4.1"),
    ],
)  # fmt: skip
def test_what_is_no_report_of_a_message_of_ours_closes_nothing(
    sent: Notice, folder: Path, raw: bytes
) -> None:
    (folder / "other.eml").write_bytes(raw)

    read_returned(NOW)

    assert not UnreachableAddress.objects.exists()
    assert list(folder.glob("*.eml")) == []


def test_a_report_of_a_delay_is_no_failure(sent: Notice) -> None:
    assert read_bounce(report(sent.pk, action="delayed", status="4.4.1")) is None


def test_a_report_that_quotes_headers_alone_is_read(sent: Notice) -> None:
    raw = report(sent.pk).replace(b"message/rfc822", b"text/rfc822-headers")

    found = read_bounce(raw)

    assert found is not None
    assert (found.notice_id, found.code) == (sent.pk, "5.1.1")


def test_an_uncertain_message_that_came_back_had_left(sent: Notice, folder: Path) -> None:
    Notice.objects.filter(pk=sent.pk).update(sent_at=None, uncertain=True)
    (folder / "one.eml").write_bytes(report(sent.pk))

    read_returned(NOW)

    notice = Notice.objects.get(pk=sent.pk)
    assert (notice.sent_at, notice.uncertain) == (NOW, False)
