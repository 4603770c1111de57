"""The combined chronology through the web: what is shown, to whom, and what is kept out of sight."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from irwell.accounts.models import Agency
from irwell.audit.models import LoggedEvent
from irwell.cases.models import Case
from irwell.combined_chronology import queries
from irwell.combined_chronology.queries import code_of
from irwell.combined_chronology.rules import Registered, in_pseudonyms, key_of, tags_of, too_short
from tests.combined_chronology.returns import HEAD, POLICE, sign
from tests.people import People

EVERY_NAME = ("Rowan Hollowgate", "Rowan", "Hollowgate", "Juno", "Alder", "Finch")
READERS = ["maya", "lena", "idris", "priti", "colm", "rosalind"]
OTHERS = {"ines": 403, "tomos": 403, "oona": 404, "conrad": 404, "sam": 404, "ade": 404}


def path(case: Case, rest: str = "") -> str:
    return f"/cases/{case.pk}/chronology/{rest}"


def text_of(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200
    return page.content.decode()


@pytest.mark.parametrize("who", READERS)
def test_those_who_read_returns_read_the_chronology(
    returned: Case, people: People, as_person, who: str
) -> None:
    assert as_person(getattr(people, who)).get(path(returned)).status_code == 200


@pytest.mark.parametrize(("who", "status"), OTHERS.items())
def test_others_do_not(returned: Case, people: People, as_person, who: str, status: int) -> None:
    assert as_person(getattr(people, who)).get(path(returned)).status_code == status


def test_lines_of_all_agencies_stand_in_one_order(
    returned: Case, people: People, as_person
) -> None:
    page = text_of(as_person(people.maya), path(returned))
    table = page[page.index('id="lines"') :]

    events = ["Call to the home", "bruised ear", "Neighbour heard", "Health visitor spoke"]
    assert sorted(events, key=table.index) == events


def test_a_date_is_shown_as_people_say_it_with_its_doubt(
    returned: Case, people: People, as_person
) -> None:
    page = text_of(as_person(people.maya), path(returned))

    assert "12 March 2023, 21:40" in page
    assert "about April 2023" in page


def test_a_row_that_could_not_be_read_is_listed_with_its_reason(
    returned: Case, people: People, as_person
) -> None:
    page = text_of(as_person(people.maya), path(returned))

    assert "there is no 31 February 2023" in page


def test_labels_are_shown_first_and_no_registered_name_is_left(
    returned: Case, people: People, as_person
) -> None:
    page = text_of(as_person(people.colm), path(returned))
    case_content = page[page.index('id="filter"') :]

    assert "Child A’s mother brought Child A" in case_content
    assert [name for name in EVERY_NAME if name in case_content] == []


def test_names_are_shown_on_asking_and_the_log_says_so(
    returned: Case, people: People, as_person
) -> None:
    page = text_of(as_person(people.colm), path(returned, "?names=on"))
    event = LoggedEvent.objects.filter(name="combined_chronology:timeline:read").last()

    assert "Call to the home of Juno Hollowgate" in page
    assert event.data == {"view": "names", "lines": 4}
    assert event.by == people.colm.pk


def test_a_nil_return_keeps_its_lane(returned: Case, people: People, as_person) -> None:
    sign(returned, Agency.objects.get(kind="education"), "", people.maya)

    page = text_of(as_person(people.maya), path(returned))

    assert "1 of them with no involvement" in page
    assert "Calderbrook Schools Trust, version 1: 0 lines" in page


def test_before_any_return_the_page_says_what_is_awaited(
    case: Case, people: People, as_person
) -> None:
    assert "No agency has been asked yet" in text_of(as_person(people.maya), path(case))


@pytest.mark.parametrize(
    ("query", "kept", "gone"),
    [
        ("start=April+2023", "Neighbour heard", "Call to the home"),
        ("end=12+3+2023", "bruised ear", "Neighbour heard"),
        ("child_seen=yes", "bruised ear", "Call to the home"),
        ("status=attention", "Health visitor spoke", "Call to the home"),
    ],
)
def test_a_filter_keeps_some_lines_and_leaves_others(
    returned: Case, people: People, as_person, query: str, kept: str, gone: str
) -> None:
    page = text_of(as_person(people.maya), path(returned, f"?{query}"))

    assert kept in page
    assert gone not in page
    assert "Remove this filter" in page


def test_agencies_and_people_are_filtered_by_codes(
    returned: Case, people: People, as_person
) -> None:
    maya = as_person(people.maya)
    police = code_of(returned, "Calderbrook Police")
    child = code_of(returned, "Child A")

    by_agency = text_of(maya, path(returned, f"?agency={police}"))
    by_person = text_of(maya, path(returned, f"?person={child}"))

    assert "Neighbour heard" in by_agency
    assert "bruised ear" not in by_agency
    assert "bruised ear" in by_person
    assert "Neighbour heard" not in by_person


def test_a_date_that_cannot_be_read_is_refused_in_words(
    returned: Case, people: People, as_person
) -> None:
    page = text_of(as_person(people.maya), path(returned, "?start=once"))

    assert "could not be read as a date" in page
    assert "Call to the home" in page


def test_words_are_sought_without_entering_the_address_or_the_session_in_clear(
    returned: Case, people: People, as_person
) -> None:
    maya = as_person(people.maya)

    answer = maya.post(path(returned, "words/"), {"words": "Rowan bruised"})
    page = text_of(maya, answer.headers["Location"])

    assert "Rowan" not in answer.headers["Location"]
    assert "bruised ear" in page
    assert "Neighbour heard" not in page
    assert "Words sought: <strong>Rowan bruised" in page
    assert all("bruised" not in str(s.get_decoded()) for s in Session.objects.all())


def test_empty_words_show_every_line_again(returned: Case, people: People, as_person) -> None:
    maya = as_person(people.maya)
    maya.post(path(returned, "words/"), {"words": "bruised"})

    maya.post(path(returned, "words/"), {"words": ""})

    assert "Neighbour heard" in text_of(maya, path(returned))


def test_a_corrected_return_replaces_the_one_before(
    returned: Case, people: People, as_person
) -> None:
    police = Agency.objects.get(kind="police")
    sign(returned, police, POLICE.replace("heard shouting", "saw a fall"), people.maya, version=2)

    page = text_of(as_person(people.maya), path(returned))

    assert "Neighbour saw a fall" in page
    assert "heard shouting" not in page
    assert "Calderbrook Police, version 2" in page


def test_the_log_says_once_that_returns_were_merged(
    returned: Case, people: People, as_person
) -> None:
    for _ in range(3):
        text_of(as_person(people.maya), path(returned))

    merged = LoggedEvent.objects.filter(name="combined_chronology:timeline:merged")
    assert merged.count() == 1


def test_the_timeline_is_the_same_however_often_it_is_made(returned: Case) -> None:
    assert queries.timeline_of(returned) == queries.timeline_of(returned)


def test_no_registered_name_is_left_in_the_pseudonym_view(returned: Case) -> None:
    key = queries.pseudonym_key(returned)

    hidden = in_pseudonyms(queries.timeline_of(returned), key)

    left = [name for name in EVERY_NAME if name in str(hidden.to_dict())]
    assert left == []


def test_a_surname_that_two_share_stands_for_both() -> None:
    key = key_of(
        [
            Registered("person", "Child A", ("Rowan Hollowgate",)),
            Registered("person", "Mother", ("Juno Hollowgate",)),
        ]
    )

    assert key.apply("The Hollowgate home: Juno and Rowan") == (
        "The Child A or Mother home: Mother and Child A"
    )


def test_an_agency_that_is_registered_is_hidden_too(returned: Case, people: People) -> None:
    key = key_of([Registered("organisation", "Police Force 1", ("Calderbrook Police",))])

    hidden = in_pseudonyms(queries.timeline_of(returned), key)

    assert "Calderbrook Police" not in str(hidden.to_dict())


def test_a_name_of_one_letter_is_told_and_not_replaced() -> None:
    register = [Registered("person", "Child A", ("J", "Jo Vale"))]

    assert too_short(register) == ["Child A"]
    assert key_of(register).apply("Plan J for Jo") == "Plan J for Child A"


def test_tags_are_read_once_each() -> None:
    assert tags_of("Voice, neglect,voice;  \nfathers  not seen") == (
        "Voice",
        "neglect",
        "fathers not seen",
    )


def test_what_an_agency_wrote_is_shown_as_it_stands_and_never_as_a_page(
    returned: Case, people: People, as_person
) -> None:
    sly = '<b id=sly>bold</b> & "quoted"'
    row = ["14/03/2023", *([sly] * 5), "Yes", sly]
    quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in row)
    sign(returned, Agency.objects.get(kind="education"), HEAD + quoted + "\n", people.maya)
    text = (
        as_person(people.maya)
        .get(f"{path(returned)}?names=on&column=source&column=who")
        .content.decode()
    )
    assert "<b id=sly>" not in text
    assert text.count("&lt;b id=sly&gt;bold&lt;/b&gt; &amp; &quot;quoted&quot;") >= 4
