"""Understand what was typed: words, “phrases”, -exclusions, prefixes*, fields and OR.

Nothing that can be typed is an error. What could not be understood is answered with a
sentence, and the rest is searched for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

LONGEST = 3000
MOST_TERMS = 250
SHORTEST_PREFIX = 3
PROSE = 25  # words; what is longer was pasted, and its quotation marks and dashes are prose

MARKS = re.compile(r"[\"“”]|(?<!\S)[-−–](?=\w)")

FIELDS = {
    "title": "title",
    "heading": "heading",
    "recommendation": "recommendation",
    "recommendations": "recommendation",
    "text": "text",
}
TOKEN = re.compile(
    r"""(?P<minus>(?<!\S)[-−–](?=[\w"“(]))|(?P<open>\()|(?P<close>\))
    |(?P<field>\b(?:title|heading|recommendations?|text):(?=\S))
    |["“”](?P<phrase>[^"“”]*)(?P<end>["“”]|$)|(?P<word>[^\s()"“”]+)""",
    re.VERBOSE | re.IGNORECASE,
)
WORDS = re.compile(r"[^\W_]+")  # as the index cuts words

HELP = (
    ("neglect school", "reviews with both words, in any form: neglected, schools"),
    ("“child protection plan”", "these words side by side"),
    ("neglect -police", "leaves out reviews that say police"),
    ("injur*", "words that begin so: injury, injuries, injured"),
    ("ambulance OR paramedic", "either word"),
    ("title:suicide", "in the title; also heading: and recommendation:"),
)


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for: a word, a phrase (several words) or the start of a word."""

    words: tuple[str, ...]
    prefix: bool = False
    field: str = ""
    quoted: bool = False  # side by side because the person said so, not because of a hyphen

    @property
    def typed(self) -> str:
        """About as it was typed."""
        said = " ".join(self.words) + ("*" if self.prefix else "")
        return f"{self.field}:{said}" if self.field else said


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as understood. `groups` are all wanted; inside a group any one will do."""

    text: str
    groups: tuple[tuple[Term, ...], ...] = ()
    excluded: tuple[Term, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        """The wanted words without operators, for searching by meaning."""
        return " ".join(" ".join(term.words) for group in self.groups for term in group)

    @property
    def is_exact(self) -> bool:
        """Whether phrases, fields or exclusions were typed: who uses them means every word."""
        return bool(self.insisted or self.excluded)

    @property
    def insisted(self) -> tuple[Term, ...]:
        """Phrases and field words, which hold in every mode."""
        return tuple(
            group[0]
            for group in self.groups
            if len(group) == 1 and (group[0].quoted or group[0].field)
        )


@dataclass(slots=True)
class _Reading:
    groups: list[list[Term]] = field(default_factory=list)
    excluded: list[Term] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    minus: bool = False
    either: bool = False
    field_name: str = ""
    depth: int = 0


def understand(typed: str) -> Asked:
    """Read what was typed; never raises."""
    text = typed if typed.isprintable() else "".join(c if c.isprintable() else " " for c in typed)
    text = " ".join(text.split())
    reading = _Reading()
    if len(text) > LONGEST:
        text = text[:LONGEST].rsplit(" ", 1)[0]
        reading.notes.append(f"Only the first {LONGEST:,} characters were searched for.")
    for match in TOKEN.finditer(_without_prose_marks(text)):
        _take(match, reading)
    if reading.depth:
        reading.notes.append("A bracket ( has no partner; brackets were left out.")
    groups = tuple(tuple(group) for group in reading.groups)
    if len(groups) > MOST_TERMS:
        groups = groups[:MOST_TERMS]
        reading.notes.append(f"Only the first {MOST_TERMS} words were searched for.")
    return Asked(text, groups, tuple(reading.excluded), tuple(dict.fromkeys(reading.notes)))


def _without_prose_marks(text: str) -> str:
    """The text without marks that ask for nothing: those of a pasted paragraph, and a lone quotation mark."""
    if (
        len(text.split()) > PROSE
        and " OR " not in text
        and not (text[0] in '"“' and text[-1] in '"”')
    ):
        return MARKS.sub(" ", text)
    return text


def _take(match: re.Match[str], reading: _Reading) -> None:
    if match["minus"]:
        reading.minus = True
    elif match["open"] or match["close"]:
        reading.depth += 1 if match["open"] else -1
        if reading.depth < 0:
            reading.depth = 0
            reading.notes.append("A bracket ) has no partner; brackets were left out.")
    elif match["field"]:
        reading.field_name = FIELDS[match["field"][:-1].lower()]
    elif match["phrase"] is not None:
        if not match["end"]:
            reading.notes.append(
                "A quotation mark has no partner; it was taken to close at the end."
            )
        _add(tuple(WORDS.findall(match["phrase"])), reading, quoted=True)
    elif match["word"] == "OR" and reading.groups and not reading.minus:
        reading.either = True
    elif match["word"] == "NOT":
        reading.minus = True
    elif match["word"] != "AND":
        _take_word(match["word"], reading)


def _take_word(word: str, reading: _Reading) -> None:
    prefix = word.endswith("*")
    found = WORDS.findall(word)
    if "*" in word.rstrip("*") or "?" in word[:-1]:
        reading.notes.append("A star works at the end of a word only; others were left out.")
    if prefix and found and len(found[-1]) < SHORTEST_PREFIX:
        reading.notes.append(
            f"A star needs {SHORTEST_PREFIX} letters before it: “{word}” was taken as a word."
        )
        prefix = False
    if len(found) > 1 and not prefix:
        _add(tuple(found), reading)  # “follow-up” is two words side by side
    else:
        _add(tuple(found), reading, prefix=prefix)


def _add(
    words: tuple[str, ...], reading: _Reading, *, prefix: bool = False, quoted: bool = False
) -> None:
    if words:
        term = Term(words, prefix, reading.field_name, quoted and len(words) > 1)
        if reading.minus:
            reading.excluded.append(term)
        elif reading.either and reading.groups:
            reading.groups[-1].append(term)
        else:
            reading.groups.append([term])
    reading.minus = reading.either = False
    reading.field_name = ""
