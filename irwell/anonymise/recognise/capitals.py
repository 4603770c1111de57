"""The last net: a capital that no dictionary word and no sentence start explains."""

import re
from collections.abc import Iterator

from irwell.anonymise import words
from irwell.anonymise.fold import fold
from irwell.anonymise.recognise.hits import Hit, capitals_say_nothing, starts_sentence

_UPPER = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u017f\u0218\u021a\u1e00-\u1eff"
_HIDDEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_WORD = re.compile(rf"(?<![\w’'@#])[{_UPPER}][\w{_HIDDEN}]*(?:[’'‐‑-][\w{_HIDDEN}]+)*")
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|from|to|into|around|outside|across|towards|via|leaving|visiting|moved to)\s(?:the )?$"
)


def capital_hits(text: str) -> Iterator[Hit]:
    """Capitalised words that are no English words: a name, a place or a brand."""
    run: list[re.Match[str]] = []
    for match in _WORD.finditer(text):
        if not _is_unknown(match.group()):
            continue
        if run and text[run[-1].end() : match.start()] in (" ", "\u00a0", "\n"):
            run.append(match)
            continue
        yield from _hit(text, run)
        run = [match]
    yield from _hit(text, run)


def _is_unknown(word: str) -> bool:
    plain = fold(word).text
    plain = plain[:-2] if plain.endswith("'s") else plain
    parts = [part for part in re.split(r"[-']", plain) if part]
    if len(plain) < 3 or any(c.isdigit() for c in plain):
        return False
    letters = [c for c in word if c.isalpha()]
    if all(c.isupper() for c in letters) and len(letters) <= 5:
        return False  # an acronym
    return not all(part in words.english() or len(part) < 2 for part in parts)


def _hit(text: str, run: list[re.Match[str]]) -> Iterator[Hit]:
    if not run:
        return
    start, end = run[0].start(), run[-1].end()
    if text[start:end].endswith(("’s", "'s")):
        end -= 2
    weak = starts_sentence(text, start) or capitals_say_nothing(text, start, end)
    place = bool(_PLACE_BEFORE.search(text[max(0, start - 16) : start]))
    yield Hit(start, end, "place" if place else "person", "capital", 0.35 if weak else 0.5)
