"""Clock times as records write them."""

from __future__ import annotations

from datetime import time

import pytest

from irwell.chronology import Fault, Kind, ReadTime, read_time


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("am", time(0), time(11, 59)),
        ("p.m.", time(12), time(23, 59)),
        ("20.15hrs", time(20, 15), time(20, 15)),
        ("2015", time(20, 15), time(20, 15)),
        ("0930hrs", time(9, 30), time(9, 30)),
        ("14h30", time(14, 30), time(14, 30)),
        ("8pm", time(20), time(20)),
        ("8.15 p.m.", time(20, 15), time(20, 15)),
        ("12am", time(0), time(0)),
        ("12 noon", time(12), time(12)),
        ("1 a.m.", time(1), time(1)),
        ("2-3pm", time(14), time(15)),
        ("11-2pm", time(11), time(14)),
        ("between 2 and 3pm", time(14), time(15)),
        ("14:30-15:15", time(14, 30), time(15, 15)),
        ("evening", time(17), time(23, 59)),
        ("24:00", time(0), time(0)),
    ],
)
def test_a_time_is_read_with_its_bounds(text: str, start: time, end: time) -> None:
    read = read_time(text)

    assert isinstance(read, ReadTime)
    assert (read.start, read.end) == (start, end)
    assert read.original == text


@pytest.mark.parametrize("text", ["c. midday", "approx 14:30", "about 2pm", "14:30 (approx)"])
def test_a_hedged_time_is_about(text: str) -> None:
    read = read_time(text)

    assert isinstance(read, ReadTime) and read.about


@pytest.mark.parametrize(
    "text", ["8", "8 o'clock", "25:00", "14:75", "13am", "soon", "", "2 and 3 and 4", "teatime-ish"]
)
def test_a_time_with_two_meanings_or_none_is_a_fault(text: str) -> None:
    fault = read_time(text)

    assert isinstance(fault, Fault)
    assert fault.kind is Kind.TIME
    assert fault.reason and fault.mend


def test_a_span_past_midnight_is_noted() -> None:
    read = read_time("23:00-01:00")

    assert isinstance(read, ReadTime)
    assert "past midnight" in read.notes[0]


def test_a_spreadsheet_time_is_taken_as_it_is() -> None:
    assert read_time(time(14, 30, 20)) == ReadTime(
        time(14, 30, 20), time(14, 30, 20), original="14:30"
    )
