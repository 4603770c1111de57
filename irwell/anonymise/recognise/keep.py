"""Phrases that identify nobody: statutes, national bodies, frameworks, cited authors, roles.

They lower only what is not in the register.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import accumulate

from irwell.anonymise import words
from irwell.anonymise.fold import Folded, fold, fold_text, is_plain
from irwell.anonymise.recognise.forms import places_of

_WORD = re.compile(r"[^\W_]+")
_PLAIN_WORD = re.compile("[a-z0-9]+")


def _either(alternatives: str) -> str:
    """One of these words and no end of a longer one, written so that the search may skip to a first letter."""
    listed = []
    for word in alternatives.split("|"):
        first, rest = (word[1:3], word[4:]) if word[0] == "[" else (word[0], word[1:])
        listed += [rf"{letter}(?<!\w{letter}){rest}" for letter in first]
    return f"(?:{'|'.join(listed)})"


# "Only Bill was there" names no statute.
_AT_A_BEGINNING = (
    "Only|Neither|Either|Both|Did|Do|Does|Was|Were|Is|Are|Has|Had|Have|When|If|Why|How|Where|Whether|Would|Could|Should|Can|"
    "Will|Must|May|After|Before|Then|Later|With|Without|And|But|For|To|From|On|In|At|By|Since|Until|Because|Although|While|"
    "Once|As|Like|About|Even|So|Nor|Or|Mr|Dr"
)
# Statutes and instruments with their year. One is looked for only from the last mark before its last word
# that no title holds ("_BREAK"), since otherwise every capital of a text would be tried.
_STATUTE = re.compile(
    rf"(?!(?:{_AT_A_BEGINNING})[ \u00a0](?:Order|Code|Bill|Rules)\b)"
    r"(?:The\s)?(?:(?!The\s)[A-Z](?:[\w-]|[’'](?!s,?\s[A-Z])|(?<=ldren)[’'])*,?[ \u00a0](?:(?:and|of|to|for|in|the|\([^)]{1,40}\))\s)*){1,9}"
    # "Arden, Bill" is a man.
    r"(?<!,[ \u00a0])(?:Act|Regulations|Order|Rules|Convention|Directive|Code|Bill)(?:\s(?:of\s)?(?:18|19|20)\d\d)?\b"
)
_STATUTE_ENDS = re.compile(
    r"(?<!,)\s(?:Act|Regulations|Order|Rules|Convention|Directive|Code|Bill)\b"
)
_BREAK = re.compile(r"[^\w\s’',()-]")
_IN_BRACKETS = 42
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        (_either("[Ss]ections?|[Aa]rticles?|[Rr]egulations?|[Ss]chedules?|[Pp]arts?|[Cc]hapters?|[Ss]s?\\.")
        + r"\s?\d{1,3}[A-Z]?(?:\(\d+\))?(?:\([a-z]\))?(?:\s?(?:and|or|,|to|–|-)\s?\d{1,3}[A-Z]?)*"),
        (_either("[Ll]earning [Pp]oint|[Rr]ecommendation|[Ff]inding|[Tt]able|[Ff]igure|[Pp]age|[Aa]ppendix|"
                 "[Aa]nnex|[Pp]aragraph|[Pp]ara\\.?")
        + r"\s?\d{1,3}(?:\.\d{1,2})*"),
        r"\bProtocols?\sNos?\.\s?\d{1,2}(?:\s(?:and|to)\s\d{1,2})?",
        # Cited authors.
        (r"[A-Z][\w’'-]+(?<![’']s)(?:,\s[A-Z][\w’'-]+)*(?:\set\sal\.?|\s(?:and|&)\s[A-Z][\w’'-]+)?,?\s"
        r"\((?:19|20)\d\d[a-z]?(?:,\sp+\.?\s?\d+)?\)"),
        r"\b(?:Working Together)(?:\sto\sSafeguard\sChildren)?(?:[\s,(]+20\d\d\)?)?",
        # Labels that a review itself gives.
        (_either("Child|Sibling|Adult|Mother|Father|Baby|Social Worker|School|Hospital|Health Visitor|"
                 "Nursery|Town|Area|Practitioner|Family|Person|Place")
        + r"\s(?:[A-Z]\d?|\d{1,2})\b"),
    )
)  # fmt: skip

# For each pattern above something short that every match of it holds.
_NEEDED = tuple(
    re.compile(pattern)
    for pattern in (
        r"[SsARrCP][a-z]*\.?\s?\d",
        r"[a-z.]\s?\d",
        "Protocol",
        r"\((?:19|20)",
        "Working Together",
        r"[a-z]\s[A-Z\d]",
    )
)


@cache
def _phrases() -> dict[str, tuple[list[str], ...]]:
    found: dict[str, set[tuple[str, ...]]] = {}
    for line in words.keep_lines():
        tokens = tuple(_WORD.findall(fold_text(line)))
        found.setdefault(tokens[0], set()).add(tokens)
    return {
        first: tuple(map(list, sorted(rest, key=len, reverse=True)))
        for first, rest in found.items()
    }


@lru_cache(maxsize=4096)
def kept_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where a text holds kept phrases, longest ones first at each place."""
    spans = [match.span() for pattern in _may_match(text) for match in pattern.finditer(text)]
    spans += _statutes(text)
    spans += _listed_spans(fold(text))
    return tuple(sorted(spans))


def _statutes(text: str) -> Iterator[tuple[int, int]]:
    ends = [match.start() for match in _STATUTE_ENDS.finditer(text)]
    if not ends:
        return
    breaks = [
        match.start() for match in _BREAK.finditer(text) if not _bracketed(text, match.start())
    ]
    reached = 0
    for end in ends:
        if end < reached:
            continue
        after = bisect_right(breaks, end)
        start = breaks[after - 1] + 1 if after else 0
        reached = breaks[after] if after < len(breaks) else len(text)
        yield from (match.span() for match in _STATUTE.finditer(text, start, reached))


def _bracketed(text: str, at: int) -> bool:
    """Whether a bracket stands open here, in which a title may hold any mark."""
    left = max(0, at - _IN_BRACKETS)
    return text.rfind("(", left, at) > text.rfind(")", left, at)


def _listed_spans(folded: Folded) -> Iterator[tuple[int, int]]:
    phrases = _phrases()
    tokens = (_PLAIN_WORD if is_plain(folded.text) else _WORD).findall(folded.text)
    begins = [at for at, token in enumerate(tokens) if token in phrases]
    places = places_of(tokens, folded.text) if begins else []
    reached = 0
    for at in begins:
        if at < reached:
            continue
        for phrase in phrases[tokens[at]]:
            last = at + len(phrase) - 1
            if tokens[at : last + 1] == phrase:
                yield folded.span(places[at], places[last] + len(tokens[last]))
                reached = last + 1
                break


def _may_match(text: str) -> Iterator[re.Pattern[str]]:
    """The patterns of which the text holds what they cannot do without."""
    for pattern, needed in zip(_PATTERNS, _NEEDED, strict=True):
        if needed.search(text):
            yield pattern


@lru_cache(maxsize=4096)
def _reaches(text: str) -> tuple[list[int], list[int]]:
    """Where the kept phrases begin, and how far those reach that begin at or before each place."""
    spans = kept_spans(text)
    return [start for start, _ in spans], list(accumulate((end for _, end in spans), max))


def covers(text: str, start: int, end: int) -> bool:
    """Whether a kept phrase covers these words."""
    starts, reaches = _reaches(text)
    at = bisect_right(starts, start)
    return at > 0 and reaches[at - 1] >= end


def inside_phrase(text: str, start: int, end: int) -> bool:
    """Whether a word is only part of a longer kept phrase ("Child" in "Child in Need")."""
    return covers(text, start, end) and any(
        a <= start and end <= b and (b - a) > (end - start) for a, b in kept_spans(text)
    )


def is_kept_word(word: str) -> bool:
    """Whether a folded word alone is a kept phrase ("marac", "ofsted")."""
    return [word] in _phrases().get(word, ())


def ends_phrase(text: str, start: int, end: int) -> bool:
    """Whether the words are the end of a kept phrase, or one by themselves."""
    left = max(text.rfind("\n", 0, start) + 1, start - 200)
    window = text[left:end]
    return any(a + left <= start and b == len(window) for a, b in kept_spans(window))


def starts_phrase(text: str, start: int, end: int) -> bool:
    """Whether a kept phrase begins with this word, or the word alone is one."""
    window = text[start : end + 80]
    return any(a == 0 for a, _ in kept_spans(window))
