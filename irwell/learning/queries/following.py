"""Recommendations with their answers and actions, and where each stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from irwell.access.permissions import Permission
from irwell.access.queries import members, rights
from irwell.access.roles import rights_of
from irwell.accounts.models import Agency, User
from irwell.cases.models import Case
from irwell.cases.queries import cases_for
from irwell.core.errors import NotPossibleNow
from irwell.core.time import london
from irwell.learning.models import (
    Action,
    ActionReview,
    Evidence,
    Progress,
    Response,
)
from irwell.learning.policies import (
    PUBLISHED,
    check_can_close,
    check_can_look_for_impact,
    check_can_share,
)
from irwell.learning.queries.briefings import is_issued
from irwell.learning.queries.published import publication_of
from irwell.learning.rules import Again, Facts, Standing, Turn, bodies_named, standing, turns
from irwell.reviews.models import Recommendation

SHORTEST_TURN = timedelta(days=89)  # no three months are shorter


@dataclass(frozen=True)
class Line:
    """An action and where it stands on a day."""

    action: Action
    standing: Standing

    @property
    def waiting(self) -> list[Evidence]:
        """Evidence that nobody has accepted or returned yet."""
        given = self.action.evidence.all()
        return [e for e in given if e.accepted_at is None and e.returned_at is None]

    @property
    def lateness_explained(self) -> bool:
        """A note was written after the day on which it was due."""
        due = self.action.due_on
        return any(london(p.created_at).date() > due for p in self.action.progress.all())


@dataclass(frozen=True)
class Asked:
    """A recommendation, who was to answer, what they answered, and its actions."""

    recommendation: Recommendation
    bodies: tuple[str, ...]
    answers: tuple[Response, ...]
    unanswered: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def is_refused(self) -> bool:
        """Every body that was to answer has, and each rejects it."""
        refused = all(r.answer == Response.Answer.REJECTED for r in self.answers)
        return bool(self.answers) and not self.unanswered and refused


def due_by(day: date, *, on: date) -> list[Line]:
    """Actions of open cases that are due by a day and not absorbed, for the sweep."""
    live = Action.objects.filter(due_on__lte=day, absorbed_at=None).exclude(case__state="closed")
    return lines_among(live, on)


def stands_in_the_way(case: Case, *, on: date) -> str:
    """Why the case cannot take its next step yet, in a sentence; empty when it can."""
    listed = asked(case, on=on)
    lines = [line for one in listed for line in one.lines]
    try:
        if case.state in PUBLISHED:
            check_can_share(case, issued=is_issued(case), without=without_action(listed))
        elif case.state == "learning":
            explained = [(line.standing, line.lateness_explained) for line in lines]
            check_can_look_for_impact(case, explained)
        elif case.state == "impact_review":
            has_report = publication_of(case) is not None
            standings = [line.standing for line in lines]
            check_can_close(case, standings, issued=is_issued(case), has_report=has_report)
    except NotPossibleNow as refusal:
        return str(refusal)
    return ""


def facts_of(action: Action) -> Facts:
    """What is on record of an action, each with its day in England."""
    evidence = list(action.evidence.all())
    begun = [london(row.created_at).date() for row in [*action.progress.all(), *evidence]]

    def accepted(of: Evidence.Of) -> date | None:
        days = [london(e.accepted_at).date() for e in evidence if e.of == of and e.accepted_at]
        return min(days, default=None)

    return Facts(
        due_on=action.due_on,
        started=min(begun, default=None),
        completion_accepted=accepted(Evidence.Of.COMPLETION),
        impact_accepted=accepted(Evidence.Of.IMPACT),
        absorbed=london(action.absorbed_at).date() if action.absorbed_at else None,
    )


def turns_of(action: Action, *, on: date) -> tuple[Again, ...]:
    """When the action is looked at again, and what became of each turn."""
    facts = facts_of(action)
    done, helped = facts.completion_accepted, facts.impact_accepted
    settled = max(done, helped) if done and helped else facts.absorbed
    held = {one.after: london(one.created_at).date() for one in action.reviews.all()}
    return turns(london(action.created_at).date(), held, settled=settled, on=on)


def to_look_at_again(on: date) -> list[tuple[Action, Again]]:
    """Actions of open cases with a turn that has come, for the sweep."""
    old_enough = {"created_at__date__lte": on - SHORTEST_TURN}
    live = Action.objects.filter(absorbed_at=None, **old_enough).exclude(case__state="closed")
    return [
        (line.action, again)
        for line in lines_among(live, on)
        for again in turns_of(line.action, on=on)
        if again.turn is Turn.DUE
    ]


def lines_among(actions: QuerySet[Action], on: date) -> list[Line]:
    found = actions.select_related("owner", "agency", "recommendation", "case").prefetch_related(
        Prefetch("progress", Progress.objects.select_related("by")),
        Prefetch("reviews", ActionReview.objects.select_related("by")),
        Prefetch(
            "evidence",
            Evidence.objects.select_related("by", "accepted_by", "returned_by", "document"),
        ),
    )
    return [Line(action, standing(facts_of(action), on=on)) for action in found]


def lines_of(case: Case, *, on: date) -> list[Line]:
    """Every action of a case, soonest due first. The caller's view is guarded by the case."""
    return lines_among(case.actions.all(), on)


def line_of(case: Case, action_id: UUID, *, on: date) -> Line | None:
    return next(iter(lines_among(case.actions.filter(pk=action_id), on)), None)


def mine(user: User, *, on: date) -> list[Line]:
    """Actions a person owns on cases where they may report on them."""
    found = lines_among(Action.objects.filter(owner=user, case__in=cases_for(user)), on)
    allowed = {
        case_id: Permission.UPDATE_ACTION in rights(user, case_id)
        for case_id in {line.action.case_id for line in found}
    }
    return [line for line in found if allowed[line.action.case_id]]


def asked(case: Case, *, on: date) -> list[Asked]:
    """Recommendations in their order, with answers and actions."""
    lines = lines_of(case, on=on)
    current = Response.objects.filter(replaced_at=None).select_related("agency", "by")
    rows = case.recommendations.prefetch_related(Prefetch("responses", current, to_attr="current"))
    found = []
    for row in rows:
        answers: tuple[Response, ...] = tuple(getattr(row, "current", ()))
        bodies = bodies_named(row.addressees)
        heard = {r.agency.name.casefold() for r in answers}
        found.append(
            Asked(
                recommendation=row,
                bodies=bodies,
                answers=answers,
                unanswered=tuple(b for b in bodies if b.casefold() not in heard),
                lines=tuple(one for one in lines if one.action.recommendation_id == row.pk),
            )
        )
    return found


def without_action(listed: Iterable[Asked]) -> list[int]:
    """Numbers of the recommendations that nobody acts on and nobody has refused."""
    return [a.recommendation.number for a in listed if not a.lines and not a.is_refused]


def earlier_answers(recommendation: Recommendation) -> QuerySet[Response]:
    replaced = recommendation.responses.exclude(replaced_at=None)
    return replaced.select_related("agency", "by").order_by("-created_at")


def owners(case: Case) -> list[User]:
    """People named on the case who may report on an action and belong to an agency."""
    found: dict[UUID, User] = {}
    for member in members(case.pk):
        if Permission.UPDATE_ACTION in rights_of(member.role) and member.user.agency_id:
            found[member.user.pk] = member.user
    return list(found.values())


def answering(user: Any, case: Case) -> QuerySet[Agency]:
    """Agencies whose answer a person may record."""
    every = Agency.objects.exclude(kind=Agency.Kind.INDEPENDENT)
    if Permission.MANAGE_LEARNING in rights(user, case.pk):
        return every
    return every.filter(pk=user.agency_id)
