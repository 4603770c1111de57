"""Runs of appointments that a child was not brought to, and visits that found no one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from irwell.chronology.contact import Contact, contact_of
from irwell.chronology.observation import Observation, Observed, Reason, of_entry
from irwell.chronology.study import Study
from irwell.chronology.when.value import day_words
from irwell.chronology.wording.reading import Read

RUN = 2  # in a row with one agency
TOGETHER = 3  # with several agencies
_WITHIN = 60  # days, for several agencies
_BETWEEN = 200  # days between two of one run


def missed_runs(study: Study) -> tuple[Observation, ...]:
    """Runs within one agency, with no contact between; and several agencies' misses close together."""
    reads = [read for read in study.dated if read.exact and read.first is not None]
    reads.sort(key=lambda read: (read.first or 0, read.entry.id))
    by_agency: dict[str, list[Read]] = defaultdict(list)
    for read in reads:
        by_agency[read.entry.agency].append(read)
    found = [
        _run(agency, run) for agency, own in sorted(by_agency.items()) for run in _in_a_row(own)
    ]
    found += [_together(group) for group in _close(reads)]
    return tuple(sorted(found, key=lambda one: (str(one.start), one.key)))


def _in_a_row(own: Sequence[Read]) -> Iterable[list[Read]]:
    run: list[Read] = []
    for read in own:
        contact = contact_of(read)
        late = bool(run) and (read.first or 0) - (run[-1].first or 0) > _BETWEEN
        if contact in (Contact.SEEN, Contact.MET) or late:
            if len(run) >= RUN:
                yield run
            run = []
        if contact is Contact.MISSED:
            run.append(read)
    if len(run) >= RUN:
        yield run


def _close(reads: Sequence[Read]) -> Iterable[list[Read]]:
    """Groups of misses with three or more agencies, none further than the limit from the next."""
    group: list[Read] = []
    missed = [read for read in reads if contact_of(read) is Contact.MISSED]
    for read in missed:
        if group and (read.first or 0) - (group[0].first or 0) > _WITHIN:
            if len({one.entry.agency for one in group}) >= TOGETHER:
                yield group
                group = []
            else:
                group = [one for one in group if (read.first or 0) - (one.first or 0) <= _WITHIN]
        group.append(read)
    if len({one.entry.agency for one in group}) >= TOGETHER:
        yield group


def _run(agency: str, run: Sequence[Read]) -> Observation:
    first, last = run[0].entry.when.start, run[-1].entry.when.start
    assert first is not None and last is not None
    sentence = (
        f"{agency} records {len(run)} missed appointments or visits in a row from {day_words(first)}"
        f" to {day_words(last)}, with no contact between them."
    )
    return Observation(
        Observed.MISSED,
        title=f"{agency}: {len(run)} missed in a row",
        sentence=sentence,
        entries=tuple(read.entry.id for read in run),
        certainty=0.85 if len(run) > 2 else 0.75,
        identity=(agency, of_entry(run[0].entry.id)),
        reasons=(
            Reason(
                "wording",
                "The entries' words tell of an appointment or visit that did not take place.",
            ),
        ),
        agencies=(agency,),
        start=first,
        end=last,
    )


def _together(group: Sequence[Read]) -> Observation:
    agencies = tuple(sorted({read.entry.agency for read in group}))
    first, last = group[0].entry.when.start, group[-1].entry.when.start
    assert first is not None and last is not None
    sentence = (
        f"{len(agencies)} agencies record {len(group)} missed appointments or visits between"
        f" {day_words(first)} and {day_words(last)}: {', '.join(agencies)}."
    )
    return Observation(
        Observed.MISSED,
        title=f"Missed with {len(agencies)} agencies at one time",
        sentence=sentence,
        entries=tuple(read.entry.id for read in group),
        certainty=0.75,
        identity=("together", of_entry(group[0].entry.id)),
        agencies=agencies,
        start=first,
        end=last,
    )
