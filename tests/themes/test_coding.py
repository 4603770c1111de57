"""Two coders who do not see each other’s themes, and how differences are settled."""

import re

import pytest
from django.test import Client

from irwell.themes.models import Assignment, Choice, Coding, Settlement

RECORD = "oxmoor-2024-02"


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def begin(who: Client) -> str:
    return str(who.post("/themes/coding/begin/", {"identifier": RECORD}).url)


def give(who: Client, page: str, *codes: str) -> None:
    who.post(page, {"code": codes, "step": "done"})
    who.post(f"{page}done/")


def settle(who: Client, page: str, code: str, applies: str, reason: str = "It says so itself."):
    return who.post(f"{page}settle/", {"code": code, "applies": applies, "reason": reason})


@pytest.fixture
def both(reviews, edith, ravi) -> str:
    page = begin(edith)
    assert begin(ravi) == page
    give(edith, page, "NEGLECT", "VOICE")
    give(ravi, page, "NEGLECT", "EDUCATION")
    return page


def test_the_public_is_asked_to_sign_in(client, reviews):
    assert client.get("/themes/coding/").url.startswith("/editors/sign-in/")


def test_a_coder_sees_what_the_machine_suggests_and_why_but_nothing_ticked(reviews, edith):
    page = edith.get(begin(edith))

    assert "A machine suggests it for: neglect" in text(page)
    assert " checked" not in page.content.decode()


def test_what_is_ticked_is_kept(reviews, edith):
    page = begin(edith)
    edith.post(page, {"code": ["VOICE"], "step": "save"})

    assert 'value="VOICE" aria-describedby="hint-voice" checked' in edith.get(page).content.decode()


def test_neither_coder_sees_the_others_themes_before_both_are_done(reviews, edith, ravi, tess):
    page = begin(edith)
    begin(ravi)
    give(edith, page, "VOICE")

    for who in (ravi, tess):
        shown = who.get(page).content.decode()
        assert " checked" not in shown and "Edith" not in shown
    assert "What you chose stays as it is" in text(edith.get(page))
    assert "Edith" not in text(ravi.get(f"{page}done/"))


def test_when_both_are_done_both_see_both(both, edith, ravi):
    for who in (edith, ravi):
        page = text(who.get(both))
        assert "The voice of the child Yes No To be settled" in page
        assert "Neglect Yes Yes Both gave it: it applies" in page


def test_nothing_can_be_changed_after_a_coder_is_done(both, edith):
    edith.post(both, {"code": ["ROADS"], "step": "save"})

    assert not Choice.objects.filter(code="ROADS").exists()


def test_the_second_coder_is_somebody_else(reviews, edith, ravi, tess):
    page = begin(edith)
    assert begin(edith) == page
    begin(ravi)
    answer = tess.post("/themes/coding/begin/", {"identifier": RECORD})

    assert answer.status_code == 422 and "two coders already" in text(answer)


def test_a_third_person_settles_at_once(both, tess):
    settle(tess, both, "VOICE", "yes")
    settle(tess, both, "EDUCATION", "no")

    assert "The themes of this review are settled" in text(tess.get(both))
    found = dict(Assignment.objects.filter(record__identifier=RECORD).values_list("code", "basis"))
    assert found["VOICE"] == found["NEGLECT"] == "coders"
    assert "EDUCATION" not in found


def test_a_coder_proposes_and_the_other_agrees(both, edith, ravi):
    settle(edith, both, "VOICE", "no")
    assert "Proposed: it does not apply" in text(ravi.get(both))
    settle(ravi, both, "VOICE", "no")

    assert Settlement.objects.get(code="VOICE").agreed_by.name == "Ravi"


def test_a_coder_cannot_agree_to_their_own_proposal(both, edith):
    settle(edith, both, "VOICE", "no")
    settle(edith, both, "VOICE", "no")

    assert not Settlement.objects.exclude(agreed_by=None).exists()
    assert Coding.objects.get().settled_at is None


def test_earlier_settlements_stay_in_the_history(both, edith, ravi):
    settle(edith, both, "VOICE", "no", "Nobody spoke with the child.")
    settle(ravi, both, "VOICE", "yes", "The teacher did.")
    page = text(edith.get(both))

    assert "Nobody spoke with the child." in page and "The teacher did." in page
    assert "Replaced" in page


def test_a_settlement_needs_a_reason_and_keeps_what_was_chosen(both, tess):
    answer = settle(tess, both, "VOICE", "yes", reason="")

    assert answer.status_code == 422
    assert "Say why in a sentence" in text(answer)
    assert 'id="yes-voice" value="yes" checked' in answer.content.decode()


def test_nothing_is_settled_before_both_are_done(reviews, edith, tess):
    page = begin(edith)
    with pytest.raises(AssertionError):
        settle(tess, page, "VOICE", "yes")


def test_a_review_that_is_not_here_is_explained(reviews, edith):
    answer = edith.post("/themes/coding/begin/", {"identifier": "nowhere-1"})

    assert answer.status_code == 422 and "There is no review “nowhere-1” here" in text(answer)


def test_a_theme_that_is_not_on_the_list_is_refused(reviews, edith):
    page = begin(edith)
    answer = edith.post(page, {"code": ["ASTROLOGY"], "step": "save"})

    assert answer.status_code == 422 and not Choice.objects.exists()


def test_kappa_is_shown_with_its_meaning(client, both):
    page = text(client.get("/themes/agreement/"))

    assert "All themes 36 1 2 94 %" in page
    assert "moderate" in page
    assert "The voice of the child 1 0 1 0 %" in page
    assert "too early to say: fewer than 10 reviews" in page
    assert "Edith" not in page
