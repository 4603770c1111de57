"""One invented family's case: what happened, who tells it, what was kept from whom."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from random import Random

from bench.invented_chronologies.telling import PAPER, Teller, Told
from bench.invented_chronologies.wordings import NAMES, bank
from irwell.chronology import Background, Import, Study, Timeline, merge

# Kind of event: days between two such on the average, category of its detail, chance that each agency tells it.
EVENTS: dict[str, tuple[float, str, float]] = {
    "da_incident": (75, "violence", 0.62), "ed": (95, "illness", 0.65), "strategy": (190, "concern", 0.75),
    "conference": (200, "concern", 0.7), "core_group": (60, "concern", 0.75), "disclosure": (160, "concern", 0.7),
    "missed_clinic": (120, "illness", 0.7), "joint_visit": (90, "concern", 0.75), "referral": (110, "concern", 0.8),
    "missing": (240, "illness", 0.75), "move": (330, "concern", 0.55), "overdose": (400, "concern", 0.7),
    "arrest": (260, "violence", 0.7), "attendance": (150, "concern", 0.75), "call": (60, "concern", 0.9),
}  # fmt: skip
# Agency: days between contacts and how much that varies (None: as it comes), days between other entries.
RHYTHM: dict[str, tuple[float, float | None]] = {
    "csc": (14, 0.2), "hv": (28, 0.2), "school": (9, 0.3), "camhs": (14, 0.2), "nursery": (8, 0.3),
    "gp": (30, None), "police": (70, None), "housing": (60, None), "hospital": (110, None), "midwifery": (90, None),
    "probation": (60, None), "idva": (60, None), "sn": (80, None), "ambulance": (200, None),
}  # fmt: skip
RUNS = ("absence", "truancy")
REPEATED = (
    "da_incident",
    "ed",
    "call",
    "referral",
    "missing",
    "joint_visit",
    "missed_clinic",
)  # again within days
WINDOW, EARLIER, WORKING = 90, 7, 60


@dataclass(frozen=True, slots=True)
class Silence:
    """A silence that was put in: the last contact before it and the first after it."""

    agency: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Secret:
    """A fact that others recorded and this agency, working with the family, did not."""

    kind: str
    value: str
    day: int
    agency: str


@dataclass
class Case:
    """The returns and what is true of them, entry by entry."""

    returns: list[Import]
    background: Background
    event_of: dict[str, int]
    silences: list[Silence]
    secrets: list[Secret]
    timeline: Timeline = field(init=False)

    def __post_init__(self) -> None:
        self.timeline = merge(self.returns)

    @property
    def study(self) -> Study:
        """A new study of the whole."""
        return Study(self.timeline, self.background)


def invent(
    seed: int, name: str, *, years: float = 3.0, busy: float = 1.0, agencies: int = 10
) -> Case:
    """A case from a seed and the name of a bank; `busy` times as much happens."""
    return _Family(Random(f"{name} {seed}"), name, years, busy, agencies).case()


class _Family:
    def __init__(self, dice: Random, name: str, years: float, busy: float, agencies: int) -> None:
        self.dice, self.bank, self.busy = dice, bank(name), busy
        self.first = dt.date(2019, 1, 7).toordinal() + dice.randrange(700)
        self.last = self.first + int(years * 365)
        which = 0 if name == "tuning" else 1
        core = ["csc", "police", "hv", "school", "gp", "hospital", "housing"]
        others = [code for code in NAMES if code not in core]
        self.codes = core + dice.sample(others, max(0, min(agencies, len(NAMES)) - len(core)))
        self.names = {code: NAMES[code][which] for code in self.codes}
        self.teller = Teller(dice, self.bank, self.first, self.last, self.codes)
        self.silences: list[tuple[str, int, int]] = []
        self.told: dict[str, list[Told]] = defaultdict(list)
        self.events = 0

    def case(self) -> Case:
        self._choose_silences()
        for code in self.codes:
            self._routine(code)
        for kind, (every, category, share) in EVENTS.items():
            self._happen(kind, every / self.busy, category, share)
        self._partner()
        return self._labelled()

    def _choose_silences(self) -> None:
        for code in self.codes:
            every, varies = RHYTHM[code]
            if varies is None:
                continue
            for _ in range(self.dice.choice((0, 1, 1, 2))):
                length = max(56, int(every * self.dice.uniform(3.8, 6.5)))
                begin = self.dice.randrange(self.first + 150, self.last - 150 - length)
                if all(abs(begin - b) > 260 for c, b, _ in self.silences if c == code) and not (
                    code in ("school", "nursery") and _in_summer(begin, begin + length)
                ):
                    self.silences.append((code, begin, begin + length))

    def _silent(self, code: str, day: int) -> bool:
        return any(c == code and b < day < e for c, b, e in self.silences)

    def _routine(self, code: str) -> None:
        every, varies = RHYTHM[code]
        day = float(self.first + self.dice.randrange(int(every) + 1))
        while day < self.last:
            at = int(day)
            if self._silent(code, at) or (code in ("school", "nursery") and holiday(at)):
                at = -1
            if at > 0:
                missed = code in self.bank["missed"] and self.dice.random() < 0.06
                lines = self.bank["missed" if missed else "alone"][code]
                met = [line for line in lines if not line.startswith("~")]
                paper = [line for line in lines if line.startswith("~")]
                self._keep(self.teller.alone(code, at, self.dice.choice(met)))
                if paper and self.dice.random() < 0.35:
                    later = min(at + self.dice.randrange(1, 6), self.last)
                    self._keep(self.teller.alone(code, later, self.dice.choice(paper)))
            step = (
                self.dice.expovariate(1 / every)
                if varies is None
                else every * self.dice.uniform(1 - varies, 1 + varies)
            )
            day += max(1.0, step / self.busy) if varies is None else max(1.0, step)
        for silent, begin, end in self.silences:
            if silent == code:
                for _ in range(self.dice.randrange(4)):
                    at = self.dice.randrange(begin + 2, end - 2)
                    told = self.teller.alone(code, at, self.dice.choice(self.bank["quiet"][code]))
                    told.contact = False
                    self._keep(told)

    def _happen(self, kind: str, every: float, category: str, share: float) -> None:
        day = self.first + 20 + self.dice.expovariate(1 / every)
        while day < self.last - 20:
            self._one(kind, int(day), category, share)
            if kind in REPEATED and self.dice.random() < 0.3:
                again = int(day) + self.dice.randrange(1, 11)
                self._one(kind, min(again, self.last - 10), category, share)
            day += max(8.0 / self.busy, self.dice.expovariate(1 / every))

    def _one(self, kind: str, day: int, category: str, share: float) -> None:
        tellers = [code for code in self.bank["tell"][kind] if code in self.codes]
        telling = [code for code in tellers if self.dice.random() < share]
        telling = [c for c in telling if not self._silent(c, day) or (c, kind) in PAPER]
        if kind in ("referral", "call"):
            telling = self._two_ended(kind, telling)
        if kind == "move":
            self.teller.move(day)
        if kind == "attendance" and holiday(day):
            return
        self.events += 1
        event = self.teller.event(kind, category, telling)
        for code in telling:
            told = self.teller.tell(code, kind, event, day, self.events)
            if code in ("school", "nursery") and holiday(told.day):
                continue
            if not self._silent(code, told.day) or (code, kind) in PAPER:
                self._keep(told)

    def _two_ended(self, kind: str, telling: list[str]) -> list[str]:
        """A call or a referral has one who makes it and one who takes it."""
        makers = [code for code in telling if code != "csc"]
        takers = [code for code in telling if code == "csc"]
        return [*takers, *([self.dice.choice(makers)] if makers else [])]

    def _partner(self) -> None:
        """A new partner whom some come to know of and others do not."""
        begin, telling = self.teller.partner_from, self.teller.knowers
        self.events += 1
        event = self.teller.event("partner", "concern", telling)
        for code in telling:
            day = begin + self.dice.randrange(1, 30)
            if code in self.bank["tell"]["partner"] and not self._silent(code, day):
                told = self.teller.tell(code, "partner", event, day, 0)
                self._keep(told)

    def _keep(self, told: Told) -> None:
        self.told[told.code].append(told)

    def _labelled(self) -> Case:
        returns, event_of = [], {}
        for code, listed in sorted(self.told.items()):
            entries = []
            for told in listed:
                entry = told.entry(self.names[code])
                if entry.id not in event_of:
                    event_of[entry.id] = told.event
                    entries.append(entry)
            self.dice.shuffle(entries)
            returns.append(Import(self.names[code], 1, tuple(entries)))
        return Case(
            returns, self.teller.background(self.last), event_of, self._silences(), self._secrets()
        )

    def _silences(self) -> list[Silence]:
        found = []
        for code, begin, end in self.silences:
            contacts = [told.day for told in self.told[code] if told.contact]
            before = max((day for day in contacts if day <= begin), default=begin)
            after = min((day for day in contacts if day >= end), default=end)
            found.append(Silence(self.names[code], before, after))
        return found

    def _secrets(self) -> list[Secret]:
        """By the rule that Irwell documents, from the tags of what was put in."""
        facts: dict[tuple[str, str], int] = {}
        for listed in self.told.values():
            for told in listed:
                for tag in told.facts:
                    facts[tag] = min(facts.get(tag, 10**9), told.day)
        facts = {tag: day for tag, day in facts.items() if tag[0] not in RUNS} | self._runs()
        return [
            Secret(kind, value, day, self.names[code])
            for (kind, value), day in sorted(facts.items())
            for code in self.codes
            if self._never(code, kind, day)
        ]

    def _runs(self) -> dict[tuple[str, str], int]:
        """Not attending is a fact once an agency has recorded it twice within sixty days."""
        found: dict[tuple[str, str], int] = {}
        for kind in RUNS:
            for code, listed in self.told.items():
                tagged = [told for told in listed if any(k == kind for k, _ in told.facts)]
                run: list[int] = []
                for told in sorted(tagged, key=lambda told: told.day):
                    if run and told.day - run[-1] > 60:
                        run = []
                    run.append(told.day)
                    if len(run) == 2 or "%" in told.text:
                        found.setdefault((kind, f"{code} {run[0]}"), run[0])
        return found

    def _never(self, code: str, kind: str, day: int) -> bool:
        days = [told.day for told in self.told[code]]
        before = any(day - WORKING <= at <= day for at in days)
        after = any(day < at <= day + WORKING for at in days)
        if not before or not after:
            return False
        return not any(
            day - EARLIER <= told.day <= day + WINDOW and any(k == kind for k, _ in told.facts)
            for told in self.told[code]
        )


def holiday(day: int) -> bool:
    """Whether schools are closed: summer, Christmas, a fortnight about Easter."""
    date = dt.date.fromordinal(day)
    if (
        (7, 22) <= (date.month, date.day) <= (9, 3)
        or (date.month, date.day) >= (12, 20)
        or (date.month, date.day) <= (1, 3)
    ):
        return True
    return abs((date - easter(date.year)).days) <= 8


def _in_summer(first: int, last: int) -> bool:
    return any(holiday(day) for day in range(first - 5, last + 5, 3))


def easter(year: int) -> dt.date:
    """Easter Sunday by the anonymous Gregorian reckoning."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return dt.date(year, f // 31, f % 31 + 1)
