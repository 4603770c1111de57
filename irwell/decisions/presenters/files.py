"""The pack as Word and as PDF, and a frozen decision as PDF: the receiver's name across each page."""

import datetime as dt
from typing import Any

from irwell.accounts.models import User
from irwell.core.time import london
from irwell.decisions import rules
from irwell.decisions.models import Decision, Meeting
from irwell.decisions.presenters.rounds import frozen
from irwell.decisions.queries import Pack
from irwell.documents.pdf import render_pdf
from irwell.documents.word import render_word


def pack_file(
    pack: Pack, meeting: Meeting, partnership: str, *, form: str, now: dt.datetime
) -> bytes:
    context = pack_context(pack, meeting, partnership, now=now)
    title = f"{meeting.case.reference}: Rapid Review meeting {meeting.number}"
    if form == "docx":
        return render_word("irwell.decisions", "pack.docx", context, title=title)
    return render_pdf(
        "decisions/pack_print.html", context, title=title, watermark=pack.receiver.name
    )


def copy_for(reader: User, now: dt.datetime) -> str:
    """The line on every page that says whose copy it is."""
    agency, at = f", {reader.agency.name}" if reader.agency else "", london(now)
    return (
        f"Copy for {reader.name}{agency}, made {at.day} {at:%B %Y} at {at:%H:%M}. Do not pass on."
    )


def pack_context(
    pack: Pack, meeting: Meeting, partnership: str, *, now: dt.datetime
) -> dict[str, Any]:
    """The pack as both forms take it: labels only, never a name of a child or family."""
    when = london(meeting.planned_for)
    return {
        "partnership": partnership, "reference": meeting.case.reference, "number": meeting.number,
        "when": f"{when:%A} {when.day} {when:%B %Y} at {when:%H:%M}",
        "receiver": pack.receiver.name, "copy": copy_for(pack.receiver, now),
        "agenda": [{"n": n, "title": t, "help": h} for n, (t, h) in enumerate(rules.AGENDA, 1)],
        "quorum": rules.rule_of(meeting.quorum).words, "never_forced": rules.NEVER_FORCED,
        "parts": pack.parts, "left_out": pack.left_out, "people": pack.people, "labels": pack.labels,
        "facts": pack.facts, "dates": pack.dates, "criteria": pack.criteria, "answers": pack.answers,
        "returns": pack.returns, "chronology": pack.chronology, "chronology_note": pack.chronology_note,
        "grid": pack.grid, "minutes": pack.minutes, "similar": pack.similar,
    }  # fmt: skip


def record_file(decision: Decision, partnership: str, *, reader: User, now: dt.datetime) -> bytes:
    reference = decision.case.reference
    context = {
        **frozen(decision), "decision": decision, "partnership": partnership, "reference": reference,
        "copy": copy_for(reader, now),
        "words": rules.decision_words(
            decision.status, decision.outcome, escalated=decision.escalated_at is not None
        ),
    }  # fmt: skip
    title = f"{reference}: decision of round {decision.round} as it was made"
    return render_pdf("decisions/record_print.html", context, title=title, watermark=reader.name)
