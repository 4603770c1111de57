"""Mentions to people: the register first, then entities of the document's own."""

import pytest

from irwell.anonymise.model import Block, BlockKind, Document
from irwell.anonymise.recognise import recognise
from irwell.anonymise.register import Entry, Register
from irwell.anonymise.resolve import Resolved, resolve

REGISTER = Register(
    "1",
    (
        Entry("c1", "Child A", "person", "child", names=("Kayleigh Moss",)),
        Entry("m1", "Mother", "person", "mother", names=("Zainab Moss",)),
        Entry("f1", "Father", "person", "father", names=("Tariq Moss",)),
        Entry("d1", "GP", "person", "GP", names=("Imran Moss",)),
        Entry("o1", "Friend", "person", "friend", names=("Okon Eze",)),
    ),
)


def resolved(text: str) -> Resolved:
    document = Document("txt", (Block("b", BlockKind.PARAGRAPH, text, "p"),))
    return resolve(document, recognise(document, REGISTER, tagger=None), REGISTER)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Then Mr Eze left.", "o1"),
        ("Then Mrs Moss left.", "m1"),
        ("Then Dr Moss left.", "d1"),
        ("Then Kayleigh left.", "c1"),
    ],
)
def test_title_sex_and_age_choose_among_people_of_one_surname(text: str, entry: str) -> None:
    assert resolved(text).mentions[0].entry_id == entry


def test_a_surname_that_fits_several_is_left_to_the_reviewer_with_the_last_spoken_of_first() -> (
    None
):
    result = resolved("Tariq came in. Then Moss left.")
    moss = result.mentions[1]

    assert moss.entry_id is None
    assert result.candidates_of(moss)[0] == "f1"
    assert set(result.candidates_of(moss)) == {"c1", "m1", "f1", "d1"}


def test_a_stranger_gets_one_entity_under_all_forms_of_the_name() -> None:
    result = resolved("Ms Gemma Braithwaite rang. Braithwaite came. Gemma left.")

    assert len({m.entry_id for m in result.mentions}) == 1
    assert result.entities[0].mentions == 3


def test_a_forename_shared_by_two_strangers_is_not_guessed() -> None:
    result = resolved("Ms Gemma Braithwaite and Ms Gemma Ackroyd rang. Then Gemma left.")

    assert len({m.entry_id for m in result.mentions}) == 3


def test_the_id_of_a_new_entity_is_stable_and_does_not_hold_the_name() -> None:
    first, again = (resolved("Ms Gemma Braithwaite rang.").entities[0].id for _ in range(2))

    assert first == again
    assert "braithwaite" not in first


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("It was written by Kayleigh Moss of Harrow Green School.",
         [("Kayleigh Moss", "c1"), ("Harrow Green School", "s1")]),
        ("Present: Zainab Moss, Tariq Moss.", [("Zainab Moss", "m1"), ("Tariq Moss", "f1")]),
        ("Then Ms Moss, Kayleigh and the worker left.",
         [("Ms Moss", "m1"), ("Kayleigh", "c1")]),
        ("Yours sincerely, O.E. Kayleigh was there.", [("O.E", "o1"), ("Kayleigh", "c1")]),
    ],
)  # fmt: skip
def test_two_registered_names_side_by_side_stay_two(
    text: str, spans: list[tuple[str, str]]
) -> None:
    register = Register(
        "1",
        (*REGISTER.entries, Entry("s1", "School 1", "organisation", "", ("Harrow Green School",))),
    )
    document = Document("txt", (Block("b", BlockKind.PARAGRAPH, text, "p"),))
    found = resolve(document, recognise(document, register, tagger=None), register).mentions
    assert [(m.text, m.entry_id) for m in found] == spans


def test_a_mothers_partner_may_be_a_man() -> None:
    register = Register(
        "1",
        (
            Entry("f1", "Father", "person", "father", names=("Winston Cross",)),
            Entry("q1", "Mother’s Partner", "person", "", names=("Sunny Cross",)),
            Entry("b1", "Sibling 1", "person", "sibling", names=("Jo Cross",)),
        ),
    )
    document = Document("txt", (Block("b", BlockKind.PARAGRAPH, "Then Mr Cross left.", "p"),))
    found = resolve(document, recognise(document, register, tagger=None), register)
    assert found.mentions[0].entry_id is None
    assert set(found.candidates_of(found.mentions[0])) == {"f1", "q1"}


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Kayleigh, Zainab and Imran heard Moss shouting.", "f1"),
        ("Mrs Moss told Kayleigh and Dr Moss that Moss had left.", "f1"),
    ],
)
def test_a_surname_beside_the_others_of_that_name_is_the_one_who_is_left(
    text: str, entry: str
) -> None:
    assert resolved(text).mentions[-1].entry_id == entry


def test_names_of_another_sentence_exclude_nobody() -> None:
    result = resolved("Kayleigh, Zainab and Imran left. Moss shouted.")

    assert result.mentions[-1].entry_id is None


@pytest.mark.parametrize("beside", ["Kayleigh (Moss)", "Kayleigh, known as Moss"])
def test_the_same_person_named_again_side_by_side_is_not_excluded(beside: str) -> None:
    result = resolved(f"Then {beside}, left.")

    assert "c1" in {
        entry for mention in result.mentions for entry in result.candidates_of(mention)
    } | {mention.entry_id for mention in result.mentions[-1:]}


def test_whoever_is_called_ms_elsewhere_is_not_the_mr_of_that_surname() -> None:
    register = Register(
        "1",
        (
            Entry("f", "Father", "person", "father", names=("Tariq Grewal",)),
            Entry("s", "Social Worker 1", "person", "social worker", names=("Jas Grewal",)),
        ),
    )
    text = "Ms Jas Grewal called. A letter went to Mr Grewal."
    document = Document("txt", (Block("b", BlockKind.PARAGRAPH, text, "p"),))

    result = resolve(document, recognise(document, register, tagger=None), register)

    assert [mention.entry_id for mention in result.mentions] == ["s", "f"]


def test_a_relation_who_shares_the_surname_is_somebody_else() -> None:
    result = resolved(
        "Okon’s mother, Mrs Blessing Eze, came. Then Blessing left with Okon Daniel Eze."
    )

    mother, okon = result.entities[0].id, "o1"
    assert [m.entry_id for m in result.mentions] == [okon, mother, mother, okon]


def test_a_forename_with_a_new_surname_is_left_to_the_reviewer() -> None:
    result = resolved("Then Okon Braithwaite left.")

    assert result.mentions[0].entry_id is None
    assert result.candidates_of(result.mentions[0]) == ("o1",)


def test_a_near_spelling_with_another_surname_is_somebody_else() -> None:
    assert resolved("Miss Okan Braithwaite rang.").mentions[0].entry_id != "o1"
    assert resolved("Then Okan Eze rang.").mentions[0].entry_id == "o1"


def test_a_body_of_the_town_where_somebody_lives_is_not_that_person() -> None:
    register = Register(
        "1",
        (
            Entry(
                "c1",
                "Child A",
                "person",
                names=("Okon Eze",),
                addresses=("4 Birch Close, Harrowdale",),
            ),
        ),
    )
    document = Document("txt", (Block("b", BlockKind.PARAGRAPH, "Harrowdale Hospital rang.", "p"),))

    found = resolve(document, recognise(document, register, tagger=None), register)

    assert [m.text for m in found.mentions] == ["Harrowdale Hospital"]
    assert found.mentions[0].entry_id == found.entities[0].id


@pytest.mark.parametrize(
    ("text", "shown", "entry"),
    [
        ("“Come along, Moss,” he told Tariq. Then Mr Moss left.", "Mr Moss", "f1"),
        ("Then the Reverend Mr Eze rang.", "Reverend Mr Eze", "o1"),
        ("Okon Eze’s London flat was empty.", "Okon", "o1"),
    ],
)
def test_what_real_writers_put_beside_a_name_does_not_lead_astray(
    text: str, shown: str, entry: str
) -> None:
    found = [m for m in resolved(text).mentions if shown in m.text]

    assert found[0].entry_id == entry


def test_a_registered_forename_comes_before_somebody_elses_usual_short_form() -> None:
    register = Register(
        "1",
        (
            Entry("c1", "Child A", "person", "child", names=("Harry Moss",)),
            Entry("g1", "Grandfather", "person", "grandfather", names=("Henry Eze",)),
        ),
    )
    document = Document("txt", (Block("b", BlockKind.PARAGRAPH, "Then Harry left.", "p"),))
    found = resolve(document, recognise(document, register, tagger=None), register)

    assert found.mentions[0].entry_id == "c1"


def test_who_is_spoken_to_may_be_named_again_by_whoever_tells_of_it() -> None:
    result = resolved("“Come along, Moss,” Tariq heard Zainab say.")

    assert {"f1", "m1"} <= set(result.candidates_of(result.mentions[0]))
