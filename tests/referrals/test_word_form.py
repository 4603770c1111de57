"""The form in Word: given out, filled as people fill forms, read back; nothing that was written is dropped."""

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document as open_word
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.table import _Cell

from irwell.accounts.models import Partnership
from irwell.audit.models import LoggedEvent
from irwell.crypto.models import Key
from irwell.documents.models import Document
from irwell.messaging.models import Notice
from irwell.referrals.models import Referral
from irwell.referrals.rules import form
from irwell.referrals.wordform.ticks import read_ticks
from tests.documents.files import docx
from tests.people import People

FULL = {
    "About you": {"Your full name": "Hester Underhill", "Your role": "Ward sister", "Your organisation": "Calderbrook Hospitals", "Your work e-mail address": "h.underhill@hospital.example"},
    "Your designated safeguarding lead": {"Have you talked": "Yes", "When did you talk": "21/3/26"},
    "Child or children harmed: child 1": {"Full name": "Wren Hollowgate", "Date of birth": "4th January 2026", "Sex": "Female", "Is the child looked after": "No", "Plans and orders": "Child protection plan", "Home address": "4 Weaver Row\nCalderbrook"},
    "Child or children harmed: child 2": {"Full name": "Robin Hollowgate", "Is the child looked after": "Not known"},
    "Family and household: person 1": {"Full name": "Juno Hollowgate", "Relationship": "Mother"},
    "What happened": {"When did it happen": "20.03.2026", "Has a child died": "No", "Has a child been seriously harmed": "Yes", "Tell us what happened": "Found with fractures.\nShe said 😢 שלום"},
    "Abuse or neglect": {"Is abuse or neglect of the child known": "Not known", "Is abuse or neglect suspected": "Yes"},
    "Why you are referring": {"Why do you think": "Several injuries"},
    "Safety now": {"Are the child and any": "Yes"},
}  # fmt: skip


@pytest.fixture
def blank(client: Client, partnership: Partnership) -> bytes:
    return client.get("/refer/word/blank/").content


def cells_of(document: Word, heading: str) -> list[list[_Cell]]:
    """The rows of the table with that heading; a joined cell once."""
    for table in document.tables:
        rows = [[_Cell(cell, table) for cell in row.tc_lst] for row in table._tbl.tr_lst]
        if heading in rows[0][0].text:
            return rows
    raise AssertionError(f"The form has no part “{heading}”.")


def answer_cell(document: Word, heading: str, label: str) -> _Cell:
    rows = cells_of(document, heading)
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell.text.startswith(label):
                return row[place + 1] if place + 1 < len(row) else rows[number + 1][0]
    raise AssertionError(f"“{heading}” does not ask “{label}”.")


def write(document: Word, heading: str, label: str, words: str) -> None:
    """Type an answer, or tick the box of an option as a click in Word does."""
    cell = answer_cell(document, heading, label)
    boxes = list(cell._tc.iter(qn("w:sdt")))
    if not boxes:
        cell.text = words
        return
    for box in boxes:
        if (
            "".join(t.text for t in box.getnext().iter(qn("w:t"))).replace("\u00a0", " ").strip()
            == words
        ):
            next(box.iter(qn("w:t"))).text = "☒"
            return
    raise AssertionError(f"“{label}” has no box “{words}”.")


def filled(blank: bytes, change: Callable[[Word], None] | None = None) -> bytes:
    document = open_word(io.BytesIO(blank))
    for heading, answers in FULL.items():
        for label, words in answers.items():
            write(document, heading, label, words)
    if change:
        change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def give_back(client: Client, data: bytes, name: str = "referral.docx") -> str:
    answer = client.post("/refer/word/", {"file": SimpleUploadedFile(name, data)}, follow=True)
    return answer.content.decode()


def test_the_blank_form_asks_every_question_and_tells_nothing_of_its_maker(blank: bytes) -> None:
    document = open_word(io.BytesIO(blank))
    text = "".join(document.element.body.itertext())

    assert [q.label for page in form() for q in page.fields if q.label not in text] == []
    assert document.core_properties.author == ""
    assert "01632 960000" in text


def test_a_filled_form_becomes_a_draft(client: Client, blank: bytes) -> None:
    page = give_back(client, filled(blank))

    referral = Referral.objects.get()
    answers = referral.answers
    assert "has been read and is kept with the referral" in page
    assert "We could not read everything" not in page
    assert answers["referrer"]["email"] == referral.email == "h.underhill@hospital.example"
    assert answers["lead"] == {"consulted": "yes", "consulted_on": "2026-03-21"}
    assert [child["name"] for child in answers["children"]] == [
        "Wren Hollowgate",
        "Robin Hollowgate",
    ]
    assert answers["children"][0]["date_of_birth"] == "2026-01-04"
    assert answers["children"][0]["legal_status"] == ["Child protection plan"]
    assert answers["children"][0]["address"] == "4 Weaver Row\nCalderbrook"
    assert answers["family"] == [{"name": "Juno Hollowgate", "relationship": "Mother"}]
    assert answers["incident"]["happened_on"] == "2026-03-20"
    assert answers["incident"]["narrative"] == "Found with fractures.\nShe said 😢 שלום"
    assert answers["abuse"] == {"known": "unknown", "suspected": "yes"}


def test_it_is_sent_on_like_any_other_and_its_word_file_goes_with_it(
    client: Client, people: People, as_person
) -> None:
    data = filled(client.get("/refer/word/blank/").content)
    overview = client.post("/refer/word/", {"file": SimpleUploadedFile("referral.docx", data)})
    client.post(overview["Location"] + "check/")
    referral = Referral.objects.get()
    maya = as_person(people.maya)
    assert referral.reference in maya.get("/refer/inbox/").content.decode()
    page = maya.get(f"/refer/inbox/{referral.pk}/").content.decode()

    maya.post(f"/refer/inbox/{referral.pk}/accept/", {"label": "Rowan"})

    assert "referral.docx" in page
    document = Document.objects.get()
    assert document.purpose == "word_form"
    assert document.case_id == Referral.objects.get().case_id
    assert LoggedEvent.objects.get(name="referrals:word_form:read").data["unread"] == 0
    assert Notice.objects.filter(once__startswith="draft-link").exists()


def _bad(heading: str, label: str, words: str) -> Callable[[Word], None]:
    return lambda document: setattr(answer_cell(document, heading, label), "text", words)


NOT_READ = {
    "a date that cannot be": (_bad("What happened", "When did it happen", "31/02/2024"), "31/02/2024", "there is no 31 February 2024"),
    "a date that is not one day": (_bad("What happened", "When did it happen", "about 12 March 2026"), "about 12 March 2026", "not one certain day"),
    "two boxes ticked": (lambda d: write(d, "Safety now", "Are the child", "No"), "☒", "more than one is ticked"),
    "words beside no tick": (_bad("Safety now", "Are the child", "☐ Yes ☐ No ☐ Not known, we are asking"), "we are asking", "No box is ticked"),
    "an address that is none": (_bad("About you", "Your work e-mail", "ward 4"), "ward 4", "email address"),
    "an option that is none": (_bad("Child or children harmed: child 1", "Sex", "see notes"), "see notes", "none of the answers"),
    "words outside the boxes": (lambda d: d.add_paragraph("Please ring me."), "Please ring me.", "which question"),
    "a row that was added": (lambda d: _add_row(d, "What happened", "Weather", "Icy"), "Icy", "which question"),
    "far too much": (_bad("Why you are referring", "Why do you think", "a" * 20_001), "a" * 20_001, "20000 characters or fewer"),
}  # fmt: skip


def _add_row(document: Word, heading: str, label: str, words: str) -> None:
    table = next(t for t in document.tables if heading in t.rows[0].cells[0].text)
    row = table.add_row()
    row.cells[0].text, row.cells[1].text = label, words


@pytest.mark.parametrize(("change", "words", "why"), NOT_READ.values(), ids=NOT_READ)
def test_what_cannot_be_read_is_listed_in_its_own_words(
    client: Client, blank: bytes, change: Callable[[Word], None], words: str, why: str
) -> None:
    page = give_back(client, filled(blank, change))

    assert "We could not read everything" in page
    assert words in page
    assert why in page


def test_the_page_shows_what_the_form_said_until_it_is_answered(
    client: Client, blank: bytes
) -> None:
    change = _bad("What happened", "When did it happen", "31/02/2024")
    data = SimpleUploadedFile("referral.docx", filled(blank, change))
    base = client.post("/refer/word/", {"file": data})["Location"]
    before = client.get(f"{base}incident/").content.decode()

    boxes = {"happened_on_day": "20", "happened_on_month": "3", "happened_on_year": "2026"}
    answers = {"died": "no", "harmed": "yes", "narrative": "Found with fractures."}
    client.post(f"{base}incident/", {**boxes, **answers, "version": 1})

    assert "31/02/2024" in before
    assert Referral.objects.get().unread == []


def test_a_pasted_fifth_child_and_joined_tables_are_found(client: Client, blank: bytes) -> None:
    def paste(document: Word) -> None:
        tables = [t for t in document.tables if "harmed: child" in t.rows[0].cells[0].text]
        first, last = tables[0]._tbl, tables[-1]._tbl
        for row in first.tr_lst[1:]:  # without its heading, straight below: one table for Word
            last.append(_copy(row))

    page = give_back(client, filled(blank, paste))

    names = [child["name"] for child in Referral.objects.get().answers["children"]]
    assert names == ["Wren Hollowgate", "Robin Hollowgate", "Wren Hollowgate"]
    assert "We could not read everything" not in page


def _copy(row: object) -> object:
    from copy import deepcopy

    return deepcopy(row)


def test_renamed_and_joined_cells_are_understood(client: Client, blank: bytes) -> None:
    def rearrange(document: Word) -> None:
        label = next(c for row in cells_of(document, "What happened") for c in row if c.text.startswith("Where did it happen"))  # fmt: skip
        answer = answer_cell(document, "What happened", "Where did it happen")
        label.text = "where did it happen ?"
        answer.text = "At home"
        role = next(c for row in cells_of(document, "About you") for c in row if c.text.startswith("Your role"))  # fmt: skip
        beside = answer_cell(document, "About you", "Your role")
        beside.text = ""
        role.merge(beside)
        role.text = "Your role * Ward sister"

    give_back(client, filled(blank, rearrange))

    answers = Referral.objects.get().answers
    assert answers["incident"]["place"] == "At home"
    assert answers["referrer"]["role"] == "Ward sister"


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("letter.docx", lambda: docx("Dear colleagues, please look at this family."), "does not look like the referral form"),
        ("referral.docx", lambda: b"", "is empty"),
        ("referral.pdf", lambda: b"%PDF-1.4", "Send a .docx file"),
        ("referral.docx", lambda: b"%PDF-1.4", "is not a Word document"),
    ],
    ids=["another letter", "empty", "a PDF", "a PDF named Word"],
)  # fmt: skip
def test_a_file_that_is_not_the_form_is_refused_and_leaves_nothing(
    client: Client, partnership: Partnership, name: str, make: Callable[[], bytes], said: str
) -> None:
    page = give_back(client, make(), name)

    assert said in page
    assert not Referral.objects.exists()
    assert not Document.objects.exists()
    assert not Key.objects.filter(scope=Key.Scope.CASE).exists()


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("☐ Yes    ☐ No    ☐ Not known", ()),
        ("☒ Yes    ☐ No    ☐ Not known", ("Yes",)),
        ("☐ Yes    X No    ☐ Not known", ("No",)),
        ("☐X Yes   ☐ No    ☐ Not known", ("Yes",)),
        ("☐ Yes    ☐ No ✓  ☐ Not known", ("No",)),
        ("☐ Yes    ☐ No    ☐ Not known ✔", ("Not known",)),
        ("[ ] Yes  [x] No  [ ] Not known", ("No",)),
        ("Yes\n✓ No\nNot known", ("No",)),
        ("No", ("No",)),
        ("n/k", ("Not known",)),
        ("Y", ("Yes",)),
        ("☒", ()),
        ("", ()),
    ],
)
def test_ticks_are_read_as_people_make_them(text: str, chosen: tuple[str, ...]) -> None:
    assert read_ticks(text, ("Yes", "No", "Not known")).chosen == chosen


def test_a_mark_between_two_options_is_not_guessed() -> None:
    assert read_ticks("Yes X No", ("Yes", "No")).problem


def test_a_longer_option_is_not_taken_for_a_shorter_one() -> None:
    options = ("Mother", "Mother’s partner", "Other relative", "Other")

    assert read_ticks("☐ Mother ☒ Mother’s partner ☐ Other relative ☐ Other", options).chosen == ("Mother’s partner",)  # fmt: skip
