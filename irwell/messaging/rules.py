"""What the answer of a mail server means, and what a returned message says. Pure."""

import email
import email.policy
import re
import smtplib
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage, Message
from uuid import UUID

DIGEST = "digest:"  # how the `once` of a morning's list begins
STALE = timedelta(minutes=5)  # a claim older than this belongs to a worker that is gone
BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=10),
    timedelta(minutes=30),
)
ENHANCED = re.compile(rb"\b[245]\.\d{1,3}\.\d{1,3}\b")
MESSAGE_ID = re.compile(r"<\s*([0-9a-f-]{36})@")
LARGEST = 1024 * 1024  # bytes of a returned message that are read


def back_off(attempts: int) -> timedelta:
    """How long to wait after that many tries found the mail server away."""
    return BACK_OFF[min(attempts, len(BACK_OFF) - 1)]


@dataclass(frozen=True)
class Answer:
    """A mail server's "no": for good or for now, because of the address or of the message."""

    code: str
    for_good: bool
    of_the_address: bool


def answer_of(error: smtplib.SMTPException) -> Answer | None:
    """What the server said; None when the line broke and nobody knows whether the message was taken."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return Answer(_code(code, words), code >= 500, of_the_address=code >= 500)
    if isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= 400:
        code, said = error.smtp_code, error.smtp_error
        ours = isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPAuthenticationError)
        return Answer(_code(code, said), code >= 500 and not ours, of_the_address=False)
    return None


def _code(code: int, words: bytes | str) -> str:
    said = words if isinstance(words, bytes) else words.encode()
    found = ENHANCED.search(said)
    return f"{code} {found.group().decode()}" if found else str(code)


@dataclass(frozen=True)
class Bounce:
    """A report that a notice could not be delivered."""

    notice_id: UUID
    code: str


def read_bounce(raw: bytes) -> Bounce | None:
    """The failed notice of a delivery report (RFC 3464), or None for any other message.

    A report counts only when it names the Message-ID of a notice, which its recipient and the mail servers
    alone have seen: a stranger cannot have an address closed. A report of a mere delay is not a failure.
    """
    message = email.message_from_bytes(raw[:LARGEST], policy=email.policy.default)
    status = _failure(message)
    found = MESSAGE_ID.search(_returned(message))
    if status is None or found is None:
        return None
    try:
        return Bounce(UUID(found.group(1)), status)
    except ValueError:
        return None


def _failure(message: Message) -> str | None:
    """The status code of the first recipient that failed."""
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in part.get_payload():
            if (
                isinstance(block, Message)
                and str(block.get("Action", "")).strip().lower() == "failed"
            ):
                return str(block.get("Status", "")).strip()[:20] or "not stated"
    return None


def _returned(message: Message) -> str:
    """The Message-ID of the message that came back, as the report quotes it."""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = part.get_payload(0)
            return str(inner.get("Message-ID", "")) if isinstance(inner, Message) else ""
        if kind == "text/rfc822-headers":
            text = part.get_content() if isinstance(part, EmailMessage) else str(part.get_payload())
            return str(email.message_from_string(str(text)).get("Message-ID", ""))
    return ""
