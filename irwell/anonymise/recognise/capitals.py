"""The last net: capitals that no dictionary word and no sentence start explains, forenames that
are also words, and initials standing for a person."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from irwell.anonymise import words
from irwell.anonymise.fold import fold_text
from irwell.anonymise.recognise import keep, ordinary
from irwell.anonymise.recognise.hits import Hit, capitals_say_nothing, starts_sentence

_UPPER = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u017f\u0218\u021a\u1e00-\u1eff"
_HIDDEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_WORD = re.compile(rf"[{_UPPER}](?<![\w’'@#].)[\w{_HIDDEN}]*(?:[’'‐‑-][\w{_HIDDEN}]+)*")
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|from|to|into|around|outside|across|towards|via|leaving|visiting|moved to)\s(?:the )?$"
)


_INITIALS = re.compile(r"(?<![\w.@/-])(?:(?:[A-Z]\. ?){2,3}|[A-Z]{2,3}(?![\w./@-]))")
_BEFORE = re.compile(rf"(?<![\w’'-])(St\.?|[{_UPPER}][a-z]+)[ \u00a0]$")
# Names that are also faiths or countries: they need a verb or a preposition beside them.
_ALSO_PEOPLES = frozenset(
    ["christian", "chelsea", "jordan", "georgia", "kenya", "israel", "india", "paris"]
)
_WORD_BEFORE = re.compile(rf"(?<![\w’'@./-])([{_UPPER}][a-z{_HIDDEN}]{{2,}})[ \u00a0\n]$")
_BESIDE = 0.6
_NOT_PART = words.TITLES | words.RANKS
# Words with which a sentence begins and a name follows ("Both Arden and …", "Teacher Arden").
_OPENERS = words.listed(
    """
    a about according after again all along although an and another any anyone are around as at aunt baby
    because before behind below besides between beyond both brother but by child cousin dear despite doctor
    during each either even ever every everyone except father following for former friend from given grandad
    grandfather grandma grandmother great had has have he her here his how if in indeed inside into it its
    late latest like lodger manager many meanwhile midwife more most mother much mum my nan near nearly
    neighbour neither no nobody none nor not nothing notes now nurse of old older on once one only or other
    our out outside over partner past per police poor pupil records regarding said saint school seeing
    several she sibling since sister so social some son staff step student such teacher tell that the their
    these they this those though through thus to today together tomorrow towards twin uncle under unlike
    until up upon via we what whatever when where whether which while who whom whose why with within without
    worker yesterday yet you young younger your daughter dad stepfather stepmother husband wife landlord
    """
)


# Words that are said twice and name nobody.
_SAID_TWICE = words.listed(
    """
    bye-bye choo-choo chop-chop goody-goody ha-ha half-half hush-hush knock-knock night-night no-no now-now
    out-out pooh-pooh so-so ta-ta there-there tut-tut twenty-twenty win-win yo-yo bling-bling can-can
    fifty-fifty poo-poo wee-wee pee-pee
    """
)


def capitalised(text: str) -> list[re.Match[str]]:
    """The words of a text that begin with a capital."""
    return list(_WORD.finditer(text))


def forename_hits(text: str, capitals: Sequence[re.Match[str]]) -> Iterator[Hit]:
    """Forenames that are ordinary words ("Hope", "Mark") where their place makes them names."""
    forenames = words.word_forenames()
    for match in capitals:
        plain = fold_text(match.group())
        plain = plain[:-2] if plain.endswith("'s") else plain
        if plain not in forenames:
            continue
        end = match.end() - (2 if match.group().endswith(("’s", "'s")) else 0)
        likely = ordinary.name_likelihood(text, match.start(), end, (plain,))
        needed = 0.9 if plain in ordinary.MONTHS else 0.6
        if plain in _ALSO_PEOPLES and not ordinary.stands_for_a_person(text, match.start(), end):
            continue
        if likely >= needed:
            yield Hit(match.start(), end, "person", "capital:forename", likely * 0.7)


def forenames_before(text: str, hits: Iterable[Hit]) -> Iterator[Hit]:
    """ "Driver Arden": a plain word with a capital of its own, right before somebody's surname."""
    for hit in hits:
        if hit.kind != "person" or hit.from_register or hit.source.startswith("role"):
            continue
        found = _WORD_BEFORE.search(text[max(0, hit.start - 30) : hit.start])
        if found is None or not text[hit.start].isupper():
            continue
        start = hit.start - len(found.group())
        end = start + len(found[1])
        if names_nobody(found[1]) or keep.ends_phrase(text, start, end):
            continue
        if starts_sentence(text, start) and not _may_be_forename(found[1]):
            continue
        if not capitals_say_nothing(text, start, hit.end):
            yield Hit(start, end, "person", "capital:beside", _BESIDE)


def names_nobody(word: str) -> bool:
    """Whether a word that stands before a name is no part of it (\"Teacher Arden\")."""
    plain = word.casefold()
    return plain in _NOT_PART or plain in _OPENERS or plain in words.PARTICLES


def initial_hits(text: str) -> Iterator[Hit]:
    """ "K.P." or "KP" where a person would stand: before or after a verb of doing."""
    for match in _INITIALS.finditer(text):
        start, end = match.start(), match.start() + len(match.group().rstrip())
        shown = text[start:end]
        dotted = "." in shown
        if not dotted and shown.lower() in words.ACRONYMS:
            continue
        if ordinary.stands_for_a_person(text, start, end, strict=len(shown) == 3):
            yield Hit(start, end, "person", "capital:initials", 0.6 if dotted else 0.5)


def capital_hits(text: str, capitals: Sequence[re.Match[str]]) -> Iterator[Hit]:
    """Capitalised words that are no English words: a name, a place or a brand."""
    run: list[re.Match[str]] = []
    for match in capitals:
        if not _is_unknown(match.group()):
            continue
        if run and text[run[-1].end() : match.start()] in (" ", "\u00a0", "\n"):
            run.append(match)
            continue
        yield from _hit(text, run)
        run = [match]
    yield from _hit(text, run)


@lru_cache(maxsize=4096)
def _is_unknown(word: str) -> bool:
    plain = fold_text(word)
    plain = plain[:-2] if plain.endswith("'s") else plain
    if plain in words.english():
        return False
    parts = [part for part in re.split(r"[-']", plain) if part]
    if len(plain) < 3 or any(c.isdigit() for c in plain):
        return False
    letters = [c for c in word if c.isalpha()]
    if all(c.isupper() for c in letters) and len(letters) <= 5:
        return False  # an acronym
    if len(parts) == 2 and parts[0] == parts[1]:
        return plain not in _SAID_TWICE  # "In-in" and "Bo-Bo": a child's name at home
    return not all(part in words.english() or len(part) < 2 for part in parts)


def _may_be_forename(word: str) -> bool:
    """Whether a word that opens a sentence before a surname may be the forename ("Banks Arden left")."""
    plain = word.casefold()
    if plain in _OPENERS or plain in words.verbs() or plain in ordinary.MONTHS:
        return False
    if keep.is_kept_word(plain):
        return False
    return len(plain) > 3 and not plain.endswith(("ly", "ed", "ing", "day"))


def _hit(text: str, run: list[re.Match[str]]) -> Iterator[Hit]:
    if not run:
        return
    start, end = run[0].start(), run[-1].end()
    if text[start:end].endswith(("’s", "'s")):
        end -= 2
    while found := _BEFORE.search(text[max(0, start - 30) : start]):
        opens = starts_sentence(text, start - len(found.group()))
        if found[1].lower() in _NOT_PART or (opens and not _may_be_forename(found[1])):
            break
        start -= len(found.group())
    weak = starts_sentence(text, start) or capitals_say_nothing(text, start, end)
    place = bool(_PLACE_BEFORE.search(text[max(0, start - 16) : start]))
    yield Hit(start, end, "place" if place else "person", "capital", 0.35 if weak else 0.5)
