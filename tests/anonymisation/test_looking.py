"""Looking through a report in the background: how far it is, stopping it, a worker that ends, what cannot be read."""

import datetime as dt
import io

import pytest
import time_machine
from docx import Document as Word

from irwell.anonymisation import queries, tasks
from irwell.anonymisation.models import Looking, Run
from irwell.core import time
from irwell.reviews.models import ReportVersion
from tests.anonymisation.conftest import NOW, TITLE, Desk, approve, report
from tests.people import People


def ask(desk: Desk) -> object:
    """Ask for the look, without the worker's round."""
    source = ReportVersion.objects.filter(review__case=desk.case).latest("version").document
    asked = {"source": str(source.pk), "title": TITLE, "dates": "month"}
    return desk.client.post(f"{desk.base}start/", asked)


def test_the_page_says_how_far_the_worker_is_with_and_without_scripts(maya: Desk) -> None:
    answer = ask(maya)
    waiting = maya.get("looking/")
    Looking.objects.update(state="working", done=412, total=1741)
    working = maya.get("looking/")
    tasks.look_through(time.now())
    Looking.objects.update(state="waiting")
    tasks.look_through(time.now())
    done = maya.get("looking/")

    assert answer.url.endswith("looking/")
    assert "It waits for the worker" in waiting
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in waiting
    assert "412 of 1,741 paragraphs looked through" in working
    assert 'value="412" max="1741"' in working
    assert "The report is looked through" in done
    assert "Decide on what was found" in done
    assert "http-equiv" not in done


def test_the_workers_progress_is_what_it_did(maya: Desk) -> None:
    ask(maya)

    tasks.look_through(time.now())

    looking = Looking.objects.get()
    assert (looking.state, looking.done) == ("done", looking.total)
    assert looking.total > 5
    assert queries.lines_of(maya.run)


def test_a_look_is_stopped_and_leaves_nothing(maya: Desk) -> None:
    ask(maya)

    answer = maya.client.post(f"{maya.base}looking/stop/")
    tasks.look_through(time.now())

    assert answer.status_code == 302
    assert Looking.objects.get().state == "stopped"
    assert not Run.objects.exists()


def test_a_worker_in_the_middle_stops_at_the_next_paragraph(
    maya: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(maya)
    propose = queries.engine_register

    def stopped_meanwhile(case):
        Looking.objects.update(state="stopped", ended_at=NOW)
        return propose(case)

    monkeypatch.setattr(queries, "engine_register", stopped_meanwhile)
    tasks.look_through(time.now())

    assert Looking.objects.get().state == "stopped"
    assert not Run.objects.exists()


def test_a_worker_that_fell_silent_is_taken_over(maya: Desk) -> None:
    ask(maya)
    Looking.objects.update(state="working", beat_at=time.now())
    assert tasks.look_through(time.now()) == 0

    later = time.now() + dt.timedelta(minutes=6)

    assert tasks.look_through(later) == 1
    assert Looking.objects.get().state == "done"


def test_asked_for_twice_it_is_looked_through_once(maya: Desk) -> None:
    ask(maya)
    ask(maya)

    assert Looking.objects.count() == 1


def test_a_worker_that_does_not_come_is_said(maya: Desk) -> None:
    with time_machine.travel(NOW, tick=False):
        ask(maya)
    with time_machine.travel(NOW + dt.timedelta(minutes=3), tick=False):
        page = maya.get("looking/")

    assert "It has waited for 3 minutes" in page
    assert "tell the people who run this service" in page


def test_decisions_made_while_it_is_looked_through_again_are_kept(
    maya: Desk, people: People
) -> None:
    maya.start()
    approve(maya.case, people, report())
    maya.client.post(f"{maya.base}look-again/")
    line = maya.line("Marjorie Penfold")
    sent = {"choice": "replace", "words": "the nurse", "seen": line.state, "general": "x"}
    maya.client.post(f"{maya.base}queue/{line.id}/", sent)

    tasks.look_through(time.now())

    assert maya.line("Marjorie Penfold").decision.replacement == "the nurse"


def picture_alone() -> bytes:
    held = io.BytesIO()
    Word().save(held)
    return held.getvalue()


def broken(data: bytes) -> bytes:
    return data[: len(data) // 2]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (broken(report()), "damaged"),
        (b"", ""),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(2048)
            + "EncryptedPackage".encode("utf-16-le")
            + bytes(2048),
            "password",
        ),
        (picture_alone(), "shows no text"),
    ],
    ids=["truncated", "empty", "password", "no text"],
)
def test_what_cannot_be_read_is_said_and_nothing_passes(
    maya: Desk, people: People, data: bytes, sentence: str
) -> None:
    approve(maya.case, people, data)

    maya.start()
    page = maya.get("looking/")

    assert Looking.objects.get().state == "failed"
    assert "The report cannot be anonymised." in page
    assert sentence in page
    assert "Choose the report again" in page
    assert not Run.objects.exists()
