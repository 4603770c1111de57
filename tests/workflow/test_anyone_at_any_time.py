"""Any person tries any action at any time: no path skips a decision, a notification or an approval; no dead end."""

import datetime as dt
import itertools
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase
from hypothesis import settings as profile
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from irwell.accounts.models import User
from irwell.cases.models import Case
from irwell.criteria.models import NotifyDecision
from irwell.crypto.signing import create_signing_key
from irwell.decisions.models import Decision
from irwell.demo.actions import seed_people
from irwell.demo.data import load
from irwell.demo.seeding import journey
from irwell.demo.seeding.opening import seed_case
from irwell.notifications.models import Notification
from irwell.publication.models import Approval, Publication
from irwell.publication.queries import open_gates
from irwell.rapid_reviews.models import SignOff
from irwell.reviews.models import PartnerApproval
from irwell.statute import load_workflow
from tests.workflow.arguments import NothingToGive, every_action, for_action

pytestmark = pytest.mark.django_db
ACTIONS = every_action()
STORY = next(row for row in load()["case"] if row["label"] == "Poplar")
TODAY = dt.date(2026, 11, 25)
PARTNERS = {"local_authority", "icb", "police"}
FLOW = load_workflow()


class AnyoneAtAnyTime(RuleBasedStateMachine):
    """One case that goes its way leg by leg, while everyone tries anything in between."""

    people: dict[str, User]
    reached: ClassVar[set[str]] = set()
    succeeded: ClassVar[set[str]] = set()

    def __init__(self) -> None:
        """What one run leaves behind is taken back before the next."""
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize(
        opening=st.sampled_from(
            ["rr_gathering"] * 4 + ["triage", "criteria_discussion", "notify_agreed"]
        ),
        undisturbed=st.integers(0, len(journey.LEGS)),
    )
    def a_referral_is_accepted(self, opening: str, undisturbed: int) -> None:
        """The first legs are gone before anyone interferes, so that every stage is met."""
        _, self.now = seed_case({**STORY, "stage": opening}, self.people, today=TODAY)
        self.case = Case.objects.get()
        self.legs = list(journey.LEGS) if opening == "rr_gathering" else []
        for _ in range(undisturbed if self.legs else 0):
            self.go(self.legs.pop(0))

    def go(self, leg: journey.Leg, *, stop: str = "") -> None:
        self.now = leg.take(self.case, self.people, now=self.now, until=stop or leg.stops[-1])
        self.case.refresh_from_db()
        self.now = journey.working_morning(self.now + dt.timedelta(days=leg.pause))

    @precondition(lambda self: self.legs)
    @rule(halfway=st.integers(0, 40))
    def the_next_leg_is_gone(self, halfway: int) -> None:
        """Rarely only as far as a stopping place; then nobody leads the case on, but anyone may try."""
        leg = self.legs.pop(0)
        stop = leg.stops[halfway - 1] if 0 < halfway < len(leg.stops) else leg.stops[-1]
        if stop != leg.stops[-1]:
            self.legs = []
        try:
            with transaction.atomic():
                self.go(leg, stop=stop)
        except Exception:  # what someone did in between may have led the case elsewhere
            self.legs = []

    @rule(data=st.data())
    def everyone_tries_something(self, data: st.DataObject) -> None:
        """The same action by each person in turn, until one is let."""
        action = data.draw(st.sampled_from(ACTIONS), "action")
        self.case.refresh_from_db()

        def pick(choices: list[Any]) -> Any:
            last = len(choices) - 1
            return choices[data.draw(st.integers(0, last)) if last else 0]

        try:
            given = for_action(action, self.case, self.people["maya"], self.now, pick)
        except NothingToGive:
            return
        for person in self.people.values():
            try:
                with transaction.atomic():
                    action(**{**given, "by": person})
            except (
                Exception
            ):  # refused, whatever the words: what counts is that nothing was skipped
                continue
            self.succeeded.add(action.__qualname__)
            return

    @invariant()
    def every_move_stands_in_the_table(self) -> None:
        case = Case.objects.get(pk=self.case.pk)
        moves = list(case.moves.order_by("created_at", "at"))
        for before, after in itertools.pairwise(moves):
            assert before.to_state == after.from_state
        assert all(FLOW.can_move(m.from_state, m.to_state) for m in moves)
        assert not moves or moves[-1].to_state == case.state
        self.been = {m.to_state for m in moves} | {case.state}
        self.reached.update(self.been)

    @invariant()
    def there_is_a_way_on(self) -> None:
        state = Case.objects.get(pk=self.case.pk).state
        assert state == "closed" or FLOW.transitions_from(state)

    @invariant()
    def nothing_is_notified_undecided(self) -> None:
        if "notify_agreed" in self.been:
            assert NotifyDecision.objects.filter(case=self.case, outcome="notify_agreed").exists()
        if "sin_sent" in self.been:
            assert Notification.objects.get(case=self.case).sent_at

    @invariant()
    def nothing_is_sent_unsigned(self) -> None:
        if "rr_submitted" in self.been:
            assert Decision.objects.filter(case=self.case).exclude(decided_at=None).exists()
            signed = SignOff.objects.filter(report__rapid_review__case=self.case)
            assert set(signed.values_list("partner", flat=True)) == PARTNERS
        if "commissioning" in self.been:
            decided = (
                Decision.objects.filter(case=self.case)
                .exclude(decided_at=None)
                .latest("decided_at")
            )
            assert decided.outcome.startswith("LCSPR")

    @invariant()
    def nothing_is_published_unapproved(self) -> None:
        if "anonymisation" in self.been:
            approved = PartnerApproval.objects.filter(report__review__case=self.case)
            assert set(approved.values_list("partner", flat=True)) == PARTNERS
        published = Publication.objects.filter(case=self.case).exclude(published_at=None).first()
        assert published is None or {"pre_publication"} <= self.been
        if published:
            assert published.certificate is None or published.certificate.signed_at
            assert (
                Approval.objects.filter(publication=published).values("by").distinct().count() >= 2
            )
            assert not open_gates(published, on=published.planned_on)


def test_no_path_skips_anything(tmp_path: Path, settings: Any) -> None:
    settings.IRWELL_SIGNING_KEY = tmp_path / "publication.pem"
    settings.IRWELL_SIGNING_KEY.write_text(create_signing_key()[0])
    AnyoneAtAnyTime.people = seed_people(load())
    run_state_machine_as_test(
        AnyoneAtAnyTime,
        settings=profile(
            max_examples=6, stateful_step_count=40, deadline=None, derandomize=True,
            suppress_health_check=list(HealthCheck), phases=[Phase.generate],
        ),
    )  # fmt: skip
    assert len(ACTIONS) > 60
    assert {"rr_gathering", "partner_approval", "published"} <= AnyoneAtAnyTime.reached
    assert len(AnyoneAtAnyTime.succeeded) > 10
