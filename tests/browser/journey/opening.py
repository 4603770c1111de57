"""Steps 1 to 4: the public page, a referral from a hospital, the criteria, the notification."""

import datetime as dt
import re

from playwright.sync_api import expect

from irwell.cases.models import Case
from tests.browser.journey.story import Story, answer, follow, form_to, headed, press, reads

INCIDENT = dt.date(2026, 11, 10)
CHILD = {"name": "Kestrel Amblecote", "aliases": "Kes", "address": "9 Weaver Row, Calderbrook", "school": "Millrace Primary School", "gp": "Lock Street Surgery", "nhs_number": "943 476 5919"}  # fmt: skip
MOTHER, FATHER = "Saffron Amblecote", "Dorian Fellgate"
REASON = "The injuries have no explanation and several agencies knew the family."


def the_public_page(story: Story) -> None:
    window = story.anyone()
    window.go("/")
    reads(window.page, "They do it to learn")
    expect(window.page.locator("svg").first).to_be_visible()
    story.look(window, "01-public-page")


def a_ward_sister_refers(story: Story) -> None:
    """One thing a page, saved as she goes; a file with it; the receipt says whether it is in time."""
    window = story.anyone()
    page = window.page
    window.go("/refer/")
    answer(page, danger="no")
    press(page, "Continue")
    answer(page, name="Hester Underhill", role="Ward sister", agency="Calderbrook Hospitals NHS Trust", email="hester@hospital.example")  # fmt: skip
    story.look(window, "02-referral")
    press(page, "Save")
    answer(page, consulted="yes", lead_name="Tomos Ellerby", advice="Refer: the criteria may be met.", lead_email="tomos@hospital.example")  # fmt: skip
    press(page, "Save")
    press(page, re.compile("^Add"))
    answer(page, **CHILD, date_of_birth=dt.date(2019, 3, 4), sex="Not known", resident="yes", looked_after="no")  # fmt: skip
    press(page, "Save")
    _on(page)
    for name, relationship in ((MOTHER, "Mother"), (FATHER, "Father")):
        press(page, re.compile("^Add"))
        answer(page, name=name, relationship=relationship)
        press(page, "Save")
    _on(page)
    answer(page, happened_on=INCIDENT, in_area="yes", in_england="yes", died="no", harmed="yes", narrative="Two fractures of different ages, seen on a ward.")  # fmt: skip
    press(page, "Save")
    answer(page, known="unknown", suspected="yes", basis="Fractures of different ages.")
    press(page, "Save")
    answer(page, reason=REASON, joint="no")
    press(page, "Save")
    answer(page, others_safe="yes", done="Strategy discussion held.")
    press(page, "Save")
    found = re.search(r"refer/form/[^/]+/", page.url)
    assert found is not None, page.url
    story.links["referral"] = found.group(0)
    _add_a_file(story, window)
    window.go(f"/{story.links['referral']}check/")
    story.look(window, "02-check-your-answers")
    press(page, "Send the referral")
    reads(page, "REF-2026-")
    story.look(window, "02-receipt")


def _on(page) -> None:
    """From the list of entries to the next page."""
    follow(page.get_by_role("button", name="Continue"))


def _add_a_file(story: Story, window) -> None:
    window.go(f"/{story.links['referral']}files/")
    answer(window.page, added=str(story.files / "body-map.docx"))
    press(window.page, "Add")
    reads(window.page, "body-map.docx")


def the_lead_endorses(story: Story) -> None:
    window = story.anyone()
    window.go(story.link_to("tomos@hospital.example", "/endorse/"))
    answer(window.page, endorses="yes", comment="I agree with referring.")
    press(window.page, "Send my answer")
    reads(window.page, "Thank you")


def maya_opens_the_case(story: Story) -> None:
    window = story.as_(story.people.maya)
    page = window.page
    window.go("/refer/inbox/")
    follow(page.get_by_role("link", name=re.compile("REF-2026")).first)
    reads(page, "body-map.docx")
    reads(page, "I agree with referring")
    answer(form_to(page, "/accept/"), label="Rowan")
    press(page, "Open the case")
    headed(page, "Rowan")
    story.case_id = str(Case.objects.get(label="Rowan").pk)


MEMBERS = {
    "lena": "statutory_partner", "idris": "statutory_partner", "priti": "statutory_partner", "colm": "chair",
    "ines": "information_governance", "tomos": "agency_lead", "conrad": "learning_lead",
}  # fmt: skip


def maya_names_the_members(story: Story) -> None:
    """Nobody sees the case by right of office: each is named, with a reason."""
    window = story.as_(story.people.maya)
    for key, role in MEMBERS.items():
        window.go(story.page_of("members/"))
        person = getattr(story.people, key)
        answer(
            window.page, user=str(person.pk), role=role, reason="Member of the Case Review Subgroup"
        )
        press(window.page, "Name on this case")
        reads(window.page, person.name)


def facts_and_both_rule_sets(story: Story) -> None:
    """Facts with sources; the page's own wording and the statute's diverge, and it shows."""
    window = story.as_(story.people.maya)
    page = window.page
    window.go(story.page_of("criteria/"))
    press(page, "Take what the referral says")
    window.go(story.page_of("criteria/facts/F_CHILD/"))
    answer(page, value="true", source="Date of birth on the hospital record")
    press(page, "Save")
    window.go(story.page_of("criteria/"))
    press(page, "Record this evaluation")
    story.look(window, "03-criteria")
    answer(form_to(page, "/open/"), aware_on=dt.date(2026, 11, 12))
    press(page, "Open the criteria discussion")
    expect(page.locator("main")).to_contain_text("Still to be heard")


def three_views_and_a_decision(story: Story) -> None:
    for person in (story.people.lena, story.people.idris, story.people.priti):
        window = story.as_(person)
        window.go(story.page_of("criteria/"))
        answer(form_to(window.page, "/view/"), view="notify", reasons=REASON)
        press(window.page, "Record my view")
    window = story.as_(story.people.lena)
    window.go(story.page_of("criteria/"))
    answer(form_to(window.page, "/decide/"), outcome="notify_agreed", reasons=REASON)
    press(window.page, "Record the decision")
    reads(window.page, "Notify the Panel")


def the_panel_is_notified(story: Story) -> None:
    window = story.as_(story.people.maya)
    page = window.page
    window.go(story.page_of("notification/"))
    answer(page, reference="SIN-2026-0417", sent_on=dt.date(2026, 11, 18))
    press(page, "Record")
    reads(page, "Wed 9 December 2026")
    story.look(window, "04-notification")


def name_the_others(story: Story) -> None:
    """Practitioners named in the papers go into the identity register, so that nothing of them is published."""
    window = story.as_(story.people.maya)
    page = window.page
    for name in ("Alasdair Penfold", "Tobin Averill", "Ruel Garrick", "Imara Welby"):
        window.go(story.page_of("register/"))
        answer(page, kind="person", role="professional", names=name)
        press(page, "Add to the register")
        reads(page, name)
