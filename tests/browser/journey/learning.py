"""Step 11: found in the repository, briefed, acted on, evidenced, read."""

import datetime as dt
import re

from playwright.sync_api import expect

from tests.browser.journey.publishing import PUBLISHED_TITLE
from tests.browser.journey.reviewing import RECOMMENDATION
from tests.browser.journey.story import Story, answer, follow, press, reads


def found_in_the_repository(story: Story) -> None:
    """By its words, and by meaning with none of its words; and the other documents beside it."""
    window = story.anyone()
    page = window.page
    for words in ("who lives in the home", "adults around a child whom nobody asked about"):
        page.goto(f"{story.repository}/search?q={words}")
        expect(page.locator("main")).to_contain_text(PUBLISHED_TITLE)
    follow(page.get_by_role("link", name=PUBLISHED_TITLE).first)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Child A")
    story.look(window, "11-repository")


def a_briefing(story: Story) -> None:
    """Drafted from the report, edited by one person, issued by another, read by a practitioner who says so."""
    window = story.as_(story.people.maya)
    page = window.page
    window.go(story.page_of("learning/"))
    press(page, "Draft the briefing")
    window.go(story.page_of("learning/briefing/"))
    press(page, "Check and keep the draft")
    second = story.as_(story.people.conrad)
    second.go(story.page_of("learning/briefing/"))
    press(second.page, re.compile("^Issue"))
    window.go(story.page_of("learning/"))
    press(page, "Share the learning")
    reader = story.as_(story.people.tomos)
    reader.go("/learning/briefings/")
    follow(reader.page.locator("main a[href*='/learning/briefings/']").first)
    story.look(reader, "11-briefing")
    reader.page.locator("[name=used]").first.check()
    answer(reader.page, reflection="I shall ask at every first visit who else lives in the home.")
    press(reader.page, "I have read this")
    window.go(story.page_of("learning/briefing/reach/"))
    reads(page, "Calderbrook Hospitals NHS Trust")


def an_action_with_an_owner(story: Story, due: dt.date) -> None:
    window = story.as_(story.people.maya)
    page = window.page
    window.go(story.page_of("learning/"))
    reads(page, RECOMMENDATION)
    follow(page.get_by_role("link", name=re.compile("Add an action")).first)
    answer(page, text="Add the question to the first-contact form and train the wards.", intended_impact="Adults in the home are recorded for nine children in ten.", measure="Audit of forty records a quarter", baseline="Adults recorded in 12 of 40 records", owner=str(story.people.tomos.pk), due_on=due)  # fmt: skip
    press(page, "Add the action and tell its owner")


def completed_then_shown_to_matter(story: Story, on: dt.date) -> None:
    """Complete is not the end: impact not evidenced, until somebody else accepts evidence of impact."""
    owner, chair = story.as_(story.people.tomos), story.as_(story.people.colm)
    owner.go("/learning/actions/")
    follow(owner.page.locator("main a[href*='/actions/']").first)
    action = owner.page.url
    for of, text in (("completion", "The form is in use on every ward."), ("impact", "Forty records audited: adults recorded in 37.")):  # fmt: skip
        owner.page.goto(f"{action}evidence/{of}/")
        owner.page.locator("[name=source]").first.check()
        answer(owner.page, text=text, dated=on)
        press(owner.page, "Give the evidence")
        chair.page.goto(action)
        press(chair.page, re.compile("^Accept"))
        said = "impact not evidenced" if of == "completion" else "impact evidenced"
        expect(chair.page.locator("main")).to_contain_text(re.compile(said, re.IGNORECASE))
    story.look(chair, "11-action")
