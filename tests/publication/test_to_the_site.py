"""From the certificate to the site: the plan, the checks, two people, nine o'clock."""

from tests.publication.conftest import Steps


def test_a_review_goes_from_the_certificate_to_the_site(steps: Steps, client) -> None:
    published = steps.to_the_site()

    steps.case.refresh_from_db()
    page = client.get(f"/reviews/{published.identifier}/")
    assert steps.case.state == "published"
    assert page.status_code == 200
    assert "Child A: local child safeguarding practice review" in page.content.decode()
