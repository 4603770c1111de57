"""The leak gate: a registered identity is found wherever it hides, and doubt blocks."""

from __future__ import annotations

import base64
import io
import zipfile
from datetime import UTC, datetime

import pytest

from irwell.anonymise.certificate import NotIssued, holds, issue
from irwell.anonymise.model import Block, BlockKind, Document, Replacement, apply
from irwell.anonymise.reading import read
from irwell.anonymise.register import Register
from irwell.anonymise.verify import verify
from irwell.anonymise.writing import write_docx, write_html, write_pdf
from tests.anonymise import pdf_files, word_files
from tests.anonymise.word_files import NAME, core, paragraph, run, tracked, word

REGISTER = Register.from_csv(
    "id,label,kind,names,dates_of_birth,addresses\n"
    f"m,Mother,person,{NAME},,\n"
    "c,Child A,person,May Wrenfield,2019-05-04,\n"
    "s,School 1,organisation,Brockholt Primary School,,\n"
)
NOW = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
WORD_PLACES = {**word_files.VISIBLE, **word_files.HIDDEN, **word_files.QUARANTINED}


def entries(name: str, data: bytes) -> set[str | None]:
    return {finding.entry_id for finding in verify(name, data, REGISTER).findings}


@pytest.mark.parametrize("place", WORD_PLACES)
def test_a_name_in_a_word_file_is_found(place: str) -> None:
    assert "m" in entries("x.docx", WORD_PLACES[place])


@pytest.mark.parametrize("place", pdf_files.HIDDEN)
def test_a_name_in_a_pdf_is_found(place: str) -> None:
    assert "m" in entries("x.pdf", pdf_files.HIDDEN[place])


ENCODED = {
    "plain": NAME,
    "base64": base64.b64encode(f"from {NAME} today".encode()).decode(),
    "hexadecimal": f"from {NAME} today".encode().hex(),
    "percent signs": "".join(f"%{byte:02X}" for byte in NAME.encode()),
    "entities": "".join(f"&amp;#{ord(char)};" for char in NAME),
    "script escapes": "".join(f"\\u{ord(char):04x}" for char in NAME),
    "zero-width spaces": "\u200b".join(NAME),
    "look-alike letters": NAME.replace("a", "а").replace("e", "е"),
    "accents": NAME.replace("e", "é"),
    "spread out": " ".join(NAME),
    "one word": NAME.replace(" ", ""),
    "surname first": "Wrenfield, Odalys",
    "line-end hyphen": "Odalys Wren-\nfield",
    "e-mail address": "odalys.wrenfield@example.org",
}


@pytest.mark.parametrize("spelling", ENCODED)
def test_a_name_in_another_spelling_is_found(spelling: str) -> None:
    page = f"<h1>Report</h1><p>Text and {ENCODED[spelling]} text.</p>"

    assert "m" in entries("x.html", page.encode())


def test_a_name_in_the_name_of_the_file_is_found_and_not_repeated() -> None:
    verification = verify("Odalys Wrenfield.txt", b"clean text", REGISTER)

    assert not verification.passed
    assert "Wrenfield" not in verification.name


def clean(kind: str) -> bytes:
    source = read("x.docx", word(paragraph(f"It was {NAME}.")))
    document = apply(source, [Replacement("p1", 7, 7 + len(NAME), "Mother")])
    return written(kind, document)


def written(kind: str, document: Document) -> bytes:
    match kind:
        case "docx":
            return write_docx(document, title="Report on Child A")
        case "html":
            return write_html(document, title="Report on Child A").encode()
    return write_pdf(document, title="Report on Child A")


@pytest.mark.parametrize("kind", ["docx", "html", "pdf"])
def test_a_clean_file_passes_with_every_check_run(kind: str) -> None:
    verification = verify(f"report.{kind}", clean(kind), REGISTER)

    assert verification.findings == ()
    assert all(check.ran for check in verification.checks)
    assert verification.passed


@pytest.mark.parametrize("place", WORD_PLACES)
@pytest.mark.parametrize("kind", ["docx", "html"])
def test_nothing_hidden_reaches_what_is_written(place: str, kind: str) -> None:
    source = read("x.docx", WORD_PLACES[place])
    masked = apply(
        source,
        [
            Replacement(block.id, at, at + len(NAME), "Mother")
            for block in source.blocks
            if (at := block.text.find(NAME)) >= 0
        ],
    )
    data = (
        write_docx(masked, title="Report")
        if kind == "docx"
        else write_html(masked, title="Report").encode()
    )

    assert verify(f"x.{kind}", data, REGISTER).passed


def leaking_report() -> bytes:
    """Scenario 18: the visible text is clean, the file is not."""
    deleted = tracked("del", "<w:r><w:delText>Brockholt Primary School</w:delText></w:r>")
    white = run("4 May 2019", '<w:color w:val="FFFFFF"/>')
    return word(
        paragraph("Child A was seen at ", deleted, "school. ", white),
        parts=core(lastModifiedBy="Wrenfield"),
    )


def test_scenario_18_finds_exactly_three_critical_leaks() -> None:
    verification = verify("report.docx", leaking_report(), REGISTER)

    critical = [f for f in verification.findings if f.severity == "critical"]
    kinds = {(finding.entry_id, finding.place.partition(":")[2].strip()) for finding in critical}
    assert ("s", "tracked deletion") in kinds
    assert ("c", "white text") in kinds
    places = {finding.place for finding in critical}
    assert len(places) == 3
    assert any("lastModifiedBy" in place for place in places)


def test_scenario_18_issues_no_certificate_for_the_leaking_file() -> None:
    verification = verify("report.docx", leaking_report(), REGISTER)

    with pytest.raises(NotIssued):
        issue([verification], register=REGISTER, made_at=NOW)


def test_scenario_18_certifies_the_clean_export_and_any_changed_byte_voids_it() -> None:
    data = write_docx(apply(read("x.docx", leaking_report()), []), title="Report on Child A")
    verification = verify("report.docx", data, REGISTER)

    certificate = issue([verification], register=REGISTER, made_at=NOW)

    assert verification.findings == ()
    assert holds(certificate, {"report.docx": data}, REGISTER)
    for at in range(0, len(data), max(1, len(data) // 50)):
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        assert not holds(certificate, {"report.docx": changed})


def test_an_excerpt_never_shows_the_name() -> None:
    verification = verify("x.docx", WORD_PLACES["one run"], REGISTER)

    shown = " ".join(f"{f.place} {f.excerpt}" for f in verification.findings)
    assert "Odalys" not in shown
    assert "Wrenfield" not in shown


def test_a_check_that_cannot_run_blocks() -> None:
    verification = verify("x.docx", b"not a document at all", REGISTER)

    assert not verification.passed
    assert any(not check.ran for check in verification.checks)


def test_an_entry_that_cannot_be_looked_for_blocks() -> None:
    register = Register.from_csv("id,label,kind,names\nq,Mother,person,!!!\n")

    assert not verify("x.txt", b"clean text", register).passed


def test_the_month_of_may_is_not_the_child_called_may() -> None:
    assert entries("x.txt", b"It began in May 2024 and ended on 3 May.") == set()


def test_a_doubtful_word_is_released_by_its_key_and_a_name_is_not() -> None:
    doubtful = b"In the evening May was at home."
    (finding,) = verify("x.txt", doubtful, REGISTER).findings
    sure = verify("x.txt", NAME.encode(), REGISTER)

    assert finding.severity == "review"
    assert verify("x.txt", doubtful, REGISTER, released=[finding.key]).passed
    keys = [f.key for f in sure.findings]
    assert not verify("x.txt", NAME.encode(), REGISTER, released=keys).passed


def test_a_title_with_an_exact_day_blocks() -> None:
    block = Block("p1", BlockKind.PARAGRAPH, "Text.", "paragraph 1")
    data = write_docx(Document("txt", (block,)), title="Child A, born 9 June 2011")

    kinds = {f.kind for f in verify("x.docx", data, REGISTER).findings}
    assert "title_date" in kinds


def test_data_between_the_members_of_an_archive_is_found() -> None:
    data = io.BytesIO(clean("docx") + f" left by {NAME} ".encode())

    assert zipfile.is_zipfile(data)
    assert "m" in entries("x.docx", data.getvalue())


def test_a_label_before_an_ordinary_word_is_no_sure_find_of_an_account_name() -> None:
    fox = Register.from_csv("id,label,kind,names\nc,Child B,person,Ama Fox\n")

    told = verify("x.txt", b"It was known to Child A. Fox-like cunning was seen.", fox)
    account = verify("x.txt", b"The account was a.fox there.", fox)

    assert {finding.severity for finding in told.findings} == {"review"}
    assert {finding.severity for finding in account.findings} == {"critical"}


def test_an_excerpt_ends_with_whole_words_since_half_a_slip_may_be_the_name() -> None:
    register = Register.from_csv(
        f"id,label,kind,names\nm,Mother,person,{NAME}\nf,Father,person,Jan Cheetham\n"
    )

    for gap in range(40):
        text = f"It was {NAME} {'x' * gap} Cheethamm called."
        for finding in verify("x.txt", text.encode(), register).findings:
            assert not finding.excerpt.removesuffix("…").endswith("Cheetham")


def made(kind: str, words: str) -> bytes:
    return written(kind, read("x.docx", word(paragraph(words))))


@pytest.mark.parametrize("kind", ["docx", "html", "pdf"])
def test_the_language_of_a_file_is_nobodys_initials(kind: str) -> None:
    register = Register.from_csv(
        "id,label,kind,names,dates_of_birth,addresses\ng,Friend,person,Gorsan Bexfield,,\n"
    )
    quiet, named = made(kind, "The child was seen twice."), made(kind, "The child was seen by GB.")

    assert verify(f"report.{kind}", quiet, register).findings == ()
    assert not verify(f"report.{kind}", named, register).passed
