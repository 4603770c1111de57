"""Mail servers that answer as real ones do when something is wrong."""

import smtplib
from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend

GONE = "gone@hospital.example"
FULL = "later@hospital.example"


class Choosy(EmailBackend):
    """Knows no mailbox GONE, is too busy for FULL, takes the rest."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> Any:
        to = messages[0].to[0]
        if to.lower() == GONE:
            raise smtplib.SMTPRecipientsRefused({to: (550, b"5.1.1 no such user")})
        if to == FULL:
            raise smtplib.SMTPRecipientsRefused({to: (451, b"4.2.1 try again later")})
        return super().send_messages(messages)


class Breaking(EmailBackend):
    """The line breaks after the message was handed over and before the answer came."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> Any:
        super().send_messages(messages)
        raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")


class Suspicious(EmailBackend):
    """Takes the address and refuses the message."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> Any:
        raise smtplib.SMTPDataError(554, b"5.7.1 looks like spam")
