"""The demonstration's returns: believable files go in through the pages' own actions and come out as one story."""

import datetime as dt
from collections import Counter

import pytest

from irwell.accounts.models import User
from irwell.agency_returns import queries
from irwell.agency_returns.models import ReturnChronology
from irwell.agency_returns.policies import returns_ready
from irwell.agency_returns.rules import lines
from irwell.cases.models import Case
from irwell.cases.queries import register_of
from irwell.chronology import Mapping, merge
from irwell.core.time import LONDON
from irwell.demo.actions import seed_people
from irwell.demo.data import load
from irwell.demo.seeding import journey, returns
from irwell.demo.seeding.opening import seed_case

TODAY = dt.date(2026, 11, 25)
NOW = dt.datetime(2026, 11, 18, 15, tzinfo=LONDON)


@pytest.fixture
def cast(db: None) -> dict[str, User]:
    return seed_people(load())


def gathering(cast: dict[str, User], label: str) -> Case:
    row = next(r for r in load()["case"] if r["label"] == label)
    seed_case({**row, "stage": journey.settle(row)}, cast, today=TODAY)
    return Case.objects.get(label=label)


@pytest.mark.parametrize(("label", "least"), [("Fern", 100), ("Hazel", 45)])
def test_every_agency_answers_and_the_lines_make_one_timeline(
    cast: dict[str, User], label: str, least: int
) -> None:
    case = gathering(cast, label)

    ended = returns.take(case, cast, now=NOW)

    timeline = merge(queries.imports_of(case))
    assert NOW < ended < NOW + dt.timedelta(days=7)
    assert returns_ready(case)
    assert Counter(r.standing.value for r in queries.wall(case, now=ended).rows) == {
        "returned": 7,
        "nil": 2,
    }
    assert len(timeline.entries) >= least
    assert len({e.agency for e in timeline.entries}) == 7
    assert not timeline.faults
    assert all(e.source and e.event and e.when.dated for e in timeline.entries)
    text = " ".join(e.event for e in timeline.entries)
    assert "{" not in text
    assert register_of(case).get(role="child").names[0].split()[0] in text


def test_every_column_of_the_files_is_understood(cast: dict[str, User]) -> None:
    case = gathering(cast, "Fern")
    returns.take(case, cast, now=NOW)

    for chronology in ReturnChronology.objects.all():
        columns = Mapping.from_dict(chronology.mapping)
        assert lines.problems_of(columns) == []
        assert all(c.field for layout in columns.layouts for c in layout.columns), columns


def test_people_who_come_to_light_go_into_the_register(cast: dict[str, User]) -> None:
    case = gathering(cast, "Fern")

    returns.take(case, cast, now=NOW)

    names = {name for i in register_of(case) for name in i.names}
    assert {"Ash Stannery", "Corin Blackmere", "Sorrel Bamford"} <= names


def test_a_case_may_stop_when_the_requests_are_out(cast: dict[str, User]) -> None:
    case = gathering(cast, "Fern")

    returns.take(case, cast, now=NOW, until="requested")

    wall = queries.wall(case, now=NOW)
    assert (wall.asked, wall.answered) == (9, 1)
