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


@pytest.fixture
def two_agencies(tmp_path: Path) -> list[str]:
    (tmp_path / "Police.csv").write_text(
        "Date,Source,Event\n"
        "12/3/2023,Niche,Officers attended 14 Alder Close 20:15. Argument between mother and Gary Teller. Kayleigh had a bruise to her arm\n"
        "1/2/2022,Niche,Domestic incident at the address\n"
    )
    (tmp_path / "School.csv").write_text(
        "Date,Source,Event\n"
        "13/3/2023,CPOMS,Kayleigh told her teacher that police came last night because Gary Teller was shouting. Bruise on arm\n"
        "20/1/2022,CPOMS,Kayleigh was seen in class\n1/3/2022,CPOMS,Kayleigh was seen in class\n"
    )
    return [str(tmp_path / "Police.csv"), str(tmp_path / "School.csv")]


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("events", "One event, 2 accounts: Police, School"),
        ("silences", "2023"),
        ("known", "violence at home"),
        ("patterns", "The child is heard in"),
        ("notice", "Each is a question for people"),
    ],
)
def test_what_the_machine_notices_is_told_with_the_entries_it_rests_on(
    two_agencies: list[str], word: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = run(word, *two_agencies)

    shown = capsys.readouterr().out
    assert status == 0
    assert said in shown
    assert "noticed" in shown


def test_labels_stand_in_place_of_names_in_what_is_noticed(
    two_agencies: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = tmp_path / "key.json"
    key.write_text('{"Child A": ["Kayleigh"], "Adult C": ["Gary Teller", "Teller", "Gary"]}')

    run("events", *two_agencies, "--key", str(key))
    lines = capsys.readouterr().out
    run("notice", *two_agencies, "--key", str(key), "--json")
    noticed = capsys.readouterr().out

    assert "Adult C" in lines
    assert "Teller" not in lines + noticed
    assert {one["kind"] for one in json.loads(noticed)} >= {"same event", "last contact"}


def test_the_facts_of_the_case_are_taken_from_a_file(
    two_agencies: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = tmp_path / "case.toml"
    case.write_text(
        'incident = 2023-03-20\n[[people]]\nname = "Kayleigh Moss"\nborn = 2015-01-01\nchild = true\n'
    )

    run("silences", *two_agencies, "--case", str(case))

    assert "Kayleigh Moss: last seen" in capsys.readouterr().out


def test_facts_that_are_not_known_are_refused_with_a_sentence(
    two_agencies: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = tmp_path / "case.json"
    case.write_text('{"incidents": []}')

    status = run("notice", *two_agencies, "--case", str(case))

    assert status == 1
    assert "“incidents” is not known here" in capsys.readouterr().err


def test_a_corrected_return_is_told_as_added_changed_and_withdrawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "one.csv").write_text(
        "Date,Source,Event\n1/2/21,Niche,Call to the house\n3/2/21,Niche,Theft\n"
    )
    (tmp_path / "two.csv").write_text(
        "Date,Source,Event\n2/2/21,Niche,Call to the house\n9/9/21,Niche,Arrest made\n"
    )

    run("diff", str(tmp_path / "one.csv"), str(tmp_path / "two.csv"))

    shown = capsys.readouterr().out
    assert "date: “1 February 2021” became “2 February 2021”" in shown
    assert "1 added, 1 changed, 1 withdrawn, 0 unchanged." in shown


SEVERAL = {
    "Police": "Date,Source,Event\n12/03/2023,Log,Rowan Hollowgate taken to hospital with a bruised ear after a call by Juno Hollowgate\n"
    "1/6/2023,Log,Van reported stolen in another town\n",
    "Hospital": "Date,Source,Event\n12/03/2023,Notes,Rowan Hollowgate brought by Juno Hollowgate with a bruised ear\n",
}


@pytest.mark.parametrize(
    ("words", "dates"),
    [
        (["--told", "several"], ["12/03/2023", "12/03/2023"]),
        (["--told", "one"], ["1/6/2023"]),
        (["--of", "hospital"], ["12/03/2023"]),
        (["--start", "May 2023"], ["1/6/2023"]),
        (["--end", "March 2023", "--text", "call"], ["12/03/2023"]),
    ],
)
def test_lines_are_chosen_as_in_the_table_on_the_web(
    tmp_path: Path, words: list[str], dates: list[str]
) -> None:
    for agency, text in SEVERAL.items():
        (tmp_path / f"{agency}.csv").write_text(text)
    out = tmp_path / "out.json"

    given = [str(tmp_path / f"{agency}.csv") for agency in SEVERAL]
    status = run("merge", *given, "--out", str(out), *words)

    assert status == 0
    assert [e["when"]["original"] for e in json.loads(out.read_text())["entries"]] == dates


def test_a_date_to_choose_by_that_cannot_be_read_is_refused(
    returns: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [str(returns / "p.csv"), "--out", str(returns / "out.csv")]
    assert run("merge", *given, "--start", "31 June 2023") == 1
    assert "June" in capsys.readouterr().err
