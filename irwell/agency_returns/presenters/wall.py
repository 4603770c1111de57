"""View models of the wall, of links and of departments."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from irwell.agency_returns.models import InformationRequest
from irwell.agency_returns.queries import WallRow, is_settled, standing
from irwell.agency_returns.rules.asking import Standing, days_in_words, waiting_in_words
from irwell.agency_returns.rules.links import state_of
from irwell.core.time import london
from irwell.messaging.models import SignedLink
from irwell.statute import long_date

LOOK = {
    Standing.SENT: ("Sent", "sent"), Standing.OPENED: ("Opened", "current"), Standing.DRAFT: ("Draft", "draft"),
    Standing.REOPENED: ("Reopened", "waiting"), Standing.EXPLAINED: ("Explained", "grey"),
    Standing.REVOKED: ("Withdrawn", "grey"),
    Standing.NIL: ("Nil return", "done"), Standing.RETURNED: ("Returned", "done"),
}  # fmt: skip


@dataclass(frozen=True)
class WallLine:
    """One agency of the wall in words."""

    row: WallRow
    status: str
    colour: str
    left: str
    waited: str
    flags: tuple[str, ...]


def wall_lines(rows: Iterable[WallRow]) -> list[WallLine]:
    return [wall_line(row) for row in rows]


def wall_line(row: WallRow) -> WallLine:
    status, colour = LOOK[row.standing]
    left = days_in_words(row.days_left) if row.to_chase else ""
    return WallLine(row, status, colour, left, _waited(row), _flags(row))


def _waited(row: WallRow) -> str:
    """For how long an answer has been waited for, or took."""
    days = waiting_in_words(row.waiting)
    if row.waiting == 0:
        return "answered the same day" if row.answered else "asked today" if row.to_chase else ""
    if row.answered:
        return f"answered in {days}"
    return f"waiting {days}" if row.to_chase else ""


def _flags(row: WallRow) -> tuple[str, ...]:
    """What stands in the way of an answer, each with how to mend it."""
    told = []
    if row.no_lead:
        told.append(
            "No safeguarding lead is recorded, so nobody is copied into reminders: open the agency and add one."
        )
    if row.to_chase and row.unreachable is not None:
        told.append(
            f"Mail to {row.request.contact_email} {row.unreachable.get_how_display()} on "
            f"{long_date(london(row.unreachable.since).date())}, so nothing is sent there: telephone the agency, open it and "
            "send the request to another address."
        )
    if row.to_chase and row.no_link:
        told.append("No link to the request works any more: open the agency and send a new one.")
    return tuple(told)


def department_lines(row: WallRow) -> list[tuple[str, str, str]]:
    """Each department that the agency asked: its name, status and colour; nothing that it wrote."""
    return [(d.department, *LOOK[standing(d)]) for d in row.departments]


@dataclass(frozen=True)
class LinkLine:
    """A link to the request: to whom, how it stands, and since when."""

    link: SignedLink
    state: str
    colour: str
    confirmed_at: dt.datetime | None


STATES = {"open": "sent", "replaced": "grey", "revoked": "grey", "expired": "grey"}


def link_lines(
    links: Iterable[SignedLink], confirmed: Mapping[UUID, dt.datetime], *, now: dt.datetime
) -> list[LinkLine]:
    shown = []
    for link in links:
        state = state_of(
            revoked_at=link.revoked_at,
            reason=link.closed_reason,
            expires_at=link.expires_at,
            now=now,
        )
        shown.append(LinkLine(link, state.capitalize(), STATES[state], confirmed.get(link.pk)))
    return shown


@dataclass(frozen=True)
class DepartmentLine:
    """A department as its agency's lead sees it: how far it is and what is to be done."""

    department: InformationRequest
    status: str
    colour: str
    todo: str


def lead_lines(departments: Iterable[InformationRequest]) -> list[DepartmentLine]:
    shown = []
    for one in departments:
        found = standing(one)
        status, colour = LOOK[found]
        todo = f"Due {long_date(one.due_on)}"
        if found is Standing.RETURNED:
            taken = is_settled(one)
            status, colour = ("Taken in", "done") if taken else ("To read", "waiting")
            todo = "" if taken else "Read it, then take it in or send it back"
        shown.append(DepartmentLine(one, status, colour, "" if found is Standing.NIL else todo))
    return shown
