"""What is kept between tests is what was built: the same rows, in the same numbers, and a log that holds."""

import pytest
from django.db import transaction

from irwell.audit.models import LoggedEvent
from irwell.audit.queries import verify_log
from irwell.cases import actions as cases
from irwell.cases.models import Case, Identity
from tests import kept
from tests.people import People


@kept.kept
def scene(case: Case, people: People) -> Identity:
    """One more person in the register."""
    return cases.add_identity(
        case=case, key=case.key, kind="person", role="mother", label="Mother", names=["Juniper Ashgrove"],
        details={}, by=people.maya,
    )  # fmt: skip


def rows() -> tuple[list[object], list[object]]:
    return list(Identity.objects.order_by("pk").values()), list(
        LoggedEvent.objects.order_by("seq").values()
    )


def test_what_is_put_back_is_what_was_built(case: Case, people: People) -> None:
    step = transaction.savepoint()
    built, first = scene(case=case, people=people), rows()
    transaction.savepoint_rollback(step)
    assert not Identity.objects.exists()

    again = scene(case=case, people=people)

    assert again == built and again is not built
    assert rows() == first
    assert verify_log().intact


def test_a_scene_after_a_tests_own_writing_is_built_on_what_was_written(
    case: Case, people: People
) -> None:
    scene(case=case, people=people)
    Identity.objects.all().delete()

    scene(case=case, people=people)

    assert Identity.objects.count() == 1
    assert verify_log().intact


def test_a_scene_may_not_rest_on_what_is_not_kept(case: Case, people: People) -> None:
    with pytest.raises(AssertionError, match="“case”"):
        scene(case=Case.objects.get(pk=case.pk), people=people)
