"""What the report says, and its files as Word and as PDF."""

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from docx import Document as WordDocument

from irwell.accounts.models import Partnership
from irwell.cases.presenters import deadline
from irwell.core.time import london
from irwell.decisions.models import Decision
from irwell.decisions.presenters import SAID
from irwell.decisions.rules import EDUCATION_NOTE, NEVER_FORCED, PARTNERS, decision_words
from irwell.decisions.rules import names_left as stands_in
from irwell.documents.pdf import render_pdf
from irwell.documents.word import render_word
from irwell.rapid_reviews import rules
from irwell.rapid_reviews.models import SignOff
from irwell.rapid_reviews.queries import Record
from irwell.statute import load_decisions

BEFORE = ("children", "summary")
MIDDLE = (
    "timeline", "episodes", "voice", "identity", "well", "learning_done", "learning_to_do", "safeguarding", "similar",
    "parallel", "family",
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
    return decision_words(
        decision.status, decision.outcome, escalated=decision.escalated_at is not None
    )


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
        yield "education’s view", decision.education_view
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
        "after": _sections(AFTER, texts, wanted), "positions": _positions(record),
        "scrutineer": (decision and decision.scrutineer_view) or "No view was recorded.",
        "education": (decision and decision.education_view) or "No view was recorded.",
        "education_note": EDUCATION_NOTE,
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


def _positions(record: Record) -> list[dict[str, str]]:
    """Each position with who gave it; a dissent says so, for ever."""
    return [
        {**row, "said_by": ". ".join(x for x in (row["by"], row["dissent"]) if x)}
        for row in record.positions
    ]


def _present(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [
        {**r, "presence": "; ".join(x for x in (r["presence"], r["conflict"]) if x)} for r in rows
    ]


def report_files(content: Mapping[str, Any], *, reference: str) -> tuple[bytes, bytes]:
    """A version as Word and as tagged PDF, both from the same content."""
    title = f"{reference}: Rapid Review report"
    word = render_word("irwell.rapid_reviews", "report.docx", content, title=title)
    return word, render_pdf("rapid_reviews/report_print.html", content, title=title)


def signed_pdf(
    content: Mapping[str, Any], signatures: Mapping[str, SignOff], *, reference: str
) -> bytes:
    """The same version as PDF with its signatures."""
    rows = [
        {
            "partner": title, "by": signatures[partner].by.name,
            "on": british(signatures[partner].created_at), "note": _note(signatures[partner]),
        }
        for partner, title in PARTNERS.items()
    ]  # fmt: skip
    title = f"{reference}: Rapid Review report"
    return render_pdf("rapid_reviews/report_print.html", {**content, "signed": rows}, title=title)


def _note(signed: SignOff) -> str:
    return "; ".join(x for x in (signed.authority, signed.comment) if x)


def signed_copy(data: bytes, signatures: Mapping[str, SignOff]) -> bytes:
    """The signed version: the same document with the signatures in its last table."""
    document = WordDocument(io.BytesIO(data))
    for row, (partner, title) in zip(document.tables[-1].rows[1:], PARTNERS.items(), strict=False):
        signed = signatures[partner]
        values = (title, signed.by.name, british(signed.created_at), _note(signed))
        for cell, text in zip(row.cells, values, strict=False):
            paragraph = cell.paragraphs[0]
            if paragraph.runs:
                paragraph.runs[0].text = text
            else:
                paragraph.add_run(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
