"""What the board is narrowed to."""

from typing import Any
from uuid import UUID

from django import forms as django_forms

from irwell.cases.rules import CLOCKS_STARTED_BY
from irwell.deadlines import rules
from irwell.deadlines.queries import Wanted
from irwell.statute import find_policy
from irwell.statute.workflow import STAGES
from irwell.ui.forms import Form

NARROWS = ("when", "clock", "stage", "role", "person", "mine")


def clock_choices() -> list[tuple[str, str]]:
    """Every clock by which something is to be done on a case."""
    found = [find_policy(policy) for policy in CLOCKS_STARTED_BY.values()]
    return [(p.clock, p.clock_title) for p in found if p.id not in rules.nothing_to_do()]


class BoardFilter(Form):
    """Which dates the board shows. A choice that is not offered narrows nothing, and the page says so."""

    ui = {name: {"optional": False} for name in NARROWS}
    when = django_forms.ChoiceField(
        label="When", required=False,
        choices=[("", "Any day"), ("late", "Late"), ("today", "Today"), ("week", "In seven days")],
    )  # fmt: skip
    clock = django_forms.ChoiceField(label="Clock", required=False)
    stage = django_forms.ChoiceField(label="Step", required=False)
    role = django_forms.ChoiceField(label="Who acts next", required=False)
    person = django_forms.ChoiceField(label="Person on the case", required=False)
    mine = django_forms.BooleanField(label="Only where the next step is mine", required=False)

    def __init__(self, data: Any, *, people: list[tuple[UUID, str]]) -> None:
        super().__init__(data)
        offered = {
            "clock": [("", "Every clock"), *clock_choices()],
            "stage": [("", "Every step"), *((str(n), title) for n, title in STAGES.items())],
            "role": [("", "Anybody"), *rules.next_roles()],
            "person": [("", "Anybody"), *((str(pk), name) for pk, name in people)],
        }
        for name, choices in offered.items():
            field: Any = self.fields[name]
            field.choices = choices

    @property
    def wanted(self) -> Wanted:
        given = self.cleaned_data if self.is_valid() else {}
        person = given.get("person")
        return Wanted(
            clock=given.get("clock", ""), stage=given.get("stage", ""), role=given.get("role", ""),
            person=UUID(person) if person else None, mine=given.get("mine", False), when=given.get("when", ""),
        )  # fmt: skip
