"""The terms of the field: what different agencies' words for one thing have in common."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

_TOKEN = re.compile(r"a&e|t/c|[^\W_]+(?:['’][^\W_]+)*", re.IGNORECASE)
_ENDINGS = (
    ("ations", "at"), ("ation", "at"), ("ities", "ity"), ("ingly", ""), ("ments", "ment"),
    ("ings", ""), ("ing", ""), ("ied", "y"), ("ies", "y"), ("ed", ""), ("es", ""), ("s", ""), ("ly", ""), ("e", ""),
)  # fmt: skip
_STOP_WORDS = (
    "a about after all also am an and any are as at be because been before being both but by can could"
    " did do does done down during each for from further had has have he her here hers him his how i if"
    " in into is it its just me more most my no nor not now of off on once one only or other our out over own"
    " same she so some such than that the their them then there these they this those through to too"
    " under until up us very was we were what when where which while who whom why will with would you"
    " your said states stated reported reports report recorded noted advised informed aware re via per"
    " child children family today yesterday he's she's"
)
STOP = frozenset(_STOP_WORDS.split())


class TermKind(StrEnum):
    """What a term tells: the sort of event, the place, a calling or kinship, the matter, the outcome, a fact."""

    EVENT = "event"
    PLACE = "place"
    ROLE = "role"
    MATTER = "matter"
    OUTCOME = "outcome"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Term:
    """One thing and the phrases that mean it."""

    name: str
    kind: TermKind
    phrases: tuple[str, ...]


@cache
def terms() -> dict[str, Term]:
    """Every term by its name."""
    plain = tomllib.loads(
        files("irwell.chronology.wording").joinpath("words.toml").read_text(encoding="utf-8")
    )
    listed = (
        Term(one["name"], TermKind(one["kind"]), tuple(one["phrases"])) for one in plain["term"]
    )
    return {term.name: term for term in listed}


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The word without its ending, so that "visited" and "visits" are one."""
    word = word.casefold().replace("’", "'").removesuffix("'s").replace("'", "")
    if len(word) < 4 or word[0].isdigit():
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            base = word[: -len(ending)] + instead
            return base[:-1] if len(base) > 3 and base[-1] == base[-2] and base[-1] != "s" else base
    return word


def tokens(text: str) -> list[str]:
    """The words and numbers of a text as they stand."""
    return _TOKEN.findall(text)


_Places = dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]


@cache
def _phrases() -> _Places:
    """First stem to (stems, names of terms), longest first."""
    meaning: dict[tuple[str, ...], list[str]] = {}
    for term in terms().values():
        for phrase in term.phrases:
            stems = tuple(stem(word) for word in tokens(phrase))
            meaning.setdefault(stems, []).append(term.name)
    places: _Places = {}
    for stems, names in meaning.items():
        places.setdefault(stems[0], []).append((stems, tuple(dict.fromkeys(names))))
    for listed in places.values():
        listed.sort(key=lambda pair: (-len(pair[0]), pair[0]))
    return places


def terms_in(stems: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Each term that stands in a row of stems, with the first place and the one after the last."""
    places = _phrases()
    for at, first in enumerate(stems):
        for phrase, names in places.get(first, ()):
            size = len(phrase)
            if size == 1 or tuple(stems[at : at + size]) == phrase:
                for name in names:
                    yield name, at, at + size
