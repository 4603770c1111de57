"""What the processes write to the console."""

from datetime import UTC, datetime

import pytest

from irwell.config.logging import logging_settings
from irwell.core import sweeps

NOW = datetime(2026, 4, 13, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(("quiet", "level"), [(True, "WARNING"), (False, "INFO")])
def test_a_demonstration_prints_no_line_for_what_went_well(quiet: bool, level: str) -> None:
    assert logging_settings(quiet=quiet)["loggers"]["irwell"]["level"] == level


def broken(_now: datetime) -> int:
    raise RuntimeError("Kit Stannery")


@pytest.fixture
def sweep_list(monkeypatch: pytest.MonkeyPatch) -> dict[str, sweeps.Registered]:
    """An empty list of sweeps for this test."""
    rows: dict[str, sweeps.Registered] = {}
    monkeypatch.setattr(sweeps, "_sweeps", rows)
    return rows


def test_a_sweep_that_fails_stops_no_other_and_is_tried_again(
    sweep_list: dict, db: None, capsys: pytest.CaptureFixture
) -> None:
    ran = []
    sweeps.register("broken", every_seconds=5, run=broken)
    sweeps.register("sound", every_seconds=60, run=lambda now: ran.append(now) or 1)
    loop = sweeps.Loop()

    done = [loop.round(lambda: NOW, tick=tick) for tick in (0, 5, 60)]

    assert done == [1, 0, 1]
    assert len(ran) == 2


def test_a_worker_that_is_told_to_stop_begins_no_further_sweep(sweep_list: dict, db: None) -> None:
    ran = []
    loop = sweeps.Loop()
    sweeps.register("first", every_seconds=5, run=lambda _: loop.stop() or 1)
    sweeps.register("second", every_seconds=5, run=lambda now: ran.append(now) or 1)

    loop.round(lambda: NOW, tick=0)

    assert ran == []
