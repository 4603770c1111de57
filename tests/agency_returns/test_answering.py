"""The agency's side by signed link: nil return, summary, signing; and never more than its own return."""

import re

from irwell.agency_returns.models import AgencyReturn
from irwell.agency_returns.queries import standing
from irwell.agency_returns.rules.asking import Standing
from irwell.audit.models import LoggedEvent
from irwell.messaging.models import Notice
from tests.agency_returns.conftest import CSV, visitor_of

SIGNED = {"name": "Ada Clough", "role": "Named nurse"}


def test_the_landing_page_says_what_is_asked_about_whom_why_and_by_when(hospital) -> None:
    page = hospital.get()

    for words in (
        "Information is asked of Calderbrook Hospitals NHS Trust", "Mon 30 November 2026", "Kit Stannery",
        "19 December 2024", "What did you know?", "Children Act 2004", "We were involved", "We were not involved",
    ):  # fmt: skip
        assert words in page, words
    assert hospital.fresh().opened_at is not None


def test_a_nil_return_takes_one_click_and_is_signed_and_dated(hospital) -> None:
    hospital.post("nil/", SIGNED)

    answer = AgencyReturn.objects.get()
    assert answer.kind == "nil"
    assert answer.signed_by == "Ada Clough, Named nurse"
    assert answer.signed_at is not None
    assert standing(hospital.fresh()) is Standing.NIL
    assert "Nil return received" in hospital.get()


def test_a_nil_return_needs_a_name_and_a_role(hospital) -> None:
    page = hospital.post("nil/", {"name": "Ada Clough", "role": ""}, 422).content.decode()

    assert "Enter your role" in page
    assert 'value="Ada Clough"' in page
    assert not AgencyReturn.objects.exists()


def test_sending_a_nil_return_twice_does_no_harm(hospital) -> None:
    hospital.post("nil/", SIGNED)
    hospital.post("nil/", SIGNED)

    assert AgencyReturn.objects.count() == 1
    assert LoggedEvent.objects.filter(name="agency_returns:return:nil").count() == 1
    assert Notice.objects.filter(once__startswith="return ").count() == 1


def test_what_is_typed_is_kept_and_shown_again(hospital) -> None:
    basis = hospital.basis("story")

    kept = hospital.post(
        "return/story/autosave/", {"basis": basis, "narrative": "Half a sent"}, 200
    )
    page = hospital.get("return/story/")

    assert kept.json() == {"kept": True}
    assert "Half a sent" in page
    assert "This is what you typed last time" in page
    assert standing(hospital.fresh()) is Standing.DRAFT


def test_half_a_date_comes_back_as_it_was_typed(hospital) -> None:
    hospital.post(
        "return/author/autosave/", {"first_contact_day": "31", "first_contact_year": "2025"}, 200
    )

    page = hospital.get("return/author/")

    assert re.search(r'name="first_contact_day"[^>]*value="31"', page)
    assert re.search(r'name="first_contact_year"[^>]*value="2025"', page)


def test_an_answer_that_cannot_be_taken_comes_back_with_everything_typed(hospital) -> None:
    data = {
        "basis": hospital.basis("author"), "author": "A. Writer", "independent": "yes", "searched": "All",
        "first_contact_day": "31", "first_contact_month": "2", "first_contact_year": "2025",
    }  # fmt: skip

    page = hospital.post("return/author/", data, 422).content.decode()

    assert "must be a real date" in page
    assert "A. Writer" in page
    assert "A. Writer" in hospital.get("return/author/")


def test_two_people_who_edit_one_part_are_told_and_see_both_texts(hospital) -> None:
    basis = hospital.basis("story")
    hospital.post("return/story/", {"basis": basis, "narrative": "The first person’s text"})

    page = hospital.post("return/story/", {"basis": basis, "narrative": "The second text"}, 409)

    assert "Somebody else saved this part" in page.content.decode()
    assert "The first person’s text" in page.content.decode()
    assert "The second text" in page.content.decode()
    again = hospital.get("return/story/")
    assert "The second text" in again and "The first person’s text" in again


def test_two_people_may_write_different_parts_at_once(hospital) -> None:
    story, child = hospital.basis("story"), hospital.basis("child")

    hospital.post("return/story/", {"basis": story, "narrative": "Ours"})
    hospital.post("return/child/", {"basis": child, "voice": "Theirs"})

    kept = AgencyReturn.objects.get().summary
    assert kept["story"]["narrative"] == "Ours"
    assert kept["child"]["voice"] == "Theirs"


def test_signing_waits_for_what_is_still_to_do(hospital) -> None:
    hospital.post("return/story/", {"basis": hospital.basis("story"), "narrative": "x"})

    page = hospital.post("sign/", {**SIGNED, "no_chronology": "on"}, 422).content.decode()

    assert "Before you sign, please finish" in page
    assert "Which records were searched?" in page
    assert standing(hospital.fresh()) is Standing.DRAFT


def test_a_return_without_a_chronology_says_so(hospital) -> None:
    hospital.fill_summary()

    refused = hospital.post("sign/", SIGNED, 422).content.decode()
    hospital.post("sign/", {**SIGNED, "no_chronology": "on"})

    assert "say that there is nothing to put in one" in refused
    assert standing(hospital.fresh()) is Standing.RETURNED


def test_signing_twice_does_no_harm(hospital) -> None:
    hospital.fill_summary()
    hospital.post("sign/", {**SIGNED, "no_chronology": "on"})
    hospital.post("sign/", {**SIGNED, "no_chronology": "on"})

    assert AgencyReturn.objects.count() == 1
    assert LoggedEvent.objects.filter(name="agency_returns:return:submitted").count() == 1
    assert Notice.objects.filter(once__startswith="return ").count() == 1


def test_after_signing_the_back_button_changes_nothing_and_keeps_what_was_typed(hospital) -> None:
    basis = hospital.basis("story")
    rows = hospital.upload("visits.csv", CSV).replace("columns/", "")
    hospital.post(f"{rows}confirm/")
    hospital.fill_summary()
    hospital.post("sign/", SIGNED)

    page = hospital.post("return/story/", {"basis": basis, "narrative": "An afterthought"}, 409)
    autosaved = hospital.post("return/story/autosave/", {"narrative": "An afterthought"}, 409)
    late_row = hospital.post(rows, {"date-0:2": "1/1/2026"}, 409)

    assert "was signed on Thursday 19 November 2026" in page.content.decode()
    assert "An afterthought" in page.content.decode()
    assert autosaved.json()["kept"] is False
    assert "does not change" in late_row.content.decode()
    assert AgencyReturn.objects.get().summary["story"]["narrative"] == "We visited often."
    assert hospital.client.get(f"{hospital.base}return/story/").status_code == 302


def test_a_nil_return_is_refused_once_a_chronology_was_added(hospital) -> None:
    hospital.upload("visits.csv", CSV)

    page = hospital.post("nil/", SIGNED, 409).content.decode()

    assert "Take the chronology out first" in page


def test_a_contributor_sees_only_their_own_return(send) -> None:
    hospital, police = (visitor_of(r) for r in send("hospital", "police"))
    hospital.fill_summary()
    rows = hospital.upload("visits.csv", CSV).replace("columns/", "")

    for path in (rows, f"{rows}columns/"):
        police.get(path, 404)
    for path in ("confirm/", "remove/", "suggestions/", "", "columns/"):
        police.post(f"{rows}{path}", {}, 404)
    for path in ("", "return/", "return/story/", "chronology/", "sign/"):
        page = police.get(path)
        assert (
            "We visited often" not in page and "visits.csv" not in page and "Hospitals" not in page
        )

    assert hospital.get(rows)


def test_the_link_opens_no_page_of_the_case(hospital) -> None:
    case = hospital.request.case_id

    for path in ("", "returns/", f"returns/{hospital.request.pk}/", "register/"):
        answer = hospital.client.get(f"/cases/{case}/{path}")
        assert answer.status_code == 302 and "/account/login" in answer.url, path
