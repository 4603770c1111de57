"""A timeline taken apart once, for everything that is looked for in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from irwell.chronology.background import NOTHING_TOLD, Background
from irwell.chronology.collecting import without_collecting
from irwell.chronology.merge import Timeline
from irwell.chronology.wording.reading import Read, read_all


@dataclass(frozen=True)
class Study:
    """A timeline with what the case tells. Make it once and hand it to each question."""

    timeline: Timeline
    background: Background = field(default=NOTHING_TOLD)

    @cached_property
    def reads(self) -> tuple[Read, ...]:
        """Every entry taken apart, in the order of the timeline."""
        with without_collecting():
            return tuple(read_all(self.timeline.entries, self.background))

    @cached_property
    def dated(self) -> tuple[Read, ...]:
        """Those with a date, by first day."""
        known = (read for read in self.reads if read.first is not None)
        return tuple(sorted(known, key=lambda read: (read.first or 0, read.entry.id)))

    @cached_property
    def by_agency(self) -> Mapping[str, list[Read]]:
        """The dated ones by agency, in order of its name."""
        grouped: dict[str, list[Read]] = defaultdict(list)
        for read in self.dated:
            grouped[read.entry.agency].append(read)
        return dict(sorted(grouped.items()))
