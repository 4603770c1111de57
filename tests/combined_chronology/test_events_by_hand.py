"""A person puts lines together as one event, adds a line, takes one out; all of it can be taken back."""

import pytest

from irwell.accounts.models import Agency
from irwell.audit.models import LoggedEvent
from irwell.cases.models import Case
from irwell.chronology import Observed
from irwell.combined_chronology import queries
from tests.combined_chronology.events import HOSPITAL
from tests.combined_chronology.returns import sign
from tests.combined_chronology.test_timeline import path, text_of
from tests.people import People


def line_of(case: Case, agency: str, words: str) -> str:
    """The id of an agency's line with these words."""
    entries = queries.timeline_of(case).entries
    return next(e.id for e in entries if agency in e.agency and words in e.event)


def january(case: Case) -> list[str]:
    """A call of the police in January 2024 and what the nursery saw three weeks later."""
    return [line_of(case, "Police", "after shouting"), line_of(case, "Schools", "back at nursery")]


def put(client, case: Case, lines: list[str], **more: str):
    return client.post(path(case, "events/"), {"line": lines, "which": "new", **more})


def shown_alone(case: Case, client) -> str:
    """The page of the one event there is."""
    return text_of(client, path(case, f"noticed/{case.weighings.get().observation_key}/"))


def test_lines_ticked_in_the_table_are_put_together(told: Case, people: People, as_person) -> None:
    colm, lines = as_person(people.colm), january(told)

    table = text_of(colm, path(told))
    asked = text_of(colm, path(told, f"events/?line={lines[0]}&line={lines[1]}"))
    answer = put(colm, told, lines, reason="The nursery heard of the call.")
    page = shown_alone(told, as_person(people.lena))

    assert all(f'name="line" value="{one}"' in table for one in lines)
    assert asked.count("checked") >= 2
    assert answer.status_code == 302
    assert page.count('class="irw-accounts__one"') == 2
    assert "One event, says Colm Derrywater" in page
    assert "put together by hand" in page
    assert "The nursery heard of the call." in page
    assert "How the accounts differ" in page


def test_it_is_logged_without_words_and_said_twice_kept_once(
    told: Case, people: People, as_person
) -> None:
    for _ in range(2):
        assert put(as_person(people.colm), told, january(told)).status_code == 302

    assert told.weighings.count() == 1
    event = LoggedEvent.objects.get(name="combined_chronology:event:told")
    assert event.data == {"lines": 2}


def test_it_is_taken_back(told: Case, people: People, as_person) -> None:
    colm = as_person(people.colm)
    put(colm, told, january(told))
    known = told.weighings.get()

    colm.post(
        path(told, f"noticed/{known.observation_key}/undo/"), {"seen": known.changed_at.isoformat()}
    )

    assert told.weighings.count() == 0
    assert "Confirmed" not in text_of(colm, path(told, "noticed/about/same-event/"))


@pytest.mark.parametrize("agencies", [[], ["Police"], ["Schools", "Schools"]])
def test_lines_of_one_agency_are_no_event_and_what_was_ticked_stays(
    told: Case, people: People, as_person, agencies: list[str]
) -> None:
    words = {"Police": ["after shouting"], "Schools": ["back at nursery", "settled"]}
    lines = [line_of(told, a, w) for a in dict.fromkeys(agencies) for w in words[a]]

    page = put(as_person(people.colm), told, lines, reason="Typed")

    assert page.status_code == 422
    text = page.content.decode()
    assert ("Tick at least two lines, of at least two agencies" in text) is bool(lines)
    assert all(f'value="{one}"' in text for one in lines)
    assert told.weighings.count() == 0


def test_a_line_is_added_to_an_event_and_taken_out(told: Case, people: People, as_person) -> None:
    colm, lines = as_person(people.colm), january(told)
    third = line_of(told, "Hospital", "Two fractures")
    put(colm, told, lines)
    key = told.weighings.get().observation_key

    offered = text_of(colm, path(told, f"events/?event={key}"))
    colm.post(path(told, "events/"), {"event": key, "line": [third]})
    added = told.weighings.get()
    page = shown_alone(told, colm)
    colm.post(
        path(told, f"events/{added.observation_key}/lines/{third}/take-out/"),
        {"seen": added.changed_at.isoformat()},
    )

    assert f'value="{third}"' not in offered  # five weeks later: it comes from the table
    assert set(added.observation["entries"]) == {*lines, third}
    assert page.count("Take this line out") == 3
    left = told.weighings.get(outcome="confirmed")
    assert set(left.observation["entries"]) == set(lines)
    assert left.observation_key == key
    assert told.weighings.get(outcome="dismissed").observation["entries"] == added.observation["entries"]  # fmt: skip


def test_a_line_taken_out_of_a_proposal_is_not_proposed_for_it_again(
    told: Case, people: People, as_person
) -> None:
    colm = as_person(people.colm)
    proposal = next(
        o for o in queries.noticed(told, {}).observations if o.kind is Observed.SAME_EVENT
    )
    colm.post(path(told, f"noticed/{proposal.key}/weigh/"), {"outcome": "confirmed", "seen": ""})
    known = told.weighings.get()

    colm.post(
        path(told, f"events/{proposal.key}/lines/{proposal.entries[0]}/take-out/"),
        {"seen": known.changed_at.isoformat()},
    )

    page = text_of(colm, path(told, "noticed/about/same-event/"))
    assert "Nothing waits here" in page
    assert set(told.weighings.get(outcome="confirmed").observation["entries"]) == set(proposal.entries[1:])  # fmt: skip


def test_an_event_keeps_two_agencies(told: Case, people: People, as_person) -> None:
    colm, lines = as_person(people.colm), january(told)
    put(colm, told, lines)
    known = told.weighings.get()

    answer = colm.post(
        path(told, f"events/{known.observation_key}/lines/{lines[0]}/take-out/"),
        {"seen": known.changed_at.isoformat()},
    )

    assert answer.status_code == 409
    assert "Take the whole event back instead" in answer.content.decode()


def test_a_line_is_an_account_of_one_event_only(told: Case, people: People, as_person) -> None:
    colm, lines = as_person(people.colm), january(told)
    put(colm, told, lines)

    page = put(colm, told, [lines[0], line_of(told, "Hospital", "Two fractures")])

    assert page.status_code == 422
    assert "is an account of another event already" in page.content.decode()


def test_a_change_meanwhile_is_told(told: Case, people: People, as_person) -> None:
    colm, lines = as_person(people.colm), january(told)
    put(colm, told, [*lines, line_of(told, "Hospital", "Two fractures")])
    known = told.weighings.get()

    late = colm.post(
        path(told, f"events/{known.observation_key}/lines/{lines[0]}/take-out/"),
        {"seen": "earlier"},
    )

    assert late.status_code == 409
    assert "while you were reading" in late.content.decode()


def test_it_survives_a_corrected_return(told: Case, people: People, as_person) -> None:
    colm, lines = as_person(people.colm), january(told)
    third = line_of(told, "Hospital", "Two fractures")
    put(colm, told, [*lines, third])
    corrected = HOSPITAL.replace(
        "Two fractures of different ages", "Two rib fractures of different ages"
    )
    sign(told, Agency.objects.get(kind="hospital"), corrected, people.maya, version=3)

    page = text_of(colm, path(told, "noticed/about/same-event/"))

    assert "Two rib fractures" in page
    assert "Confirmed: 1" in page
    assert "no longer show it" not in page
    entries = told.weighings.get().observation["entries"]
    assert third not in entries
    assert len(entries) == 3


def test_a_refusal_survives_a_corrected_return(told: Case, people: People, as_person) -> None:
    colm = as_person(people.colm)
    proposal = next(
        o for o in queries.noticed(told, {}).observations if o.kind is Observed.SAME_EVENT
    )
    colm.post(path(told, f"noticed/{proposal.key}/weigh/"), {"outcome": "dismissed", "seen": ""})
    corrected = HOSPITAL.replace("12/03/2023 21:40", "12/03/2023 21:50")
    sign(told, Agency.objects.get(kind="hospital"), corrected, people.maya, version=3)

    page = text_of(colm, path(told, "noticed/about/same-event/"))

    assert "Nothing waits here" in page
    assert "Not one event, says Colm Derrywater" in page


@pytest.mark.parametrize(
    ("told_by", "there", "not_there"),
    [("several", "after shouting", "settled"), ("perhaps", "bruised left ear", "settled"), ("one", "settled", "after shouting")],
)  # fmt: skip
def test_lines_are_filtered_by_how_many_agencies_tell_of_them(
    told: Case, people: People, as_person, told_by: str, there: str, not_there: str
) -> None:
    colm = as_person(people.colm)
    put(colm, told, january(told))

    page = text_of(colm, path(told, f"?told={told_by}"))
    lines = page[page.index('id="lines"') :]

    assert there in lines
    assert not_there not in lines
    assert "Told by" in page[page.index("moj-filter-tags") :]


def test_the_line_leads_to_its_event(told: Case, people: People, as_person) -> None:
    colm, lines = as_person(people.colm), january(told)
    before = text_of(colm, path(told, f"lines/{lines[0]}/"))
    put(colm, told, lines)

    after = text_of(colm, path(told, f"lines/{lines[0]}/"))

    assert "Nobody has said that another agency tells of this event" in before
    assert "one of 2 accounts of an event" in after
    assert "Told by several" in text_of(colm, path(told))


@pytest.mark.parametrize(("who", "status"), [("ines", 403), ("tomos", 403), ("oona", 404), ("conrad", 404)])  # fmt: skip
def test_others_put_nothing_together(
    told: Case, people: People, as_person, who: str, status: int
) -> None:
    client, lines = as_person(getattr(people, who)), january(told)

    assert client.get(path(told, "events/")).status_code == status
    assert put(client, told, lines).status_code == status
    assert client.post(path(told, f"events/a/lines/{lines[0]}/take-out/")).status_code == status
    assert told.weighings.count() == 0
