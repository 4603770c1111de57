"""From likely pairs to proposals: at most one account of each agency (or department) in each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from irwell.chronology.collecting import without_collecting
from irwell.chronology.entry import Entry
from irwell.chronology.observation import Observation, Observed, Reason, of_entry
from irwell.chronology.sameevent.accounts import Difference, compare_accounts
from irwell.chronology.sameevent.candidates import candidates
from irwell.chronology.sameevent.likeness import Account, Rarity, grounds, score
from irwell.chronology.sameevent.reasons import reasons
from irwell.chronology.study import Study
from irwell.chronology.wording.reading import Read

ENOUGH = 0.3  # settled, with _JOINED, on the tuning seeds of bench/chronology.py
BY_HAND = "person"  # what a reason is about that a person gave by choosing the lines
_JOINED = 0.15  # two proposals become one when their pairs are this likely on the average


@dataclass(frozen=True)
class Settled:
    """What people have decided: sets of entry ids that are one event, and pairs that are not."""

    together: tuple[frozenset[str], ...] = ()
    apart: frozenset[frozenset[str]] = frozenset()

    @classmethod
    def of(
        cls, together: Iterable[Collection[str]] = (), refused: Iterable[Collection[str]] = ()
    ) -> Settled:
        """From confirmed clusters and refused ones: of a refused cluster no two may be one event."""
        return cls(
            tuple(frozenset(group) for group in together if len(group) > 1),
            frozenset(frozenset(pair) for group in refused for pair in combinations(group, 2)),
        )


NOTHING_SETTLED = Settled()


@dataclass(frozen=True, slots=True)
class SameEvent:
    """A proposal: the accounts of one event in order, why, and how they differ."""

    observation: Observation
    entries: tuple[Entry, ...]
    confirmed: bool = False

    @property
    def differences(self) -> tuple[Difference, ...]:
        """How the accounts differ."""
        return compare_accounts(self.entries)


def same_events(
    study: Study, settled: Settled = NOTHING_SETTLED, enough: float = ENOUGH
) -> tuple[SameEvent, ...]:
    """Proposals in the order of time; the same for the same entries in any order.

    What people settled stands: a confirmed event keeps its entries (others may be proposed to
    join it), and entries refused as one event are never proposed together again.
    """
    reads = study.reads
    with without_collecting():
        return tuple(
            _event(members, certainty, rarity, confirmed)
            for members, certainty, rarity, confirmed in _groups(reads, settled, enough)
        )


_Group = tuple[list[Read], float, Rarity, bool]


def _groups(reads: Sequence[Read], settled: Settled, enough: float) -> list[_Group]:
    rarity = Rarity.of(reads)
    accounts = [Account.of(read, rarity) for read in reads]
    likely = {
        (one, other): value
        for one, other in candidates(reads)
        if (value := score(grounds(accounts[one], accounts[other], rarity))) >= _JOINED
    }
    gathering = _Gathering(accounts, rarity, likely, settled)
    for pair, value in sorted(likely.items(), key=lambda item: (-item[1], item[0])):
        if value < enough:
            break
        gathering.join(*pair)
    groups: list[_Group] = []
    for members in sorted(gathering.groups(), key=min):
        listed = [reads[at] for at in sorted(members)]
        ids = {read.entry.id for read in listed}
        confirmed = any(ids == group & gathering.known for group in settled.together)
        groups.append(
            (listed, 1.0 if confirmed else gathering.certainty(members), rarity, confirmed)
        )
    return groups


class _Gathering:
    """Groups that grow pair by pair; a group never holds two accounts of one agency."""

    def __init__(
        self,
        accounts: Sequence[Account],
        rarity: Rarity,
        likely: dict[tuple[int, int], float],
        settled: Settled,
    ) -> None:
        self.accounts, self.rarity, self.likely, self.settled = accounts, rarity, likely, settled
        self.reads = [account.read for account in accounts]
        self.members: dict[int, set[int]] = {}
        self.group_of: dict[int, int] = {}
        place = {read.entry.id: at for at, read in enumerate(self.reads)}
        self.known = frozenset(place)
        for group in settled.together:
            at = sorted(place[entry] for entry in group if entry in place)
            for other in at[1:]:
                self._unite(at[0], other)

    def join(self, one: int, other: int) -> None:
        """Unite the groups of two entries when every agency tells once and the whole is likely."""
        here, there = self._group(one), self._group(other)
        if here is there or not self._fit(here, there):
            return
        self._unite(one, other)

    def groups(self) -> Iterable[set[int]]:
        """Every group of more than one."""
        return (members for members in self.members.values() if len(members) > 1)

    def certainty(self, members: set[int]) -> float:
        """The average likelihood of a group's pairs."""
        pairs = list(combinations(sorted(members), 2))
        return round(sum(self._likely(pair) for pair in pairs) / len(pairs), 3)

    def _group(self, at: int) -> set[int]:
        return self.members.get(self.group_of.get(at, -1), {at})

    def _fit(self, here: set[int], there: set[int]) -> bool:
        agencies = {self.reads[at].agency for at in here}
        if any(self.reads[at].agency in agencies for at in there):
            return False
        pairs = [(min(a, b), max(a, b)) for a in here for b in there]
        if self.settled.apart and any(self._apart(*pair) for pair in pairs):
            return False
        return sum(sorted(self._likely(pair) for pair in pairs)) / len(pairs) >= _JOINED

    def _apart(self, one: int, other: int) -> bool:
        ids = frozenset((self.reads[one].entry.id, self.reads[other].entry.id))
        return ids in self.settled.apart

    def _likely(self, pair: tuple[int, int]) -> float:
        if pair not in self.likely:
            one, other = (self.accounts[at] for at in pair)
            self.likely[pair] = score(grounds(one, other, self.rarity))
        return self.likely[pair]

    def _unite(self, one: int, other: int) -> None:
        here, there = self._group(one), self._group(other)
        name = min(here | there)
        for old in (one, other):
            self.members.pop(self.group_of.get(old, -1), None)
        self.members[name] = here | there
        for at in here | there:
            self.group_of[at] = name


def _event(members: list[Read], certainty: float, rarity: Rarity, confirmed: bool) -> SameEvent:
    entries = tuple(read.entry for read in members)
    agencies = tuple(dict.fromkeys(entry.agency for entry in entries))
    grounds_told = reasons(members, rarity)
    start, end = _span(entries)
    told = "; ".join(reason.text.rstrip(".") for reason in grounds_told)
    return SameEvent(
        Observation(
            Observed.SAME_EVENT,
            title=f"One event, {len(entries)} accounts: {', '.join(agencies)}",
            sentence=f"These entries may tell of one event: {told}.",
            entries=tuple(entry.id for entry in entries),
            certainty=certainty,
            identity=tuple(of_entry(entry.id) for entry in entries),
            reasons=grounds_told,
            agencies=agencies,
            start=start,
            end=end,
        ),
        entries,
        confirmed,
    )


def one_event(entries: Sequence[Entry], grounds_told: Iterable[Reason] = ()) -> Observation:
    """Lines that a person put together as one event; `grounds_told`: what the machine had said for some of them."""
    agencies = tuple(dict.fromkeys(entry.agency for entry in entries))
    start, end = _span(entries)
    told = [reason for reason in grounds_told if reason.about != BY_HAND]
    return Observation(
        Observed.SAME_EVENT,
        title=f"One event, {len(entries)} accounts: {', '.join(agencies)}",
        sentence="A person put these lines together: they tell of one event.",
        entries=tuple(entry.id for entry in entries),
        certainty=1.0,
        identity=tuple(of_entry(entry.id) for entry in entries),
        reasons=(Reason(BY_HAND, "a person chose its lines."), *told),
        agencies=agencies,
        start=start,
        end=end,
    )


def _span(entries: Sequence[Entry]) -> tuple[date | None, date | None]:
    days = [d for entry in entries for d in (entry.when.start, entry.when.end) if d is not None]
    return (min(days), max(days)) if days else (None, None)
