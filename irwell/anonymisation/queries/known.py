"""Reads of the partnership's list of places and bodies, and of linked cases."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from irwell.access.permissions import Permission
from irwell.access.policies import can
from irwell.accounts.models import User
from irwell.anonymisation import rules
from irwell.anonymisation.models import KnownPlace, LinkedCase
from irwell.cases.models import Case
from irwell.cases.queries import can_see, cases_for


def places(*, kind: str = "", words: str = "") -> QuerySet[KnownPlace]:
    """What is on the list now, by name."""
    found = KnownPlace.objects.filter(removed_at=None).select_related("by")
    if kind:
        found = found.filter(kind=kind)
    return found.filter(folded__contains=rules.folded(words)) if words.strip() else found


def places_taken_off() -> QuerySet[KnownPlace]:
    """What was on the list, and why it is no longer."""
    return (
        KnownPlace.objects.filter(removed_at__isnull=False)
        .select_related("removed_by")
        .order_by("-removed_at")
    )


def place_names() -> list[tuple[str, str]]:
    """Every name with its kind, as the engine takes them."""
    return list(places().values_list("name", "kind"))


@dataclass(frozen=True)
class Link:
    """A linked case as this person may see it: without the right to see it, only that there is one."""

    link: LinkedCase
    other: Case | None

    @property
    def may_end(self) -> bool:
        return self.other is not None


def links_of(case: Case) -> QuerySet[LinkedCase]:
    """Every open link of a case, whichever side it was made from."""
    return (
        LinkedCase.objects.filter(Q(case=case) | Q(other=case), ended_at=None)
        .select_related("case", "other", "by").order_by("created_at")
    )  # fmt: skip


def linked_cases(case: Case) -> list[Case]:
    """The cases whose registers are used beside this one's."""
    return [link.other if link.case_id == case.pk else link.case for link in links_of(case)]


def links_for(user: User, case: Case) -> list[Link]:
    """The links as this person may see them."""
    found = []
    for link in links_of(case):
        other = link.other if link.case_id == case.pk else link.case
        found.append(Link(link, other if can_see(user, other) else None))
    return found


def linkable(user: User, case: Case) -> list[Case]:
    """Cases that this person may link: whose register they may keep, and that are not linked yet."""
    known = {other.pk for other in linked_cases(case)} | {case.pk}
    return [
        other for other in cases_for(user).exclude(pk__in=known)
        if can(user, Permission.EDIT_REGISTER, case_id=other.pk)
    ]  # fmt: skip
