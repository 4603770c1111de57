"""The panel's tags and comments, which survive corrected returns, and the files that leave."""

import io
import zipfile

import pytest

from irwell.accounts.models import Agency
from irwell.audit.models import LoggedEvent
from irwell.cases.models import Case
from irwell.chronology import from_json
from irwell.combined_chronology import queries
from tests.combined_chronology.returns import POLICE, sign
from tests.combined_chronology.test_timeline import EVERY_NAME, path, text_of
from tests.people import People

KINDS = ["docx", "xlsx", "csv", "json", "pdf"]
MARK = {"more": "Unseen adults", "comment": "Who was in the home?", "seen": ""}


def line_about(case: Case, words: str) -> str:
    return queries.timeline_of(case).filter(text=words).entries[0].id


@pytest.fixture
def marked(returned: Case, people: People, as_person) -> Case:
    """Colm has tagged the neighbour's call and asked a question about it."""
    address = path(returned, f"lines/{line_about(returned, 'neighbour')}/")
    assert as_person(people.colm).post(address, MARK).status_code == 302
    return returned


def test_a_mark_is_shown_on_its_line(marked: Case, people: People, as_person) -> None:
    page = text_of(as_person(people.lena), path(marked))

    assert "Unseen adults" in page
    assert "Who was in the home?" in page


def test_lines_are_found_by_tag(marked: Case, people: People, as_person) -> None:
    code = queries.code_of(marked, "Unseen adults")

    page = text_of(as_person(people.lena), path(marked, f"?tag={code}"))

    assert "Neighbour heard" in page
    assert "bruised ear" not in page


def test_a_mark_survives_a_corrected_return(marked: Case, people: People, as_person) -> None:
    corrected = POLICE.replace("Neighbour heard shouting", "Neighbour heard shouting at 2 am")
    sign(marked, Agency.objects.get(kind="police"), corrected, people.maya, version=2)

    page = text_of(as_person(people.lena), path(marked))

    assert "shouting at 2 am" in page
    assert "Who was in the home?" in page
    assert "since withdrawn" not in page
    assert marked.annotations.get().entry_id == line_about(marked, "2 am")


def test_a_mark_whose_line_was_withdrawn_is_kept_and_shown_apart(
    marked: Case, people: People, as_person
) -> None:
    left = "\n".join(row for row in POLICE.splitlines() if "Neighbour" not in row)
    sign(marked, Agency.objects.get(kind="police"), left, people.maya, version=2)

    page = text_of(as_person(people.lena), path(marked))

    assert "1 mark on lines that an agency has since withdrawn" in page
    assert "Who was in the home?" in page


def test_two_people_marking_at_once_are_told_and_nothing_is_lost(
    marked: Case, people: People, as_person
) -> None:
    address = path(marked, f"lines/{line_about(marked, 'neighbour')}/")

    late = as_person(people.rosalind).post(address, {**MARK, "comment": "And the landlord?"})

    page = late.content.decode()
    assert late.status_code == 409
    assert "Colm Derrywater changed this line while you were writing" in page
    assert "Who was in the home?" in page
    assert "And the landlord?" in page


def test_saving_the_same_twice_does_no_harm(marked: Case, people: People, as_person) -> None:
    address = path(marked, f"lines/{line_about(marked, 'neighbour')}/")

    again = as_person(people.colm).post(address, MARK)

    assert again.status_code == 302
    assert marked.annotations.count() == 1
    marks = LoggedEvent.objects.filter(name="combined_chronology:line:annotated")
    assert marks.count() == 1


def test_a_tag_that_is_too_long_is_refused_and_kept(
    returned: Case, people: People, as_person
) -> None:
    address = path(returned, f"lines/{line_about(returned, 'neighbour')}/")

    page = as_person(people.colm).post(address, {**MARK, "more": "long " * 20})

    assert page.status_code == 422
    assert "at most 60 characters" in page.content.decode()
    assert "Who was in the home?" in page.content.decode()


def test_a_line_that_is_not_there_is_not_found(returned: Case, people: People, as_person) -> None:
    assert as_person(people.maya).get(path(returned, "lines/nothing/")).status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_names_only_the_case_and_is_logged(
    marked: Case, people: People, as_person, kind: str
) -> None:
    answer = as_person(people.maya).get(path(marked, f"export/{kind}/"))

    event = LoggedEvent.objects.filter(name="combined_chronology:timeline:exported").last()
    name = f"{marked.reference}-chronology-labels.{kind}"
    assert answer.status_code == 200
    assert f'filename="{name}"' in answer.headers["Content-Disposition"]
    assert event.data == {"kind": kind, "view": "labels", "lines": 4}


def _words(kind: str, data: bytes) -> str:
    if kind in ("csv", "json"):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return " ".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


@pytest.mark.parametrize("kind", ["docx", "xlsx", "csv", "json"])
def test_no_registered_name_leaves_in_the_label_view(
    marked: Case, people: People, as_person, kind: str
) -> None:
    answer = as_person(people.maya).get(path(marked, f"export/{kind}/"))

    words = _words(kind, answer.content)
    assert "Child A" in words
    assert [name for name in EVERY_NAME if name in words] == []
    assert "Who was in the home?" in words


def test_the_json_of_the_name_view_comes_back_whole(
    returned: Case, people: People, as_person
) -> None:
    answer = as_person(people.maya).get(path(returned, "export/json/?names=on"))

    assert from_json(answer.content) == queries.timeline_of(returned)


def test_an_export_holds_the_lines_that_are_shown(
    returned: Case, people: People, as_person
) -> None:
    answer = as_person(people.maya).get(path(returned, "export/csv/?start=April+2023"))

    assert "Neighbour heard" in answer.content.decode()
    assert "bruised ear" not in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("maya", 200), ("colm", 200), ("rosalind", 200), ("lena", 200), ("ines", 403), ("oona", 404)],
)
def test_who_may_export(returned: Case, people: People, as_person, who: str, status: int) -> None:
    answer = as_person(getattr(people, who)).get(path(returned, "export/csv/"))

    assert answer.status_code == status
