"""The pages around a published review in Welsh: their own words, the same things said, the report in English."""

import re

import pytest

from irwell.publication.models import Publication
from irwell.publication.presenters.wording import _data, day, words
from tests.moments import at
from tests.publication.conftest import Steps

PLACE = re.compile(r"\{\w+\}")
SAME_IN_BOTH = {"unchecked"}  # only the Welsh pages have it


def test_both_languages_say_the_same_things_with_the_same_places_to_fill() -> None:
    english, welsh = words("en"), words("cy")

    assert list(english) == list(welsh)
    for key in english:
        assert sorted(PLACE.findall(english[key])) == sorted(PLACE.findall(welsh[key])), key
        if key not in SAME_IN_BOTH:
            assert welsh[key] != english[key], key
            assert welsh[key].strip() == welsh[key], key
    assert len(_data()["months_cy"]) == 12
    assert day(at("2026-04-14 09:00"), "cy") == "14 Ebrill 2026"


@pytest.mark.parametrize("part", ["", "{}/", "{}/report/"])
def test_every_public_page_has_its_welsh_and_each_leads_to_the_other(
    on_the_site: Publication, client, part: str
) -> None:
    address = "reviews/" + part.format(on_the_site.identifier)

    english = client.get(f"/{address}").content.decode()
    welsh = client.get(f"/cy/{address}").content.decode()

    assert '<html lang="cy"' in welsh
    assert '<html lang="en-GB"' in english
    assert f'href="/cy/{address}"' in english
    assert f'hreflang="en" href="/{address}"' in welsh
    assert "Nid yw siaradwr Cymraeg brodorol wedi gwirio" in welsh
    assert on_the_site.title in welsh


def test_no_english_word_of_ours_is_left_on_the_welsh_pages(
    on_the_site: Publication, client
) -> None:
    base = f"/cy/reviews/{on_the_site.identifier}/"
    for address in ("/cy/reviews/", base, f"{base}report/"):
        whole = client.get(address).content.decode()
        page = re.sub(r'<(article|ul)[^>]*lang="en-GB">.*?</\1>', "", whole, flags=re.S)
        shown = [" ".join(t.split()) for t in re.findall(r">([^<>]+)<", page)]
        for key, text in words("en").items():
            if key not in ("other", "to", "copyright", "was_published") and text:
                assert (
                    text not in shown or text in on_the_site.summary or text == words("cy")["other"]
                ), (address, key)


def test_what_is_english_says_so_on_the_welsh_page(on_the_site: Publication, client) -> None:
    base = f"/cy/reviews/{on_the_site.identifier}/"

    assert (
        '<article class="irw-report" lang="en-GB">' in client.get(f"{base}report/").content.decode()
    )
    assert f'<span lang="en-GB">{on_the_site.title}</span>' in client.get(base).content.decode()


def test_a_withdrawn_reviews_old_links_say_so_in_both_languages(
    on_the_site: Publication, client
) -> None:
    Publication.objects.filter(pk=on_the_site.pk).update(
        status="withdrawn", withdrawn_at=at("2026-05-02 10:00"), withdrawn_reason="A court order."
    )
    for part in ("", "report/"):
        english = client.get(f"/reviews/{on_the_site.identifier}/{part}")
        welsh = client.get(f"/cy/reviews/{on_the_site.identifier}/{part}")
        assert (english.status_code, welsh.status_code) == (410, 410)
        assert "withdrawn on 2 May 2026" in english.content.decode()
        assert "ar 14 Ebrill 2026 a’i dynnu’n ôl ar 2 Mai 2026" in welsh.content.decode()
        assert "A court order." in welsh.content.decode()
    assert client.get(f"/reviews/{on_the_site.identifier}/files/report.pdf").status_code == 410


def test_a_planned_review_is_not_there_in_welsh_either(steps: Steps, client) -> None:
    steps.plan()

    assert client.get(f"/cy/reviews/{steps.publication.identifier}/").status_code == 404
