"""Timelines kept in memory while the returns that they are made of stay as they are.

A signed return never changes, so a timeline is known by the versions it was made of. It is kept in this
process alone, a few cases at a time, and is forgotten with the key that sealed its returns.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from threading import Lock
from uuid import UUID

from irwell.agency_returns.models import AgencyReturn
from irwell.agency_returns.queries import headings_taken, imports_of
from irwell.cases.models import Case
from irwell.chronology import (
    Background,
    Entry,
    Observation,
    PseudonymKey,
    Settled,
    Study,
    Timeline,
    expected_contact,
    kept_for_long,
    last_contacts,
    merge,
    missed_runs,
    movements,
    parallel_episodes,
    same_events,
    silences,
    untold,
    voice_observations,
    without_collecting,
)
from irwell.combined_chronology.rules import (
    Labelled,
    Sought,
    Taken,
    asked_for,
    people_by_label,
    sought,
    without_words,
)
from irwell.combined_chronology.rules.noticing import Noticed
from irwell.crypto.models import cipher

MOST_LINES = 60_000
MOST_PICTURES = 4
State = tuple[object, ...]


@dataclass
class Prepared:
    """A merged timeline with what filters look at, and the same under labels once somebody asked for it."""

    state: State
    timeline: Timeline
    taken: Taken = field(default_factory=dict)  # agency to its headings for columns asked for
    _labelled: Labelled | None = None
    _seen: Sought | None = None
    _people: dict[PseudonymKey, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    _study: Study | None = None
    _noticed: Noticed | None = None
    _asked: dict[tuple[tuple[str, ...], PseudonymKey], dict[str, str]] = field(default_factory=dict)
    _drawn: dict[Hashable, str] = field(default_factory=dict)

    @cached_property
    def sought(self) -> Sought:
        """What filters look at, with names."""
        return sought(self.timeline.entries)

    @cached_property
    def span(self) -> tuple[date, date] | None:
        """The first and last day of all."""
        return self.timeline.span

    @cached_property
    def days(self) -> tuple[date | None, ...]:
        """The day on which each line begins."""
        return tuple(entry.when.anchor for entry in self.timeline.entries)

    @cached_property
    def outlines(self) -> tuple[Entry, ...]:
        """When and whose each line is, without words."""
        return without_words(self.timeline)

    @cached_property
    def places(self) -> dict[str, int]:
        """Line id to where the line stands."""
        return {entry.id: at for at, entry in enumerate(self.timeline.entries)}

    @cached_property
    def undated(self) -> frozenset[int]:
        """The places of lines with no date at all."""
        return frozenset(
            at for at, entry in enumerate(self.timeline.entries) if not entry.when.dated
        )

    @cached_property
    def counts(self) -> Counter[str]:
        """How many lines each agency has."""
        return Counter(entry.agency for entry in self.timeline.entries)

    @cached_property
    def everything(self) -> tuple[int, ...]:
        """The places of all lines."""
        return tuple(range(len(self.timeline.entries)))

    @cached_property
    def tags(self) -> frozenset[str]:
        """The agencies' own tags."""
        return frozenset(tag for entry in self.timeline.entries for tag in entry.tags)

    def asked(self, headings: tuple[str, ...], key: PseudonymKey) -> dict[str, str]:
        """Line id to what stands under headings that the review asked for, with labels."""
        found = self._asked.get((headings, key))
        if found is None:
            texts = {
                entry.id: key.apply(" ".join(text for _, text in told))
                for entry in self.timeline.entries
                if (told := asked_for(entry, headings, self.taken))
            }
            self._asked = {(headings, key): texts}
            found = texts
        return found

    def drawn(self, what: Hashable, draw: Callable[[], str]) -> str:
        """A picture of very many lines, drawn once; the few that were asked for last are kept."""
        found = self._drawn.get(what)
        if found is None:
            if len(self._drawn) >= MOST_PICTURES:
                self._drawn.clear()
            found = self._drawn[what] = draw()
        return found

    def people(self, key: PseudonymKey) -> dict[str, tuple[str, ...]]:
        """Label to every way a person is written."""
        found = self._people.get(key)
        if found is None:
            found = people_by_label(self.timeline, key)
            self._people = {key: found}
        return found

    def labelled(self, key: PseudonymKey) -> Labelled:
        """The timeline with labels in place of names; only the register's newest state is kept."""
        if self._labelled is None or self._labelled.key != key:
            self._labelled, self._seen = Labelled(self.timeline, key), None
        return self._labelled

    def seen(self, key: PseudonymKey) -> Sought:
        """What filters look at, with labels."""
        labelled = self.labelled(key)
        if self._seen is None:
            self._seen = sought(labelled.lines)
        return self._seen

    def study(self, background: Background) -> Study:
        """The timeline taken apart once for every question, with what the case tells now."""
        if self._study is None or self._study.background != background:
            self._study, self._noticed = Study(self.timeline, background), None
        return self._study

    def noticed(self, background: Background, settled: Settled) -> Noticed:
        """What the machine notices; sought again when the case tells something else or a decision was taken back."""
        study, known = self.study(background), self._noticed
        if known is not None and known.still_holds(settled):
            return known
        others = known.others if known is not None else _others(study)
        self._noticed = made = Noticed(settled, same_events(study, settled), others)
        return made


def _others(study: Study) -> tuple[Observation, ...]:
    return (
        *silences(study), *expected_contact(study), *last_contacts(study),
        *(one.observation for one in untold(study)), *voice_observations(study), *missed_runs(study),
        *movements(study), *parallel_episodes(study),
    )  # fmt: skip


_kept: "OrderedDict[UUID, Prepared]" = OrderedDict()
_lock = Lock()


def prepared(case: Case) -> Prepared:
    """The case's timeline as its signed returns are now. Raises KeyDestroyed when its content was deleted."""
    cipher(case.key_id)
    state = state_of(case)
    with _lock:
        known = _kept.get(case.pk)
        if known is not None and known.state == state:
            _kept.move_to_end(case.pk)
            return known
    with without_collecting():
        made = Prepared(state, merge(imports_of(case)), headings_taken(case))
    with _lock:
        _kept[case.pk] = made
        _kept.move_to_end(case.pk)
        while len(_kept) > 1 and sum(len(p.timeline.entries) for p in _kept.values()) > MOST_LINES:
            _kept.popitem(last=False)
    kept_for_long()
    return made


def state_of(case: Case) -> State:
    """What the timeline is made of: every signed version. Its files stay as they are from then on.

    The files' own table is not asked: its rows are long, and finding them would read through the sealed lines.
    """
    signed = AgencyReturn.objects.filter(
        request__case=case, request__parent=None, signed_at__isnull=False
    )
    return tuple(
        signed.order_by("pk").values_list("pk", "version", "kind", "request__agency__name")
    )


def timeline_of(case: Case) -> Timeline:
    """Every confirmed line of each agency's latest signed return, in one order."""
    return prepared(case).timeline


def forget_timelines() -> None:
    """Drop what is kept in memory (after content was destroyed, or between tests)."""
    with _lock:
        _kept.clear()
