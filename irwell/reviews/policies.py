"""What is possible in a practice review now, and who it is for."""

from collections.abc import Sequence

from irwell.access.permissions import Permission
from irwell.access.policies import can
from irwell.access.queries import walled_off
from irwell.accounts.models import Agency, User
from irwell.cases.models import Case
from irwell.core.errors import NotAllowed, NotPossibleNow
from irwell.decisions.models import Decision
from irwell.reviews import rules
from irwell.reviews.models import (
    Draft,
    PartnerApproval,
    PracticeReview,
    ReportVersion,
    TermsVersion,
)
from irwell.statute import load_workflow

MADE = (Decision.Status.AGREED, Decision.Status.SETTLED)


def check_can_commission(case: Case, decision: Decision | None) -> Decision:
    """Only on the partners' latest decision for a practice review (section 16F; regulation 11)."""
    if case.state not in rules.CAN_COMMISSION:
        raise NotPossibleNow(
            "A practice review is commissioned once the rapid review has gone to the Panel. "
            f"This case is at “{load_workflow().state(case.state).title}”."
        )
    if decision is None or decision.status not in MADE or decision.decided_at is None:
        raise NotPossibleNow(
            "The partners have not decided yet whether a practice review is appropriate. "
            "Their decision is recorded on the rapid review’s page."
        )
    if decision.outcome not in rules.FOR_A_REVIEW:
        raise NotPossibleNow(
            "The partners’ latest decision is not for a practice review, so there is none to commission. "
            "If they decide again, it can be commissioned then."
        )
    return decision


def check_at(case: Case, states: Sequence[str], doing: str) -> None:
    """Raises NotPossibleNow with what is being tried and where the case stands."""
    if case.state not in states:
        titles = [load_workflow().state(s).title for s in states]
        raise NotPossibleNow(
            f"{doing} is possible at “{'” or “'.join(titles)}”. "
            f"This case is at “{load_workflow().state(case.state).title}”."
        )


def check_review(review: PracticeReview | None) -> PracticeReview:
    if review is None:
        raise NotPossibleNow("No practice review has been commissioned on this case.")
    return review


def check_speaks_for(user: User) -> str:
    """The statutory partner a person speaks for. Raises NotAllowed for anyone else."""
    if user.agency is None or user.agency.kind not in rules.PARTNERS:
        raise NotAllowed(
            "Only a representative of the local authority, the integrated care board or the police does this."
        )
    return user.agency.kind


def check_independent(case: Case, user: User | None, connected: Sequence[str]) -> None:
    """A connection with one agency under review bars, and so does belonging to one or being walled off."""
    if connected:
        raise NotPossibleNow(
            f"The declaration names a connection with {', '.join(connected)}. A reviewer must be independent of "
            "every agency reviewed, so another reviewer is needed. Nothing was saved."
        )
    if user is None:
        return
    if user.pk in walled_off(case.pk):
        raise NotPossibleNow(
            "This person has a conflict of interest on this case and cannot be appointed."
        )
    if user.agency is not None and user.agency.kind != Agency.Kind.INDEPENDENT:
        raise NotPossibleNow(
            f"This person works for {user.agency.name}. A reviewer is independent of the partnership’s agencies."
        )


def check_no_conflict(conflicts: Sequence[str]) -> None:
    """A connection that was declared to the pool, with an agency of the case or with the case itself, bars."""
    if conflicts:
        raise NotPossibleNow(
            f"{' '.join(conflicts)} A reviewer must be independent of every agency reviewed, so another reviewer is "
            "needed. Nothing was saved."
        )


def check_may_oversee(user: User, case: Case, review: PracticeReview) -> None:
    """Progress is checked by the partners or for them, never by the reviewer (regulation 14, SI 2018/789)."""
    if review.reviewer_id == user.pk:
        raise NotAllowed(
            "The partners check progress; the reviewer answers. Ask the business manager."
        )
    if not any(
        can(user, right, case_id=case.pk)
        for right in (Permission.COMMISSION, Permission.MANAGE_REVIEW)
    ):
        raise NotAllowed("Your role does not include the right to check the progress of a review.")


def may_oversee(user: User, case: Case, review: PracticeReview) -> bool:
    try:
        check_may_oversee(user, case, review)
    except NotAllowed:
        return False
    return True


def check_terms_complete(review: PracticeReview) -> None:
    """Raises NotPossibleNow, naming every heading that is still to be settled."""
    missing = [
        s.title for s in rules.sections() if s.required and not review.terms.get(s.id, "").strip()
    ]
    if not review.key_lines.exists():
        missing.append("Key lines of enquiry")
    if missing:
        raise NotPossibleNow(
            f"Still to be settled before the partners can agree: {'; '.join(missing)}."
        )


def check_terms_open(terms: TermsVersion | None) -> TermsVersion:
    if terms is None or terms.agreed_at or terms.withdrawn_at:
        raise NotPossibleNow("No terms of reference are waiting for agreement.")
    return terms


def check_ready_for_fact_check(review: PracticeReview) -> ReportVersion:
    report = review.reports.order_by("-version").first()
    if report is None:
        raise NotPossibleNow(
            "Write the report, or upload it as Word, and keep a version before it is sent for fact check."
        )
    if Draft.objects.filter(review=review, edits__gt=0).exists():
        raise NotPossibleNow(
            f"The report was changed in the browser after version {report.version}. Keep the changes as a version first."
        )
    if not review.findings.exists():
        raise NotPossibleNow(
            "Record at least one finding with its evidence before the draft is sent for fact check."
        )
    return report


def check_ready_for_partners(review: PracticeReview) -> ReportVersion:
    """Every comment answered, every checker heard or their silence recorded, recommendations or a reason."""
    report = check_ready_for_fact_check(review)
    open_comments = sum(r.comments.filter(answered_at=None).count() for r in review.reports.all())
    if open_comments:
        raise NotPossibleNow(
            f"{open_comments} fact check comment{'s' if open_comments > 1 else ''} still to be answered."
        )
    waiting = report.invitations.filter(finished_at=None, silence="").values_list("who", flat=True)
    if waiting:
        raise NotPossibleNow(
            f"Still to be heard: {', '.join(waiting)}. Wait, or record why their answer is not waited for."
        )
    check_recommended(review)
    return report


def check_recommended(review: PracticeReview) -> None:
    if not review.case.recommendations.exists() and not review.no_recommendations.strip():
        raise NotPossibleNow(
            "Record at least one recommendation, or why this review makes none, before the partners approve."
        )


def check_can_meet(approval: PartnerApproval, partner: str) -> None:
    """A condition is met when the partner who set it says so."""
    if not approval.condition or approval.met_at:
        raise NotPossibleNow("No condition of this approval is open.")
    if approval.partner != partner:
        raise NotAllowed("Whether a condition is met is said by the partner who set it.")


def check_can_approve(case: Case, report: ReportVersion, partner: str) -> None:
    check_at(case, ("partner_approval",), "Approving the report")
    check_recommended(report.review)
    latest = report.review.reports.order_by("-version").first()
    if latest is None or latest.pk != report.pk:
        raise NotPossibleNow(
            "A newer version of the report is there. Open the page again and read that one."
        )
    if report.approvals.filter(partner=partner).exists():
        raise NotPossibleNow("Your partner has approved this version already.")
