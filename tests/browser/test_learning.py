"""Every page of the learning in a real browser: accessible, whole on a phone, and pictured."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from irwell.cases.models import Case
from irwell.learning import actions
from irwell.learning.models import Evidence
from tests.browser.conftest import Visitor
from tests.learning.conftest import published  # noqa: F401 - a fixture
from tests.people import People

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SPRING = datetime(2026, 5, 6, 9, 0, tzinfo=UTC)


@pytest.fixture
def lived(published: Case, people: People) -> Case:  # noqa: F811
    """A case whose briefing is out, with answers, an action at every standing but absorbed, and evidence."""
    with time_machine.travel(SPRING, tick=False):
        briefing = actions.make_briefing(case=published, by=people.ines, now=SPRING)
        texts = {
            "health_visitor": "Ask who lives in the home at every first visit.\nWho did you not meet this month?"
        }
        actions.edit_roles(
            briefing=briefing, texts=texts, seen=briefing.edits, by=people.ines, now=SPRING
        )
        actions.issue_briefing(briefing=briefing, by=people.maya, now=SPRING)
        first, second = published.recommendations.all()
        actions.respond(
            recommendation=first, agency=people.tomos.agency, answer="in_part", by=people.tomos, now=SPRING,
            reasons="In all clinics but dentistry, which has its own system until 2027.",
        )  # fmt: skip
        made = [
            actions.add_action(
                recommendation=row, text=text, intended_impact="A baby who is not brought is seen within two days.",
                measure="18 of 20 records in the October audit", owner=people.tomos, due_on=due, by=people.maya, now=SPRING,
            )
            for row, text, due in (
                (first, "Write a two-day follow-up step into the clinic’s protocol and train all 40 clerks.", date(2026, 9, 30)),
                (first, "Ensure letters say “was not brought”.", date(2026, 6, 30)),
                (second, "Ask who lives in the home at every first visit, and write it down.", date(2026, 12, 18)),
            )
        ]  # fmt: skip
        actions.note_progress(action=made[0], note="Protocol agreed by the clinic leads; training is booked.", by=people.tomos, now=SPRING)  # fmt: skip
        for action, of in ((made[0], Evidence.Of.COMPLETION), (made[0], Evidence.Of.IMPACT), (made[1], Evidence.Of.COMPLETION)):  # fmt: skip
            given = actions.give_evidence(
                action=action, of=of, source="audit", text="19 of 20 records show a follow-up within two days.",
                dated=date(2026, 5, 5), upload=None, by=people.tomos, now=SPRING,
            )  # fmt: skip
            if of is Evidence.Of.COMPLETION:
                actions.accept(evidence=given, by=people.colm, now=SPRING)
        actions.share_learning(case=published, by=people.maya, now=SPRING)
        actions.record_reading(
            briefing=briefing, used="team", reflection="I will ask who else is at home, and write the name down.",
            shared=True, by=people.oona, now=SPRING,
        )  # fmt: skip
    return published


def test_pages_on_the_case(open_window: Any, pictures: Path, lived: Case, people: People) -> None:
    window: Visitor = open_window()
    row, action = lived.recommendations.get(number=1), lived.actions.order_by("-due_on").last()
    other = lived.actions.get(due_on=date(2026, 9, 30))
    assert action is not None
    on_case = {"case_id": lived.pk}
    on_row, on_action = {**on_case, "recommendation_id": row.pk}, {**on_case, "action_id": other.pk}
    pages = {
        "maya": [
            ("case", on_case), ("draft", on_case), ("reach", on_case), ("for_roles", on_case),
            ("record_share", on_case), ("tracker", on_case), ("answer", on_row),
            ("add_action", on_row), ("action", on_action), ("change_action", on_action), ("year_now", {}),
        ],
        "colm": [("action", on_action)],
        "tomos": [("action", on_action), ("give", {**on_action, "of": "impact"}), ("mine", {}), ("briefings", {})],
        "lena": [("close", on_case)],
    }  # fmt: skip

    for who, listed in pages.items():
        window.sign_in(getattr(people, who))
        for name, given in listed:
            path = reverse(f"learning:{name}", kwargs=given)
            window.look(path, pictures, f"learning-{name}-{who}")


def test_briefings_that_everybody_reads(
    open_window: Any, pictures: Path, lived: Case, people: People
) -> None:
    window: Visitor = open_window()
    for name, path in (
        ("public", "/learning/"),
        ("read", f"/learning/read/{lived.publication.identifier}/"),
        ("read-for", f"/learning/read/{lived.publication.identifier}/for/health_visitor/"),
    ):
        window.look(path, pictures, f"learning-{name}")
    window.sign_in(people.oona)
    path = f"/learning/briefings/{lived.publication.identifier}/"
    window.look(path, pictures, "learning-briefing")
