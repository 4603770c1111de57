"""From the certificate to the site: the plan, the checks, two people, nine o'clock."""

from tests.publication.conftest import Steps


def test_a_review_goes_from_the_certificate_to_the_site(steps: Steps, client) -> None:
    published = steps.to_the_site()

    steps.case.refresh_from_db()
    page = client.get(f"/reviews/{published.identifier}/")
    assert steps.case.state == "published"
    assert page.status_code == 200
    assert "Child A: local child safeguarding practice review" in page.content.decode()


def test_the_terms_of_use_are_part_of_what_two_people_approve(steps: Steps) -> None:
    steps.plan()
    before = steps.publication.content
    steps.plan(licence="ogl")

    page = steps.as_person(steps.people.lena).get(f"{steps.base}approve/").content.decode()

    assert steps.publication.content != before
    assert "Open Government Licence v3.0" in page
    assert steps.plan(licence="my own").status_code == 422
