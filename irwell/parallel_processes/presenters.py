"""View models of the processes beside a case."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from irwell.core.time import london
from irwell.parallel_processes import rules
from irwell.parallel_processes.models import ParallelProcess, ProcessChange
from irwell.statute import long_date
from irwell.ui.presenters import Happening, Row
from irwell.ui.templatetags.ui import british_moment

COLOURS = {"expected": "blue", "open": "amber", "agreed": "green", "ended": "grey", "not_held": "grey"}  # fmt: skip
SHORT = {
    "expected": "Expected", "open": "Under way", "agreed": "Under way, need not wait",
    "ended": "Ended", "not_held": "Will not happen",
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A process as a card: how it stands, its next date, what it limits, what it changes."""

    process: ParallelProcess
    kind: rules.Kind
    title: str
    status: str
    colour: str
    next: str
    passed: bool
    holds_gate: bool
    rows: list[Row]
    href: str


def shown(process: ParallelProcess, *, today: dt.date) -> Shown:
    kind = rules.kinds().get(process.kind) or rules.kinds()["other"]
    passed = process.next_on is not None and process.next_on < today and not process.is_over
    return Shown(
        process=process, kind=kind, title=kind.title, status=SHORT[process.status],
        colour=COLOURS[process.status], next=_next(process, passed), passed=passed,
        holds_gate=bool(rules.gate_held_by(process.kind, process.status)), rows=_rows(process),
        href=reverse("parallel_processes:one", args=[process.case_id, process.pk]),
    )  # fmt: skip


def _next(process: ParallelProcess, passed: bool) -> str:
    if process.is_over:
        return "None: it is over"
    if process.next_on is None:
        return "Not known yet"
    what = f": {process.next_what}" if process.next_what else ""
    gone = " This date has passed. Ask the contact, then record the next one." if passed else ""
    return f"{long_date(process.next_on)}{what}.{gone}"


def _rows(process: ParallelProcess) -> list[Row]:
    rows = [
        ("Contact", process.contact or "Nobody recorded yet"),
        ("Reference", process.reference),
        ("Meeting family and practitioners", process.witnesses),
        ("Disclosure", process.disclosure),
        ("Publication", process.publication),
    ]
    return [Row(label, value) for label, value in rows if value]


def history(changes: Iterable[ProcessChange]) -> list[Happening]:
    """Every change, newest first: what stood there, what stands there now, and why."""
    return [
        Happening(
            title=f"{', '.join(rules.FIELDS[name] for name in change.became)} changed",
            when=british_moment(change.at), by=change.by.name, text=_told(change),
        )
        for change in changes
    ]  # fmt: skip


def _told(change: ProcessChange) -> str:
    told = [
        f"{rules.FIELDS[name]}: “{_said(name, change.was.get(name, ''))}” became “{_said(name, text)}”."
        for name, text in change.became.items()
    ]
    return " ".join([*told, change.reason]).strip()


def _said(name: str, text: str) -> str:
    if not text:
        return "nothing"
    if name == "status":
        return SHORT.get(text, text)
    return long_date(dt.date.fromisoformat(text)) if name == "next_on" else text


def gate_sentences(held: Iterable[ParallelProcess]) -> list[str]:
    """Why a gate stays open: each process that keeps it so, with its next date. No contact, no name."""
    return [
        f"{rules.kinds()[one.kind].title}: {SHORT[one.status].lower()}"
        + (f", next date {long_date(one.next_on)}." if one.next_on else ", next date not known.")
        for one in held
    ]


def suggestion_rows(kinds: Iterable[rules.Kind], case: Any) -> list[dict[str, str]]:
    """What the referral names, each with the pages on which it is taken up or set aside."""
    return [
        {
            "title": kind.title,
            "add": f"{reverse('parallel_processes:add', args=[case.pk])}?kind={kind.id}",
            "aside": reverse("parallel_processes:set_aside", args=[case.pk, kind.id]),
        }
        for kind in kinds
    ]


def recorded(process: ParallelProcess) -> str:
    return f"Recorded by {process.by.name} on {long_date(london(process.created_at).date())}."
