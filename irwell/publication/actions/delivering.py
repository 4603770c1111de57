"""Sending a bundle to the repository by HTTP, and keeping the receipt."""

import datetime as dt
import http.client
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from irwell.accounts.actors import SYSTEM
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.publication import rules
from irwell.publication.models import Delivery

from .notices import ADVISERS, tell

TIMEOUT_SECONDS = 30
LARGEST_ANSWER = 100_000


@dataclass(frozen=True)
class Answer:
    """What the repository said. `refused` is its sentence when it read the bundle and did not take it."""

    receipt: str = ""
    record_url: str = ""
    refused: str = ""
    away: str = ""


def send(*, delivery: Delivery, now: dt.datetime) -> bool:
    """Send a claimed bundle. The same bundle twice gets the same receipt, so a repeated sending does no harm."""
    answer = _post(delivery.url, bytes(delivery.bundle))
    delivery.attempts += 1
    delivery.claimed_at = None
    if answer.receipt:
        _keep_receipt(delivery, answer, now)
        return True
    delivery.problem = (answer.refused or answer.away)[:400]
    delivery.due_at = now + rules.back_off(delivery.attempts)
    delivery.save(update_fields=["attempts", "claimed_at", "problem", "due_at"])
    if answer.refused:
        audit.record(
            Event.BUNDLE_REFUSED, by=SYSTEM, case_id=delivery.publication.case_id, about=delivery
        )
        tell(
            case=delivery.publication.case, roles=ADVISERS, by=SYSTEM, once=f"refused {delivery.pk}",
            subject="the repository did not take the review",
            sentence="It stands on the partnership’s site; the repository refused its copy. The page says why.",
        )  # fmt: skip
    return False


def _keep_receipt(delivery: Delivery, answer: Answer, now: dt.datetime) -> None:
    delivery.problem, delivery.acknowledged_at = "", now
    delivery.receipt, delivery.record_url = answer.receipt, answer.record_url
    delivery.save(
        update_fields=[
            "problem", "acknowledged_at", "receipt", "record_url", "attempts", "claimed_at",
        ]
    )  # fmt: skip
    audit.record(
        Event.BUNDLE_ACKNOWLEDGED, by=SYSTEM, case_id=delivery.publication.case_id, about=delivery,
        receipt=answer.receipt,
    )  # fmt: skip


def _post(url: str, data: bytes) -> Answer:
    address = urlsplit(url)
    if address.scheme not in ("http", "https") or not address.hostname:
        return Answer(
            away="The repository’s address is not a web address. Ask whoever runs Irwell."
        )
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = kind(address.hostname, address.port, timeout=TIMEOUT_SECONDS)
    headers = {"Content-Type": "application/zip", "Accept": "application/json"}
    try:
        connection.request("POST", address.path, body=data, headers=headers)
        response = connection.getresponse()
        return _read(response.status, response.read(LARGEST_ANSWER))
    except (OSError, http.client.HTTPException):
        return Answer(away="The repository does not answer. It is tried again by itself.")
    finally:
        connection.close()


def _read(status: int, body: bytes) -> Answer:
    try:
        said: Any = json.loads(body)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        return Answer(away=f"The repository answered with an error ({status}). It is tried again.")
    if status in (200, 201) and said.get("receipt"):
        url = str(said.get("url") or "")
        safe = url if url.startswith(("http://", "https://")) and len(url) <= 200 else ""
        return Answer(receipt=str(said["receipt"])[:120], record_url=safe)
    problem = str(said.get("problem") or f"It gave no reason (answer {status}).")
    return Answer(refused=f"The repository did not take it: {problem}")
