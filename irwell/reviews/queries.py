"""Reads of practice reviews."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from irwell.accounts.models import Agency, User
from irwell.agency_returns.models import InformationRequest
from irwell.cases.models import Case, CaseClock
from irwell.cases.queries import clock_of
from irwell.chronology import Entry, Timeline
from irwell.documents.actions import read
from irwell.reviews import content, rules
from irwell.reviews.models import (
    FactCheckInvitation,
    Finding,
    PracticeReview,
    Recommendation,
    ReportVersion,
    TermsVersion,
)


def review_of(case: Case) -> PracticeReview | None:
    """The practice review of a case, when one was commissioned."""
    return PracticeReview.objects.filter(case=case).select_related("case", "reviewer").first()


def six_months(case: Case) -> CaseClock | None:
    """C9, from the decision to publication."""
    return clock_of(case, "C9")


def approved_report(case: Case) -> ReportVersion | None:
    """The latest version of the report, when all three statutory partners approved it; else None."""
    report = latest_report(review_of(case))
    if report is None:
        return None
    approved = set(report.approvals.values_list("partner", flat=True))
    return report if approved >= set(rules.PARTNERS) else None


def recommendations_of(case: Case) -> QuerySet[Recommendation]:
    """In the order of their numbers."""
    return Recommendation.objects.filter(case=case).select_related("finding").order_by("number")


def latest_report(review: PracticeReview | None) -> ReportVersion | None:
    if review is None:
        return None
    return review.reports.select_related("document", "by").order_by("-version").first()


def report_numbered(review: PracticeReview, version: int) -> ReportVersion | None:
    return review.reports.select_related("document").filter(version=version).first()


def paragraphs_of(report: ReportVersion) -> tuple[str, ...]:
    """The words of a version. The caller's view is guarded and logs the opening of the file."""
    return content.paragraphs(read(report.document))


def current_terms(review: PracticeReview) -> TermsVersion | None:
    """The version that waits for agreement or was agreed last."""
    return review.terms_versions.filter(withdrawn_at=None).order_by("-version").first()


def agencies_reviewed(case: Case) -> list[Agency]:
    """Every agency that was asked on this case."""
    asked = InformationRequest.objects.filter(case=case).select_related("agency")
    return [request.agency for request in asked.order_by("agency__name")]


def possible_reviewers() -> QuerySet[User]:
    """People with an account who belong to no agency of the partnership."""
    return User.objects.filter(is_active=True, agency__kind=Agency.Kind.INDEPENDENT).order_by(
        "name"
    )


def invitation(invitation_id: UUID) -> FactCheckInvitation:
    return FactCheckInvitation.objects.select_related(
        "report__review__case__key", "report__document"
    ).get(pk=invitation_id)


def finding_numbered(review: PracticeReview, number: int) -> Finding | None:
    return review.findings.filter(number=number).first()


def lines_found(
    timeline: Timeline,
    *,
    agency: str = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
    words: str = "",
    limit: int = 40,
) -> tuple[Sequence[Entry], int]:
    """The first lines that fit, and how many fit."""
    agencies = (agency,) if agency else ()
    found = timeline.filter(agencies=agencies, start=since, end=until, text=words).entries
    return found[:limit], len(found)
