"""The page of the case: what is to be done next, by whom, by when, and how everything stands."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from irwell.access.permissions import Permission
from irwell.accounts.models import User
from irwell.cases.models import Case
from irwell.core.text import plural
from irwell.core.time import london
from irwell.parallel_processes.models import ParallelProcess
from irwell.parallel_processes.presenters import gate_sentences
from irwell.publication import rules
from irwell.publication.models import CopySent, Delivery, GateCheck, Publication
from irwell.publication.queries import Standing
from irwell.statute import load_codes, long_date
from irwell.ui.presenters import Column, Link, Row, Task

PATH = {
    "plan": "publication:plan", "checks": "#checks", "copies": "publication:copies",
    "approve": "publication:approve", "publish": "publication:publish",
}  # fmt: skip


@dataclass(frozen=True)
class Next:
    """What is to be done next. `path` names the page on which it is done."""

    title: str
    text: str
    who: str = ""
    path: str = ""


ON_THE_SITE = ("published", "improvements_only_published")


def next_step(case: Case, standing: Standing | None, *, now: dt.datetime) -> Next:
    """One thing to do, whoever looks."""
    if case.state == "publication_deferred":
        return Next(
            "Publication is deferred",
            "It is taken up again when the reason ends.",
            "a statutory partner",
        )
    if standing is None:
        return _before_a_plan(case)
    if standing.publication.status != Publication.Status.PLANNED:
        return _after(case, standing)
    return _towards(standing, now=now)


def _before_a_plan(case: Case) -> Next:
    if case.state == "pre_publication":
        return Next(
            "Plan the publication", "The report is certified. Give its title, summary, themes and day.",
            "the business manager", PATH["plan"],
        )  # fmt: skip
    return Next(
        "Waits for the anonymised report",
        "Publication is planned once the anonymisation certificate is signed by two people.",
    )


def _towards(standing: Standing, *, now: dt.datetime) -> Next:
    publication, notice = standing.publication, standing.notice
    day = long_date(publication.planned_on)
    if publication.held_at is not None:
        return Next(
            "It was not published as planned", publication.held_reason,
            "a statutory partner publishes now, or the business manager plans another day", PATH["publish"],
        )  # fmt: skip
    if not notice.runs:
        title = (
            "Send the copies" if notice.missing else "The copies were sent too late for this day"
        )
        return Next(
            title,
            notice.sentence,
            "the business manager",
            PATH["copies" if notice.missing else "plan"],
        )
    manual = [gate for gate in standing.open_gates if not gate.counted]
    if manual:
        text = f"{plural(len(manual), 'check')} to deal with before {day}. Nothing is published while one is open."
        return Next(
            "Deal with the checks",
            text,
            "the business manager and the legal adviser",
            PATH["checks"],
        )
    if standing.against:
        return Next(
            "Something stands against it",
            " ".join(standing.against),
            "the business manager",
            PATH["plan"],
        )
    if not standing.approved:
        return _to_approve(standing, now=now)
    if now < rules.release_moment(publication.planned_on):
        text = f"Under embargo until 9:00 on {day}. Everything is checked again at that moment."
        return Next("It is published by itself", text)
    return Next("It is being published", "The work loop takes it up within a minute.")


def _to_approve(standing: Standing, *, now: dt.datetime) -> Next:
    left, planned = (
        rules.APPROVERS_NEEDED - len(standing.approvers),
        standing.publication.planned_on,
    )
    text = (
        f"Nothing is open. {plural(left, 'approval')} needed before 9:00 on {long_date(planned)}."
    )
    if now >= rules.release_moment(planned):
        text = (
            f"9:00 on {long_date(planned)} has passed without two approvals, so nothing was published. "
            f"With {plural(left, 'more approval')} it is published at once; for another day, change the plan first."
        )
    return Next("Approve", text, "statutory partners who did not plan it", PATH["approve"])


def _after(case: Case, standing: Standing) -> Next:
    publication = standing.publication
    if publication.status == Publication.Status.WITHDRAWN:
        return Next("Withdrawn", "Its address says so, and why. The case’s own copy stays sealed.")
    proposed = getattr(publication, "withdrawal", None)
    if proposed is not None and proposed.confirmed_at is None:
        text = (
            "A colleague proposes to withdraw the review. It stays until a second person confirms."
        )
        return Next("Decide on the withdrawal", text, "a statutory partner who did not propose it")
    waiting = [
        d for d in standing.deliveries if d.acknowledged_at is None and d.cancelled_at is None
    ]
    if waiting:
        why = waiting[0].problem or "The copy for the repository is on its way."
        return Next("On the site; the repository has not confirmed yet", why)
    if case.state not in ON_THE_SITE:
        return Next("Published", "Nothing is to be done here; what follows is under Learning.")
    return Next(
        "Published",
        "Share the learning next: make the briefing and give every recommendation an owner.",
        "the learning lead",
    )


def plan_rows(publication: Publication) -> list[Row]:
    """The plan as two people approve it."""
    reason = publication.withhold_reason
    rows = [
        ("What is published", publication.get_form_display()),
        ("Title", publication.title),
        ("Summary", publication.summary),
        ("What will improve", publication.improvements),
        ("Why not the report", load_codes()["withhold_reason"].label(reason) if reason else ""),
        ("Author", publication.author),
        ("Held jointly with", publication.jointly_with),
        ("Method", publication.method),
        ("Themes", ", ".join(publication.themes)),
        ("Keywords", ", ".join(publication.keywords)),
        ("Terms of use", rules.LICENCES[publication.licence].title),
        ("Planned day", f"{long_date(publication.planned_on)} at 9:00"),
        ("Planned by", publication.planned_by.name),
        ("Identifier", publication.identifier),
        ("Certificate", publication.certificate.digest[:16] if publication.certificate else ""),
    ]
    return [Row(label, value) for label, value in rows if value]


def gate_tasks(
    case: Case,
    checks: Mapping[str, GateCheck],
    notice: rules.Notice | None,
    held: Mapping[str, Sequence[ParallelProcess]],
    *,
    may: bool,
    on: dt.date,
) -> list[Task]:
    """The gates as a task list; the counted one is explained, not answered."""
    tasks = []
    for gate in rules.GATES:
        if gate.counted:
            runs = notice is not None and notice.runs
            hint = notice.sentence if notice else "Plan a day first."
            status, colour = ("Sent in time", "green") if runs else ("Open", "red")
            href = reverse("publication:copies", args=[case.pk]) if may and notice else ""
        else:
            status, colour, hint = _gate_status(gate, checks.get(gate.id), on)
            if gate.id in held:
                status, colour = "Open", "red"
                hint = f"{' '.join(gate_sentences(held[gate.id]))} It stays open while that runs."
            href = reverse("publication:gate", args=[case.pk, gate.id]) if may else ""
        tasks.append(Task(gate.title, status, href, hint, colour))
    return tasks


def gate_as_typed(row: GateCheck | None, reader: User, *, on: dt.date) -> dict[str, Any]:
    """The answer that stands, as its form shows it; an answer that no longer counts is asked for anew."""
    if row is None:
        return {"owner": str(reader.pk)}
    kept = {"note": row.note, "owner": str(row.owner_id)}
    return (
        {**kept, "answer": row.answer, "recheck_on": row.recheck_on} if row.counts_on(on) else kept
    )


def _gate_status(gate: rules.Gate, row: GateCheck | None, on: dt.date) -> tuple[str, str, str]:
    legal = " The legal adviser closes it." if gate.legal else ""
    if row is None:
        return "Not answered", "amber", f"{gate.question}{legal}"
    said = f"{row.by.name}, {long_date(london(row.created_at).date())}: {row.note}"
    if row.recheck_on is not None:
        said += f" To be looked at again on {long_date(row.recheck_on)}."
    if row.owner_id != row.by_id:
        said += f" {row.owner.name} keeps an eye on it."
    if not row.counts_on(on):
        return "Look again", "red", f"{said}{legal}"
    if row.answer == GateCheck.Answer.OPEN:
        return "Open", "red", f"{said}{legal}"
    return (
        ("Dealt with" if row.answer == GateCheck.Answer.CLOSED else "Does not apply"),
        "green",
        said,
    )


def copies_table(rows: Iterable[CopySent], *, current: str) -> dict[str, object]:
    """Who was sent what and when; a copy of an earlier report is marked."""
    cells = [
        [
            rules.ALL_RECIPIENTS.get(row.recipient, row.recipient),
            long_date(row.sent_on),
            "This report" if row.of == current else "An earlier one: it does not count",
            row.by.name,
        ]
        for row in rows
    ]
    headings = ("Recipient", "Sent on", "Copy of", "Recorded by")
    return {"columns": [Column(text) for text in headings], "rows": cells}


def notice_card(standing: Standing) -> dict[str, object]:
    """The last day on which the copies may go, with its account."""
    runs, notice = standing.notice.runs, standing.notice
    return {
        "title": "Copies to the Panel, the Secretary of State and Ofsted by",
        "due_on": notice.latest,
        "words": "Sent in time" if runs else "Not all sent" if notice.missing else "Sent too late",
        "colour": "green" if runs else "amber" if notice.missing else "red",
        "sentence": notice.sentence,
        "lines": notice.lines,
    }


def other_ways(
    case: Case, publication: Publication | None, held: frozenset[Permission]
) -> list[Link]:
    """What else can be done from here, for those who may."""
    planned = publication is None or publication.status == Publication.Status.PLANNED
    noticed, on_site = case.state == "pre_publication" and planned, False
    if publication is not None:
        on_site = publication.status == Publication.Status.PUBLISHED
    ways = [
        (
            noticed, Permission.PLAN_PUBLICATION, "improvements", "Publish the improvements only",
            "Where publishing the report itself would be wrong.",
        ),
        (
            noticed, Permission.APPROVE_PUBLICATION, "defer", "Defer publication",
            "For a trial, an inquest, a court order or a child’s safety.",
        ),
        (
            case.state == "publication_deferred", Permission.APPROVE_PUBLICATION, "take_up",
            "Take publication up again", "When the reason for waiting has ended.",
        ),
        (
            publication is not None and publication.is_report, Permission.PLAN_PUBLICATION, "nspcc",
            "Entry for the national case review repository", "Text to copy, and an e-mail with the report.",
        ),
        (
            on_site and not hasattr(publication, "withdrawal"), Permission.WITHDRAW, "withdraw", "Withdraw the review",
            "Two people decide; within a year only for a legal reason.",
        ),
    ]  # fmt: skip
    return [
        Link(text, reverse(f"publication:{name}", args=[case.pk]), about)
        for possible, right, name, text, about in ways
        if possible and right in held
    ]


def delivery_rows(deliveries: Iterable[Delivery]) -> list[Row]:
    """Each bundle and how far it has come."""
    rows = []
    for each in deliveries:
        label = f"Version {each.version}{' (withdrawal)' if each.withdraws else ''}"
        rows.append(Row(label, _delivery_words(each)))
    return rows


def _delivery_words(each: Delivery) -> str:
    if each.acknowledged_at is not None:
        when = london(each.acknowledged_at)
        return f"Received by the repository on {long_date(when.date())} at {when:%H:%M}. Receipt {each.receipt}."
    if each.cancelled_at is not None:
        return "Cancelled: the review was withdrawn before the repository had confirmed it."
    if each.problem:
        again = london(each.due_at)
        return f"{each.problem} Tried {plural(each.attempts, 'time')}; next at {again:%H:%M} on {long_date(again.date())}."
    return "Waiting to be sent."
