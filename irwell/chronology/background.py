"""What the case tells the engine: the child, the family, the incident, which sort of agency each is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class AgencySort(StrEnum):
    """The sorts of agency that rules about expected contact speak of."""

    HEALTH_VISITING = "health visiting"
    SCHOOL_NURSING = "school nursing"
    MIDWIFERY = "midwifery"
    GP = "general practice"
    HOSPITAL = "hospital"
    AMBULANCE = "ambulance"
    CAMHS = "child and adolescent mental health"
    MENTAL_HEALTH = "adult mental health"
    POLICE = "police"
    SOCIAL_CARE = "children's social care"
    EARLY_HELP = "early help"
    SCHOOL = "school"
    NURSERY = "early years setting"
    HOUSING = "housing"
    PROBATION = "probation"
    DOMESTIC_ABUSE = "domestic abuse service"
    SUBSTANCE_USE = "substance use service"
    OTHER = "other"


_SORTS: tuple[tuple[AgencySort, str], ...] = (
    (AgencySort.HEALTH_VISITING, r"health visit|\bhv\b|0[ -–]?(?:to )?19|0[ -–]?(?:to )?5\b"),
    (AgencySort.SCHOOL_NURSING, r"school nurs"),
    (AgencySort.MIDWIFERY, r"midwi|maternity"),
    (AgencySort.CAMHS, r"camhs|child(?:ren)?(?:'s|’s)? (?:and adolescent )?mental|young people.*mental"),
    (AgencySort.MENTAL_HEALTH, r"mental health|psychiatr|talking therap"),
    (AgencySort.AMBULANCE, r"ambulance|paramedic"),
    (AgencySort.GP, r"\bgp\b|general pract|surgery|medical (?:centre|practice)|primary care"),
    (AgencySort.HOSPITAL, r"hospital|acute|infirmary|emergency department|a&e|\bed\b"),
    (AgencySort.POLICE, r"police|constabulary"),
    (AgencySort.EARLY_HELP, r"early help|family hub|family support|children(?:'s|’s)? centre"),
    (AgencySort.NURSERY, r"nursery|pre-?school|early years|childmind"),
    (AgencySort.SCHOOL, r"school|academy|college|education"),
    (AgencySort.SOCIAL_CARE, r"social (?:care|work|services)|children(?:'s|’s)? services|\bcsc\b|\bmash\b"),
    (AgencySort.HOUSING, r"housing|homes\b|landlord|homeless"),
    (AgencySort.PROBATION, r"probation|youth justice|\byot\b|\byjs\b"),
    (AgencySort.DOMESTIC_ABUSE, r"domestic (?:abuse|violence)|refuge|\bidva\b|women(?:'s|’s)? aid"),
    (AgencySort.SUBSTANCE_USE, r"drug|alcohol|substance|recovery"),
)  # fmt: skip
_COMPILED = tuple((sort, re.compile(pattern, re.IGNORECASE)) for sort, pattern in _SORTS)


class Plan(StrEnum):
    """The plans and orders under which contact is expected."""

    CHILD_PROTECTION = "child protection plan"
    CHILD_IN_NEED = "child in need plan"
    LOOKED_AFTER = "looked after"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of the family: every way the name is written, and who they are ("mother")."""

    name: str
    aliases: tuple[str, ...] = ()
    relation: str = ""
    born: date | None = None
    child: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The name and every other way of writing it."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class PlanPeriod:
    """A time under a plan; `end` is None while it lasts."""

    plan: Plan
    start: date
    end: date | None = None


@dataclass(frozen=True)
class Background:
    """Known facts of a case; every one may be left out, and then the engine goes by the records."""

    incident: date | None = None
    people: tuple[Person, ...] = ()
    plans: tuple[PlanPeriod, ...] = ()
    sorts: Mapping[str, AgencySort] = field(default_factory=dict)

    @property
    def children(self) -> tuple[Person, ...]:
        """The children among the people."""
        return tuple(person for person in self.people if person.child)

    def sort_of(self, agency: str) -> AgencySort:
        """The sort of an agency: as told, else as its name says."""
        return self.sorts.get(agency) or agency_sort(agency)

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> Background:
        """From plain values, as a JSON or TOML file gives them; ValueError says what is wrong."""
        unknown = sorted(set(plain) - {"incident", "people", "plans", "sorts"})
        if unknown:
            raise ValueError(
                f"“{unknown[0]}” is not known here: give incident, people, plans, sorts."
            )
        try:
            return cls(
                incident=_day(plain.get("incident")),
                people=tuple(_person(person) for person in plain.get("people", ())),
                plans=tuple(
                    PlanPeriod(
                        Plan(one["plan"]), _day(one["start"]) or date.min, _day(one.get("end"))
                    )
                    for one in plain.get("plans", ())
                ),
                sorts={name: AgencySort(sort) for name, sort in plain.get("sorts", {}).items()},
            )
        except (KeyError, TypeError) as error:
            raise ValueError(f"The case's facts lack {error}.") from error

    def sorts_of(self, agencies: Iterable[str]) -> dict[str, AgencySort]:
        """Agency to sort."""
        return {agency: self.sort_of(agency) for agency in agencies}


def _day(value: object) -> date | None:
    if value is None or isinstance(value, date):
        return value
    return date.fromisoformat(str(value))


def _person(plain: Mapping[str, Any]) -> Person:
    values = {**plain, "aliases": tuple(plain.get("aliases", ())), "born": _day(plain.get("born"))}
    return Person(**values)


def agency_sort(name: str) -> AgencySort:
    """The sort of agency that a name tells of."""
    return next((sort for sort, pattern in _COMPILED if pattern.search(name)), AgencySort.OTHER)


NOTHING_TOLD = Background()
