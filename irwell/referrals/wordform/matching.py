"""Which question a cell asks, although people add stars, drop hints, and mistype. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from irwell.referrals.rules import Page, Question, form

CLOSE = 0.88
SHORTEST = 3  # letters; below it a slip could be any word
MOST_READ = 400  # characters of a cell; no label is longer
HEADING = re.compile(r"^\s*(?:part\s+)?\d{0,2}[.)\s]*", re.IGNORECASE)


@dataclass(frozen=True)
class Asked:
    """A question found in a cell; `rest` is what else stands in that cell."""

    question: Question
    rest: str


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Letters and digits only, for comparing."""
    return " ".join(re.sub(r"[^\w\s]", "", text.casefold().replace("_", " ")).split())


def heading_of(text: str) -> Page | None:
    """The page whose title a cell holds, alone or with “: child 2” behind it."""
    said = folded(HEADING.sub("", text))
    for page in form():
        title = folded(page.title)
        behind = said.removeprefix(title) if said.startswith(title) else None
        if behind is not None and re.fullmatch(rf"( {folded(page.one) or 'entry'})?( \d+)?( continued)?", behind):  # fmt: skip
            return page
    return None


def asked_in(text: str, questions: Iterable[Question]) -> Asked | None:
    """The question that a cell begins with; of two that fit, the longer."""
    lines = text.strip().split("\n")
    first, whole = folded(lines[0][:MOST_READ]), folded(text[:MOST_READ])
    if not first:
        return None
    known = [(folded(question.label), question) for question in questions]
    exact = [one for one in known if whole.startswith(one[0]) and _whole_words(whole, one[0])]
    best = max(exact, key=lambda one: len(one[0])) if exact else _mistyped(first, known)
    return Asked(best[1], _rest(lines, best[1])) if best else None


def _mistyped(first: str, known: list[tuple[str, Question]]) -> tuple[str, Question] | None:
    if len(first) <= SHORTEST:
        return None
    near = [one for one in known if abs(len(one[0]) - len(first)) <= len(first) * (1 - CLOSE) * 2]
    scored = [(SequenceMatcher(None, first, one[0]).ratio(), one) for one in near]
    good = [one for one in scored if one[0] >= CLOSE]
    return max(good, key=lambda one: one[0])[1] if good else None


def _whole_words(text: str, label: str) -> bool:
    return len(text) == len(label) or text[len(label)] == " "


def _rest(lines: list[str], question: Question) -> str:
    """What stands in the cell besides label and hint: an answer, when somebody joined the cells."""
    first = re.sub(r"^[\s*:]+", "", _after_label(lines[0], question.label))
    hint = folded(question.hint)
    later = [line for line in lines[1:] if folded(line) and folded(line) not in hint]
    return "\n".join(line for line in (first, *later) if line.strip(" *:?")).strip()


def _after_label(line: str, label: str) -> str:
    """The line without the label's words, counted in words so that signs do not matter."""
    wanted, words = folded(label).split(), line.split()
    taken = 0
    for count, word in enumerate(words):
        if taken == len(wanted):
            return " ".join(words[count:])
        taken += len(folded(word).split())
    return ""
