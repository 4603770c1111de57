"""Pictures and built-in files of a report: each waits for a person; what is taken over is pixels alone."""

import io
import zipfile

import pytest
from docx import Document as Word
from PIL import Image, PngImagePlugin

from irwell.anonymisation import queries
from irwell.anonymisation.models import Certificate, PartDecision
from irwell.anonymise.reading import read
from irwell.audit.models import LoggedEvent
from tests.anonymisation.conftest import TEXTS, Desk, approve
from tests.kept import kept
from tests.people import People

TAKEN = {"choice": "take", "alt_text": "A chart of visits by month", "looked": "on"}


def picture(colour: str, told: str = "") -> bytes:
    """A picture whose file tells more than its pixels."""
    kept_in = PngImagePlugin.PngInfo()
    kept_in.add_text("Author", told)
    held = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(held, "PNG", pnginfo=kept_in)
    return held.getvalue()


def with_pictures(*pictures: bytes, extra: dict[str, bytes] | None = None) -> bytes:
    word = Word()
    word.add_heading("What happened", 1)
    for text in TEXTS:
        word.add_paragraph(text)
    for one in pictures:
        word.add_picture(io.BytesIO(one))
    held = io.BytesIO()
    word.save(held)
    with zipfile.ZipFile(held, "a") as package:
        for name, data in (extra or {}).items():
            package.writestr(name, data)
    return held.getvalue()


@pytest.fixture
@kept
def pictured(maya: Desk, people: People) -> Desk:
    """A report with two pictures; everything in its text is decided."""
    approve(
        maya.case,
        people,
        with_pictures(picture("red", "Juno Hollowgate"), picture("blue")),
    )
    maya.start()
    maya.accept_everything()
    maya.read_twice()
    return maya


def parts(desk: Desk) -> list[str]:
    return [part.id for part in queries.parts_of(desk.run)]


def test_nothing_is_written_while_a_picture_waits(pictured: Desk) -> None:
    page = pictured.get()
    answer = pictured.post("write/")

    assert "2 pictures or built-in files" in page
    assert "2 of 2 left" in page
    assert answer.status_code == 409
    assert "2 pictures or built-in files wait for a decision" in answer.content.decode()
    assert not Certificate.objects.exists()


def test_a_picture_is_shown_as_its_pixels_alone_and_the_look_is_logged(pictured: Desk) -> None:
    first = parts(pictured)[0]

    page = pictured.get(f"pictures/{first}/")
    answer = pictured.client.get(f"{pictured.base}pictures/{first}/drawn/")

    assert f"{pictured.base}pictures/{first}/drawn/" in page
    assert "Irwell cannot read words in a picture" in page
    assert answer["Content-Type"] == "image/png"
    assert answer["Cache-Control"] == "no-store"
    assert b"Hollowgate" not in answer.content
    assert Image.open(io.BytesIO(answer.content)).getpixel((5, 5)) == (255, 0, 0)
    assert LoggedEvent.objects.filter(name="anonymisation:run:read", data__page="picture").exists()


def test_a_picture_taken_over_stands_in_every_file_with_its_new_words(pictured: Desk) -> None:
    first, second = parts(pictured)
    onward = pictured.post(f"pictures/{first}/", TAKEN)
    pictured.post(f"pictures/{second}/", {"choice": "say"})

    pictured.post("write/")

    files = queries.clean_files(Certificate.objects.get(run=pictured.run))
    page, word = files["report.html"].decode(), read("report.docx", files["report.docx"])
    assert onward.url.endswith(f"pictures/{second}/")
    assert 'alt="A chart of visits by month"' in page
    assert "[A picture was left out here.]" in page
    assert "[A picture was left out here.]" in word.text
    assert [q.kind.value for q in word.quarantined] == ["picture"]
    assert b"/Image" in files["report.pdf"]
    for data in files.values():
        assert b"Juno" not in data
    assert "Pictures taken over" in pictured.get()


def test_a_picture_left_out_without_a_word_leaves_nothing(pictured: Desk) -> None:
    for one in parts(pictured):
        pictured.post(f"pictures/{one}/", {"choice": "drop"})

    pictured.post("write/")

    files = queries.clean_files(Certificate.objects.get(run=pictured.run))
    assert "<img" not in files["report.html"].decode()
    assert "left out" not in files["report.html"].decode()


def test_new_words_that_name_somebody_are_sent_back_with_what_was_typed(pictured: Desk) -> None:
    answer = pictured.post(
        f"pictures/{parts(pictured)[0]}/", {**TAKEN, "alt_text": "Wren Hollowgate at school"}
    )
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "still identifies Child A" in page
    assert "Wren Hollowgate at school" in page
    assert not PartDecision.objects.exists()


def test_a_picture_is_not_taken_over_unlooked_at_or_without_words(pictured: Desk) -> None:
    answer = pictured.post(f"pictures/{parts(pictured)[0]}/", {"choice": "take", "alt_text": ""})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Say what the picture shows" in page
    assert "Look at the whole picture first" in page


def test_the_decision_holds_for_the_same_picture_in_the_next_version(
    pictured: Desk, people: People
) -> None:
    pictured.post(f"pictures/{parts(pictured)[0]}/", TAKEN)
    approve(
        pictured.case, people, with_pictures(picture("green"), picture("red", "Juno Hollowgate"))
    )

    pictured.post("look-again/")

    assert [part.id for part in queries.parts_waiting(pictured.run)] == [parts(pictured)[0]]


def test_a_picture_that_no_pixels_can_be_made_of_can_only_be_left_out(
    pictured: Desk, people: People
) -> None:
    data = with_pictures(picture("red"))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = {name: package.read(name) for name in package.namelist()}
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as package:
        for name, content in names.items():
            package.writestr(name, b"no picture" if "media/" in name else content)
    approve(pictured.case, people, broken.getvalue())
    pictured.post("look-again/")

    page = pictured.get(f"pictures/{parts(pictured)[0]}/")
    answer = pictured.post(f"pictures/{parts(pictured)[0]}/", TAKEN)

    assert "cannot be turned into plain pixels" in page
    assert answer.status_code == 422


def test_a_file_built_in_is_never_taken_over_and_is_left_out_in_one_press(
    pictured: Desk, people: People
) -> None:
    extra = {
        "word/embeddings/table.bin": b"a table",
        "word/embeddings/Wren.bin": b"Wren Hollowgate",
    }
    approve(pictured.case, people, with_pictures(extra=extra))
    pictured.post("look-again/")
    page = pictured.get("pictures/")

    pictured.post("pictures/leave-out/")
    pictured.post("write/")

    assert "Leave out the 2 that cannot be taken over" in page
    assert Certificate.objects.filter(run=pictured.run).exists()
    assert pictured.post(f"pictures/{parts(pictured)[0]}/", TAKEN).status_code == 422


def test_pictures_are_for_those_who_anonymise(pictured: Desk, people: People, as_person) -> None:
    address = f"{pictured.base}pictures/{parts(pictured)[0]}/drawn/"

    seen = {
        who: as_person(getattr(people, who)).get(address).status_code
        for who in ("ines", "lena", "oona")
    }

    assert seen == {"ines": 200, "lena": 403, "oona": 404}
