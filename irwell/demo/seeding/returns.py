"""Agencies are asked and answer: requests, nil returns, summaries and chronologies in the forms people really send."""

import csv
import datetime as dt
import io
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from docx.enum.section import WD_ORIENT
from openpyxl import Workbook

from irwell.accounts.actors import by_link
from irwell.accounts.models import Agency, User
from irwell.agency_returns import queries
from irwell.agency_returns.actions import answering, asking, chronologies
from irwell.agency_returns.models import InformationRequest, ReturnChronology
from irwell.agency_returns.rules import lines
from irwell.agency_returns.rules.asking import bases, propose_due
from irwell.agency_returns.rules.questions import EVERY, shipped
from irwell.agency_returns.rules.summary import fingerprint, sections
from irwell.audit.actions import Actor
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.cases.queries import date_of, labels_taken, register_of
from irwell.cases.rules import propose_label
from irwell.core.time import LONDON, london
from irwell.demo.data import load
from irwell.statute import add_months, load_calendar

STORIES = ("infant", "child")
HOURS = (dt.time(10, 5), dt.time(11, 40), dt.time(14, 20), dt.time(16, 10))

Row = list[Any]


@dataclass(frozen=True)
class Names:
    """The case's own names for a story's placeholders."""

    child_full: str
    mother_full: str

    def fill(self, text: str) -> str:
        child, surname = self.child_full.split()[0], self.child_full.split()[-1]
        return text.format(
            child=child, child_full=self.child_full, surname=surname, mother_full=self.mother_full,
            mother=self.mother_full.split()[0],
        )  # fmt: skip


@cache
def _story(name: str) -> dict[str, Any]:
    path = resources.files("irwell.demo") / "data" / "returns" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _fitting(case: Case, incident: dt.date) -> dict[str, Any]:
    """The story whose child is about as old as this one."""
    child = next(i for i in register_of(case) if i.role == "child")
    born = dt.date.fromisoformat((child.details.get("dates_of_birth") or [incident.isoformat()])[0])
    age = (incident - born).days / 365.25
    return next(
        story
        for story in map(_story, STORIES)
        if story["older_than_years"] <= age < story["younger_than_years"]
    )


def _names(case: Case) -> Names:
    found = {i.role: i.names[0] for i in reversed(list(register_of(case)))}
    return Names(found["child"], found.get("mother", "Her mother"))


def take(
    case: Case, people: dict[str, User], *, now: dt.datetime, until: str = "returned"
) -> dt.datetime:
    """Every agency is asked and, unless `until` is "requested", answers. Returns the moment it ended."""
    known = date_of(case, "incident_at") or now
    incident = london(known).date()
    story, names, maya = _fitting(case, incident), _names(case), people["maya"]
    _ask(case, story, incident, maya, now)
    moments = _working_hours(now)
    _learn_of(case, story["person"][:2], names, maya)
    requests = _requests(case)
    for row in story["nil"]:
        now = next(moments)
        _answer_nil(requests[row["key"]], row["signed"], now)
        if until == "requested":
            return now
    for row in story["agency"]:
        now = next(moments)
        _answer(requests[row["key"]], row, names, incident, now)
    _learn_of(case, story["person"][2:], names, maya)
    return now


def _ask(
    case: Case, story: dict[str, Any], incident: dt.date, maya: User, now: dt.datetime
) -> None:
    keys = [row["key"] for row in (*story["agency"], *story["nil"])]
    named = {row["key"]: row["name"] for row in load()["agency"]}
    agencies = {named[key]: key for key in keys}
    found = Agency.objects.filter(name__in=agencies)
    due = propose_due(date_of(case, "sin_submitted_at"), london(now).date(), load_calendar())
    basis = bases()[0]
    letter = asking.Letter(
        questions=shipped()[EVERY], basis=basis.id, basis_text=basis.text, due_on=due.on,
        period_from=add_months(incident, -24), period_to=incident, about=queries.household_of(case),
        more={agency.pk: shipped().get(agency.kind, "") for agency in found},
    )  # fmt: skip
    contacts = {agency: agency.contact_email for agency in found}
    asking.ask(case=case, contacts=contacts, letter=letter, by=maya, now=now)


def _requests(case: Case) -> dict[str, InformationRequest]:
    keys = {row["name"]: row["key"] for row in load()["agency"]}
    return {keys[r.agency.name]: r for r in queries.requests_of(case)}


def _working_hours(now: dt.datetime) -> Iterator[dt.datetime]:
    """Moments at which answers come: a few on each working day from the next one on."""
    calendar, day = load_calendar(), london(now).date()
    while True:
        day = calendar.add_working_days(day, 1)
        for hour in HOURS:
            yield dt.datetime.combine(day, hour, LONDON)


def _learn_of(case: Case, people: list[dict[str, Any]], names: Names, maya: User) -> None:
    """People who come to light go into the identity register, so that no name of theirs is ever published."""
    known = {name for i in register_of(case) for name in i.names}
    for row in people:
        found = [names.fill(name) for name in row["names"]]
        if known & set(found):
            continue
        label = propose_label(row["role"], labels_taken(case))
        cases.add_identity(
            case=case, key=case.key, kind="person", role=row["role"], label=label, names=found, details={}, by=maya
        )  # fmt: skip


def _by(request: InformationRequest) -> Actor:
    return by_link(request.link_id or request.pk)


def _answer_nil(request: InformationRequest, signed: list[str], now: dt.datetime) -> None:
    answering.note_opened(request=request, by=_by(request), now=now)
    answering.send_nil(request=request, name=signed[0], role=signed[1], by=_by(request), now=now)


def _answer(
    request: InformationRequest,
    row: dict[str, Any],
    names: Names,
    incident: dt.date,
    now: dt.datetime,
) -> None:
    by = _by(request)
    answering.note_opened(request=request, by=by, now=now - dt.timedelta(hours=2))
    for section in sections():
        given = {q: names.fill(text) for q, text in row["summary"].get(section.id, {}).items()}
        answering.save_section(
            request=request, section=section.id, answers=given, basis=fingerprint(None), by=by
        )
    upload = SimpleUploadedFile(row["file"], _file(row, names, incident))
    added = chronologies.add_file(request=request, upload=upload, department="", by=by, now=now)
    _mend(request, added, row, incident, by, now)
    chronologies.confirm(request=request, chronology=added, by=by, now=now)
    answering.sign(
        request=request, name=row["signed"][0], role=row["signed"][1], no_chronology=False, by=by, now=now
    )  # fmt: skip


def _mend(
    request: InformationRequest, added: ReturnChronology, row: dict[str, Any], incident: dt.date, by: Actor,
    now: dt.datetime,
) -> None:  # fmt: skip
    """A date that never was is put right on the page, as the agency's author would."""
    slips = [r for r in row["rows"] if r[1] == "slip"]
    wrong = queries.rows_of(added).unreadable
    if not wrong:
        return
    cells = {
        lines.row_id(fault.table, fault.row_number): {"date": _written(slip, incident, "slash")}
        for fault, slip in zip(wrong, slips, strict=True)
    }
    chronologies.mend(
        request=request, chronology=added, cells=cells, left_out={}, source=None, by=by, now=now
    )  # fmt: skip


def _day(row: Row, incident: dt.date) -> dt.date:
    return incident - dt.timedelta(days=row[0])


WRITTEN: dict[str, Callable[[dt.date], str]] = {
    "slash": lambda d: f"{d:%d/%m/%Y}",
    "dot": lambda d: f"{d.day}.{d.month}.{d:%y}",
    "long": lambda d: f"{d.day} {d:%B %Y}",
    "short": lambda d: f"{d.day} {d:%b %y}",
    "month": lambda d: f"{d:%B %Y}",
    "early": lambda d: f"early {d:%b %y}",
    "mid": lambda d: f"mid {d:%B %Y}",
    "late": lambda d: f"late {d:%b %y}",
    "doubt": lambda d: f"?{d.day}.{d.month}.{d:%y}",
    "about": lambda d: f"c. {d:%d/%m/%y}",
    "slip": lambda d: f"31/02/{d:%Y}",
}


def _written(row: Row, incident: dt.date, style: str) -> Any:
    day = _day(row, incident)
    return day if style == "cell" else WRITTEN[style](day)


def _cells(agency: dict[str, Any], row: Row, names: Names, incident: dt.date) -> list[Any]:
    """One row of the file, in the agency's own columns."""
    date = _written(row, incident, row[1])
    held = {
        "date": date, "time": row[2], "moment": f"{date} {row[2]}".strip(), "end": "",
        "source": row[3] or agency["source"], "who": row[4], "about": names.fill(row[5]), "seen": row[6],
        "event": names.fill(row[7]), "action": names.fill(row[8]), "voice": names.fill(row[9]) if len(row) > 9 else "",
    }  # fmt: skip
    return [held[column] for column in agency["columns"]]


def _file(agency: dict[str, Any], names: Names, incident: dt.date) -> bytes:
    """The chronology as this agency would send it: Word, Excel or CSV."""
    rows = [_cells(agency, row, names, incident) for row in agency["rows"]]
    ending = agency["file"].rsplit(".", 1)[1]
    makers = {"docx": _word, "xlsx": _excel, "csv": _csv}
    return makers[ending](agency["headings"], rows)


def _word(headings: list[str], rows: list[list[Any]]) -> bytes:
    document = Document()
    document.sections[0].orientation = WD_ORIENT.LANDSCAPE
    document.add_heading("Chronology of significant events", 1)
    table = document.add_table(rows=0, cols=len(headings))
    for texts in (headings, *rows):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = str(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _excel(headings: list[str], rows: list[list[Any]]) -> bytes:
    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise TypeError("A new workbook has a sheet.")
    sheet.title = "Chronology"
    sheet.append(["Chronology of involvement"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(headings))
    for texts in (headings, *rows):
        sheet.append(texts)
    for (cell,) in sheet.iter_rows(min_row=3, max_col=1):
        cell.number_format = "dd/mm/yyyy"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _csv(headings: list[str], rows: list[list[Any]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([headings, *rows])
    return out.getvalue().encode()
