"""Step 7: the meeting, the grid, three positions, the report, signatures, the Panel's reply."""

import datetime as dt
import re

from docx import Document

from irwell.statute import load_factors
from tests.browser.journey.story import Story, answer, form_to, headed, press, reads

REASONS = "Weighed against five returns and the combined chronology; learning for several agencies remains."
SHOWN = ("R11A", "R11C")
WRITTEN = {
    "children": "Child A, aged 7, lives with Mother. An adult man had joined the household.",
    "summary": "Child A was admitted with two fractures of different ages.",
    "episodes": "A bruise was explained by a fall because each service saw one event; nobody put them together.",
    "voice": "Child A told a teacher of being frightened by shouting. The words were written down and stayed there.",
    "identity": "Family income and shift work shaped who looked after Child A. Ethnicity was recorded by one agency.",
    "rationale": "A practice review would add why several chances to ask about the home were passed by.",
    "actions": "Ask about everyone in the home | Hospital trust | 1 March 2027",
}


def the_meeting(story: Story) -> None:
    """Called for day ten; attendance taken; the quorum shows itself."""
    window = story.as_(story.people.maya)
    page = window.page
    window.go(story.page_of("rapid-review/meetings/call/"))
    answer(page, planned_for=dt.date(2026, 12, 2), planned_for_time="10:00")
    press(page, "Call the meeting")
    window.go(story.page_of("rapid-review/meetings/go/"))
    press(page, "Go to the meeting")
    meeting = story.case.meetings.get()
    window.go(story.page_of(f"rapid-review/meetings/{meeting.pk}/attendance/"))
    for person in (story.people.lena, story.people.idris, story.people.priti, story.people.colm):
        answer(page, **{f"presence_{person.pk}": "present"})
    press(page, "Save attendance and see the quorum")
    press(page, "The meeting was held")
    reads(page, "Quorate")
    story.look(window, "07-meeting")
    window.go(story.page_of(f"rapid-review/meetings/{meeting.pk}/minutes/"))
    answer(
        page,
        text="The returns were discussed.\nAction: ask the housing provider who lives in the home.",
    )
    press(page, "Save the minutes")


def the_grid(story: Story) -> None:
    window = story.as_(story.people.colm)
    page = window.page
    window.go(story.page_of("rapid-review/grid/"))
    for factor in load_factors():
        answer(
            page,
            **{
                f"value_{factor}": "true" if factor in SHOWN else "false",
                f"reasons_{factor}": REASONS,
            },
        )
    story.look(window, "07-grid")
    press(page, "Save the grid")


def three_positions(story: Story) -> None:
    """Blind until all three are in; then the decision, with everything that was on screen."""
    for person in (story.people.lena, story.people.idris, story.people.priti):
        window = story.as_(person)
        window.go(story.page_of("rapid-review/positions/"))
        answer(window.page, choice="LCSPR", reasons=REASONS)
        press(window.page, "Record our position")
    window = story.as_(story.people.colm)
    page = window.page
    window.go(story.page_of("rapid-review/positions/"))
    story.look(window, "07-positions")
    answer(form_to(page, "/conclude/"), outcome="LCSPR", reasons=REASONS)
    press(page, "Record and seal the decision")
    reads(page, "Agreed decision")


def the_report(story: Story) -> None:
    """Written section by section, made as Word, agreed, signed by three; its words hold no name."""
    window = story.as_(story.people.maya)
    page = window.page
    for section, text in WRITTEN.items():
        window.go(story.page_of(f"rapid-review/report/{section}/"))
        answer(page, text=text)
        press(page, "Save this section")
    window.go(story.page_of("rapid-review/report/"))
    press(page, "Make the next version")
    story.look(window, "07-report")
    with page.expect_download() as download:
        page.locator("main a[href*='/documents/']").first.click()
    path = story.files / "rapid-review.docx"
    download.value.save_as(path)
    document = Document(path)
    words = "\n".join(p.text for p in document.paragraphs)
    assert WRITTEN["rationale"] in words
    assert "Amblecote" not in words
    chair = story.as_(story.people.colm)
    chair.go(story.page_of("rapid-review/report/"))
    press(chair.page, "Agree the draft and go to sign-off")
    for person in (story.people.lena, story.people.idris, story.people.priti):
        window = story.as_(person)
        window.go(story.page_of("rapid-review/sign-off/"))
        window.page.locator("[name=read]").check()
        press(window.page, re.compile("^Sign version"))


def sent_to_the_panel(story: Story) -> None:
    window = story.as_(story.people.maya)
    page = window.page
    window.go(story.page_of("rapid-review/panel/"))
    answer(page, sent_on=dt.date(2026, 12, 9), receipt="PANEL-0417")
    press(page, "Record that it was sent")
    reads(page, "PANEL-0417")


def the_panel_replies(story: Story) -> None:
    letter = Document()
    letter.add_paragraph("The Panel agrees with the partners’ decision.")
    letter.save(story.files / "panel-letter.docx")
    window = story.as_(story.people.maya)
    page = window.page
    window.go(story.page_of("rapid-review/panel/"))
    answer(form_to(page, "/reply/"), received_on=dt.date(2026, 12, 18), view="agrees", summary="The Panel agrees and asks that the review looks at fathers and other men.", letter=str(story.files / "panel-letter.docx"))  # fmt: skip
    press(page, "Log the letter")
    reads(page, "Agrees with the decision")
    story.look(window, "07-panel")
    window.go(story.page_of("rapid-review/"))
    headed(page, "Rapid")
