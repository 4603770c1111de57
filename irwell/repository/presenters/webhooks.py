"""The message that a webhook gets, and its signature, as https://www.standardwebhooks.com describes them."""

import base64
import hashlib
import hmac
import json
from datetime import datetime

from django.utils.crypto import salted_hmac

from irwell.repository.models import Delivery, Webhook

from . import records

PREFIX = "whsec_"


def secret_of(webhook: Webhook) -> bytes:
    """What the messages are signed with: of the site's own key, so a copy of the database signs nothing."""
    value = f"{webhook.pk}:{webhook.nonce}"
    return salted_hmac("irwell.webhooks", value, algorithm="sha256").digest()


def secret_words(webhook: Webhook) -> str:
    """The secret as it is shown."""
    return PREFIX + base64.b64encode(secret_of(webhook)).decode()


def body_of(row: Delivery) -> bytes:
    """The record as it is now: of one withdrawn since, no word goes out."""
    event = row.event
    if row.record is not None and row.record.is_withdrawn:
        event = Delivery.Event.WITHDRAWN
    data = {
        "type": event,
        "timestamp": row.made_at.isoformat(),
        "repository": records.site(),
        "data": records.as_json(row.record) if row.record else {},
    }
    return json.dumps(data, ensure_ascii=False).encode()


def headers_of(row: Delivery, body: bytes, *, now: datetime) -> dict[str, str]:
    """Identity, moment and signature; the same message keeps its identity when it is sent again."""
    moment = str(int(now.timestamp()))
    signed = f"{row.pk}.{moment}.".encode() + body
    mac = hmac.new(secret_of(row.webhook), signed, hashlib.sha256).digest()
    return {
        "Content-Type": "application/json",
        "User-Agent": "Irwell webhooks",
        "webhook-id": str(row.pk),
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{base64.b64encode(mac).decode()}",
    }


def problem_of(status: int) -> str:
    """Why an answer does not count as taken; nothing when it does."""
    if 200 <= status < 300:
        return ""
    if 300 <= status < 400:
        return f"It answered that it has moved ({status}). Register the new address; this is not followed."
    return f"It answered with {status}."
