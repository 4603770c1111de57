"""A page that is read asks once for a person's rights; whatever changes something asks anew."""

from irwell.access.models import CaseMembership
from irwell.access.permissions import Permission
from irwell.access.queries import know_rights, rights
from irwell.cases.models import Case
from irwell.core import time
from tests.people import People


def test_rights_are_asked_anew_unless_a_page_is_being_read(case: Case, people: People) -> None:
    assert Permission.READ_RETURNS in rights(people.maya, case.pk)
    CaseMembership.objects.filter(user=people.maya).update(until=time.now())
    assert Permission.READ_RETURNS not in rights(people.maya, case.pk)


def test_what_is_known_for_a_page_is_of_that_case_alone(case: Case, people: People) -> None:
    know_rights(people.maya)
    assert Permission.READ_RETURNS in rights(people.maya, case.pk)
    assert Permission.READ_RETURNS not in rights(people.maya)
    assert Permission.READ_RETURNS not in rights(people.maya, people.maya.pk)
