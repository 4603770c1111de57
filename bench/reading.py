"""How much of a report's structure is read: its headings and its recommendations.

    python bench/reading.py FOLDER [--without-contents]

FOLDER holds NAME.pdf with NAME.recommendations.jsonl (id, page, text). What is to be found of
headings is what the report's own list of contents names; it is taken off the pages given
below, by other rules than the reader's. Bookmarks are taken out of the file first, so that
the reader has to find the headings itself; with --without-contents the pages that list the
contents are taken out as well, as in a report that has none.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from pathlib import Path

import pikepdf
import pypdfium2
from rapidfuzz import fuzz

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from irwell.search.reading import Document, read

CONTENTS = {  # pages of the file that list its contents
    "covid_inquiry": (5, 6),
    "post_office": (5,),
    "space_economy": (3, 4, 5),
    "summer_2024_disorder": (4,),
}
LISTED = re.compile(r"^(.*\S)[\s.…]+(\d{1,3})$")
NO_ENTRY = re.compile(r"(table of )?contents|page|[ivx]+|\d+|.*report: volume 1|module 1: .*", re.I)
ENUMERATOR = re.compile(r"^(\d+\.?|[a-z]\.)\s")


def letters(text: str) -> str:
    return re.sub(r"[^0-9a-z]+", "", ENUMERATOR.sub("", text.lower()))


def words(text: str) -> str:
    return re.sub(r"[^a-z0-9 ]+", "", text.lower())


def listed(path: Path, pages: tuple[int, ...]) -> list[tuple[str, int]]:
    """Each heading that the contents name, with the printed page."""
    out, waiting = [], ""
    document = pypdfium2.PdfDocument(path)
    for page in pages:
        for raw in document[page - 1].get_textpage().get_text_bounded().splitlines():
            line = raw.strip()
            if NO_ENTRY.fullmatch(line):
                waiting = ""
            elif entry := LISTED.match(line):
                out.append((f"{waiting} {entry[1]}".strip(), int(entry[2])))
                waiting = ""
            else:
                waiting = f"{waiting} {line}".strip()[-120:]
    return out


def without_bookmarks(path: Path, folder: str, pages: tuple[int, ...]) -> Path:
    copy = Path(folder) / path.name
    with pikepdf.open(path) as document:
        for page in sorted(pages, reverse=True):
            del document.pages[page - 1]
        if "/Outlines" in document.Root:
            del document.Root.Outlines
        document.save(copy)
    return copy


def headings_found(document: Document, wanted: list[tuple[str, int]]) -> tuple[int, int]:
    """How many of them were found, and how many on a page that keeps the report's own order."""
    left = [(letters(heading.text), heading.page or 0) for heading in document.headings]
    found: list[tuple[int, int]] = []
    for text, page in wanted:
        same = [
            each
            for each in left
            if each[0] == letters(text) or fuzz.ratio(each[0], letters(text)) > 92
        ]
        if same:
            left.remove(same[0])
            found.append((page, same[0][1]))
    lags = [at - page for page, at in found]
    usual = max(set(lags), key=lags.count) if lags else 0
    return len(found), sum(1 for lag in lags if abs(lag - usual) <= 1)


def recommendations_found(document: Document, path: Path) -> tuple[int, int, int]:
    """Listed, found here, and found in both."""
    wanted = [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
    left = [words(item.text) for item in document.recommendations]
    both = 0
    for text in wanted:
        best = max(left, key=lambda each: fuzz.partial_ratio(words(text)[:160], each), default="")
        if best and fuzz.partial_ratio(words(text)[:160], best) >= 85:
            left.remove(best)
            both += 1
    return len(wanted), len(document.recommendations), both


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--without-contents", action="store_true")
    args = parser.parse_args()
    print(f"{'report':24}{'headings':>10}{'found':>8}{'page':>8}{'recall':>9}{'precision':>11}")
    all_listed = all_found = all_right = all_wanted = all_made = all_both = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, pages in CONTENTS.items():
            path = args.folder / f"{name}.pdf"
            taken = pages if args.without_contents else ()
            document = read(without_bookmarks(path, folder, taken))
            wanted = listed(path, pages)
            found, right = headings_found(document, wanted)
            asked, made, both = recommendations_found(
                document, args.folder / f"{name}.recommendations.jsonl"
            )
            print(
                f"{name:24}{len(wanted):10}{found / len(wanted):8.2f}{right / len(wanted):8.2f}"
                f"{both / asked:9.2f}{both / max(1, made):11.2f}",
                flush=True,
            )
            all_listed, all_found, all_right = (
                all_listed + len(wanted),
                all_found + found,
                all_right + right,
            )
            all_wanted, all_made, all_both = all_wanted + asked, all_made + made, all_both + both
    print(
        f"{'all':24}{all_listed:10}{all_found / all_listed:8.2f}{all_right / all_listed:8.2f}"
        f"{all_both / all_wanted:9.2f}{all_both / all_made:11.2f}"
    )


if __name__ == "__main__":
    main()
