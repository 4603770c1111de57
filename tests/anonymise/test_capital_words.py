"""A plain word that a document only ever writes with a capital, where people stand, may be a name."""

import pytest

from irwell.anonymise.recognise.capital_words import CapitalWords
from irwell.anonymise.recognise.capitals import forenames_before
from irwell.anonymise.recognise.hits import Hit
from irwell.anonymise.recognise.propagate import FoundNames
from irwell.anonymise.recognise.tagger import Scores, Thresholds

KINDS = ("person",)


def of_no_opinion(text: str) -> Scores:
    return Scores(text, (), KINDS, Thresholds())


def found(*texts: str) -> list[tuple[str, str]]:
    names = FoundNames()
    capitals = CapitalWords(names)
    for text in texts:
        names.learn(text, ())
        capitals.learn(text, of_no_opinion(text), ())
    return [
        (text[hit.start : hit.end], hit.source)
        for text in texts
        for hit in capitals.hits(text, of_no_opinion(text))
    ]


def propagated(text: str, *people: str) -> list[str]:
    """What is found in a text whose first words, in the order given, are known to be people."""
    names, at = FoundNames(), 0
    hits = []
    for person in people:
        at = text.index(person, at)
        hits.append(Hit(at, at + len(person), "person", "tagger", 0.99))
        at += len(person)
    names.learn(text, hits)
    return [text[hit.start : hit.end] for hit in names.hits(text)]


def test_a_capital_inside_a_sentence_where_a_person_stands_is_a_weak_guess() -> None:
    assert found("The aunt told Pride about it.") == [("Pride", "capital:word")]


def test_often_so_it_is_the_name_at_a_sentence_start_too() -> None:
    text = "The aunt told Pride about it. They asked Pride again. Pride told nobody."
    assert found(text) == [("Pride", "propagated:often")] * 3


def test_a_capital_that_the_model_half_takes_for_a_name_is_a_weak_guess_anywhere() -> None:
    text = "On Friday she rang Pride four times."
    at = text.index("Pride")
    scores = Scores(text, ((at, at + 5, (0.02,)),), KINDS, Thresholds())
    names = FoundNames()
    capitals = CapitalWords(names)
    capitals.learn(text, scores, ())
    assert [(hit.start, hit.source) for hit in capitals.hits(text, scores)] == [
        (at, "capital:word")
    ]


def test_who_does_at_a_sentence_start_what_people_alone_do_is_a_weak_guess() -> None:
    assert found("It was late. Pride said so.") == [("Pride", "capital:word")]
    assert found("It was late. Pride was born early.") == [("Pride", "capital:word")]


@pytest.mark.parametrize(
    "text",
    [
        "It was late. Police said so.",
        "It was late. Nobody said so.",
        "It was late. Pride was found in it.",
        "The aunt told Pride about it. There was pride in it.",
        "Pride comes before a fall.",
        "They spoke of the Pride of the town.",
        "It was sent to Housing.",
        "They were told by Pride Park.",
        "In May they told April.",
        "It was told to Mother.",
    ],
)
def test_what_the_writer_also_writes_small_or_what_is_no_single_name_is_left(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "people", "last"),
    [
        ("They saw Pride. Then Pride spoke. Pride asked why.", ("Pride", "Pride"), "Pride"),
        ("They saw Pride. Pride has asthma.", ("Pride",), "Pride"),
        ("Miss White came. They saw Miss White. White gave a number.", ("White", "White"), "White"),
        ("They saw Banks and Arden. Then banks arden left.", ("Banks", "Arden"), "arden"),
        ("They saw Banks and Strong. Then banks strong left.", ("Banks", "Strong"), "strong"),
    ],
)
def test_a_plain_word_once_found_as_a_person_is_found_again(
    text: str, people: tuple[str, ...], last: str
) -> None:
    assert propagated(text, *people)[-1] == last
    assert len(propagated(text, *people)) > len(people)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("They saw Pride. There was pride in it. Pride has its price.", ("Pride",)),
        ("They saw Banks and Strong. The banks were strong.", ("Banks", "Strong")),
        ("They saw Banks. Later, Banks. Banks of files hid the child.", ("Banks", "Banks")),
    ],
)
def test_the_word_itself_is_left_where_nobody_stands(text: str, people: tuple[str, ...]) -> None:
    assert len(propagated(text, *people)) == len(people)


@pytest.mark.parametrize(
    ("text", "forenames"),
    [
        ("Then Driver Arden rang.", ["Driver"]),
        ("Story\nArden rang.", ["Story"]),
        ("Then Teacher Arden rang.", []),
        ("Both Arden and she rang.", []),
        ("They told driver Arden.", []),
        ("KEY ARDEN FACTS", []),
    ],
)
def test_a_capital_right_before_a_surname_is_the_forename(text: str, forenames: list[str]) -> None:
    start = text.upper().index("ARDEN")
    known = [Hit(start, start + 5, "person", "tagger", 0.9)]
    assert [text[hit.start : hit.end] for hit in forenames_before(text, known)] == forenames
