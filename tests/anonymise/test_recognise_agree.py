"""What the model alone proposes is held against capitals, the dictionary and the sentence."""

import pytest

from irwell.anonymise.recognise import without_kept
from irwell.anonymise.recognise.agree import agreed
from irwell.anonymise.recognise.capitals import capital_hits, capitalised
from irwell.anonymise.recognise.hits import Hit


def left(text: str, shown: str, kind: str = "person", *, details: bool = False) -> list[str]:
    start = text.index(shown)
    hit = Hit(start, start + len(shown), kind, "tagger", 0.95)
    return [text[part.start : part.end] for part in agreed(text, [hit], details=details)]


@pytest.mark.parametrize(
    ("text", "proposed", "kept"),
    [
        ("At first Kezia Arden named Miss Orrin.", "first Kezia Arden", ["Kezia Arden"]),
        ("Neither Kezia nor Orla had a bed.", "Kezia nor Orla", ["Kezia", "Orla"]),
        ("neither kezia arden nor Orla had a bed.", "kezia arden nor", ["kezia arden"]),
        ("He knew Ludwig van der Elst well.", "Ludwig van der Elst", ["Ludwig van der Elst"]),
        ("The duty worker saw K.A. hiding.", "K.A. hiding", ["K.A."]),
        ("A. Who this is about\n\nKezia slept.", "A. Who", []),
        ("A. Arden was seen.", "A. Arden", ["A. Arden"]),
        ("He said that A. The told him.", "A. The", ["A. The"]),
        ("Finding 5: Kezia was seen, and not heard", "5: Kezia", ["Kezia"]),
        ("She is called Ke-ke. Kezia slept.", "Ke-ke. Kezia", ["Ke-ke", "Kezia"]),
    ],
)
def test_small_plain_words_beside_a_name_stay(text: str, proposed: str, kept: list[str]) -> None:
    assert left(text, proposed) == kept


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("The nurse gave the lozenge to Kezia.", "lozenge"),
        ("The nurse gave the quzzlet to Kezia.", "quzzlet"),
        ("Supervisors should look for drift.", "drift"),
        ("Lilies were left at the gate.", "Lilies"),
        ("If anybody had asked me, I would have told them.", "anybody"),
        ("No note of who else lives in the home.", "else"),
        ("A man slept on the sofa.", "A"),
    ],
)
def test_a_thing_is_nobody(text: str, proposed: str) -> None:
    assert left(text, proposed) == []


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("mum said that hope bit her sister.", "hope"),
        ("The aunt asked kezia to stay.", "kezia"),
        ("A visit to the ardens was planned.", "ardens"),
        ("Hope was seen.", "Hope"),
        ("A told the nurse.", "A"),
        ("It was Mrs. Arden who came.", "Mrs. Arden"),
        ("The report of rose marsh was lost.", "rose marsh"),
        ("There were rose marsh, k.arden@example.org", "rose marsh, k.arden@example.org"),
    ],
)
def test_a_name_written_small_or_a_word_used_as_a_name_stays_found(
    text: str, proposed: str
) -> None:
    assert left(text, proposed) == [proposed]


def test_a_body_written_small_out_of_plain_words_names_nobody() -> None:
    assert left("He left the walk-in clinic.", "walk-in clinic", "organisation") == []
    assert left("He left the Orrin clinic.", "Orrin clinic", "organisation") == ["Orrin clinic"]


@pytest.mark.parametrize(
    ("text", "proposed", "kept"),
    [
        ("Numbers fell by a third in five years.", "third in five years", []),
        ("It lasted three weeks.", "three weeks", []),
        ("She was three weeks old.", "three weeks", ["three weeks"]),
        ("That was three weeks ago.", "three weeks", ["three weeks"]),
        ("A boy aged 9 came.", "9", ["9"]),
        ("It was on 3 May 2019.", "3 May 2019", ["3 May 2019"]),
    ],
)
def test_a_length_of_time_is_no_date_in_a_review(text: str, proposed: str, kept: list[str]) -> None:
    assert left(text, proposed, "date") == kept
    assert left(text, proposed, "date", details=True) == [proposed]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He slept. Banks Ottarsk left the house.", ["Banks Ottarsk"]),
        ("He slept. Because Ottarsk left the house.", ["Ottarsk"]),
        ("He slept. Yesterday Ottarsk left the house.", ["Ottarsk"]),
        ("He slept. Neighbour Ottarsk left the house.", ["Ottarsk"]),
    ],
)
def test_a_plain_word_before_a_surname_may_be_the_forename(text: str, found: list[str]) -> None:
    assert [text[hit.start : hit.end] for hit in capital_hits(text, capitalised(text))] == found


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The aunt told Tower about it.", True),
        ("He slept. Tower blocks were cold.", False),
        ("They saw the Tower of London.", False),
    ],
)
def test_a_weak_guess_counts_where_only_a_name_explains_the_capital(text: str, kept: bool) -> None:
    start = text.index("Tower")
    hit = Hit(start, start + 5, "person", "tagger", 0.1)
    assert without_kept(text, [hit]) == ([hit] if kept else [])


@pytest.mark.parametrize("shown", ["noon", "the afternoon", "fourteen months"])
def test_a_part_of_the_day_and_a_length_of_time_are_no_dates(shown: str) -> None:
    assert left(f"He slept until {shown} had gone.", shown, kind="date") == []


@pytest.mark.parametrize(
    ("proposed", "kept"),
    [("31 weeks, one of", "31 weeks"), ("17.", "17"), ("3 May, a Friday", "3 May, a Friday")],
)
def test_a_date_ends_where_the_day_ends(proposed: str, kept: str) -> None:
    assert left(f"He came at {proposed} us.", proposed, kind="date", details=True) == [kept]


def test_a_name_ends_before_the_comma() -> None:
    assert left("The Ardens, his neighbours, rang.", "Ardens,") == ["Ardens"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("“I would have had her the same day,” he said.", []),
        ("‘I told them,’ she said.", []),
        ("The worker saw I told her mother.", ["I"]),
    ],
)
def test_whoever_begins_to_speak_says_i(text: str, kept: list[str]) -> None:
    assert left(text, "I") == kept


@pytest.mark.parametrize(
    ("text", "proposed", "kept"),
    [
        ("She stayed on the day of the incident.", "day", []),
        ("She stayed on the night of the incident.", "night of", []),
        ("It was the day of the 9th.", "day of the 9th", ["day of the 9th"]),
        ("It happened the same week.", "the same week", []),
        ("It happened the week before.", "the week", ["the week"]),
        ("She rang on the 9th.", "the 9th", ["the 9th"]),
    ],
)
def test_a_day_without_a_number_is_no_date(text: str, proposed: str, kept: list[str]) -> None:
    assert left(text, proposed, "date") == kept


@pytest.mark.parametrize(
    ("text", "proposed", "kept"),
    [
        ("Known to Weirside Surgery for low mood.", "Weirside Surgery for low", "Weirside Surgery"),
        (
            "Seen at Moss Centre in Ardale for help.",
            "Moss Centre in Ardale for",
            "Moss Centre in Ardale",
        ),
        ("Seen at Centre for Young People.", "Centre for Young People", "Centre for Young People"),
    ],
)
def test_what_a_body_is_for_is_no_part_of_its_name(text: str, proposed: str, kept: str) -> None:
    assert left(text, proposed, "organisation") == [kept]
