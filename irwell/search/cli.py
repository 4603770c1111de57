"""`irwell search build` and `irwell search query`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .index import Index
from .lexical import Filters
from .passages import anchor_of
from .reading import READERS, UnreadableDocument, read
from .records import Record, RecordProblem, read_jsonl
from .results import Hit
from .storage import IndexProblem


def add_commands(subparsers: Any) -> None:
    """Add the `search` command to a command line."""
    search = subparsers.add_parser("search", help="build a search index of reports, and ask it")
    commands = search.add_subparsers(dest="search_command", required=True)
    build = commands.add_parser("build", help="index a folder of reports, or a .jsonl of records")
    build.add_argument("--from", dest="source", type=Path, required=True)
    build.add_argument("--index", type=Path, required=True, help="folder the index is kept in")
    build.add_argument("--words-only", action="store_true", help="leave out search by meaning")
    build.set_defaults(run=run_build)
    query = commands.add_parser("query", help="ask an index")
    query.add_argument("--index", type=Path, required=True)
    query.add_argument("words")
    query.add_argument("--mode", choices=("meaning", "words"), default="meaning")
    query.add_argument("--kind", action="append", default=[])
    query.add_argument("--theme", action="append", default=[])
    query.add_argument("--limit", type=int, default=5)
    query.set_defaults(run=run_query)


def run_build(args: argparse.Namespace) -> int:
    """Read everything, list what could not be read, write the index."""
    problems: list[str] = []
    try:
        records = list(_records(args.source, problems))
        if not records:
            problems.append(f"Nothing to index was found in {args.source}.")
        else:
            Index.build(args.index, records, progress=_show, meaning=not args.words_only)
    except (RecordProblem, IndexProblem, OSError) as error:
        problems.append(str(error))
        records = []
    for problem in problems:
        print(problem, file=sys.stderr)
    passages = sum(len(record.passages) for record in records)
    print(f"Indexed {len(records):,} records, {passages:,} passages.")
    return 1 if problems else 0


def run_query(args: argparse.Namespace) -> int:
    """Print the best records with the passage that answers."""
    try:
        index = Index.open(args.index)
    except IndexProblem as error:
        print(error, file=sys.stderr)
        return 1
    filters = Filters(kinds=tuple(args.kind), themes=tuple(args.theme))
    results = index.search(args.words, mode=args.mode, filters=filters, limit=args.limit)
    for note in results.notes:
        print(note)
    if results.spelling:
        print(f"Did you mean: {results.spelling}")
    print(f"{results.total:,} records")
    for number, hit in enumerate(results.hits, start=1):
        print(_printed(number, hit))
    return 0


def _printed(number: int, hit: Hit) -> str:
    lines = [f"\n{number}. {hit.title}  [{hit.record_id}]"]
    if hit.passage is not None:
        place = ", ".join(
            part
            for part in (
                hit.passage.heading,
                f"page {hit.passage.page}" if hit.passage.page else "",
            )
            if part
        )
        text = "".join(
            f"*{piece.text}*" if piece.marked or piece.near else piece.text
            for piece in hit.passage.snippet
        )
        lines.append(f"   {place + ': ' if place else ''}{text}")
    lines.append(f"   {hit.why.sentence}")
    return "\n".join(lines)


def _records(source: Path, problems: list[str]) -> Iterator[Record]:
    if source.is_file() and source.suffix == ".jsonl":
        yield from read_jsonl(source)
        return
    files = [source] if source.is_file() else sorted(source.rglob("*"))
    for path in files:
        if path.suffix.lower() not in READERS:
            continue
        try:
            document = read(path)
        except UnreadableDocument as error:
            problems.append(str(error))
            continue
        yield Record(
            id=f"{path.stem[:60].replace(' ', '-')}-{anchor_of(document.title)[2:8]}",
            title=document.title,
            passages=document.passages,
            recommendations=document.recommendations,
        )


def _show(stage: str, done: int, total: int) -> None:
    end = "\n" if done == total else "\r"
    print(f"{stage}: {done:,} of {total:,}", end=end, file=sys.stderr, flush=True)
