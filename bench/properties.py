"""What must hold for every report: python bench/properties.py [--count 1000] [--seed 1]

The same input gives the same bytes; one person has one label, and one label one person, over all
versions of a case's report; the order of dates is kept by every date policy; no registered identity
stands in an output, a log line or an error message.
"""

import argparse
import logging
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import invented_reviews
from bench.gold import register_of
from irwell.anonymise.decisions import Decision, decide, replacements
from irwell.anonymise.fold import fold
from irwell.anonymise.model import Block, BlockKind, Document, apply
from irwell.anonymise.policy import Policy
from irwell.anonymise.reading import UnreadableDocument, read
from irwell.anonymise.recognise import Recogniser
from irwell.anonymise.register import Register
from irwell.anonymise.resolve import resolve
from irwell.anonymise.variants import MONTHS
from irwell.anonymise.verify import verify
from irwell.anonymise.writing import write_docx, write_html

_SEASON_MONTH = {"spring": 4, "summer": 7, "autumn": 10, "winter": 13}


def as_document(text: str) -> Document:
    """Paragraphs of a text."""
    return Document("txt", tuple(
        Block(f"b{n}", BlockKind.PARAGRAPH, piece, f"paragraph {n}")
        for n, piece in enumerate(text.split("\n\n"), start=1)))  # fmt: skip


def decided(text: str, register: Register) -> tuple[Document, tuple[Decision, ...]]:
    """A text with the proposal for each of its mentions."""
    document = as_document(text)
    mentions = Recogniser(register, None).mentions(document)
    return document, decide(resolve(document, mentions, register), register)


def versions(number: int, seed: int) -> tuple[Register, list[str]]:
    """A case's register and three versions of its report: sentences left out, sentences moved."""
    r = random.Random(f"{seed}:{number}")
    case = invented_reviews.make_case(r, number)
    pieces = case.text.split("\n\n")
    shuffled = r.sample(pieces, len(pieces))
    return register_of(case.register), [case.text, "\n\n".join(pieces[::2]), "\n\n".join(shuffled)]


def broken_labels(number: int, seed: int) -> list[str]:
    """Labels given to two people, and people given two labels, over all versions of one case."""
    register, texts = versions(number, seed)
    by_person: dict[str, set[str]] = {}
    by_label: dict[str, set[str]] = {}
    for text in texts:
        for decision in decided(text, register)[1]:
            person = decision.mention.entry_id
            if decision.mention.kind != "person" or person is None or decision.action != "replace":
                continue
            label = re.sub(r"[’']s?$", "", decision.replacement)
            by_person.setdefault(person, set()).add(label)
            if register.get(person) is not None:
                by_label.setdefault(label, set()).add(person)
    labels = {entry.id: entry.label for entry in register.entries}
    wrong = [f"{p} has {len(ls)} labels" for p, ls in by_person.items()
             if len(ls) > 1 or (p in labels and ls != {re.sub(r"[’']s?$", "", labels[p])})]  # fmt: skip
    return wrong + [
        f"{label} is {len(people)} people" for label, people in by_label.items() if len(people) > 1
    ]


def same_bytes(number: int, seed: int) -> bool:
    """Whether reading, deciding and writing again gives the same bytes."""
    register, texts = versions(number, seed)
    return len({written(texts[0], register) for _ in range(2)}) == 1


def written(text: str, register: Register) -> tuple[bytes, bytes]:
    """The Word file and the page of a text."""
    document, decisions = decided(text, register)
    clean = apply(document, replacements(decisions, document))
    return write_docx(clean, title="Report"), write_html(clean, title="Report").encode()


def disordered_dates(number: int, seed: int) -> int:
    """Pairs of days that a date policy puts into the wrong order."""
    r = random.Random(f"{seed}:{number}")
    days = sorted(date(2012, 1, 1) + timedelta(r.randrange(4000)) for _ in range(12))
    shown = [
        r.choice((f"{d.day} {MONTHS[d.month - 1]} {d.year}", f"{d:%d/%m/%Y}", d.isoformat()))
        for d in days
    ]
    wrong = 0
    for kind in ("month", "season", "year"):
        keys = [rank(Policy(dates=kind).date_words(words)) for words in shown]  # type: ignore[arg-type]
        wrong += sum(one > two for one, two in pairwise(keys))
    return wrong


def rank(words: str) -> tuple[int, int]:
    """When the generalised words lie; a winter belongs to the year in which it begins."""
    year = int(re.findall(r"\d{4}", words)[0])
    for number, name in enumerate(MONTHS, start=1):
        if name in words:
            return year, number
    return year, next((month for season, month in _SEASON_MONTH.items() if season in words), 0)


def identities_told(number: int, seed: int) -> list[str]:
    """Where a registered identity still stands: outputs, findings, log lines, error messages."""
    register, texts = versions(number, seed)
    caught = _Caught()
    logging.getLogger().addHandler(caught)
    try:
        files = written(texts[0], register)
        told = dict(zip(("word", "page"), files, strict=True))
        checked = [verify("r.docx", files[0], register), verify("r.html", files[1], register)]
        errors = list(_errors(texts[0]))
        raw = verify("r.txt", texts[0].encode(), register)
    finally:
        logging.getLogger().removeHandler(caught)
    names = {
        part
        for e in register.people()
        for name in e.names
        for part in fold(name).text.split()
        if len(part) > 5
    }
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names)))})\b")
    text_of = {"page": re.sub(r"<style.*?</style>", "", told["page"].decode(), flags=re.S)}
    text_of["findings"] = " ".join(f"{f.place} {f.excerpt}" for f in raw.findings)
    text_of["log"] = " ".join(caught.lines)
    text_of["errors"] = " ".join(errors)
    left = [where for where, text in text_of.items() if pattern.search(fold(text).text)]
    return left + [v.name for v in checked if any(f.severity == "critical" for f in v.findings)]


class _Caught(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def _errors(text: str) -> Iterator[str]:
    """Messages about files that hold the text and cannot be read."""
    for name, data in (("x.docx", text.encode()), ("x.pdf", b"%PDF-1.4\n" + text.encode()), ("x.doc", text.encode()),
                       ("x.odt", b"PK\x03\x04" + text.encode())):  # fmt: skip
        try:
            read(name, data)
        except UnreadableDocument as error:
            yield str(error)


def main() -> None:
    """Try every property on every report, and print what fails."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    failed = Counter[str]()
    for number in range(options.count):
        broken = {
            "one person, one label": bool(broken_labels(number, options.seed)),
            "order of dates": bool(disordered_dates(number, options.seed)),
            "no identity told": bool(identities_told(number, options.seed)),
            "same input, same bytes": number % 10 == 0 and not same_bytes(number, options.seed),
        }
        for name, bad in broken.items():
            failed[name] += bad
            if bad:
                print(f"report {number} of seed {options.seed}: {name}", flush=True)
        if number % 100 == 99:
            print(f"after {number + 1}: {failed.total()} failed", flush=True)
    for name, count in failed.items():
        print(f"{name}: {count} of {options.count} reports fail")
    sys.exit(1 if sum(failed.values()) else 0)


if __name__ == "__main__":
    main()
