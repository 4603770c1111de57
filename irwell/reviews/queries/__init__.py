"""Reads of practice reviews."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from irwell.accounts.models import Agency, User
from irwell.agency_returns.models import InformationRequest
from irwell.cases.models import Case, CaseClock
from irwell.cases.queries import clock_of
from irwell.chronology import Entry, Timeline
from irwell.combined_chronology.queries import document_to_quote
from irwell.documents.models import Document
from irwell.reviewers.rules import asked_for
from irwell.reviews import rules
from irwell.reviews.models import (
    Contract,
    DelayLetter,
    FactCheckInvitation,
    Finding,
    JointReview,
    PartnerApproval,
    PracticeReview,
    Recommendation,
    ReportPicture,
    ReportVersion,
    TermsVersion,
)


def review_of(case: Case) -> PracticeReview | None:
    """The practice review of a case, when one was commissioned."""
    return PracticeReview.objects.filter(case=case).select_related("case", "reviewer").first()


def contract_of(review: PracticeReview) -> Contract | None:
    return Contract.objects.filter(review=review).select_related("document", "by").first()


def joint_of(review: PracticeReview) -> JointReview | None:
    """The other area, when the review is held with one."""
    return JointReview.objects.filter(review=review).select_related("named_by_us").first()


def named_beside_us(case: Case) -> str:
    """The other partnership that may be named in what is published; empty unless both agreed to it."""
    review = review_of(case)
    joint = joint_of(review) if review is not None else None
    return joint.partnership if joint is not None and joint.may_be_named else ""


def delay_explained(case: Case) -> bool:
    """Whether reasons for going past six months were recorded: interim actions go on meanwhile."""
    return DelayLetter.objects.filter(review__case=case).exists()


def unexplained(today: dt.date) -> list[PracticeReview]:
    """Reviews under way whose six months ended before today, with no reasons recorded."""
    late = CaseClock.objects.filter(
        clock="C9", replaced_at=None, stopped_at=None, due_on__lt=today
    ).values("case")
    found = PracticeReview.objects.filter(case__in=late, case__state__in=rules.UNDER_WAY)
    return list(found.filter(delays=None).select_related("case"))


def needs_of(review: PracticeReview) -> tuple[str, ...]:
    """The competences that were chosen, or those that the key lines’ words ask for."""
    if review.needs is not None:
        return tuple(review.needs)
    return asked_for([f"{line.question} {line.why}" for line in review.key_lines.all()])


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


def open_conditions(case: Case) -> list[PartnerApproval]:
    """Conditions of the partners' approvals that nobody has said are met."""
    report = approved_report(case)
    rows = report.approvals.filter(met_at=None) if report else ()
    return [row for row in rows if row.condition]


def recommendations_of(case: Case) -> QuerySet[Recommendation]:
    """In the order of their numbers."""
    return Recommendation.objects.filter(case=case).select_related("finding").order_by("number")


def latest_report(review: PracticeReview | None) -> ReportVersion | None:
    if review is None:
        return None
    return review.reports.select_related("document", "edition", "by").order_by("-version").first()


def report_numbered(review: PracticeReview, version: int) -> ReportVersion | None:
    return review.reports.select_related("document").filter(version=version).first()


HEADED = ("title", "h1", "h2", "h3")


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """A paragraph of a version as it is read."""

    number: int
    text: str
    heading: bool
    part: int
    asset: str = ""


def paragraphs_of(report: ReportVersion) -> tuple[str, ...]:
    """The words of a version. The caller's view is guarded and logs the opening of the file."""
    return tuple(paragraph.text for paragraph in numbered_in(report))


def numbered_in(report: ReportVersion) -> tuple[rules.Paragraph, ...]:
    """The paragraphs of a version with the keys that stay from version to version."""
    return rules.flat(rules.parts_from(report.content))


def lines_of(report: ReportVersion) -> list[NumberedLine]:
    """The paragraphs of a version as they are read: their numbers, their words, whether they are headings."""
    parts = rules.parts_from(report.content)
    kinds = {part.id: part.kind for part in parts}
    return [
        NumberedLine(n, p.text, kinds[part] in HEADED, part, p.asset)
        for n, p in enumerate(rules.flat(parts), 1)
        for part in (rules.part_id(p.key),)
    ]


def part_shown(invitation: FactCheckInvitation) -> list[NumberedLine]:
    """The numbered paragraphs of their own part that a checker sees, and nothing else."""
    parts = rules.parts_from(invitation.report.content)
    chosen = set(invitation.sections)
    theirs = {
        p.id for s in rules.sections_of(parts) if not chosen or s.id in chosen for p in s.parts
    }
    return [line for line in lines_of(invitation.report) if line.part in theirs]


def picture_shown(invitation: FactCheckInvitation, number: int) -> ReportPicture | None:
    """The picture that a checker sees at a paragraph of their own part; none elsewhere."""
    assets = [row.asset for row in part_shown(invitation) if row.number == number and row.asset]
    held = invitation.report.review.pictures.filter(asset__in=assets)
    return held.select_related("document__key").first()


def unanswered_checks(days: Sequence[dt.date]) -> list[FactCheckInvitation]:
    """Invitations of the drafts that are being checked, due on one of these days, without an answer."""
    found = FactCheckInvitation.objects.filter(
        due_on__in=days, finished_at=None, silence="", report__review__case__state="fact_check"
    )
    return list(found.select_related("report__review__case"))


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


def quotable(user: User, case: Case, document_id: str) -> Document | None:
    """A document of the case whose words this person may quote."""
    try:
        return document_to_quote(user, case, UUID(document_id))
    except ValueError:
        return None


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
