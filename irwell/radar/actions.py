"""Asking the repository, with words a person typed and nothing of a case."""

import http.client
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases.models import Case

from . import policies

TIMEOUT_SECONDS = 10
LARGEST_ANSWER = 1_000_000
BEFORE, SIMILAR = "radar", "similar"


@dataclass(frozen=True)
class Answer:
    """What the repository said, or a sentence why it said nothing."""

    problem: str = ""
    groups: list[dict[str, Any]] = field(default_factory=list)
    reviews: list[dict[str, Any]] = field(default_factory=list)


def ask_repository(*, case: Case, about: str, words: str, by: User) -> Answer:
    """Send the words. The log says that somebody asked, about what and how many words, never which."""
    _note(case, about, words, by)
    url = str(settings.IRWELL_REPOSITORY_URL or "").rstrip("/")
    if not url:
        return Answer(
            "No repository is set up here, so only this partnership’s own was searched. Whoever runs Irwell"
            " sets its address (IRWELL_REPOSITORY_URL)."
        )
    return _post(f"{url}/api/{about}", words)


@transaction.atomic
def _note(case: Case, about: str, words: str, by: User) -> None:
    check(by, Permission.READ_RETURNS, case_id=case.pk)
    policies.check_can_send(case, words)
    audit.record(
        Event.REPOSITORY_ASKED, by=by, case_id=case.pk, about_what=about, words=len(words.split())
    )


def _post(url: str, words: str) -> Answer:
    address = urlsplit(url)
    if address.scheme not in ("http", "https") or not address.hostname:
        return Answer("The repository’s address is not a web address. Ask whoever runs Irwell.")
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = kind(address.hostname, address.port, timeout=TIMEOUT_SECONDS)
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    try:
        body = json.dumps({"words": words}).encode()
        connection.request("POST", address.path, body=body, headers=headers)
        response = connection.getresponse()
        return _read(response.status, response.read(LARGEST_ANSWER))
    except (OSError, http.client.HTTPException):
        return Answer(
            "The repository does not answer. What is here was searched; try the rest again later."
        )
    finally:
        connection.close()


def _read(status: int, body: bytes) -> Answer:
    try:
        said: Any = json.loads(body)
    except ValueError:
        said = None
    if status != http.client.OK or not isinstance(said, dict):
        return Answer(f"The repository answered with an error ({status}). Try again later.")
    return Answer(
        groups=[one for one in said.get("groups") or [] if isinstance(one, dict)],
        reviews=[one for one in said.get("reviews") or [] if isinstance(one, dict)],
    )
