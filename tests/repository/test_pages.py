"""Pages as a reader gets them."""

import json
import re
from urllib.parse import urlencode

import pytest

from irwell.repository.models import Passage


def text(response):
    return response.content.decode()


def test_an_empty_repository_has_a_front_page(client):
    assert "Nothing has been published here yet" in text(client.get("/"))


def test_search_before_there_is_an_index_says_so(client):
    answer = client.get("/search?q=neglect")

    assert answer.status_code == 503
    assert "being built" in text(answer)


def test_the_front_page_counts_and_lists(client, filled):
    page = text(client.get("/"))

    assert "<dd>6</dd>" in page
    assert "Child Alder" in page
    assert "Neglect" in page


def test_a_result_shows_the_passage_with_its_heading_and_why(client, filled):
    page = text(
        client.get("/search?q=tidy+neglect&partnership=Oxmoor+Safeguarding+Children+Partnership")
    )

    assert "<mark>tidy</mark>" in page
    assert "Findings" in page
    assert "Has the words: neglect, tidy" in page


def test_what_is_typed_is_shown_back_as_text(client, filled):
    page = text(client.get("/search", {"q": "<script>alert(1)</script> neglect"}))

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    "query",
    [
        {"q": '"unbalanced ('}, {"q": "x" * 10_000}, {"page": "99999999999"}, {"page": "-3"},
        {"from": "20x1", "to": "۲۰۲۴"}, {"from": "2025", "to": "2020"}, {"mode": "magic"},
        {"kind": "' OR 1=1 --"}, {"theme": ["a"] * 100}, {"q": "\x00\ufeff"}, {"order": "x"},
    ],
)  # fmt: skip
def test_nothing_in_an_address_breaks_the_search_page(client, filled, query):
    assert client.get("/search", query).status_code == 200


def test_a_year_that_is_none_is_explained(client, filled):
    assert "is not a year like 2024" in text(client.get("/search?from=20x1"))


def test_facets_narrow_and_can_be_taken_off(client, filled):
    page = text(client.get("/search?theme=Infants"))

    assert "Child Birch" in page
    assert "Child Alder" not in page
    assert "Remove filter" in page


def test_nothing_found_offers_another_way(client, filled):
    page = text(client.get("/search?q=zzyzx&mode=words"))

    assert "Try fewer words or other ones" in page
    assert "Narrow these results" not in page


def test_years_are_drawn_and_tabled(client, filled):
    page = text(client.get("/search"))

    assert '<svg viewBox="0 0 400' in page
    assert "Results by year" in page


def test_a_passage_link_leads_to_its_anchor(client, filled):
    page = text(client.get("/search?q=tidy"))
    href = re.search(r'href="(/records/[^"]+)#(p-[0-9a-f]+)"', page)

    assert href
    assert f'id="{href[2]}"' in text(client.get(href[1]))


def test_a_landing_page_can_be_cited_and_found_by_machines(client, alder):
    page = text(client.get("/records/oxmoor-2026-01/"))

    assert '<meta name="DC.title" content="Child Alder' in page
    assert '<meta name="citation_pdf_url"' in page
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', page, re.S)[1])
    assert data["@type"] == "Report"
    assert data["datePublished"] == "2026-04-14"


def test_linked_data_cannot_close_its_element(client, deposit):
    deposit(title="Odd </script><script>alert(1)</script> title")

    page = text(client.get("/records/oxmoor-2026-01/"))

    assert "<script>alert" not in page


def test_an_identifier_in_capitals_is_led_to_the_one_address(client, alder):
    answer = client.get("/records/OXMOOR-2026-01/")

    assert answer.status_code == 301
    assert answer["Location"] == "/records/oxmoor-2026-01/"


def test_an_unknown_record_is_not_found(client):
    answer = client.get("/records/nothing/")

    assert answer.status_code == 404
    assert "search all reviews" in text(answer)


def test_a_file_is_served_with_everything_active_shut_off(client, alder):
    answer = client.get("/records/oxmoor-2026-01/files/report.html")

    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"<html>")
    assert "sandbox" in answer["Content-Security-Policy"]
    answer.close()


@pytest.mark.parametrize("name", ["nothing.pdf", "..%2f..%2fsecret", "report.exe"])
def test_only_files_of_the_record_are_served(client, alder, name):
    assert client.get(f"/records/oxmoor-2026-01/files/{name}").status_code == 404


@pytest.mark.parametrize("path", ["/themes/", "/help/"])
def test_the_other_pages_answer(client, filled, path):
    assert client.get(path).status_code == 200


def test_a_page_of_results_takes_few_queries(client, filled, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        client.get("/search?q=review")


def test_lines_of_a_passage_stay_lines_on_the_page(client, filled) -> None:
    passage = Passage.objects.order_by("pk").first()
    assert passage
    Passage.objects.filter(pk=passage.pk).update(text="When | What\nMarch | A <visit>")

    page = client.get(f"/records/{passage.record.identifier}/").content.decode()

    assert "When | What<br>March | A &lt;visit&gt;" in page


def test_whatever_fits_into_the_box_fits_into_an_address(client, filled) -> None:
    found = re.search(r'name="q"[^>]*maxlength="(\d+)"', text(client.get("/")))
    assert found
    typed = ("He said: “Nobody asked us; we waited for months, and then it was too late.” " * 200)[
        : int(found[1])
    ]

    address = f"/search?{urlencode({'q': typed, 'mode': 'meaning'})}"

    assert len(f"GET {address} HTTP/1.1") < 8190  # the longest line that the server reads
    assert client.get(address).status_code == 200
