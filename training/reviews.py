"""Invented review text with exact spans to tune the name model on. Everybody in it is made up.

Its names, places, sentences and decoys are shared with no bench; `training.names` takes care of the
names. Hard negatives stand in it on purpose: statutes, bodies, cited authors, labels and words that
are names elsewhere.
"""

import random
import re
from dataclasses import dataclass, field

from bench.invented_reviews import MONTHS, code_of, date_of, form_of, typo
from training import names as pool
from training import plain
from training.sentences import ABOUT, CALM, FACTS
from training.things import (
    AGES,
    AUTHORS,
    BODIES,
    CLUBS,
    DEMOGRAPHICS,
    EMPLOYERS,
    FEASTS,
    JOBS,
    KEPT,
    OPENERS,
    RARE,
    ROLES,
    SCHOOL_HEADS,
    SCHOOL_TAILS,
    STREET_HEADS,
    STREETS,
    TAILS,
    TIMES,
)

Span = tuple[int, int, str]
PERSON_FORMS = (
    "full full full forename forename forename forename forename titled titled titled possessive surname "
    "surname reversed reversed short typo typo-surname initials initials bare-initials initial-surname "
    "initial-surname upper lower lower lower-first no-accent hidden soft-hyphen no-break-space line-break "
    "plural plural plural handle address middle forename-initial upper-forename lower lower initials typo"
).split()
# A heading may run on into the first sentence, as text taken from a page does.
HEADING_ENDS = ("\n\n", "\n\n", "\n", " ", ". ")
_KINDS = {"person": "person", "place": "place", "organisation": "organisation"}


@dataclass
class Page:
    """Text with the spans to learn."""

    text: str = ""
    spans: list[Span] = field(default_factory=list)

    def put(self, words: str, label: str = "") -> None:
        """Add words, with the label they carry."""
        if label:
            self.spans.append((len(self.text), len(self.text) + len(words), label))
        self.text += words


class Author:
    """Writes page after page about families that never lived."""

    def __init__(self, r: random.Random, names: pool.Names) -> None:
        self.r, self.names = r, names
        self.people: list[dict[str, str]] = []
        self.towns: list[str] = []

    def page(self) -> Page:
        """One family, about four hundred words."""
        r, page = self.r, Page()
        self._family()
        layout = r.choice((" ", " ", " ", "\n", "\n\n"))
        # Of names, of facts, calm ones, plain ones, plain ones with a name, headings.
        shares = r.choice(
            ((42, 15, 20, 10, 10, 3), (28, 18, 25, 15, 10, 4), (50, 10, 10, 5, 20, 5))
        )
        for _ in range(r.randint(20, 30)):
            kinds = (ABOUT, FACTS, CALM, plain.FRAMES, plain.BESIDE, plain.HEADINGS)
            lines = r.choices(kinds, shares)[0]
            line = plain.filled(r, r.choice(lines))
            if lines is plain.HEADINGS:
                page.put(f"\n\n{line}{r.choice(HEADING_ENDS)}")
                continue
            if (
                lines in (ABOUT, FACTS, plain.BESIDE)
                and line.endswith(".")
                and not line.startswith(("Present", "cc"))
            ):
                line = self._varied(line)
            elif r.random() < 0.04:
                line = line.upper() if "{" not in line else line
            self._fill(page, line)
            page.put(layout if r.random() < 0.9 else "\n\n")
        return page

    def _varied(self, line: str) -> str:
        r = self.r
        if r.random() < 0.2:
            line = r.choice(OPENERS) + (line if line[0] == "{" else line[0].lower() + line[1:])
        if r.random() < 0.2:
            line = line[:-1] + r.choice(TAILS) + "."
        return line

    def _family(self) -> None:
        r = self.r
        self.people = []
        _, family = self.names.pair(r)
        for number in range(r.randint(6, 12)):
            first, last = self.names.pair(r)
            title = r.choice(("Mr", "Mrs", "Ms", "Miss", "Dr", "PC", "DC", "DS", "Prof", "Sgt"))
            # Any word may be a name: its place in the sentence tells, not the word.
            first = plain.word(r) if r.random() < 0.10 else first
            last = plain.word(r) if r.random() < 0.14 else last
            last = family if number < 4 and r.random() < 0.6 else last
            self.people.append({"forename": first, "surname": last, "title": title})
        self.towns = [pool.town(r) for _ in range(3)]

    def _fill(self, page: Page, line: str) -> None:
        left = self.r.sample(self.people, len(self.people))
        for piece in re.split(r"(\{\w+\})", line):
            if piece == "{P}":
                self._person(page, left.pop())
            elif piece.startswith("{"):
                page.put(*self._thing(piece[1:-1], left[-1]))
            else:
                page.put(piece)

    def _person(self, page: Page, person: dict[str, str]) -> None:
        r, form = self.r, self.r.choice(PERSON_FORMS)
        first, last = person["forename"], person["surname"]
        own = {
            "bare-initials": f"{first[0]}{last[0]}".upper(),
            "lower-first": first.lower(),
            "upper-forename": first.upper(),
            "forename-initial": f"{first} {last[0]}",
            "middle": f"{first} {r.choice(self.names.pair(r))} {last}",
        }
        if form in own:
            words = own[form]
        elif form == "plural" and r.random() < 0.4:
            words = f"the {last} {r.choice(('family', 'children', 'household'))}"
        elif form == "lower" and r.random() < 0.4:
            words = typo(r, first).lower() if len(first) > 4 else first.lower()
        elif min(len(first), len(last)) < 2 and form.startswith("typo"):
            words = f"{first} {last}"
        else:
            words = form_of(r, person, form, pool.SHORT)
        if form == "plural":
            page.put("the " if page.text[-2:] not in ("", ". ", "\n") else "The ")
            words = words.removeprefix("the ")
            name, _, rest = words.partition(" ")
            page.put(name, "person")
            page.put(f" {rest}" if rest else "")
            return
        title, _, name = words.partition(" ")
        if form in ("titled", "typo-surname") and name:
            page.put(f"{title} ")
            words = name
        if form in ("possessive",):
            page.put(words[:-2], "person")
            page.put(words[-2:])
            return
        page.put(words, "person")

    def _thing(self, slot: str, person: dict[str, str]) -> tuple[str, str]:
        r = self.r
        town = r.choice(self.towns)
        match slot:
            case "T":
                return town, "place"
            case "NA":
                return r.choice(pool.COUNTRIES), "place"
            case "S":
                return self._body(town), "organisation"
            case "W":
                return r.choice(EMPLOYERS), "organisation"
            case "CL":
                return r.choice(CLUBS).format(T=town), "organisation"
            case "ES":
                return (
                    f"the {r.choice(STREET_HEADS)} {r.choice(('estate', 'flats', 'caravan site'))}",
                    "place",
                )
            case "A":
                return self._address(town), "address"
            case "E" | "H":
                return form_of(r, person, "address" if slot == "E" else "handle"), "person"
            case "K":
                return r.choice(KEPT).strip(), ""
            case "RL":
                return r.choice(ROLES).strip(), ""
            case "LB":
                return r.choice(
                    (
                        "Child A",
                        "Child B",
                        "Baby J",
                        "Sibling 1",
                        "Adult 2",
                        "Child X",
                        "Mother",
                        "Father",
                    )
                ), ""
            case "AU":
                return self._cited(), ""
        return self._detail(slot)

    def _detail(self, slot: str) -> tuple[str, str]:
        r = self.r
        match slot:
            case "D":
                return date_of(r), "date"
            case "M":
                return f"{r.choice(MONTHS)} {r.randint(2005, 2025)}", "date"
            case "FE":
                return r.choice(FEASTS).strip(), "date"
            case "TI":
                return r.choice(TIMES).strip(), "date"
            case "AG":
                return r.choice(AGES).strip(), "date"
            case "C":
                return code_of(r), "reference"
            case "PH":
                return r.choice(
                    (
                        f"07{r.randint(100, 999)} {r.randint(10**5, 10**6 - 1)}",
                        f"0{r.randint(1200, 1999)} {r.randint(10**5, 10**6 - 1)}",
                    )
                ), "reference"
            case "V":
                return (
                    f"{r.choice('ABCDEFGHKLMNOPRSTVWY')}{r.choice('ABCDEFGHKLMNOPRSTVWY')}{r.randint(10, 75)} {''.join(r.choices('ABCDEFGHJKLMNOPRSTUVWXYZ', k=3))}",
                    "reference",
                )
            case "U":
                return r.choice("ABCDEFGH") + "".join(r.choices("0123456789", k=12)), "reference"
            case "PC":
                return str(r.randint(100, 9999)), "reference"
            case "R":
                return r.choice(RARE).strip(), "detail"
            case "DM":
                return r.choice(DEMOGRAPHICS).strip(), "detail"
            case "JOB":
                return r.choice(JOBS).strip(), "detail"
            case "MO":
                return f"£{r.randint(2, 90) * 50:,}", "detail"
        return r.choice(("two", "three", "four", "seven", "11", "5", "19")), ""

    def _body(self, town: str) -> str:
        r = self.r
        if r.random() < 0.45:
            return f"{r.choice((r.choice(SCHOOL_HEADS), town))} {r.choice(SCHOOL_TAILS)}"
        return r.choice(BODIES).format(T=town, S=r.choice(SCHOOL_HEADS))

    def _address(self, town: str) -> str:
        r = self.r
        street = f"{r.choice(STREET_HEADS)} {r.choice(STREETS)}"
        head = (
            r.choice(("", "", "", f"Flat {r.randint(1, 40)}, "))
            + f"{r.randint(1, 240)}{r.choice(('', '', '', 'a'))} {street}"
        )
        code = f"{r.choice(('OL', 'BL', 'M', 'HX', 'LS', 'S', 'PR'))}{r.randint(1, 29)} {r.randint(1, 9)}{r.choice('ABDEFGHJ')}{r.choice('LNPQRSTU')}"
        return r.choice(
            (head, f"{head}, {town}", f"{head}, {town}, {code}", f"{head}, {town} {code}")
        )

    def _cited(self) -> str:
        r = self.r
        one, two, year = r.choice(AUTHORS), r.choice(AUTHORS), r.randint(1993, 2023)
        return r.choice(
            (
                f"{one} et al. ({year})",
                f"{one} and {two} ({year})",
                f"{one} ({year})",
                f"{one}, {year}",
                f"{one} & {two}, {year}",
            )
        )
