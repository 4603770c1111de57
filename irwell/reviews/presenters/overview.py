"""View models of the practice review as a whole: its parts, the gauge, what is next."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.accounts.models import Agency, User
from irwell.cases.models import Case
from irwell.cases.presenters import deadline
from irwell.cases.presenters.dates import kept_clock
from irwell.cases.queries import clock_of
from irwell.core.text import plural
from irwell.core.time import london
from irwell.decisions.models import Decision
from irwell.reviews import queries, rules
from irwell.reviews.models import (
    PracticeReview,
    TermsVersion,
)
from irwell.rulebook.queries import calendar
from irwell.statute import (
    Clock,
    NotStarted,
    derive,
    find_policy,
    load_workflow,
    long_date,
)
from irwell.ui.presenters import NavItem, Task

WIDE = 600  # of the gauge’s drawing
SECTIONS = (
    ("reviews:case", "Overview"),
    ("reviews:shortlist", "Shortlist"),
    ("reviews:contract", "Contract"),
    ("reviews:joint", "Other area"),
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
    "rr_submitted": ("A delegated safeguarding partner", "commissions the review", "reviews:commission", Permission.COMMISSION),
    "panel_response": ("A delegated safeguarding partner", "commissions the review", "reviews:commission", Permission.COMMISSION),
    "commissioning": ("A delegated safeguarding partner", "appoints an independent reviewer", "reviews:appoint", Permission.COMMISSION),
    "scoping": ("The reviewer or the business manager", "writes the terms of reference; then the three partners agree them", "reviews:terms", Permission.MANAGE_REVIEW),
    "evidence": ("The reviewer", "hears family and practitioners, records findings and begins the report", "reviews:report", Permission.WRITE_REVIEW),
    "drafting": ("The reviewer", "finishes the report and its findings, and sends the draft for fact check", "reviews:report", Permission.WRITE_REVIEW),
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
    today_x: int
    today_anchor: str
    today_shift: int
    next_id: UUID | None


@dataclass(frozen=True)
class PartnerRow:
    """A statutory partner and whether it has agreed or approved."""

    partner: str
    title: str
    row: Any


# Sections that not everybody on the case may open.
NEEDS = {"reviews:shortlist": Permission.SHORTLIST, "reviews:contract": Permission.READ_CONTRACT}


def navigation(case: Case, current: str, held: Collection[Permission]) -> list[NavItem]:
    return [
        NavItem(text, reverse(name, kwargs={"case_id": case.pk}), current=name == current)
        for name, text in SECTIONS
        if name not in NEEDS or NEEDS[name] in held
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
    following = next((m for m in steps if m.done_on is None and m.due_on >= today), None)
    marks = tuple(
        Mark(
            _at(m.due_on, found),
            "next" if m == following else _colour(m.due_on, m.done_on, today),
            m.title,
        )
        for m in steps
    )
    colour = "late" if found.past else "behind" if found.behind or found.late else "well"
    sentence = _sentence(found)
    if following is not None:
        sentence += f" Next: {following.title[:1].lower()}{following.title[1:]}, {long_date(following.due_on)}."
    gone = _at(today, found)
    anchor, shift = ("start", -8) if gone < WIDE * 0.2 else ("end", 8) if gone > WIDE * 0.8 else ("middle", 0)  # fmt: skip
    return Drawing(
        found, round(found.gone * WIDE / 100), marks, sentence, colour, gone + 20, anchor, shift,
        following.pk if following else None,
    )  # fmt: skip


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
    clock = derive(find_policy("C9"), {"lcspr_decided_at": decision.decided_at}, calendar())
    return None if isinstance(clock, NotStarted) else clock


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
        ("Contract", "reviews:contract", *_contract(review)),
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


def _contract(review: PracticeReview) -> tuple[str, str]:
    contract = queries.contract_of(review)
    if contract is None:
        return ("To do", "blue") if review.appointed_at else ("After the appointment", "grey")
    return ("Signed", "green") if contract.signed_on else ("Not signed", "amber")


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


def check_lines(case: Case) -> tuple[str, ...]:
    """Why the next progress check is due on its day: the kept clock C21, as it was counted."""
    row = clock_of(case, "C21")
    return kept_clock(row).explanation if row else ()


def partner_rows(given: Sequence[Any]) -> list[PartnerRow]:
    """The three statutory partners, each with its row when it has one."""
    found = {row.partner: row for row in given}
    return [PartnerRow(p, Agency.Kind(p).label, found.get(p)) for p in rules.PARTNERS]
