"""Seconds that a long report takes: python bench/long_report.py [--pages 60] [--no-tagger] [--gate 5]

From the Word file to the queue of decisions, then to the written files and through the leak gate.
With --gate only the register gate is timed, on so many different reports: each has a register of its
own, which is made ready within the time that is told, and no text is read twice. Half of them are this
program's report, of whose people three families are registered; the others are about one family
throughout, every eighth word a name of hers.
"""

import argparse
import io
import random
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from docx import Document as WordFile

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import careful_reviews, invented_reviews
from bench.gold import NOBODY, register_of
from irwell.anonymise.decisions import decide, replacements
from irwell.anonymise.model import Document, apply
from irwell.anonymise.reading import read
from irwell.anonymise.recognise import Tagger, recognise
from irwell.anonymise.recognise.register_gate import RegisterGate
from irwell.anonymise.register import Register
from irwell.anonymise.resolve import resolve
from irwell.anonymise.verify import verify
from irwell.anonymise.writing import write_docx, write_html, write_pdf

WORDS_A_PAGE = 450


def long_report(pages: int, seed: int = 5) -> tuple[bytes, Register]:
    """A Word file of so many pages about the people of one register."""
    cases = invented_reviews.cases(pages, seed)
    file, words = WordFile(), 0
    for case in cases:
        for line in filter(None, case.text.split("\n\n")):
            if line[:2].rstrip(".").isdigit():
                file.add_heading(line, 1)
            else:
                file.add_paragraph(line)
            words += len(line.split())
        if words >= pages * WORDS_A_PAGE:
            break
    out = io.BytesIO()
    file.save(out)
    rows = [{**row, "id": f"{n}-{row['id']}", "role": f"{row['role']} {n}"}
            for n, case in enumerate(cases[:3]) for row in case.register]  # fmt: skip
    return out.getvalue(), register_of(rows)


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print what it took on the clock and of the processor."""
    clock, used = time.monotonic(), time.process_time()
    yield
    print(f"  {what}: {time.monotonic() - clock:.1f} s, {time.process_time() - used:.1f} s of CPU")


def about_one_family(pages: int, seed: int) -> tuple[list[str], Register]:
    """The paragraphs of a report of so many pages about ten people, all of them registered."""
    writer = careful_reviews.Writer(random.Random(seed), seed, invented_reviews.WORDS)
    while len(writer.write().text.split()) < pages * WORDS_A_PAGE:
        pass
    texts = [text for text in writer.case.text.split("\n\n") if text.strip()]
    return texts, register_of(writer.case.register)


def gate_speed(pages: int, reports: int) -> None:
    """Characters per second of processor time of a register gate made ready anew for each report."""
    RegisterGate(NOBODY).hits("Ms Arden left.")  # reads the word lists
    for seed in range(100, 100 + reports):
        if seed % 2:
            texts, register = about_one_family(pages, seed)
        else:
            data, register = long_report(pages, seed)
            texts = [block.text for block in read("report.docx", data).blocks]
        begin = time.process_time()
        gate = RegisterGate(register)
        ready = time.process_time()
        hits = sum(len(gate.hits(text)) for text in texts)
        used, letters = time.process_time() - begin, sum(map(len, texts))
        print(
            f"{sum(len(text.split()) for text in texts):,} words, {len(register.entries)} entries, {hits:,} finds: "
            f"{letters / used:,.0f} characters per CPU second, made ready in {1000 * (ready - begin):.1f} ms of "
            f"{1000 * used:.0f}"
        )


def main() -> None:
    """Make, time and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--no-tagger", action="store_true")
    parser.add_argument("--gate", type=int, default=0, help="only the register gate, on N reports")
    options = parser.parse_args()
    if options.gate:
        gate_speed(options.pages, options.gate)
        return
    data, register = long_report(options.pages)
    tagger = None if options.no_tagger else Tagger(threads=1)
    if tagger is not None:
        tagger.load()
    begin = time.monotonic()
    with timed("read"):
        document = read("report.docx", data)
    print(f"  {len(document.text.split()):,} words in {len(document.blocks)} blocks")
    with timed("find"):
        mentions = recognise(document, register, tagger=tagger)
    with timed("decide"):
        decisions = decide(resolve(document, mentions, register), register)
    print(f"from upload to queue: {time.monotonic() - begin:.1f} s, {len(decisions)} mentions")
    clean = apply(document, replacements(decisions, document))
    for kind in ("docx", "html", "pdf"):
        with timed(f"write {kind}"):
            made = _written(kind, clean)
        with timed(f"leak gate {kind}"):
            verify(f"report.{kind}", made, register, title="Report")
    print(f"most memory used: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _written(kind: str, clean: Document) -> bytes:
    match kind:
        case "docx":
            return write_docx(clean, title="Report")
        case "html":
            return write_html(clean, title="Report").encode()
    return write_pdf(clean, title="Report")


if __name__ == "__main__":
    main()
