"""View models of the overview, the sections, the versions and the signatures."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.urls import reverse

from irwell.accounts.models import User
from irwell.cases.models import Case
from irwell.decisions.rules import PARTNERS
from irwell.documents.models import Document
from irwell.rapid_reviews import rules
from irwell.rapid_reviews.models import RapidReview, Report, SignOff
from irwell.rapid_reviews.presenters.report import british, first_words, words_of
from irwell.rapid_reviews.queries import Progress, Record
from irwell.ui.presenters import FileLine, Task


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
    """Every version of the report, newest first, as Word and as PDF."""
    lines = []
    for report in reports:
        state = "signed by all three" if report.signed_document else words_of(report.decision)
        if report.decision is None:
            state = "draft, made before the decision"
        facts = f"version {report.version}, {british(report.created_at)}, {report.made_by.name}; {state}"
        for kept in (report.signed_document or report.document, report.signed_pdf or report.pdf):
            if kept is not None:
                lines.append(_line(case, kept, facts, may_open))
    return lines


def _line(case: Case, kept: Document, facts: str, may_open: bool) -> FileLine:
    href = reverse("documents:download", args=[case.pk, kept.pk]) if may_open else ""
    return FileLine(kept.file_name, kept.file_name.rpartition(".")[2].upper(), href, facts)


def signatures(
    signed: Mapping[str, SignOff], waiting: Mapping[str, Sequence[User]]
) -> list[tuple[str, SignOff | None, str]]:
    """Each partner, its signature or None, and the names of those who can still give it."""
    return [
        (title, signed.get(partner), ", ".join(u.name for u in waiting.get(partner, ())))
        for partner, title in PARTNERS.items()
    ]


def closing(case: Case) -> str:
    """The partners’ reasons for going on without a practice review."""
    review = getattr(case, "rapid_review", None)
    return str(review.closing_reasons) if review else ""


def overview(case: Case, progress: Progress) -> list[Task]:
    """Step 7 as a list: each thing, its state, who does it, by when the usual plan has it."""
    p = progress
    sent = p.called is not None and case.state != "rr_gathering"

    def task(title: str, name: str, done: bool, words: str, who: str, by: str = "") -> Task:
        day = p.plan.get(by)
        hint = f"{who}, by {day.day} {day:%B %Y}" if day and not done else who
        return Task(title, words, reverse(name, args=[case.pk]), hint, "done" if done else "todo")

    tasks = [
        task("Call the meeting", "decisions:meetings", p.called is not None, "Called" if p.called else "To do", "Business manager or chair"),
        task("Send the pack round", "decisions:meetings" if sent or not p.called else "decisions:circulate", sent, "Done" if sent else f"{p.returns} of {p.asked} returns", "Business manager or chair"),
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
