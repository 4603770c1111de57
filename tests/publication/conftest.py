"""A case at “Notice before publication”, and the steps by which people take it to the site, through the web."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import time_machine

from irwell.cases.models import Case
from irwell.crypto.signing import create_signing_key
from irwell.publication import rules
from irwell.publication.models import Publication
from tests.kept import kept
from tests.moments import at
from tests.people import People
from tests.publication.certified import TITLE, add_recommendation, certify, register_names
from tests.stages import bring_to

PLAN = {
    "title": TITLE,
    "summary": "A baby was hurt. Practitioners had not met the father and did not ask who lived in the home.",
    "author": "Rosalind Farr-Kite",
    "method": "Systems review with practitioners",
    "themes": ["Neglect", "Fathers and other men in the household"],
    "keywords": "injury, fathers",
}


def on(name: str, day: date) -> dict[str, str]:
    """A day as the three boxes of a form."""
    return {
        f"{name}_day": str(day.day),
        f"{name}_month": str(day.month),
        f"{name}_year": str(day.year),
    }


@cache
def signing_key() -> tuple[str, str]:
    """One pair for the run: what is kept of a publication stays rightly signed."""
    return create_signing_key()


@pytest.fixture(autouse=True)
def _signing_key(tmp_path: Path, settings: Any) -> str:
    private, public = signing_key()
    settings.IRWELL_SIGNING_KEY = tmp_path / "publication.pem"
    settings.IRWELL_SIGNING_KEY.write_text(private)
    settings.IRWELL_TRUSTED_KEYS = tmp_path / "trusted"
    settings.IRWELL_TRUSTED_KEYS.mkdir()
    (settings.IRWELL_TRUSTED_KEYS / "this-partnership.pem").write_text(public)
    return public


@pytest.fixture
def clock() -> Iterator[Any]:
    """Monday 16 March 2026, nine in the morning; `clock.move_to(at(...))` travels."""
    with time_machine.travel(at("2026-03-16 09:00"), tick=False) as traveller:
        yield traveller


@pytest.fixture
@kept
def certified(case: Case, people: People, clock: Any) -> Case:
    """Certified and signed: the case stands at the notice before publication, nothing is planned."""
    register_names(case, people)
    add_recommendation(case, people)
    certify(case, people, now=at("2026-03-13 10:00"))
    return bring_to(case, "pre_publication", people, now=at("2026-03-16 08:00"))


class Steps:
    """What the people do, each as themselves, through the web."""

    def __init__(self, case: Case, people: People, as_person: Callable[..., Any]) -> None:
        self.case, self.people, self.as_person = case, people, as_person
        self.base = f"/cases/{case.pk}/publication/"

    @property
    def publication(self) -> Publication:
        return Publication.objects.get(case=self.case)

    def post(self, who: Any, path: str, data: dict[str, Any]) -> Any:
        return self.as_person(who).post(f"{self.base}{path}", data)

    def plan(self, day: date = date(2026, 4, 14), **changes: Any) -> Any:
        known = Publication.objects.filter(case=self.case).first()
        data = {**PLAN, **on("planned_on", day), "seen": known.content if known else "", **changes}
        return self.post(self.people.maya, "plan/", data)

    def copies(self, day: date = date(2026, 3, 16)) -> Any:
        data = {"recipients": list(rules.RECIPIENTS), **on("sent_on", day)}
        return self.post(self.people.maya, "copies/", data)

    def answer(self, gate: rules.Gate, answer: str = "closed", who: Any = None) -> Any:
        who = who or (self.people.ines if gate.legal else self.people.maya)
        return self.post(
            who, f"checks/{gate.id}/", {"answer": answer, "note": "Settled by letter."}
        )

    def close_gates(self, *, but: str = "") -> None:
        for gate in rules.GATES:
            if gate.id != but and not gate.counted:
                assert self.answer(gate).status_code == 302, gate.id
        if but != "notice":
            assert self.copies().status_code == 302

    def approve(self, *people: Any) -> Any:
        answer = None
        for person in people or (self.people.lena, self.people.idris):
            answer = self.post(person, "approve/", {"content": self.publication.content})
        return answer

    def to_the_site(self) -> Publication:
        """Published on Tuesday 14 April 2026 by the sweep."""
        from irwell.publication.tasks import release_due

        self.plan()
        self.close_gates()
        self.approve()
        assert release_due(at("2026-04-14 09:00")) == 1
        assert self.publication.status == "published", self.publication.held_reason
        return self.publication


@pytest.fixture
@kept
def steps(certified: Case, people: People, as_person: Any) -> Steps:
    return Steps(certified, people, as_person)


@pytest.fixture
@kept
def on_the_site(steps: Steps, clock: Any) -> Publication:
    clock.move_to(at("2026-03-16 09:00"))
    published = steps.to_the_site()
    clock.move_to(at("2026-04-14 09:05"))
    return published
