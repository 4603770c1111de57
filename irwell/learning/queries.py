"""Reads of what follows a review."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from irwell.access.models import RoleGrant
from irwell.access.permissions import Permission
from irwell.access.queries import members, rights
from irwell.access.roles import ROLES, rights_of
from irwell.accounts.models import Agency, User
from irwell.cases.models import Case
from irwell.cases.queries import cases_for
from irwell.core.errors import NotPossibleNow
from irwell.core.time import london
from irwell.learning.models import (
    Action,
    Briefing,
    BriefingIssue,
    Evidence,
    Progress,
    Reading,
    Response,
    YearlyReport,
)
from irwell.learning.policies import (
    PUBLISHED,
    check_can_close,
    check_can_look_for_impact,
    check_can_share,
)
from irwell.learning.rules import Facts, Standing, bodies_named, standing, suppressed, tally
from irwell.publication.models import Publication, PublicFile
from irwell.reviews.models import Recommendation


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


@dataclass(frozen=True)
class Year:
    """What the yearly report says of recommendations and actions, as it stood on its last day."""

    ends: date
    recommendations: int
    answered: int
    counts: dict[Standing, int]
    complete: int
    proven: int

    @property
    def per_cent_proven(self) -> int | None:
        """Of the actions that are complete, those whose impact is evidenced; None when none is complete."""
        return round(100 * self.proven / self.complete) if self.complete else None


def due_by(day: date, *, on: date) -> list[Line]:
    """Actions of open cases that are due by a day and not absorbed, for the sweep."""
    live = Action.objects.filter(due_on__lte=day, absorbed_at=None).exclude(case__state="closed")
    return _lines(live, on)


def publication_of(case: Case) -> Publication | None:
    """The case's publication while it is on the partnership's site."""
    return Publication.objects.filter(case=case, status=Publication.Status.PUBLISHED).first()


def published_on(case: Case) -> date | None:
    found = publication_of(case)
    return london(found.published_at).date() if found and found.published_at else None


def briefing_of(case: Case) -> Briefing | None:
    return Briefing.objects.filter(publication__case=case).select_related("edited_by").first()


def issue_of(case: Case) -> BriefingIssue | None:
    """The latest issue of the case's briefing."""
    return BriefingIssue.objects.filter(briefing__publication__case=case).first()


def is_issued(case: Case) -> bool:
    return issue_of(case) is not None


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


def _lines(actions: QuerySet[Action], on: date) -> list[Line]:
    found = actions.select_related("owner", "agency", "recommendation", "case").prefetch_related(
        Prefetch("progress", Progress.objects.select_related("by")),
        Prefetch(
            "evidence",
            Evidence.objects.select_related("by", "accepted_by", "returned_by", "document"),
        ),
    )
    return [Line(action, standing(facts_of(action), on=on)) for action in found]


def lines_of(case: Case, *, on: date) -> list[Line]:
    """Every action of a case, soonest due first. The caller's view is guarded by the case."""
    return _lines(case.actions.all(), on)


def line_of(case: Case, action_id: UUID, *, on: date) -> Line | None:
    return next(iter(_lines(case.actions.filter(pk=action_id), on)), None)


def mine(user: User, *, on: date) -> list[Line]:
    """Actions a person owns on cases where they may report on them."""
    found = _lines(Action.objects.filter(owner=user, case__in=cases_for(user)), on)
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


def year_of(user: Any, *, ends: date) -> Year:
    """Figures over every case the person may see, as they stood on the last day of the report year."""
    cases = cases_for(user)
    lines = [
        Line(one.action, one.standing)
        for one in _lines(Action.objects.filter(case__in=cases), ends)
        if london(one.action.created_at).date() <= ends
    ]
    known = [
        r
        for r in Recommendation.objects.filter(case__in=cases).prefetch_related("responses")
        if london(r.created_at).date() <= ends
    ]
    counts = tally(line.standing for line in lines)
    proven = counts[Standing.COMPLETE_PROVEN]
    return Year(
        ends=ends,
        recommendations=len(known),
        answered=sum(
            any(london(a.created_at).date() <= ends for a in r.responses.all()) for r in known
        ),
        counts=counts,
        complete=proven + counts[Standing.COMPLETE_UNPROVEN],
        proven=proven,
    )


# -- briefings -----------------------------------------------------------------------------


def public_report(case: Case) -> str | None:
    """The published report as a web page: public words only."""
    file = PublicFile.objects.filter(
        publication__case=case, publication__status=Publication.Status.PUBLISHED, name="report.html"
    ).first()
    return bytes(file.content).decode("utf-8") if file else None


def issued() -> list[BriefingIssue]:
    """The latest issue of every briefing whose review is on the site, newest first. Public."""
    shown = BriefingIssue.objects.filter(
        briefing__publication__status=Publication.Status.PUBLISHED
    ).select_related("briefing__publication")
    latest: dict[UUID, BriefingIssue] = {}
    for issue in shown.defer("pdf", "word").order_by("-issued_at"):
        latest.setdefault(issue.briefing_id, issue)
    return list(latest.values())


def issue_of_review(identifier: str) -> BriefingIssue | None:
    """The latest issue of the briefing on a review, while the review is on the site. Public."""
    return (
        BriefingIssue.objects.filter(
            briefing__publication__identifier=identifier,
            briefing__publication__status=Publication.Status.PUBLISHED,
        )
        .select_related("briefing__publication")
        .first()
    )


def reading_of(user: User, briefing: Briefing) -> Reading | None:
    return briefing.readings.filter(by=user).first()


def read_by(user: User) -> set[UUID]:
    """Briefings that the person has read."""
    return set(Reading.objects.filter(by=user).values_list("briefing_id", flat=True))


def readers() -> list[User]:
    """Everybody whose role reads briefings."""
    roles = [role.id for role in ROLES.values() if Permission.READ_BRIEFINGS in role.rights]
    granted = RoleGrant.objects.filter(role__in=roles, ended_at=None).values("user")
    found = User.objects.filter(pk__in=granted, is_active=True)
    return list(found.select_related("agency").order_by("name"))


def not_read(briefing: Briefing) -> list[User]:
    known = set(briefing.readings.values_list("by_id", flat=True))
    return [person for person in readers() if person.pk not in known]


@dataclass(frozen=True)
class Reach:
    """How far a briefing reached: of how many, by agency (small numbers hidden), how it was used, shared reflections."""

    readers: int
    read: int
    by_agency: dict[str, str]
    by_use: dict[str, str]
    reflections: tuple[str, ...]


def reach(briefing: Briefing) -> Reach:
    """Who has read it, in numbers. No person is named."""
    rows = list(briefing.readings.select_related("by__agency"))
    agencies = {str(p.agency or "No agency"): 0 for p in readers()}
    for row in rows:
        name = str(row.by.agency or "No agency")
        agencies[name] = agencies.get(name, 0) + 1
    uses = {use.label: sum(r.used == use for r in rows) for use in Reading.Used}
    return Reach(
        readers=len(readers()),
        read=len(rows),
        by_agency=suppressed(dict(sorted(agencies.items()))),
        by_use=suppressed(uses),
        reflections=tuple(r.reflection for r in rows if r.shared and r.reflection),
    )


def yearly_report(year_ends: date) -> YearlyReport | None:
    """What is recorded of a year's report; it is published, so that anybody may read it."""
    return YearlyReport.objects.filter(year_ends=year_ends).first()
