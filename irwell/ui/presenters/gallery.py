"""Invented content for the gallery: each component in its states."""

from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.safestring import SafeString

from irwell.ui.presenters import (
    Card,
    Column,
    FileLine,
    Happening,
    Link,
    NavItem,
    Row,
    Side,
    Task,
)

COLOURS = (
    ("deep", "Deep water", "#0c3a42"),
    ("river", "River", "#14616b"),
    ("mist", "Mist", "#e9f1f0"),
    ("amber", "Amber", "#e3a24b"),
    ("brick", "Brick", "#a5431d"),
    ("sand", "Sand", "#fbf4ea"),
)
TAGS = (
    "todo", "draft", "sent", "current", "waiting", "soon", "late", "done", "split", "withdrawn",
)  # fmt: skip
JOURNEY = (
    "Public pages", "Referral", "Criteria", "Notification", "Agency returns", "Chronology",
    "Rapid Review", "Practice review", "Anonymisation", "Publication", "Learning",
)  # fmt: skip
HERE = 6


def samples() -> dict[str, Any]:
    """Everything the gallery shows besides the forms."""
    return {
        "colours": COLOURS,
        "tags": TAGS,
        "case_bar": _bar(),
        "steps": _steps(),
        "deadlines": _deadlines(),
        "rows": _rows(),
        "tasks": _tasks(),
        "columns": [Column("Agency"), Column("Answer"), Column("Entries", numeric=True)],
        "table": [
            ["Calderbrook Police", "Returned", 41],
            ["Irwell Valley Hospital Trust", "Draft", 12],
            ["Calderbrook Housing", "Nil return", 0],
        ],
        "page_of_many": _page(),
        "crumbs": [Link("Cases", "#"), Link("Rowan", "#"), Link("Chronology", "")],
        "happenings": _happenings(),
        "sections": [NavItem("Summary", "#", current=True), NavItem("Agencies", "#"), NavItem("Chronology", "#")],
        "tabs": _tabs(),
        "files": [
            FileLine("Agency return – Calderbrook Police.docx", "DOCX", "#", "24 kB, added 3 December 2026"),
            FileLine("Chronology.xlsx", "XLSX", "", "being checked for viruses"),
        ],
        "sides": _sides(),
        "cards": _cards(),
        "selected": [Link("Neglect", "#"), Link("2026", "#")],
    }  # fmt: skip


def _bar() -> dict[str, Any]:
    return {
        "name": "Rowan",
        "reference": "CB-2026-014",
        "status": "Gathering information",
        "colour": "current",
        "facts": [Row("Panel date", "Wed 9 December 2026"), Row("Agencies", "5 of 7 answered")],
        "end": Link("What happened on this case", "#"),
    }


def _steps() -> list[dict[str, Any]]:
    return [
        {
            "number": n,
            "title": title,
            "url": "#" if n <= HERE else "",
            "state": "past"
            if n < HERE
            else "here"
            if n == HERE
            else "skipped"
            if n == 8
            else "next",
        }
        for n, title in enumerate(JOURNEY, start=1)
    ]


def _deadlines() -> list[dict[str, Any]]:
    lines = (
        "The 15 working days run from Wednesday 18 November 2026, the day after notification.",
        "No bank holiday falls between.",
    )
    kinds = (
        ("Rapid Review to the Panel", 9, "Running", "blue", "11 working days left", lines),
        ("Agency returns", 27, "Due soon", "amber", "3 working days left", ()),
        ("Meeting papers", 23, "Overdue", "red", "1 working day late", ()),
        ("Notification", 17, "In time", "green", "Sent on Tue 17 November 2026", ()),
    )
    return [
        {
            "title": title,
            "due_on": date(2026, 12 if day == 9 else 11, day),
            "words": words,
            "colour": colour,
            "left": left,
            "lines": because,
            "source": "Working Together 2023, chapter 5" if because else "",
        }
        for title, day, words, colour, left, because in kinds
    ]


def _rows() -> list[Row]:
    return [
        Row("Child's age", "4 months", [Link("Change", "#", "child's age")]),
        Row("Date of the incident", "Mon 9 November 2026", [Link("Change", "#", "date of the incident")]),
        Row("Designated lead consulted", missing=True, actions=[Link("Answer", "#", "who was consulted")]),
        Row("Reference", "CB-2026-014"),
    ]  # fmt: skip


def _tasks() -> list[Task]:
    return [
        Task("About the child", "Done", "#"),
        Task("What happened", "To do", "#", "Facts as they are known today", "blue"),
        Task("Check and send", "Cannot start yet", waits=True),
    ]


def _page() -> Page[Any]:
    return Paginator(range(200), 10).page(7)


def _happenings() -> list[Happening]:
    return [
        Happening(
            "Return received",
            "Fri 20 November 2026, 09:12",
            "Calderbrook Police",
            "41 entries, 2 to be confirmed.",
            [Link("See the return", "#")],
        ),
        Happening("Requests sent to 7 agencies", "Wed 18 November 2026, 16:40", "Maya Okafor"),
        Happening("Clock started", "Wed 18 November 2026, 00:00", quiet=True),
    ]


def _tabs() -> list[dict[str, Any]]:
    return [
        {"id": "tab-words", "label": "Words", "html": SafeString("<p class='govuk-body'>As written.</p>")},
        {"id": "tab-facts", "label": "Facts", "html": SafeString("<p class='govuk-body'>As recorded.</p>")},
    ]  # fmt: skip


def _sides() -> list[Side]:
    return [
        Side("Health visiting", "2 March 2026: home visit, no answer at the door."),
        Side("Housing", "2 March 2026, about 11:00: spoke to the mother at home.", differs=True),
        Side("GP", "No contact recorded on this day."),
    ]


def _cards() -> list[Card]:
    return [
        Card("Infant injuries and the unseen father", "What three reviews say about who was never asked.", "#", "Theme · 3 reviews"),
        Card("Refer a case", "Any professional may refer, with their designated lead's advice.", "#"),
        Card("Seven-minute briefing", "For team meetings and supervision.", "#", "Updated 2 November 2026"),
    ]  # fmt: skip
