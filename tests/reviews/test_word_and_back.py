"""A Word file read into the report and written out again: ids stay, and what the text cannot hold is listed."""

import io
import re
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from docx.shared import Cm
from PIL import Image

from irwell.core.words_apart import words_apart
from irwell.demo.seeding import word_parts
from irwell.documents import actions as documents
from irwell.reviews import actions, queries, rules
from irwell.reviews.models import ReportVersion
from tests.people import People
from tests.reviews.conftest import Stage, report_file
from tests.reviews.test_commissioning import page

PARTS = (
    rules.Part(1, "title", "The report"),
    rules.Part(2, "h1", "Why"),
    rules.Part(3, "p", "Bold words here. [note: A note.] And after.", marks=((0, 4, "strong"),)),
    rules.Part(4, "bullet", "One point of three"),
    rules.Part(5, "h2", "Under it"),
    rules.Part(6, "number", "First numbered point"),
    rules.Part(7, "number", "Second numbered point"),
    rules.Part(8, "table", "Theme | What\nVoice | Heard [note: once]\n | Blank before", level=1),
    rules.Part(9, "quote", "Nobody asked me that."),
)


def test_what_goes_out_as_word_comes_back_as_it_was() -> None:
    back = rules.reading_of(rules.word_of(PARTS))
    found = rules.matched(PARTS, back.parts)

    assert found.parts == PARTS
    assert not found.changed
    assert not found.lost


def plain_picture(colour: str = "teal") -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Taken by Odalys Wrenfield"
    Image.new("RGB", (60, 40), colour).save(out, "JPEG", exif=exif)
    return out.getvalue()


def add_picture(document: Any, colour: str, words: str) -> None:
    document.add_picture(io.BytesIO(plain_picture(colour)), width=Cm(4))
    for node in document.paragraphs[-1]._p.iter():
        if words and node.tag.endswith("}docPr"):
            node.set("descr", words)


def file_with_pictures(*described: tuple[str, str]) -> bytes:
    """A Word report with a picture for each (colour, what it shows)."""
    document = Document()
    document.add_heading("What we saw", level=1)
    document.add_paragraph("The plan of the home is below.")
    for number, (colour, words) in enumerate(described):
        add_picture(document, colour, words)
        document.add_paragraph(f"After picture {number + 1}.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def odd_file() -> bytes:
    """Everything at once: styles, a picture, merged cells, a comment, a tracked change, hidden words, a footnote."""
    document = Document()
    document.styles.add_style("House style of somebody", 1)
    document.add_heading("Odd things", level=1)
    first = document.add_paragraph(
        "A paragraph in a style of its own.", style="House style of somebody"
    )
    document.add_comment(first.runs, "Is this right?", author="Someone", initials="S")
    word_parts.track_change(first, "words taken out", "words put in", "Someone")
    second = document.add_paragraph("A paragraph with a note")
    word_parts.refer_to_footnote(second, 1)
    word_parts.add_hidden(second, " hidden words")
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(picture, "PNG")
    picture.seek(0)
    document.add_picture(picture, width=Cm(2))
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(table._cells, "abcdef", strict=True):
        cell.text = text
    table.cell(0, 0).merge(table.cell(0, 1))
    document.sections[0].header.paragraphs[0].text = "A header"
    word_parts.add_footnotes(document, ["The words of the note."])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_nothing_of_an_odd_file_is_dropped_in_silence() -> None:
    read = rules.reading_of(odd_file())
    text = "\n".join(part.text for part in read.parts)
    listed = "\n".join(f"{x.what}: {x.words}" for x in read.left_out)

    for words in (
        "style of its own",
        "words put in",
        "[note: The words of the note.]",
        rules.WITHOUT_WORDS,
        "d | e | f",
    ):
        assert words in text
    for words in (
        "Comment: Is this right?", "Struck out by a tracked change: words taken out", "hidden words", "A header",
        "Merged cells", "Styles of its own", "Authors of changes",
    ):  # fmt: skip
        assert words in listed
    assert "words taken out" not in text
    assert "hidden words" not in text


@pytest.mark.django_db
def test_what_a_word_file_holds_beside_its_text_is_listed_on_the_version(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case, rosalind = review_at("drafting"), as_person(people.rosalind)
    upload = SimpleUploadedFile("Odd.docx", odd_file())

    rosalind.post(page(case, "report/"), {"file": upload, "note": "Odd"})
    shown = rosalind.get(page(case, "report/1/")).content.decode()

    assert "that the file holds beside this text" in shown
    assert "Is this right?" in shown
    assert "words taken out" in shown
    assert "Words for those who cannot see it are wanting" in shown


def uploaded(client: Any, case: Any, data: bytes, note: str = "") -> ReportVersion:
    file = SimpleUploadedFile("Report.docx", data)
    assert client.post(page(case, "report/"), {"file": file, "note": note}).status_code == 302
    newest = ReportVersion.objects.order_by("version").last()
    assert newest is not None
    return newest


def figures_in(version: ReportVersion) -> list[rules.Part]:
    return [part for part in rules.parts_from(version.content) if part.kind == "figure"]


@pytest.mark.django_db
def test_a_picture_of_a_word_file_is_carried_into_the_browser_and_into_word_again(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case, rosalind = review_at("drafting"), as_person(people.rosalind)
    first = uploaded(rosalind, case, file_with_pictures(("teal", "A plan of the home.")))
    (figure,) = figures_in(first)
    address = page(case, f"report/pictures/{figure.asset}/")

    (held_in,) = rules.sections_of(rules.parts_from(first.content))
    section = rosalind.get(page(case, f"report/write/{held_in.id}/")).content.decode()
    seen = rosalind.get(address)
    out = rosalind.get(page(case, "report/write/word/")).content

    assert figure.text == "A plan of the home."
    assert "Picture" not in [what for what, *_ in first.left_out]
    for shown in (section, rosalind.get(page(case, "report/1/")).content.decode()):
        assert f'<img src="{address}"' in shown
        assert "Picture: A plan of the home.</figcaption>" in shown
    assert seen["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(seen.content)).size == (60, 40)
    assert b"Odalys" not in seen.content + out
    again = uploaded(rosalind, case, out)
    assert figures_in(again) == [figure]
    assert case.practice_review.pictures.count() == 1


@pytest.mark.django_db
def test_a_comparison_shows_which_picture_went_came_or_changed_with_the_words_of_each(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case, rosalind = review_at("drafting"), as_person(people.rosalind)
    first, second, third = (
        uploaded(rosalind, case, file_with_pictures(*pictures))
        for pictures in (
            [("teal", "A plan of the home.")],
            [("navy", "A plan of the home.")],
            [("navy", "A plan of the home."), ("red", "The street.")],
        )
    )

    def compared(old: int, new: int) -> str:
        return str(rosalind.get(page(case, f"report/{old}/beside/{new}/")).content.decode())

    def shows(html: str, part: rules.Part, words: str) -> bool:
        address = page(case, f"report/pictures/{part.asset}/")
        return re.search(rf'src="{address}".*?<figcaption[^>]*>{words}<', html, re.S) is not None

    changed, came, went = compared(1, 2), compared(2, 3), compared(3, 2)
    assert shows(changed, figures_in(first)[0], "Picture before: A plan of the home.")
    assert shows(changed, figures_in(second)[0], "Picture now: A plan of the home.")
    assert "Another picture stands here. What it is said to show stayed as it was" in changed
    assert shows(came, figures_in(third)[1], "Picture now: The street.")
    assert "This picture came." in came
    assert shows(went, figures_in(third)[1], "Picture before: The street.")
    assert "This picture went." in went
    assert "<img" not in compared(1, 1)


def test_words_added_at_the_end_or_in_the_middle_leave_the_rest_as_it_was() -> None:
    assert words_apart("He was seen. ", "He was seen. Twice.") == (
        ("same", "He was seen. "),
        ("added", "Twice."),
    )
    assert words_apart("She was not seen at home", "She was then seen at school and home") == (
        ("same", "She was "),
        ("removed", "not "),
        ("added", "then "),
        ("same", "seen at "),
        ("added", "school and "),
        ("same", "home"),
    )
    assert words_apart("", "New") == (("added", "New"),)
    assert words_apart("a b a", "a") == (("same", "a"), ("removed", "b a"))


@pytest.mark.django_db
def test_a_version_from_the_browser_waits_for_words_for_each_picture_and_holds_it(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case, rosalind = review_at("drafting"), as_person(people.rosalind)
    first = uploaded(rosalind, case, file_with_pictures(("teal", ""), ("navy", "")))
    one, two = figures_in(first)
    base, section = page(case, "report/write/"), rules.sections_of(rules.parts_from(first.content))

    refused = rosalind.post(f"{base}version/", {"note": ""}, follow=True).content.decode()
    rosalind.post(f"{base}{section[-1].id}/hold/", {"step": "open"})
    boxes = rosalind.get(f"{base}{section[-1].id}/boxes/").content.decode()
    rows = [
        replace(row, text="A plan of the home") if row.id == one.id else row
        for row in rules.rows_of(section[-1])
        if row.id != two.id
    ]
    sent = {**rules.as_typed(rows), "basis": section[-1].fingerprint, "step": "save"}
    rosalind.post(f"{base}{section[-1].id}/boxes/", sent)
    rosalind.post(f"{base}version/", {"note": ""})

    assert "Say what the picture in “What we saw” shows" in refused
    assert "What the picture shows, for those who cannot see it" in boxes
    kept = ReportVersion.objects.get(version=2)
    assert [part.text for part in figures_in(kept)] == ["A plan of the home"]
    read = rules.reading_of(documents.read(kept.document))
    assert [part.text for part in read.parts if part.asset] == ["A plan of the home"]
    # The first file has no words for it: those that were given here stay.
    third = uploaded(rosalind, case, file_with_pictures(("teal", "")))
    assert [part.text for part in figures_in(third)] == ["A plan of the home"]
    assert figures_in(third)[0].id == one.id


@pytest.mark.django_db
def test_a_picture_has_other_words_for_publication_or_is_left_out_of_it(
    review_at: Stage, people: People, as_person: Any
) -> None:
    parts = (
        rules.Part(1, "h1", "Seen"),
        rules.Part(2, "figure", "Mum’s kitchen", asset="a", public="A kitchen", public_of=1),
        rules.Part(3, "figure", "The street", asset="b", out=True),
    )
    png = redrawn_png()

    full = rules.reading_of(rules.word_of(parts, {"a": png, "b": png}))
    edition = rules.reading_of(rules.word_of(parts, {"a": png, "b": png}, public=True))

    assert [p.text for p in full.parts if p.asset] == ["Mum’s kitchen", "The street"]
    assert [p.text for p in edition.parts if p.asset] == ["A kitchen"]


def redrawn_png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (6, 4), "teal").save(out, "PNG")
    return out.getvalue()


def test_a_picture_that_cannot_be_drawn_is_listed_with_the_reason_and_marked_where_it_stood() -> (
    None
):
    read = rules.reading_of(file_with_pictures(("teal", "A plan")))
    broken = replace(read.document, quarantined=())

    found = rules.drawn(broken, read.parts, {}, ())

    (figure,) = [part for part in found.parts if part.kind == "figure"]
    assert figure.text == "Picture: A plan. It stays in the file of this version."
    assert not figure.asset
    assert found.left_out[0].words == "There is no such picture in the document."
    back = rules.reading_of(rules.word_of(found.parts))
    assert [part.text for part in back.parts if part.kind == "figure"] == [figure.text]


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "status"), [("maya", 200), ("tomos", 403), ("oona", 404)])
def test_who_sees_a_picture_of_the_report(
    review_at: Stage, people: People, as_person: Any, who: str, status: int
) -> None:
    case = review_at("drafting")
    version = uploaded(as_person(people.rosalind), case, file_with_pictures(("teal", "A plan")))
    address = page(case, f"report/pictures/{figures_in(version)[0].asset}/")

    assert as_person(getattr(people, who)).get(address).status_code == status


@pytest.mark.django_db
def test_a_draft_taken_to_word_comes_back_with_its_ids_comments_and_unsaved_work(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case, rosalind = review_at("drafting"), as_person(people.rosalind)
    rosalind.post(page(case, "report/"), {"file": report_file(case), "note": "First"})
    first = ReportVersion.objects.get()
    actions.add_section(
        case=case, title="Only in the browser", after=-1, by=people.rosalind, now=first.created_at
    )
    data = rosalind.get(page(case, "report/write/word/")).content

    document = Document(io.BytesIO(data))
    changed = next(
        p for p in document.paragraphs if p.text.startswith("The purpose of a practice review")
    )
    changed.add_run(" A sentence added in Word.")
    gone = next(p for p in document.paragraphs if p.text.startswith("Every agency that met"))
    gone._p.getparent().remove(gone._p)
    out = io.BytesIO()
    document.save(out)
    rosalind.post(
        page(case, "report/"),
        {"file": SimpleUploadedFile("Back.docx", out.getvalue()), "note": "Back"},
    )

    versions = list(ReportVersion.objects.order_by("version"))
    ids = [{p.key: p.text for p in queries.numbered_in(v)} for v in versions]
    key = next(
        k for k, text in ids[0].items() if text.startswith("The purpose of a practice review")
    )
    assert [v.uploaded for v in versions] == [True, False, True]
    assert "stood in the browser before" in versions[1].note
    assert ids[2][key].endswith("A sentence added in Word.")
    lost = [words for what, _, words in versions[2].left_out if "is not in the file" in what]
    assert len(lost) == 1
    assert lost[0].startswith("Every agency that met")
    same = sum(ids[0][k] == ids[2].get(k) for k in ids[0])
    assert same >= len(ids[0]) - 2


def test_a_paragraph_moved_elsewhere_or_changed_keeps_its_id() -> None:
    old = [
        rules.Part(n, "p", f"Paragraph number {word} speaks of {word} alone.")
        for n, word in enumerate(("one", "two", "three", "four"), 1)
    ]
    new = [
        old[3].text,
        old[0].text,
        "Paragraph number two speaks of two, and of more.",
        "Quite new words stand here.",
    ]

    found = rules.matched(old, [rules.Part(0, "p", text) for text in new])

    assert [part.id for part in found.parts] == [4, 1, 2, 0]
    assert [part.id for part in found.lost] == [3]
