"""Looking through the report and deciding, through the web, by the people who do it."""

import re

import pytest

from irwell.anonymisation import actions, presenters, queries
from irwell.anonymise.recognise import Tagger
from irwell.audit.models import LoggedEvent
from irwell.cases import actions as cases
from irwell.cases.models import Case, Identity
from irwell.core.errors import NotPossibleNow
from tests.anonymisation.conftest import TEXTS, TITLE, Desk, approve, report
from tests.people import People


def test_the_approved_report_is_looked_through_and_the_queue_shows_what_needs_a_person(
    maya: Desk,
) -> None:
    answer = maya.start()
    page = maya.get("queue/")

    assert answer.status_code == 302
    assert "It is Child A" in page
    assert "It is Mother" in page
    assert f"left to decide, of {maya.run.open_decisions} that need a person" in page
    assert LoggedEvent.objects.filter(name="anonymisation:run:started").exists()


def test_every_finder_works_register_patterns_and_model(maya: Desk) -> None:
    maya.start()

    found = {line.mention.text for line in queries.lines_of(maya.run)}

    assert {"Wren Hollowgate", "Wrennie", "Juno Hollowgate", "Millrace Primary School"} <= found
    assert {"12 March 2026", "07700 900123", "11 weeks old", "Marjorie Penfold"} <= found


def test_a_title_that_names_somebody_is_sent_back_with_what_was_typed(maya: Desk) -> None:
    answer = maya.start(title="Review of Wren Hollowgate")
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "The title still identifies Child A" in page
    assert "Review of Wren Hollowgate" in page


def test_a_register_that_would_give_a_label_away_stops_it(
    approved: Case, people: People, maya: Desk
) -> None:
    cases.add_identity(
        case=approved, key=approved.key, kind="person", role="sibling", label="Linnet H", names=["Linnet Hollowgate"],
        details={}, by=people.maya,
    )  # fmt: skip

    page = maya.get("start/")

    assert "holds a real name" in page
    assert "Mend the identity register" in page


def test_an_empty_register_stops_it(approved: Case, maya: Desk) -> None:
    Identity.objects.filter(case=approved).delete()

    answer = maya.start()

    assert answer.status_code == 409
    assert "The identity register is empty" in answer.content.decode()


def test_without_the_name_model_nothing_is_looked_through(
    approved: Case, people: People, tmp_path
) -> None:
    source = queries.approved_document(approved)

    with pytest.raises(NotPossibleNow, match="name model cannot be loaded"):
        actions.start(
            case=approved, source=source, title=TITLE, dates="month", by=people.maya, now=approved.created_at,
            tagger=Tagger(folder=tmp_path),
        )  # fmt: skip

    assert queries.run_of(approved) is None


def test_accepting_on_a_card_puts_the_proposal_in_and_goes_on_to_the_next(maya: Desk) -> None:
    maya.start()
    line = maya.line("Marjorie Penfold")

    answer = maya.post(
        f"queue/{line.id}/quick/",
        {"press": "accept", "seen": line.state, "query": "show=todo", "next": "m-abc"},
    )

    assert answer.url.endswith("queue/?show=todo#m-abc")
    assert maya.line("Marjorie Penfold").decision.settled_by
    assert not maya.line("Marjorie Penfold", 1).decision.settled_by


def test_a_choice_between_two_people_is_one_press(maya: Desk) -> None:
    maya.start()
    line = maya.line("Hollowgate")

    maya.post(f"queue/{line.id}/quick/", {"press": "replace:Mother", "seen": line.state})

    assert maya.line("Hollowgate").decision.replacement == "Mother"
    assert maya.run.open_decisions == 0


def test_one_press_decides_all_places_with_the_same_words(maya: Desk) -> None:
    maya.start()
    line = maya.line("Marjorie Penfold")

    maya.post(f"queue/{line.id}/quick/", {"press": "alike", "seen": line.state})

    assert maya.line("Marjorie Penfold", 1).decision.settled_by


@pytest.mark.parametrize(
    ("choice", "more", "words"),
    [
        ("replace", {"words": "the nurse"}, "the nurse"),
        ("generalise", {"general": "a professional"}, "a professional"),
        ("remove", {}, "Health Visitor 1"),
        ("keep", {}, "Marjorie Penfold"),
    ],
)
def test_a_person_may_decide_otherwise(maya: Desk, choice: str, more: dict, words: str) -> None:
    maya.start()

    answer = maya.decide("Marjorie Penfold", choice, **more)

    decision = maya.line("Marjorie Penfold").decision
    assert answer.status_code == 302
    assert (decision.action, decision.replacement) == (choice, words)


def test_keeping_a_registered_identity_needs_a_reason(maya: Desk) -> None:
    maya.start()

    answer = maya.decide("Wrennie", "keep")

    assert answer.status_code == 422
    assert "Give a reason to leave it in the text" in answer.content.decode()


def test_two_people_at_once_never_overwrite_each_other(maya: Desk, ines: Desk) -> None:
    maya.start()
    seen = maya.line("Marjorie Penfold").state
    ines.decide("Marjorie Penfold", "replace", words="the nurse")

    answer = maya.decide("Marjorie Penfold", "replace", words="a colleague", seen=seen)
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "the nurse" in page
    assert "Ines Quillfeather" in page
    assert "a colleague" in page
    assert maya.line("Marjorie Penfold").decision.replacement == "the nurse"


def test_two_people_on_two_mentions_both_count(maya: Desk, ines: Desk, people: People) -> None:
    maya.start()
    first, second = maya.line("Marjorie Penfold"), maya.line("Marjorie Penfold", 1)

    for desk, line in ((maya, first), (ines, second)):
        desk.post(f"queue/{line.id}/quick/", {"press": "accept", "seen": line.state})

    settled = {maya.line("Marjorie Penfold", turn).decision.settled_by for turn in (0, 1)}
    assert settled == {str(people.maya.pk), str(people.ines.pk)}


def test_a_decision_can_be_taken_back(maya: Desk) -> None:
    maya.start()
    maya.decide("Marjorie Penfold", "keep")

    maya.post(f"queue/{maya.line('Marjorie Penfold').id}/take-back/")

    assert not maya.line("Marjorie Penfold").decision.settled_by


def test_decisions_survive_a_new_version_of_the_report(maya: Desk, people: People) -> None:
    maya.start()
    maya.decide("Marjorie Penfold", "replace", words="the nurse")
    approve(maya.case, people, report(("A new first paragraph about Wren Hollowgate.", *TEXTS)))
    page = maya.get()

    answer = maya.post("look-again/")

    assert "approved a newer version" in page
    assert answer.status_code == 302
    assert maya.line("Marjorie Penfold").decision.replacement == "the nurse"
    assert maya.line("Wren Hollowgate").decision.replacement == "Child A"


def test_a_decision_whose_words_left_the_text_comes_back_with_them(
    maya: Desk, people: People
) -> None:
    maya.start()
    maya.decide("Marjorie Penfold", "replace", words="the nurse", alike="on")
    for texts in (TEXTS[:1], TEXTS):
        approve(maya.case, people, report(texts))
        maya.post("look-again/")

    assert maya.line("Marjorie Penfold").decision.replacement == "the nurse"


def test_a_changed_label_reaches_what_was_accepted(maya: Desk, people: People) -> None:
    maya.start()
    maya.accept_everything()
    child = Identity.objects.get(case=maya.case, label="Child A")
    cases.change_identity(
        identity=child, label="Child R", names=child.names, details=child.details, by=people.maya
    )

    maya.post("look-again/")

    decision = maya.line("Wren Hollowgate").decision
    assert decision.replacement == "Child R"
    assert decision.settled_by


def test_a_missed_name_goes_into_the_register_and_is_found_everywhere(maya: Desk) -> None:
    maya.start()
    maya.decide("Marjorie Penfold", "replace", words="the nurse")

    answer = maya.post(
        "missed/", {"words": "Pockets", "kind": "person", "role": "neighbour", "label": ""}
    )

    assert answer.status_code == 302
    assert maya.line("Pockets").decision.replacement == "Neighbour 1"
    assert maya.line("Marjorie Penfold").decision.replacement == "the nurse"
    assert Identity.objects.filter(case=maya.case, label="Neighbour 1").exists()


def test_what_was_decided_before_it_was_registered_is_asked_again(maya: Desk) -> None:
    maya.start()
    maya.decide("Marjorie Penfold", "keep", alike="on")

    maya.post(
        "missed/",
        {"words": "Marjorie Penfold", "kind": "person", "role": "health visitor", "label": ""},
    )

    assert maya.line("Marjorie Penfold").is_left
    assert "Decided before it was in the register" in maya.get("queue/")


def test_a_label_taken_already_is_said_and_nothing_typed_is_lost(maya: Desk) -> None:
    maya.start()

    answer = maya.post(
        "missed/", {"words": "Pockets", "kind": "person", "role": "neighbour", "label": "Mother"}
    )

    assert answer.status_code == 422
    assert "another entry’s label" in answer.content.decode()
    assert 'value="Pockets"' in answer.content.decode()


def test_the_report_is_shown_before_and_after(maya: Desk) -> None:
    maya.start()

    page = maya.get("before-and-after/")

    assert "Wren Hollowgate</mark>" in page
    assert "Child A</mark>" in page


def test_scenario_18_what_the_file_holds_out_of_sight_is_found(maya: Desk) -> None:
    maya.start()

    page = maya.get("out-of-sight/")

    for part in ("Author", "Tracked deletion", "Hidden text"):
        assert part in page
    assert "identifies Mother" in page
    assert "identifies School 1" in page
    assert "identifies Child A" in page
    assert "Hollowgate" not in page


WHO = {
    "maya": (200, 200), "ines": (200, 200), "lena": (403, 200), "colm": (403, 200), "rosalind": (403, 200),
    "tomos": (403, 200), "oona": (404, 404), "conrad": (404, 404),
}  # fmt: skip
WITH_NAMES = ("queue/", "before-and-after/", "out-of-sight/", "risk/", "start/")


def test_who_sees_names_and_who_sees_only_where_it_stands(
    maya: Desk, people: People, as_person
) -> None:
    maya.start()

    seen = {}
    for who in WHO:
        client = as_person(getattr(people, who))
        names = {client.get(maya.base + page).status_code for page in WITH_NAMES}
        seen[who] = (*names, client.get(maya.base).status_code)

    assert seen == WHO


def test_all_mentions_of_one_person_are_shown_and_accepted_together(maya: Desk) -> None:
    maya.start()
    child = maya.line("Wrennie").mention.entry_id

    page = maya.get(f"queue/?show=all&who={child}")
    maya.post("queue/accept/", {"who": child, "query": ""})

    assert "Wrennie" in page
    assert "Marjorie" not in page
    settled = {x.mention.entry_id for x in queries.lines_of(maya.run) if x.decision.settled_by}
    assert settled == {child}


def test_a_mention_is_found_by_its_words_or_by_what_replaces_them(maya: Desk) -> None:
    maya.start()

    by_words = maya.post("queue/find/", {"words": "penfold"}).content.decode()
    by_label = maya.post("queue/find/", {"words": "school 1"}).content.decode()
    nothing = maya.post("queue/find/", {"words": "Zebedee"}).content.decode()

    assert "2 mentions found" in by_words
    assert "Millrace Primary School" in by_label
    assert "0 mentions found" in nothing
    assert "Add a name that was missed" in nothing


def test_the_numbers_of_the_queue_are_one_and_the_same(maya: Desk) -> None:
    maya.start()
    lines = queries.lines_of(maya.run)

    kinds = presenters.kinds_of(lines)
    tabs = [int(n) for n in re.findall(r"\((\d+)\)", maya.get("queue/").partition("<nav")[2])][:4]

    assert sum(pile.left for pile in kinds) == maya.run.open_decisions == tabs[0]
    assert sum(pile.proposed for pile in kinds) == tabs[1]
    assert tabs[0] + tabs[1] + tabs[2] == tabs[3] == len(lines)


def test_the_least_certain_comes_first_unless_the_order_of_the_report_is_asked_for(
    maya: Desk,
) -> None:
    maya.start()
    words = re.compile(r'irw-mention__title" id="t-(\w+)"')
    lines = queries.lines_of(maya.run)

    doubt = words.findall(maya.get("queue/?show=proposed"))
    text = words.findall(maya.get("queue/?show=proposed&order=text"))

    scores = {line.id: line.mention.score for line in lines}
    assert [scores[one] for one in doubt] == sorted(scores[one] for one in doubt)
    assert text == [line.id for line in lines if line.id in set(text)]
