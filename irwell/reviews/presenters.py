"""View models of the practice review: its parts, the gauge, what is next, versions side by side."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.accounts.models import Agency, User
from irwell.cases.models import Case
from irwell.cases.presenters import deadline
from irwell.chronology import Entry
from irwell.combined_chronology.queries import timeline_of
from irwell.core.text import plural
from irwell.core.time import london
from irwell.decisions.models import Decision
from irwell.reviews import queries, rules
from irwell.reviews.models import (
    Finding,
    PracticeReview,
    Recommendation,
    ReportVersion,
    TermsVersion,
)
from irwell.statute import Clock, NotStarted, derive, find_policy, load_calendar, load_workflow
from irwell.ui.presenters import Link, NavItem, Row, Task

WIDE = 600  # of the gauge’s drawing
SECTIONS = (
    ("reviews:case", "Overview"),
    ("reviews:terms", "Terms of reference"),
    ("reviews:progress", "Six months"),
    ("reviews:report", "Report"),
    ("reviews:findings", "Findings"),
    ("reviews:recommendations", "Recommendations"),
    ("reviews:fact_check", "Fact check"),
    ("reviews:approval", "Approval"),
)
# What is to be done in each state: who, what, on which page.
NEXT = {
    "rr_submitted": ("A delegated safeguarding partner", "commissions the review, if the partners decided on one", "reviews:commission", Permission.COMMISSION),
    "panel_response": ("A delegated safeguarding partner", "commissions the review, if the partners decided on one", "reviews:commission", Permission.COMMISSION),
    "commissioning": ("A delegated safeguarding partner", "appoints an independent reviewer", "reviews:appoint", Permission.COMMISSION),
    "scoping": ("The reviewer or the business manager", "writes the terms of reference; then the three partners agree them", "reviews:terms", Permission.MANAGE_REVIEW),
    "evidence": ("The reviewer", "hears family and practitioners, records findings and begins the report", "reviews:report", Permission.WRITE_REVIEW),
    "drafting": ("The reviewer", "uploads the draft, records findings and sends the draft for fact check", "reviews:report", Permission.WRITE_REVIEW),
    "fact_check": ("The business manager", "hears the checkers; the reviewer answers each comment", "reviews:fact_check", Permission.WRITE_REVIEW),
    "partner_approval": ("The three partners", "approve this version, or send it back in writing", "reviews:approval", Permission.SIGN_OFF),
}  # fmt: skip


@dataclass(frozen=True)
class Next:
    """What is to be done now, by whom, where."""

    who: str
    what: str
    href: str
    mine: bool


@dataclass(frozen=True)
class Mark:
    """A milestone on the gauge."""

    x: int
    colour: str
    title: str


@dataclass(frozen=True)
class Drawing:
    """The gauge, ready to draw: lengths in the drawing’s own units."""

    gauge: rules.Gauge
    gone: int
    marks: tuple[Mark, ...]
    sentence: str
    colour: str


@dataclass(frozen=True)
class PartnerRow:
    """A statutory partner and whether it has agreed or approved."""

    partner: str
    title: str
    row: Any


def navigation(case: Case, current: str) -> list[NavItem]:
    return [
        NavItem(text, reverse(name, kwargs={"case_id": case.pk}), current=name == current)
        for name, text in SECTIONS
    ]


def next_step(case: Case, user: User, decision: Decision | None) -> Next | None:
    """None when this step of the journey is not reached, or is over."""
    if case.state not in NEXT:
        return None
    who, what, name, right = NEXT[case.state]
    if case.state in rules.CAN_COMMISSION and (
        decision is None or decision.outcome not in rules.FOR_A_REVIEW
    ):
        return None
    href = reverse(name, kwargs={"case_id": case.pk})
    return Next(who, what, href, right in rights(user, case.pk))


def where(case: Case) -> str:
    return load_workflow().state(case.state).title


def gauge_of(case: Case, review: PracticeReview, *, now: dt.datetime) -> Drawing | None:
    """The six months as a drawing with its sentence; None before the clock has started."""
    clock = queries.six_months(case)
    if clock is None:
        return None
    steps = list(review.milestones.all())
    stopped = clock.stopped_at or now
    start_on, today = london(clock.start_at).date(), london(stopped).date()
    found = rules.gauge(start_on, clock.due_on, [(m.due_on, m.done_on) for m in steps], today=today)
    marks = tuple(
        Mark(_at(m.due_on, found), _colour(m.due_on, m.done_on, today), m.title) for m in steps
    )
    colour = "late" if found.past else "behind" if found.behind or found.late else "well"
    return Drawing(found, round(found.gone * WIDE / 100), marks, _sentence(found), colour)


def _at(day: dt.date, found: rules.Gauge) -> int:
    share = (day - found.start_on).days / max(1, found.days)
    return round(min(1.0, max(0.0, share)) * WIDE)


def _colour(due_on: dt.date, done_on: dt.date | None, today: dt.date) -> str:
    if done_on is not None:
        return "done"
    return "late" if due_on < today else "ahead"


def _sentence(found: rules.Gauge) -> str:
    left = (
        f"{plural(-found.days_left, 'day')} past six months"
        if found.past
        else f"{found.gone} per cent of the six months has gone; {plural(found.days_left, 'day')} left"
    )
    steps = f"{found.done} of {plural(found.planned, 'step')} done" + (
        f", {found.late} late" if found.late else ""
    )
    return f"{left}. {steps}."


def dates_from(decision: Decision | None) -> Clock | None:
    """What six months from the decision come to, before the review is commissioned."""
    if decision is None or decision.decided_at is None:
        return None
    clock = derive(find_policy("C9"), {"lcspr_decided_at": decision.decided_at}, load_calendar())
    return None if isinstance(clock, NotStarted) else clock


def as_typed(row: Recommendation) -> dict[str, Any]:
    """A recommendation as its form shows it."""
    return {
        "text": row.text, "addressees": row.addressees, "intended_outcome": row.intended_outcome, "theme": row.theme,
        "finding": str(row.finding.number) if row.finding else "",
    }  # fmt: skip


def card(case: Case, *, now: dt.datetime) -> Any:
    """C9 as a card that explains itself."""
    clock = queries.six_months(case)
    return deadline(clock, now=now) if clock else None


def parts(case: Case, review: PracticeReview) -> list[Task]:
    """The parts of the review as a task list."""
    report, terms = queries.latest_report(review), queries.current_terms(review)
    findings, recommended = review.findings.count(), case.recommendations.count()
    open_comments = sum(r.comments.filter(answered_at=None).count() for r in review.reports.all())
    approved = report.approvals.count() if report else 0
    rows = (
        ("Commissioned", "", "Done", "green"),
        ("Reviewer appointed", "reviews:appoint", *_done(bool(review.appointed_at))),
        ("Terms of reference", "reviews:terms", *_terms(terms)),
        ("Progress checks", "reviews:progress", plural(review.checks.count(), "check"), "blue"),
        ("Report", "reviews:report", f"Version {report.version}" if report else "None yet", "blue" if report else "grey"),
        ("Findings", "reviews:findings", plural(findings, "finding"), "blue" if findings else "grey"),
        ("Recommendations", "reviews:recommendations", str(recommended), "blue" if recommended else "grey"),
        ("Fact check", "reviews:fact_check", *_check(case, open_comments)),
        ("Partners approve", "reviews:approval", f"{approved} of 3", "green" if approved == 3 else "grey"),
    )  # fmt: skip
    return [
        Task(
            title,
            status,
            href=reverse(name, kwargs={"case_id": case.pk}) if name else "",
            colour=colour,
        )
        for title, name, status, colour in rows
    ]


def _done(done: bool) -> tuple[str, str]:
    return ("Done", "green") if done else ("To do", "blue")


def _terms(terms: TermsVersion | None) -> tuple[str, str]:
    if terms is None:
        return "Being written", "grey"
    return (
        ("Agreed", "green")
        if terms.agreed_at
        else (f"{terms.agreements.count()} of 3 agree", "amber")
    )


def _check(case: Case, open_comments: int) -> tuple[str, str]:
    if open_comments:
        return f"{open_comments} to answer", "amber"
    return ("Under way", "blue") if case.state == "fact_check" else ("Nothing open", "grey")


def partner_rows(given: Sequence[Any]) -> list[PartnerRow]:
    """The three statutory partners, each with its row when it has one."""
    found = {row.partner: row for row in given}
    return [PartnerRow(p, Agency.Kind(p).label, found.get(p)) for p in rules.PARTNERS]


def default_texts(case: Case, review: PracticeReview) -> dict[str, str]:
    """The proposed wording of every heading, filled from the case."""
    clock, request = queries.six_months(case), case.requests.exclude(period_from=None).first()
    agencies = ", ".join(a.name for a in queries.agencies_reviewed(case))
    child = case.identities.filter(role="child", removed_at=None).first()
    words = {
        "child": child.label if child else "The child", "label": case.label,
        "decided": day(london(clock.start_at).date()) if clock else "…",
        "due": day(clock.due_on) if clock else "…",
        "target": day(clock.practical_target) if clock and clock.practical_target else "…",
        "period_from": day(request.period_from) if request and request.period_from else "…",
        "period_to": day(request.period_to) if request and request.period_to else "…",
        "reviewer": review.reviewer_name, "agencies": agencies or "…",
    }  # fmt: skip
    return {s.id: s.text.format_map(words) for s in rules.sections()}


def day(value: dt.date) -> str:
    return f"{value.day} {value:%B %Y}"


def section_rows(case: Case, review: PracticeReview, *, drafting: bool) -> list[Row]:
    """The headings as a summary list, each with a link to change it while the terms are a draft."""
    rows = []
    for section in rules.sections():
        text = review.terms.get(section.id, "")
        href = reverse("reviews:section", kwargs={"case_id": case.pk, "section_id": section.id})
        word = "Change" if text else "Write"
        actions = [Link(word, href, about=section.title)] if drafting else []
        rows.append(
            Row(
                section.title,
                text or ("To be settled" if section.required else "Not written"),
                actions,
            )
        )
    return rows


def terms_words(case: Case, review: PracticeReview, terms: TermsVersion | None) -> dict[str, Any]:
    """What the Word file of the terms is filled with: a version as it was put, or the draft."""
    texts = terms.sections if terms else review.terms
    lines = terms.questions if terms else [
        {"question": k.question, "why": k.why, "agencies": k.agencies} for k in review.key_lines.all()
    ]  # fmt: skip
    state = "draft" if terms is None else f"version {terms.version}"
    if terms is not None and terms.agreed_at:
        state += f", agreed by the three partners on {day(london(terms.agreed_at).date())}"
    return {
        "reference": case.reference, "label": case.label, "state": state,
        "reason": terms.reason if terms else review.terms.get("change_reason", ""),
        "sections": [
            {"title": s.title, "text": texts[s.id]} for s in rules.sections() if texts.get(s.id)
        ],
        "questions": [{**q, "agencies": q["agencies"] or "All agencies"} for q in lines],
        "milestones": [{"title": m.title, "due": day(m.due_on)} for m in review.milestones.all()],
    }  # fmt: skip


@dataclass(frozen=True)
class Block:
    """A run of a comparison: changed lines, or how many unchanged ones lie between."""

    lines: tuple[rules.Line, ...]
    unchanged: int = 0


def comparison(lines: Sequence[rules.Line]) -> list[Block]:
    """Changes with one unchanged paragraph on either side; the rest is folded."""
    near = {
        n
        for i, line in enumerate(lines)
        if line.kind != "same"
        for n in (i - 1, i, i + 1)
        if 0 <= n < len(lines)
    }
    blocks: list[Block] = []
    shown: list[rules.Line] = []
    folded = 0
    for i, line in enumerate(lines):
        if i in near:
            if folded:
                blocks.append(Block((), folded))
            folded = 0
            shown.append(line)
            continue
        if shown:
            blocks.append(Block(tuple(shown)))
            shown = []
        folded += 1
    if shown:
        blocks.append(Block(tuple(shown)))
    return [*blocks, Block((), folded)] if folded else blocks


@dataclass(frozen=True)
class Pick:
    """A chronology line that can be chosen as evidence."""

    id: str
    when: str
    agency: str
    words: str
    chosen: bool


def picks(
    found: Sequence[Entry], evidence: list[dict[str, str]], chosen: Sequence[str]
) -> tuple[list[Pick], list[Pick]]:
    """(lines chosen so far, lines found that are not chosen)."""
    kept = [Pick(r["entry_id"], r["when"], r["agency"], r["words"], True) for r in evidence]
    more = [
        Pick(e.id, str(e.when), e.agency, e.event, False) for e in found if e.id not in set(chosen)
    ]
    return kept, more


def with_lines(case: Case, findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Each finding with its lines, and whether a line still stands so in the chronology."""
    there = {entry.id for entry in timeline_of(case).entries}
    return [
        {
            "finding": f,
            "lines": [{**row, "stands": row["entry_id"] in there} for row in f.evidence],
        }
        for f in findings
    ]


def with_hints(rows: Sequence[Recommendation]) -> list[dict[str, Any]]:
    """Each recommendation with its theme in words and its weak words."""
    return [
        {"row": r, "theme": rules.themes().get(r.theme, ""), "hints": rules.weak_words(r.text)}
        for r in rows
    ]


def markers_of(case: Case, review: PracticeReview) -> tuple[rules.Marker, ...]:
    findings = list(review.findings.all())
    return rules.markers(
        texts=[f"{f.title} {f.text}" for f in findings],
        agencies_a_finding=[len({row["agency"] for row in f.evidence}) for f in findings],
        recommendations=case.recommendations.count(),
        participation=review.participation,
        checks=review.checks.count(),
    )


def numbered(report: ReportVersion) -> list[tuple[int, str]]:
    return list(enumerate(queries.paragraphs_of(report), 1))
