"""A case with two signed returns and its identity register."""

from datetime import UTC, datetime

import pytest

from irwell.accounts.models import Agency
from irwell.cases import actions as cases
from irwell.cases.models import Case
from tests.combined_chronology.events import EVENTS
from tests.combined_chronology.returns import HOSPITAL, POLICE, sign
from tests.kept import kept
from tests.people import People

INCIDENT, RECORDED = datetime(2024, 2, 19, 12, tzinfo=UTC), datetime(2026, 3, 2, 9, tzinfo=UTC)
NAMES = {
    "child": ("Child A", ["Rowan Hollowgate", "Ro"]),
    "mother": ("Mother", ["Juno Hollowgate"]),
    "police_officer": ("Police Officer 1", ["PC Alder Finch"]),
}


@pytest.fixture
@kept
def returned(case: Case, people: People) -> Case:
    for role, (label, names) in NAMES.items():
        cases.add_identity(
            case=case, key=case.key, kind="person", role=role, label=label, names=names, details={},
            by=people.maya,
        )  # fmt: skip
    for kind, text in (("police", POLICE), ("hospital", HOSPITAL)):
        sign(case, Agency.objects.get(kind=kind), text, people.maya)
    return case


@pytest.fixture
def told(returned: Case, people: People) -> Case:
    """Four agencies; three tell of the evening of 12 March 2023."""
    cases.record_date(
        case=returned, fact="incident_at", value=INCIDENT, by=people.maya, now=RECORDED
    )
    for kind, text in EVENTS.items():
        sign(returned, Agency.objects.get(kind=kind), text, people.maya, version=2)
    return returned
