"""One mention at a time: is each form found, and is it given to the right person?"""

import itertools
import random
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from bench import invented_reviews
from bench.gold import Gold, register_of
from irwell.anonymise.model import Block, BlockKind, Document
from irwell.anonymise.recognise import Recogniser
from irwell.anonymise.recognise.hits import Hit
from irwell.anonymise.recognise.register_gate import RegisterGate
from irwell.anonymise.register import Entry
from irwell.anonymise.resolve import resolve


def resolution(docs: Sequence[Gold]) -> None:
    """Whether each mention of a person is given the right entry; a family's name is nobody's.

    A mention is open when its words fit more than one registered person ("Miss Moss" of two
    sisters). These texts draw each mention by lot, so only the rest of its sentence can tell which;
    where that does not, it is right to leave it to the reviewer.
    """
    counts: Counter[str] = Counter()
    for doc in docs:
        document = Document("txt", (Block("b", BlockKind.PARAGRAPH, doc.text, "body"),))
        found = resolve(
            document, Recogniser(doc.register, None).mentions(document), doc.register
        ).mentions
        for span in doc.spans:
            if span["type"] != "PERSON" or span["form"] == "plural":
                continue
            ids = {m.entry_id for m in found if m.start < span["end"] and m.end > span["start"]}
            right = ids == {span["entity_id"]}
            answer = "right" if right else "queued" if None in ids or not ids else "wrong"
            rivals = _rivals(doc, span)
            counts[f"open {answer}" if rivals else answer] += 1
            counts["told by nothing"] += bool(rivals - _beside(doc, span))
    for lead, kind in (("", "told apart by its words"), ("open ", "that fit several people")):
        part = {answer: counts[lead + answer] for answer in ("right", "wrong", "queued")}
        total = max(sum(part.values()), 1)
        shares = "  ".join(f"{answer} {count / total:.4f}" for answer, count in part.items())
        print(f"\nWho a mention is, of {sum(part.values()):,} {kind}: {shares}")
    total = sum(n for answer, n in counts.items() if answer != "told by nothing")
    good, bad = (counts[answer] + counts[f"open {answer}"] for answer in ("right", "wrong"))
    print(
        f"Of all {total:,}: right {good / total:.4f}  wrong {bad / total:.4f}; most that could be right, if all other "
        f"names of a sentence were known: {1 - counts['told by nothing'] / total:.4f}"
    )


def told_apart(docs: Sequence[Gold], headings: Sequence[str]) -> Counter[tuple[str, str]]:
    """The same for reviews by careful authors, read in paragraphs under their headings, by the author's way."""
    counts: Counter[tuple[str, str]] = Counter()
    for doc in docs:
        blocks = [
            Block(f"b{m.start()}", BlockKind.HEADING if m[0] in headings else BlockKind.PARAGRAPH, m[0], "body")
            for m in re.finditer(r"(?:[^\n]|\n(?!\n))+", doc.text)
        ]  # fmt: skip
        document = Document("txt", tuple(blocks))
        found = resolve(
            document, Recogniser(doc.register, None).mentions(document), doc.register
        ).mentions
        at = [
            (int(m.block_id[1:]) + m.start, int(m.block_id[1:]) + m.end, m.entry_id) for m in found
        ]
        for span in doc.spans:
            if span["type"] != "PERSON" or span["form"] == "plural":
                continue
            ids = {entry for one, two, entry in at if one < span["end"] and two > span["start"]}
            right = ids == {span["entity_id"]}
            answer = "right" if right else "queued" if None in ids or not ids else "wrong"
            for way in {"all", span.get("way", "fits nobody else")}:
                counts[way, answer] += 1
    return counts


def print_ways(counts: Counter[tuple[str, str]]) -> None:
    """One line for each way, and one for all."""
    for way in sorted({way for way, _ in counts}):
        part = {answer: counts[way, answer] for answer in ("right", "wrong", "queued")}
        total = max(sum(part.values()), 1)
        shares = "  ".join(f"{answer} {count / total:.4f}" for answer, count in part.items())
        print(f"\nWho a mention is, {way}, of {total:,}: {shares}")


# Where one sentence of the invented reviews ends and another begins.
_SENTENCE_ENDS = re.compile(r"[.!?][”\"]?[ \n]|\n\n")
_BY_SURNAME = {"surname", "surname-possessive", "titled", "typo-surname"}
_BY_LETTERS = {"initials", "initial-surname", "reversed-initial", "forename-initial"}


def _rivals(doc: Gold, span: dict[str, Any]) -> set[str]:
    """The other registered people who may be written in these very words."""
    people = {entry.id: entry for entry in doc.register.people()}
    one = people[str(span["entity_id"])]
    others = [entry for entry in people.values() if entry.id != one.id]
    if span["form"] in _BY_SURNAME:
        shown = doc.text[span["start"] : span["end"]]
        title = shown.split()[0] if " " in shown else ""
        return {o.id for o in others if _surname(o) == _surname(one) and _may_be(title, o)}
    if span["form"] in _BY_LETTERS:
        return {o.id for o in others if _letters(o, span) == _letters(one, span)}
    return set()


def _beside(doc: Gold, span: dict[str, Any]) -> set[str]:
    """Whom else the same sentence names: these texts name nobody twice in one."""
    return {
        str(other["entity_id"]) for other in doc.spans
        if other["type"] == "PERSON" and other is not span and not _SENTENCE_ENDS.search(
            doc.text[min(other["end"], span["end"]) : max(other["start"], span["start"])])
    }  # fmt: skip


def _surname(entry: Entry) -> str:
    return entry.names[0].split(" ", 1)[1]


def _letters(entry: Entry, span: dict[str, Any]) -> tuple[str, str]:
    first, last = entry.names[0].split(" ", 1)
    if span["form"] == "forename-initial":
        return first, last[0]
    return first[0], last[0] if span["form"] == "initials" else last


def _may_be(title: str, entry: Entry) -> bool:
    fixed = {"Social Worker 1": "Ms", "GP 1": "Dr", "Police Officer 1": "PC"}
    if not title:
        return True
    known = (fixed[entry.role],) if entry.role in fixed else ()
    return title in (known or invented_reviews.TITLES.get(entry.role, ("Mr", "Mrs", "Ms", "Miss")))


def adversarial(count: int, seed: int, words: invented_reviews.Words) -> None:
    """The register gate alone on `count` mentions in every form, one a sentence."""
    r = random.Random(seed)
    forms = sorted(invented_reviews.ADVERSARIAL_FORMS)
    missed: Counter[str] = Counter()
    done = 0
    for number in itertools.count():
        case = invented_reviews.make_case(random.Random(seed + number), number, words)
        gate = RegisterGate(register_of(case.register))
        people = [row for row in case.register if row.get("forename")]
        for _ in range(500):
            person, form = r.choice(people), r.choice(forms)
            shown = invented_reviews.form_of(r, person, form, words.short)
            text = f"The worker recorded that {shown} was seen by the team."
            missed[form] += not _covered(text, shown, gate.hits(text))
            done += 1
        if done >= count:
            break
    total = sum(missed.values())
    print(
        f"\nRegister gate alone, {done:,} mentions in {len(forms)} forms: recall {1 - total / done:.5f}"
    )
    print("  missed: " + (", ".join(f"{k} {n}" for k, n in missed.most_common() if n) or "none"))


def _covered(text: str, shown: str, hits: Sequence[Hit]) -> bool:
    """Whether the name itself is covered: titles, "the" and the tail of an address do not count."""
    masked = bytearray(len(text))
    for hit in hits:
        masked[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
    at = text.index(shown)
    if "@" in shown:
        return any(masked[at : at + len(shown)])
    lead = re.match(r"(?:the|Mr|Mrs|Ms|Miss|Master|Dr|PC) ", shown)
    inside = range(at + (lead.end() if lead else 0), at + len(shown))
    return all(masked[i] or not text[i].isalnum() or is_s(text, i) for i in inside)


def is_s(text: str, at: int) -> bool:
    """The s of a possessive, which rightly stays behind a label."""
    return text[at] == "s" and text[at - 1 : at] in ("’", "'")
