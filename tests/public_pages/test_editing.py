"""The partnership writes its own public pages."""

from typing import Any

import pytest
from django.test import Client

from tests.people import People

PAGE = "/pages/reviews/edit/"


def test_what_the_business_manager_writes_is_what_everybody_reads(
    client: Client, people: People, as_person: Any
) -> None:
    maya = as_person(people.maya)
    offered = maya.get(PAGE).content.decode()
    maya.post(PAGE, {"title": "Learning from serious cases", "text": "We learn. We never blame."})

    assert "<textarea" in offered
    assert "We learn. We never blame." in client.get("/").content.decode()


def test_an_empty_page_is_refused_and_what_was_typed_stays(people: People, as_person: Any) -> None:
    refused = as_person(people.maya).post(PAGE, {"title": "Kept title", "text": ""})

    assert refused.status_code == 422
    assert "Kept title" in refused.content.decode()


@pytest.mark.parametrize("who", ["lena", "rosalind", "sam"])
def test_others_do_not_write_them(people: People, as_person: Any, who: str) -> None:
    assert as_person(getattr(people, who)).get(PAGE).status_code == 403


def test_there_is_no_page_of_another_name(people: People, as_person: Any) -> None:
    assert as_person(people.maya).get("/pages/elsewhere/edit/").status_code == 404
