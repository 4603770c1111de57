"""Invented reviews as careful authors write them: whoever shares a short form is told apart.

Declared before any figure was taken. The author begins with who everybody is: adults with title, whole name and
role, children with their name and whether a girl or a boy; a reader then knows whom a title fits. Ten people a review; the child, its sibling, most often the
mother and the grandmother, and now and then a professional, share a surname. Everybody keeps one
title throughout. For each mention the form is drawn by lot from the same forms as in the other sets
(misspellings, initials, account names and the rest). Where the words fit that person alone, they
stand as drawn. Where they fit somebody else of the case as well, the author tells the two apart in
one of these ways, drawn by lot:

  titled     title and surname, if nobody else of that surname has the title; else the full name
  full       forename and surname
  role       the role before or behind the drawn words: "the mother, Ms Moss", "Moss (the grandmother)"
  bracket    the drawn words explained on the spot: "Ms Moss (Keziah)"
  defined    at the first such place "Keziah Moss (“Ms Moss” in this report)"; from there on the short form
             stands for her alone, and others whom it would fit are written in full
  carried    the full name, or where the last of them named in the paragraph was she, the drawn words

One review in twenty is careless: there the drawn words stand as they are. A plural ("the Mosses") is
the family's and nobody's.
"""

import random
from collections.abc import Callable
from typing import Any

from bench import invented_reviews
from bench.invented_reviews import Case, Words, code_of, date_of, form_of

WAYS = ("titled", "full", "role", "bracket", "defined", "carried")
CARELESS = 0.05
_SURNAME_FORMS = frozenset({"surname", "surname-possessive", "titled", "typo-surname"})
_LETTER_FORMS = frozenset({"initials", "initial-surname"})
_CALLED = {"Mother": "the mother", "Father": "the father", "Mother’s Partner": "the mother’s partner", "Child A": "the child",
           "Sibling 1": "the sibling", "Grandmother": "the grandmother", "Social Worker 1": "the social worker",
           "GP 1": "the GP", "Police Officer 1": "the police officer", "Teacher 1": "the teacher"}  # fmt: skip
Person = dict[str, str]


def people_of(r: random.Random, words: Words) -> list[Person]:
    """Ten people, each with the one title that the author gives them."""
    family = r.choice(words.surnames)

    def shared(share: float) -> str:
        return family if r.random() < share else r.choice(words.surnames)

    children = ("Miss", "Master")
    plan = [("Child A", family, r.choice(children)), ("Sibling 1", family, r.choice(children)),
            ("Mother", shared(0.6), r.choice(("Mrs", "Ms"))), ("Father", shared(0.3), "Mr"),
            ("Mother’s Partner", shared(0.05), "Mr"), ("Grandmother", shared(0.5), "Mrs"),
            ("Social Worker 1", shared(0.05), "Ms"), ("GP 1", shared(0.02), "Dr"),
            ("Police Officer 1", shared(0.02), "PC"), ("Teacher 1", shared(0.05), r.choice(("Mr", "Ms")))]  # fmt: skip
    forenames = r.sample(words.forenames, len(plan))
    return [
        {"id": f"p{n}", "role": role, "forename": forenames[n], "title": title, "surname": surname}
        for n, (role, surname, title) in enumerate(plan)
    ]


class Writer:
    """Writes one review."""

    def __init__(self, r: random.Random, number: int, words: Words) -> None:
        self.r, self.words, self.people = r, words, people_of(r, words)
        self.case = Case(f"careful-{number}")
        self.careless = r.random() < CARELESS
        self.defined: dict[str, str] = {}
        self.last: dict[str, str] = {}
        self.towns = r.sample(words.towns, 2)
        self.schools = [f"{r.choice(words.schools)} {r.choice(words.school_kinds)}",
                        f"{self.towns[0]} {r.choice(words.school_kinds)}"]  # fmt: skip

    def write(self) -> Case:
        """Four sections, each of a dozen sentences."""
        self.case.register = [
            *({**p, "nick": self.words.short.get(p["forename"], "")} for p in self.people),
            *({"id": f"t{n}", "role": "Place", "name": town} for n, town in enumerate(self.towns)),
            *({"id": f"s{n}", "role": "Organisation", "name": s} for n, s in enumerate(self.schools)),
        ]  # fmt: skip
        for number, heading in enumerate(self.words.headings):
            self._end_paragraph(f"{heading}\n\n")
            if number == 0:
                self._introduced()
            for _ in range(12):
                r = self.r
                line = r.choice(self.words.calm if r.random() < 0.35 else self.words.about)
                self._line(line)
                gap = r.choice((" ", " ", "\n\n"))
                if gap == " ":
                    self.case.put(gap)
                else:
                    self._end_paragraph(gap)
            self._end_paragraph("" if self.case.text.endswith("\n\n") else "\n\n")
        return self.case

    def _introduced(self) -> None:
        """Who everybody is, a line each."""
        for person in self.people:
            called = _CALLED[person["role"]]
            if person["title"] in ("Miss", "Master"):
                self._put(person, "full")
                kind = "girl" if person["title"] == "Miss" else "boy"
                self._end_paragraph(f", a {kind}, is {called}.\n\n")
            else:
                start = len(self.case.text)
                self._put(person, "full")
                shown = self.case.text[start:]
                self.case.text = f"{self.case.text[:start]}{person['title']} {shown}"
                self.case.entities[-1]["end"] = len(self.case.text)
                self._end_paragraph(f" is {called}.\n\n")

    def _end_paragraph(self, words: str) -> None:
        self.case.put(words)
        self.last = {}

    def _line(self, line: str) -> None:
        left = self.r.sample(self.people, len(self.people))
        put: dict[str, Callable[[], None]] = {
            "P": lambda: self._person(left.pop()),
            "T": lambda: self.case.put(self.r.choice(self.towns), "PLACE", "t", "town"),
            "S": lambda: self.case.put(self.r.choice(self.schools), "ORG", "s", "school"),
            "D": lambda: self.case.put(date_of(self.r), "DATE", "d", "date"),
            "C": lambda: self.case.put(code_of(self.r), "CODE", "c", "code"),
            "F": lambda: self.case.put(f"07700 {self.r.randint(900000, 900999)}", "CODE", "f", "phone"),
            "E": lambda: self._put(left.pop(), "address"),
            "A": self._address,
        }  # fmt: skip
        for piece in line.replace("}", "{").split("{"):
            put.get(piece, lambda words=piece: self.case.put(words))()  # type: ignore[misc]

    def _address(self) -> None:
        r = self.r
        postcode = f"ZX{r.randint(1, 9)} {r.randint(1, 9)}{r.choice('ABDE')}{r.choice('HJLN')}"
        place = (
            f"{r.randint(2, 90)} {r.choice(self.words.roads)}, {r.choice(self.towns)}, {postcode}"
        )
        self.case.put(place, "ADDRESS", "a", "address")

    def _person(self, person: Person) -> None:
        form = self.r.choice(invented_reviews.FORMS)
        rivals = [
            other
            for other in self.people
            if other is not person and self._fits(form, person, other)
        ]
        if not rivals:
            self._put(person, form)
        elif self.careless:
            self._put(person, form, way="careless")
        else:
            self._told_apart(person, form, rivals)

    def _fits(self, form: str, person: Person, other: Person) -> bool:
        """Whether the words of this form could be the other's."""
        if form in _SURNAME_FORMS:
            titled = form in ("titled", "typo-surname") and person["title"] != other["title"]
            return person["surname"] == other["surname"] and not titled
        if form in _LETTER_FORMS:
            initial = person["forename"][0] == other["forename"][0]
            whole = form == "initial-surname"
            return initial and (person["surname"] == other["surname"] if whole
                                else person["surname"][0] == other["surname"][0])  # fmt: skip
        return False

    def _told_apart(self, person: Person, form: str, rivals: list[Person]) -> None:
        way = self.r.choice(WAYS)
        alone = all(other["title"] != person["title"] for other in self.people
                    if other is not person and other["surname"] == person["surname"])  # fmt: skip
        if way == "titled" and alone:
            self._put(person, "titled", way=way)
        elif way == "role":
            self._with_role(person, form)
        elif way == "bracket" and form not in ("initials", "initial-surname"):
            self._put(person, form, way=way)
            self.case.put(" (")
            self._put(person, "forename", way=way)
            self.case.put(")")
        elif way == "defined" and form == "titled":
            self._defined(person)
        elif (
            way == "carried"
            and form in _SURNAME_FORMS
            and self.last.get(person["surname"]) == person["id"]
        ):
            self._put(person, form, way=way)
        else:
            self._put(person, "full", way=way)

    def _with_role(self, person: Person, form: str) -> None:
        called = _CALLED[person["role"]]
        if self.r.random() < 0.5:
            begins = self.case.text.endswith(("\n\n", ". ", "“")) or not self.case.text
            self.case.put((called.capitalize() if begins else called) + ", ")
            self._put(person, form, way="role")
            self.case.put(",")
        else:
            self._put(person, form, way="role")
            self.case.put(f" ({called})")

    def _defined(self, person: Person) -> None:
        short = f"{person['title']} {person['surname']}"
        owner = self.defined.get(short)
        if owner is None:
            self.defined[short] = person["id"]
            self._put(person, "full", way="defined")
            self.case.put(" (“")
            self._put(person, "titled", way="defined")
            self.case.put("” in this report)")
        else:
            self._put(person, "titled" if owner == person["id"] else "full", way="defined")

    def _put(self, person: Person, form: str, *, way: str = "") -> None:
        shown = form_of(self.r, person, form, self.words.short)
        self.case.put(shown, "PERSON", person["id"], form)
        if way:
            self.case.entities[-1]["way"] = way
        if form != "plural":
            self.last[person["surname"]] = person["id"]


def cases(count: int, seed: int, words: Words) -> list[Case]:
    """`count` reviews, the same for the same seed."""
    r = random.Random(seed)
    return [Writer(r, number, words).write() for number in range(count)]


def ways_of(spans: list[dict[str, Any]]) -> set[str]:
    """How the people of these spans are told apart."""
    return {str(span["way"]) for span in spans if "way" in span}
