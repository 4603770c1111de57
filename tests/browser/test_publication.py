"""Publication in a real browser: the case's pages and the public ones, at a desk and on a phone."""

import gzip
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Route

from irwell.accounts.actors import SYSTEM
from irwell.core.time import london
from irwell.publication import actions, rules
from irwell.publication.models import Delivery, Publication
from irwell.statute import load_calendar
from tests.browser.conftest import Visitor
from tests.people import People
from tests.publication import certified as made
from tests.stages import bring_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOW = datetime.now(UTC)
SUMMARY = (
    "A baby was hurt at home. Practitioners had not met the father and did not ask who lived in the home. "
    "The review asks every agency to find out who cares for a child, and to look at the build-up over time."
)


@pytest.fixture
def signing_key(tmp_path: Path, settings: Any) -> None:
    from irwell.crypto.signing import create_signing_key

    settings.IRWELL_SIGNING_KEY = tmp_path / "publication.pem"
    settings.IRWELL_SIGNING_KEY.write_text(create_signing_key()[0])


@pytest.fixture
def planned(case: Any, people: People, signing_key: None) -> Publication:
    """Planned for a day three weeks on; nothing is answered."""
    made.register_names(case, people)
    made.add_recommendation(case, people)
    made.certify(case, people, now=NOW)
    bring_to(case, "pre_publication", people, now=NOW)
    day = load_calendar().next_working_day_on_or_after(london(NOW).date() + timedelta(days=21))
    words = actions.Words(
        title=made.TITLE, summary=SUMMARY, author="Rosalind Farr-Kite", method="Systems review",
        themes=("Neglect", "Fathers and other men in the household"), keywords=("injury", "fathers"),
    )  # fmt: skip
    return actions.plan(case=case, words=words, planned_on=day, seen="", by=people.maya, now=NOW)


def ready(publication: Publication, people: People) -> None:
    actions.record_copies(
        publication=publication, recipients=list(rules.RECIPIENTS), sent_on=london(NOW).date(),
        by=people.maya, now=NOW,
    )  # fmt: skip
    for gate in rules.GATES:
        if not gate.counted:
            actions.answer_gate(
                case=publication.case, gate=gate.id, answer="closed", note="Settled by letter of this week.",
                by=people.ines if gate.legal else people.maya, now=NOW,
            )  # fmt: skip


def on_the_site(publication: Publication, people: People) -> Publication:
    ready(publication, people)
    for who in (people.lena, people.idris):
        actions.approve(publication=publication, content=publication.content, by=who, now=NOW)
    moment = rules.release_moment(publication.planned_on)
    published = actions.publish(publication=publication, by=SYSTEM, now=moment)
    Delivery.objects.update(
        acknowledged_at=moment, receipt="5f0c2d1e-9a55-4b7e-8d0e-3f2a41c07b11",
        record_url=f"http://127.0.0.1:8001/records/{published.identifier}/",
    )  # fmt: skip
    return published


def look(window: Visitor, pictures: Path, path: str, name: str) -> None:
    window.look(path, pictures, f"publication-{name}")


def test_the_way_to_the_site(
    open_window: Any, pictures: Path, planned: Publication, people: People
) -> None:
    window: Visitor = open_window()
    base = f"/cases/{planned.case_id}/publication/"
    window.sign_in(people.maya)
    for path, name in (
        ("", "planned"), ("plan/", "plan"), ("checks/inquest/", "legal-check"), ("checks/media/", "check"),
        ("copies/", "copies"), ("improvements/", "improvements"), ("nspcc/", "national-entry"),
    ):  # fmt: skip
        look(window, pictures, f"{base}{path}", name)
    ready(planned, people)
    window.sign_in(people.lena)
    for path, name in (("", "ready"), ("approve/", "approve"), ("defer/", "defer")):
        look(window, pictures, f"{base}{path}", name)


# What a browser of ten years ago does not know is not there: rows and columns of a grid, gaps, :has, clamp.
MODERN = re.compile(
    r"display:\s*grid|(?<=[;{])(?:row-|column-)?gap:[^;}]*|[^{}]*:has\([^{]*\{[^}]*\}|[\w-]+:\s*clamp\([^;}]*"
)
TOUCHING = """() => {
  const shown = [...document.querySelectorAll("main a, footer a, header a")].map(a => [a, a.getBoundingClientRect()]);
  const near = (a, b) => a.width && b.width && Math.abs(a.top - b.top) < 4 && b.left >= a.right - 1 && b.left - a.right < 3;
  return shown.flatMap(([a, x]) => shown.filter(([b, y]) => a != b && near(x, y)).map(([b]) => a.textContent + "|" + b.textContent));
}"""
OLD_PHONE = {"width": 320, "height": 568}
MOST_BYTES = 100_000


def old(window: Visitor) -> list[int]:
    """From now on the window is such a browser; what it is sent, packed, without pictures, is counted."""
    sent: list[int] = []

    def answer(route: Route) -> None:
        response = route.fetch()
        kind = response.headers.get("content-type", "")
        if "image" not in kind:
            sent.append(len(gzip.compress(response.body(), mtime=0)))
        if "css" in kind:
            route.fulfill(response=response, body=MODERN.sub("", response.text()))
        else:
            route.fulfill(response=response)

    window.page.route("**/*", answer)
    return sent


def seen_on_an_old_phone(window: Visitor, pictures: Path, path: str, name: str) -> None:
    sent = old(window)
    window.go(path)
    window.picture(pictures, f"publication-old-{name}")
    page = window.page
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= OLD_PHONE["width"], path
    assert page.evaluate(TOUCHING) == [], path
    assert sum(sent) < MOST_BYTES, f"{path}: {sum(sent)} bytes"
    page.unroute_all()


def test_on_the_site_and_after(
    open_window: Any, pictures: Path, planned: Publication, people: People
) -> None:
    published = on_the_site(planned, people)
    window: Visitor = open_window()
    public = f"/reviews/{published.identifier}/"
    for path, name in (
        ("/reviews/", "list"),
        (public, "landing"),
        (f"{public}report/", "report"),
        (f"/cy{public}", "landing-welsh"),
        (f"/cy{public}report/", "report-welsh"),
    ):
        look(window, pictures, path, name)
    phone: Visitor = open_window(OLD_PHONE, scripts=False)
    for path, name in (
        ("/reviews/", "list"),
        (public, "landing"),
        (f"{public}report/", "report"),
        ("/learning/", "learning"),
    ):
        seen_on_an_old_phone(phone, pictures, path, name)
    base = f"/cases/{published.case_id}/publication/"
    window.sign_in(people.lena)
    for path, name in (("", "published"), ("walk/", "walk"), ("withdraw/", "withdraw")):
        look(window, pictures, f"{base}{path}", name)
    later = rules.release_moment(published.planned_on) + timedelta(days=400)
    withdrawal = actions.propose_withdrawal(
        publication=published, public_reason="The year has passed and a court asked for it.", legal_reason="",
        improvements="Every trust now asks who lives in the home.", by=people.lena, now=later,
    )  # fmt: skip
    look(window, pictures, base, "withdrawal-proposed")
    actions.confirm_withdrawal(withdrawal=withdrawal, by=people.idris, now=later)
    look(window, pictures, public, "tombstone")
