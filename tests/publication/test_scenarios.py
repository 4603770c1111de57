"""Scenarios 17 and 20 through the web, and what surrounds them."""

from datetime import date

import pytest

from irwell.publication.models import Publication, Withdrawal
from irwell.publication.tasks import release_due
from tests.publication.conftest import Steps, at

REASONS = {
    "public_reason": "A court made an order about publication.",
    "legal_reason": "Order of the family court of 22 February 2027.",
    "improvements": "Every trust now asks who lives in the home.",
}


def test_scenario_17_copies_sent_on_2_april_block_14_april_and_offer_the_15th(
    steps: Steps, clock
) -> None:
    clock.move_to(at("2026-04-02 15:00"))
    steps.plan(date(2026, 4, 14))
    steps.close_gates(but="notice")
    steps.copies(date(2026, 4, 2))

    refused = steps.approve(steps.people.lena)
    page = steps.as_person(steps.people.maya).get(steps.base).content.decode()

    assert refused.status_code == 409
    assert "Wednesday 1 April 2026" in page
    assert "The earliest day now is Wednesday 15 April 2026" in page


def test_scenario_17_on_15_april_it_is_published(steps: Steps, clock) -> None:
    clock.move_to(at("2026-04-02 15:00"))
    steps.plan(date(2026, 4, 15))
    steps.close_gates(but="notice")
    steps.copies(date(2026, 4, 2))
    steps.approve()

    assert release_due(at("2026-04-15 08:59")) == 0
    assert steps.publication.status == Publication.Status.PLANNED
    assert release_due(at("2026-04-15 09:00")) == 1
    assert steps.publication.status == Publication.Status.PUBLISHED


def test_until_nine_on_the_day_it_is_under_embargo(steps: Steps, clock, client) -> None:
    steps.plan()
    steps.close_gates()
    steps.approve()
    clock.move_to(at("2026-04-14 08:59"))

    pressed = steps.post(steps.people.lena, "publish/", {})

    assert pressed.status_code == 409
    assert "under embargo" in pressed.content.decode()
    assert client.get(f"/reviews/{steps.publication.identifier}/").status_code == 404
    assert steps.publication.title not in client.get("/reviews/").content.decode()


def test_a_second_approval_after_nine_on_the_day_publishes_at_once(steps: Steps, clock) -> None:
    steps.plan()
    steps.close_gates()
    steps.approve(steps.people.lena)
    clock.move_to(at("2026-04-14 10:30"))

    steps.approve(steps.people.priti)

    assert steps.publication.status == Publication.Status.PUBLISHED
    assert steps.publication.published_at == at("2026-04-14 10:30")


def test_one_approval_is_not_enough_for_the_sweep(steps: Steps) -> None:
    steps.plan()
    steps.close_gates()
    steps.approve(steps.people.lena)

    assert release_due(at("2026-04-14 09:00")) == 0
    assert steps.publication.status == Publication.Status.PLANNED


def test_publication_starts_the_year_and_stops_the_six_months(on_the_site: Publication) -> None:
    from irwell.cases.queries import clock_of

    kept = clock_of(on_the_site.case, "C11")

    assert kept is not None
    assert kept.due_on == date(2027, 4, 14)


def test_scenario_20_on_1_march_2027_it_stays(
    on_the_site: Publication, steps: Steps, clock
) -> None:
    clock.move_to(at("2027-03-01 10:00"))

    answer = steps.post(steps.people.lena, "withdraw/", {"public_reason": "We would like to."})

    assert answer.status_code == 409
    assert "Wednesday 14 April 2027" in answer.content.decode()
    assert not Withdrawal.objects.exists()


@pytest.mark.parametrize("left_out", ["legal_reason", "improvements"])
def test_scenario_20_within_the_year_both_reasons_are_needed(
    on_the_site: Publication, steps: Steps, clock, left_out: str
) -> None:
    clock.move_to(at("2027-03-01 10:00"))

    answer = steps.post(steps.people.lena, "withdraw/", {**REASONS, left_out: ""})

    assert answer.status_code == 409


def test_scenario_20_with_both_reasons_and_a_second_person_it_comes_down(
    on_the_site: Publication, steps: Steps, clock, client
) -> None:
    clock.move_to(at("2027-03-01 10:00"))
    steps.post(steps.people.lena, "withdraw/", REASONS)
    address = f"/reviews/{on_the_site.identifier}/"

    alone = steps.post(steps.people.lena, "withdraw/decide/", {"decision": "withdraw"})
    still = client.get(address).status_code
    steps.post(steps.people.idris, "withdraw/decide/", {"decision": "withdraw"})
    page = client.get(address)

    assert alone.status_code == 403
    assert still == 200
    assert page.status_code == 410
    assert "A court made an order" in page.content.decode()
    assert "asks who lives in the home" in page.content.decode()
    assert "Order of the family court" not in page.content.decode()


def test_scenario_20_from_15_april_2027_it_may_be_withdrawn(
    on_the_site: Publication, steps: Steps, clock, client
) -> None:
    clock.move_to(at("2027-04-15 10:00"))

    proposed = steps.post(steps.people.lena, "withdraw/", {"public_reason": "The year has passed."})
    steps.post(steps.people.idris, "withdraw/decide/", {"decision": "withdraw"})

    assert proposed.status_code == 302
    assert steps.publication.status == Publication.Status.WITHDRAWN
    for part in ("", "report/", "files/report.pdf"):
        assert client.get(f"/reviews/{on_the_site.identifier}/{part}").status_code == 410
    assert not steps.publication.files.exists()
    assert steps.publication.title not in client.get("/reviews/").content.decode()


def test_a_dropped_proposal_leaves_the_review_where_it_is(
    on_the_site: Publication, steps: Steps, client
) -> None:
    steps.post(steps.people.lena, "withdraw/", REASONS)

    steps.post(steps.people.idris, "withdraw/decide/", {"decision": "drop"})

    assert client.get(f"/reviews/{on_the_site.identifier}/").status_code == 200
    assert not Withdrawal.objects.exists()


def test_a_tombstone_names_nobody_either(on_the_site: Publication, steps: Steps) -> None:
    named = {**REASONS, "public_reason": "The family of Wilhelmina Sparrowhythe asked for it."}

    answer = steps.post(steps.people.lena, "withdraw/", named)

    assert answer.status_code == 422
    assert "still identifies Child A" in answer.content.decode()


def test_deferral_needs_a_reason_from_the_list_and_keeps_the_six_months_running(
    steps: Steps, client
) -> None:
    from tests.publication.conftest import on

    steps.plan()
    told = on("told_on", date(2026, 3, 16))
    words = {"justification": "The trial starts in May.", **told}

    refused = steps.post(steps.people.lena, "defer/", {"reason": "REPUTATION", **words})
    steps.post(steps.people.lena, "defer/", {"reason": "CRIMINAL", **words})
    steps.case.refresh_from_db()
    letter = steps.as_person(steps.people.maya).get(f"{steps.base}letter/").content.decode()

    assert refused.status_code == 422
    assert steps.case.state == "publication_deferred"
    assert steps.publication.status == Publication.Status.DEFERRED
    assert "The trial starts in May." in letter
    assert "a criminal trial that is still running" in letter


def test_after_a_deferral_every_approval_is_asked_anew(steps: Steps) -> None:
    from irwell.publication import queries
    from tests.publication.conftest import on

    steps.plan()
    steps.close_gates()
    steps.approve()
    steps.post(
        steps.people.lena, "defer/",
        {"reason": "INQUEST", "justification": "The inquest.", **on("told_on", date(2026, 3, 16))},
    )  # fmt: skip

    assert release_due(at("2026-04-14 09:00")) == 0
    asked = steps.as_person(steps.people.lena).get(f"{steps.base}take-up/").content.decode()
    steps.post(steps.people.lena, "take-up/", {"note": "The inquest ended on 20 March."})

    steps.case.refresh_from_db()
    assert steps.case.state == "pre_publication"
    assert "Approvals given before do not count" in asked
    assert queries.approvers_of(steps.publication) == ()
    assert steps.publication.status == Publication.Status.PLANNED
