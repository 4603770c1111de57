"""The blank form, built from the form data: a table for each page, four of each child, boxes to tick."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from docx import Document
from docx.document import Document as WordDocument
from docx.table import Table, _Cell, _Row

from irwell.accounts.models import Partnership
from irwell.documents.word import WRITTEN
from irwell.referrals.rules import Page, Question, form
from irwell.referrals.wordform import style

ROOM = {"children": 4, "family": 6}  # tables of a repeat page
SPARE = 3  # of a repeat page that a partnership added
COLUMNS = 4
SHORT = ("text", "email", "tel", "date", "time")
CHOICES = {"yes_no": ("Yes", "No"), "three_way": ("Yes", "No", "Not known")}
HOW_TO = (
    "Write what you know, in the boxes. They grow as you write. Leave empty what you do not know.",
    "To tick a box, click it, or type X over it.",
    "Questions marked * must be answered before the referral can be sent; we ask for them again on line.",
    "Write dates as you like: 27/03/2026 or 27 March 2026.",
    "Use full names. The form is encrypted when you give it back, and only the partnership reads it.",
)


@dataclass(frozen=True)
class Box:
    """One question with the columns it takes; `tall` gives the answer a row of its own."""

    question: Question
    label: int
    answer: int
    tall: bool = False

    @property
    def whole(self) -> bool:
        return self.tall or self.label + self.answer == COLUMNS


def blank_form(partnership: Partnership, *, give_back: str) -> bytes:
    """A .docx. `give_back` is the address at which the filled form is given back."""
    call = f"Call 999, or {partnership.front_door_name}"
    call += f" on {partnership.front_door_phone}." if partnership.front_door_phone else "."
    return _made(partnership.name, call, give_back)


@lru_cache(maxsize=4)
def _made(owner: str, call: str, give_back: str) -> bytes:
    """Making it takes seconds; it changes only with what is named here and with the code."""
    document = Document()
    style.prepare(document, owner)
    _opening(document, owner, call, give_back)
    for number, page in enumerate(form(), 1):
        _page(document, number, page)
    _closing(document, give_back)
    properties = document.core_properties
    properties.title, properties.language, properties.revision = "Referral for a case review", "en-GB", 1  # fmt: skip
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = WRITTEN
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def options_of(question: Question) -> tuple[str, ...]:
    """The boxes of a question; empty for one that is answered in words."""
    return CHOICES.get(question.kind, question.options)


def _opening(document: WordDocument, owner: str, call: str, give_back: str) -> None:
    document.add_paragraph(owner, style="Form owner")
    document.add_paragraph("Referral of a serious incident for a case review", style="Title")
    document.add_paragraph(
        "For a child who has died or been seriously harmed, where abuse or neglect is known or suspected. "
        "Send it within 5 working days of the incident; a late referral is still accepted.",
        style="Form lede",
    )
    style.warning(document, "A child is in danger now? Do not use this form.", call)
    document.add_paragraph("How to fill it in", style="Form heading")
    for line in HOW_TO:
        document.add_paragraph(line, style="List Bullet")
    document.add_paragraph("How to give it back", style="Form heading")
    document.add_paragraph(
        f"Open {give_back} and choose this file. You see what we have read, complete it, and send it. "
        "Please do not send it by e-mail.",
        style="Normal",
    )


def _closing(document: WordDocument, give_back: str) -> None:
    document.add_paragraph(f"End of the form. Give it back at {give_back}", style="Form note")


def _page(document: WordDocument, number: int, page: Page) -> None:
    if not page.repeat:
        _table(document, f"{number}  {page.title}", page)
        return
    room = ROOM.get(page.id, SPARE)
    for one in range(1, room + 1):
        _table(document, f"{number}  {page.title}: {page.one} {one}", page, new_page=one == 1)
    document.add_paragraph(
        f"More than {room}? Copy a whole table, paste it below, and fill in the copy.",
        style="Form note",
    )


def _table(document: WordDocument, heading: str, page: Page, *, new_page: bool = False) -> None:
    gap = document.add_paragraph("", style="Form gap")
    gap.paragraph_format.page_break_before = new_page
    table = style.new_table(document, COLUMNS)
    row = style.new_row(table)
    style.band(row, _joined(row, 0, COLUMNS), heading)
    if page.help:
        row = style.new_row(table)
        style.help_text(_joined(row, 0, COLUMNS), page.help)
    group = ""
    for boxes in _rows(page.fields):
        asked = boxes[0].question.group
        if asked and asked != group:
            row = style.new_row(table)
            style.group(row, _joined(row, 0, COLUMNS), asked)
        group = asked
        _boxes(table, boxes)


def _rows(questions: Sequence[Question]) -> Iterator[list[Box]]:
    """Short questions stand two in a row; the rest take a row each."""
    waiting: Box | None = None
    for box in map(_box, questions):
        pairs = (
            waiting is not None and not box.whole and waiting.question.group == box.question.group
        )
        if waiting is not None:
            yield [waiting, box] if pairs else _widened(waiting)
        if pairs:
            waiting = None
        elif box.whole:
            waiting = None
            yield [box]
        else:
            waiting = box
    if waiting is not None:
        yield _widened(waiting)


def _widened(box: Box) -> list[Box]:
    return [Box(box.question, 1, COLUMNS - 1)]


def _box(question: Question) -> Box:
    if question.kind == "long" and "address" in question.label.casefold():
        return Box(question, 1, COLUMNS - 1)
    if question.kind == "long":
        return Box(question, COLUMNS, COLUMNS, tall=True)
    if question.kind in SHORT:
        return Box(question, 1, 1)
    many_words = sum(len(option) for option in options_of(question)) > 40
    return Box(question, 1, 3) if many_words else Box(question, 2, 2)


def _boxes(table: Table, boxes: list[Box]) -> None:
    row, at = style.new_row(table), 0
    style.keep_whole(row)
    for box in boxes:
        _label(_joined(row, at, box.label), box.question)
        at += box.label
        if box.tall:
            row, at = style.new_row(table), 0
            style.tall(row)
        _answer(_joined(row, at, box.answer), box.question)
        at += box.answer


def _joined(row: _Row, start: int, count: int) -> _Cell:
    cells = row.cells
    return cells[start].merge(cells[start + count - 1]) if count > 1 else cells[start]


def _label(cell: _Cell, question: Question) -> None:
    mark = " *" if question.required else ""
    style.label(cell, question.label + mark, question.hint)


def _answer(cell: _Cell, question: Question) -> None:
    options = options_of(question)
    if options:
        style.boxes(cell, question.id, options, several=question.kind == "many")
