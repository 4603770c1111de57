"""A bundle that does not hold is kept aside: not published, not lost, and an editor decides."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from irwell.editors.actions import add_editor
from irwell.repository.actions import quarantine
from irwell.repository.models import Deposit, File, Quarantined, Record
from irwell.repository.views import depositing
from irwell.repository.views.throttle import Throttle
from tests.scanner import HARMLESS, clamd  # noqa: F401  a fixture

from .conftest import KEY, STRANGER, bundle

LIST = "/editors/kept-aside/"


@pytest.fixture
def editor(client: Client) -> Client:
    add_editor(email="edith@library.example", name="Edith Crane")
    editor = Client()
    editor.post("/editors/sign-in/", {"email": "edith@library.example"})
    words = mail.outbox[-1].body.split()
    editor.post(next(w.removeprefix("http://testserver") for w in words if w.startswith("http")))
    return editor


def changed(content: bytes, name: str, new: bytes) -> bytes:
    """A bundle with one file of it replaced after it was signed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new_zip,
    ):
        for item in old.infolist():
            data = new if item.filename.endswith(name) else old.read(item)
            new_zip.writestr(item.filename, data)
    return out.getvalue()


def send(client: Client, content: bytes) -> Any:
    return client.post("/deposit", content, content_type="application/zip")


def the_page() -> str:
    return f"{LIST}{Quarantined.objects.get().pk}/"


@pytest.fixture
def strange(client: Client, tmp_path: Path) -> Any:
    """A bundle signed by somebody whom nobody knows here."""
    return send(client, bundle(tmp_path, key=STRANGER))


def test_the_depositor_hears_that_it_is_kept_aside_and_where_to_look(
    client: Client, strange: Any
) -> None:
    said = strange.json()
    assert strange.status_code == 422 and not said["accepted"]
    assert "kept aside and not published; an editor" in said["problem"]
    status = client.get(said["kept_aside"]["status_url"]).json()
    assert status["state"] == "waiting" and "not by a key" in status["problem"]
    assert not Record.objects.exists()


def test_an_editor_sees_the_reason_what_it_says_of_itself_and_its_words(
    editor: Client, strange: Any
) -> None:
    listed = editor.get(LIST).content.decode()
    assert "1 waits for a decision" in listed and "Child Alder" in listed
    page = editor.get(the_page()).content.decode()
    for words in ("not by a key this repository trusts", "Oxmoor Safeguarding", "None of this is proved", "hidden behind a tidy home"):  # fmt: skip
        assert words in page
    assert "1 bundle kept aside" in editor.get("/editors/records/").content.decode()


def test_released_it_is_published_and_the_depositor_gets_a_receipt(
    client: Client, editor: Client, strange: Any, tmp_path: Path
) -> None:
    done = editor.post(the_page(), {"what": "release", "why": "They confirmed it by telephone."})
    assert done["Location"] == f"{LIST}?done=release"
    assert "tidy home" in client.get("/records/oxmoor-2026-01/").content.decode()
    assert "Child Alder" in client.get("/search?q=tidy&mode=words").content.decode()
    status = client.get(strange.json()["kept_aside"]["status_url"]).json()
    assert status["why"] == "They confirmed it by telephone."
    assert status["url"] == "http://testserver/records/oxmoor-2026-01/"
    again = send(client, bundle(tmp_path, key=STRANGER))
    assert again.status_code == 200 and again.json()["repeated"]
    assert "Edith Crane: They confirmed" in editor.get(the_page()).content.decode()


def test_rejected_it_is_gone_and_the_depositor_reads_why(
    client: Client, editor: Client, strange: Any, tmp_path: Path
) -> None:
    aside = Quarantined.objects.get()
    assert quarantine.place_aside(aside.sha256).is_file()
    editor.post(the_page(), {"what": "reject", "why": "Nobody there knows of it."})
    again = send(client, bundle(tmp_path, key=STRANGER)).json()
    assert "An editor did not take this bundle: Nobody there knows of it." in again["problem"]
    assert Quarantined.objects.count() == 1 and not Record.objects.exists()


def test_a_decision_needs_its_reason(editor: Client, strange: Any) -> None:
    page = editor.post(the_page(), {"what": "release", "why": " "})
    assert page.status_code == 422 and not Record.objects.exists()


def test_two_editors_do_not_decide_twice(editor: Client, strange: Any) -> None:
    editor.post(the_page(), {"what": "reject", "why": "Unknown."})
    page = editor.post(the_page(), {"what": "release", "why": "Known."})
    assert "Rejected by Edith Crane: Unknown." in page.content.decode()
    assert not Record.objects.exists()


def test_the_public_sees_neither_the_list_nor_a_bundle(client: Client, strange: Any) -> None:
    for path in (LIST, the_page()):
        assert client.get(path)["Location"].startswith("/editors/sign-in/")
    assert client.post(the_page(), {"what": "release", "why": "x"}).status_code == 302
    assert not Record.objects.exists()
    assert client.get(f"/bulk/{Quarantined.objects.get().sha256}").status_code == 404


def test_a_file_changed_after_signing_is_kept_aside_and_never_passes_for_the_signed_one(
    client: Client, editor: Client, tmp_path: Path
) -> None:
    genuine = bundle(tmp_path)
    words = b"<main><h1>Child Alder</h1><p>Words that nobody signed.</p></main>"
    answer = send(client, changed(genuine, "report.html", words)).json()
    assert "report.html is not what the manifest says" in answer["problem"]
    assert "the signature under its list of checksums is by oxmoor" in editor.get(the_page()).content.decode()  # fmt: skip
    assert send(client, genuine).status_code == 201
    assert "Words that nobody signed" not in client.get("/records/oxmoor-2026-01/").content.decode()
    page = editor.post(the_page(), {"what": "release", "why": "x"})
    assert "Version 1 of oxmoor-2026-01 is here already" in page.content.decode()
    assert File.objects.filter(name="report.html").count() == 1


def test_another_depositors_review_is_changed_only_by_an_editor_who_was_warned(
    client: Client, editor: Client, deposit: Any, settings: Any
) -> None:
    deposit()
    from cryptography.hazmat.primitives import serialization as s

    pem = STRANGER.public_key().public_bytes(s.Encoding.PEM, s.PublicFormat.SubjectPublicKeyInfo)
    (settings.IRWELL_TRUSTED_KEYS / "other.pem").write_bytes(pem)
    assert "belongs to another depositor" in deposit(key=STRANGER, version=2).json()["problem"]
    page = editor.get(the_page()).content.decode()
    assert "A review is published under this identifier" in page
    assert Record.objects.get().version == 1


def test_a_bundle_sent_again_after_its_key_came_settles_itself(
    client: Client, editor: Client, strange: Any, tmp_path: Path, settings: Any
) -> None:
    from cryptography.hazmat.primitives import serialization as s

    pem = STRANGER.public_key().public_bytes(s.Encoding.PEM, s.PublicFormat.SubjectPublicKeyInfo)
    (settings.IRWELL_TRUSTED_KEYS / "new.pem").write_bytes(pem)
    assert send(client, bundle(tmp_path, key=STRANGER)).status_code == 201
    assert "sent again and holds now" in editor.get(the_page()).content.decode()


def test_what_cannot_be_read_as_a_bundle_can_only_be_rejected(
    client: Client, editor: Client, tmp_path: Path
) -> None:
    send(client, changed(bundle(tmp_path), "metadata.json", b'{"schema": "other"}'))
    page = editor.get(the_page()).content.decode()
    assert "It cannot be released as it is" in page and 'value="release"' not in page
    assert editor.post(the_page(), {"what": "release", "why": "x"}).status_code == 422


def test_a_withdrawal_by_a_stranger_is_kept_aside_and_says_what_it_asks(
    client: Client, editor: Client, deposit: Any, tmp_path: Path
) -> None:
    deposit()
    answer = deposit(key=STRANGER, withdrawn=True, withdrawn_reason="Trust me.", version=2)
    assert answer.status_code == 422
    assert "asks for a published review to be withdrawn" in editor.get(the_page()).content.decode()
    assert client.get("/records/oxmoor-2026-01/").status_code == 200
    editor.post(the_page(), {"what": "release", "why": "The court wrote to us."})
    assert client.get("/records/oxmoor-2026-01/").status_code == 410


@pytest.mark.parametrize(
    ("name", "value"),
    [("version", "one"), ("summary", 5), ("themes", "Neglect"), ("authors", None), ("published", "soon"), ("withdrawn", 1), ("title", [])],
)  # fmt: skip
def test_metadata_of_the_wrong_kind_gets_a_sentence(
    client: Client, tmp_path: Path, name: str, value: Any
) -> None:
    content = bundle(tmp_path)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        inside = next(n for n in archive.namelist() if n.endswith("metadata.json"))
        data = json.loads(archive.read(inside))
    answer = send(
        client, changed(content, "metadata.json", json.dumps({**data, name: value}).encode())
    )
    assert answer.status_code == 422 and answer.json()["problem"].endswith(".")


def bomb(size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/data/report.html", b"\0" * size)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (bomb(20_000_000), "more than 200 times its size"),
        (b"PK\x05\x06" + b"\0" * 18, "but no bundle"),
        (b"nonsense", "not a .zip file that can be opened"),
    ],
)
def test_what_is_no_bundle_or_made_to_fill_a_disk_is_refused_and_not_kept(
    client: Client, content: bytes, words: str
) -> None:
    answer = send(client, content)
    assert answer.status_code == 422 and words in answer.json()["problem"]
    assert not Quarantined.objects.exists()


def test_a_stranger_cannot_fill_the_disk(
    client: Client, strange: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quarantine, "MOST_WAITING", 1)
    said = send(client, bundle(tmp_path, key=STRANGER, version=2)).json()
    assert "kept_aside" not in said and "kept aside" not in said["problem"]
    assert Quarantined.objects.count() == 1


def test_a_bundle_that_is_too_large_is_refused_unread(client: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = send(client, b"x" * 2000)
    assert answer.status_code == 413 and "larger than" in answer.json()["problem"]


def test_who_sends_without_pause_is_told_to_wait(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(depositing, "DEPOSITS", Throttle("2/m", scope="few"))
    answers = [send(client, b"x") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [422, 422, 429]
    assert int(answers[2]["Retry-After"]) > 0


def test_a_scanner_that_does_not_answer_blocks_and_nothing_is_unpacked_or_kept(
    client: Client, tmp_path: Path, settings: Any
) -> None:
    settings.IRWELL_CLAMD = str(tmp_path / "nobody.sock")
    answer = send(client, bundle(tmp_path, key=KEY))
    assert answer.status_code == 422 and "scanner does not answer" in answer.json()["problem"]
    assert not Deposit.objects.exists() and not Quarantined.objects.exists()


def test_something_harmful_in_a_bundle_is_refused_and_neither_opened_nor_kept(
    client: Client,
    tmp_path: Path,
    settings: Any,
    clamd: str,  # noqa: F811
) -> None:
    settings.IRWELL_CLAMD = clamd
    answer = send(client, changed(bundle(tmp_path, key=KEY), ".html", b"<p>" + HARMLESS))
    assert answer.status_code == 422 and "found something harmful" in answer.json()["problem"]
    assert not Deposit.objects.exists() and not Quarantined.objects.exists()
    assert send(client, bundle(tmp_path, key=KEY)).json()["accepted"]
