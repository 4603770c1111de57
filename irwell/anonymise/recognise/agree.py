"""What the model alone takes for a name, held against the letters and the dictionary.

A word that the writer left small and that any dictionary knows is part of a name only where
something else says so; the register's finds are never touched here.
"""

import re
from collections.abc import Iterable, Iterator

from irwell.anonymise import words
from irwell.anonymise.recognise.hits import Hit, starts_sentence

_WORD = re.compile(r"[^\s,;:()/“”\"]+")
_NAMES = frozenset({"person", "family"})
_BODIES = frozenset({"organisation", "place"})
# Small words that no name ends or begins with, even where everything is written small.
_LINKS = words.listed(
    """
    a an the and or nor neither either both at by in on to of for from with no not yes long away up out
    off down back home late early all any some if so but as than while when where who what why how been
    first last then had has have was were is are did does do before again also later
    """
)
_BEFORE_A_THING = re.compile(
    r"\b(?:the|an?|his|her|their|its|my|your|our|this|these|those|no|some|any|each|every)\s$",
    re.IGNORECASE,
)
# Who means nobody in particular is nobody's name, however sure the model is.
_ANYBODY = words.listed(
    """
    anybody anyone somebody someone nobody noone everybody everyone whoever else
    """
)
# “I would have had her”: whoever begins to speak says I.
_SPEECH_BEGINS = frozenset("“\"‘'")
_BEFORE_NAMES = words.TITLES | words.RANKS | {"st"}
_SENTENCE_ENDS = re.compile(r"([^\W\d_]{2,})[.!?][”’\"]?\s+(?=[^\W\d_])")
# "Finding 5: …": the number of a heading or a list is no part of the name after it.
_NUMBERED = re.compile(r"\d{1,3}[.:)]?\s+(?=[^\W\d_])")
# "A. What we think": the letter of a heading, not an initial.
_LIST_LETTER = re.compile(
    r"(?:[A-Z]|[IVX]{1,4})[.)]\s+(?=(?:The|What|Who|Whose|Why|How|When|Where|Which|Our|Their|This|These|Those|"
    r"Some|More|Other|Is|Are|Was|Were|Did|Do|Does|Can|And|For|From|About|Key|Next|All|Any|Further)\b)"
)
_NEXT_WORD = re.compile(r"(?:[’']s)?\s([a-z]+)")
_PLURAL_VERB = re.compile(r"\s(?:were|are|have|do)\b")
_NUMBER = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|several|many|some|few|a few)"
)
_DURATION = re.compile(
    rf"(?:(?:in|for|over|within|after|the|of|by|about|nearly|almost|only|just|past|last|next|a|third|half|quarter)\s)*"
    rf"(?:{_NUMBER}[\s-]*)+(?:(?:second|minute|hour|day|night|week|fortnight|month|term|year)s?)?",
    re.IGNORECASE,
)
_PART_OF_DAY = re.compile(
    r"(?:(?:at|in|on|by|the|that|this|each|every|late|early|one)\s)*"
    r"(?:noon|mid-?day|midnight|dawn|dusk|(?:tea|lunch|bed|dinner|break)-?time|mornings?|afternoons?|evenings?|nights?)",
    re.IGNORECASE,
)
# "on the day of the incident" tells no day.
_SOME_TIME = re.compile(
    r"(?:(?:on|in|the|that|this|same)\s)*(?:day|night|week|month|year)s?(?:\sof(?:\sthe)?)?",
    re.IGNORECASE,
)
# "Weirside Surgery for low mood": what a body is for, in small letters, is no part of its name.
_WHAT_IT_IS_FOR = re.compile(
    r"(?<=[^\W\d_])\s(?:for|in|at|to|since|about|with|on|by|from|who|and|where|when|because)(?:\s[a-z’'-]+)*"
)
_MAKES_IT_A_DATE = re.compile(
    r"[\s-]*(?:old|of age|ago|earlier|later|before|after|pregnant|gestation|previously|since)\b",
    re.IGNORECASE,
)


def agreed(text: str, hits: Iterable[Hit], *, details: bool = False) -> Iterator[Hit]:
    """The model's hits, without the plain words in them; `details` keeps lengths of time."""
    for hit in (_trimmed(text, one) for one in hits):
        if hit.kind in _NAMES:
            for name in _by_sentence(text, hit):
                yield from (part for part in _names_in(text, name) if not _is_a_thing(text, part))
        elif hit.kind in _BODIES:
            if not _is_plain(text[hit.start : hit.end]):
                yield _name_alone(text, hit)
        elif hit.kind != "date" or details or not _is_no_date(text, hit):
            yield hit


def _trimmed(text: str, hit: Hit) -> Hit:
    """Without the marks after it; a date without what a comma adds to it ("31 weeks, one of")."""
    shown = text[hit.start : hit.end].rstrip(" ,;:")
    if hit.kind == "date":
        before, comma, after = shown.rpartition(",")
        plain = comma and not any(c.isdigit() or c.isupper() for c in after)
        shown = (before if plain else shown).rstrip(" ,.")
    return hit.widened(hit.start, hit.start + len(shown)) if shown else hit


def _name_alone(text: str, hit: Hit) -> Hit:
    """A body's name without the small words behind it, where it is written with capitals."""
    for after in _WHAT_IT_IS_FOR.finditer(text, hit.start, hit.end):
        if after.end() == hit.end and any(map(str.isupper, text[hit.start : after.start()])):
            return hit.widened(hit.start, after.start())
    return hit


def _by_sentence(text: str, hit: Hit) -> Iterator[Hit]:
    """ "In-in. Inika": what one sentence ends with and the next begins with are two finds."""
    start = hit.start
    for end in _SENTENCE_ENDS.finditer(text, hit.start, hit.end):
        if end[1].casefold() not in _BEFORE_NAMES:
            yield hit.widened(start, end.end(1))
            start = end.end()
    yield hit.widened(start, hit.end)


def _names_in(text: str, hit: Hit) -> Iterator[Hit]:
    """The hit without small dictionary words at its ends and between its names."""
    label = _LIST_LETTER.match(text, hit.start)
    begin = label.end() if label and starts_sentence(text, hit.start) else hit.start
    if hit.kind == "person" and (number := _NUMBERED.match(text, hit.start, hit.end)):
        begin = number.end()
    found = [match.span() for match in _WORD.finditer(text, begin, hit.end)]
    named = [
        span for span in found
        if not _is_filler(text[slice(*span)], _written_small(text, begin, hit.end, span))
    ]  # fmt: skip
    if label and begin != hit.start and named and named[0][0] == begin:
        named = named[1:]
    if len(named) == len(found) and begin == hit.start:
        yield hit
        return
    for start, end in _runs(found, named):
        yield hit.widened(start, end)


def _written_small(text: str, start: int, end: int, span: tuple[int, int]) -> bool:
    """Whether the name round a word, as far as the next commas, has no capital and no mark of an account."""
    start = max(text.rfind(", ", start, span[0]) + 1, start)
    stop = text.find(", ", span[1], end)
    shown = text[start : stop if stop >= 0 else end]
    return not any(c.isupper() or c in "@_\u200b\u00ad" for c in shown)


def _runs(found: list[tuple[int, int]], named: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Names that follow each other made one span again."""
    kept = set(named)
    start = end = -1
    for span in found:
        if span in kept:
            start, end = (span[0] if start < 0 else start), span[1]
        elif start >= 0:
            yield start, end
            start = -1
    if start >= 0:
        yield start, end


def _is_filler(word: str, written_small: bool) -> bool:
    plain = word.strip(".!?’'‘-").casefold()
    if not plain or not word[0].islower() or plain in words.PARTICLES:
        return False
    if written_small:
        return plain in _LINKS
    return words.is_ordinary(plain)


def _is_a_thing(text: str, hit: Hit) -> bool:
    """Whether a person is really a small plain word ("to look for drift") or a plural ("Flowers were")."""
    shown = text[hit.start : hit.end]
    if shown.casefold() in _ANYBODY:
        return True
    if shown == "I" and text[max(0, hit.start - 1) : hit.start] in _SPEECH_BEGINS:
        return True
    if shown in ("A", "I") and _NEXT_WORD.match(text, hit.end):
        return not _does_something(text, hit.end)  # "A man", unlike "A told her"
    if shown.islower() and shown.isalpha():
        thing = bool(_BEFORE_A_THING.search(text[max(0, hit.start - 8) : hit.start]))
        if thing and not shown.endswith("s"):
            return True
        if words.is_ordinary(shown):
            return thing or not _does_something(text, hit.end)
    if shown.endswith("s") and shown.isalpha() and words.is_ordinary(shown):
        return bool(_PLURAL_VERB.match(text, hit.end)) and starts_sentence(text, hit.start)
    return False


def _does_something(text: str, end: int) -> bool:
    """Whether a verb of doing follows: "hope bit her sister"."""
    after = _NEXT_WORD.match(text, end)
    return after is not None and (after[1] in words.verbs() or after[1].endswith("ed"))


def _is_plain(shown: str) -> bool:
    """Whether a body or place is all small words of the dictionary ("the walk-in clinic")."""
    return (
        shown == shown.lower() and not any(c.isdigit() for c in shown) and words.is_ordinary(shown)
    )


def _is_no_date(text: str, hit: Hit) -> bool:
    shown = text[hit.start : hit.end]
    if _PART_OF_DAY.fullmatch(shown):
        return True
    if not _DURATION.fullmatch(shown) and not _SOME_TIME.fullmatch(shown):
        return False
    if re.search(r"\b(?:aged?|at)\s$", text[max(0, hit.start - 5) : hit.start], re.IGNORECASE):
        return False
    return not _MAKES_IT_A_DATE.match(text, hit.end)
