"""Pages of step 7 and where the material lies."""

from typing import Any

from django.urls import NoReverseMatch, reverse

from irwell.accounts.models import User
from irwell.cases.models import Case
from irwell.decisions.models import Meeting
from irwell.ui.presenters import Link, NavItem

PAGES = (
    ("Overview", "rapid_reviews:case"),
    ("Meeting", "decisions:meetings"),
    ("Deputies and successors", "decisions:seats"),
    ("Grid", "decisions:grid"),
    ("Positions and decision", "decisions:positions"),
    ("Report", "rapid_reviews:report"),
    ("Sign-off", "rapid_reviews:signoff"),
    ("The Panel", "rapid_reviews:panel"),
)


def pages(case: Case, here: str) -> list[NavItem]:
    """The pages of step 7."""
    return [NavItem(text, reverse(name, args=[case.pk]), name == here) for text, name in PAGES]


def address(name: str, case: Case) -> str:
    """The address of another step's page on the case; empty where there is none."""
    try:
        return reverse(name, args=[case.pk])
    except NoReverseMatch:
        return ""


def material(case: Case) -> list[Link]:
    """Where the material of the meeting lies, for the pages that exist."""
    found = [
        Link("Each agency’s return", address("agency_returns:wall", case)),
        Link("Combined chronology", address("combined_chronology:timeline", case)),
        Link("Facts, criteria and the decision to notify", address("criteria:case", case)),
        Link("Identity register", address("cases:register", case)),
    ]
    return [link for link in found if link.href]


def own_typed(meeting: Meeting, user: User) -> dict[str, Any] | None:
    """What this person typed into the minutes and did not save, when it differs from what is saved."""
    kept: dict[str, Any] | None = meeting.typed.get(str(user.pk))
    return kept if kept and kept["text"].strip() != meeting.minutes else None
