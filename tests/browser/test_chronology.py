"""The combined chronology in a real browser: accessible, whole on a phone, and usable without scripts."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import Agency
from irwell.agency_returns.actions.columns import add_column
from irwell.agency_returns.actions.line_queries import answer_query, ask_about_line
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.chronology import Observed
from irwell.combined_chronology import actions, queries
from irwell.core import time
from irwell.documents.actions import keep_made
from irwell.documents.rules import Purpose
from tests.agency_returns.conftest import code_mailed_to, newest_link
from tests.browser.conftest import Visitor
from tests.combined_chronology.conftest import returned  # noqa: F401  a fixture
from tests.combined_chronology.events import EVENTS
from tests.combined_chronology.long_returns import LONG
from tests.combined_chronology.returns import SIGNED, sign
from tests.combined_chronology.test_passages import QUOTE, scan, word
from tests.people import People

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def full(returned: Case, people: People) -> Case:  # noqa: F811
    """Five agencies, four years, with the panel's marks on two lines."""
    for kind, text in LONG.items():
        sign(returned, Agency.objects.get(kind=kind), text, people.maya, version=2)
    timeline = queries.timeline_of(returned)
    for at, tag, comment in (
        (3, "Unseen adults", "Who else lived there?"),
        (9, "Voice of the child", ""),
    ):
        actions.annotate(
            case=returned, entry_id=timeline.entries[at].id, tags=(tag,), comment=comment, seen="",
            by=people.colm, now=SIGNED,
        )  # fmt: skip
    return returned


def test_the_pages_pass_axe_and_fit(
    full: Case, people: People, open_window: Any, pictures: Path
) -> None:
    window: Visitor = open_window()
    window.sign_in(people.maya)
    add_column(case=full, name="Where the father was", hint="", by=people.maya)
    base = f"/cases/{full.pk}/chronology/"
    columns = f"/cases/{full.pk}/returns/columns/"
    window.look(columns, pictures, "extra-columns")
    line = queries.timeline_of(full).entries[3].id

    window.look(base, pictures, "chronology")
    window.look(f"{base}?names=on&start=2024&end=2024&status=", pictures, "chronology-2024")
    window.look(f"{base}lines/{line}/?names=on", pictures, "chronology-line")
    window.look(f"{base}picture/", pictures, "chronology-picture")
    window.look(
        f"{base}picture/?start=12+3+2023&end=12+3+2023&names=on", pictures, "chronology-day"
    )
    window.look(f"{base}print/", pictures, "chronology-print")


def test_the_pages_for_thinking_pass_axe_and_fit(
    full: Case, people: People, open_window: Any, pictures: Path
) -> None:
    incident = datetime(2024, 2, 19, 12, tzinfo=UTC)
    cases.record_date(case=full, fact="incident_at", value=incident, by=people.maya, now=SIGNED)
    for kind, text in EVENTS.items():
        sign(full, Agency.objects.get(kind=kind), text, people.maya, version=3)
    window: Visitor = open_window()
    window.sign_in(people.colm)
    base = f"/cases/{full.pk}/chronology/"

    window.look(f"{base}noticed/", pictures, "noticed")
    for slug in ("same-event", "silences", "known-here", "voice", "patterns"):
        window.look(f"{base}noticed/about/{slug}/", pictures, f"noticed-{slug}")
    key = next(iter(queries.noticed(full, {}).observations)).key
    window.look(f"{base}noticed/{key}/", pictures, "noticed-one")
    told = {one.kind: one.key for one in queries.noticed(full, {}).observations}
    fact = told[Observed.KNOWN_HERE]
    window.look(f"{base}noticed/{fact}/fact/", pictures, "noticed-fact")
    entries = queries.timeline_of(full)
    first, second = (
        entries.filter(text=words).entries[0].id for words in ("after shouting", "back at nursery")
    )
    gather = f"{base}events/?line={first}&line={second}"
    window.look(gather, pictures, "gather")
    window.page.get_by_role("button", name="These lines tell of one event").click()
    event = window.page.url.removeprefix(window.address)
    window.look(event, pictures, "event-by-hand")
    window.look(f"{base}key-lines/", pictures, "key-lines")


def test_the_pages_of_queries_and_passages_pass_axe_and_fit(
    full: Case, people: People, open_window: Any, pictures: Path
) -> None:
    line = queries.timeline_of(full).entries[3]
    request = queries.request_to(full, line.agency)
    assert request is not None
    asked = ask_about_line(
        request=request, entry=line, question="Was the child seen on that evening?", by=people.colm, now=SIGNED
    )  # fmt: skip
    answer_query(
        query=asked, answer="Nobody went in; the caller was not rung back.", name="Bryn Sorley",
        role="Detective inspector", seen="", by=SYSTEM, now=SIGNED,
    )  # fmt: skip
    document = keep_made(
        data=word(), file_name="Incident log.docx", purpose=Purpose.EVIDENCE, key=full.key, by=people.maya,
        case_id=full.pk,
    )  # fmt: skip
    tied = actions.link_passage(
        case=full, entry_id=line.id, document=document, quote=QUOTE, by=people.colm
    )
    window: Visitor = open_window()
    window.sign_in(people.colm)
    base = f"/cases/{full.pk}/chronology/"

    window.look(f"{base}queries/", pictures, "line-queries")
    scanned = keep_made(
        data=scan(), file_name="Scan.pdf", purpose=Purpose.EVIDENCE, key=full.key, by=people.maya, case_id=full.pk
    )  # fmt: skip
    address = f"{base}lines/{line.id}/passages/{scanned.pk}/"
    window.look(address, pictures, "choose-passage-scanned")
    window.look(f"{base}lines/{line.id}/", pictures, "line-with-all")
    window.look(f"{base}passages/{tied.pk}/#passage", pictures, "passage")
    window.look(f"{base}lines/{line.id}/passages/{document.pk}/", pictures, "choose-passage")
    window.look(f"{base}?status=answered", pictures, "chronology-answered")


def test_an_agency_answers_by_its_link(
    full: Case, people: People, open_window: Any, pictures: Path
) -> None:
    line = queries.timeline_of(full).filter(text="tenancy").entries[0]
    request = queries.request_to(full, line.agency)
    assert request is not None
    ask_about_line(
        request=request, entry=line, question="Who was that adult?", by=people.colm, now=time.now()
    )
    link = newest_link(request.contact_email)
    window: Visitor = open_window()
    window.go(link)
    window.page.get_by_label("Code").fill(code_mailed_to(request.contact_email))
    window.page.get_by_role("button", name="Continue").click()

    window.look(f"{link}questions/", pictures, "answer-questions")
    window.page.get_by_role("link", name="Who was that adult?").click()
    window.look(window.page.url.removeprefix(window.address), pictures, "answer-question")
    window.page.get_by_label("Your answer").fill("A friend of the family; not checked that night.")
    window.page.get_by_label("Your name").fill("Bryn Sorley")
    window.page.get_by_label("Your role").fill("Detective inspector")
    window.page.get_by_role("button", name="Send the answer").click()

    assert window.page.get_by_text("Your answer was sent").is_visible()


def test_without_scripts_words_are_found(full: Case, people: People, open_window: Any) -> None:
    window: Visitor = open_window(scripts=False)
    window.sign_in(people.colm)
    window.go(f"/cases/{full.pk}/chronology/")

    window.page.get_by_label("Words").fill("bruise")
    window.page.get_by_role("button", name="Find", exact=True).click()

    assert "bruise" not in window.page.url
    assert window.page.get_by_text("Words sought:").is_visible()


def test_a_line_is_marked_by_keyboard_alone(full: Case, people: People, open_window: Any) -> None:
    window: Visitor = open_window()
    window.sign_in(people.colm)
    page = window.page
    window.go(f"/cases/{full.pk}/chronology/")

    page.locator("[data-line]").first.focus()
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("o")
    page.get_by_label("Comment").focus()
    page.keyboard.type("Ask the school.")
    page.get_by_role("button", name="Save the marks").focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**/chronology/#line-*")
    assert page.get_by_text("Ask the school.").is_visible()


def test_a_stretch_of_the_strip_is_chosen_by_dragging(
    full: Case, people: People, open_window: Any
) -> None:
    window: Visitor = open_window()
    window.sign_in(people.colm)
    page = window.page
    window.go(f"/cases/{full.pk}/chronology/")
    strip = page.locator("[data-brush]")
    strip.scroll_into_view_if_needed()
    box = strip.bounding_box()

    page.mouse.move(box["x"] + box["width"] * 0.55, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.95, box["y"] + 20)
    page.mouse.up()

    page.wait_for_url("**start=*end=*")
    assert page.get_by_text("Remove this filter").count() == 2


def test_lines_are_ticked_and_put_together_by_keyboard(
    full: Case, people: People, open_window: Any
) -> None:
    window: Visitor = open_window()
    window.sign_in(people.colm)
    page = window.page
    window.go(f"/cases/{full.pk}/chronology/?start=2024&end=2024")

    for row in page.locator("[data-line]").all()[:3]:
        row.focus()
        page.keyboard.press("x")
    page.get_by_role("button", name="Put the lines ticked together").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="These lines tell of one event").click()

    assert page.get_by_text("The lines stand together as one event").is_visible()
    assert page.locator(".irw-accounts__one").count() == 3
