"""Who a mention is, in real writing: python bench/who_is_meant.py FOLDER [--part development|test]

FOLDER holds judgments (*.jsonl of the Text Anonymization Benchmark, one annotator a document),
fiction (coref/brat of LitBank, CC BY 4.0) or writing of many kinds, from news and lives to letters
and courtrooms (dep of GUM; annotations CC BY 4.0; of it, mentions that consist of proper nouns). For each text a register is made of its people: the
fullest forms that the annotators give for each, and their sex where a title or an annotated pronoun
says it, which whoever fills in a register knows. Then the engine reads the text with that register,
without the model, and says who each annotated name is.

Counted is every annotated mention of one person that holds a name: a word with a capital that is
no title and no word for a relation. Left out, and their number printed, are the others ("the
applicant", "Papa"), names of several people at once ("the Elliots"), and people whose fullest form
another person of the text bears as well, whom no register can hold apart. A mention is right where
the engine gives it to that person alone, wrong where to anybody else, a new person included, left
to the reviewer where it names candidates, and not found where the engine marked nothing.

For development: judgments of the training part, fiction whose number in the sorted list is even
(since the other half was read, all of it). Writing of many kinds is for a test alone.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from math import sqrt
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from irwell.anonymise import words
from irwell.anonymise.fold import fold_text
from irwell.anonymise.model import Block, BlockKind, Document
from irwell.anonymise.recognise import Recogniser
from irwell.anonymise.register import Entry, Register
from irwell.anonymise.resolve import resolve

ANSWERS = ("right", "wrong", "left to the reviewer", "not found")
_TITLES = words.TITLES | words.RANKS | frozenset({"esq", "esquire", "mme", "mlle"})
_KIN = frozenset(
    "aunt auntie uncle papa mamma mama mother father mum dad grandma grandmother grandfather grandpa nurse cousin sister "
    "brother baby old little young poor dear dearest the a an my his her our de la le von van of".split()
)
_IN_NAMES = frozenset("de la le von van of the du da del al bin ibn".split())
_WORD = re.compile(r"[^\W\d_]+(?:[-’'.][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"[’']s$")
_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_MEN = frozenset({"mr", "sir", "lord", "master", "monsieur"})
_WOMEN = frozenset({"mrs", "ms", "miss", "lady", "dame", "mme", "mlle", "madame"})
Place = tuple[int, int]


@dataclass
class Text:
    """One text with its people: where their names stand, and what pronouns stand for them."""

    name: str
    text: str
    names: dict[str, list[Place]] = field(default_factory=dict)
    pronouns: dict[str, list[str]] = field(default_factory=dict)


def name_parts(shown: str) -> tuple[str, ...]:
    """The words of a mention that are names, folded: capitals without titles and relations."""
    found = (_POSSESSIVE.sub("", word) for word in _WORD.findall(shown))
    kept = (word.strip(".") for word in found if word[0].isupper())
    return tuple(fold_text(word) for word in kept if fold_text(word) not in _TITLES | _KIN)


def is_one_name(shown: str) -> bool:
    """Whether a mention names one person."""
    if re.match(r"(?:the|these|those|all|both|his|her|their|our|my)\b", shown, re.IGNORECASE):
        return False
    return bool(name_parts(shown)) and not re.search(r"\band\b|&|[’']s\s", shown)


def judgments(folder: Path, part: str) -> Iterator[Text]:
    """The people of each judgment of one part."""
    wanted = "train" if part == "development" else "dev"
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            raw = json.loads(line)
            about = raw["metadata"]["provenance"]
            if about["dataset_type"] != wanted:
                continue
            text = Text(about["doc_id"], raw["text"])
            for one in raw["entities"]:
                if one["entity_type"] == "PERSON":
                    place = (one["start_offset"], one["end_offset"])
                    text.names.setdefault(one["entity_id"], []).append(place)
            yield text


def fiction(folder: Path, part: str) -> Iterator[Text]:
    """The people of every second work of fiction, its words set as in print again."""
    for number, path in enumerate(sorted(folder.glob("*.ann"))):
        if (number % 2 == 0) != (part == "development"):
            continue
        printed, moved = set_as_in_print(path.with_suffix(".txt").read_text(encoding="utf-8"))
        text, kinds, whose = Text(path.stem, printed), dict[Place, str](), dict[Place, str]()
        for row in (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()):
            if row[0].startswith("T"):
                said, start, end = row[1].rsplit(" ", 2)
                place = (moved[int(start)], moved[int(end)])
                (kinds if _KIND.fullmatch(said) else whose)[place] = said
        for place, who in sorted(whose.items()):
            if kinds.get(place) == "PROP_PER":
                text.names.setdefault(who, []).append(place)
            elif kinds.get(place) == "PRON_PER":
                text.pronouns.setdefault(who, []).append(printed[slice(*place)].casefold())
        yield text


def writing(folder: Path, part: str) -> Iterator[Text]:
    """The people of texts of many kinds; all of them are for the test."""
    for path in sorted(folder.glob("*.conllu")) if part == "test" else ():
        if "_reddit_" in path.name:
            continue
        text, opened = Text(path.stem, ""), list[tuple[str, int, int]]()
        tags: list[str] = []
        joined = 0
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# newpar"):
                text.text = text.text.rstrip() + "\n\n" if text.text else ""
            joined = 0 if line.startswith("# sent_id") else joined
            fields = line.split("\t")
            if len(fields) == 10 and "-" in fields[0]:
                joined = int(fields[0].split("-")[1])  # "Byron" and "'s" of one word
            if len(fields) < 10 or not fields[0].isdigit():
                continue
            entities = re.search(r"Entity=([^|]*)", fields[9])
            marks = _MARK.findall(entities[1]) if entities else []
            opened += [(m, len(text.text), len(tags)) for m in marks if m.startswith("(")]
            text.text += fields[1]
            tags.append(fields[4])
            for mark in marks:
                if mark.endswith(")"):
                    number = re.split(r"[-)]", mark.lstrip("("))[0]
                    at = max(
                        n
                        for n, one in enumerate(opened)
                        if re.split(r"[-)]", one[0][1:])[0] == number
                    )
                    _taken(text, *opened.pop(at), tags)
            text.text += "" if "SpaceAfter=No" in fields[9] or int(fields[0]) < joined else " "
        yield text


_MARK = re.compile(r"\([^()]+\)?|[^()]+\)")


def _taken(text: Text, mark: str, start: int, first: int, tags: list[str]) -> None:
    number, kind = mark.strip("()").split("-")[:2]
    if kind != "person":
        return
    shown, of = text.text[start:], tags[first:]
    if of and of[0] in ("PRP", "PRP$") and len(of) == 1:
        text.pronouns.setdefault(number, []).append(shown.casefold())
    elif all(tag in ("NNP", "HYPH", "POS") for tag in of):
        text.names.setdefault(number, []).append((start, len(text.text)))


_KIND = re.compile(r"(?:PROP|NOM|PRON)_[A-Z]{3}")
_SPACED = re.compile(r" (?=[,.;:!?)’”]|'s\b|n't\b|'(?:ll|re|ve|d|m)\b)|(?<=[(“‘]) ")


def set_as_in_print(text: str) -> tuple[str, list[int]]:
    """The text without the spaces that stand before stops in the corpus, and where each letter went."""
    gone = {match.start() for match in _SPACED.finditer(text)}
    moved, at = [], 0
    for place in range(len(text) + 1):
        moved.append(at)
        at += place not in gone
    return "".join(c for place, c in enumerate(text) if place not in gone), moved


def register_of(text: Text) -> tuple[Register, dict[str, list[tuple[Place, bool]]], Counter[str]]:
    """The register of a text, the mentions to be judged (whether in full), and what is left out."""
    left: Counter[str] = Counter()
    people: dict[str, list[Place]] = {}
    for who, places in text.names.items():
        named = [place for place in places if is_one_name(text.text[slice(*place)])]
        left["no name of one person"] += len(places) - len(named)
        if named:
            people[who] = named
    full = {who: fullest([text.text[slice(*p)] for p in places]) for who, places in people.items()}
    bearers = Counter(name_parts(form) for forms in full.values() for form in forms)
    entries, judged = [], {}
    for who, places in people.items():
        if any(bearers[name_parts(form)] > 1 for form in full[who]):
            left["of people with the same fullest form"] += len(places)
            continue
        number = f"p{len(entries)}"
        names = [" ".join(spelt(form)) for form in full[who]]
        entries.append(Entry(number, f"Person {number}", "person", sex_of(text, who, full[who]),
                             (names[0],), tuple(names[1:])))  # fmt: skip
        whole = {name_parts(form) for form in full[who]}
        judged[number] = [
            (place, name_parts(text.text[slice(*place)]) in whole) for place in places
        ]
    return Register("1", tuple(entries)), judged, left


def fullest(forms: list[str]) -> list[str]:
    """The forms that no other form of the same person holds, the longest first."""
    by_parts = {name_parts(form): form for form in reversed(forms)}
    found: list[tuple[str, ...]] = []
    for parts in sorted(by_parts, key=lambda p: (-len(p), -sum(map(len, p)), p)):
        if not any(_within(parts, other) for other in found):
            found.append(parts)
    return [by_parts[parts] for parts in found]


def _within(parts: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return all(
        any(whole == part or (len(part) == 1 and whole.startswith(part)) for whole in other)
        for part in parts
    )


def spelt(form: str) -> list[str]:
    """The words of a form as they are written, without titles."""
    found = [_POSSESSIVE.sub("", word).strip(".") for word in _WORD.findall(form)]
    while found and (not found[0][0].isupper() or fold_text(found[0]) in _TITLES | _KIN):
        found = found[1:]
    kept = list(takewhile(lambda word: word[0].isupper() or word in _IN_NAMES, found))
    return [word for word in kept if fold_text(word) not in _TITLES]


def sex_of(text: Text, who: str, forms: list[str]) -> str:
    """Man or woman, where the pronouns that stand for them or a title of the fullest form agree."""
    heads = {fold_text(word.strip(".")) for form in forms for word in form.split()}
    said = text.pronouns.get(who, [])
    man = sum(word in _HE for word in said) + len(heads & _MEN)
    woman = sum(word in _SHE for word in said) + len(heads & _WOMEN)
    return "man" if man > 3 * woman else "woman" if woman > 3 * man else ""


def judge(text: Text) -> tuple[Counter[tuple[str, str]], Counter[str], list[tuple[str, str]]]:
    """How each counted mention fares, what is left out, and the wrong ones for a development part."""
    register, judged, left = register_of(text)
    found: Counter[tuple[str, str]] = Counter()
    shown: list[tuple[str, str]] = []
    if not register.entries:
        return found, left, shown
    blocks, starts = [], []
    for match in re.finditer(r"[^\n]+", text.text):
        starts.append(match.start())
        blocks.append(Block(f"b{match.start()}", BlockKind.PARAGRAPH, match[0], "body"))
    document = Document("txt", tuple(blocks))
    mentions = resolve(document, Recogniser(register, None).mentions(document), register).mentions
    at = [
        (int(m.block_id[1:]) + m.start, int(m.block_id[1:]) + m.end, m.entry_id) for m in mentions
    ]
    for who, places in judged.items():
        for (start, end), in_full in places:
            ids = {entry for one, two, entry in at if one < end and two > start}
            answer = (
                "not found" if not ids else "right" if ids == {who}
                else "left to the reviewer" if None in ids else "wrong"
            )  # fmt: skip
            found["in full" if in_full else "shorter", answer] += 1
            whole = " " in register.entry(who).names[0]
            found["whole name known" if whole else "one name known", answer] += 1
            if answer != "right":
                near = text.text[max(0, start - 60) : end + 40].replace("\n", " ")
                names = [register.get(i).names[0] if register.get(i) else str(i)[:10] for i in ids]  # type: ignore[union-attr]
                shown.append(
                    (
                        answer,
                        f"{text.text[start:end]!r} is {register.entry(who).names}: {names}; {near}",
                    )
                )
    return found, left, shown


def interval(part: int, whole: int) -> str:
    """Wilson's interval of 95 % for a share."""
    if not whole:
        return "none"
    z, share = 1.96, part / whole
    middle = (share + z * z / (2 * whole)) / (1 + z * z / whole)
    reach = z * sqrt(share * (1 - share) / whole + z * z / (4 * whole**2)) / (1 + z * z / whole)
    return f"{share:.4f} ({max(0.0, middle - reach):.4f} to {min(1.0, middle + reach):.4f})"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", choices=("development", "test"), default="development")
    parser.add_argument("--show", action="store_true", help="development part: what was not right")
    options = parser.parse_args()
    reader = judgments
    for kind, one in (("*.ann", fiction), ("*.conllu", writing)):
        reader = one if next(options.folder.glob(kind), None) else reader
    found, left, texts = Counter[tuple[str, str]](), Counter[str](), 0
    for text in reader(options.folder, options.part):
        one, out, shown = judge(text)
        found, left, texts = found + one, left + out, texts + 1
        if options.show and options.part == "development":
            print(*(f"{text.name}: {answer}: {near}" for answer, near in shown), sep="\n")
    print(f"{texts} texts, {options.part} part; left out: {dict(left)}")
    for form in ("in full", "shorter", "whole name known", "one name known", "all"):
        counts = {
            a: found[form, a] if form != "all" else found["in full", a] + found["shorter", a]
            for a in ANSWERS
        }
        total = sum(counts.values())
        print(f"{form}, {total:,} mentions: " + "; ".join(
            f"{answer} {interval(count, total)}" for answer, count in counts.items()))  # fmt: skip


if __name__ == "__main__":
    main()
