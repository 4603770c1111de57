"""The union of the finders: nothing lost, nothing twice, and no pass without the model."""

import itertools
from pathlib import Path

import pytest

from irwell.anonymise.model import Block, BlockKind, Document, Mention
from irwell.anonymise.recognise import Tagger, TaggerUnavailable, recognise
from irwell.anonymise.recognise.beginnings import Beginnings
from irwell.anonymise.recognise.capitals import capital_hits, capitalised, forename_hits
from irwell.anonymise.recognise.keep import kept_spans
from irwell.anonymise.recognise.places import place_hits
from irwell.anonymise.recognise.roles import role_hits
from irwell.anonymise.register import Entry, Register

REGISTER = Register(
    "1",
    (
        Entry("c1", "Child A", "person", "child", names=("Kayleigh Moss",)),
        Entry("m1", "Mother", "person", "mother", names=("Grace Moss",)),
        Entry("t1", "Town 1", "place", names=("Todmorley",)),
    ),
)


def document(*texts: str) -> Document:
    blocks = (Block(f"b{n}", BlockKind.PARAGRAPH, t, f"paragraph {n}") for n, t in enumerate(texts))
    return Document("txt", tuple(blocks))


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(threads=1)


def shown(mentions: tuple[Mention, ...]) -> list[tuple[str, str]]:
    return [(m.text, m.kind) for m in mentions]


def test_mentions_lie_in_order_and_never_overlap() -> None:
    text = "Kayleigh Moss of 14 Birch Close, Todmorley, HX3 9AB wrote to k.moss@example.org on 3 May 2020."

    mentions = recognise(document(text), REGISTER, tagger=None)

    assert all(text[m.start : m.end] == m.text for m in mentions)
    assert all(a.end <= b.start for a, b in itertools.pairwise(mentions))
    assert ("14 Birch Close, Todmorley, HX3 9AB", "address") in shown(mentions)
    assert ("k.moss@example.org", "email") in shown(mentions)


def test_every_finder_that_agreed_is_named_in_the_source() -> None:
    mention = recognise(document("Then Kayleigh Moss left."), REGISTER, tagger=None)[0]

    assert mention.source.startswith("register:full-name")
    assert "capital" in mention.source
    assert mention.entry_id == "c1"


def test_the_same_text_gives_the_same_mentions_again() -> None:
    text = document("Mrs Moss and Grace met Dr Imran Hussain in Todmorley. Imran agreed.")

    assert recognise(text, REGISTER, tagger=None) == recognise(text, REGISTER, tagger=None)


def test_a_surname_found_beside_a_title_is_looked_for_everywhere() -> None:
    mentions = recognise(
        document("Dr Braithwaite came.", "It was braithwaite who rang."), REGISTER, tagger=None
    )

    assert ("braithwaite", "person") in shown(mentions)


def test_a_family_is_found_by_its_plural_once_one_of_them_was() -> None:
    text = document("Ms Kershaw rang.", "Nobody asked the Kershaws about it.")

    assert "Kershaws" in [m.text for m in recognise(text, REGISTER, tagger=None)]


def test_a_national_body_is_no_find_but_a_registered_name_in_it_is() -> None:
    register = Register("1", (Entry("c", "Child A", "person", names=("Ofsted Moss",)),))
    text = document("The Care Quality Commission and Ofsted were told.")

    assert shown(recognise(text, REGISTER, tagger=None)) == []
    assert ("Ofsted", "person") in shown(recognise(text, register, tagger=None))


def test_the_model_finds_a_name_that_no_rule_knows(tagger: Tagger) -> None:
    text = document("later that week zainab akhtar was seen by the health visitor at home")

    assert ("zainab akhtar", "person") in shown(recognise(text, REGISTER, tagger=tagger))


def test_the_model_shows_when_a_small_word_is_the_registered_name(tagger: Tagger) -> None:
    text = document("when asked, the nursery worker told grace and kayleigh that they could go")

    mentions = recognise(text, REGISTER, tagger=tagger)

    assert {"c1", "m1"} <= {m.entry_id for m in mentions}


def test_a_name_at_the_border_of_two_windows_is_found_whole(tagger: Tagger) -> None:
    filler = "The plan was reviewed and the notes were written up in good time. "
    for count in range(5, 14):
        text = filler * count + "Krzysztof Wisniewski attended. " + filler * 8
        spans = [(h.start, h.end) for h in tagger.hits(text) if h.kind == "person"]
        at = text.index("Krzysztof")

        assert any(a <= at and b >= at + 20 for a, b in spans), count


def test_a_model_that_cannot_be_loaded_stops_everything(tmp_path: Path) -> None:
    with pytest.raises(TaggerUnavailable, match="cannot be loaded"):
        recognise(document("Kayleigh left."), REGISTER, tagger=Tagger(folder=tmp_path))


def test_a_broken_model_file_stops_everything(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"nothing")
    (tmp_path / "labels.json").write_text('["O", "person"]')
    (tmp_path / "tokenizer.json").write_text("{}")

    with pytest.raises(TaggerUnavailable):
        Tagger(folder=tmp_path).hits("Kayleigh left.")


def test_progress_is_told_block_by_block() -> None:
    seen: list[tuple[int, int]] = []

    recognise(document("One.", "Two."), REGISTER, tagger=None, progress=lambda *at: seen.append(at))

    assert seen == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Then Mrs Braithwaite rang.", "Mrs Braithwaite"),
        ("Then PC 1234 Slater rang.", "PC 1234 Slater"),
        ("Then Dr J. Okonkwo rang.", "Dr J. Okonkwo"),
        ("Then Ms Black rang.", "Ms Black"),
        ("his mother Zainab rang", "Zainab"),
        ("the social worker, Gemma Oldroyd, rang", "Gemma Oldroyd"),
        ("a man known as Daz rang", "Daz"),
        ("the Okonkwo family moved", "Okonkwo family"),
    ],
)
def test_what_stands_before_a_name_gives_it_away(text: str, name: str) -> None:
    assert name in [text[h.start : h.end] for h in role_hits(text, Beginnings(text))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They lived on Station Road then.", "Station Road"),
        ("They lived at 14 Gladstone Terrace, Wigan then.", "14 Gladstone Terrace, Wigan"),
        ("Staff at Meadow Bank RC Primary knew.", "Meadow Bank RC Primary"),
        ("Staff at St Wilfrid’s CE Infant School knew.", "St Wilfrid’s CE Infant School"),
        ("Seen at Ashcombe Medical Practice later.", "Ashcombe Medical Practice"),
        ("Seen at Castleby General Hospital later.", "Castleby General Hospital"),
        ("She lived on the Marsh Lane estate.", "Marsh Lane estate"),
        ("He coached at Ashcombe Rovers Under-12s.", "Ashcombe Rovers Under-12s"),
        ("He boxed at Castleby ABC boxing club.", "Castleby ABC boxing club"),
        ("He worked at Tesco Express.", "Tesco Express"),
        ("They stayed at Rose House.", "Rose House"),
        ("Staff from Our Lady of Mercy High School rang.", "Our Lady of Mercy High School"),
    ],
)
def test_a_place_or_body_is_known_by_its_form(text: str, name: str) -> None:
    assert name in [text[h.start : h.end] for h in place_hits(text, Beginnings(text))]


@pytest.mark.parametrize(
    "text",
    [
        "The local Primary School and the General Hospital were told.",
        "Children’s Social Care and the Local Authority were told.",
        "The High Court and the Family Court sat.",
        "The Multi-Agency Safeguarding Hub met.",
    ],
)
def test_a_body_without_a_name_of_its_own_is_left_alone(text: str) -> None:
    assert [text[h.start : h.end] for h in place_hits(text, Beginnings(text))] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Records of Harl Lane Surgery could not be found.", "Harl Lane Surgery"),
        ("Teachers at Ormond Primary School knew.", "Ormond Primary School"),
    ],
)
def test_what_a_sentence_begins_with_is_no_part_of_a_place(text: str, name: str) -> None:
    assert name in {text[h.start : h.end] for h in place_hits(text, Beginnings(text))}
    assert all(h.start >= text.index(name) for h in place_hits(text, Beginnings(text)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He attended Little Acorns until May.", {"Little Acorns"}),
        ("She lived on Mill Brow with him.", {"Mill Brow"}),
        ("Police attended Child Protection Conferences.", set()),
        ("Staff attended Working Together training.", set()),
    ],
)
def test_plain_words_are_a_place_where_somebody_goes_or_lives(text: str, found: set[str]) -> None:
    assert {text[h.start : h.end] for h in place_hits(text, Beginnings(text))} == found


def test_an_unknown_capital_is_the_last_net() -> None:
    text = "They had come from Eritrea with Tesfay."

    assert {(text[h.start : h.end], h.kind) for h in capital_hits(text, capitalised(text))} == {
        ("Eritrea", "place"), ("Tesfay", "person"),
    }  # fmt: skip


def test_a_word_said_twice_is_a_name_at_home_unless_everybody_says_it() -> None:
    text = (
        "“I would have had In-in the same day,” said her father. It was a Win-win, and Bo-Bo knew."
    )

    found = [text[h.start : h.end] for h in capital_hits(text, capitalised(text))]

    assert found == ["In-in", "Bo-Bo"]


def test_a_forename_that_is_a_word_needs_its_context() -> None:
    text = "It was known to Hope. Hope for change was recorded."

    assert [h.start for h in forename_hits(text, capitalised(text))] == [text.index("Hope")]


def test_a_man_called_bill_is_no_bill_of_parliament() -> None:
    assert not kept_spans("Was Arden, Bill seen alone?")
    assert kept_spans("The Children, Schools and Families Bill 2009 fell.")


@pytest.mark.parametrize(
    "phrase",
    [
        "Children Act 1989",
        "section 47",
        "Brandon et al. (2020)",
        "Working Together to Safeguard Children 2023",
        "Child Safeguarding Practice Review Panel",
        "Child A",
        "King’s Fund",
    ],
)
def test_a_phrase_that_identifies_nobody_is_kept(phrase: str) -> None:
    text = f"See the {phrase} here."
    at = text.index(phrase)

    assert any(a <= at and at + len(phrase) <= b for a, b in kept_spans(text))


@pytest.mark.parametrize(
    "title",
    [
        "The Care Proceedings (England, No. 2; fees) Rules 2010",
        "Children and Social Work Act 2017",
        "Family Procedure Rules of 2010",
    ],
)
def test_a_title_of_a_statute_ends_where_its_sentence_does(title: str) -> None:
    text = f"Mark Arden left. {title}. Ordered by Code; Acts of Arden. {title}"
    first, second = text.index(title), text.rindex(title)
    told = {(first, first + len(title)), (second, second + len(title))}

    assert {(a, b) for a, b in kept_spans(text) if b - a >= len(title)} == told


def test_a_heading_or_cell_of_plain_words_is_nobodys_name(tagger: Tagger) -> None:
    text = document("Summary", "Hospital", "Hospital attendance", "School", "Source", "Event")
    assert shown(recognise(text, REGISTER, tagger=tagger)) == []
