"""What is possible with the report, its sign-off, its submission and the Panel’s reply now."""

from irwell.accounts.models import User
from irwell.cases.models import Case
from irwell.core.errors import NotPossibleNow
from irwell.decisions import queries as decisions
from irwell.decisions.models import Decision
from irwell.decisions.policies import check_is_chair, check_not_conflicted, check_quorate
from irwell.decisions.rules import PARTNERS, is_review
from irwell.rapid_reviews import queries
from irwell.rapid_reviews.models import Report

WRITABLE = ("rr_gathering", "rr_meeting", "rr_signoff")


def check_can_write(case: Case) -> None:
    if case.state not in WRITABLE:
        raise NotPossibleNow(
            "The report can be written while the Rapid Review is open. It has gone to the Panel, or has not begun."
        )


def check_can_agree_draft(user: User, case: Case) -> None:
    """The chair agrees the draft: quorate, minuted, and there is a version to read."""
    check_is_chair(user, case)
    if case.state != "rr_meeting":
        raise NotPossibleNow("The draft is agreed at the meeting stage.")
    meeting = decisions.deciding_meeting(case)
    check_quorate(meeting or decisions.latest_meeting(case))
    if meeting is None or not meeting.minutes:
        raise NotPossibleNow("Write the minutes of the quorate meeting first.")
    if queries.latest_report(case) is None:
        raise NotPossibleNow(
            "Make the report as a Word document first, so that there is a draft to agree."
        )


def check_can_sign(user: User, case: Case, report: Report | None) -> Report:
    """Three partners sign the newest version, on a decision that is made; in any order."""
    if case.state != "rr_signoff":
        raise NotPossibleNow(
            "Sign-off opens once the chair has agreed the draft, and closes when the report is sent."
        )
    decision = decisions.latest_decision(case)
    if decision is None or decision.status not in decisions.SEALED:
        raise NotPossibleNow(
            "The decision on a practice review is not made yet. The report is signed with its decision."
        )
    check_not_conflicted(user, decision.meeting)
    if report is None or report.decision_id != decision.pk:
        raise NotPossibleNow(
            "Make a version of the report that holds the decision first: the newest one was made before it."
        )
    return report


def check_can_submit(case: Case) -> Report:
    """Signed by all three, on the decision as it stands."""
    if case.state != "rr_signoff":
        raise NotPossibleNow("The report is sent to the Panel at the sign-off stage, once a round.")
    report = queries.latest_report(case)
    decision = decisions.latest_decision(case)
    if report is None or decision is None or decision.status not in decisions.SEALED:
        raise NotPossibleNow("The decision is not made yet: split or missing positions come first.")
    signed = queries.sign_offs(report)
    waiting = [title for partner, title in PARTNERS.items() if partner not in signed]
    if waiting or report.decision_id != decision.pk:
        names = ", ".join(waiting) or "a version that holds the decision"
        raise NotPossibleNow(
            f"Still to be signed: {names}. The report goes once all three have signed it."
        )
    return report


def check_can_log_reply(case: Case) -> Decision:
    """The decision that the Panel has before it. Raises NotPossibleNow before anything was sent."""
    submissions = queries.submissions_of(case)
    decision = submissions[-1].report.decision if submissions else None
    if decision is None:
        raise NotPossibleNow("The Panel’s reply is logged after the report was sent.")
    return decision


def check_can_reconsider(case: Case) -> None:
    """After a reply, the partners may look at the decision again; where it differs they must."""
    if case.state != "panel_response":
        raise NotPossibleNow("A decision is reconsidered after the Panel’s reply was logged.")


def check_can_close_without_review(case: Case) -> Decision:
    """No review was decided, and nothing the Panel wrote still waits for a new decision."""
    if case.state != "panel_response":
        raise NotPossibleNow("The case goes on to learning after the Panel’s reply was logged.")
    decision = decisions.current_decision(case)
    if decision is None or is_review(decision.outcome):
        raise NotPossibleNow(
            "The partners decided on a practice review, so the case goes on to commissioning."
        )
    if queries.must_reconsider(case):
        raise NotPossibleNow(
            "The Panel’s view differs from the decision. Reconsider it first; either outcome is valid with reasons."
        )
    return decision
