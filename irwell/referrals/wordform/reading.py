"""A filled Word form read back into answers; what cannot be read is listed with its words, never dropped."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from irwell.chronology.fault import Fault
from irwell.chronology.when import read_when
from irwell.core.text import clean
from irwell.referrals import forms
from irwell.referrals.rules import Page, Question, form
from irwell.referrals.wordform.blank import options_of
from irwell.referrals.wordform.cells import Row, tables_and_lines
from irwell.referrals.wordform.matching import asked_in, folded, heading_of
from irwell.referrals.wordform.ticks import NOTHING, read_ticks

ENOUGH = 6  # questions recognised, below which the file is not the form
VALUES = {"Yes": "yes", "No": "no", "Not known": "unknown"}
ELSEWHERE = "We do not know which question this answers. Put it where it belongs."
Unread = dict[str, str]  # place, question, words, why


class NotTheForm(ValidationError):
    """The file is a sound Word document, but not this form."""


@dataclass(frozen=True)
class ReadForm:
    """Answers as the pages keep them; `unread` rows as Referral.unread keeps them."""

    answers: dict[str, Any]
    unread: list[Unread]


@dataclass
class _Entry:
    page: Page
    words: dict[str, str] = field(default_factory=dict)
    strays: list[tuple[str, str]] = field(default_factory=list)  # what stood before, words

    @property
    def written(self) -> bool:
        return bool(self.strays) or any(
            not _blank(q, self.words.get(q.id, "")) for q in self.page.fields
        )


def read_form(data: bytes, *, blank: bytes, name: str) -> ReadForm:
    """Read a filled form. `blank` is the form as it is given out, to know its own words. Raises NotTheForm."""
    tables, lines = tables_and_lines(data)
    reader = _Reader()
    for table in tables:
        for row in table:
            reader.take(row)
    if reader.recognised < ENOUGH:
        raise NotTheForm(
            f"“{name}” does not look like the referral form: its questions were not found. Download the "
            "blank form from this page and fill that in, or answer the questions here on line.",
            code="not_the_form",
        )
    result = _settled([entry for entry in reader.entries if entry.written])
    ours = {folded(line) for line in tables_and_lines(blank)[1]}
    outside = [line for line in lines if folded(line) and folded(line) not in ours]
    if outside:
        words = clean("\n".join(outside))
        result.unread.append(_unread("", "Written outside the boxes", words, ELSEWHERE))
    return result


class _Reader:
    """Walks the rows in order; knows which page and entry it stands in."""

    def __init__(self) -> None:
        self.entries: list[_Entry] = []
        self.recognised = 0
        self.waiting: Question | None = None
        self.printed = {folded(text) for page in form() for text in _printed(page)}

    def take(self, row: Row) -> None:
        filled = [cell for cell in row if cell.strip()]
        page = heading_of(filled[0]) if len(filled) == 1 else None
        if page is not None:
            self._enter(page)
        elif filled and not (len(filled) == 1 and folded(filled[0]) in self.printed):
            self._cells(row)
        elif not filled:
            self.waiting = None

    def _enter(self, page: Page) -> None:
        self.waiting = None
        last = self.entries[-1] if self.entries else None
        if last is not None and last.page == page and not page.repeat:
            return  # a table that was split, with its heading repeated
        self.entries.append(_Entry(page))

    def _cells(self, row: Row) -> None:
        strays: list[str] = []
        question, self.waiting = self.waiting, None
        for cell in row:
            asked = self._asked(cell) if cell.strip() else None
            if asked is not None:
                if question is not None:
                    self._answer(question, "")
                question = asked[0]
                if asked[1]:
                    self._answer(question, asked[1])
            elif question is not None:
                self._answer(question, cell)
                question = None
            elif cell.strip():
                strays.append(cell.strip())
        self.waiting = question
        if strays:
            self._stray(strays)

    def _asked(self, cell: str) -> tuple[Question, str] | None:
        """A question of this page, else of a page whose heading was deleted."""
        here = self.entries[-1].page if self.entries else None
        for page in ([here] if here else []) + [p for p in form() if p != here]:
            found = asked_in(cell, page.fields)
            if found is None:
                continue
            if page != here:
                if here is not None and not _certain(found.question):
                    return None
                self._enter(page)
            self.recognised += 1
            self._begin(found.question)
            return found.question, found.rest
        return None

    def _begin(self, question: Question) -> None:
        """The same question again on a repeat page: another entry, without a heading of its own."""
        entry = self.entries[-1]
        if question.id not in entry.words:
            entry.words[question.id] = ""
        elif entry.page.repeat:
            self.entries.append(_Entry(entry.page, {question.id: ""}))

    def _answer(self, question: Question, words: str) -> None:
        words = clean(words)
        if not words:
            return
        entry = self.entries[-1]
        before = entry.words.get(question.id, "")
        entry.words[question.id] = f"{before}\n{words}".strip()

    def _stray(self, cells: list[str]) -> None:
        if not self.entries:
            return
        label, words = (cells[0], "\n".join(cells[1:])) if len(cells) > 1 else ("", cells[0])
        self.entries[-1].strays.append((clean(label), clean(words)))


def _certain(question: Question) -> bool:
    """A label that only one page has can stand for its page; “Full name” cannot."""
    return sum(q.label == question.label for page in form() for q in page.fields) == 1


def _printed(page: Page) -> Iterable[str]:
    yield page.help
    yield from {q.group for q in page.fields}


def _blank(question: Question, words: str) -> bool:
    if not words or NOTHING.match(words):
        return True
    options = options_of(question)
    ticks = read_ticks(words, options) if options else None
    return ticks is not None and not (ticks.chosen or ticks.problem or ticks.beside)


def _settled(entries: list[_Entry]) -> ReadForm:
    answers: dict[str, Any] = {}
    unread: list[Unread] = []
    for entry in entries:
        page = entry.page
        place = f"{page.id}.{len(answers.get(page.id, []))}" if page.repeat else page.id
        value, problems = _answers_of(entry, place)
        unread += problems
        unread += [_unread(place, label or "Added to the form", words, ELSEWHERE) for label, words in entry.strays]  # fmt: skip
        if page.repeat:
            answers.setdefault(page.id, []).append(value)
        elif value:
            answers[page.id] = {**answers.get(page.id, {}), **value}
    return ReadForm(answers, unread)


def _answers_of(entry: _Entry, place: str) -> tuple[dict[str, Any], list[Unread]]:
    """Every word goes through the page's own form, so that both ways in hold to the same rules."""
    boxes, unread = QueryDict(mutable=True), []
    for question in entry.page.fields:
        words = entry.words.get(question.id, "")
        if _blank(question, words):
            continue
        why = _put(boxes, question, words)
        if why:
            unread.append(_unread(place, question.label, words, why))
    filled = forms.page_form(entry.page)(boxes)
    filled.is_valid()
    for question in entry.page.fields:
        errors = filled.errors.get(question.id)
        if errors and any(box == question.id or box.startswith(f"{question.id}_") for box in boxes):
            words = entry.words.get(question.id, "")
            unread.append(_unread(place, question.label, words, f"{errors[0]}."))
    return forms.as_answers(filled.cleaned_data), unread


def _put(boxes: QueryDict, question: Question, words: str) -> str:
    """Fill the question's box, or say why the words are no answer. A doubtful reading does both."""
    options = options_of(question)
    if options:
        return _put_ticks(boxes, question, words)
    if question.kind == "date":
        return _put_date(boxes, question, words)
    if question.kind == "email":
        words = words.removeprefix("mailto:").strip(" <>;,")
    boxes[question.id] = words if question.kind == "long" else " ".join(words.split())
    return ""


def _put_ticks(boxes: QueryDict, question: Question, words: str) -> str:
    ticks = read_ticks(words, options_of(question))
    if ticks.problem:
        return f"We could not tell the answer: {ticks.problem}."
    if question.kind != "many" and len(ticks.chosen) > 1:
        return (
            f"We could not tell the answer: more than one is ticked ({' and '.join(ticks.chosen)})."
        )
    named = question.kind in ("yes_no", "three_way")
    boxes.setlist(question.id, [VALUES[one] if named else one for one in ticks.chosen])
    if not ticks.chosen:
        return "No box is ticked beside these words."
    if ticks.beside:
        return f"Read as “{', '.join(ticks.chosen)}”. Something else was written beside it: put it where it belongs."
    return ""


def _put_date(boxes: QueryDict, question: Question, words: str) -> str:
    when = read_when(words)
    if isinstance(when, Fault):
        return f"{when.reason} {when.mend}".strip()
    if not when.exact or when.start is None:
        return "This is not one certain day. Give the first day that is possible, and explain in words."
    for part in ("day", "month", "year"):
        boxes[f"{question.id}_{part}"] = str(getattr(when.start, part))
    notes = " ".join(when.notes)
    return f"Read as {when.start:%-d %B %Y}. {notes} Please check." if notes else ""


def _unread(place: str, question: str, words: str, why: str) -> Unread:
    return {"place": place, "question": question, "words": words[: forms.MOST_KEPT], "why": why}
