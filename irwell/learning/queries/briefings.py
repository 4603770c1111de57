"""Briefings, who reads them and how far they reached."""

from dataclasses import dataclass
from uuid import UUID

from irwell.access.models import RoleGrant
from irwell.access.permissions import Permission
from irwell.access.roles import ROLES
from irwell.accounts.models import User
from irwell.cases.models import Case
from irwell.learning.models import (
    Briefing,
    BriefingIssue,
    Reading,
)
from irwell.learning.rules import suppressed
from irwell.publication.models import Publication


def briefing_of(case: Case) -> Briefing | None:
    return Briefing.objects.filter(publication__case=case).select_related("edited_by").first()


def issue_of(case: Case) -> BriefingIssue | None:
    """The latest issue of the case's briefing."""
    return BriefingIssue.objects.filter(briefing__publication__case=case).first()


def is_issued(case: Case) -> bool:
    return issue_of(case) is not None


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
