"""What was guessed about a record is shown with how sure it is, and an editor puts it right."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from irwell.core import time
from irwell.editors.actions import add_editor
from irwell.repository.actions import check_files, ingest
from irwell.repository.actions.keeping import place_of
from irwell.repository.models import File, Mending, Record
from irwell.repository.rules import guesses

ADDRESS = "/editors/records/oxmoor-2026-01/"


@pytest.fixture
def editor(client: Client) -> Client:
    add_editor(email="edith@library.example", name="Edith Crane")
    client.post("/editors/sign-in/", {"email": "edith@library.example"})
    words = mail.outbox[-1].body.split()
    client.post(next(w.removeprefix("http://testserver") for w in words if w.startswith("http")))
    return client


def answers(page: Any, **changes: str) -> dict[str, str]:
    """What the form holds, as a browser would send it, with something changed."""
    form = page.context["form"]
    data = {}
    for bound in form:
        value = bound.value()
        if bound.name == "published" and value:
            data |= {"published_day": value.day, "published_month": value.month, "published_year": value.year}  # fmt: skip
        else:
            data[bound.name] = "" if value is None else value
    return {**data, **changes}


def test_a_guess_names_its_words_and_how_sure_it_is() -> None:
    found = guesses(
        "Baby Alder", ["Neglect was named. Neglect again; neglected. A baby of three weeks old."]
    )
    assert (found["harm"].answer, found["harm"].sure) == ("Neglect", "fairly sure")
    assert "Neglect was named" in found["harm"].words
    assert found["age"].answer == "Under 1"


def test_nothing_is_guessed_where_nothing_is_said() -> None:
    assert guesses("A report", ["The committee met."]) == {}


def test_two_answers_that_are_as_likely_are_a_toss_up() -> None:
    assert guesses("x", ["Neglect and sexual abuse."])["harm"].sure == "a toss-up"


def test_an_unconfirmed_record_waits_and_a_confirmed_one_does_not(
    editor: Client, alder: Any
) -> None:
    assert "Child Alder" in editor.get("/editors/records/").content.decode()
    page = editor.get(ADDRESS)
    assert "The words speak for “Neglect”" in page.content.decode()
    sent = editor.post(ADDRESS, answers(page, fact_harm="Neglect", title="Child Alder, mended"))
    assert sent.status_code == 302, sent.context["form"].errors
    record = Record.objects.get()
    assert record.title == "Child Alder, mended" and record.facts["harm"] == "Neglect"
    assert "Alder, mended" not in editor.get("/editors/records/").content.decode()
    assert "Alder, mended" in editor.get("/editors/records/?q=alder").content.decode()


def test_what_it_said_before_is_kept_with_who_changed_it(editor: Client, alder: Any) -> None:
    editor.post(ADDRESS, answers(editor.get(ADDRESS), summary="A better summary."))
    kept = Mending.objects.get(field="summary")
    assert (kept.before, kept.by) == ("Absence from school that nobody joined up.", "Edith Crane")
    assert "Absence from school" in editor.get(ADDRESS).content.decode()


def test_two_editors_at_once_are_told_and_nothing_is_lost(editor: Client, alder: Any) -> None:
    mine = answers(editor.get(ADDRESS), title="Mine")
    editor.post(ADDRESS, answers(editor.get(ADDRESS), title="Theirs"))
    told = editor.post(ADDRESS, mine)
    assert told.status_code == 422
    assert "changed meanwhile" in told.content.decode() and "Theirs" in told.content.decode()
    assert 'value="Mine"' in told.content.decode()
    assert editor.post(ADDRESS, answers(told)).status_code == 302
    assert Record.objects.get().title == "Mine"


def test_the_public_may_not_mend(client: Client, alder: Any) -> None:
    for address in (ADDRESS, "/editors/records/", "/editors/keeping/"):
        assert client.get(address).url.startswith("/editors/sign-in/")
    assert client.post(ADDRESS, {"title": "x"}).status_code == 302
    assert Record.objects.get().checked_at is None


def test_what_an_editor_mended_stays_when_the_document_is_read_again(
    editor: Client, documents: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(folder=documents / "cedar.html", progress=lambda *_: None)
    record = Record.objects.get()
    address = f"/editors/records/{record.identifier}/"
    editor.post(address, answers(editor.get(address), kind="Rapid review"))
    (documents / "cedar.json").write_text('{"kind": "Other", "partnership": "Oxmoor"}')
    ingest(folder=documents / "cedar.html", progress=lambda *_: None)
    again = Record.objects.get()
    assert (again.kind, again.partnership) == ("Rapid review", "Oxmoor")


def test_hostile_words_are_shown_as_words(editor: Client, alder: Any) -> None:
    evil = "<script>alert(1)</script>'; DROP TABLE x; --"
    page = editor.get(ADDRESS)
    fields = ("title", "kind", "partnership", "summary", "authors", "keywords", "method", "licence", "contact")  # fmt: skip
    assert editor.post(ADDRESS, answers(page, **dict.fromkeys(fields, evil))).status_code == 302
    for address in (
        ADDRESS,
        "/records/oxmoor-2026-01/",
        "/editors/records/?q=script",
        "/feed.atom",
    ):
        answer = editor.get(address)
        assert answer.status_code == 200 and b"<script>alert(1)" not in answer.content


def test_the_page_of_keeping_names_a_damaged_file_and_what_could_not_be_read(
    editor: Client, alder: Any, documents: Any
) -> None:
    ingest(folder=documents, progress=lambda *_: None)
    place_of(File.objects.filter(name="report.pdf").first().sha256).write_bytes(b"changed")
    assert len(check_files(now=time.now())) == 1
    page = editor.get("/editors/keeping/").content.decode()
    assert "Damaged or missing:" in page and "report.pdf" in page and "broken.pdf" in page


def test_only_files_that_are_due_are_compared_again(alder: Any) -> None:
    check_files(now=time.now())
    place_of(File.objects.filter(name="report.pdf").first().sha256).unlink()
    assert check_files(now=time.now(), due_only=True) == []
    assert len(check_files(now=time.now())) == 1
