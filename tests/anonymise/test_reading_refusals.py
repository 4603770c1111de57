"""What cannot be read wholly is refused with a sentence, whatever it is."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from irwell.anonymise.reading import UnreadableDocument, read
from tests.anonymise.pdf_files import pdf
from tests.anonymise.word_files import NAME, paragraph, word, zipped

_LEGACY = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("word/document.xml", b"0" * (20 * 1024 * 1024))
    return out.getvalue()


def locked_zip() -> bytes:
    data = bytearray(word(paragraph("x")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def twice_the_same_part() -> bytes:
    out = io.BytesIO(word(paragraph("clean")))
    with zipfile.ZipFile(out, "a") as container, pytest.warns(UserWarning, match="Duplicate"):
        container.writestr("word/document.xml", f"<x>{NAME}</x>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("x.docx", b"", "empty"),
        ("x.txt", b"\x00\x00  \n", "empty"),
        ("x.docx", word(paragraph("x"))[:-200], "cut short or damaged"),
        ("x.docx", b"%PDF-1.7 ...", "is a PDF"),
        ("x.pdf", word(paragraph("x")), "not a PDF"),
        ("x.docx", _LEGACY + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("x.docx", _LEGACY + b"Word.Document.8", "old Office file"),
        ("x.docm", word(paragraph("x")), "macros"),
        ("x.exe", b"MZ", "Only .docx"),
        ("x.txt", word(paragraph("x")), "zip archive"),
        ("x.txt", b"abc\x00\x01\x02", "holds other data"),
        ("x.docx", bomb(), "zip bomb"),
        ("x.docx", locked_zip(), "password"),
        ("x.docx", zipped({"a.txt": "hello"}), "not a Word document"),
        ("x.docx", word(paragraph("")), "no text"),
        ("x.odt", zipped({"a.txt": "hello"}), "not an OpenDocument"),
        ("x.pdf", b"%PDF-1.7\n" + b"rubbish " * 40, "damaged"),
        ("x.pdf", pdf("x")[:-300], "damaged"),
        ("x.html", b"<html><script>1</script></html>", "no text"),
    ],
)
def test_the_reason_is_said(name: str, data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableDocument, match=sentence):
        read(name, data)


def test_two_parts_under_one_name_are_refused() -> None:
    with pytest.raises(UnreadableDocument, match="two parts under one name"):
        read("x.docx", twice_the_same_part())


def test_a_refusal_never_quotes_the_file() -> None:
    data = zipped({"[Content_Types].xml": f"<{NAME}"})

    with pytest.raises(UnreadableDocument) as refusal:
        read("x.docx", data)

    assert NAME.split()[1] not in str(refusal.value)


@pytest.mark.parametrize("kind", ["docx", "pdf", "html", "odt"])
def test_a_file_spoilt_at_random_is_read_or_refused_and_never_crashes(kind: str) -> None:
    source = {
        "docx": word(paragraph(f"It was {NAME}.")),
        "pdf": pdf(f"It was {NAME}."),
        "html": f"<h1>Report</h1><p>It was {NAME}.</p>".encode(),
        "odt": zipped({"content.xml": "<x/>", "mimetype": "application/vnd.oasis"}),
    }[kind]
    dice = random.Random(20260401)

    for _ in range(60):
        spoilt = bytearray(source)
        for _ in range(dice.randint(1, 12)):
            spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
        try:
            read(f"x.{kind}", bytes(spoilt))
        except UnreadableDocument as refusal:
            assert str(refusal)


def test_a_text_with_control_characters_is_refused_in_every_encoding() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        with pytest.raises(UnreadableDocument, match="holds other data"):
            read("x.txt", "Odalys\x00\x00Wrenfield".encode(encoding))
