"""Notes brought in, and actions that become tasks, through the web."""

import datetime as dt
import io

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from irwell.audit.models import LoggedEvent
from irwell.decisions.rules import actions_in
from tests.decisions.meeting import Room, at
from tests.kept import kept

ON = dt.date(2026, 12, 2)


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(at("2026-12-02 14:00"), tick=False):
        yield


@pytest.fixture
@kept
def sitting(room: Room) -> Room:
    room.call()
    room.post("maya", "meetings/go/")
    return room


def path(room: Room, more: str = "") -> str:
    return f"meetings/{room.meeting.pk}/minutes/{more}"


def notes() -> SimpleUploadedFile:
    document, out = Document(), io.BytesIO()
    document.add_paragraph("The returns were read.")
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(table.rows[0].cells, ("Action", "Owner", "By when"), strict=True):
        cell.text = text
    for cell, text in zip(table.rows[1].cells, ("Ring the ward", "Chair", "4 December 2026"), strict=True):  # fmt: skip
        cell.text = text
    document.save(out)
    return SimpleUploadedFile("notes.docx", out.getvalue())


def test_notes_from_word_go_into_the_box_after_what_is_there_and_replace_nothing(
    sitting: Room,
) -> None:
    sitting.post("maya", path(sitting), {"text": "Saved before.", "saves": "0"})

    answer = sitting.post("maya", path(sitting, "notes/"), {"notes": notes()})

    page = sitting.get("maya", path(sitting)).content.decode()
    assert answer.status_code == 302
    assert page.index("Saved before.") < page.index("The returns were read.")
    assert "Action: Ring the ward | Chair | 4 December 2026" in page
    assert sitting.meeting.minutes == "Saved before."


def test_imported_actions_become_tasks_when_the_minutes_are_saved(sitting: Room) -> None:
    sitting.post("maya", path(sitting, "notes/"), {"notes": notes()})
    text = sitting.meeting.typed[str(sitting.people.maya.pk)]["text"]

    sitting.post("maya", path(sitting), {"text": text, "saves": "0"})

    task = sitting.case.tasks.get(title="Ring the ward")
    assert (task.for_role, task.due_on) == ("chair", dt.date(2026, 12, 4))
    assert "Ring the ward, by Fri 4 December 2026" in sitting.get("colm", f"meetings/{sitting.meeting.pk}/").content.decode()  # fmt: skip


def test_pasted_notes_with_an_owner_and_a_date_become_tasks_once(sitting: Room) -> None:
    text = "Agreed.\nAction: Maya Thornlea to write to the GP by 9 December"
    sitting.post("maya", path(sitting), {"text": text, "saves": "0"})
    sitting.post("maya", path(sitting), {"text": text + "\nMore.", "saves": "1"})

    task = sitting.case.tasks.get(title="Write to the GP")
    assert (task.for_role, task.due_on) == ("business_manager", dt.date(2026, 12, 9))


def test_an_action_that_names_a_child_becomes_no_task_and_the_page_says_why(sitting: Room) -> None:
    sitting.as_person(sitting.people.maya).post(
        f"/cases/{sitting.case.pk}/register/",
        {"kind": "person", "role": "mother", "label": "", "names": "Juno Hollowgate"},
    )
    sitting.post("maya", path(sitting), {"text": "Action: ring Juno | chair | 4 December 2026", "saves": "0"})  # fmt: skip

    page = sitting.get("colm", f"meetings/{sitting.meeting.pk}/").content.decode()

    assert not sitting.case.tasks.filter(title__icontains="Juno").exists()
    assert "write Mother instead" in page


def test_a_file_that_is_no_document_is_refused_with_a_sentence(sitting: Room) -> None:
    page = sitting.post(
        "maya", path(sitting, "notes/"), {"notes": SimpleUploadedFile("notes.docx", b"MZ nonsense")}
    )

    assert page.status_code == 422
    assert "notes.docx" in page.content.decode()
    assert LoggedEvent.objects.filter(name="documents:file:refused").exists()


@pytest.mark.parametrize(
    ("who", "status"), [("maya", 302), ("colm", 302), ("lena", 403), ("oona", 404)]
)
def test_who_brings_notes_in(sitting: Room, who: str, status: int) -> None:
    assert sitting.post(who, path(sitting, "notes/"), {"notes": notes()}).status_code == status


LINES = [
    ("Action: tell the school | Chair | 4 December 2026", ("Tell the school", "chair", dt.date(2026, 12, 4))),
    ("- Action 2: chair to ring the ward by Friday 4 Dec", ("Ring the ward", "chair", dt.date(2026, 12, 4))),
    ("ACTION – write to the GP (business manager, by 3/1/2027)", ("Write to the GP", "business_manager", dt.date(2027, 1, 3))),
    ("Action: ask housing, chair, by 1st March", ("Ask housing", "chair", dt.date(2027, 3, 1))),
    ("Action: ask housing by 2026-12-09 – owner: learning lead", ("Ask housing", "learning_lead", dt.date(2026, 12, 9))),
    ("Action: tell the school", ("Tell the school", "", None)),
    ("Action: tell the school by 31 February", ("Tell the school by 31 February", "", None)),
]  # fmt: skip


@pytest.mark.parametrize(("line", "meant"), LINES)
def test_an_action_line_is_read_as_people_write_it(
    line: str, meant: tuple[str, str, dt.date | None]
) -> None:
    (found,) = actions_in(line, on=ON)

    assert (found.what, found.role, found.due) == meant
    assert bool(found.missing) is not bool(meant[1] and meant[2])
