"""What a command line names: returns, a pseudonym key, the facts of a case."""

from __future__ import annotations

import argparse
import json
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

from irwell.chronology.background import Background
from irwell.chronology.entry import Answer
from irwell.chronology.export import from_json
from irwell.chronology.fault import Fault
from irwell.chronology.importing import UnreadableFile, load
from irwell.chronology.mapping import guess_mapping
from irwell.chronology.merge import Timeline
from irwell.chronology.pseudonyms import PseudonymKey
from irwell.chronology.reading import Import, apply
from irwell.chronology.sameevent import same_events
from irwell.chronology.study import Study
from irwell.chronology.when import read_when

TOLD = ("several", "one")


def add_filters(word: argparse.ArgumentParser) -> None:
    """Which lines to keep: the filters of the table on the web."""
    word.add_argument("--of", action="append", default=[], metavar="AGENCY", help="lines of it")
    word.add_argument("--person", action="append", default=[], help="lines about a person")
    word.add_argument("--tag", action="append", default=[], help="lines with a tag")
    word.add_argument("--start", metavar="DATE", help="from a day, month or year")
    word.add_argument("--end", metavar="DATE", help="to a day, month or year")
    word.add_argument("--text", default="", metavar="WORDS", help="lines with all of these words")
    word.add_argument("--child-seen", choices=[one.name.casefold() for one in Answer])
    word.add_argument("--attention", action="store_true", help="lines that a person must look at")
    word.add_argument(
        "--told",
        choices=TOLD,
        help="lines whose event several agencies tell of, as proposed, or one only",
    )


def chosen(timeline: Timeline, args: argparse.Namespace) -> Timeline:
    """The lines that meet every filter. Raises ValueError for a date that cannot be read."""
    kept = timeline.filter(
        agencies=args.of, people=args.person, tags=args.tag, text=args.text,
        start=_day(args.start), end=_day(args.end, last=True),
        child_seen=Answer[args.child_seen.upper()] if args.child_seen else None,
        attention=args.attention or None,
    )  # fmt: skip
    if args.told is None:
        return kept
    told = {
        id_
        for event in same_events(Study(timeline, Background()))
        for id_ in event.observation.entries
    }
    several = args.told == "several"
    return replace(kept, entries=tuple(e for e in kept.entries if (e.id in told) is several))


def _day(text: str | None, *, last: bool = False) -> date | None:
    if text is None:
        return None
    read = read_when(text)
    if isinstance(read, Fault):
        raise ValueError(f"{read.reason} {read.mend}")
    return (read.end or read.start) if last else (read.start or read.end)


def named_return(text: str) -> tuple[str, int, Path]:
    """Agency, version and path of “NAME=FILE” or “NAME@2=FILE”."""
    name, mark, file = text.partition("=")
    agency, at, version = name.partition("@")
    if not mark or not agency.strip() or not file or (at and not version.isdigit()):
        raise ValueError(f"“{text}” is not NAME=FILE or NAME@VERSION=FILE.")
    return agency.strip(), int(version or 1), Path(file)


def agency_of(path: Path) -> str:
    """The agency that a file's name tells of."""
    return path.stem.replace("_", " ").replace("-", " ").strip() or path.name


def read_file(path: Path, agency: str, version: int) -> list[Import]:
    """The returns of a file: one of any kind, or every return of an Irwell .json."""
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


def key_of(path: Path) -> PseudonymKey:
    """The pseudonym key of a JSON file."""
    plain = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(plain, dict):
        raise ValueError(f"“{path.name}” must hold labels and lists of names.")
    return PseudonymKey.of({str(label): [str(n) for n in names] for label, names in plain.items()})


def background_of(name: str | None) -> Background:
    """The facts of a case from a TOML or JSON file; none where no file is named."""
    if name is None:
        return Background()
    path = Path(name)
    text = path.read_text(encoding="utf-8")
    plain = tomllib.loads(text) if path.suffix.casefold() == ".toml" else json.loads(text)
    if not isinstance(plain, dict):
        raise ValueError(f"“{path.name}” must hold the case's facts by name.")
    return Background.from_dict(plain)


def sentence_of(error: Exception) -> str:
    """What went wrong, as a sentence."""
    if isinstance(error, OSError) and not isinstance(error, UnreadableFile):
        return f"“{error.filename}” cannot be opened: {error.strerror}."
    return str(error)
