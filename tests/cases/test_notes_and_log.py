"""Notes on a case and its log, through the web."""

import pytest

from irwell.cases.models import Case
from tests.people import People

pytestmark = pytest.mark.usefixtures("in_april")


def test_a_note_is_read_by_members(running: Case, people: People, as_person) -> None:
    as_person(people.lena).post(f"/cases/{running.pk}/notes/", {"text": "The ward has called."})

    page = as_person(people.priti).get(f"/cases/{running.pk}/").content.decode()

    assert "The ward has called." in page


def test_an_empty_note_is_refused_in_words(running: Case, people: People, as_person) -> None:
    answer = as_person(people.lena).post(f"/cases/{running.pk}/notes/", {"text": ""})

    assert answer.status_code == 422


def test_the_log_of_a_case_is_told_in_words(running: Case, people: People, as_person) -> None:
    page = as_person(people.maya).get(f"/cases/{running.pk}/log/").content.decode()

    assert "A clock started: Notification to the Panel, due 13 April 2026" in page
    assert "by Maya Thornlea" in page
    assert "cases:clock" not in page
