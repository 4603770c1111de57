"""Another partnership stands in what is published when both agreed to that, and not before."""

import datetime as dt

from irwell.publication.actions.bundling import metadata_of
from irwell.reviews.models import JointReview, PracticeReview
from tests.publication.conftest import Steps, at

OTHER = "Mossfield Safeguarding Children Partnership"


def joint(steps: Steps, *, named: bool) -> None:
    case = steps.case
    review, _ = PracticeReview.objects.get_or_create(
        case=case, defaults={"key": case.key, "commissioned_at": at("2025-10-01 09:00"), "commissioned_by": steps.people.lena},
    )  # fmt: skip
    JointReview.objects.update_or_create(
        review=review,
        defaults={
            "key": case.key, "partnership": OTHER, "we_lead": True, "agreed_on": dt.date(2025, 10, 1), "by": steps.people.maya,
            "named_by_us": steps.people.lena if named else None, "named_by_them_on": dt.date(2025, 10, 2) if named else None,
        },
    )  # fmt: skip


def test_a_partnership_that_both_agreed_to_name_stands_on_the_page_and_in_the_bundle(
    steps: Steps,
) -> None:
    joint(steps, named=True)
    publication = steps.to_the_site()

    shown = steps.as_person(steps.people.maya).get(
        f"/reviews/{publication.identifier}/", follow=True
    )

    assert metadata_of(publication).jointly_with == OTHER
    assert "Held jointly with" in shown.content.decode()
    assert OTHER in shown.content.decode()


def test_without_both_agreements_nobody_is_named(steps: Steps) -> None:
    joint(steps, named=False)

    assert metadata_of(steps.to_the_site()).jointly_with == ""


def test_an_agreement_after_the_plan_asks_for_a_new_plan(steps: Steps) -> None:
    joint(steps, named=False)
    steps.plan()
    steps.close_gates()
    joint(steps, named=True)

    answer = steps.approve(steps.people.lena)

    assert answer.status_code == 409
    assert "Whether the other area is named has changed" in answer.content.decode()
