"""What is possible now with actions, evidence, briefings and the last moves of a case."""

from collections.abc import Iterable

from irwell.access.permissions import Permission
from irwell.access.policies import can
from irwell.access.queries import rights
from irwell.accounts.models import Agency, User
from irwell.cases.models import Case
from irwell.core.errors import NotAllowed, NotPossibleNow
from irwell.core.text import plural
from irwell.learning.models import Action, BriefingIssue, Evidence
from irwell.learning.rules import COMPLETE, Again, Standing, Turn
from irwell.reviews.queries import delay_explained
from irwell.reviews.rules import UNDER_WAY

STATES = (
    "published",
    "improvements_only_published",
    "publication_deferred",
    "learning",
    "impact_review",
)
PUBLISHED = ("published", "improvements_only_published")


def check_is_open(case: Case) -> None:
    """Actions are worked on from publication until the case is closed, and before it where the review is late:
    interim actions go on whatever the report waits for."""
    if case.state == "closed":
        raise NotPossibleNow(f"{case.reference} is closed. Its record stays as it is.")
    if case.state not in STATES and not (case.state in UNDER_WAY and delay_explained(case)):
        raise NotPossibleNow(
            f"{case.reference} has not come to its learning yet: responses and actions follow when the review is"
            " published, or when publication is deferred and its learning is acted on meanwhile."
        )


def check_answers_for(user: User, case: Case, agency: Agency) -> None:
    """An agency's own lead answers for it; the learning lead records what any agency answered."""
    if can(user, Permission.MANAGE_LEARNING, case_id=case.pk):
        return
    if user.agency_id != agency.pk or not can(user, Permission.UPDATE_ACTION, case_id=case.pk):
        raise NotAllowed("You can record the answer of your own agency only.")


def check_works_on(user: User, action: Action) -> None:
    """The owner reports on an action, and those who manage the learning."""
    held = rights(user, action.case_id)
    if Permission.UPDATE_ACTION not in held:
        raise NotAllowed(
            f"Your role does not include the right to {Permission.UPDATE_ACTION.value}."
        )
    if action.owner_id != user.pk and Permission.MANAGE_LEARNING not in held:
        raise NotAllowed("This action has another owner. Only its owner reports on it.")


def check_can_look_again(turns: Iterable[Again], after: int) -> None:
    """A turn is recorded from the day on which it has come."""
    turn = next((one for one in turns if one.after == after), None)
    if turn is None or turn.turn is not Turn.DUE:
        raise NotPossibleNow(
            "This action is not to be looked at now. Its page says when the next turn comes."
        )


def check_can_be_owner(user: User, case: Case) -> None:
    if user.agency_id is None or not can(user, Permission.UPDATE_ACTION, case_id=case.pk):
        raise NotPossibleNow(
            f"{user.name} cannot report on actions of this case. Name them on the case as agency lead first."
        )


def check_can_judge(user: User, evidence: Evidence) -> None:
    """Evidence is accepted by somebody else than the person who gave it, and than the action's owner."""
    if user.pk in (evidence.by_id, evidence.action.owner_id):
        raise NotPossibleNow("Somebody else accepts this evidence: you gave it, or own the action.")
    if evidence.accepted_at or evidence.returned_at:
        raise NotPossibleNow("This evidence was dealt with already. Look at the action again.")


def can_judge(user: User, evidence: Evidence) -> bool:
    try:
        check_can_judge(user, evidence)
    except NotPossibleNow:
        return False
    return True


def check_can_share(case: Case, *, issued: bool, without: Iterable[int]) -> None:
    """Published → learning. Recommendations are recorded, each with an owner or an answer of no; the briefing is out."""
    if case.state not in PUBLISHED:
        raise NotPossibleNow("Learning is shared once the review is published.")
    if not case.recommendations.exists():
        raise NotPossibleNow(
            "Recommendations are not recorded yet. Record them on the review’s page."
        )
    if numbers := ", ".join(str(n) for n in without):
        raise NotPossibleNow(
            f"{'Recommendations' if ',' in numbers else 'Recommendation'} {numbers} {'have' if ',' in numbers else 'has'}"
            " no action yet. Give each an action with an owner and a date, or record"
            " that every body it is addressed to rejects it."
        )
    if not issued:
        raise NotPossibleNow(
            "Issue the briefing first: it is how practitioners hear of the learning."
        )


def check_can_look_for_impact(case: Case, standings: Iterable[tuple[Standing, bool]]) -> None:
    """Learning → impact review. Each action is complete, or its lateness is explained."""
    if case.state != "learning":
        raise NotPossibleNow("Impact is looked for after the learning was shared.")
    listed = list(standings)
    if not listed:
        raise NotPossibleNow("There is no action yet whose impact could be looked for.")
    done = (*COMPLETE, Standing.ABSORBED)
    going = sum(s not in done and s is not Standing.OVERDUE for s, _ in listed)
    silent = sum(s is Standing.OVERDUE and not explained for s, explained in listed)
    left = []
    if going:
        left.append(f"{plural(going, 'action')} not complete and not yet due")
    if silent:
        left.append(f"{plural(silent, 'action')} overdue without a note that explains the lateness")
    if left:
        raise NotPossibleNow(
            f"{'; '.join(left)}. Each action must be complete, absorbed, or explained."
        )


def check_can_ask_for_more(case: Case) -> None:
    if case.state != "impact_review":
        raise NotPossibleNow("More can be asked for while impact is being looked for.")


def check_can_close(
    case: Case, standings: Iterable[Standing], *, issued: bool, has_report: bool
) -> None:
    """Impact review → closed. Every action is finished or absorbed, and the learning was shared."""
    if case.state != "impact_review":
        raise NotPossibleNow("A case is closed from the impact review.")
    left = sum(s not in (*COMPLETE, Standing.ABSORBED) for s in standings)
    if left == 1:
        raise NotPossibleNow(
            "1 of the actions is not finished. Its owner finishes it, or it is absorbed into a plan that carries it on;"
            " then a statutory partner closes the case."
        )
    if left:
        raise NotPossibleNow(
            f"{left} of the actions are not finished. Their owners finish them, or they are absorbed into a plan that"
            " carries them on; then a statutory partner closes the case."
        )
    if has_report and not issued:
        raise NotPossibleNow("The learning was not shared: no briefing was issued.")


def check_can_issue(
    user: User, *, edited_by: User, latest: BriefingIssue | None, changed: bool
) -> None:
    """Two people publish: whoever last edited the words does not issue them."""
    if edited_by.pk == user.pk:
        raise NotPossibleNow(
            "You wrote these words last, so somebody else issues them: the business manager or the learning lead."
            " Two people stand behind everything that is published."
        )
    if latest is not None and not changed:
        raise NotPossibleNow(
            "These words are issued already. Change the draft to issue a new version."
        )
