"""A case with two signed returns and its identity register."""

import pytest

from irwell.accounts.models import Agency
from irwell.cases import actions as cases
from irwell.cases.models import Case
from tests.combined_chronology.returns import HOSPITAL, POLICE, sign
from tests.kept import kept
from tests.people import People

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
