"""View models of the overview, the report and the pack for the Panel."""

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.urls import reverse
from docx import Document as WordDocument

from irwell.accounts.models import Partnership, User
from irwell.cases.models import Case
from irwell.cases.presenters import deadline
from irwell.core.time import london
from irwell.decisions.models import Decision
from irwell.decisions.presenters import SAID
from irwell.decisions.rules import NEVER_FORCED, PARTNERS, decision_words
from irwell.decisions.rules import names_left as stands_in
from irwell.rapid_reviews import rules
from irwell.rapid_reviews.models import RapidReview, Report, SignOff
from irwell.rapid_reviews.queries import Progress, Record
from irwell.statute import load_decisions
from irwell.ui.presenters import FileLine, Task

BEFORE = ("children", "summary")
MIDDLE = (
    "timeline", "episodes", "voice", "identity", "well", "learning_done", "safeguarding", "similar", "parallel",
    "family",
)  # fmt: skip
AFTER = ("rationale", "national", "terms")


def british(day: dt.date | dt.datetime | None) -> str:
    if day is None:
        return "Not recorded"
    if isinstance(day, dt.datetime):
        day = london(day).date()
    return f"{day.day} {day:%B %Y}"


def words_of(decision: Decision | None) -> str:
    """What may be said of the decision now."""
    if decision is None:
        return "No decision yet: no quorate meeting was held"
    return decision_words(decision.status, decision.outcome)


def first_words(record: Record, section: str) -> str:
    """What is recorded already, offered where nothing was written under a heading."""
    if section == "children":
        return "\n".join(f"{i.label}: {i.role.replace('_', ' ')}" for i in record.labels)
    if section == "timeline":
        return record.chronology
    if section == "rationale" and record.decision:
        return str(record.decision.reasons)
    return ""


def texts_of(record: Record) -> dict[str, str]:
    """What stands under each heading: written, or else what is recorded already."""
    return {
        s.id: record.texts.get(s.id, "").strip() or first_words(record, s.id)
        for s in rules.SECTIONS
    }


def _everything(record: Record) -> Iterable[tuple[str, str]]:
    for section, text in texts_of(record).items():
        yield f"the section “{rules.BY_ID[section].title}”", text
    for row in record.grid:
        yield f"the grid, “{row['title']}”", row["reasons"]
    for row in record.positions:
        yield f"the position of the {row['partner'].lower()}", row["reasons"]
    for decision in [d for d in (record.decision, *record.earlier) if d]:
        yield f"the reasons of decision {decision.round}", decision.reasons
        yield "the scrutineer’s view", decision.scrutineer_view
    for text in record.explained.values():
        yield "the explanation of a missing return", text


def names_left(
    record: Record, people: Mapping[str, Sequence[str]], others: Mapping[str, Sequence[str]]
) -> list[str]:
    """A sentence for each text of the report in which a registered name still stands; the name is not said."""
    found = []
    for where, text in _everything(record):
        labels = stands_in(text, people, others)
        if labels:
            found.append(
                f"A name on the identity register stands in {where}: write {', '.join(labels)} instead."
            )
    return list(dict.fromkeys(found))


def report_context(
    record: Record, *, version: int, partnership: Partnership, now: dt.datetime
) -> dict[str, Any]:
    """Everything the Word template takes: labels for people, plain words for dates and answers."""
    texts, decision = texts_of(record), record.decision
    wanted = {s.id for s in rules.sections_for(decision.outcome if decision else "")}
    plan = rules.action_plan(texts["actions"])
    return {
        "partnership": partnership.name, "reference": record.case.reference, "version": version,
        "made_on": british(now), "sin": record.sin_reference or "reference not recorded",
        "decision_words": words_of(decision), "decision_plain": _plain(decision),
        "decision_reasons": _paragraphs(decision.reasons if decision else ""),
        "dates": _dates(record, now), "agencies": _agencies(record), "grid": _grid(record),
        "before": _sections(BEFORE, texts, wanted), "middle": _sections(MIDDLE, texts, wanted),
        "after": _sections(AFTER, texts, wanted), "positions": record.positions,
        "scrutineer": (decision and decision.scrutineer_view) or "No view was recorded.",
        "earlier": [
            {"round": d.round, "words": words_of(d), "reasons": d.reasons} for d in record.earlier
        ],
        "actions": [vars(a) for a in plan] or [{"what": "None recorded.", "owner": "", "due": ""}],
        "meetings": [f"Meeting {m.number}, {british(m.held_at)}" for m in record.meetings],
        "attendance": _present(record.attendance),
        "signatures": list(PARTNERS.values()), "never_forced": NEVER_FORCED,
        "titles": {
            "references": "References and dates", "agencies": "Agencies asked",
            "decision": "Decision on a practice review", "actions": "Action plan",
            "meeting": "Meetings and attendance", "signoff": "Sign-off",
        },
    }  # fmt: skip


def _plain(decision: Decision | None) -> str:
    known = load_decisions().get(decision.outcome) if decision else None
    return known.plain if known else ""


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _sections(
    ids: Iterable[str], texts: Mapping[str, str], wanted: set[str]
) -> list[dict[str, Any]]:
    return [
        {
            "title": rules.BY_ID[i].title,
            "paragraphs": _paragraphs(texts[i]) or ["Nothing was written here."],
        }
        for i in ids
        if i in wanted
    ]


def _dates(record: Record, now: dt.datetime) -> list[dict[str, str]]:
    rows = [{"what": t, "when": british(v), "words": ""} for t, v in record.dates.items()]
    for clock in record.clocks:
        card = deadline(clock, now=now)
        rows.append({"what": f"Due: {card.title}", "when": british(card.due_on), "words": card.sentence})  # fmt: skip
    return rows


def _agencies(record: Record) -> list[dict[str, str]]:
    rows = [
        {
            "agency": r.agency.name, "words": r.words,
            "on": british(r.latest.signed_at) if r.latest else "",
            "why": record.explained.get(str(r.agency.pk), ""),
        }
        for r in record.answered
    ]  # fmt: skip
    return rows or [{"agency": "No agency was asked.", "words": "", "on": "", "why": ""}]


def _grid(record: Record) -> list[dict[str, str]]:
    return [
        {**row, "said": SAID[row["value"]][0] if row["value"] else "Not answered"}
        for row in record.grid
    ]


def _present(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [
        {**r, "presence": "; ".join(x for x in (r["presence"], r["conflict"]) if x)} for r in rows
    ]


def signed_copy(data: bytes, signatures: Mapping[str, SignOff]) -> bytes:
    """The signed version: the same document with the signatures in its last table."""
    document = WordDocument(io.BytesIO(data))
    for row, (partner, title) in zip(document.tables[-1].rows[1:], PARTNERS.items(), strict=False):
        signed = signatures[partner]
        note = "; ".join(x for x in (signed.authority, signed.comment) if x)
        values = (title, signed.by.name, british(signed.created_at), note)
        for cell, text in zip(row.cells, values, strict=False):
            paragraph = cell.paragraphs[0]
            if paragraph.runs:
                paragraph.runs[0].text = text
            else:
                paragraph.add_run(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def section_tasks(case: Case, record: Record) -> list[Task]:
    """The sections as a task list: written, offered from the record, or empty."""
    outcome = record.decision.outcome if record.decision else ""
    return [_section_task(case, record, s) for s in rules.sections_for(outcome)]


def _section_task(case: Case, record: Record, section: rules.Section) -> Task:
    href = reverse("rapid_reviews:section", args=[case.pk, section.id])
    text = record.texts.get(section.id, "").strip()
    if text:
        return Task(section.title, f"{rules.words_in(text)} words", href, section.why)
    if first_words(record, section.id):
        return Task(section.title, "From the record", href, section.why, "blue")
    return Task(section.title, "Empty", href, section.why, "todo")


def own_typed(review: RapidReview | None, user: User, section: str) -> dict[str, Any] | None:
    """What the person typed under a heading and did not save."""
    if review is None:
        return None
    kept: dict[str, Any] | None = review.typed.get(str(user.pk), {}).get(section)
    return kept if kept and kept["text"].strip() != review.sections.get(section, "") else None


def version_lines(case: Case, reports: Sequence[Report], may_open: bool) -> list[FileLine]:
    """Every version of the report, newest first."""
    lines = []
    for report in reports:
        kept = report.signed_document or report.document
        href = reverse("documents:download", args=[case.pk, kept.pk]) if may_open else ""
        state = "signed by all three" if report.signed_document else words_of(report.decision)
        if report.decision is None:
            state = "draft, made before the decision"
        facts = f"version {report.version}, {british(report.created_at)}, {report.made_by.name}; {state}"
        lines.append(FileLine(kept.file_name, "DOCX", href, facts))
    return lines


def cover_letter(record: Record, partnership: Partnership, receipt: str = "") -> str:
    """Words for the message to the Panel. “Agreed decision” stands there only when it is one."""
    return (
        f"Rapid Review {record.case.reference}, notification {record.sin_reference or '(reference)'}\n\n"
        f"Please find attached the Rapid Review of {partnership.name}, signed by all three safeguarding partners. "
        f"{words_of(record.decision)}. The reasons, the regulation 11 grid and each partner’s position are in the report.\n\n"
        f"We would be grateful for an acknowledgement with its reference.\n\n{partnership.name}"
    )


def signatures(signed: Mapping[str, SignOff]) -> list[tuple[str, SignOff | None]]:
    """Each partner and its signature, None where it is still to come."""
    return [(title, signed.get(partner)) for partner, title in PARTNERS.items()]


def closing(case: Case) -> str:
    """The partners’ reasons for going on without a practice review."""
    review = getattr(case, "rapid_review", None)
    return str(review.closing_reasons) if review else ""


def overview(case: Case, progress: Progress) -> list[Task]:
    """Step 7 as a list: each thing, its state, who does it, by when the usual plan has it."""
    p = progress

    def task(title: str, name: str, done: bool, words: str, who: str, by: str = "") -> Task:
        day = p.plan.get(by)
        hint = f"{who}, by {day.day} {day:%B %Y}" if day and not done else who
        return Task(title, words, reverse(name, args=[case.pk]), hint, "done" if done else "todo")

    tasks = [
        task("Call the meeting", "decisions:meetings", p.called is not None, "Called" if p.called else "To do", "Business manager or chair"),
        task("Send the pack round", "decisions:circulate" if case.state == "rr_gathering" and p.called else "decisions:meetings", case.state != "rr_gathering", "Done" if case.state != "rr_gathering" else f"{p.returns} of {p.asked} returns", "Business manager or chair"),
        task("Hold a quorate meeting", "decisions:meetings", p.quorate, "Quorate" if p.quorate else "Held, not quorate" if p.held else "To do", "Chair", "meeting"),
        task("Answer the grid", "decisions:grid", p.answered == p.factors, f"{p.answered} of {p.factors}", "Members of the subgroup", "meeting"),
        task("Take the three positions", "decisions:positions", p.positions == 3, f"{p.positions} of 3", "The three statutory partners", "meeting"),
        task("Record the decision", "decisions:positions", p.sealed, p.decision.get_status_display() if p.decision else "To do", "Chair; a split goes to the delegated partners", "draft"),
        task("Write the report", "rapid_reviews:report", p.current, f"Version {p.version}" if p.version else "To do", "Business manager and members", "draft"),
        task("Agree the draft", "rapid_reviews:report", p.agreed, "Agreed" if p.agreed else "To do", "Chair", "draft"),
        task("Sign the report", "rapid_reviews:signoff", p.signed == 3, f"{p.signed} of 3", "The three statutory partners", "signoff"),
        task("Send it to the Panel", "rapid_reviews:panel", p.sent, "Sent" if p.sent else "To do", "Business manager", "submit"),
        task("Log the Panel’s reply", "rapid_reviews:panel", p.replied, "Logged" if p.replied else "Waiting" if p.sent else "To do", "Business manager; nothing has to wait for it"),
    ]  # fmt: skip
    return _next_stands_out(tasks)


def _next_stands_out(tasks: list[Task]) -> list[Task]:
    """The first thing that is not done is the next one."""
    at = next((n for n, t in enumerate(tasks) if t.colour != "done"), None)
    if at is not None:
        words = "Next" if tasks[at].status == "To do" else f"Next: {tasks[at].status}"
        tasks[at] = replace(tasks[at], status=words, colour="open")
    return tasks
