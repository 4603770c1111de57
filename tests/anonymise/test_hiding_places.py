"""Two hundred more places where a name can hide: found by the gate, and never passed on."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest

from irwell.anonymise.decisions import decide, replacements
from irwell.anonymise.model import Document, apply
from irwell.anonymise.reading import UnreadableDocument, read
from irwell.anonymise.recognise import recognise
from irwell.anonymise.register import Entry, Register
from irwell.anonymise.resolve import resolve
from irwell.anonymise.verify import verify
from irwell.anonymise.writing import write_docx, write_html
from tests.anonymise.hiding_places import PLACES
from tests.anonymise.word_files import NAME

REGISTER = Register("1", (Entry("m", "Mother", "person", "mother", (NAME,)),))
REFUSED = {"macros.docx", "form of another kind.pdf"}


def anonymised(document: Document) -> Document:
    mentions = recognise(document, REGISTER, tagger=None)
    decisions = decide(resolve(document, mentions, REGISTER), REGISTER)
    return apply(document, replacements(decisions, document))


def everything_in(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as container:
        return " ".join(
            f"{name} {container.read(name).decode('utf-8', 'replace')}"
            for name in container.namelist()
        )


@pytest.mark.parametrize("place", PLACES)
def test_the_leak_gate_finds_the_name(place: str) -> None:
    verification = verify(place, PLACES[place], REGISTER)

    assert "m" in {finding.entry_id for finding in verification.findings}


@pytest.mark.parametrize("place", [place for place in PLACES if place not in REFUSED])
def test_the_name_reaches_nothing_that_is_written(place: str) -> None:
    clean = anonymised(read(place, PLACES[place]))

    word, page = write_docx(clean, title="Report"), write_html(clean, title="Report")

    assert not re.search("wrenfield|odalys", everything_in(word) + page, re.IGNORECASE)
    assert verify("r.docx", word, REGISTER).passed
    assert verify("r.html", page.encode(), REGISTER).passed


@pytest.mark.parametrize("place", REFUSED)
def test_what_cannot_be_read_wholly_is_refused_without_quoting_it(place: str) -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        read(place, PLACES[place])

    assert "Wrenfield" not in str(refusal.value)


@pytest.mark.parametrize("place", [place for place in PLACES if place not in REFUSED])
def test_the_reviewer_is_shown_where_it_stood(place: str) -> None:
    document = read(place, PLACES[place])

    shown = [block.text for block in document.blocks] + [part.text for part in document.hidden]
    kept_apart = bool(document.quarantined)
    found = any(hit for text in shown for hit in verify("x.txt", text.encode(), REGISTER).findings)
    assert found or kept_apart
