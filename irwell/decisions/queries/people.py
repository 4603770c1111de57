"""Who is named on the case, who deputises, who took over from whom, and who can act for a partner now."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from irwell.access.models import Conflict
from irwell.access.queries import members, walled_off
from irwell.access.roles import ROLES
from irwell.accounts.models import Agency, User
from irwell.cases.models import Case
from irwell.core.time import london
from irwell.decisions.models import Attendance, Delegation, Handover, Meeting

DECIDING = (Attendance.Presence.PRESENT, Attendance.Presence.DEPUTY)


@dataclass(frozen=True)
class Member:
    """A person named on the case, with their roles there. `walled`: kept from the case altogether."""

    user: User
    roles: tuple[str, ...]
    walled: bool

    @property
    def agency(self) -> str:
        return self.user.agency.name if self.user.agency else ""

    @property
    def titles(self) -> str:
        return ", ".join(ROLES[r].title for r in self.roles if r in ROLES)

    @property
    def partner(self) -> str:
        """The statutory partner whose representative this person is; empty for others."""
        agency = self.user.agency
        return agency.kind if agency and agency.is_statutory and self.represents else ""

    @property
    def represents(self) -> bool:
        return "statutory_partner" in self.roles


def roster(case: Case) -> list[Member]:
    """Everyone named on the case now, once each, by name."""
    roles: dict[UUID, list[str]] = {}
    people: dict[UUID, User] = {}
    for membership in members(case.pk):
        people[membership.user_id] = membership.user
        roles.setdefault(membership.user_id, []).append(membership.role)
    walled = walled_off(case.pk)
    return [
        Member(user, tuple(dict.fromkeys(roles[pk])), pk in walled) for pk, user in people.items()
    ]


def scrutineers(case: Case) -> list[Member]:
    return [m for m in roster(case) if "scrutineer" in m.roles and not m.walled]


def walls(case: Case) -> list[Conflict]:
    """Conflicts of interest that keep a person from the whole case."""
    found = Conflict.objects.filter(case=case, lifted_at=None)
    return list(found.select_related("user__agency", "declared_by").order_by("created_at"))


def delegations(case: Case) -> list[Delegation]:
    found = case.delegations.select_related("delegator", "deputy__agency", "recorded_by")
    return list(found.select_related("document").order_by("from_on"))


def delegation_on(case: Case, deputy: User, day: dt.date) -> Delegation | None:
    """The delegation under which a person deputises on a day."""
    found = case.delegations.filter(
        deputy=deputy, from_on__lte=day, until_on__gte=day, ended_at=None
    )
    return found.select_related("delegator").order_by("-created_at").first()


def handovers(case: Case) -> list[Handover]:
    return list(case.handovers.select_related("leaver", "successor", "by"))


def handover_to(case: Case, user: User) -> Handover | None:
    """How this person came to the seat, if they took it over."""
    return case.handovers.filter(successor=user).select_related("leaver").last()


def could_represent(case: Case, partner: str) -> list[User]:
    """People with accounts at a partner’s agency who are not kept from the case."""
    kept_away = Conflict.objects.filter(case=case, lifted_at=None).values("user")
    found = User.objects.filter(is_active=True, agency__kind=partner).exclude(pk__in=kept_away)
    return list(found.select_related("agency").order_by("name"))


def could_deputise(case: Case, partners: tuple[str, ...]) -> list[User]:
    return [user for partner in partners for user in could_represent(case, partner)]


def representatives(case: Case, partner: str) -> list[User]:
    """Those who speak for a partner on the case now: named, with an account that is open, not kept away."""
    return [
        m.user for m in roster(case) if m.partner == partner and m.user.is_active and not m.walled
    ]


def seat_of(meeting: Meeting, user: User) -> Attendance | None:
    """The deciding seat at a meeting that a person has: their own, or that of the one they followed."""
    rows = {
        a.user_id: a for a in meeting.attendance.select_related("user", "delegation__delegator")
    }
    after = {h.successor_id: h.leaver_id for h in meeting.case.handovers.all()}
    person: Any = user.pk
    for _ in range(len(after) + 1):
        row = rows.get(person)
        if row is not None:
            return row if row.presence in DECIDING and not row.conflict else None
        if person not in after:
            return None
        person = after[person]
    return None


def who_acts(case: Case, partner: str, meeting: Meeting | None) -> list[User]:
    """Who can give a partner’s position now; with a meeting only those with a seat at it."""
    found = representatives(case, partner)
    return [u for u in found if meeting is None or seat_of(meeting, u) is not None]


def leavers(case: Case) -> list[User]:
    """Representatives whose seat can be handed over: named on the case now, or gone without a successor."""
    held = case.memberships.filter(role="statutory_partner").filter(
        Q(user__agency__kind__in=[k.value for k in Agency.STATUTORY])
    )
    followed = set(case.handovers.values_list("leaver", flat=True))
    people = {m.user_id: m.user for m in held.select_related("user__agency").order_by("user__name")}
    return [user for pk, user in people.items() if pk not in followed]


def authority_words(case: Case, user: User, day: dt.date, lent: Delegation | None = None) -> str:
    """As whose deputy or successor a person acts on a day; empty for a seat of one’s own."""
    lent = lent or delegation_on(case, user, day)
    if lent is not None:
        first, last = (f"{d.day} {d:%B %Y}" for d in (lent.from_on, lent.until_on))
        return f"deputy for {lent.delegator.name}, delegated from {first} to {last}"
    taken = handover_to(case, user)
    if taken is None:
        return ""
    since = london(taken.at)
    return f"successor of {taken.leaver.name} since {since.day} {since:%B %Y}"
