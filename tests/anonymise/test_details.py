"""Details that a judgment is anonymised for, and that a review keeps as a rule."""

import pytest

from irwell.anonymise.model import Block, BlockKind, Document
from irwell.anonymise.recognise import Recogniser
from irwell.anonymise.register import Entry, Register

REGISTER = Register("1", (Entry("x", "Nobody", "person", names=("Zzyzx Quuxley",)),))


def shown(text: str, *, details: bool) -> set[str]:
    document = Document("txt", (Block("b", BlockKind.PARAGRAPH, text, "p"),))
    return {m.text for m in Recogniser(REGISTER, None, details=details).mentions(document)}


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("He was a Turkish national at the time.", "Turkish national"),
        ("She now lives in the United Kingdom with her aunt.", "United Kingdom"),
        ("She was employed as a housing officer, then left.", "housing officer"),
        ("They seized 79 packages at the door.", "79 packages"),
        ("He was of Somali origin.", "Somali"),
        ("The judges cited NJA 2005 p. 884 in full.", "NJA 2005 p. 884"),
    ],
)
def test_details_are_proposed_only_when_asked_for(text: str, detail: str) -> None:
    assert detail in shown(text, details=True)
    assert detail not in shown(text, details=False)
