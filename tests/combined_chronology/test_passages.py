"""A line tied to a passage of a document, and the document opened at the passage; key lines of enquiry."""

import io
from datetime import UTC, datetime

import pytest
from docx import Document as Word
from weasyprint import HTML

from irwell.accounts.models import Agency
from irwell.cases.models import Case
from irwell.combined_chronology import queries
from irwell.combined_chronology.models import EnquiryTag, Passage
from irwell.documents.actions import keep_made
from irwell.documents.content.words import Part, find
from irwell.documents.models import Document
from irwell.documents.rules import Purpose
from irwell.reviews.actions import add_key_line
from irwell.reviews.models import PracticeReview
from tests.combined_chronology.returns import POLICE, sign
from tests.combined_chronology.test_timeline import path, text_of
from tests.people import People
from tests.stages import bring_to

QUOTE = "the caller heard “shouting”\nand a child crying"


def word() -> bytes:
    document = Word()
    for number in range(30):
        document.add_paragraph(f"Paragraph {number} of the log of Juno Hollowgate.")
    document.add_paragraph(
        "At 22:10 the caller heard “shouting” and a child crying; no unit was free."
    )
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf() -> bytes:
    page = "<p style='break-after: page'>The log of that night, Juno Hollowgate.</p>"
    return HTML(
        string=f"{page}{page}<p>At 22:10 the caller heard “shouting” and a child crying.</p>"
    ).write_pdf()


@pytest.fixture(params=["docx", "pdf"])
def document(request, returned: Case, people: People) -> Document:
    data = word() if request.param == "docx" else pdf()
    return keep_made(
        data=data, file_name=f"Juno Hollowgate log.{request.param}", purpose=Purpose.EVIDENCE, key=returned.key,
        by=people.maya, case_id=returned.pk,
    )  # fmt: skip


def choosing(case: Case, document: Document) -> str:
    line = queries.timeline_of(case).filter(text="neighbour").entries[0].id
    return path(case, f"lines/{line}/passages/{document.pk}/")


@pytest.fixture
def tied(returned: Case, document: Document, people: People, as_person) -> Passage:
    answer = as_person(people.colm).post(choosing(returned, document), {"quote": QUOTE})
    assert answer.status_code == 302, answer.content.decode()
    return Passage.objects.get()


def test_a_line_is_tied_to_a_passage_and_the_document_opens_at_it(
    returned: Case, tied: Passage, people: People, as_person
) -> None:
    colm = as_person(people.colm)
    line = text_of(colm, path(returned, f"lines/{tied.entry_id}/"))
    page = text_of(colm, path(returned, f"passages/{tied.pk}/"))
    mark = page[page.index('<mark id="passage">') : page.index("</mark>")]

    assert f"/passages/{tied.pk}/#passage" in line
    assert "shouting" in mark
    assert "crying" in mark
    assert "22:10" not in mark


def test_a_pdf_opens_at_its_page(returned: Case, people: People, as_person) -> None:
    made = keep_made(
        data=pdf(), file_name="log.pdf", purpose=Purpose.EVIDENCE, key=returned.key, by=people.maya,
        case_id=returned.pk,
    )  # fmt: skip
    colm = as_person(people.colm)
    colm.post(choosing(returned, made), {"quote": QUOTE})
    tied = Passage.objects.get()

    page = text_of(colm, path(returned, f"passages/{tied.pk}/"))
    itself = colm.get(path(returned, f"passages/{tied.pk}/original/"))

    assert tied.page == 3
    assert f"/passages/{tied.pk}/original/#page=3" in page
    assert itself.headers["Content-Disposition"].startswith("inline")
    assert "script" not in itself.headers["Content-Security-Policy"]
    assert itself.content.startswith(b"%PDF")


def scan() -> bytes:
    """A page that is a picture, a page of text, a page that is a picture."""
    picture = "<svg width='200' height='200'><rect width='200' height='200' fill='grey'/></svg>"
    page = f"<div style='break-after: page'>{picture}</div>"
    return HTML(
        string=f"{page}<p style='break-after: page'>The log of that night.</p>{picture}"
    ).write_pdf()


@pytest.fixture
def scanned(returned: Case, people: People) -> Document:
    return keep_made(
        data=scan(), file_name="log.pdf", purpose=Purpose.EVIDENCE, key=returned.key, by=people.maya,
        case_id=returned.pk,
    )  # fmt: skip


def test_a_scan_says_that_it_holds_no_text_and_what_to_do(
    returned: Case, scanned: Document, people: People, as_person
) -> None:
    page = text_of(as_person(people.colm), choosing(returned, scanned))

    assert "2 pages of this PDF are pictures without text" in page
    assert "This page is a picture: it holds no text." in page
    assert "Or ask for a copy whose text can be selected." in page


def test_words_of_a_scanned_page_are_typed_and_marked_so(
    returned: Case, scanned: Document, people: People, as_person
) -> None:
    colm = as_person(people.colm)

    answer = colm.post(
        choosing(returned, scanned), {"quote": "Juno Hollowgate rang twice", "page": "3"}
    )
    tied = Passage.objects.get()
    line = text_of(colm, path(returned, f"lines/{tied.entry_id}/"))
    page = text_of(colm, path(returned, f"passages/{tied.pk}/"))

    assert answer.status_code == 302
    assert (tied.page, tied.typed) == (3, True)
    assert "Typed by Colm Derrywater from a page that is a picture; not checked." in line
    assert "Nothing could check the words" in page
    assert "/original/#page=3" in page
    assert "Mother rang twice" in page
    assert "Juno" not in page[page.index("<main") :]


@pytest.mark.parametrize(
    ("page", "said"),
    [("", "give its page"), ("2", "Page 2 holds text"), ("9", "The document has 3 pages")],
)
def test_words_that_nothing_can_check_need_a_page_without_text(
    returned: Case, scanned: Document, people: People, as_person, page: str, said: str
) -> None:
    answer = as_person(people.colm).post(
        choosing(returned, scanned), {"quote": "nobody was free", "page": page}
    )

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "nobody was free" in answer.content.decode()
    assert Passage.objects.count() == 0


def test_labels_hold_in_the_text_of_a_document(
    returned: Case, tied: Passage, people: People, as_person
) -> None:
    page = text_of(as_person(people.colm), path(returned, f"passages/{tied.pk}/"))

    assert "Juno" not in page[page.index("<main") :]
    assert "Mother" in page


def test_words_that_do_not_stand_in_the_document_are_refused_and_kept(
    returned: Case, document: Document, people: People, as_person
) -> None:
    answer = as_person(people.colm).post(choosing(returned, document), {"quote": "nobody was free"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "do not stand in the document" in page
    assert "nobody was free" in page
    assert Passage.objects.count() == 0


def test_the_same_passage_twice_is_kept_once(
    returned: Case, tied: Passage, people: People, as_person
) -> None:
    as_person(people.colm).post(choosing(returned, tied.document), {"quote": QUOTE})

    assert Passage.objects.count() == 1


def test_a_passage_follows_its_line_through_a_corrected_return(
    returned: Case, tied: Passage, people: People, as_person
) -> None:
    corrected = POLICE.replace("Neighbour heard shouting", "Neighbour heard shouting at 2 am")
    sign(returned, Agency.objects.get(kind="police"), corrected, people.maya, version=2)

    page = text_of(as_person(people.colm), path(returned, "?status=linked"))

    assert "shouting at 2 am" in page


def test_a_document_that_a_person_may_not_open_is_not_found(
    returned: Case, people: People, as_person
) -> None:
    contract = keep_made(
        data=pdf(), file_name="contract.pdf", purpose=Purpose.CONTRACT, key=returned.key, by=people.maya,
        case_id=returned.pk,
    )  # fmt: skip

    assert as_person(people.colm).get(choosing(returned, contract)).status_code == 404
    assert as_person(people.maya).get(choosing(returned, contract)).status_code == 200


def test_others_do_not_reach_a_passage(
    returned: Case, tied: Passage, people: People, as_person
) -> None:
    for who, status in (("oona", 404), ("ines", 403), ("conrad", 404)):
        client = as_person(getattr(people, who))
        assert client.get(path(returned, f"passages/{tied.pk}/")).status_code == status
        assert client.post(path(returned, f"passages/{tied.pk}/remove/")).status_code == status


def test_a_tie_is_taken_away(returned: Case, tied: Passage, people: People, as_person) -> None:
    as_person(people.colm).post(path(returned, f"passages/{tied.pk}/remove/"))

    assert Passage.objects.count() == 0
    assert Document.objects.filter(pk=tied.document_id).exists()


def test_words_are_found_over_line_ends_and_paragraphs() -> None:
    parts = (Part("The caller heard"), Part("“shouting”   and a\nchild crying."))

    place = find(parts, 'caller HEARD "shouting" and a child')

    assert (place.first, place.last) == (0, 1)
    assert parts[0].text[place.start :] == "caller heard"
    assert parts[1].text[: place.end] == "“shouting”   and a\nchild"
    assert find(parts, "nothing of it") is None
    assert find(parts, "  ") is None


def test_a_key_line_of_enquiry_is_added_and_offered_on_each_line(
    returned: Case, people: People, as_person
) -> None:
    colm = as_person(people.colm)
    given = {"name": "Unseen adults", "question": "Who else lived with Rowan?"}
    colm.post(path(returned, "key-lines/"), given)
    colm.post(path(returned, "key-lines/"), given)
    line = queries.timeline_of(returned).filter(text="neighbour").entries[0].id

    listed = text_of(colm, path(returned, "key-lines/"))
    page = text_of(colm, path(returned, f"lines/{line}/"))
    colm.post(
        path(returned, f"lines/{line}/"), {"known": ["Unseen adults"], "comment": "", "seen": ""}
    )

    assert EnquiryTag.objects.count() == 1
    assert "Who else lived with Child A?" in listed
    assert 'value="Unseen adults"' in page
    assert "1 line<" in text_of(colm, path(returned, "key-lines/"))


@pytest.mark.parametrize(
    ("name", "words"), [("", "There is a problem"), ("x" * 61, "60 characters")]
)
def test_a_key_line_without_a_fit_name_is_refused_in_words(
    returned: Case, people: People, as_person, name: str, words: str
) -> None:
    answer = as_person(people.colm).post(path(returned, "key-lines/"), {"name": name})

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_key_line_of_the_terms_becomes_a_tag(returned: Case, people: People) -> None:
    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    case = bring_to(returned, "scoping", people, now=now)
    PracticeReview.objects.create(
        case=case, key=case.key, commissioned_at=now, commissioned_by=people.lena
    )
    question = (
        "How did agencies understand who cared for the child, and what was life like at home?"
    )

    add_key_line(case=case, question=question, why="", agencies="", by=people.maya)

    tag = EnquiryTag.objects.get()
    assert tag.question == question
    assert tag.name == "How did agencies understand who cared for the child, and…"
