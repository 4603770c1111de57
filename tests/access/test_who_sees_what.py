"""Need to know: membership, the wall, and roles that see no case."""

import pytest

from irwell.access.permissions import CASE_RIGHTS, Permission
from irwell.access.policies import can
from irwell.access.queries import rights
from irwell.access.roles import ROLES
from irwell.cases.models import Case
from irwell.cases.queries import can_see
from tests.people import People

MAY_SEE = ("maya", "lena", "idris", "priti", "colm", "rosalind", "ines", "tomos")
MAY_NOT = ("oona", "conrad", "sam", "ade")


@pytest.mark.parametrize("key", MAY_SEE)
def test_a_member_sees_the_case(case: Case, people: People, key: str) -> None:
    assert can_see(getattr(people, key), case)


@pytest.mark.parametrize("key", MAY_NOT)
def test_everyone_else_has_no_right_on_it(case: Case, people: People, key: str) -> None:
    user = getattr(people, key)

    assert not can_see(user, case)
    assert not rights(user, case.pk) & CASE_RIGHTS


def test_the_business_manager_takes_no_part_in_decisions(case: Case, people: People) -> None:
    for right in (Permission.TAKE_POSITION, Permission.SIGN_OFF, Permission.APPROVE_PUBLICATION):
        assert not can(people.maya, right, case_id=case.pk)


def test_no_role_holds_both_people_management_and_case_content() -> None:
    for role in ROLES.values():
        assert not (Permission.MANAGE_PEOPLE in role.rights and Permission.SEE_CASE in role.rights)
