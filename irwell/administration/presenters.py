"""Rows of the log and of a person's roles, in words."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from irwell.access.models import RoleGrant
from irwell.access.roles import ROLES
from irwell.audit.models import LoggedEvent
from irwell.audit.presenters import ACTORS, sentence
from irwell.core.time import london

COLUMNS = ("Row", "When", "What", "By", "Case")


def rows(events: Iterable[LoggedEvent], people: Mapping[UUID, str]) -> list[list[Any]]:
    """Each event as a row: what happened, who did it, and the case by its id alone."""
    return [
        [
            event.seq, f"{london(event.at):%-d %b %Y, %H:%M:%S}", sentence(event.name, event.data),
            people.get(event.by, "") if event.by else ACTORS.get(event.by_kind, event.by_kind),
            str(event.case)[:8] if event.case else "",
        ]
        for event in events
    ]  # fmt: skip


def grants(found: Iterable[RoleGrant]) -> list[dict[str, Any]]:
    """A person's roles, open and ended."""
    return [
        {
            "id": grant.pk, "title": ROLES[grant.role].title if grant.role in ROLES else grant.role,
            "purpose": ROLES[grant.role].purpose if grant.role in ROLES else "",
            "since": grant.created_at, "ended_at": grant.ended_at,
        }
        for grant in found
    ]  # fmt: skip
