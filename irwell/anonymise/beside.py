"""What stands beside a mention, or earlier in the document, says whom it cannot mean."""

import re
from collections.abc import Iterable, Mapping, Sequence

from irwell.anonymise import words
from irwell.anonymise.model import Mention

# Who is spoken to in a quotation may be named again by whoever tells of it: "“Come, Moss,” he told Keziah".
_CLAUSE_ENDS = re.compile(r"[.!?;](?=[\s”\"’)]|$)|:(?!\s*[“\"‘])|\n|,[”\"’]")
# "Keziah Moss (Miss Moss)", "Keziah, known as Kez": one person twice, side by side.
_SAME_AGAIN = re.compile(
    r"[\s,(/“”\"'‘’]*(?:(?:who is |was |also )?(?:known|referred to|recorded|registered) as|a\.?k\.?a\.?|alias|"
    r"formerly|previously|née|nee|or|i\.e\.|that is|hereafter|hereinafter|here called|called)?[\s,()“”\"'‘’:]*",
    re.IGNORECASE,
)
_WOMEN = frozenset({"mrs", "ms", "miss", "dame", "lady"})
_MEN = frozenset({"mr", "sir", "lord", "master"})
_EITHER = frozenset({"", "mx", "rev", "revd", "reverend", "judge", "hhj", "justice"})


def title_of(text: str) -> str:
    """The title or rank with which a mention begins, in small letters."""
    found = ""
    for word in text.split():
        head = word.strip(".").casefold()
        if head not in words.TITLES and head not in words.RANKS:
            break
        found = head
        if head not in _EITHER:
            break  # of "the Reverend Mr Moss" the one that says more
    return found


def sex_of(title: str) -> str:
    """ "he" or "she" for whoever has this title, where it says so."""
    return "she" if title in _WOMEN else "he" if title in _MEN else ""


def titles_shown(mentions: Iterable[Mention]) -> dict[str, frozenset[str]]:
    """With which titles the document calls each entry, by the mentions that fit one entry alone."""
    found: dict[str, set[str]] = {}
    for mention in mentions:
        if mention.entry_id is not None and (title := title_of(mention.text)):
            found.setdefault(mention.entry_id, set()).add(title)
    return {entry: frozenset(titles) for entry, titles in found.items()}


def called_otherwise(title: str, shown: frozenset[str]) -> bool:
    """Whether somebody whom the document calls so would not be called by this title."""
    if not title or not shown or title in shown or title in _EITHER or shown & _EITHER:
        return False
    for group in (_WOMEN, _MEN):
        if title in group:
            return not shown & group
    # A doctor or an officer is called by that title too where the document has used it.
    return shown <= _WOMEN | _MEN


def others_in_clause(at: int, mentions: Sequence[Mention], texts: Mapping[str, str]) -> set[str]:
    """Entries that other words of the same clause stand for: nobody is named twice in two ways.

    "Keziah shouted at Miss Moss": Miss Moss is not Keziah, or the sentence would say "herself".
    """
    found: set[str] = set()
    for step in (-1, 1):
        place = at + step
        while 0 <= place < len(mentions):
            gap = _between(mentions[min(at, place)], mentions[max(at, place)], texts)
            if gap is None or _CLAUSE_ENDS.search(gap):
                break
            entry = mentions[place].entry_id
            beside = abs(place - at) == 1 and _SAME_AGAIN.fullmatch(gap)
            if entry is not None and not beside:
                found.add(entry)
            place += step
    return found


def _between(one: Mention, two: Mention, texts: Mapping[str, str]) -> str | None:
    if one.block_id != two.block_id:
        return None
    return texts[one.block_id][one.end : two.start]
