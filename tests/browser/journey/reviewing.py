"""Step 8: the practice review, from its commission to the three partners' approval."""

import datetime as dt

from irwell.demo.seeding.report_docx import build_report
from tests.browser.journey.story import Story, answer, follow, press, reads, submit

TITLE = "Nobody put the small signs together"
RECOMMENDATION = "Every service asks, at each first contact, who lives in the home and who looks after the child."


def commissioned(story: Story) -> None:
    """A statutory partner commissions; the six months count from the decision and say so."""
    window = story.as_(story.people.lena)
    page = window.page
    window.go(story.page_of("practice-review/commission/"))
    press(page, "Commission the practice review")
    window.go(story.page_of("practice-review/"))
    reads(page, "2 June 2027")
    story.look(window, "08-commissioned")


def rosalind_is_appointed(story: Story) -> None:
    window = story.as_(story.people.lena)
    page = window.page
    window.go(story.page_of("practice-review/reviewer/"))
    answer(page, reviewer=str(story.people.rosalind.pk), competence="Led nine reviews, four of them on injury in infancy.", method="Systems review with two learning events", until=dt.date(2027, 12, 31))  # fmt: skip
    page.locator("[name=independent_of_case]").check()
    submit(page)
    reads(page, "Rosalind Farr-Kite")


def terms_of_reference(story: Story) -> None:
    window = story.as_(story.people.maya)
    page = window.page
    window.go(story.page_of("practice-review/terms/"))
    for address in page.locator("main a[href*='/terms/headings/']").evaluate_all("links => links.map(l => l.href)"):  # fmt: skip
        page.goto(address)
        box = page.locator("[name=text]")
        if not box.input_value().strip():
            box.fill(
                "As agreed by the three partners at commissioning; reviewed at each progress check."
            )
        submit(page)
    window.go(story.page_of("practice-review/terms/key-lines/add/"))
    answer(page, question="Who knew who lived in the home, and how did they know?", why="Two services heard of a new partner and neither asked.")  # fmt: skip
    submit(page)
    window.go(story.page_of("practice-review/terms/"))
    press(page, "Put to the three partners")
    story.look(window, "08-terms")
    for person in (story.people.lena, story.people.idris, story.people.priti):
        partner = story.as_(person)
        partner.go(story.page_of("practice-review/terms/"))
        follow(partner.page.locator("form[action$='/terms/agree/'] button"))
    window.go(story.page_of("practice-review/report/begin/"))
    answer(page, text="Mother and three practitioners took part; Father was invited and declined.")
    submit(page)


def the_report_arrives(story: Story) -> None:
    path = story.files / "practice-review.docx"
    path.write_bytes(build_report(story.case))
    window = story.as_(story.people.rosalind)
    page = window.page
    window.go(story.page_of("practice-review/report/"))
    answer(page, file=str(path), note="First full draft")
    press(page, "Upload")
    reads(page, "First full draft")
    window.go(story.page_of("practice-review/findings/add/"))
    page.locator("[name=line]").first.check()
    answer(page, title=TITLE, text="Each service saw one event.", why="No service had a way to see the others; the system offered no place to add them up.", learning="Add up what each of you sees.")  # fmt: skip
    press(page, "Save the finding")
    page.locator("details summary").first.click()
    story.look(window, "08-finding")
    window.go(story.page_of("practice-review/recommendations/add/"))
    answer(page, text=RECOMMENDATION, addressees="Calderbrook Hospitals NHS Trust; Calderbrook Schools Trust", intended_outcome="Adults who matter to a child are known to those who see the child.", finding="1")  # fmt: skip
    submit(page)
    reads(page, RECOMMENDATION)


def a_section_is_written_in_the_browser(story: Story) -> None:
    """The report goes on in the browser: other words for publication beside the full text, then the next version."""
    window = story.as_(story.people.rosalind)
    page = window.page
    window.go(story.page_of("practice-review/report/write/"))
    answer(page, template="lcspr")
    press(page, "Choose")
    follow(page.get_by_role("link", name="1 Why this review was done"))
    press(page, "Write in this section")
    page.locator("[name=text]").last.fill(
        "This report was read by the family before it was published."
    )
    page.locator("[name=public]").nth(1).fill(
        "A child was seriously harmed. This review asks what can be learned."
    )
    press(page, "Save this section")
    story.look(window, "08-drafting")
    window.go(story.page_of("practice-review/report/write/"))
    answer(page, note="Words for publication beside the full text")
    press(page, "Keep as version")
    reads(page, "written in the browser")


def facts_are_checked(story: Story) -> None:
    """Somebody at the school comments by link, without an account."""
    window = story.as_(story.people.rosalind)
    window.go(story.page_of("practice-review/fact-check/"))
    press(window.page, "Send for fact check")
    window.go(story.page_of("practice-review/fact-check/invite/"))
    answer(window.page, who="School’s designated lead", email="lead@school.example")
    submit(window.page)
    checker = story.anyone()
    checker.go(story.link_to("lead@school.example", "/check-facts/"))
    answer(checker.page, paragraph="3", comment="The letter was sent in May, not in April.")
    press(checker.page, "Send this comment")
    story.look(checker, "08-fact-check")
    press(checker.page, "I have finished")


def the_comment_is_answered(story: Story) -> None:
    window = story.as_(story.people.maya)
    window.go(story.page_of("practice-review/fact-check/"))
    follow(window.page.locator("main a[href*='/comments/']:not([href$='/add/'])").first)
    answer(window.page, outcome="corrected", text="Changed to May.")
    submit(window.page)
    window.go(story.page_of("practice-review/fact-check/"))
    follow(window.page.locator("form[action$='/put/'] button"))


def three_partners_approve(story: Story) -> None:
    for person in (story.people.lena, story.people.idris, story.people.priti):
        window = story.as_(person)
        window.go(story.page_of("practice-review/approval/"))
        follow(window.page.locator("main a", has_text="Approve version"))
        submit(window.page)

    assert story.case.state == "anonymisation"
