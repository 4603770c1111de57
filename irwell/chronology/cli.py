"""`irwell chronology`: read a return, merge returns, and read dates, without the web."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from irwell.chronology.export import from_json, to_csv, to_docx, to_json, to_xlsx
from irwell.chronology.fault import Fault
from irwell.chronology.importing import UnreadableFile, load
from irwell.chronology.mapping import guess_mapping
from irwell.chronology.merge import Timeline, merge
from irwell.chronology.picture import View, to_pdf, to_svg
from irwell.chronology.pseudonyms import PseudonymKey
from irwell.chronology.reading import Import, apply
from irwell.chronology.when import When, read_when

_WRITERS: dict[str, Callable[[Timeline, str], bytes]] = {
    ".docx": lambda timeline, title: to_docx(timeline, title=title),
    ".xlsx": lambda timeline, title: to_xlsx(timeline, title=title),
    ".json": lambda timeline, title: to_json(timeline).encode(),
    ".csv": lambda timeline, title: to_csv(timeline).encode(),
    ".svg": lambda timeline, title: to_svg(timeline, View(title=title)).encode(),
    ".pdf": lambda timeline, title: to_pdf(timeline, View(title=title)),
}


def add_commands(subparsers: Any) -> None:
    """Add `chronology` with its own words to the `irwell` command."""
    top = subparsers.add_parser("chronology", help="read and merge agencies' chronologies")
    words = top.add_subparsers(dest="chronology_command", required=True, metavar="WORD")

    word = words.add_parser("merge", help="merge returns into one timeline")
    word.add_argument("files", nargs="*", metavar="FILE", help="a return; its agency is its name")
    word.add_argument(
        "--agency",
        action="append",
        default=[],
        metavar="NAME=FILE",
        help="a return and the agency that sent it (NAME@2=FILE for its second version)",
    )
    word.add_argument("--out", required=True, metavar="FILE", help=" ".join(sorted(_WRITERS)))
    word.add_argument("--title", default="Combined chronology")
    word.add_argument("--key", metavar="FILE", help='JSON of labels to names: {"Child A": ["..."]}')
    word.set_defaults(run=run_merge)

    word = words.add_parser("read", help="show the rows of a return and what could not be read")
    word.add_argument("file", metavar="FILE")
    word.add_argument("--agency", default="")
    word.set_defaults(run=run_read)

    word = words.add_parser("dates", help="read dates as the import would")
    word.add_argument("dates", nargs="+", metavar="DATE")
    word.add_argument("--year", type=int, help="a year to suggest where one is missing")
    word.set_defaults(run=run_dates)


def run_merge(args: argparse.Namespace) -> int:
    """Merge the files; 1 if one cannot be read, 2 if the call is wrong."""
    out = Path(args.out)
    writer = _WRITERS.get(out.suffix.casefold())
    named = [(_agency_of(Path(file)), 1, Path(file)) for file in args.files]
    try:
        named += [_named(text) for text in args.agency]
    except ValueError as error:
        return _refuse(str(error), 2)
    if writer is None:
        return _refuse(f"“{out.name}” must end in one of: {', '.join(sorted(_WRITERS))}.", 2)
    if not named:
        return _refuse("Name at least one file to merge.", 2)
    try:
        returns = [read for agency, version, path in named for read in _read(path, agency, version)]
        timeline = merge(returns)
        shown = timeline if args.key is None else _key(Path(args.key)).timeline(timeline)
        out.write_bytes(writer(shown, args.title))
    except (UnreadableFile, OSError, ValueError) as error:
        return _refuse(_sentence(error), 1)
    _tell(timeline, returns)
    print(f"Written to {out}.")
    return 0


def run_read(args: argparse.Namespace) -> int:
    """Show each row and fault of one file; 1 if any row is at fault."""
    path = Path(args.file)
    try:
        returns = _read(path, args.agency or _agency_of(path), 1)
    except (UnreadableFile, OSError) as error:
        return _refuse(_sentence(error), 1)
    faults: list[Fault] = []
    for read in returns:
        for problem in read.problems:
            print(f"Note: {problem}")
        for entry in read.entries:
            place = f"{entry.table_name}, row {entry.row_number}"
            print(f"{place}\t{entry.when}\t{entry.source}\t{' '.join(entry.event.split())[:100]}")
            for note in entry.notes:
                print(f"\t{'Look at this' if note.attention else 'Note'}: {note.text}")
        for aside in read.set_aside:
            print(f"Set aside: {aside.place}: {aside.reason} ({aside.original[:80]})")
        for fault in read.faults:
            print(f"Not read: {fault} As written: {fault.original}")
        faults += read.faults
        print(f"{len(read.entries)} entries, {len(read.faults)} not read.")
    return 1 if faults else 0


def run_dates(args: argparse.Namespace) -> int:
    """Show how each date is read; 1 if any cannot be."""
    failed = False
    for text in args.dates:
        read = read_when(text, default_year=args.year)
        if isinstance(read, When):
            print(f"{text}\t{read}\t{read.precision}\t{' '.join(read.notes)}".rstrip())
        else:
            failed = True
            print(f"{text}\t{read}")
    return 1 if failed else 0


def _named(text: str) -> tuple[str, int, Path]:
    name, mark, file = text.partition("=")
    agency, at, version = name.partition("@")
    if not mark or not agency.strip() or not file or (at and not version.isdigit()):
        raise ValueError(f"“{text}” is not NAME=FILE or NAME@VERSION=FILE.")
    return agency.strip(), int(version or 1), Path(file)


def _agency_of(path: Path) -> str:
    return path.stem.replace("_", " ").replace("-", " ").strip() or path.name


def _read(path: Path, agency: str, version: int) -> list[Import]:
    data = path.read_bytes()
    if path.suffix.casefold() == ".json":
        timeline = from_json(data)
        return [
            Import(
                name,
                number,
                tuple(entry for entry in timeline.entries if entry.agency == name),
                tuple(fault for owner, fault in timeline.faults if owner == name),
                name=path.name,
            )
            for name, number in timeline.versions
        ]
    tables = load(path.name, data)
    mapping = guess_mapping(tables)
    return [apply(tables, mapping, agency=agency, return_version=version)]


def _key(path: Path) -> PseudonymKey:
    plain = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(plain, dict):
        raise ValueError(f"“{path.name}” must hold labels and lists of names.")
    return PseudonymKey.of({str(label): [str(n) for n in names] for label, names in plain.items()})


def _tell(timeline: Timeline, returns: Iterable[Import]) -> None:
    for read in returns:
        for problem in read.problems:
            print(f"{read.agency}: {problem}")
    for agency, fault in timeline.faults:
        print(f"Not read: {agency}, {fault}")
    attention = sum(entry.needs_attention for entry in timeline.entries)
    print(
        f"{len(timeline.entries)} entries of {len(timeline.agencies)} agencies;"
        f" {len(timeline.undated)} undated, {attention} to look at,"
        f" {len(timeline.faults)} rows not read, {timeline.repeated} repeated lines counted once."
    )


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError) and not isinstance(error, UnreadableFile):
        return f"“{error.filename}” cannot be opened: {error.strerror}."
    return str(error)


def _refuse(sentence: str, status: int) -> int:
    print(sentence, file=sys.stderr)
    return status
