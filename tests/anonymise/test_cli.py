"""The commands `irwell anonymise` and `irwell verify`."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document

from irwell.anonymise.certificate import Certificate, holds
from irwell.cli import main

PEOPLE = "id,label,kind,names\nm,Mother,person,Odalys Wrenfield\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "people.csv").write_text(PEOPLE)
    (tmp_path / "draft.md").write_text("# Review\n\nOdalys Wrenfield was seen at home.\n")
    return tmp_path


def irwell(*words: object) -> int:
    return main([str(word) for word in words])


def anonymise(folder: Path, *more: object) -> int:
    return irwell(
        "anonymise", folder / "draft.md", "--register", folder / "people.csv",
        "--out", folder / "out", "--without-model", *more,
    )  # fmt: skip


def test_three_files_and_a_certificate_that_holds_are_written(folder: Path) -> None:
    assert anonymise(folder) == 0

    names = sorted(path.name for path in (folder / "out").iterdir())
    assert names == ["certificate.json", "report.docx", "report.html", "report.pdf"]
    certificate = Certificate.from_json((folder / "out" / "certificate.json").read_bytes())
    files = {n: (folder / "out" / n).read_bytes() for n in names if n != "certificate.json"}
    assert holds(certificate, files)
    assert "Mother was seen at home." in files["report.html"].decode()


def test_a_name_in_the_properties_of_a_word_file_is_found_and_does_not_come_along(
    folder: Path,
) -> None:
    document, held = Document(), io.BytesIO()
    document.add_heading("What happened", 1)
    document.add_paragraph("The health visitor was told of a fall.")
    document.core_properties.last_modified_by = "Odalys Wrenfield"
    document.save(held)
    (folder / "draft.docx").write_bytes(held.getvalue())
    register = ["--register", folder / "people.csv"]

    before = irwell("verify", folder / "draft.docx", *register)
    written = irwell(
        "anonymise", folder / "draft.docx", *register, "--out", folder / "out",
        "--without-model", "--formats", "docx,html",
    )  # fmt: skip
    after = irwell(
        "verify", folder / "out" / "report.docx", folder / "out" / "report.html", *register
    )

    assert (before, written, after) == (1, 0, 0)


def test_nothing_is_written_when_the_title_tells(folder: Path) -> None:
    assert anonymise(folder, "--title", "Review of Odalys Wrenfield") == 1
    assert not (folder / "out").exists()


def test_verify_finds_the_name_and_does_not_repeat_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = irwell("verify", folder / "draft.md", "--register", folder / "people.csv")

    told = capsys.readouterr().out
    assert status == 1
    assert "BLOCKED" in told
    assert "Wrenfield" not in told


def test_verify_passes_what_was_written_with_its_certificate(folder: Path) -> None:
    anonymise(folder)
    out = folder / "out"

    files = [out / f"report.{kind}" for kind in ("docx", "html", "pdf")]
    words = ["--register", folder / "people.csv", "--certificate", out / "certificate.json"]
    assert irwell("verify", *files, *words) == 0
    files[1].write_bytes(files[1].read_bytes() + b"\n")
    assert irwell("verify", *files, *words) == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["verify", "missing.docx"], "cannot be read"),
        (["anonymise", "draft.md", "--formats", "rtf"], "names another"),
        (["anonymise", "empty.docx"], "empty"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    sentence: str,
) -> None:
    (folder / "empty.docx").touch()
    monkeypatch.chdir(folder)

    assert irwell(*words, "--register", "people.csv") == 2
    assert sentence in capsys.readouterr().err


def test_people_of_a_linked_case_and_names_of_the_gazetteer_are_replaced_too(folder: Path) -> None:
    (folder / "draft.md").write_text("# Review\n\nThen Tobias Fenwick left Hartsmere for good.\n")
    (folder / "linked.csv").write_text("id,label,kind,names\nc,Child A,person,Tobias Fenwick\n")
    (folder / "places.csv").write_text("name,kind\nHartsmere,school\n")

    status = anonymise(
        folder, "--linked", folder / "linked.csv", "--gazetteer", folder / "places.csv"
    )

    page = (folder / "out" / "report.html").read_text()
    assert status == 0
    assert "Fenwick" not in page
    assert "Hartsmere" not in page


def test_verify_looks_for_the_people_of_a_linked_case(folder: Path) -> None:
    (folder / "linked.csv").write_text("id,label,kind,names\nc,Child A,person,Tobias Fenwick\n")
    (folder / "page.html").write_text("<p>Then Tobias Fenwick left.</p>")

    register = ["--register", folder / "people.csv"]
    assert irwell("verify", folder / "page.html", *register) == 0
    assert irwell("verify", folder / "page.html", *register, "--linked", folder / "linked.csv") == 1
