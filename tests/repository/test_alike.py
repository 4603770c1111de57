"""More like this, and two reviews side by side, as a reader gets them."""

import re

import pytest

from irwell.repository.models import Record


def text(response):
    return response.content.decode()


def cedar():
    return Record.objects.get(title__contains="Cedar").identifier


def test_a_passage_of_a_result_leads_to_passages_that_say_the_same(client, filled):
    page = text(client.get("/search?q=tidy&mode=words"))
    href = re.search(r'href="(/records/oxmoor-2026-01/similar\?passage=[^"]+)"', page)
    answer = text(client.get(href[1]))

    assert "More like this passage" in answer
    assert "Child Cedar" in answer
    assert "<mark>tidy</mark>" in answer
    assert "Both say:" in answer


def test_a_review_leads_to_reviews_like_it_and_to_their_comparison(client, filled):
    page = text(client.get("/records/oxmoor-2026-01/"))
    answer = text(client.get("/records/oxmoor-2026-01/similar"))

    assert "/records/oxmoor-2026-01/similar" in page
    assert "Child Cedar" in answer
    assert f"/compare?a=oxmoor-2026-01&amp;b={cedar()}" in answer


@pytest.mark.parametrize(
    "address",
    ["/records/nothing/similar", "/records/oxmoor-2026-01/similar?passage=p-none"],
)
def test_what_is_not_there_has_nothing_like_it(client, filled, address):
    assert client.get(address).status_code == 404


def test_two_reviews_stand_side_by_side(client, filled):
    page = text(client.get(f"/compare?a=oxmoor-2026-01&b={cedar()}"))

    assert "Oxmoor Safeguarding Children Partnership" in page
    assert "Passages that say the same" in page
    assert page.count("<mark>") > 3
    assert "should join up absence data" in page
    assert 'aria-label="Summary of ' in page
    assert f'href="/records/{cedar()}/#section-' in page


def test_an_address_will_do_for_an_identifier(client, filled):
    page = text(
        client.get(
            "/compare", {"a": "http://testserver/records/OXMOOR-2026-01/", "b": f" {cedar()} "}
        )
    )

    assert "Passages that say the same" in page


@pytest.mark.parametrize(
    ("a", "b", "sentence"),
    [
        ("", "", "Enter the addresses or identifiers of two reviews"),
        ("oxmoor-2026-01", "", "choose one that is like it"),
        ("oxmoor-2026-01", "nothing", "There is no review “nothing” here"),
        ("oxmoor-2026-01", "oxmoor-2026-01", "Both are the same review"),
        ("<script>", "'; --", "There is no review"),
    ],
)
def test_a_comparison_of_less_than_two_says_what_is_missing(client, filled, a, b, sentence):
    answer = client.get("/compare", {"a": a, "b": b})

    assert answer.status_code == 200
    assert sentence in text(answer)
    assert "<script>alert" not in text(answer)


def test_pages_of_one_review_ask_the_database_a_constant_number_of_times(
    client, filled, django_assert_max_num_queries
):
    with django_assert_max_num_queries(8):
        client.get("/records/oxmoor-2026-01/similar")
    with django_assert_max_num_queries(12):
        client.get(f"/compare?a=oxmoor-2026-01&b={cedar()}")
    with django_assert_max_num_queries(3):
        client.get("/search?q=tidy")


def test_a_page_beyond_the_last_leads_back(client, filled):
    page = text(client.get("/search?page=40"))

    assert "There is no page 40 of these results" in page
    assert "Nothing was found" not in page


def test_without_an_index_a_comparison_says_that_it_is_being_built(client, filled, settings):
    settings.IRWELL_REPOSITORY_INDEX = settings.IRWELL_REPOSITORY_INDEX / "nowhere"

    page = text(client.get(f"/compare?a=oxmoor-2026-01&b={cedar()}"))

    assert "The search index is being built" in page
    assert "No passage of one says the same" not in page
