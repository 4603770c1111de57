"""What happened on a case, in words."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from irwell.access.roles import ROLES
from irwell.audit.models import LoggedEvent
from irwell.audit.presenters import ACTORS, sentence
from irwell.cases.rules import CLOCKS_STARTED_BY
from irwell.statute import find_policy, load_workflow
from irwell.statute.policies import load_moments
from irwell.ui.presenters import Happening
from irwell.ui.templatetags.ui import british_date, british_moment


def happenings(events: Iterable[LoggedEvent], people: Mapping[UUID, str]) -> list[Happening]:
    """The log in words, newest first."""
    return [
        Happening(
            title=sentence(event.name, _in_words(event.data)), when=british_moment(event.at),
            by=people.get(event.by, "") if event.by else ACTORS.get(event.by_kind, ""),
            text=people.get(about, "") if (about := person_about(event)) else "",
            quiet=event.name.endswith((":read", ":opened")),
        )
        for event in events
    ]  # fmt: skip


def clocks_of() -> list[tuple[str, str]]:
    """Every clock that a case may have, to choose from."""
    return [(clock, find_policy(policy).clock_title) for clock, policy in CLOCKS_STARTED_BY.items()]


def person_about(event: LoggedEvent) -> UUID | None:
    """The person that an event is about, if it is about one."""
    return UUID(event.about_id) if event.about == "accounts.User" else None


def _in_words(data: Mapping[str, Any]) -> dict[str, Any]:
    """Ids of states, clocks, facts and roles as their titles, days as people say them."""
    said, states = dict(data), load_workflow().states
    for key in ("from_state", "to_state"):
        if data.get(key) in states:
            said[key] = states[data[key]].title
    said["clock"] = dict(clocks_of()).get(data.get("clock", ""), data.get("clock", ""))
    moments = load_moments()
    if data.get("fact") in moments:
        said["fact"] = moments[data["fact"]].phrase
    for key in ("due_on", "to"):
        if isinstance(data.get(key), str):
            said[key] = british_date(dt.date.fromisoformat(data[key]))
    if data.get("role") in ROLES:
        said["role"] = ROLES[data["role"]].title
    return said
