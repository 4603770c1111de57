"""Kept files are compared with their checksums by the worker of the site, at night, and editors hear of damage."""

import signal
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail

from irwell.core import sweeps
from irwell.core.time import now
from irwell.editors.actions import add_editor
from irwell.repository import tasks
from irwell.repository.actions.keeping import place_of
from irwell.repository.models import File
from tests.moments import at

NIGHT, DAY = at("2026-05-06 02:00"), at("2026-05-05 15:00")


@pytest.fixture
def kept(deposit: Any) -> File:
    with time_machine.travel(DAY, tick=False):
        deposit()
        add_editor(email="edith@library.example", name="Edith Crane")
    return File.objects.get(name="report.pdf")


def damage(file: File) -> None:
    place_of(file.sha256).write_bytes(b"changed")


def test_the_worker_compares_files_at_night_and_an_editor_is_told_once(kept: File) -> None:
    damage(kept)
    assert tasks.compare(DAY) == 0
    assert not File.objects.exclude(checked_at=None).exists()

    assert tasks.compare(NIGHT) == 1
    assert tasks.compare(NIGHT + timedelta(minutes=1)) == 0
    assert tasks.compare(NIGHT + timedelta(days=1)) == 0

    assert not File.objects.filter(checked_at=None).exists()
    (letter,) = mail.outbox
    assert letter.to == ["edith@library.example"]
    assert "oxmoor-2026-01: report.pdf" in letter.body
    assert "http://testserver/editors/keeping/" in letter.body


def test_a_file_that_was_put_back_is_intact_again_the_next_night(kept: File) -> None:
    content = place_of(kept.sha256).read_bytes()
    damage(kept)
    tasks.compare(NIGHT)
    place_of(kept.sha256).write_bytes(content)

    tasks.compare(NIGHT + timedelta(days=1))

    assert File.objects.get(pk=kept.pk).intact


def test_each_file_has_its_turn_within_a_month(kept: File) -> None:
    tasks.compare(NIGHT)
    damage(kept)

    assert tasks.compare(NIGHT + timedelta(days=29)) == 0
    assert tasks.compare(NIGHT + timedelta(days=31)) == 1


def test_nights_that_were_missed_are_made_up_for_by_day(kept: File) -> None:
    assert tasks.compare(DAY + timedelta(days=3)) == 0

    assert not File.objects.filter(checked_at=None).exists()


def test_one_round_takes_a_part_so_that_letters_do_not_wait(
    kept: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "AT_ONCE", 1)
    tasks.compare(NIGHT)
    assert File.objects.filter(checked_at=None).count() == 1
    tasks.compare(NIGHT)
    assert File.objects.filter(checked_at=None).count() == 0


def test_the_worker_of_the_site_does_it(kept: File, monkeypatch: pytest.MonkeyPatch) -> None:
    from irwell.cli import main

    monkeypatch.setattr(sweeps, "_sweeps", {})
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # this process keeps its own
    monkeypatch.setattr(
        sweeps, "close_old_connections", lambda: None
    )  # and this test its transaction
    damage(kept)
    with time_machine.travel(NIGHT, tick=False):
        assert main(["alerts", "work", "--once"]) == 0
        assert File.objects.get(pk=kept.pk).checked_at == now()
    assert not File.objects.get(pk=kept.pk).intact
