"""`irwell chronology` from the command line."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from irwell.chronology import from_json
from irwell.chronology.cli import add_commands
from tests.chronology import files


def run(*words: str) -> int:
    top = argparse.ArgumentParser()
    add_commands(top.add_subparsers())
    args = top.parse_args(["chronology", *words])
    status: int = args.run(args)
    return status


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    (tmp_path / "health_visiting.docx").write_bytes(files.simple_docx())
    (tmp_path / "p.csv").write_text(
        "Date,Source,Event\n1/2/21,Niche,Zoe’s call\n31/2/21,Niche,Bad\n"
    )
    return tmp_path


@pytest.mark.parametrize("kind", ["docx", "xlsx", "csv", "json", "svg", "pdf"])
def test_returns_are_merged_into_each_kind_of_file(
    returns: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = returns / f"out.{kind}"

    status = run(
        "merge", str(returns / "health_visiting.docx"), "--agency", f"Police={returns / 'p.csv'}",
        "--out", str(out),
    )  # fmt: skip

    said = capsys.readouterr().out
    assert status == 0 and out.stat().st_size > 200
    assert "4 entries of 2 agencies" in said
    assert "Not read: Police, Table 1, row 3" in said


def test_the_agency_is_the_file_name_unless_it_is_given(returns: Path) -> None:
    out = returns / "out.json"

    run("merge", str(returns / "health_visiting.docx"), "--out", str(out))
    timeline = from_json(out.read_bytes())

    assert timeline.versions == (("health visiting", 1),)


def test_irwells_own_json_is_merged_again_without_loss(returns: Path) -> None:
    first, second = returns / "one.json", returns / "two.json"
    run("merge", "--agency", f"Police@3={returns / 'p.csv'}", "--out", str(first))

    status = run("merge", str(first), "--out", str(second))

    assert status == 0
    assert second.read_bytes() == first.read_bytes()
    assert from_json(second.read_bytes()).versions == (("Police", 3),)


def test_a_key_gives_the_pseudonym_view(returns: Path) -> None:
    key, out = returns / "key.json", returns / "out.csv"
    key.write_text(json.dumps({"Child A": ["Zoe"]}))

    run("merge", "--agency", f"Police={returns / 'p.csv'}", "--out", str(out), "--key", str(key))

    assert "Child A’s call" in out.read_text()
    assert "Zoe" not in out.read_text()


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["merge", "--out", "x.docx"], 2, "at least one file"),
        (["merge", "p.csv", "--out", "x.exe"], 2, "must end in one of"),
        (["merge", "--agency", "Police", "--out", "x.docx"], 2, "is not NAME=FILE"),
        (["merge", "--agency", "Police@x=p.csv", "--out", "x.docx"], 2, "is not NAME=FILE"),
        (["merge", "missing.csv", "--out", "x.docx"], 1, "cannot be opened"),
        (["merge", "bad.docx", "--out", "x.docx"], 1, "is a PDF"),
        (["merge", "bad.json", "--out", "x.docx"], 1, "not JSON"),
        (["merge", "p.csv", "--out", "x.csv", "--key", "list.json"], 1, "labels and lists"),
        (["read", "bad.docx"], 1, "is a PDF"),
    ],
)
def test_a_wrong_call_or_file_gets_a_sentence(
    returns: Path,
    words: list[str],
    status: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (returns / "bad.docx").write_bytes(b"%PDF-1.7")
    (returns / "bad.json").write_text("{")
    (returns / "list.json").write_text("[]")
    monkeypatch.chdir(returns)

    assert run(*words) == status
    assert said in capsys.readouterr().err


def test_reading_shows_rows_notes_and_faults(
    returns: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = run("read", str(returns / "p.csv"))

    said = capsys.readouterr().out
    assert status == 1
    assert "Table 1, row 2\t1 February 2021\tNiche\tZoe’s call" in said
    assert "Not read: Table 1, row 3" in said
    assert "1 entries, 1 not read." in said


def test_reading_a_clean_file_succeeds(returns: Path) -> None:
    assert run("read", str(returns / "health_visiting.docx"), "--agency", "HV") == 0


def test_dates_on_the_line_are_read(capsys: pytest.CaptureFixture[str]) -> None:
    status = run("dates", "early Mar 24", "12th March", "--year", "2020")

    said = capsys.readouterr().out.splitlines()
    assert status == 1
    assert said[0] == "early Mar 24\tearly March 2024\tmonth"
    assert said[1].endswith("Suggested: 12 March 2020.")
