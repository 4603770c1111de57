"""Steps 9 and 10: made safe to publish, certified, gated, approved by two people, published, sent on."""

import datetime as dt
import re

from playwright.sync_api import expect

from irwell.anonymisation.tasks import look_through
from irwell.core.time import now
from irwell.publication.rules import GATES
from irwell.publication.tasks import release_due
from irwell.statute import load_codes
from tests.browser.journey.story import Story, answer, follow, press, reads

PUBLISHED_TITLE = "Child A: local child safeguarding practice review"
SUMMARY = (
    "A child was found to have injuries of different ages. Several services had each seen one small sign, and none "
    "had asked who else lived in the home. The review asks why the signs were not put together, and finds that each "
    "service worked well by its own rules while no place existed in which to add them up. It recommends that every "
    "service asks at first contact who lives in the home and who looks after the child, that what a child says at "
    "school reaches those who know the family, and that missed appointments are counted together."
)  # fmt: skip


def the_report_is_looked_through(story: Story) -> None:
    """Everything found stands in a queue; a person decides; nothing written may hold a registered identity."""
    window = story.as_(story.people.maya)
    page = window.page
    window.go(story.page_of("anonymisation/start/"))
    page.locator("[name=source]").first.check()
    answer(page, title=PUBLISHED_TITLE, dates="month")
    press(page, "Look through the report")
    look_through(now())


def a_person_decides(story: Story) -> None:
    window = story.as_(story.people.maya)
    page = window.page
    window.go(story.page_of("anonymisation/queue/"))
    story.look(window, "09-queue")
    accept_all(window)
    another_person_reads(story)
    window.go(story.page_of("anonymisation/"))
    press(page, "Write the files and read them back")
    reads(page, "Not signed yet")
    story.look(window, "09-written")


def accept_all(window) -> None:
    """Accept the proposals kind by kind; what more than one person or place may be is chosen one by one."""
    page = window.page
    kinds = page.get_by_role("button", name=re.compile("^Accept all"))
    for number in reversed(range(kinds.count())):
        if number < kinds.count():
            follow(kinds.nth(number))
    choices = page.locator(
        "button[name=press][value^='replace:'], button[name=press][value=accept]"
    )
    while choices.count():
        follow(choices.first)


def another_person_reads(story: Story) -> None:
    """The second reading: unseen, one press each, until nothing waits."""
    window = story.as_(story.people.ines)
    page = window.page
    window.go(story.page_of("anonymisation/second-reading/"))
    press(page, "Begin the second reading")
    buttons = page.locator(
        "button[name=press][value=alike], button[name=press][value=accept], button[name=press][value^='replace:']"
    )
    while buttons.count():
        follow(buttons.first)
    reads(page, "no difference is open")


def ines_searches(story: Story) -> None:
    """Another person tries it as a motivated intruder would."""
    window = story.as_(story.people.ines)
    page = window.page
    window.go(story.page_of("anonymisation/risk/"))
    answer(page, searched_on=now().date(), searches="Two search engines and the local paper, with the school’s and the town’s names", outcome="nothing")  # fmt: skip
    press(page, "Log the search")
    story.look(window, "09-jigsaw")


def ines_signs(story: Story) -> None:
    window = story.as_(story.people.ines)
    page = window.page
    window.go(story.page_of("anonymisation/sign/"))
    for box in page.locator("[name=checked]").all():
        box.check()
    answer(page, legal="advised")
    press(page, "Sign, and pass it on to publication")
    assert story.case.state == "pre_publication"


def planned_and_gated(story: Story, day: dt.date, copies: dt.date) -> None:
    window = story.as_(story.people.maya)
    page = window.page
    window.go(story.page_of("publication/plan/"))
    theme = load_codes()["theme"].codes[0].label
    answer(page, title=PUBLISHED_TITLE, summary=SUMMARY, author="Rosalind Farr-Kite", method="Systems review", themes=[theme], keywords="injury, fathers", planned_on=day)  # fmt: skip
    press(page, "Save the plan")
    window.go(story.page_of("publication/copies/"))
    answer(page, recipients=["panel", "secretary_of_state", "ofsted"], sent_on=copies)
    press(page, "Record the copies")
    lawyer = story.as_(story.people.ines)
    for gate in GATES:
        if gate.counted:
            continue
        lawyer.go(story.page_of(f"publication/checks/{gate.id}/"))
        answer(
            lawyer.page,
            answer="closed",
            note="Asked and answered in writing; the letter is on the file.",
        )
        press(lawyer.page, "Save")
    window.go(story.page_of("publication/"))
    story.look(window, "10-gates")


def two_people_approve(story: Story) -> None:
    for person in (story.people.lena, story.people.idris):
        window = story.as_(person)
        window.go(story.page_of("publication/approve/"))
        press(window.page, "Approve publication")


def published(story: Story) -> None:
    """At nine on the day: the worker checks every gate and the certificate again, then publishes."""
    assert release_due(now()) == 1
    reader = story.anyone()
    reader.go("/reviews/")
    follow(reader.page.get_by_role("link", name=PUBLISHED_TITLE))
    expect(reader.page.get_by_role("heading", level=1)).to_contain_text("Child A")
    story.look(reader, "10-landing-page")
    feed = reader.page.request.get(f"{reader.address}/reviews/feed.atom")
    assert PUBLISHED_TITLE in feed.text()
