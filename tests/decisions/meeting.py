"""Short ways to a meeting, a grid, positions and a decision, through the web client."""

from types import SimpleNamespace
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator

from irwell.access.models import RoleGrant
from irwell.accounts.models import Agency, User
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.statute import load_factors
from tests.moments import at
from tests.people import TOTP_SECRET, People
from tests.stages import bring_to

PARTNERS = ("lena", "idris", "priti")
REASONS = "Weighed against the returns and the chronology of the agencies."


def gathered(case: Case, people: People) -> Case:
    """A case whose notification was sent on Wed 18 November 2026."""
    cases.record_date(
        case=case, fact="sin_submitted_at", value=at("2026-11-18 12:00"), by=people.maya,
        now=at("2026-11-18 12:00"),
    )  # fmt: skip
    return bring_to(case, "rr_gathering", people, now=at("2026-11-18 12:00"))


def colleague(kind: str, name: str) -> User:
    """Somebody with an account at an agency, on no case."""
    agency = Agency.objects.get(kind=kind)
    email = f"{name.partition(' ')[0].casefold()}@calderbrook.example"
    made = User.objects.create(email=email, name=name, agency=agency, password="!")
    secret = {"secret": get_adapter().encrypt(TOTP_SECRET)}
    Authenticator.objects.create(user=made, type=Authenticator.Type.TOTP, data=secret)
    RoleGrant.objects.create(user=made, role="partnership_member")
    return made


class Room:
    """The meeting room of one case: who does what, by their own browser."""

    def __init__(self, case: Case, people: People, as_person: Any) -> None:
        self.case, self.as_person = case, as_person
        self.people = SimpleNamespace(**vars(people))  # others may join
        self.base = f"/cases/{case.pk}/rapid-review/"

    def get(self, who: str, path: str = "") -> Any:
        return self.as_person(getattr(self.people, who)).get(self.base + path)

    def post(self, who: str, path: str, data: dict[str, Any] | None = None) -> Any:
        return self.as_person(getattr(self.people, who)).post(self.base + path, data or {})

    def call(self, who: str = "maya", day: str = "2", month: str = "12", year: str = "2026") -> Any:
        given = {"planned_for_day": day, "planned_for_month": month, "planned_for_year": year}
        return self.post(who, "meetings/call/", {**given, "planned_for_time": "10:00"})

    @property
    def meeting(self) -> Any:
        return self.case.meetings.order_by("-number").first()

    def attend(self, conflicts: tuple[str, ...] = (), **presence: str) -> Any:
        """attend(lena="present", idris="deputy")"""
        given: dict[str, str] = {}
        for who, how in presence.items():
            pk = getattr(self.people, who).pk
            given[f"presence_{pk}"] = how
            if who in conflicts:
                given[f"conflict_{pk}"] = "on"
        return self.post("maya", f"meetings/{self.meeting.pk}/attendance/", given)

    def delegate(
        self, delegator: str, deputy: User, *, by: str = "maya", first: int = 1, last: int = 31
    ) -> Any:
        """The letter of 30 November lends the delegator’s authority to the deputy in December 2026."""
        given = {
            "delegator": str(getattr(self.people, delegator).pk), "deputy": str(deputy.pk),
            "from_on_day": str(first), "from_on_month": "12", "from_on_year": "2026",
            "until_on_day": str(last), "until_on_month": "12", "until_on_year": "2026",
            "evidence": "Letter of 30 November 2026.",
        }  # fmt: skip
        return self.post(by, "seats/delegate/", given)

    def hand_over(self, leaver: str, successor: User, by: str = "maya") -> Any:
        given = {
            "leaver": str(getattr(self.people, leaver).pk), "successor": str(successor.pk),
            "reason": "Moved to another area.",
        }  # fmt: skip
        return self.post(by, "seats/hand-over/", given)

    def held(self) -> Any:
        return self.post("maya", f"meetings/{self.meeting.pk}/held/")

    def meet(self, **presence: str) -> None:
        """Called, circulated, attended and held; without names everyone is there."""
        everyone = dict.fromkeys((*PARTNERS, "colm"), "present")
        assert self.call().status_code == 302
        assert self.post("maya", "meetings/go/").status_code == 302
        assert self.attend(**(presence or everyone)).status_code == 302
        assert self.held().status_code == 302
        self.case.refresh_from_db()

    def answer_grid(self, who: str = "colm", value: str = "true") -> Any:
        current = {a.factor: a for a in self.case.factor_answers.filter(replaced_at=None)}
        given = {}
        for factor in load_factors():
            given |= {f"value_{factor}": value, f"reasons_{factor}": REASONS}
            given[f"seen_{factor}"] = str(current[factor].pk) if factor in current else ""
        return self.post(who, "grid/", given)

    def position(self, who: str, choice: str, **more: str) -> Any:
        return self.post(who, "positions/", {"choice": choice, "reasons": REASONS, **more})

    def all_say(self, choice: str) -> None:
        for who in PARTNERS:
            assert self.position(who, choice).status_code == 302

    def conclude(self, outcome: str, who: str = "colm") -> Any:
        return self.post(who, "positions/conclude/", {"outcome": outcome, "reasons": REASONS})

    def settle(self, outcome: str, who: str = "lena") -> Any:
        given = {
            "outcome": outcome, "reasons": REASONS, "together": "on",
            "decided_by": "The director, the chief nurse and the assistant chief constable.",
        }  # fmt: skip
        return self.post(who, "positions/settle/", given)
