"""A small repository with themes, and three editors who are signed in."""

from datetime import date

import pytest
from django.core import mail
from django.test import Client

from irwell.editors.actions import add_editor
from irwell.repository.actions.saving import Content, save_record
from irwell.repository.models import Record
from irwell.search import Passage, Recommendation
from irwell.themes.actions import refresh
from tests.moments import at
from tests.repository.conftest import _repository, alder, client, deposit, documents

__all__ = ["_repository", "alder", "client", "deposit", "documents"]


def review(identifier: str, title: str, *themes: str) -> Content:
    """A review of Oxmoor with two passages and one recommendation."""
    return Content(
        identifier=identifier, title=title, kind="Rapid review", source=Record.Source.FILE,
        content_hash=identifier.ljust(64, "0"), partnership="Oxmoor Safeguarding Children Partnership",
        published=date(int(identifier[7:11]), 3, 1), themes=themes,
        passages=(
            Passage("p1", "The classroom teacher recorded each absence but nobody joined up the pattern.", "What happened"),
            Passage("p2", "Neglect was hidden behind a tidy home.", "Findings", 7),
        ),
        recommendations=(Recommendation("1", "The partnership should join up absence data.", 9),),
    )  # fmt: skip


@pytest.fixture
def reviews(db: None) -> list[Record]:
    """Three reviews of three years that recommend the same."""
    now = at("2026-04-20 09:00")
    for content in (
        review("oxmoor-2026-01", "Child Alder: practice review", "Neglect", "Education"),
        review("oxmoor-2024-02", "Child Birch: rapid review", "Neglect", "Professional curiosity"),
        review("oxmoor-2023-03", "Child Cedar: rapid review"),
    ):
        save_record(content=content, now=now)
    refresh()
    return list(Record.objects.order_by("identifier"))


def editor(name: str) -> Client:
    """Somebody who may code, signed in by their link."""
    address = f"{name.lower()}@library.example"
    add_editor(email=address, name=name)
    visitor = Client()
    visitor.post("/editors/sign-in/", {"email": address})
    words = mail.outbox[-1].body.split()
    link = next(w.removeprefix("http://testserver") for w in words if w.startswith("http"))
    visitor.post(link)
    return visitor


@pytest.fixture
def edith(db: None) -> Client:
    return editor("Edith")


@pytest.fixture
def ravi(db: None) -> Client:
    return editor("Ravi")


@pytest.fixture
def tess(db: None) -> Client:
    return editor("Tess")
