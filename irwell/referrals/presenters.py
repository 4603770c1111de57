"""View models of a referral: rows for check-your-answers and for triage."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from irwell.core.text import plural
from irwell.documents.models import Document
from irwell.documents.rules import ending_of
from irwell.documents.rules import in_words as size_in_words
from irwell.referrals.models import Referral, ReferralFile
from irwell.referrals.rules import Answers, Page, Question, form, page
from irwell.ui.presenters import FileLine, Link, Task

WORDS = {"yes": "Yes", "no": "No", "unknown": "Not known"}


@dataclass(frozen=True)
class Row:
    """One question and its answer in words."""

    label: str
    value: str
    missing: bool


@dataclass(frozen=True)
class Section:
    """One page's answers; one entry each on repeat pages."""

    page: Page
    entries: tuple[tuple[Row, ...], ...]

    @property
    def shown(self) -> tuple[tuple[Row, ...], ...]:
        """Entries without the questions that were left empty and need no answer."""
        kept = (tuple(r for r in entry if r.value or r.missing) for entry in self.entries)
        return tuple(entry for entry in kept if entry)

    @property
    def done(self) -> bool:
        return bool(self.entries) and not any(r.missing for e in self.entries for r in e)


def in_words(question: Question, value: Any) -> str:
    """An answer as people say it."""
    if not value:
        return ""
    if question.kind == "date":
        return f"{dt.date.fromisoformat(value):%-d %B %Y}"
    if question.kind == "many":
        return ", ".join(value)
    return WORDS.get(value, str(value)) if question.kind in ("yes_no", "three_way") else str(value)


def _rows(page: Page, entry: dict[str, Any]) -> tuple[Row, ...]:
    return tuple(
        Row(q.label, in_words(q, entry.get(q.id)), q.required and not entry.get(q.id))
        for q in page.fields
    )


def section(page: Page, answers: Answers) -> Section:
    """One page with its answers; a page without any required answer shows an empty entry."""
    entries = page.entries(answers)
    if not entries and not page.optional:
        entries = [{}]
    return Section(page, tuple(_rows(page, e) for e in entries))


def sections(answers: Answers) -> tuple[Section, ...]:
    """Every page with its answers."""
    return tuple(section(page, answers) for page in form())


def step_words(current: Page) -> str:
    """“Page 3 of 12”; files are the last page."""
    pages = [p.id for p in form()]
    return f"Page {pages.index(current.id) + 1} of {len(pages) + 1}"


def page_url(page: Page, token: str) -> str:
    return reverse("referrals:entries" if page.repeat else "referrals:page", args=[token, page.id])


def tasks(referral: Referral, held: Sequence[ReferralFile], token: str) -> list[Task]:
    """The pages of the form as a task list, files last."""
    found = [_task(one, referral, token) for one in sections(referral.answers)]
    url = reverse("referrals:files", args=[token])
    count = plural(len(held), "file") if held else "Optional"
    return [*found, Task("Files", count, url, colour="" if held else "grey")]


def _task(one: Section, referral: Referral, token: str) -> Task:
    page, typed = one.page, any(place.partition(".")[0] == one.page.id for place in referral.typed)
    url, hint = page_url(page, token), ""
    if page.repeat and one.done:
        hint = plural(len(one.entries), page.one, "children" if page.one == "child" else "people")
    if typed:
        return Task(
            page.title, "Not saved yet", url, "Something you typed here is not saved yet.", "amber"
        )
    if any(row["place"].partition(".")[0] == page.id for row in referral.unread):
        return Task(
            page.title,
            "Please check",
            url,
            "Something in the Word form could not be read.",
            "amber",
        )
    if one.done:
        return Task(page.title, "Done", url, hint)
    return Task(page.title, *(("Optional", url, hint, "grey") if page.optional else ("To do", url, hint, "blue")))  # fmt: skip


def unsaved(referral: Referral, token: str) -> list[Link]:
    """Pages that hold typing which would not be sent."""
    pages = {place.partition(".")[0] for place in referral.typed}
    return [Link(p.title, page_url(p, token)) for p in form() if p.id in pages]


@dataclass(frozen=True)
class Unread:
    """Words of the Word form that were not understood, and where to answer instead."""

    where: str
    words: str
    why: str
    href: str


def unread(referral: Referral, token: str) -> list[Unread]:
    return [_unread(row, token) for row in referral.unread]


def _unread(row: dict[str, str], token: str) -> Unread:
    page_id, _, number = row["place"].partition(".")
    found = page(page_id)
    if found is None:
        return Unread(row["question"], row["words"], row["why"], "")
    if not token:
        return Unread(f"{found.title}: {row['question']}", row["words"], row["why"], "")
    if number.isdecimal():
        href = reverse("referrals:entry", args=[token, page_id, int(number)])
        where = f"{found.one.capitalize()} {int(number) + 1}: {row['question']}"
    else:
        href, where = page_url(found, token), f"{found.title}: {row['question']}"
    return Unread(where, row["words"], row["why"], href)


def files(held: Sequence[ReferralFile]) -> list[FileLine]:
    return [file_line(file.document) for file in held]


def file_line(document: Document, href: str = "") -> FileLine:
    facts = f"{size_in_words(document.size)}, added {document.created_at:%-d %B %Y}"
    if document.scan == Document.Scan.CLEAN:
        facts += ", scanned: nothing found"
    return FileLine(document.file_name, ending_of(document.file_name).upper(), href, facts)
