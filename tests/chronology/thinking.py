"""Short ways to write a chronology in a test."""

from __future__ import annotations

from datetime import date
from typing import Any

from irwell.chronology import Background, Entry, Import, Study, merge, read_when
from irwell.chronology.when import When

CHILD = "Kayleigh Moss"


def entry(agency: str, when: str, event: str, **more: Any) -> Entry:
    """One line; about the child unless told otherwise."""
    read = read_when(when)
    assert isinstance(read, When), read
    return Entry(agency, 1, read, source="Record", event=event, **{"subjects": (CHILD,), **more})


def study(*entries: Entry, incident: date | None = None, **more: Any) -> Study:
    """The lines as the agencies' returns, merged."""
    agencies = {one.agency for one in entries}
    returns = [Import(a, 1, tuple(e for e in entries if e.agency == a)) for a in sorted(agencies)]
    return Study(merge(returns), Background(incident=incident, **more))
