"""Two tiers: an agency's lead asks departments, reads what comes back, takes it in and signs."""

import re

import pytest
import time_machine

from irwell.agency_returns import policies, queries
from irwell.agency_returns.models import InformationRequest
from irwell.agency_returns.tasks import chase_the_late
from irwell.audit.models import LoggedEvent
from irwell.cases.models import Case
from irwell.combined_chronology.queries import timeline_of
from irwell.messaging.models import Notice
from tests.agency_returns.conftest import CSV, Visitor, at, visitor_of
from tests.people import People

SIGNED = {"name": "Ada Clough", "role": "Named nurse"}
ALL = ["author", "story", "child", "learning", "chronology"]
EMERGENCY, MATERNITY = "emergency@hospital.example", "maternity@hospital.example"


def pass_on(lead: Visitor, name: str, email: str, status: int = 302, **changes: object):
    data = {
        "department": name, "email": email, "sections": ALL, "note": "", "due_on_day": "26", "due_on_month": "11",
        "due_on_year": "2026", **changes,
    }  # fmt: skip
    return lead.post("departments/", data, status)


def part_of(lead: Visitor, name: str) -> InformationRequest:
    return InformationRequest.every.get(parent=lead.request, department=name)


def page_of(lead: Visitor, name: str) -> str:
    return f"departments/{part_of(lead, name).pk}/"


def answered(lead: Visitor, name: str, email: str, text: str, event: str = "Home visit") -> Visitor:
    """A department that was asked and returned its part."""
    pass_on(lead, name, email)
    visitor = visitor_of(part_of(lead, name))
    visitor.fill_summary()
    visitor.post("return/story/", {"basis": visitor.basis("story"), "narrative": text})
    rows = visitor.upload(f"{name}.csv", CSV.replace(b"Home visit", event.encode()))
    visitor.post(f"{rows.replace('columns/', '')}confirm/")
    visitor.post("sign/", SIGNED)
    return visitor


def take_in(lead: Visitor, name: str, **ways: str) -> None:
    page = lead.get(page_of(lead, name))
    files = re.findall(r'name="files" type="checkbox" value="([^"]+)"', page)
    chosen = dict.fromkeys((f"way_{s}" for s in ALL[:-1]), "add") | ways
    lead.post(page_of(lead, name), {**chosen, "files": files})


def test_a_department_gets_a_link_of_its_own_and_returns_to_the_lead_first(
    hospital: Visitor, gathering: Case
) -> None:
    department = answered(hospital, "Emergency", EMERGENCY, "Seen twice in a night.")

    assert (
        Notice.objects.filter(
            to=hospital.request.contact_email, subject__startswith="A department has answered"
        ).count()
        == 1
    )
    assert not Notice.objects.filter(subject__startswith="An agency has answered").exists()
    assert queries.imports_of(gathering) == []
    assert gathering.requests.count() == 1
    assert "safeguarding lead of Calderbrook Hospitals NHS Trust reads it" in department.get()
    assert "Seen twice in a night." in hospital.get(page_of(hospital, "Emergency"))
    assert LoggedEvent.objects.filter(name="agency_returns:return:read", by_kind="link").exists()


def test_a_department_fills_only_the_parts_that_it_was_asked_for(hospital: Visitor) -> None:
    pass_on(hospital, "Maternity", MATERNITY, sections=["story"], note="Only the birth, please.")
    visitor = visitor_of(part_of(hospital, "Maternity"))

    landing, overview = visitor.get(), visitor.get("return/")
    visitor.get("return/learning/", 404)
    visitor.post("return/story/", {"basis": visitor.basis("story"), "narrative": "Born at term."})
    visitor.post("sign/", SIGNED)

    assert "Only the birth, please." in landing
    assert "Kit Stannery" in landing
    assert "What happened, as your records show it" in overview
    assert "Learning and what happens next" not in overview
    assert "Add a chronology" not in overview
    assert "Pass the request on" not in overview
    assert "Nothing" not in hospital.get(page_of(hospital, "Maternity"))
    assert "Born at term." in hospital.get(page_of(hospital, "Maternity"))


def test_a_departments_link_shows_its_part_and_neither_the_agencys_nor_anothers(
    hospital: Visitor,
) -> None:
    answered(hospital, "Emergency", EMERGENCY, "Seen twice in a night.")
    pass_on(hospital, "Maternity", MATERNITY)
    hospital.post("return/story/", {"basis": hospital.basis("story"), "narrative": "The lead's own words."})  # fmt: skip
    visitor = visitor_of(part_of(hospital, "Maternity"))

    for path in ("", "return/", "return/story/", "chronology/", "sign/"):
        page = visitor.get(path)
        assert "Seen twice in a night." not in page, path
        assert "The lead's own words." not in page, path
        assert "Emergency" not in page, path
    for path in ("departments/", page_of(hospital, "Emergency"), page_of(hospital, "Maternity")):
        visitor.get(path, 404)
        visitor.client.post(visitor.base + path)
    assert InformationRequest.every.filter(parent=hospital.request).count() == 2


def test_the_lead_takes_parts_in_and_the_lines_keep_their_department(
    hospital: Visitor, gathering: Case, people: People, as_person
) -> None:
    answered(hospital, "Emergency", EMERGENCY, "Seen twice in a night.", "Brought in by ambulance")
    answered(hospital, "Maternity", MATERNITY, "Born at term.", "Booking visit")

    take_in(hospital, "Emergency")
    take_in(hospital, "Maternity", way_learning="leave")
    story = hospital.get("return/story/")
    hospital.post("sign/", SIGNED)

    signed = hospital.fresh().returns.get()
    assert signed.summary["story"]["narrative"] == (
        "Emergency: Seen twice in a night.\n\nMaternity: Born at term."
    )
    assert signed.summary["learning"]["learning"] == "Emergency: Ask about fathers."
    assert "What Maternity wrote" in story
    found = {e.event: e.department for e in timeline_of(gathering).entries}
    assert found["Brought in by ambulance"] == "Emergency"
    assert found["Booking visit"] == "Maternity"
    page = as_person(people.maya).get(f"/cases/{gathering.pk}/chronology/").content.decode()
    assert "Maternity, Calderbrook Hospitals NHS Trust</span>" in page
    assert LoggedEvent.objects.filter(name="agency_returns:department:taken_in").count() == 2


def test_a_departments_text_can_take_the_place_of_what_is_there(hospital: Visitor) -> None:
    hospital.post("return/story/", {"basis": hospital.basis("story"), "narrative": "To be written."})  # fmt: skip
    answered(hospital, "Emergency", EMERGENCY, "Seen twice in a night.")

    take_in(hospital, "Emergency", way_story="replace")

    assert hospital.fresh().returns.get().summary["story"]["narrative"] == "Seen twice in a night."


def test_the_lead_cannot_sign_over_a_department_that_is_still_open(hospital: Visitor) -> None:
    hospital.fill_summary()
    pass_on(hospital, "Emergency", EMERGENCY)

    page = hospital.get("sign/")
    refused = hospital.post("sign/", {**SIGNED, "no_chronology": "on"}, 422).content.decode()
    nil = hospital.post("nil/", SIGNED, 409).content.decode()

    for text in (page, refused, nil):
        assert "Emergency has not answered: wait, remind it or withdraw the request" in text
    hospital.post(f"{page_of(hospital, 'Emergency')}withdraw/", {"reason": "Not needed after all."})
    hospital.post("sign/", {**SIGNED, "no_chronology": "on"})
    assert hospital.fresh().returns.get().signed_at is not None


def test_a_part_that_was_not_read_stops_the_signature_too(hospital: Visitor) -> None:
    answered(hospital, "Emergency", EMERGENCY, "Seen twice in a night.")
    hospital.fill_summary()

    page = hospital.post("sign/", {**SIGNED, "no_chronology": "on"}, 422).content.decode()

    assert "Emergency has answered: read it and take it in" in page


def test_a_department_that_was_not_involved_needs_nothing_taken_in(hospital: Visitor) -> None:
    pass_on(hospital, "Emergency", EMERGENCY)
    visitor_of(part_of(hospital, "Emergency")).post("nil/", SIGNED)
    hospital.fill_summary()

    hospital.post("sign/", {**SIGNED, "no_chronology": "on"})

    assert hospital.fresh().returns.get().signed_at is not None


def test_a_part_goes_back_with_a_reason_and_comes_again_with_what_changed(
    hospital: Visitor, gathering: Case
) -> None:
    department = answered(hospital, "Emergency", EMERGENCY, "Seen twice in a night.")
    take_in(hospital, "Emergency")
    base = page_of(hospital, "Emergency")

    without = hospital.post(f"{base}back/", {"reason": ""}, 422).content.decode()
    hospital.post(f"{base}back/", {"reason": "Which night was it?"})
    again = visitor_of(part_of(hospital, "Emergency"))
    landing = again.get()
    again.post("return/story/", {"basis": again.basis("story"), "narrative": "Seen twice in the night of 3 May."})  # fmt: skip
    again.post("sign/", SIGNED)

    assert "There is a problem" in without
    assert "Your return was sent back: Which night was it?" in landing
    assert department.request.pk == again.request.pk
    page = hospital.get(base)
    assert "What it changed since the version before" in page
    assert re.search(r"<ins>.*the.*</ins>", page, re.S)
    assert not queries.is_settled(part_of(hospital, "Emergency"))
    take_in(hospital, "Emergency", way_story="replace")
    assert hospital.fresh().returns.get().chronologies.count() == 1


def test_what_a_department_wrote_is_read_by_the_partnership_only_once_the_agency_signed(
    hospital: Visitor, gathering: Case, people: People, as_person
) -> None:
    answered(hospital, "Emergency", EMERGENCY, "Seen twice in a night.")
    maya, base = as_person(people.maya), f"/cases/{gathering.pk}/returns/"

    one = maya.get(f"{base}{hospital.request.pk}/").content.decode()
    wall = maya.get(base).content.decode()

    assert "Departments that the agency asked" in one
    assert "Emergency" in one
    assert "Seen twice in a night." not in one
    assert "1 department asked by the agency" in wall
    part = part_of(hospital, "Emergency")
    assert maya.get(f"{base}{part.pk}/").status_code == 404
    assert not policies.returns_ready(gathering)


def test_a_department_is_asked_once_and_a_withdrawn_one_can_be_asked_again(
    hospital: Visitor,
) -> None:
    pass_on(hospital, "Emergency", EMERGENCY)
    pass_on(hospital, "emergency", EMERGENCY)
    assert InformationRequest.every.filter(parent=hospital.request).count() == 1
    first = visitor_of(part_of(hospital, "Emergency"))
    hospital.post(
        f"{page_of(hospital, 'Emergency')}withdraw/", {"reason": "Sent to the wrong ward."}
    )

    assert "Sent to the wrong ward." in first.get(status=410)
    pass_on(hospital, "Emergency", "ward@hospital.example")

    assert InformationRequest.every.filter(parent=hospital.request).count() == 1
    assert "Kit Stannery" in visitor_of(part_of(hospital, "Emergency")).get()


def test_a_departments_due_date_leaves_the_lead_time_to_read(hospital: Visitor) -> None:
    page = hospital.get("departments/")
    late = pass_on(hospital, "Emergency", EMERGENCY, 422, due_on_day="1", due_on_month="12")

    assert re.search(r'name="due_on_day"[^>]*value="26"', page)
    assert "Your organisation’s answer is due on 30 November 2026" in late.content.decode()
    assert "Emergency" in late.content.decode()


def test_a_late_department_is_reminded_with_a_copy_to_whoever_asked_it(hospital: Visitor) -> None:
    pass_on(hospital, "Emergency", EMERGENCY)
    Notice.objects.all().delete()

    with time_machine.travel(at("2026-11-27 09:00"), tick=False):
        assert chase_the_late(at("2026-11-27 09:00")) == 1

    assert {n.to for n in Notice.objects.all()} == {EMERGENCY, hospital.request.contact_email}


def test_the_lead_reminds_once_a_day(hospital: Visitor) -> None:
    pass_on(hospital, "Emergency", EMERGENCY)
    base = page_of(hospital, "Emergency")

    hospital.post(f"{base}remind/")
    hospital.post(f"{base}remind/")

    assert "was reminded earlier today" in hospital.get("departments/")
    assert part_of(hospital, "Emergency").chases == 1


def test_withdrawing_the_agencys_request_closes_its_departments_links(
    hospital: Visitor, gathering: Case, people: People, as_person
) -> None:
    pass_on(hospital, "Emergency", EMERGENCY)
    department = visitor_of(part_of(hospital, "Emergency"))

    as_person(people.maya).post(
        f"/cases/{gathering.pk}/returns/{hospital.request.pk}/withdraw/",
        {"reason": "The review does not need it."},
    )

    assert "The review does not need it." in department.get(status=410)


@pytest.mark.parametrize("path", ["departments/", "departments/{0}/", "departments/{0}/back/"])
def test_another_agencys_link_reaches_no_department(send, path: str) -> None:
    hospital, police = (visitor_of(r) for r in send("hospital", "police"))
    pass_on(hospital, "Emergency", EMERGENCY)
    path = path.format(part_of(hospital, "Emergency").pk)

    page = police.client.get(police.base + path).content.decode()

    assert "Emergency" not in page
