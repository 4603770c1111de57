"""Reads of the Rapid Review: its words, its report’s versions, sign-offs, submissions and replies."""

import datetime as dt
from dataclasses import dataclass

from irwell.accounts.models import User
from irwell.agency_returns.models import ReturnChronology
from irwell.cases.models import Case, CaseClock, Identity
from irwell.cases.queries import current_clocks, date_of, register_of
from irwell.decisions import queries as decisions
from irwell.decisions.models import Decision, Meeting
from irwell.decisions.queries import Answered
from irwell.decisions.rules import PARTNERS
from irwell.rapid_reviews import rules
from irwell.rapid_reviews.models import PanelReply, RapidReview, Report, SignOff, Submission
from irwell.rulebook.queries import calendar
from irwell.statute import ladder, load_factors


def rapid_review_of(case: Case) -> RapidReview | None:
    return RapidReview.objects.filter(case=case).first()


def latest_report(case: Case) -> Report | None:
    return Report.objects.filter(rapid_review__case=case).order_by("-version").first()


def reports_of(case: Case) -> list[Report]:
    found = Report.objects.filter(rapid_review__case=case).order_by("-version")
    return list(
        found.select_related(
            "document", "pdf", "signed_document", "signed_pdf", "decision", "made_by"
        )
    )


def sign_offs(report: Report) -> dict[str, SignOff]:
    """Partner to its signature under this version."""
    return {s.partner: s for s in report.sign_offs.select_related("by")}


def submissions_of(case: Case) -> list[Submission]:
    found = Submission.objects.filter(report__rapid_review__case=case)
    return list(
        found.select_related(
            "report__document", "report__signed_document", "report__pack", "report__decision", "by"
        )
    )


def replies_of(case: Case) -> list[PanelReply]:
    found = PanelReply.objects.filter(rapid_review__case=case)
    return list(found.select_related("letter", "logged_by"))


def must_reconsider(case: Case) -> PanelReply | None:
    """The Panel’s latest reply, when it differs from the decision and no newer round was opened since."""
    replies, decision = replies_of(case), decisions.latest_decision(case)
    if not replies or decision is None or replies[-1].decision_id != decision.pk:
        return None
    return replies[-1] if rules.differs(replies[-1].view, decision.outcome) else None


def chronology_words(case: Case) -> str:
    """How much the combined chronology holds, from the rows that agencies confirmed."""
    signed = [row.latest for row in decisions.answered(case) if row.latest]
    rows = ReturnChronology.objects.filter(agency_return__in=signed).exclude(confirmed_at=None)
    count, agencies = sum(r.rows for r in rows), len({r.agency_return_id for r in rows})
    return (
        f"The combined chronology holds {count} entries from {agencies} agencies." if count else ""
    )


@dataclass(frozen=True)
class Record:
    """Everything recorded elsewhere that the report repeats, so that nobody types it again."""

    case: Case
    sin_reference: str
    dates: dict[str, dt.datetime | None]
    clocks: list[CaseClock]
    answered: list[Answered]
    explained: dict[str, str]
    labels: list[Identity]
    meetings: list[Meeting]
    attendance: list[dict[str, str]]
    decision: Decision | None
    earlier: list[Decision]
    grid: list[dict[str, str]]
    positions: list[dict[str, str]]
    texts: dict[str, str]
    signed: dict[str, SignOff]
    chronology: str


DATES = (
    ("incident_at", "Incident"),
    ("la_aware_event_at", "Local authority aware"),
    ("sin_submitted_at", "Notification sent to the Panel"),
)


def record_of(case: Case) -> Record:
    """The record as it is now. Positions are in it only once all three are in."""
    latest = decisions.latest_decision(case)
    rounds = list(case.decisions.order_by("round"))
    sealed_or_split = latest and latest.status != Decision.Status.OPEN
    review, report = rapid_review_of(case), latest_report(case)
    notification = getattr(case, "notification", None)
    held = list(case.meetings.exclude(held_at=None))
    return Record(
        case=case, sin_reference=notification.reference if notification else "",
        dates={title: date_of(case, fact) for fact, title in DATES},
        clocks=[c for c in current_clocks([case]) if c.clock in ("C1", "C2", "C6")],
        answered=decisions.answered(case),
        explained={k: v for m in case.meetings.all() for k, v in m.explained.items()},
        labels=list(register_of(case)), meetings=held, decision=latest,
        attendance=[row for m in held for row in decisions.attendance_rows(m)],
        earlier=[d for d in rounds if latest and d.pk != latest.pk], grid=decisions.grid_rows(case),
        positions=decisions.position_rows(latest) if latest and sealed_or_split else [],
        texts=dict(review.sections) if review else {}, signed=sign_offs(report) if report else {},
        chronology=chronology_words(case),
    )  # fmt: skip


def who_signs(case: Case, record: Record) -> dict[str, list[User]]:
    """Partner to those who can sign for it now, where its signature is still to come."""
    return {
        partner: decisions.representatives(case, partner)
        for partner in PARTNERS
        if partner not in record.signed
    }


@dataclass(frozen=True)
class Progress:
    """How far step 7 has come in the present round. `plan`: the ladder’s step to its day."""

    called: Meeting | None
    held: bool
    quorate: bool
    asked: int
    returns: int
    factors: int
    answered: int
    positions: int
    decision: Decision | None
    sealed: bool
    version: int
    current: bool
    agreed: bool
    signed: int
    sent: bool
    replied: bool
    plan: dict[str, dt.date]


NOT_YET_AGREED = ("rr_gathering", "rr_meeting")


def progress_of(case: Case) -> Progress:
    """Derived from what is recorded; nothing is counted apart."""
    decision, report = decisions.latest_decision(case), latest_report(case)
    meeting, asked = decisions.latest_meeting(case), decisions.answered(case)
    started, factors = date_of(case, "sin_submitted_at"), len(load_factors())
    sealed = bool(decision and decision.status in decisions.SEALED)
    current = bool(report and decision and report.decision_id == decision.pk)
    sent = bool(report and current and Submission.objects.filter(report=report).exists())
    return Progress(
        called=meeting, held=bool(meeting and meeting.held_at),
        quorate=decisions.deciding_meeting(case) is not None, asked=len(asked),
        returns=sum(1 for row in asked if row.latest), factors=factors,
        answered=factors - len(decisions.unanswered(case)),
        positions=len(decisions.standing(decision)) if decision else 0, decision=decision, sealed=sealed,
        version=report.version if report else 0, current=current, agreed=current and case.state not in NOT_YET_AGREED,
        signed=len(sign_offs(report)) if report and current else 0, sent=sent,
        replied=bool(replies_of(case)),
        plan={s.id: s.on for s in ladder(started, calendar())} if started else {},
    )  # fmt: skip
