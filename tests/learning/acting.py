"""What is typed and pressed about an action."""

import uuid
from datetime import date

from django.urls import reverse

from irwell.learning import actions
from irwell.learning.models import Action, Evidence
from tests.learning.conftest import LATER
from tests.people import People


def to(name: str, action: Action, **more: object) -> str:
    return reverse(
        f"learning:{name}", kwargs={"case_id": action.case_id, "action_id": action.pk, **more}
    )


def new_action(people: People, **changes: str) -> dict[str, str]:
    return {
        "text": "Write a follow-up step into the clinic protocol.", "measure": "18 of 20 records",
        "baseline": "7 of 20 records in March",
        "intended_impact": "A baby who is not brought is seen.", "owner": str(people.tomos.pk),
        "due_on_day": "30", "due_on_month": "9", "due_on_year": "2026", "sent_as": str(uuid.uuid4()), **changes,
    }  # fmt: skip


def evidence(**changes: str) -> dict[str, object]:
    return {
        "source": "audit", "text": "19 of 20 records show a follow-up.", "dated_day": "5", "dated_month": "5",
        "dated_year": "2026", "sent_as": str(uuid.uuid4()), **changes,
    }  # fmt: skip


def give(action: Action, of: Evidence.Of, people: People) -> Evidence:
    return actions.give_evidence(
        action=action, of=of, source="audit", text="19 of 20 records show it.", dated=date(2026, 5, 5),
        upload=None, by=people.tomos, now=LATER,
    )  # fmt: skip


def page(client, action: Action) -> str:
    return client.get(to("action", action)).content.decode()
