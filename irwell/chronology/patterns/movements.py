"""Changes of address, of school and of worker, with every entry that tells of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import pairwise

from irwell.chronology.observation import Observation, Observed, Reason, of_entry
from irwell.chronology.study import Study
from irwell.chronology.untold.facts import moved, wished
from irwell.chronology.when.value import day_words
from irwell.chronology.wording.names import parts
from irwell.chronology.wording.reading import Read

_TELLS: dict[Observed, Callable[[Read], bool]] = {
    Observed.ADDRESS: moved,
    Observed.SCHOOL: lambda read: read.has("school move recorded") and not wished(read),
}
_TITLE = {
    Observed.ADDRESS: "Change of address",
    Observed.SCHOOL: "Change of school",
    Observed.WORKER: "Change of worker",
}
_TOLD_WITHIN = 60  # days: records this close together tell of one move
_SEVERAL = 3  # changes within a year that are worth saying together
_YEAR = 365


def movements(study: Study) -> tuple[Observation, ...]:
    """Each change once, with the records of all agencies; and where there were several in a year."""
    reads = study.dated
    found: list[Observation] = []
    for kind in (Observed.ADDRESS, Observed.SCHOOL):
        told = [read for read in reads if _TELLS[kind](read)]
        moves = list(_moves(kind, told))
        found += [_told(kind, move) for move in moves]
        found += _several(kind, moves)
    workers = list(_workers(reads))
    found += [_worker(agency, role, change) for agency, role, change in workers]
    return tuple(sorted(found, key=lambda one: (str(one.start), one.kind.value, one.key)))


def _moves(kind: Observed, told: Sequence[Read]) -> Iterable[list[Read]]:
    """Records of one move: close together, and not naming different places."""
    open_moves: list[list[Read]] = []
    for read in told:
        for move in reversed(open_moves):
            near = (read.first or 0) - (move[0].first or 0) <= _TOLD_WITHIN
            if near and _one_place(kind, read, move):
                move.append(read)
                break
        else:
            open_moves.append([read])
    return open_moves


def _one_place(kind: Observed, read: Read, move: Sequence[Read]) -> bool:
    here = _places(kind, read)
    there = set().union(*(_places(kind, other) for other in move))
    return not here or not there or bool(here & there)


def _places(kind: Observed, read: Read) -> set[str]:
    return {place for place in read.places if (" " in place) is (kind is Observed.ADDRESS)}


def _told(kind: Observed, move: Sequence[Read]) -> Observation:
    first = move[0]
    agencies = tuple(dict.fromkeys(read.entry.agency for read in move))
    places = sorted(set().union(*(_places(kind, read) for read in move)))
    where = f" ({', '.join(place.title() for place in places[:2])})" if places else ""
    sentence = (
        f"A {kind.value}{where} is recorded from {first.entry.when} by {', '.join(agencies)}."
    )
    identity = ("place", places[0]) if len(places) == 1 else ("entry", of_entry(first.entry.id))
    return Observation(
        kind,
        title=f"{_TITLE[kind]}{where}",
        sentence=sentence,
        entries=tuple(read.entry.id for read in move),
        certainty=0.85 if places else 0.65,
        identity=(*identity, str(_year(first))),
        reasons=(
            Reason(
                "wording",
                f"{len(move)} entries speak of it." if len(move) > 1 else "One entry speaks of it.",
            ),
        ),
        agencies=agencies,
        start=first.entry.when.start,
        end=move[-1].entry.when.end,
    )


def _year(read: Read) -> int:
    return date.fromordinal(read.first or 1).year


def _several(kind: Observed, moves: Sequence[Sequence[Read]]) -> Iterable[Observation]:
    firsts = [move[0] for move in moves]
    at = 0
    while at < len(firsts):
        until = at
        while (
            until + 1 < len(firsts)
            and (firsts[until + 1].first or 0) - (firsts[at].first or 0) <= _YEAR
        ):
            until += 1
        group = firsts[at : until + 1]
        if len(group) >= _SEVERAL:
            start, end = (
                date.fromordinal(group[0].first or 1),
                date.fromordinal(group[-1].first or 1),
            )
            yield Observation(
                kind,
                title=f"{len(group)} {kind.value.replace('change', 'changes')} within a year",
                sentence=f"{len(group)} {kind.value.replace('change', 'changes')} are recorded between {day_words(start)} and {day_words(end)}.",
                entries=tuple(read.entry.id for read in group),
                certainty=0.7,
                identity=("several", of_entry(group[0].entry.id)),
                agencies=tuple(sorted({read.entry.agency for read in group})),
                start=start,
                end=end,
            )
            at = until + 1
        else:
            at += 1


def _workers(reads: Sequence[Read]) -> Iterable[tuple[str, str, list[Read]]]:
    """A role that another person fills from a day on: who wrote before does not write again."""
    held: dict[tuple[str, str], list[tuple[str, Read]]] = defaultdict(list)
    for read in reads:
        role = " ".join(read.entry.professional_role.casefold().split())
        if read.exact and role and list(parts(read.entry.professional)):
            held[read.entry.agency, role].append((_holder(read), read))
    for (agency, role), own in sorted(held.items()):
        first, last, counts = _spans(own)
        for (before, old), (after, new) in pairwise(own):
            handed_over = before != after and last[before] is old and first[after] is new
            if handed_over and counts[before] > 1 and counts[after] > 1:
                yield agency, role, [old, new, *_told_of(reads, agency, old, new)]


def _spans(
    own: Sequence[tuple[str, Read]],
) -> tuple[dict[str, Read], dict[str, Read], Counter[str]]:
    """Each holder's first and last entry, and how many there are: one for a day is no change of worker."""
    first: dict[str, Read] = {}
    last: dict[str, Read] = {}
    for holder, read in own:
        first.setdefault(holder, read)
        last[holder] = read
    return first, last, Counter(holder for holder, _ in own)


def _told_of(reads: Sequence[Read], agency: str, old: Read, new: Read) -> list[Read]:
    """The agency's entries about that time that speak of a change of worker."""
    return [
        read
        for read in reads
        if read.entry.agency == agency
        and read.has("change of worker")
        and abs((read.first or 0) - (new.first or 0)) <= _TOLD_WITHIN
        and read is not old
        and read is not new
    ]


def _holder(read: Read) -> str:
    words = [word for word in parts(read.entry.professional) if word in read.names]
    return words[-1] if words else " ".join(parts(read.entry.professional))


def _worker(agency: str, role: str, change: Sequence[Read]) -> Observation:
    before, after = change[0].entry, change[1].entry
    return Observation(
        Observed.WORKER,
        title=f"{agency}: another {role}",
        sentence=f"At {agency} the {role} was {before.professional} until {before.when} and {after.professional} from {after.when}.",
        entries=tuple(read.entry.id for read in change),
        certainty=0.85 if len(change) > 2 else 0.7,
        identity=(agency, role, of_entry(after.id)),
        agencies=(agency,),
        start=before.when.start,
        end=after.when.end,
    )
