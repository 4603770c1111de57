"""A mention that shares one name with a registered person and bears another: somebody else, or an open question."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import OSA

from irwell.anonymise import words
from irwell.anonymise.fold import fold_text
from irwell.anonymise.register import Entry

_NAME = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]{2,})?")
_OWNED = re.compile(r"['’]s\s")
_HIDDEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_KIN = words.listed(
    """
    auntie aunt aunty uncle nana nanny nan nanna gran granny grandma grandad grandpa mummy mum mam mammy daddy
    dad baby big little our young old sr br
    """
)
_NOT_NAMES = words.TITLES | words.RANKS | words.PARTICLES | _KIN
Other = Literal["", "forename", "surname"]


@lru_cache(maxsize=2048)
def other_name(text: str, entry: Entry) -> Other:
    """Which name of the mention is not this person's.

    "forename": another forename with the surname ("Yvonne Amadi" of Lennox Amadi) is another person. "surname":
    the forename with another surname may be either, for instance after a marriage. Both names, or one alone, are
    this person's, whatever stands between them.
    """
    whose = _OWNED.split(_HIDDEN.sub("", text))[0]  # of "Moss's London flat" the owner alone
    shown = [part for part in _NAME.findall(whose) if part[0].isupper()]
    first, last = _names_of(entry)
    strange = [
        name for name in shown if _is_a_name(name) and not _near(fold_text(name), first | last)
    ]
    if not strange:
        return ""
    has_first = any(_same(fold_text(name), first) for name in shown if len(name) > 1)
    has_last = any(
        _same(fold_text(name), last) or (len(name) == 1 and name.casefold() in {n[0] for n in last})
        for name in shown
    )
    if has_first:
        return "" if has_last else "surname"
    return "forename"


def _names_of(entry: Entry) -> tuple[set[str], set[str]]:
    """Forenames and surnames in folded letters; the parts of a double name each by themselves."""
    first: set[str] = set()
    last: set[str] = set()
    for whole in (*entry.names, *entry.aliases):
        *before, end = fold_text(whole).split() or [""]
        (last if before else first).update(_parts([end]))
        first.update(_parts(before))
    return first, last


def _parts(names: Iterable[str]) -> set[str]:
    return {part for name in names for part in (*re.split(r"[-‐‑]", name), name) if part}


def _is_a_name(shown: str) -> bool:
    plain = fold_text(shown)
    if len(plain) < 2 or plain in _NOT_NAMES:
        return False
    return plain not in words.english() or plain in words.word_forenames()


def _same(plain: str, names: set[str]) -> bool:
    """The name itself, a short form of it, or what it is short for."""
    if plain in names:
        return True
    known = words.nicknames()
    return any(
        plain in known.get(name, ()) or name in known.get(plain, ())
        or (min(len(plain), len(name)) > 2 and (plain.startswith(name) or name.startswith(plain)))
        for name in names
    )  # fmt: skip


def _near(plain: str, names: set[str]) -> bool:
    return _same(plain, names) or any(
        len(name) > 3 and OSA.distance(plain, name) <= (2 if len(name) > 6 else 1) for name in names
    )
