"""Right and wrong against the labels of the invented chronologies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations

from bench.invented_chronologies import Case, bank, invent
from irwell.chronology import same_events, silences, untold

Pairs = set[tuple[str, str]]
KINDS = {
    "someone new in the home": "partner", "an injury": "injury", "a change of address": "address",
    "violence at home": "violence", "missed appointments and visits": "absence", "absence from school": "truancy",
}  # fmt: skip


@dataclass
class Tally:
    """Found and right, found and wrong, not found."""

    right: int = 0
    wrong: int = 0
    unfound: int = 0

    def __iadd__(self, other: Tally) -> Tally:
        self.right += other.right
        self.wrong += other.wrong
        self.unfound += other.unfound
        return self

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.unfound)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.unfound)


def cases(seeds: Iterable[int], name: str) -> list[Case]:
    bank(name)
    return [invent(seed, name) for seed in seeds]


def labelled_pairs(case: Case) -> Pairs:
    by_event: dict[int, list[str]] = defaultdict(list)
    for entry, event in case.event_of.items():
        if event:
            by_event[event].append(entry)
    return _pairs(by_event.values())


def proposed_pairs(case: Case) -> Pairs:
    return _pairs([list(one.observation.entries) for one in same_events(case.study)])


def baseline_pairs(case: Case) -> Pairs:
    """The same certain day and a person's name in common, of two agencies."""
    by_day: dict[object, list] = defaultdict(list)
    for entry in case.timeline.entries:
        if entry.when.exact:
            by_day[entry.when.start].append(entry)
    found: Pairs = set()
    for entries in by_day.values():
        for one, other in combinations(entries, 2):
            if one.agency != other.agency and _people(one) & _people(other):
                found.add((min(one.id, other.id), max(one.id, other.id)))
    return found


def _people(entry) -> set[str]:
    return {
        word.casefold() for name in (*entry.subjects, entry.professional) for word in name.split()
    }


def _pairs(groups: Iterable[list[str]]) -> Pairs:
    return {(min(a, b), max(a, b)) for group in groups for a, b in combinations(group, 2)}


def pair_tally(case: Case, found: Pairs) -> Tally:
    true = labelled_pairs(case)
    return Tally(len(found & true), len(found - true), len(true - found))


def silence_tally(case: Case) -> Tally:
    """A silence is found when one told of the agency overlaps most of it."""
    told = [
        (one.agencies[0], one.start.toordinal(), one.end.toordinal())
        for one in silences(case.study)
        if one.start and one.end
    ]
    found = dict.fromkeys(case.silences, False)
    wrong = 0
    for agency, start, end in told:
        hit = False
        for seeded in case.silences:
            both = min(end, seeded.end) - max(start, seeded.start)
            if seeded.agency == agency and both > 0.5 * max(seeded.end - seeded.start, end - start):
                found[seeded] = hit = True
        wrong += not hit
    return Tally(sum(found.values()), wrong, len(found) - sum(found.values()))


def untold_tally(case: Case) -> Tally:
    """Right when it meets a label of its kind and agency within a fortnight; a second telling of one is wrong."""
    told = [(KINDS[one.fact.kind.value], one.never, one.fact.day) for one in untold(case.study)]
    near = {
        at: [
            s
            for s in case.secrets
            if (s.kind, s.agency) == (kind, never) and abs(s.day - day) <= 14
        ]
        for at, (kind, never, day) in enumerate(told)
    }
    claimed: set[object] = set()
    wrong = 0
    for at, labels in sorted(near.items(), key=lambda pair: (len(pair[1]), told[pair[0]][2])):
        free = [label for label in labels if label not in claimed]
        if free:
            claimed.add(min(free, key=lambda label: abs(label.day - told[at][2])))
        wrong += not free
    met = {label for labels in near.values() for label in labels}
    right = sum(label in met for label in case.secrets)
    return Tally(right, wrong, len(case.secrets) - right)


def total(cases_of: Iterable[Case], tally: Callable[[Case], Tally]) -> Tally:
    summed = Tally()
    for case in cases_of:
        summed += tally(case)
    return summed
