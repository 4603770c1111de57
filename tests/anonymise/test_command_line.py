"""`irwell anonymise` and `irwell verify` on a Word file with identities in plain and hidden places."""

import io
import json
from pathlib import Path

import pytest
from docx import Document

from irwell.cli import main

REGISTER = """label,kind,role,names,dates_of_birth
Child A,person,child,Wren Hollowgate,2026-01-04
Mother,person,mother,Juno Hollowgate,
"""
TEXT = "Wren Hollowgate was born on 4 January 2026. Juno Hollowgate told the health visitor that Wren had fallen."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "people.csv").write_text(REGISTER, encoding="utf-8")
    document = Document()
    document.add_heading("What happened", 1)
    document.add_paragraph(TEXT)
    document.core_properties.last_modified_by = "Juno Hollowgate"
    held = io.BytesIO()
    document.save(held)
    (tmp_path / "report.docx").write_bytes(held.getvalue())
    return tmp_path


def test_verify_finds_identities_in_text_and_in_properties(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["verify", str(folder / "report.docx"), "--register", str(folder / "people.csv")])

    assert status == 1
    assert "Wren Hollowgate" not in capsys.readouterr().out


def test_anonymise_writes_files_that_verify_and_a_certificate(folder: Path) -> None:
    out = folder / "clean"
    words = [
        "anonymise",
        str(folder / "report.docx"),
        "--register",
        str(folder / "people.csv"),
        "--out",
        str(out),
    ]

    status = main([*words, "--without-model", "--formats", "docx,html"])

    assert status == 0
    assert json.loads((out / "certificate.json").read_text())
    html = (out / "report.html").read_text()
    assert "Child A" in html
    assert "Hollowgate" not in html
    for name in ("report.docx", "report.html"):
        assert main(["verify", str(out / name), "--register", str(folder / "people.csv")]) == 0
