"""A worker that is killed 200 times between Friday and Tuesday misses nothing and sends nothing twice."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests import database

KILLS, SEED = 200, 20261127
ROOT = Path(__file__).parents[2]
DAYS = ("2026-11-27", "2026-11-30", "2026-12-01")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> dict[str, Any]:
    """What became of the notices, with the killings and without."""
    folder = tmp_path_factory.mktemp("killed")
    if database.template().exists():  # on PostgreSQL there is none, and the program migrates
        shutil.copy(database.template(), folder / "calm.sqlite3")
    ran = subprocess.run(
        [sys.executable, "-m", "tests.deadlines.killing", str(folder), str(SEED), str(KILLS)],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={
            **os.environ, "DJANGO_SETTINGS_MODULE": "irwell.config.settings_test",
            "IRWELL_TEST_DATABASE_URL": f"sqlite:///{folder}/calm.sqlite3",
        },
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-4000:]
    return json.loads(ran.stdout.splitlines()[-1])


def test_workers_were_killed_two_hundred_times(told: dict[str, Any]) -> None:
    assert told["kills"] == KILLS


def test_everything_due_was_queued_exactly_once(told: dict[str, Any]) -> None:
    wanted = sorted(n["once"] for n in told["calm"]["notices"])

    assert len(wanted) > 50
    for walk in told["walks"]:
        assert sorted(n["once"] for n in walk["notices"]) == wanted
        assert walk["escalations"] == told["calm"]["escalations"]
        assert walk["digests"] == told["calm"]["digests"]


def test_every_person_has_a_list_of_each_working_day_and_none_of_the_weekend(
    told: dict[str, Any],
) -> None:
    days = Counter(digest.split()[1] for digest in told["calm"]["digests"])

    assert set(days) == set(DAYS)
    assert set(days.values()) == {5}  # Maya, Colm, Lena, Priti and Tomos


def test_nothing_left_twice_and_what_may_have_left_is_flagged(told: dict[str, Any]) -> None:
    for walk in told["walks"]:
        assert walk["strangers"] == []
        for notice in walk["notices"]:
            if notice["sent"]:
                assert notice["left"] == 1, notice
            else:
                assert notice["uncertain"] or notice["ending"] == "superseded", notice
                assert notice["left"] <= 1, notice


def test_without_killings_everything_left_once_and_nothing_is_uncertain(
    told: dict[str, Any],
) -> None:
    for notice in told["calm"]["notices"]:
        assert (notice["sent"], notice["uncertain"], notice["left"]) == (True, False, 1), notice


def test_the_log_is_whole_after_every_walk(told: dict[str, Any]) -> None:
    assert all(walk["log"] for walk in (told["calm"], *told["walks"]))
