"""A corrected return against the one before it."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from irwell.chronology import Import, apply, diff, guess_mapping, read_pasted

HEAD = "Date\tSource\tEvent\tRef"


def a_return(*rows: str, version: int = 1) -> Import:
    tables = read_pasted("\n".join((HEAD, *rows)))
    return apply(tables, guess_mapping(tables), agency="Police", return_version=version)


BEFORE = a_return(
    "1/2/21\tNiche\tOfficers called to a disturbance at the address\t",
    "3/2/21\tNiche\tFather arrested\t",
    "9/2/21\tNiche\tBail conditions explained to mother\t",
)


def test_the_same_return_in_another_order_is_no_change() -> None:
    after = a_return(
        "03/02/2021\tniche\tFather  arrested\t",
        "9 Feb 2021\tNiche\tBail conditions explained to mother\t",
        "1/2/21\tNiche\tOfficers called to a disturbance at the address\t",
        version=2,
    )

    found = diff(BEFORE, after)

    assert found.empty
    assert len(found.unchanged) == 3


def test_added_changed_and_withdrawn_lines_are_told_apart() -> None:
    after = a_return(
        "1/2/21\tNiche\tOfficers called to a disturbance at the home address at night\t",
        "4/2/21\tNiche\tFather arrested\t",
        "20/6/21\tNiche\tMissing episode closed\t",
        version=2,
    )

    found = diff(BEFORE, after)

    assert str(found) == "1 added, 2 changed, 1 withdrawn, 0 unchanged"
    assert [entry.event for entry in found.added] == ["Missing episode closed"]
    assert [entry.event for entry in found.withdrawn] == ["Bail conditions explained to mother"]
    moved = next(change for change in found.changed if change.after.event == "Father arrested")
    assert [(f.name, f.before, f.after) for f in moved.fields] == [
        ("date", "3 February 2021", "4 February 2021")
    ]


def test_a_shared_reference_ties_lines_whose_words_differ() -> None:
    before = a_return("1/2/21\tNiche\tLog opened\tL77")
    after = a_return("1/2/21\tNiche\tCaller reports shouting next door\tL77")

    assert len(diff(before, after).changed) == 1


def test_every_kept_line_is_carried_to_its_new_id() -> None:
    after = a_return(
        "1/2/21\tNiche\tOfficers called to a disturbance at the address\t",
        "3/2/21\tNiche\tFather arrested and charged\t",
        version=2,
    )

    carried = diff(BEFORE, after).carried

    assert carried[BEFORE.entries[0].id] == BEFORE.entries[0].id
    assert carried[BEFORE.entries[1].id] == after.entries[1].id


def test_a_line_that_stood_twice_and_now_once_is_withdrawn_once() -> None:
    row = "1/2/21\tNiche\tCall\t"

    found = diff(a_return(row, row), a_return(row))

    assert (len(found.unchanged), len(found.withdrawn)) == (1, 1)


def test_undated_lines_are_compared_too() -> None:
    found = diff(
        a_return("\tNiche\tOld intelligence\t"), a_return("1/2/21\tNiche\tOld intelligence\t")
    )

    assert len(found.changed) == 1


ROWS = st.lists(
    st.tuples(
        st.integers(1, 28), st.sampled_from(["Call", "Visit made", "Arrest", "Bail refused"])
    ),
    max_size=12,
)


@settings(deadline=None)
@given(ROWS, ROWS, st.randoms(use_true_random=False))
def test_every_line_is_accounted_for_once_whatever_the_order(
    old: list[tuple[int, str]], new: list[tuple[int, str]], chance: random.Random
) -> None:
    before = list(a_return(*(f"{d}/2/21\tNiche\t{e}\t" for d, e in old)).entries)
    after = list(a_return(*(f"{d}/2/21\tNiche\t{e}\t" for d, e in new)).entries)

    found = diff(before, after)
    chance.shuffle(before)
    chance.shuffle(after)
    again = diff(before, after)

    same, changed = len(found.unchanged), len(found.changed)
    assert len(found.withdrawn) + same + changed == len(before)
    assert len(found.added) + same + changed == len(after)
    assert {change.after.id for change in again.changed} == {c.after.id for c in found.changed}
