"""The public repository in a real browser: a process of its own, filled over its own door."""

import json
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from playwright.sync_api import Browser

from irwell.publication.bundle import BundleMetadata, BundleRecommendation, bundle_bytes
from tests.browser.conftest import DESK, Visitor
from tests.repository.serving import Repository, serving

pytestmark = pytest.mark.browser

KEY = Ed25519PrivateKey.generate()
WILLOW = BundleMetadata(
    identifier="calderbrook-2026-01",
    title="Child Willow: local child safeguarding practice review",
    partnership="Calderbrook Safeguarding Children Partnership",
    kind="Local child safeguarding practice review",
    published=date(2026, 4, 14),
    summary="A baby died while asleep beside an adult. Advice about safe sleep was given often, and each"
    " time as if it were the first: nobody asked where the family would sleep tonight.",
    authors=("Rosalind Achterberg",),
    themes=("Safe sleep", "Alcohol, drugs and medicines", "Professional curiosity"),
    method="Systems learning with practitioners",
    licence="Copyright of the partnership; may be quoted with its source.",
)
REPORT = """<html><head><title>x</title></head><body><main><h1>Child Willow</h1>
<h2>1. Why this review was carried out</h2>
<p>Willow was five months old. The partnership decided that the case could teach agencies how advice
reaches families whose evenings are not like the leaflet.</p>
<h2>2. What happened</h2><p>The health visitor gave advice about safe sleep at the birth visit and again at
six weeks. Both visits took place in the morning. The baby slept in an adult bed whenever a parent had been
drinking, and the cot stood in a room without heating.</p>
<p>The housing officer had a report of the broken boiler for eleven weeks. No agency was told, because no
agency had asked what the house was like at night.</p>
<h2>3. Findings</h2><h3>Finding 1: advice was given, not talked through</h3>
<p>Practitioners recorded that advice was given. They did not record what the family said in return, or what
they would do on a night that went wrong.</p>
<h3>Finding 2: fathers were spoken about and seldom spoken with</h3>
<p>Of nineteen contacts, two were with the father. He told the review that he would have liked to be asked.</p>
<h2>4. Questions for practice</h2><p>Where will the baby sleep tonight, and who will be there?</p>
</main></body></html>"""
RECOMMENDATIONS = (
    BundleRecommendation(
        "1", "Health providers should talk through a bad night with each family, not only hand over advice."
    ),
    BundleRecommendation("2", "The partnership should test each year whether fathers were asked."),
)  # fmt: skip
HAZEL = replace(
    WILLOW,
    identifier="oxmoor-2024-02",
    title="Child Hazel: rapid review",
    partnership="Oxmoor Safeguarding Children Partnership",
    kind="Rapid review",
    published=date(2024, 11, 5),
    summary="Absence from school that nobody joined up.",
    themes=("Neglect", "Education"),
)
ROWAN = replace(
    HAZEL, identifier="oxmoor-2023-01", title="Child Rowan: rapid review", published=date(2023, 2, 1)
)  # fmt: skip
REASON = "A person could be recognised from the report. It is being written again."
AREAS = ("Northmoor", "Eastmoor", "Westmoor", "Southmoor")
CATEGORIES = (
    "Child Death (from 2015)",
    "Road (Highways Safety) related deaths",
    "Suicide (from 2015)",
)
CONCERNS = (
    "An ambulance took seven hours to arrive and nobody called the family back.",
    "The junction had no lighting and hedges hid the footpath to the school.",
    "The crisis team closed the referral after two telephone calls that nobody answered.",
)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Repository]:
    """Three reviews deposited, one of them withdrawn, and sixteen reports read from a folder."""
    spki = serialization.PublicFormat.SubjectPublicKeyInfo
    trusted = KEY.public_key().public_bytes(serialization.Encoding.PEM, spki)
    folder = tmp_path_factory.mktemp("repository")
    with serving(folder / "var", trusted=trusted) as running:
        reports = folder / "reports.jsonl"
        reports.write_text("\n".join(json.dumps(report) for report in _reports()))
        running.run("ingest", str(reports))
        for metadata in (WILLOW, HAZEL, ROWAN):
            _deposit(running, metadata)
        running.run("withdraw", ROWAN.identifier, "--reason", REASON)
        yield running


def _reports() -> Iterator[dict[str, Any]]:
    for number in range(16):
        yield {
            "id": f"pfd{number}",
            "ref": f"{2018 + number % 7}-{number:04}",
            "date": f"{number + 1:02}/03/{2018 + number % 7}",
            "area": AREAS[number % 4],
            "category": [CATEGORIES[number % 3]],
            "text": f"{CONCERNS[number % 3]} This is concern {number + 1} of the year.",
        }


def _deposit(running: Repository, metadata: BundleMetadata) -> None:
    content, _ = bundle_bytes(
        metadata=metadata,
        files={"report.html": REPORT.encode(), "report.pdf": b"%PDF-1.7 invented"},
        recommendations=RECOMMENDATIONS,
        key=KEY,
    )
    request = urllib.request.Request(f"{running.url}/deposit", data=content)
    with urllib.request.urlopen(request, timeout=60) as answer:
        assert json.load(answer)["searchable"]


@pytest.fixture
def window(chromium: Browser, repository: Repository) -> Iterator[Visitor]:
    """Somebody who reads."""
    context = chromium.new_context(viewport=DESK, locale="en-GB")
    yield Visitor(context.new_page(), repository.url)
    context.close()


PAGES = {
    "home": "/",
    "meaning": "/search?q=where+does+the+baby+sleep+when+a+parent+has+been+drinking",
    "words": "/search?q=ambulance+OR+paramedic&mode=words",
    "all": "/search",
    "narrowed": "/search?q=family&theme=Child+death&partnership=Coroner%3A+Northmoor&from=2018&to=2024",
    "none": "/search?q=zzyzx&mode=words",
    "none-narrowed": "/search?theme=Neglect&from=2025",
    "misspelt": "/search?q=ambulence&mode=words",
    "long": "/search?q=" + "+".join(["advice", "about", "safesleepingarrangements"] * 60),
    "record": f"/records/{WILLOW.identifier}/",
    "report": "/records/pfd1/",
    "like-review": f"/records/{WILLOW.identifier}/similar",
    "compare": f"/compare?a={WILLOW.identifier}&b={HAZEL.identifier}",
    "compare-one": f"/compare?a={WILLOW.identifier}",
    "save-search": "/alerts/new?q=where+does+the+baby+sleep&theme=Safe+sleep",
    "asked": "/alerts/asked/",
    "lists": "/lists/",
    "list-add": f"/lists/add?record={WILLOW.identifier}",
    "themes": "/themes/",
    "help": "/help/",
    "tombstone": f"/records/{ROWAN.identifier}/",
    "missing": "/records/nothing/",
}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_accessible_and_fits_its_window(
    window: Visitor, pictures: Path, name: str
) -> None:
    window.look(PAGES[name], pictures, f"repository-{name}")


def test_a_reader_finds_a_review_narrows_the_list_and_reads_on(window: Visitor) -> None:
    page = window.page
    window.go("/")
    page.get_by_role("searchbox").fill("fathers seldom spoken with")
    page.get_by_role("button", name="Search").click()

    page.locator("#filters").get_by_label("Rapid review").check()
    page.get_by_role("button", name="Apply").click()
    titles = page.locator(".irw-result__title").all_inner_texts()
    marked = page.locator(".irw-result mark").all_inner_texts()
    page.get_by_role("link", name="Read on in Child Hazel").first.click()

    assert titles == [HAZEL.title]
    assert "father" in " ".join(marked).casefold()
    assert page.locator(".irw-report__passage:target").is_visible()


def test_a_withdrawn_review_keeps_its_address_and_says_why(window: Visitor) -> None:
    window.go(f"/records/{ROWAN.identifier}/")
    reason = window.page.get_by_text(REASON).is_visible()
    window.go("/search?q=rowan")

    assert reason
    assert window.page.get_by_text("Child Rowan").count() == 0


def test_words_that_nobody_wrote_can_be_searched_for_by_meaning(window: Visitor) -> None:
    page = window.page
    window.go("/search?q=zzyzx+paramedics+late&mode=words")
    noted = page.get_by_text("No record has all of these words").count()
    window.go("/search?q=paramedics&mode=words")
    page.get_by_role("link", name="Search by relevance instead").click()

    assert noted == 0
    assert "ambulance" in page.locator(".irw-result").first.inner_text()


def letters_of(repository: Repository) -> list[str]:
    """One round of the worker; what it laid into the folder, oldest first."""
    command = [sys.executable, "-m", "irwell", "alerts", "work", "--once"]
    subprocess.run(command, env=repository.env, check=True, capture_output=True)
    written = sorted(Path(repository.env["IRWELL_VAR"], "mail").glob("*.log"))
    raw = [message_from_bytes(path.read_bytes()) for path in written]
    return [each.get_payload(decode=True).decode() for each in raw]


def test_a_search_is_saved_confirmed_and_stopped_without_scripts(
    chromium: Browser, repository: Repository, pictures: Path
) -> None:
    context = chromium.new_context(viewport=DESK, java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(f"{repository.url}/search?q=heating+broken+for+weeks")
    page.get_by_role("link", name="Hear of new reviews that answer it").click()
    page.get_by_label("Your e-mail address").fill("reader@example.org")
    page.get_by_label("As soon as a review comes").check()
    page.get_by_role("button", name="Send me a link to confirm").click()
    heading = page.get_by_role("heading", level=1).inner_text()
    link = re.search(r"http\S+/alerts/confirm/\S+", letters_of(repository)[-1])
    assert link
    page.goto(link[0])
    page.get_by_role("button", name="Yes, tell me of new reviews").click()
    manage = page.url.removeprefix(repository.url)
    seen = Visitor(chromium.new_page(), repository.url)
    seen.look(link[0].removeprefix(repository.url), pictures, "repository-confirm")
    seen.look(manage, pictures, "repository-saved-searches")
    page.get_by_role("button", name="Stop everything").click()
    stopped = page.get_by_role("heading", level=1).inner_text()
    context.close()

    assert (heading, stopped) == ("Look in your e-mail", "Stopped")


def test_a_reading_list_is_made_shared_and_changed(window: Visitor, pictures: Path) -> None:
    page = window.page
    window.go("/search?q=fathers+seldom+spoken+with")
    page.get_by_role("link", name="Add to a list").first.click()
    page.get_by_label("Title of the new list").fill("Fathers: an hour with the team")
    page.get_by_label("Your note").fill("Who was spoken about, and who was spoken with?")
    page.get_by_role("button", name="Add to the list").click()
    edit = page.url.removeprefix(window.address)
    shared = page.locator(".irw-side a").first.inner_text().removeprefix(window.address)
    window.look(edit, pictures, "repository-list-edit")
    window.look(shared, pictures, "repository-list")

    assert page.get_by_text("Who was spoken about").is_visible()
    assert page.get_by_role("link", name="RIS").is_visible()


def test_a_passage_leads_to_passages_like_it(window: Visitor, pictures: Path) -> None:
    window.go("/search?q=fathers+seldom+spoken+with")
    href = window.page.get_by_role("link", name="More like this passage").first.get_attribute(
        "href"
    )
    assert href
    window.look(href, pictures, "repository-like-passage")

    assert window.page.get_by_role("heading", name="More like this passage").is_visible()
