"""Parallel episodes: two agencies at work on one matter at one time, neither speaking of the other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from irwell.chronology.background import AgencySort, Background
from irwell.chronology.observation import Observation, Observed, Reason, of_entry
from irwell.chronology.study import Study
from irwell.chronology.when.value import day_words
from irwell.chronology.wording.reading import Read

_APART = 75  # days without an entry after which another episode begins
_FEWEST = 4
_SHORTEST = 42
_OVERLAP = 42
_WEIGHTY = frozenset(
    {
        "domestic abuse incident", "substance use", "low mood", "self-harm", "exploitation", "sexual abuse", "neglect",
        "home conditions", "new partner", "pregnancy", "hiding or fear", "left unsupervised", "threat",
        "physical chastisement", "food and diet", "weapon", "school absence", "missing", "food parcel",
    }
)  # fmt: skip
_SPOKEN_OF: dict[AgencySort, str] = {
    AgencySort.HEALTH_VISITING: r"health visitor|\bhv\b",
    AgencySort.SCHOOL_NURSING: r"school nurse",
    AgencySort.MIDWIFERY: r"midwi",
    AgencySort.GP: r"\bgp\b|surgery",
    AgencySort.HOSPITAL: r"hospital|a&e|emergency department|paediatric",
    AgencySort.CAMHS: r"camhs",
    AgencySort.MENTAL_HEALTH: r"mental health|psychiatr|crisis team|\bcpn\b",
    AgencySort.POLICE: r"police|officer",
    AgencySort.EARLY_HELP: r"early help|family support",
    AgencySort.SCHOOL: r"\bschool\b(?! nurse)|teacher|\bdsl\b",
    AgencySort.NURSERY: r"nursery",
    AgencySort.SOCIAL_CARE: r"social (?:worker|care|services)|\bsw\b|\bcsc\b|\bmash\b|children's services",
    AgencySort.HOUSING: r"housing|landlord",
    AgencySort.PROBATION: r"probation",
    AgencySort.DOMESTIC_ABUSE: r"\bidva\b|refuge|domestic abuse (?:service|worker)",
    AgencySort.SUBSTANCE_USE: r"drug (?:service|worker|team)|recovery|alcohol (?:service|worker)",
    AgencySort.AMBULANCE: r"ambulance|paramedic",
}


@dataclass(frozen=True, slots=True)
class Episode:
    """A time in which an agency kept recording, without a long pause."""

    agency: str
    start: date
    end: date
    entries: tuple[str, ...]


def episodes(study: Study) -> tuple[Episode, ...]:
    """Every agency's episodes in the order of time."""
    return tuple(_episode(run) for run in _runs(study.reads))


def parallel_episodes(study: Study) -> tuple[Observation, ...]:
    """Episodes of two agencies at one time, on one matter, in which neither's entries speak of the other."""
    background = study.background
    runs = list(_runs(study.reads))
    found: list[Observation] = []
    for one, other in combinations(runs, 2):
        here, there = _episode(one), _episode(other)
        if here.agency == there.agency:
            continue
        start, end = max(here.start, there.start), min(here.end, there.end)
        if (end - start).days < _OVERLAP:
            continue
        shared = [_between(run, start, end) for run in (one, other)]
        if min(map(len, shared)) < _FEWEST:
            continue
        matters = _matters(shared[0]) & _matters(shared[1])
        if (
            not matters
            or _speaks(shared[0], there.agency, background)
            or _speaks(shared[1], here.agency, background)
        ):
            continue
        found.append(_observed(here, there, shared[0], shared[1], start, end, sorted(matters)))
    return tuple(sorted(found, key=lambda one: (str(one.start), one.key)))


def _runs(reads: Sequence[Read]) -> Iterable[list[Read]]:
    by_agency: dict[str, list[Read]] = defaultdict(list)
    for read in reads:
        if read.exact and read.first is not None:
            by_agency[read.entry.agency].append(read)
    runs: list[list[Read]] = []
    for _, own in sorted(by_agency.items()):
        own.sort(key=lambda read: (read.first or 0, read.entry.id))
        run: list[Read] = []
        for read in own:
            if run and (read.first or 0) - (run[-1].first or 0) > _APART:
                runs.append(run)
                run = []
            run.append(read)
        runs.append(run)
    kept = [
        run
        for run in runs
        if len(run) >= _FEWEST and (run[-1].first or 0) - (run[0].first or 0) >= _SHORTEST
    ]
    return sorted(kept, key=lambda run: (run[0].first or 0, run[0].entry.agency))


def _episode(run: Sequence[Read]) -> Episode:
    return Episode(
        run[0].entry.agency,
        date.fromordinal(run[0].first or 1),
        date.fromordinal(run[-1].first or 1),
        tuple(read.entry.id for read in run),
    )


def _between(run: Iterable[Read], start: date, end: date) -> list[Read]:
    return [read for read in run if start.toordinal() <= (read.first or 0) <= end.toordinal()]


def _matters(reads: Iterable[Read]) -> set[str]:
    """What an agency writes of more than once in its episode."""
    counts = Counter(name for read in reads for name in read.terms & _WEIGHTY)
    return {name for name, count in counts.items() if count > 1}


def _speaks(reads: Iterable[Read], agency: str, background: Background) -> bool:
    ways = [re.escape(agency)]
    if spoken := _SPOKEN_OF.get(background.sort_of(agency)):
        ways.append(spoken)
    pattern = re.compile("|".join(ways), re.IGNORECASE)
    return any(pattern.search(f"{read.text} {read.entry.source}") for read in reads)


def _observed(
    here: Episode,
    there: Episode,
    one: Sequence[Read],
    other: Sequence[Read],
    start: date,
    end: date,
    matters: Sequence[str],
) -> Observation:
    sentence = (
        f"{here.agency} and {there.agency} both worked with the family from {day_words(start)} to"
        f" {day_words(end)}, both write of {', '.join(matters)}, and no entry of either in that time speaks of the other."
    )
    counts = f"{len(one)} entries of {here.agency} and {len(other)} of {there.agency}."
    return Observation(
        Observed.EPISODES,
        title=f"{here.agency} and {there.agency}, side by side",
        sentence=sentence,
        entries=tuple(read.entry.id for read in (one[0], one[-1], other[0], other[-1])),
        certainty=0.6,
        identity=(
            here.agency,
            there.agency,
            of_entry(one[0].entry.id),
            of_entry(other[0].entry.id),
        ),
        reasons=(Reason("entries", counts),),
        agencies=(here.agency, there.agency),
        start=start,
        end=end,
    )
