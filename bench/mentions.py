"""One mention at a time: is each form found, and is it given to the right person?"""

import itertools
import random
import re
from collections import Counter
from collections.abc import Sequence

from bench import invented_reviews
from bench.gold import Gold, register_of
from irwell.anonymise.model import Block, BlockKind, Document
from irwell.anonymise.recognise import Recogniser
from irwell.anonymise.recognise.hits import Hit
from irwell.anonymise.recognise.register_gate import RegisterGate
from irwell.anonymise.register import Entry, Register
from irwell.anonymise.resolve import resolve


def resolution(docs: Sequence[Gold]) -> None:
    """Whether each mention of a person is given the right entry; a family's name is nobody's.

    A mention is open when its words fit more than one registered person ("Miss Moss" of two
    sisters): nothing in these texts tells which, so it is right to leave it to the reviewer.
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
            shown = doc.text[span["start"] : span["end"]]
            counts[f"open {answer}" if _is_open(shown, span, doc.register) else answer] += 1
    for lead, kind in (("", "told apart by its words"), ("open ", "that fit several people")):
        part = {answer: counts[lead + answer] for answer in ("right", "wrong", "queued")}
        total = max(sum(part.values()), 1)
        shares = "  ".join(f"{answer} {count / total:.4f}" for answer, count in part.items())
        print(f"\nWho a mention is, of {sum(part.values()):,} {kind}: {shares}")


_BY_SURNAME = {"surname", "surname-possessive", "titled", "typo-surname"}
_BY_LETTERS = {"initials", "initial-surname", "reversed-initial", "forename-initial"}


def _is_open(shown: str, span: dict[str, object], register: Register) -> bool:
    """Whether another registered person may be written in these very words."""
    people = {entry.id: entry for entry in register.people()}
    one = people[str(span["entity_id"])]
    others = [entry for entry in people.values() if entry.id != one.id]
    if span["form"] in _BY_SURNAME:
        title = shown.split()[0] if " " in shown else ""
        return any(_surname(o) == _surname(one) and _may_be(title, o) for o in others)
    if span["form"] in _BY_LETTERS:
        return any(_letters(o, span) == _letters(one, span) for o in others)
    return False


def _surname(entry: Entry) -> str:
    return entry.names[0].split(" ", 1)[1]


def _letters(entry: Entry, span: dict[str, object]) -> tuple[str, str]:
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
