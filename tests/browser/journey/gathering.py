"""Steps 5 and 6: agencies are asked, answer by link, and their chronologies become one."""

import datetime as dt
import re

from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from irwell.accounts.models import Agency
from tests.browser.conftest import Visitor
from tests.browser.journey.opening import MOTHER
from tests.browser.journey.story import Story, answer, follow, headed, press, reads

ASKED = ("hospital", "education", "police", "icb", "local_authority")
AUTHORS = {
    "hospital": ("Dinah Marlowe-Speight", "Named nurse", "hospital.docx"),
    "education": ("Corin Hathersage", "Designated safeguarding lead", "school.xlsx"),
    "police": ("Wilf Stanedge", "Public protection review officer", "police.csv"),
}


def maya_asks_the_agencies(story: Story) -> None:
    """One action; each agency gets a link of its own. The due date explains itself."""
    window = story.as_(story.people.maya)
    page = window.page
    window.go(story.page_of("returns/ask/"))
    chosen = [str(Agency.objects.get(kind=kind).pk) for kind in ASKED]
    answer(page, agencies=chosen)
    for box in page.locator("[name=people]").all():
        box.check()
    answer(
        page,
        period_from=dt.date(2024, 11, 10),
        period_to=dt.date(2026, 11, 10),
        basis="public_task",
    )
    story.look(window, "05-ask-agencies")
    press(page, "Send")
    headed(page, "Agency returns")


def agencies_answer(story: Story) -> None:
    for kind, (name, role, file) in AUTHORS.items():
        _full_return(story, kind, name, role, file)
    for kind in ("icb", "local_authority"):
        window = story.anyone()
        _come_in(story, window, kind)
        answer(window.page, name="Tilda Rookhope", role="Records lead")
        press(window.page, "Sign a nil return")
        reads(window.page, "Nil return received")


def _come_in(story: Story, window: Visitor, kind: str) -> None:
    """By the link in the mail; then by the code that shows whose mailbox it is, filled in by the second mail's link."""
    address = f"{kind}@calderbrook.example"
    window.go(story.link_to(address, "/answer/"))
    headed(window.page, "Enter the code from your e-mail")
    if kind == "hospital":
        story.look(window, "05-the-code")
    window.go(story.link_to(address, "?code="))
    press(window.page, "Continue")
    headed(window.page, "Information is asked of")


def _full_return(story: Story, kind: str, name: str, role: str, file: str) -> None:
    window = story.anyone()
    page = window.page
    _come_in(story, window, kind)
    if kind == "hospital":
        story.look(window, "05-what-the-agency-sees")
    follow(page.get_by_role("button", name="Start the return"))
    base = re.sub(r"return/$", "", page.url)
    for section, given in (
        (
            "author",
            {
                "author": f"{name}, {role}",
                "independent": "yes",
                "searched": "All electronic records",
            },
        ),
        ("story", {"narrative": "We met the family several times in the period."}),
        ("child", {"voice": "Quiet; watched the door; said that shouting frightened him."}),
        ("learning", {"learning": "Ask who else lives in the home, and ask the child."}),
    ):
        page.goto(f"{base}return/{section}/")
        answer(page, **given)
        press(page, "Save and continue")
    page.goto(f"{base}chronology/")
    answer(page, file=str(story.files / file))
    press(page, "Read it in")
    _check_rows(story, page, window, kind)
    page.goto(f"{base}sign/")
    answer(page, name=name, role=role)
    press(page, "Sign and send the return")
    reads(page, "Thank you")


def _check_rows(story: Story, page: Page, window, kind: str) -> None:
    """Columns as guessed; a date that does not exist is mended by hand; none is lost."""
    press(page, "Continue to the rows")
    headed(page, "Check the rows")
    if kind == "hospital":
        reads(page, "31/02/2026")
        story.look(window, "05-check-the-rows")
        page.locator("input[name^='date-']").first.fill("28/02/2026")
        press(page, "Read these rows again")
    while page.get_by_role("button", name=re.compile("^Accept")).count():
        press(page, "Accept")
    press(page, "Confirm")


def the_wall_shows_who_has_answered(story: Story) -> None:
    window = story.as_(story.people.maya)
    window.go(story.page_of("returns/"))
    reads(window.page, "5 of 5")
    story.look(window, "05-the-wall")
    window.go(story.page_of("returns/room/"))
    reads(window.page, "5 of 5")
    story.look(window, "05-in-the-meeting-room")


def one_chronology(story: Story) -> None:
    """Every agency's lines in one order; names off; Word and Excel hold the same lines."""
    window = story.as_(story.people.colm)
    page = window.page
    window.go(story.page_of("chronology/"))
    reads(
        page,
        "Kes was quiet and watched the door"
        if "names=on" in page.url
        else "quiet and watched the door",
    )
    expect(page.locator("main")).not_to_contain_text(MOTHER)
    story.look(window, "06-combined-chronology")
    for ending, words in (("docx", _word), ("xlsx", _excel)):
        with page.expect_download() as download:
            page.locator(f"a[href*='/export/{ending}']").first.click()
        path = story.files / f"combined.{ending}"
        download.value.save_as(path)
        text = words(path)
        assert "watched the door" in text
        assert "Amblecote" not in text
        assert "Fellgate" not in text


def _word(path) -> str:
    document = Document(path)
    return "\n".join(c.text for t in document.tables for r in t.rows for c in r.cells)


def _excel(path) -> str:
    book = load_workbook(path)
    return "\n".join(str(v) for s in book for row in s.iter_rows(values_only=True) for v in row)
