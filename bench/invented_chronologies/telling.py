"""How an agency tells an event: its own wording, day, spelling, and what it leaves out."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from random import Random
from typing import Any

from bench.invented_chronologies.wordings import ROLES
from irwell.chronology import Answer, Background, Entry, Person, read_when
from irwell.chronology.when import When

_SLOT = re.compile(r"\{(\w+)\}")
_SEEN = re.compile(r"\{child\}[^.]*\bseen\b|\{kids\} seen|\{child\} weighed|Baby weighed")
PAPER = {
    ("hv", "da_incident"),
    ("hv", "ed"),
    ("csc", "da_incident"),
    ("csc", "ed"),
}  # told from a notice
FACT_OF = {
    "da_incident": "violence",
    "move": "address",
    "missed_clinic": "absence",
    "attendance": "truancy",
    "ed": "injury",
    "disclosure": "injury",
}


@dataclass
class Happening:
    """What all accounts of one event have in common."""

    kind: str
    detail: list[str]
    said: list[str]
    injury: list[str]
    number: int
    side: str
    ref: str
    minute: int
    tellers: list[str]
    male: str
    address: str


@dataclass
class Told:
    """One entry before it is an Entry, with its truth."""

    code: str
    day: int
    text: str
    event: int
    facts: set[tuple[str, str]] = field(default_factory=set)
    contact: bool = True
    when: str = ""
    minute: int | None = None
    professional: str = ""
    subjects: tuple[str, ...] = ()
    seen: Answer = Answer.NOT_RECORDED
    alone: Answer = Answer.NOT_RECORDED
    voice: str = ""

    def entry(self, agency: str) -> Entry:
        """As the import would give it."""
        when = read_when(self.when)
        assert isinstance(when, When), self.when
        if self.minute is not None and when.exact:
            from dataclasses import replace

            when = replace(when, time_start=dt.time(self.minute // 60, self.minute % 60))
        return Entry(
            agency, 1, when, source="Case record", professional=self.professional,
            professional_role=ROLES[self.code] if self.professional else "", subjects=self.subjects,
            event=self.text, child_seen=self.seen, child_alone=self.alone, voice=self.voice,
        )  # fmt: skip


class Teller:
    """The people of one case and their ways of writing."""

    def __init__(
        self, dice: Random, words: dict[str, Any], first: int, last: int, codes: list[str]
    ) -> None:
        self.dice, self.words = dice, words
        self.surname = dice.choice(words["surnames"])
        girl = dice.random() < 0.5
        self.child = dice.choice(words["girls" if girl else "boys"])
        self.sibling = dice.choice(
            [n for n in (*words["girls"], *words["boys"]) if n != self.child]
        )
        self.mother = dice.choice(words["women"])
        self.father, self.partner = dice.sample(words["men"], 2)
        self.father_surname, self.partner_surname = dice.sample(
            [s for s in words["surnames"] if s != self.surname], 2
        )
        self.addresses = [
            f"{dice.randrange(1, 90)} {street}" for street in dice.sample(words["streets"], 8)
        ]
        self.moved = 0
        self.maker = ""
        self.school, self.hospital = dice.choice(words["schools"]), dice.choice(words["hospitals"])
        people = [f"{a} {b}" for a in words["worker_first"] for b in words["worker_last"]]
        names = iter(dice.sample(people, 60))
        self.first, self.last = first, last
        self.workers = {code: [next(names) for _ in range(3)] for code in ROLES}
        self.changes = {
            code: sorted(dice.randrange(first, last) for _ in range(2)) for code in ROLES
        }
        self.chairs = [next(names) for _ in range(2)]
        self.manager = next(names)
        self.partner_from = first + int((last - first) * dice.uniform(0.25, 0.6))
        able = [code for code in codes if code in words["tell"]["partner"]]
        self.knowers = dice.sample(able, min(len(able), dice.choice((1, 2, 2, 3))))

    def background(self, last: int) -> Background:
        """What a case would know; the partner is not in it."""
        return Background(
            incident=dt.date.fromordinal(last),
            people=(
                Person(f"{self.child} {self.surname}", child=True, relation="child"),
                Person(f"{self.sibling} {self.surname}", child=True, relation="child"),
                Person(f"{self.mother} {self.surname}", relation="mother"),
                Person(f"{self.father} {self.father_surname}", relation="father"),
            ),
        )

    def move(self, day: int) -> None:
        """From now on the family lives elsewhere."""
        self.moved += 1

    def event(self, kind: str, category: str, tellers: list[str]) -> Happening:
        """What is true of an event whoever tells it."""
        words = self.words["details"]
        late = self.dice.random() < 0.5
        return Happening(
            kind, self.dice.choice(words[category]), self.dice.choice(words["words_said"]),
            self.dice.choice(words["injury"]), self.dice.randrange(2, 10), self.dice.choice(("left", "right")),
            f"{self.dice.choice(('CAD', 'Ref', 'Log'))} {self.dice.randrange(100, 9_999)}",
            self.dice.randrange(8 * 60, 23 * 60), tellers, "partner" if late else "father",
            self.addresses[self.moved % len(self.addresses)],
        )  # fmt: skip

    def tell(self, code: str, kind: str, event: Happening, day: int, number: int) -> Told:
        """One agency's account."""
        line = self.dice.choice(self.words["tell"][kind][code])
        late = self._delay(line)
        self.maker = next((other for other in event.tellers if other != "csc"), "")
        told = Told(code, day + late, "", number)
        told.minute = self._clock(event) if self.dice.random() < 0.3 and not late else None
        if kind in FACT_OF:
            told.facts.add((FACT_OF[kind], str(number)))
        if kind == "arrest" and "{detail}" in line:
            told.facts.add(("violence", str(number)))
        told.contact = (code, kind) not in PAPER and kind not in ("strategy", "referral", "call")
        if kind == "partner":
            event.male = "partner"
        self._write(told, line, event, day)
        return told

    def alone(self, code: str, day: int, line: str) -> Told:
        """An entry that nobody else has."""
        event = self.event("alone", "concern", [])
        missed, paper = line.startswith("!"), line.startswith("~")
        line = line.lstrip("!~")
        told = Told(code, day, "", 0)
        if missed:
            kind = "truancy" if code in ("school", "nursery") else "absence"
            told.facts.add((kind, f"{code} {day}"))
        told.contact = not missed and not paper
        self._write(told, line, event, day)
        if not missed and self.dice.random() < 0.5 and _SEEN.search(line):
            told.seen = Answer.YES
            told.alone = Answer.YES if "alone" in line or "on own" in line else Answer.NOT_RECORDED
        return told

    def _delay(self, line: str) -> int:
        if "{on}" in line:
            return self.dice.choices((0, 1, 2, 3, 4, 5, 6), (25, 28, 15, 10, 9, 7, 6))[0]
        if "{when}" in line:
            return self.dice.choices((0, 1, 2), (30, 60, 10))[0]
        return self.dice.choices((-1, 0, 1, 2), (2, 88, 8, 2))[0]

    def _write(self, told: Told, line: str, event: Happening, day: int) -> None:
        told.text = _SLOT.sub(lambda match: self._slot(match[1], told, event, day), line)
        told.text = re.sub(r"\s+([.,;:])", r"\1", re.sub(r" {2,}", " ", told.text)).strip()
        told.text = re.sub(r"\.\.+", ".", told.text)
        told.text = told.text[0].upper() + told.text[1:] if told.text else "Entry."
        told.when = self._date(told.day)
        if self.dice.random() < 0.75:
            told.professional = self._named(self._worker(told.code, told.day), full=True)
        told.subjects = self._subjects()

    def _slot(self, name: str, told: Told, event: Happening, day: int) -> str:
        dice = self.dice
        if name == "detail":
            return dice.choice(event.detail) if dice.random() < 0.9 else "as before"
        if name == "said":
            return dice.choice(event.said)
        if name == "injury":
            told.facts.add(("injury", str(told.event)))
            return dice.choice(event.injury).format(n=event.number, side=event.side)
        if name == "n":
            return str(event.number)
        if name == "ref":
            return event.ref if dice.random() < 0.35 else ""
        if name == "time":
            return self._time(event) if dice.random() < 0.5 else ""
        if name == "on":
            return self._on(day) if told.day != day and dice.random() < 0.6 else ""
        if name == "when":
            return self._when(day, told.day)
        if name == "male":
            return self._male(told, event, day)
        if name == "addr":
            return event.address if dice.random() < 0.7 else "the home address"
        return self._person(name, told)

    def _person(self, name: str, told: Told) -> str:
        dice, day = self.dice, told.day
        if name == "child":
            return self._child()
        if name == "kids":
            return dice.choice(
                (f"{self._child()} and {self.sibling}", "Both children", "Children", "The children")
            )
        if name == "mother":
            forms = ("mother", "Mum", "Mo", self.mother, f"Ms {self.surname}")
            return dice.choices(forms, (45, 20, 10, 15, 10))[0]
        if name == "hosp":
            return self.hospital if dice.random() < 0.5 else "the hospital"
        if name == "school":
            return self.school if dice.random() < 0.6 else "school"
        if name == "chair":
            return self.chairs[day // 400 % 2]
        if name == "sw_manager":
            return self._named(self.manager)
        if name == "from_role":
            return {"school": "school", "hv": "health visitor", "gp": "GP"}.get(
                self.maker, "caller"
            )
        if name == "from_worker":
            return self._named(self._worker(self.maker, day)) if self.maker else "anonymous"
        code = {"sw": "csc", "pc": "police", "doctor": "hospital", "dsl": "school"}.get(name, name)
        titled = f"Dr {self._worker(code, day).split()[-1]}" if code in ("hospital", "gp") else ""
        if dice.random() < 0.3:
            return ROLES[code].casefold() if code != "gp" else "GP"
        return titled or self._named(self._worker(code, day))

    def _child(self) -> str:
        forms = (
            self.child,
            f"{self.child} {self.surname}",
            "child",
            f"{self.child[0]}{self.surname[0]}",
        )
        form = self.dice.choices(forms, (72, 12, 8, 8))[0]
        return self._slip(form) if self.dice.random() < 0.06 else form

    def _male(self, told: Told, event: Happening, day: int) -> str:
        partner = (
            event.male == "partner"
            and day >= self.partner_from
            and (event.kind in ("partner", "da_incident", "arrest") or told.code in self.knowers)
        )
        if not partner:
            return self.dice.choice(
                (
                    self.father,
                    f"{self.father} {self.father_surname}",
                    "father",
                    "Dad",
                    f"Mr {self.father_surname}",
                )
            )
        told.facts.add(("partner", self.partner))
        full = f"{self.partner} {self.partner_surname}"
        forms = (
            full,
            self.partner,
            f"Mr {self.partner_surname}",
            f"{'her' if event.kind != 'partner' else ''} partner {full}".strip(),
        )
        form = self.dice.choices(forms, (50, 20, 15, 15))[0] if event.kind != "partner" else full
        return self._slip(form) if self.dice.random() < 0.1 else form

    def _worker(self, code: str, day: int) -> str:
        return self.workers[code][sum(day >= change for change in self.changes[code])]

    def _named(self, name: str, full: bool = False) -> str:
        first, last = name.split(" ", 1)
        forms = (name, f"{first[0]} {last}", first, last)
        form = self.dice.choices(forms, (70, 25, 3, 2) if full else (50, 20, 15, 15))[0]
        return self._slip(form) if self.dice.random() < 0.04 else form

    def _subjects(self) -> tuple[str, ...]:
        full = f"{self.child} {self.surname}"
        choices = (
            (full,),
            (self.child,),
            (f"{self.child[0]}{self.surname[0]}",),
            (full, f"{self.mother} {self.surname}"),
            ("Family",),
            (),
        )
        return self.dice.choices(choices, (35, 25, 8, 15, 7, 10))[0]

    def _slip(self, name: str) -> str:
        """One letter doubled, dropped, or two exchanged; never the first."""
        if len(name) < 5:
            return name
        at = self.dice.randrange(1, len(name) - 2)
        if not name[at : at + 2].isalpha():
            return name
        kind = self.dice.randrange(3)
        if kind == 0:
            return name[:at] + name[at] + name[at:]
        return name[:at] + (
            name[at + 1 :] if kind == 1 else name[at + 1] + name[at] + name[at + 2 :]
        )

    def _clock(self, event: Happening) -> int:
        return max(0, min(1_439, event.minute + round(self.dice.gauss(0, 18))))

    def _time(self, event: Happening) -> str:
        minute = self._clock(event)
        hour, rest = divmod(minute, 60)
        half = f"{(hour - 1) % 12 + 1}.{rest:02}{'am' if hour < 12 else 'pm'}"
        return self.dice.choice(
            (
                f" at {hour:02}:{rest:02}",
                f" {hour:02}{rest:02}hrs",
                f" at {half}",
                f" ({hour:02}.{rest:02}hrs)",
            )
        )

    def _on(self, day: int) -> str:
        date = dt.date.fromordinal(day)
        return self.dice.choice(
            (
                f" of {date:%d/%m/%Y}",
                f" ({date.day}/{date.month}/{date:%y})",
                f" on {date.day} {date:%B}",
                f" dated {date:%d.%m.%Y}",
            )
        )

    def _when(self, day: int, told: int) -> str:
        if told == day:
            return self.dice.choice(("", " this morning", " today", " earlier"))
        if told - day == 1:
            return self.dice.choice((" last night", " yesterday", "", " last night"))
        return self.dice.choice((f" on {dt.date.fromordinal(day):%A}", "", self._on(day)))

    def _date(self, day: int) -> str:
        dice, date = self.dice, dt.date.fromordinal(day)
        chance = dice.random()
        if chance < 0.02:
            return f"{date:%B %Y}"
        if chance < 0.035:
            return f"w/c {date - dt.timedelta(days=date.weekday()):%d/%m/%Y}"
        if chance < 0.045:
            return f"c. {date:%d/%m/%Y}"
        if chance < 0.055 and date.day <= 12 and date.day != date.month:
            return f"{date.month:02}/{date.day:02}/{date.year}"
        if chance < 0.058:
            return ""
        return dice.choice(
            (
                f"{date:%d/%m/%Y}",
                f"{date.day}/{date.month}/{date:%y}",
                f"{date.day} {date:%B %Y}",
                f"{date:%d.%m.%y}",
            )
        )
