"""What is possible at a meeting, with the grid, with a position and with a decision now."""

from irwell.access.queries import roles_on_case
from irwell.accounts.models import Agency, User
from irwell.cases.models import Case
from irwell.core.errors import NotAllowed, NotPossibleNow
from irwell.core.time import london
from irwell.decisions import queries, rules
from irwell.decisions.models import Decision, Meeting

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


def check_may_have_pack(user: User, meeting: Meeting) -> None:
    """Whoever declared a conflict for the meeting gets no pack of it."""
    if queries.in_conflict(meeting, user):
        raise NotAllowed(
            "A conflict of interest is recorded for you at this meeting, so there is no pack for you. If that "
            "is wrong, ask the chair to correct it."
        )


def check_can_declare(meeting: Meeting) -> None:
    """Before anyone gave a position on the strength of the meeting."""
    if meeting.decisions.exclude(positions=None).exists():
        raise NotPossibleNow(
            "A partner has recorded a position on the strength of this meeting, so a conflict for this "
            "meeting alone can no longer be declared. Step aside from the case, and tell the chair."
        )


def check_not_conflicted(user: User, meeting: Meeting) -> None:
    """A declared conflict bars a part in the decision of this meeting, not a place at it."""
    if meeting.attendance.filter(user=user, conflict=True).exists():
        raise NotAllowed(
            "You declared a conflict of interest for this meeting, so you may give facts but not decide. "
            "Your partner’s deputy takes your place."
        )


def check_can_take_position(user: User, case: Case, decision: Decision | None) -> Decision:
    """A partner’s own representative with a seat at the meeting, once the factors are weighed."""
    partner = check_speaks_for(user)
    check_at_meeting(case)
    if decision is None:
        check_quorate(queries.latest_meeting(case))
    if decision is None or decision.status != Decision.Status.OPEN:
        raise NotPossibleNow("All three positions of this round are in; they can no longer change.")
    check_quorate(decision.meeting)
    check_not_conflicted(user, decision.meeting)
    _check_seated(user, partner, decision.meeting)
    missing = queries.unanswered(case)
    if missing:
        raise NotPossibleNow(
            "The partners must weigh every factor first (regulation 11). "
            f"Still without an answer: {', '.join(missing)}."
        )
    _check_not_read(decision, partner)
    return decision


def _check_seated(user: User, partner: str, meeting: Meeting) -> None:
    if queries.seat_of(meeting, user) is None:
        raise NotPossibleNow(
            f"You are not recorded as present for the {rules.PARTNERS[partner].lower()} at meeting "
            f"{meeting.number}. Ask the chair to correct the attendance, or let your deputy give the position."
        )


def _check_not_read(decision: Decision, partner: str) -> None:
    """What others could read already is not changed; a position that was not in yet can still come."""
    if decision.opened_at and partner in queries.standing(decision):
        raise NotPossibleNow(
            "The chair has opened this round, so your partner’s position was read by the others and can no "
            "longer change."
        )


def check_can_open_positions(user: User, case: Case, decision: Decision | None) -> Decision:
    """The chair may let the positions be read before all are in."""
    check_is_chair(user, case)
    check_at_meeting(case)
    if decision is None or decision.status != Decision.Status.OPEN:
        raise NotPossibleNow("There is no open round of positions.")
    if not queries.standing(decision):
        raise NotPossibleNow("No partner has recorded a position yet, so there is nothing to read.")
    return decision


def check_is_chair(user: User, case: Case) -> None:
    if "chair" not in roles_on_case(user, case.pk):
        raise NotAllowed("This is for the chair of the Case Review Subgroup.")


def check_can_conclude(user: User, case: Case, decision: Decision | None) -> Decision:
    """The chair records what all three partners agree on."""
    check_is_chair(user, case)
    check_at_meeting(case)
    _check_not_sealed(decision)
    if decision is None or decision.status != Decision.Status.OPEN:
        raise NotPossibleNow("There is no open round of positions to conclude.")
    check_not_conflicted(user, decision.meeting)
    if not rules.unanimous(queries.stands(decision)):
        raise NotPossibleNow("The decision is recorded once all three partners’ positions agree.")
    check_scrutineer_heard(decision)
    return decision


def _check_not_sealed(decision: Decision | None) -> None:
    """Two people may decide at once: the second is told who was first, and nothing of the first is changed."""
    if decision and decision.status in queries.SEALED and decision.decided_at:
        who = decision.recorded_by.name if decision.recorded_by else "Somebody else"
        at = london(decision.decided_at)
        raise NotPossibleNow(
            f"{who} recorded this decision on {at.day} {at:%B %Y} at {at:%H:%M}. It stands as it is; nothing of "
            "yours was recorded over it."
        )


def check_may_escalate(user: User, case: Case) -> None:
    """A partner’s representative or the chair."""
    if not {"chair", "statutory_partner"} & set(roles_on_case(user, case.pk)):
        raise NotAllowed("A split is passed on by a partner’s representative or by the chair.")


def check_can_escalate(case: Case, decision: Decision | None) -> Decision:
    """A split that the delegated partners could not settle goes on to the lead safeguarding partners."""
    check_at_meeting(case)
    if decision is None or decision.status != Decision.Status.SPLIT:
        raise NotPossibleNow("There is no split to pass on.")
    if decision.escalated_at:
        raise NotPossibleNow("This split is with the lead safeguarding partners already.")
    return decision


def check_can_settle(user: User, case: Case, decision: Decision | None) -> Decision:
    """A split is settled by the delegated safeguarding partners."""
    check_speaks_for(user)
    check_at_meeting(case)
    _check_not_sealed(decision)
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


def check_may_speak_for_education(user: User) -> None:
    """Education’s own member gives the view; the chair or the business manager may write it down for them."""
    if user.agency is None or user.agency.kind != Agency.Kind.EDUCATION:
        raise NotAllowed(
            "Education’s view is given by education’s member, or written down by the chair or the business manager."
        )


def check_successor(leaver: User, successor: User, case: Case) -> str:
    """Somebody else of the same partner, with an account and no conflict. Gives the partner."""
    partner = check_speaks_for(leaver)
    if successor.pk == leaver.pk:
        raise NotPossibleNow("Choose somebody else as the successor.")
    if successor not in queries.could_represent(case, partner):
        raise NotPossibleNow(
            f"The successor must work for the same partner, the {rules.PARTNERS[partner].lower()}, have an "
            "account, and not be kept from this case by a conflict of interest."
        )
    return partner
