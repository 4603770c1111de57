"""Files through the door that strangers use: each refusal is a sentence, and nothing else is lost."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from irwell.audit.models import LoggedEvent
from irwell.documents import store
from irwell.documents.models import Document
from irwell.documents.queries import count_files
from tests.documents import files
from tests.documents.conftest import Send
from tests.scanner import HARMLESS

SOUND: dict[str, Callable[[], bytes]] = {
    "record.docx": files.docx,
    "record.DOCX": files.docx,
    "table.xlsx": files.xlsx,
    "record.odt": files.odt,
    "record.pdf": files.pdf,
    "bodymap.png": files.png,
    "bodymap.jpg": files.jpeg,
    "notes.txt": lambda: "She said “no” 😢 שלום".encode(),
    "notes-from-word.txt": lambda: "She said “no”".encode("cp1252"),
    "notes-from-notepad.txt": lambda: "She said no".encode("utf-16"),
    "template.docx": lambda: files.with_link("attachedTemplate", "file:///\\\\fileserver\\templates\\letter.dotx"),
    "links.docx": lambda: files.with_link("hyperlink", "https://www.example.org/"),
}  # fmt: skip


@pytest.mark.parametrize("name", SOUND)
def test_sound_files_are_kept_sealed_and_listed(client: Client, token: str, send: Send, name: str) -> None:  # fmt: skip
    data = SOUND[name]()

    answer = send(name, data)
    page = client.get(answer["Location"]).content.decode()

    document = Document.objects.get()
    assert name in page
    assert document.sha256 in str(LoggedEvent.objects.get(name="documents:file:uploaded").data)
    assert data not in store.fetch(document.stored_as)


OLE_WITH_FILE = files.OLE + b"\0" * 600 + "\x01Ole10Native".encode("utf-16-le")
DDE = b'<w:fldSimple w:instr="DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe"/>'
REFUSED: list[tuple[str, str, Callable[[], bytes], str]] = [
    ("wrong ending", "program.exe", lambda: b"MZ", "cannot be taken here"),
    ("no ending", "README", lambda: b"hello", "cannot be taken here"),
    ("ending hidden by text direction", "record\u202excod.exe", lambda: b"MZ", "cannot be taken here"),
    ("empty", "record.docx", lambda: b"", "is empty"),
    ("PDF named Word", "record.docx", files.pdf, "It seems to be a PDF"),
    ("Word named PDF", "record.pdf", files.docx, "is not a PDF"),
    ("Excel named Word", "record.docx", files.xlsx, "is not a Word document"),
    ("OpenDocument named otherwise", "record.odt", lambda: files.odt({"mimetype": b"x"}), "is not an OpenDocument text"),
    ("picture named otherwise", "map.png", files.jpeg, "It seems to be a JPEG picture"),
    ("program named text", "notes.txt", lambda: b"MZ\x90\0\x03\0", "It seems to be a program"),
    ("truncated Word", "record.docx", lambda: files.docx()[:-400], "damaged or incomplete"),
    ("truncated PDF", "record.pdf", lambda: files.pdf()[:200], "damaged or incomplete"),
    ("truncated picture", "map.png", lambda: files.png((600, 600))[:-40], "damaged or incomplete"),
    ("changed byte", "record.docx", lambda: _flipped(files.docx()), "damaged or incomplete"),
    ("protected Word", "record.docx", files.protected, "protected with a password"),
    ("protected PDF", "record.pdf", files.locked_pdf, "protected with a password"),
    ("protected OpenDocument", "record.odt", lambda: files.odt({"META-INF/manifest.xml": b"<a encryption-data=''/>"}), "protected with a password"),
    ("old Word", "record.docx", lambda: files.OLE + b"\0" * 900, "old Office format"),
    ("macros", "record.docx", lambda: files.with_parts({"word/vbaProject.bin": b"x"}), "contains macros"),
    ("macros in OpenDocument", "record.odt", lambda: files.odt({"Basic/Standard/script-lb.xml": b"<a/>"}), "contains macros"),
    ("macros one level down", "record.docx", lambda: files.with_parts({"word/embeddings/a.xlsx": files.zipped({"xl/vbaProject.bin": b"x"})}), "contains macros"),
    ("program inside", "record.docx", lambda: files.with_parts({"word/media/image9.png": b"MZ\x90\0"}), "packed inside it"),
    ("packaged file inside", "record.docx", lambda: files.with_parts({"word/embeddings/oleObject1.bin": OLE_WITH_FILE}), "packed inside it"),
    ("linked object", "record.docx", lambda: files.with_link("oleObject", "file:///c:/a.xlsx"), "from elsewhere"),
    ("template on the web", "record.docx", lambda: files.with_link("attachedTemplate", "https://evil.example/a.dotm"), "from elsewhere"),
    ("template on a far share", "record.docx", lambda: files.with_link("attachedTemplate", "file:///\\\\evil.example\\a\\b.dotm"), "from elsewhere"),
    ("picture on the web", "record.docx", lambda: files.with_link("image", "http://evil.example/pixel.png"), "from elsewhere"),
    ("field that starts a program", "record.docx", lambda: files.with_parts({"word/footer9.xml": DDE}), "from elsewhere"),
    ("entities", "record.docx", lambda: files.with_parts({"word/header9.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "Office programs never write"),
    ("bomb", "record.docx", files.bomb, "too much to be opened safely"),
    ("nested bomb", "record.docx", files.nested_bomb, "too much to be opened safely"),
    ("script in a PDF", "record.pdf", files.pdf_with_script, "a script (JavaScript)"),
    ("PDF that starts a program", "record.pdf", files.pdf_that_launches, "starts a program"),
    ("file in a PDF", "record.pdf", files.pdf_with_file, "another file inside it"),
    ("too many pages", "record.pdf", lambda: files.pdf(2001), "2,001 pages"),
    ("too many pixels", "map.png", files.huge_png, "30,000 by 30,000 pixels"),
]  # fmt: skip


def _flipped(data: bytes) -> bytes:
    at = data.index(b"word/document.xml") + 200
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


@pytest.mark.parametrize(("name", "make", "said"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])  # fmt: skip
def test_what_cannot_be_taken_is_refused_with_a_sentence(
    send: Send, name: str, make: Callable[[], bytes], said: str
) -> None:
    page = send(name, make())

    assert page.status_code == 422
    assert said in page.content.decode()
    assert not Document.objects.exists()
    assert LoggedEvent.objects.get(name="documents:file:refused").data["reason"]


def test_of_several_files_the_good_ones_are_kept(send: Send) -> None:
    page = send("record.docx", files.docx(), "macro.docx", files.with_parts({"word/vbaProject.bin": b"x"}))  # fmt: skip

    body = page.content.decode()
    assert page.status_code == 422
    assert "“macro.docx” contains macros" in body
    assert Document.objects.get().file_name == "record.docx"
    assert 'Remove<span class="govuk-visually-hidden"> record.docx</span>' in body


def test_200_mb_are_counted_and_never_kept(send: Send) -> None:
    page = send("record.docx", b"PK" + bytes(200 * 1024 * 1024))

    assert page.status_code == 422
    assert "is 200 MB; the most is 50 MB" in page.content.decode()
    assert not Document.objects.exists()


def test_a_large_upload_waits_in_a_file_without_a_name(
    send: Send, tmp_path: Path, settings
) -> None:
    arriving = tmp_path / "arriving"
    arriving.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = str(arriving)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1024

    send("notes.txt", b"a line of notes\n" * 10_000)

    assert Document.objects.get().size == 160_000
    assert list(arriving.iterdir()) == []


def test_a_virus_is_refused(send: Send, clamd: str, settings) -> None:
    settings.IRWELL_CLAMD = clamd

    page = send("notes.txt", b"before " + HARMLESS + b" after")

    assert page.status_code == 422
    assert "the malware scanner found something harmful" in page.content.decode()
    assert LoggedEvent.objects.get(name="documents:file:refused").data["reason"] == "malware"
    assert not Document.objects.exists()


def test_a_clean_file_says_that_it_was_scanned(
    client: Client, send: Send, clamd: str, settings
) -> None:
    settings.IRWELL_CLAMD = clamd

    page = client.get(send("notes.txt", b"nothing to find")["Location"]).content.decode()

    assert "scanned: nothing found" in page


def test_a_scanner_that_does_not_answer_blocks(send: Send, settings, tmp_path: Path) -> None:
    settings.IRWELL_CLAMD = str(tmp_path / "clamd.sock")

    page = send("notes.txt", b"hello")

    assert page.status_code == 422
    assert "the malware scanner does not answer" in page.content.decode()
    assert not Document.objects.exists()


def test_a_full_disk_is_said_and_leaves_nothing_behind(
    client: Client, send: Send, token: str, settings, full_disk: Path
) -> None:
    send("first.txt", b"kept before the disk was full")
    settings.IRWELL_FILES = full_disk / "files"

    page = send("notes.txt", os.urandom(300_000).hex().encode())

    assert page.status_code == 422
    assert "could not be kept" in page.content.decode()
    assert "first.txt" in page.content.decode()
    assert [p for p in full_disk.rglob("*") if p.is_file()] == []
    assert Document.objects.count() == 1


def test_a_disk_that_fills_while_the_upload_arrives_is_said_too(
    send: Send, settings, full_disk: Path
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(full_disk)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1024

    page = send("notes.txt", b"a line of notes\n" * 40_000)

    assert page.status_code == 422
    assert "could not be kept" in page.content.decode()
    assert list(full_disk.iterdir()) == []


def test_a_file_whose_row_was_never_written_is_found(send: Send) -> None:
    send("notes.txt", b"hello")
    stray = store.keep(b"sealed, but the upload was cut off")

    count = count_files(open_each=True)

    assert count.whole == 1
    assert count.without_row == (stray,)
    store.remove(stray)


def test_a_row_whose_file_is_gone_and_a_changed_file_are_found(send: Send) -> None:
    send("one.txt", b"one", "two.txt", b"two")
    one, two = Document.objects.order_by("created_at")
    store.remove(one.stored_as)
    path = Path(settings.IRWELL_FILES) / two.stored_as[:2] / two.stored_as
    sealed = path.read_bytes()
    path.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))

    count = count_files(open_each=True)

    assert count.without_file == (str(one.pk),)
    assert count.damaged == (str(two.pk),)


def test_the_command_says_what_is_out_of_order(
    send: Send, capsys: pytest.CaptureFixture[str]
) -> None:
    from irwell.cli import main

    send("one.txt", b"one")
    in_order = main(["check", "files"])
    store.remove(Document.objects.get().stored_as)

    assert in_order == 0
    assert main(["check", "files"]) == 1
    assert "its sealed file is missing" in capsys.readouterr().out


def test_the_name_of_a_file_cannot_leave_its_place(client: Client, token: str) -> None:
    file = SimpleUploadedFile("x.txt", b"hello")
    file.name, file._name = "..\\..\\etc\\pass\nwd.txt", "..\\..\\etc\\pass\nwd.txt"
    client.post(f"/refer/form/{token}/files/", {"added": [file]})

    assert Document.objects.get().file_name in ("passwd.txt", "pass", "wd.txt", "pass wd.txt")
