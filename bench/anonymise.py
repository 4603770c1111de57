"""Measure the finder: python bench/anonymise.py [FOLDER] [--count 40] [--heldout 4] [--presidio PYTHON]

Without a folder it measures on invented reviews of its own (bench/invented_reviews.py), with
--heldout on words that nothing was tuned on (bench/heldout_reviews.py). A folder holds *.jsonl
files, a document a line: {"text", "register", "entities": [{"start", "end", "type", "form",
"entity_id"}]}, or the Text Anonymization Benchmark's own form, of which only the part for
development is measured. Beside every figure stands a plain find-and-replace of the registered names
and, where --presidio names the Python of an environment that has it, Presidio (see
bench/presidio_spans.py). No text is printed.
"""

import argparse
import json
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import (
    careful_reviews,
    heldout_again,
    heldout_fourth,
    heldout_reviews,
    heldout_third,
    invented_reviews,
    word_reviews,
)
from bench.gold import JUDGMENTS, NOBODY, Gold, document_of, read_folder
from bench.mentions import adversarial, is_s, print_ways, resolution, told_apart
from irwell.anonymise.decisions import decide, replacements
from irwell.anonymise.model import Block, BlockKind, Document
from irwell.anonymise.recognise import Recogniser, Tagger
from irwell.anonymise.recognise.register_gate import RegisterGate
from irwell.anonymise.register import Register
from irwell.anonymise.resolve import resolve

WORD = re.compile(r"\w+")
# A year or a weekday is found but left standing by the policy, so it masks nothing.
KEPT_KINDS = {"year", "weekday"}
# Determiners, prepositions, conjunctions, particles, and the tokens that the benchmark leaves out.
_LITTLE = re.compile(
    r"\b(?:the|a|an|this|that|of|and|or|to|in|on|at|by|for|from|with|between|until|till|during|as|"
    r"against|within|into|under|after|before|since|about|mr|mrs|ms|no|nr)\b",
    re.IGNORECASE,
)
Span = tuple[int, int]
Finder = Callable[[str, Register], list[Span]]


@dataclass
class Tally:
    """Counts of one way of finding over all documents."""

    found: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    words: int = 0
    wrong: int = 0
    leaky: int = 0
    registered_left: int = 0
    registered: int = 0
    seconds: float = 0.0
    characters: int = 0
    documents: int = 0
    entities: Counter[str] = field(default_factory=Counter)
    right_words: int = 0
    masked_words: int = 0


def plain_replace(text: str, register: Register) -> list[Span]:
    """The rival: each registered name, forename and surname as it stands, whole words."""
    words: set[str] = set()
    for entry in register.entries:
        for name in (*entry.names, *entry.aliases):
            words.add(name)
            words.update(name.split() if entry.kind == "person" else ())
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return [m.span() for m in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text)]


def gate_only(text: str, register: Register) -> list[Span]:
    """The register gate by itself."""
    return [(hit.start, hit.end) for hit in RegisterGate(register).hits(text)]


def gates_ready(docs: Iterable[Gold]) -> Finder:
    """The register gates made ready before the clock runs, as for the many texts of one case."""
    gates = {id(doc.register): RegisterGate(doc.register) for doc in docs}
    return lambda text, register: [
        (hit.start, hit.end) for hit in gates[id(register)].hits(text)
    ]  # fmt: skip


def engine(tagger: Tagger | None) -> Finder:
    """Everything together; the same path that the casework uses."""

    def find(text: str, register: Register) -> list[Span]:
        document = Document("txt", (Block("b", BlockKind.PARAGRAPH, text, "body"),))
        details = register is JUDGMENTS
        mentions = Recogniser(register, tagger, details=details).mentions(document)
        decisions = decide(resolve(document, mentions, register), register)
        replacements(decisions, document)
        kept = set() if register is JUDGMENTS else KEPT_KINDS
        return [(m.start, m.end) for m in mentions if m.kind not in kept]

    return find


class Presidio:
    """The rival, run by another Python; its own clock counts the seconds."""

    def __init__(self, python: Path) -> None:
        program = Path(__file__).with_name("presidio_spans.py")
        self.process = subprocess.Popen(
            [str(python), str(program)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.seconds = 0.0
        self.memory = 0

    def __call__(self, text: str, register: Register) -> list[Span]:
        """Its spans in one text; it knows of no register."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps(text) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        self.seconds += answer["seconds"]
        self.memory = answer["memory"]
        return [(start, end) for start, end in answer["spans"]]


def measure(docs: Iterable[Gold], find: Finder, *, blind: bool = False) -> Tally:
    """Run one finder over all documents; `blind` gives it an empty register."""
    tally = Tally()
    for doc in docs:
        begin = time.process_time()
        spans = find(doc.text, NOBODY if blind else doc.register)
        tally.seconds += time.process_time() - begin
        tally.characters += len(doc.text)
        tally.documents += 1
        _count(tally, doc, spans)
    return tally


def _count(tally: Tally, doc: Gold, spans: list[Span]) -> None:
    masked, gold = bytearray(len(doc.text)), bytearray(len(doc.text))
    for start, end in spans:
        masked[start:end] = b"\1" * (end - start)
    leaks = False
    wholes: list[bool] = []
    by_entity: dict[tuple[str, str], bool] = {}
    for span in doc.spans:
        start, end = span["start"], span["end"]
        gold[start:end] = b"\1" * (end - start)
        whole = _whole(doc, masked, start, end)
        wholes.append(whole)
        key = f"{span['type']}:{span['form']}"
        tally.total[key] += 1
        tally.found[key] += whole
        leaks |= not whole and span["type"] in ("PERSON", "CODE", "ADDRESS")
        if span["type"] in ("PERSON", "ORG", "LOC", "PLACE") and span["form"] not in (
            "employer",
            "club",
            "estate",
            "country",
        ):
            tally.registered += 1
            tally.registered_left += not whole
        one = (span.get("mask", "-"), span["entity_id"])
        by_entity[one] = by_entity.get(one, True) and whole
    for (mask, _), whole in by_entity.items():
        tally.entities[f"{mask}:all"] += 1
        tally.entities[f"{mask}:whole"] += whole
    people = {span["entity_id"]: True for span in doc.spans if span["type"] == "PERSON"}
    for span, whole in zip(doc.spans, wholes, strict=True):
        if span["entity_id"] in people:
            people[span["entity_id"]] &= whole
    tally.entities["person:all"] += len(people)
    tally.entities["person:whole"] += sum(people.values())
    tally.leaky += leaks
    for word in WORD.finditer(doc.text):
        tally.words += 1
        touched = any(masked[word.start() : word.end()])
        tally.masked_words += touched
        tally.right_words += touched and any(gold[word.start() : word.end()])
        tally.wrong += touched and not any(gold[word.start() : word.end()])


def _whole(doc: Gold, masked: bytearray, start: int, end: int) -> bool:
    """Whether nothing that tells is left of a span; the benchmark does not count its little words."""
    little: set[int] = set()
    if doc.judgment:
        for word in _LITTLE.finditer(doc.text, start, end):
            little.update(range(*word.span()))
    begin = start + 4 if doc.text[start:end].lower().startswith("the ") else start
    return all(
        masked[i] or i in little or not doc.text[i].isalnum()
        for i in range(begin, end)
        if not is_s(doc.text, i)
    )


def report(title: str, tally: Tally, *, forms: bool, judgment: bool) -> None:
    """One block of figures."""
    print(f"\n{title}")
    speed = tally.characters / max(tally.seconds, 1e-9)
    by_type = Counter[str]()
    totals = Counter[str]()
    for key, total in tally.total.items():
        totals[key.split(":")[0]] += total
        by_type[key.split(":")[0]] += tally.found[key]
    print("  recall by kind: " + "  ".join(
        f"{kind} {by_type[kind] / totals[kind]:.4f} ({totals[kind]})" for kind in sorted(totals)))  # fmt: skip
    if judgment:
        for mask in ("DIRECT", "QUASI"):
            total = tally.entities[f"{mask}:all"]
            print(
                f"  {mask.lower()} identifiers wholly masked: {tally.entities[f'{mask}:whole'] / max(total, 1):.4f} ({total})"
            )
    else:
        print(
            f"  registered identities left: {tally.registered_left} of {tally.registered} mentions"
        )
        print(
            f"  documents with a person, code or address left: {tally.leaky} of {tally.documents}"
        )
        share = tally.entities["person:whole"] / max(tally.entities["person:all"], 1)
        print(f"  people of whom no mention is left: {share:.4f} ({tally.entities['person:all']})")
    precision = tally.right_words / max(tally.masked_words, 1)
    print(
        f"  wrongly masked words: {1000 * tally.wrong / tally.words:.2f} per 1,000; token precision {precision:.4f}"
    )
    print(f"  {speed:,.0f} characters per CPU second")
    if forms:
        misses = [
            (k, tally.found[k], n) for k, n in sorted(tally.total.items()) if tally.found[k] < n
        ]
        print(
            "  forms not always found: "
            + (", ".join(f"{k} {a}/{n}" for k, a, n in misses) or "none")
        )


def words_of(options: argparse.Namespace) -> invented_reviews.Words:
    """What the invented reviews are made of."""
    sets = {1: heldout_reviews, 2: heldout_again, 3: heldout_third, 4: heldout_fourth}
    if options.heldout:
        return sets[options.heldout].WORDS
    return word_reviews.WORDS if options.words else invented_reviews.WORDS


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--heldout", type=int, choices=(1, 2, 3, 4), nargs="?", const=1,
                        help="words that nothing was tuned on: which of the four sets")  # fmt: skip
    parser.add_argument(
        "--words", action="store_true", help="development reviews: names that are words"
    )
    parser.add_argument("--careful", action="store_true",
                        help="as careful authors write (the fourth set always is)")  # fmt: skip
    parser.add_argument("--no-tagger", action="store_true")
    parser.add_argument("--part", choices=("all", "with", "without"), default="all",
                        help="with the register, without it, or both")  # fmt: skip
    parser.add_argument("--presidio", type=Path, help="a Python that has presidio-analyzer")
    parser.add_argument("--mentions", type=int, default=0, help="adversarial mentions for the gate")
    options = parser.parse_args()
    words = words_of(options)
    if options.folder:
        docs = read_folder(options.folder)[: options.count]
    else:
        careful = options.careful or options.heldout == 4
        written = careful_reviews.cases if careful else invented_reviews.cases
        docs = [document_of({"text": c.text, "register": c.register, "entities": c.entities})
                for c in written(options.count, options.seed, words)]  # fmt: skip
    judgment = docs[0].judgment
    # The word lists are read once by each process; Presidio has read its own before its clock runs too.
    engine(None)("Ms Arden left.", NOBODY)
    print(f"{len(docs)} documents, {sum(len(d.text.split()) for d in docs):,} words")
    if judgment:
        # A register that has nothing to do with the judgments: each of its hits is a false alarm.
        docs = [Gold(d.text, JUDGMENTS, d.spans, True) for d in docs]
    report("Plain find and replace", measure(docs, plain_replace), forms=False, judgment=judgment)
    if options.presidio:
        _against(Presidio(options.presidio), docs, judgment=judgment)
    else:
        print("\nPresidio 2.2 was not measured: name a Python that has it with --presidio.")
    _ours(docs, options, judgment=judgment)
    if not judgment and options.part != "without":
        if options.careful or options.heldout == 4:
            print_ways(told_apart(docs, words.headings))
        else:
            resolution(docs)
    if options.mentions:
        adversarial(options.mentions, options.seed, words)
    print(f"\nMost memory used: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _against(presidio: Presidio, docs: list[Gold], *, judgment: bool) -> None:
    tally = measure(docs, presidio)
    tally.seconds = presidio.seconds
    report("Presidio 2.2, en_core_web_md", tally, forms=False, judgment=judgment)
    print(f"  {presidio.memory / 1024:.0f} MB of memory")


def _ours(docs: list[Gold], options: argparse.Namespace, *, judgment: bool) -> None:
    # What a held-out set has missed is not shown: who looks at it has used it up.
    forms = not options.heldout
    if options.part != "without":
        report("Register gate alone", measure(docs, gate_only), forms=False, judgment=judgment)
        ready = measure(docs, gates_ready(docs))
        report("Register gate alone, made ready before", ready, forms=False, judgment=judgment)
        rules = measure(docs, engine(None))
        report("Rules and register, no model", rules, forms=forms, judgment=judgment)
    if options.no_tagger:
        return
    tagger = Tagger(threads=1)
    tagger.load()
    if options.part != "without":
        report("Everything", measure(docs, engine(tagger)), forms=forms, judgment=judgment)
    if not judgment and options.part != "with":
        blind = measure(docs, engine(tagger), blind=True)
        report("Everything but without the register", blind, forms=forms, judgment=False)


if __name__ == "__main__":
    main()
