"""What is possible at a meeting, with the grid, with a position and with a decision now."""

from irwell.access.queries import roles_on_case
from irwell.accounts.models import User
from irwell.cases.models import Case
from irwell.core.errors import NotAllowed, NotPossibleNow
from irwell.decisions import queries, rules
from irwell.decisions.models import Attendance, Decision, Meeting

CALLABLE = ("rr_gathering", "rr_meeting", "rr_signoff")
OPEN = ("rr_meeting", "rr_signoff")


def check_can_call(case: Case) -> None:
    if case.state not in CALLABLE:
        raise NotPossibleNow(
            "A meeting of the Case Review Subgroup is called while a Rapid Review is open: after the "
            "notification was sent and before the report goes to the Panel."
        )


def check_at_meeting(case: Case) -> None:
    """Attendance, minutes and decisions belong to the meeting stage."""
    if case.state == "rr_gathering":
        raise NotPossibleNow(
            "The case is still gathering returns. Send the pack round and go to the meeting first."
        )
    if case.state not in OPEN:
        raise NotPossibleNow("The Rapid Review is not at its meeting or sign-off now.")


def check_quorate(meeting: Meeting | None) -> None:
    """Decision fields stay locked without quorum (domain: 4.4)."""
    if meeting is None or meeting.held_at is None:
        raise NotPossibleNow(
            "No meeting has been held yet. Record attendance and that the meeting was held; "
            "the grid, the positions and the decision open when it was quorate."
        )
    quorum = queries.quorum_of(meeting)
    if not quorum.quorate:
        raise NotPossibleNow(
            f"{quorum.sentence} Discussion may be minuted, but the grid, the positions and the decision "
            "stay locked until a quorate meeting was held."
        )


def is_quorate(meeting: Meeting | None) -> bool:
    try:
        check_quorate(meeting)
    except NotPossibleNow:
        return False
    return True


def check_attendance_open(meeting: Meeting) -> None:
    if meeting.decisions.exclude(positions=None).exists():
        raise NotPossibleNow(
            "A partner has recorded a position on the strength of this meeting, so its attendance can "
            "no longer be changed. Call another meeting if it was recorded wrongly."
        )


def check_can_answer(case: Case) -> Decision:
    """The grid is open while a round is open, after a quorate meeting."""
    check_at_meeting(case)
    decision = queries.latest_decision(case)
    if decision is None or decision.status == Decision.Status.OPEN:
        check_quorate(decision.meeting if decision else queries.latest_meeting(case))
    if decision is None or decision.status != Decision.Status.OPEN or _all_in(decision):
        raise NotPossibleNow(
            "The grid is closed: the positions of this round are all in. What was on the screen is kept."
        )
    return decision


def _all_in(decision: Decision) -> bool:
    return rules.all_in(queries.stands(decision))


def check_speaks_for(user: User) -> str:
    """The statutory partner a person speaks for. Raises NotAllowed for anyone else."""
    if user.agency is None or not user.agency.is_statutory:
        raise NotAllowed(
            "Only a representative of the local authority, the integrated care board or the police does this."
        )
    return user.agency.kind


def check_not_conflicted(user: User, meeting: Meeting) -> None:
    """A declared conflict bars a part in the decision of this meeting, not a place at it."""
    if meeting.attendance.filter(user=user, conflict=True).exists():
        raise NotAllowed(
            "You declared a conflict of interest for this meeting, so you may give facts but not decide. "
            "Your partner’s deputy takes your place."
        )


def check_can_take_position(user: User, case: Case, decision: Decision | None) -> Decision:
    """A partner’s own representative, present without a conflict, once the factors are weighed."""
    partner = check_speaks_for(user)
    check_at_meeting(case)
    if decision is None:
        check_quorate(queries.latest_meeting(case))
    if decision is None or decision.status != Decision.Status.OPEN:
        raise NotPossibleNow("All three positions of this round are in; they can no longer change.")
    check_quorate(decision.meeting)
    check_not_conflicted(user, decision.meeting)
    _check_present(user, partner, decision.meeting)
    missing = queries.unanswered(case)
    if missing:
        raise NotPossibleNow(
            "The partners must weigh every factor first (regulation 11). "
            f"Still without an answer: {', '.join(missing)}."
        )
    return decision


def _check_present(user: User, partner: str, meeting: Meeting) -> None:
    deciding = (Attendance.Presence.PRESENT, Attendance.Presence.DEPUTY)
    if not meeting.attendance.filter(user=user, presence__in=deciding, conflict=False).exists():
        raise NotPossibleNow(
            f"You are not recorded as present for the {rules.PARTNERS[partner].lower()} at meeting "
            f"{meeting.number}. Ask the chair to correct the attendance, or let your deputy give the position."
        )


def check_is_chair(user: User, case: Case) -> None:
    if "chair" not in roles_on_case(user, case.pk):
        raise NotAllowed("This is for the chair of the Case Review Subgroup.")


def check_can_conclude(user: User, case: Case, decision: Decision | None) -> Decision:
    """The chair records what all three partners agree on."""
    check_is_chair(user, case)
    check_at_meeting(case)
    if decision is None or decision.status != Decision.Status.OPEN:
        raise NotPossibleNow("There is no open round of positions to conclude.")
    check_not_conflicted(user, decision.meeting)
    if not rules.unanimous(queries.stands(decision)):
        raise NotPossibleNow("The decision is recorded once all three partners’ positions agree.")
    check_scrutineer_heard(decision)
    return decision


def check_can_settle(user: User, case: Case, decision: Decision | None) -> Decision:
    """A split is settled by the delegated safeguarding partners."""
    check_speaks_for(user)
    check_at_meeting(case)
    if decision is None or decision.status != Decision.Status.SPLIT:
        raise NotPossibleNow("There is no split to settle.")
    check_not_conflicted(user, decision.meeting)
    check_scrutineer_heard(decision)
    return decision


def check_scrutineer_heard(decision: Decision) -> None:
    """The independent scrutineer’s view is captured before a decision is sealed (domain: 4.4)."""
    if not decision.scrutineer_view and queries.scrutineers(decision.case):
        raise NotPossibleNow(
            "An independent scrutineer is named on this case. Record the scrutineer’s view before the "
            "decision is sealed."
        )
