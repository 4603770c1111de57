"""Linked cases and the partnership's own list of schools, surgeries and estates."""

from __future__ import annotations

import pytest

from irwell.anonymise.decisions import decide
from irwell.anonymise.gazetteer import Gazetteer
from irwell.anonymise.model import Block, BlockKind, Document
from irwell.anonymise.recognise import Recogniser
from irwell.anonymise.register import Entry, Register, RegisterError
from irwell.anonymise.resolve import resolve

OURS = Register("3", (Entry("c", "Child A", "person", "child", ("Kayleigh Moss",)),))
LINKED = Register(
    "8",
    (
        Entry("c", "Child A", "person", "child", ("Tobias Fenwick",)),
        Entry("s", "Sibling", "person", "sibling", ("Kayleigh Moss",)),
    ),
)
NAMES = "name,kind\nHartsmere,school\nThe Willows,surgery\nCopley Rise,estate\n"


def replacements_in(text: str, recogniser: Recogniser) -> dict[str, str]:
    document = Document("txt", (Block("b", BlockKind.PARAGRAPH, text, "body"),))
    resolved = resolve(document, recogniser.mentions(document), recogniser.register)
    return {d.mention.text: d.replacement for d in decide(resolved, recogniser.register)}


def test_a_person_of_a_linked_case_is_found_under_a_label_of_their_own() -> None:
    both = OURS.with_linked(LINKED)

    found = replacements_in("Then Tobias met Kayleigh.", Recogniser(both, None))

    assert found == {"Tobias": "Person 1 of linked case 1", "Kayleigh": "Child A"}
    assert both.problems() == ()


def test_a_register_with_another_linked_case_is_another_version() -> None:
    both = OURS.with_linked(LINKED)

    assert both.version == "3+8"
    assert both.digest() != OURS.digest()


def test_a_name_of_the_gazetteer_is_proposed_and_is_no_find_of_the_register() -> None:
    recogniser = Recogniser(OURS, None, gazetteer=Gazetteer.from_csv(NAMES))

    hits = [h for h in recogniser.block_hits("She left Hartsmere.") if h.source == "gazetteer"]

    assert [hit.kind for hit in hits] == ["organisation"]
    assert not any(hit.from_register for hit in hits)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("She left Hartsmere in March.", "Hartsmere"),
        ("She left HARTSMERE in March.", "HARTSMERE"),
        ("A letter came from The Willows.", "The Willows"),
        ("They lived on Copley Rise then.", "Copley Rise"),
    ],
)
def test_every_name_of_the_gazetteer_is_replaced(text: str, shown: str) -> None:
    found = replacements_in(text, Recogniser(OURS, None, gazetteer=Gazetteer.from_csv(NAMES)))

    assert found[shown] != shown


def test_a_row_without_a_name_is_refused_with_its_number() -> None:
    with pytest.raises(RegisterError, match="row 2"):
        Gazetteer.from_csv("name,kind\nHartsmere,school\n,surgery\n")


def test_an_empty_gazetteer_proposes_nothing() -> None:
    assert list(Gazetteer.from_csv("name,kind\n").hits("Hartsmere")) == []
