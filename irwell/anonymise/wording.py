"""Small repairs so that the sentence around a replacement still reads as English."""

import re

from irwell.anonymise.model import Replacement

_BEFORE = 48
_IN_PART_OF_DAY = re.compile(r"^(?:in the|at night)")
_MONTH_OR_SEASON = re.compile(
    r"^(?:early |late |mid )?(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December|spring|summer|autumn|winter|\d{4})\b"
)
_AT_ABOUT = re.compile(r"\b([Aa]t|[Aa]round|[Aa]bout|[Ii]n)(?: (?:about|around|approximately))?\s$")
_ON = re.compile(r"\b([Oo]n|[Aa]t)(?: the)?\s$")
_INDEFINITE = re.compile(r"\b([Aa])(n?)\s$")
_LABEL_END = re.compile(r"\s*(?:\d+|[A-Z])?(?:[’']s)?$")
_CLOSING_COMMA = re.compile(r",\s(?!(?:who|whose|whom|which|aged|then|now)\b)")
_DETERMINER = r"(?:(?:the|The|his|His|her|Her|their|Their|a|A)\s)?"


def fitted(text: str, change: Replacement) -> Replacement:
    """The change widened over a preposition, article or role word that no longer fits."""
    began = change.start
    before = text[max(0, began - _BEFORE) : began]
    for repair in (_preposition, _role_twice, _article):
        change = repair(before, change)
        before = text[max(0, change.start - _BEFORE) : change.start]
    return _bare_possessive(text, _second_comma(text, began, change))


def _preposition(before: str, change: Replacement) -> Replacement:
    """ "on 12 March 2021" → "in March 2021"; "at 23:47" → "at night"."""
    if _IN_PART_OF_DAY.match(change.text):
        found = _AT_ABOUT.search(before)
        if found is None:
            return change
        words = change.text
        if found[1][0].isupper():
            words = words[0].upper() + words[1:]
        return _wider(change, len(found.group()), words)
    found = _ON.search(before)
    if found is None or not _MONTH_OR_SEASON.match(change.text):
        return change
    return _wider(
        change, len(found.group()), f"{'I' if found[1][0].isupper() else 'i'}n {change.text}"
    )


def _role_twice(before: str, change: Replacement) -> Replacement:
    """ "the social worker Gemma …" → "Social Worker 1", not "the social worker Social Worker 1"."""
    role = _LABEL_END.sub("", change.text)
    if not role or not role[0].isupper() or role.casefold() not in before.casefold():
        return change
    found = re.search(rf"\b{_DETERMINER}{re.escape(role)},?\s$", before, re.IGNORECASE)
    return _wider(change, len(found.group()), change.text) if found else change


def _second_comma(text: str, began: int, change: Replacement) -> Replacement:
    """ "a neighbour, Dilys Harrowgate, rang" → "Neighbour 1 rang": the first comma went with the role."""
    went = text[change.start : began].rstrip().endswith(",")
    if not went or not _CLOSING_COMMA.match(text, change.end):
        return change
    return Replacement(change.block_id, change.start, change.end + 1, change.text)


def _article(before: str, change: Replacement) -> Replacement:
    """ "an 11-week-old" → "a very young"; brackets and labels keep what stands before them."""
    found = _INDEFINITE.search(before) if change.text[:1].islower() else None
    if found is None:
        return change
    wanted = "n" if change.text[0] in "aeiou" and not change.text.startswith("one") else ""
    if wanted == found[2]:
        return change
    return _wider(change, len(found.group()), f"{found[1]}{wanted} {change.text}")


def _bare_possessive(text: str, change: Replacement) -> Replacement:
    """ "James' friend" → "Person 1’s friend"."""
    name = text[change.start : change.end]
    bare = name[-1:] in "sS" and re.match(r"[’'](?=\s)", text[change.end : change.end + 2])
    if not bare or change.text.endswith("s") or not change.text[-1:].isalnum():
        return change
    return Replacement(change.block_id, change.start, change.end + 1, f"{change.text}’s")


def _wider(change: Replacement, by: int, words: str) -> Replacement:
    return Replacement(change.block_id, change.start - by, change.end, words)
