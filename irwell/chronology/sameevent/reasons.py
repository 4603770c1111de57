"""Why a proposal was made, in sentences, strongest grounds first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import combinations

from irwell.chronology.observation import Reason
from irwell.chronology.sameevent.likeness import Rarity, days_apart, exchanged
from irwell.chronology.when.value import day_words
from irwell.chronology.wording.reading import Read
from irwell.chronology.wording.terms import TermKind, terms

_FEW = 4


def reasons(members: Sequence[Read], rarity: Rarity) -> tuple[Reason, ...]:
    """The date window first, then what at least two of the accounts have in common."""
    listed = [_date(members), _time(members)]
    listed += [
        _common(members, rarity, "names", "people", "name"),
        _common(members, rarity, "places", "place", "give the place"),
        _common(members, rarity, "numbers", "numbers", "give the number"),
        _terms(members),
        _common(members, rarity, "stems", "wording", "use the word"),
    ]
    return tuple(reason for reason in listed if reason is not None)


def _date(members: Sequence[Read]) -> Reason:
    if any(read.first is None for read in members):
        return Reason("date", "one of them has no date.")
    if any(read.first in {exchanged(other) for other in members} for read in members):
        return Reason("date", "the date of one is that of another with day and month exchanged.")
    pairs = [days_apart(one, other) for one, other in combinations(members, 2)]
    furthest = max(apart for apart, _ in pairs)
    if furthest == 0 and all(read.exact for read in members):
        named = any(named for _, named in pairs)
        first = next((read.first for read in members if read.first is not None), None)
        if not named and first is not None:
            return Reason("date", f"all are dated {day_words(date.fromordinal(first))}.")
    if any(named for _, named in pairs):
        return Reason("date", "the text of one names the day of another.")
    if furthest == 0:
        return Reason("date", "their dates may be the same day.")
    return Reason(
        "date", f"their dates are at most {furthest} day{'s' if furthest > 1 else ''} apart."
    )


def _time(members: Sequence[Read]) -> Reason | None:
    timed = [read for read in members if read.minutes]
    near = [
        min(abs(a - b) for a in one.minutes for b in other.minutes)
        for one, other in combinations(timed, 2)
    ]
    if near and min(near) < 60:
        return Reason(
            "time", f"times {min(near)} minutes apart." if min(near) else "the same time."
        )
    return None


def _common(
    members: Sequence[Read], rarity: Rarity, what: str, about: str, verb: str
) -> Reason | None:
    counts = Counter(item for read in members for item in set(getattr(read, what)))
    shared = [item for item, count in counts.items() if count > 1]
    shared = [item for item in shared if rarity.share(what, item) > 0.15]
    if what == "stems":
        names = set().union(*(read.names for read in members))
        shared = [_whole(item, members) for item in shared if item not in names]
        shared = [word for word in shared if word.casefold() not in names]
    shared.sort(key=lambda item: (-counts[item], -rarity.share(what, item), item))
    if not shared:
        return None
    told = [item.title() if what in ("names", "places") else f"“{item}”" for item in shared[:_FEW]]
    return Reason(
        about,
        f"both {verb} {_joined(told)}."
        if len(members) == 2
        else f"several {verb} {_joined(told)}.",
    )


def _whole(stem_of: str, members: Sequence[Read]) -> str:
    """A word of the texts that has this stem."""
    from irwell.chronology.wording.terms import stem, tokens

    for read in members:
        for token in tokens(read.text):
            if stem(token) == stem_of:
                return token.casefold()
    return stem_of


def _terms(members: Sequence[Read]) -> Reason | None:
    known = terms()
    counts = Counter(name for read in members for name in read.terms)
    shared = sorted(
        name
        for name, count in counts.items()
        if count > 1 and known[name].kind in (TermKind.EVENT, TermKind.MATTER, TermKind.OUTCOME)
    )
    if not shared:
        return None
    return Reason("event", f"the same sort of event ({', '.join(shared[:_FEW])}).")


def _joined(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
