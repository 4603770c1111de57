"""The voice of the child: in how many of the entries it can be heard, by agency and over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from irwell.chronology.background import Background
from irwell.chronology.contact import is_contact, seen, spoken_to
from irwell.chronology.observation import Observation, Observed, Reason
from irwell.chronology.study import Study
from irwell.chronology.wording.reading import Read

_ENOUGH = 8  # contacts below which a ratio says too little
_LOW = 0.25
_FALL = 0.2
_TALKS = 730  # days old; what a younger child shows is in the entries, but not in words


@dataclass(frozen=True, slots=True)
class Voice:
    """Of so many contacts with the family, how often the child was seen, and heard."""

    contacts: int
    seen: int
    heard: int
    entries: tuple[str, ...]

    @property
    def ratio(self) -> float | None:
        """The share of contacts in which the child is heard; None without contacts."""
        return self.heard / self.contacts if self.contacts else None


@dataclass(frozen=True, slots=True)
class VoiceOver:
    """The whole, by agency, and by quarter (the first day of each, in order)."""

    whole: Voice
    by_agency: tuple[tuple[str, Voice], ...]
    by_quarter: tuple[tuple[date, Voice], ...]

    @property
    def trend(self) -> float | None:
        """The ratio of the later half of the quarters less that of the earlier; None if either is thin."""
        half = len(self.by_quarter) // 2
        first = _sum(voice for _, voice in self.by_quarter[:half])
        second = _sum(voice for _, voice in self.by_quarter[-half:] if half)
        if first.contacts < _ENOUGH or second.contacts < _ENOUGH:
            return None
        return second.heard / second.contacts - first.heard / first.contacts


def child_voice(study: Study) -> VoiceOver:
    """Count contacts in which the child was seen, and spoken to or quoted.

    Contacts at a time when every child of the case was younger than two are left out.
    """
    reads = [read for read in study.reads if is_contact(read) and _in_time(read, study.background)]
    agencies: dict[str, list[Read]] = defaultdict(list)
    quarters: dict[date, list[Read]] = defaultdict(list)
    for read in reads:
        agencies[read.entry.agency].append(read)
        if read.exact and read.first is not None:
            day = date.fromordinal(read.first)
            quarters[date(day.year, (day.month - 1) // 3 * 3 + 1, 1)].append(read)
    return VoiceOver(
        _count(reads),
        tuple((agency, _count(own)) for agency, own in sorted(agencies.items())),
        tuple((quarter, _count(own)) for quarter, own in sorted(quarters.items())),
    )


def voice_observations(study: Study) -> tuple[Observation, ...]:
    """Where the child is seldom heard, and where the voice fades."""
    over = child_voice(study)
    found = [
        _seldom(agency, voice)
        for agency, voice in over.by_agency
        if voice.contacts >= _ENOUGH and (voice.ratio or 0.0) < _LOW
    ]
    trend = over.trend
    if trend is not None and trend <= -_FALL:
        found.append(_fading(over, trend))
    return tuple(found)


def _seldom(agency: str, voice: Voice) -> Observation:
    ratio = round(100 * (voice.ratio or 0.0))
    sentence = f"In {voice.heard} of {voice.contacts} contacts ({ratio}%) {agency} records that the child was spoken to or what the child said."
    return Observation(
        Observed.CHILD_VOICE,
        title=f"{agency}: the child is seldom heard",
        sentence=sentence,
        entries=voice.entries,
        certainty=0.75,
        identity=("seldom", agency),
        reasons=(Reason("seen", f"In {voice.seen} of them the child is recorded as seen."),),
        agencies=(agency,),
    )


def _fading(over: VoiceOver, trend: float) -> Observation:
    half = len(over.by_quarter) // 2
    later = _sum(voice for _, voice in over.by_quarter[-half:])
    return Observation(
        Observed.CHILD_VOICE,
        title="The child's voice fades",
        sentence=f"The share of contacts in which the child is heard is {round(-100 * trend)} points lower in the later half of the time than in the earlier.",
        entries=later.entries,
        certainty=0.7,
        identity=("fading",),
        start=over.by_quarter[-half][0],
    )


def _count(reads: Sequence[Read]) -> Voice:
    heard = [read for read in reads if spoken_to(read)]
    return Voice(
        len(reads), sum(map(seen, reads)), len(heard), tuple(read.entry.id for read in reads)
    )


def _sum(voices: Iterable[Voice]) -> Voice:
    listed = list(voices)
    return Voice(
        sum(voice.contacts for voice in listed),
        sum(voice.seen for voice in listed),
        sum(voice.heard for voice in listed),
        tuple(entry for voice in listed for entry in voice.entries),
    )


def _in_time(read: Read, background: Background) -> bool:
    if _all_babies(read, background):
        return False
    if background.incident is None:
        return True
    return read.last is not None and read.last <= background.incident.toordinal()


def _all_babies(read: Read, background: Background) -> bool:
    born = [child.born for child in background.children]
    if read.last is None or not born:
        return False
    return all(day is not None and read.last - day.toordinal() < _TALKS for day in born)
