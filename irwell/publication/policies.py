"""What is possible now on the way to publication, and after it."""

import datetime as dt

from irwell.accounts.models import User
from irwell.cases.models import Case
from irwell.core.errors import NotAllowed, NotPossibleNow
from irwell.core.time import london
from irwell.parallel_processes.presenters import gate_sentences
from irwell.parallel_processes.queries import gates_held
from irwell.publication import queries, rules
from irwell.publication.models import GateCheck, Publication, Withdrawal
from irwell.rulebook.queries import calendar
from irwell.statute import long_date

NOTICE_STATE = rules.NOTICE_STATE


def check_can_plan(case: Case, publication: Publication | None) -> None:
    if case.state != NOTICE_STATE:
        raise NotPossibleNow(
            "Publication is planned once the anonymisation certificate is signed and the case stands at "
            "“Notice before publication”."
        )
    if publication is not None and publication.status != Publication.Status.PLANNED:
        raise NotPossibleNow(
            "This review has been published already, so its plan no longer changes."
        )


def check_can_answer(case: Case, gate: rules.Gate, answer: str) -> None:
    if gate.counted:
        raise NotPossibleNow(f"{gate.title}: {gate.done}")
    if case.state not in rules.GATE_STATES:
        raise NotPossibleNow(
            "The checks before publication are recorded from anonymisation until the review is published."
        )
    held = gates_held(case).get(gate.id, [])
    if held and answer != GateCheck.Answer.OPEN:
        raise NotPossibleNow(
            f"This check stays open while a linked process runs. {' '.join(gate_sentences(held))} "
            "When it is over, record that under “Other processes”; then answer this check."
        )


def check_can_approve(user: User, publication: Publication, content: str, *, on: dt.date) -> None:
    """Two others than the planner approve exactly what stands there now, with nothing open."""
    _check_planned(publication)
    if user.pk == publication.planned_by_id:
        raise NotAllowed("You planned this publication. Two other people approve it.")
    if content != publication.content:
        raise NotPossibleNow(
            "The plan was changed after you opened it. Read what stands there now, then approve that."
        )
    if publication.planned_on < on:
        raise NotPossibleNow(
            f"The planned day, {long_date(publication.planned_on)}, has passed. Plan another day first."
        )
    _check_nothing_against(publication, on=on)


def check_can_publish(publication: Publication, *, now: dt.datetime) -> None:
    """Everything again, at the moment itself: the day, the gates, the certificate, the words, the approvals."""
    _check_planned(publication)
    if now < rules.release_moment(publication.planned_on):
        raise NotPossibleNow(
            f"It is under embargo until 9:00 on {long_date(publication.planned_on)}."
        )
    _check_nothing_against(publication, on=london(now).date())
    missing = rules.APPROVERS_NEEDED - len(queries.approvers_of(publication))
    if missing > 0:
        raise NotPossibleNow(
            "Two people other than the planner approve a publication. "
            f"{'One approval is' if missing == 1 else 'Both approvals are'} missing."
        )


def check_can_defer(case: Case) -> None:
    if case.state != NOTICE_STATE:
        raise NotPossibleNow(
            "Publication is deferred from “Notice before publication”, before it has happened."
        )


def check_can_propose_withdrawal(
    publication: Publication, *, legal_reason: str, improvements: str, on: dt.date
) -> None:
    """A review stays for a year. Earlier needs a legal reason, and what improves is said instead (C11)."""
    if publication.status != Publication.Status.PUBLISHED or publication.published_at is None:
        raise NotPossibleNow("Only what is published can be withdrawn.")
    if Withdrawal.objects.filter(publication=publication, confirmed_at=None).exists():
        raise NotPossibleNow("A withdrawal is proposed already. A second person decides on it.")
    until = rules.available_until(london(publication.published_at).date(), calendar())
    if on <= until and not (legal_reason.strip() and improvements.strip()):
        raise NotPossibleNow(
            f"A published review stays until the end of {long_date(until)}. Before that it is withdrawn only "
            "for a legal reason, with a summary of what improves put in its place: record both."
        )


def check_can_confirm_withdrawal(user: User, withdrawal: Withdrawal) -> None:
    if withdrawal.confirmed_at is not None:
        raise NotPossibleNow("This withdrawal has been decided already.")
    if user.pk == withdrawal.proposed_by_id:
        raise NotAllowed("You proposed this withdrawal. A second person confirms it.")


def _check_planned(publication: Publication) -> None:
    if publication.status != Publication.Status.PLANNED:
        raise NotPossibleNow(
            f"This publication is {publication.get_status_display().lower()}; it is not waiting to be published."
        )
    if publication.case.state != NOTICE_STATE:
        raise NotPossibleNow("The case no longer stands at “Notice before publication”.")


def _check_nothing_against(publication: Publication, *, on: dt.date) -> None:
    reasons = [*queries.against(publication, on=on), *queries.words_against(publication)]
    if reasons:
        raise NotPossibleNow(f"It cannot be published as it stands. {' '.join(reasons)}")
