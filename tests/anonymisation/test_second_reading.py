"""The second reading: another person decides unseen; differences are settled by the two; the rule is the partnership's."""

import pytest

from irwell.access.actions import grant_role
from irwell.accounts.actors import SYSTEM
from irwell.anonymisation import queries, rules
from irwell.anonymisation.models import Certificate, Reading, ReadingRule
from tests.anonymisation.conftest import TEXTS, Desk, approve, report
from tests.kept import kept
from tests.people import People


@pytest.fixture
@kept
def decided(maya: Desk) -> Desk:
    """Maya has decided everything once."""
    maya.start()
    maya.decide("Marjorie Penfold", "replace", words="the nurse", reason="Her role matters")
    maya.accept_everything()
    return maya


def begin(ines: Desk) -> str:
    ines.post("second-reading/begin/")
    return ines.get("second-reading/")


def read(ines: Desk, words: str, choice: str, /, **more: str) -> object:
    line = ines.line(words)
    return ines.post(
        f"second-reading/{line.id}/", {"choice": choice, "seen": "-", "general": "x", **more}
    )


def test_nothing_is_written_before_a_second_person_has_read(decided: Desk) -> None:
    page = decided.get()
    answer = decided.post("write/")

    assert "for the second reading" in page
    assert "Read it a second time" in page
    assert answer.status_code == 409
    assert "for the second reading" in answer.content.decode()


def test_the_second_person_sees_the_proposal_and_not_what_was_decided(
    decided: Desk, ines: Desk
) -> None:
    page = begin(ines)

    assert "Marjorie Penfold" in page
    assert "the nurse" not in page
    assert "Her role matters" not in page
    assert "Maya Thornlea" not in page.partition("<main")[2]


@pytest.mark.parametrize("closed", ["queue/", "before-and-after/", "risk/", "queue/?show=done"])
def test_until_they_are_through_other_pages_do_not_tell_them(
    decided: Desk, ines: Desk, closed: str
) -> None:
    begin(ines)

    answer = ines.client.get(ines.base + closed)

    assert answer.status_code == 409
    assert "for the second time" in answer.content.decode()
    assert "the nurse" not in answer.content.decode()


def test_the_first_reader_has_nothing_to_read_a_second_time(decided: Desk) -> None:
    answer = decided.post("second-reading/begin/")

    assert answer.status_code == 409
    assert "Nothing waits for you" in answer.content.decode()


def test_it_begins_only_when_everything_is_decided_once(maya: Desk, ines: Desk) -> None:
    maya.start()

    answer = ines.post("second-reading/begin/")

    assert answer.status_code == 409
    assert "for a first decision" in answer.content.decode()


def test_a_second_person_who_agrees_everywhere_opens_the_way_and_both_are_named(
    decided: Desk, ines: Desk
) -> None:
    begin(ines)
    for line in rules.waits_for(queries.lines_of(ines.run), "", ines.run.second_one_in):
        words = line.decision.replacement
        if line.mention.text == "Marjorie Penfold" or line.candidates:
            read(ines, line.mention.text, "replace", words=words)
        else:
            ines.post(f"second-reading/{line.id}/quick/", {"press": "accept"})

    decided.post("write/")
    page = decided.get()

    assert not Reading.objects.filter(ended_at=None).exists()
    assert Certificate.objects.exists()
    assert "First reading" in page
    assert "Second reading" in page
    assert "Ines Quillfeather" in page
    assert "Maya Thornlea" in page


def test_a_difference_is_listed_with_both_and_blocks_until_the_two_settle_it(
    decided: Desk, ines: Desk
) -> None:
    begin(ines)
    read(ines, "Marjorie Penfold", "replace", words="a health visitor", reason="Nurse is wrong")
    decided.read_twice(settle=False)
    line = decided.line("Marjorie Penfold")

    blocked = decided.post("write/")
    listed = decided.get("second-reading/")
    decided.post(
        f"differences/{line.id}/", {"choice": "second", "reason": "She is a health visitor"}
    )
    alone = decided.post(f"differences/{line.id}/agree/", {"seen": "a health visitor"})
    ines.post(f"differences/{line.id}/agree/", {"seen": "a health visitor"})

    assert blocked.status_code == 409
    assert "The two readers differ about" in blocked.content.decode()
    for words in ("the nurse", "a health visitor", "Her role matters", "Nurse is wrong"):
        assert words in listed
    assert alone.status_code == 409
    assert decided.line("Marjorie Penfold").decision.replacement == "a health visitor"
    assert decided.line("Marjorie Penfold").agreed.reason == "She is a health visitor"
    assert "Settled by two" in decided.get("second-reading/")


def test_what_is_agreed_to_is_what_was_seen(decided: Desk, ines: Desk) -> None:
    begin(ines)
    read(ines, "Marjorie Penfold", "replace", words="a health visitor")
    decided.read_twice(settle=False)
    line = decided.line("Marjorie Penfold")
    decided.post(
        f"differences/{line.id}/", {"choice": "other", "words": "a colleague", "reason": "Both"}
    )

    answer = ines.post(f"differences/{line.id}/agree/", {"seen": "a health visitor"})

    assert answer.status_code == 409
    assert decided.line("Marjorie Penfold").decision.replacement == "the nurse"


def test_settling_needs_a_reason_and_keeps_what_was_typed(decided: Desk, ines: Desk) -> None:
    begin(ines)
    read(ines, "Marjorie Penfold", "replace", words="a health visitor")
    decided.read_twice(settle=False)
    line = decided.line("Marjorie Penfold")

    answer = decided.post(f"differences/{line.id}/", {"choice": "other", "words": "a colleague"})

    assert answer.status_code == 422
    assert "Say why it is settled so" in answer.content.decode()
    assert 'value="a colleague"' in answer.content.decode()


def test_a_registered_name_is_not_kept_by_the_second_person_without_a_reason(
    decided: Desk, ines: Desk
) -> None:
    begin(ines)

    answer = read(ines, "Hollowgate", "keep")

    assert answer.status_code == 422
    assert "Give a reason to leave it in the text" in answer.content.decode()


def test_sent_twice_it_does_no_harm(decided: Desk, ines: Desk) -> None:
    begin(ines)
    line = ines.line("Marjorie Penfold")

    for _ in range(2):
        answer = ines.post(f"second-reading/{line.id}/quick/", {"press": "accept"})

    assert answer.status_code == 302
    assert ines.line("Marjorie Penfold").second.settled_by


def test_both_decisions_survive_a_new_version_of_the_report(
    decided: Desk, ines: Desk, people: People
) -> None:
    begin(ines)
    read(ines, "Marjorie Penfold", "replace", words="a health visitor")
    decided.read_twice()
    approve(decided.case, people, report(("A new first paragraph.", *TEXTS)))

    decided.post("look-again/")

    line = decided.line("Marjorie Penfold")
    assert line.decision.replacement == "the nurse"
    assert line.second.replacement == "a health visitor"
    assert line.is_agreed


def test_a_decision_changed_later_is_no_longer_settled(decided: Desk, ines: Desk) -> None:
    begin(ines)
    read(ines, "Marjorie Penfold", "replace", words="a health visitor")
    decided.read_twice()

    decided.decide("Marjorie Penfold", "replace", words="a doctor")

    assert rules.differs(decided.line("Marjorie Penfold"), decided.run.second_one_in)


def test_who_cannot_finish_leaves_the_rest_to_another(decided: Desk, ines: Desk) -> None:
    begin(ines)
    read(ines, "Marjorie Penfold", "replace", words="a health visitor")

    ines.post("second-reading/end/")

    assert ines.line("Marjorie Penfold").second.replacement == "a health visitor"
    assert ines.client.get(f"{ines.base}queue/").status_code == 200


@pytest.mark.parametrize(("who", "status"), [("lena", 403), ("rosalind", 403), ("oona", 404)])
def test_who_may_not_read_it(
    decided: Desk, people: People, as_person, who: str, status: int
) -> None:
    client = as_person(getattr(people, who))

    assert client.get(f"{decided.base}second-reading/").status_code == status
    assert client.post(f"{decided.base}second-reading/begin/").status_code == status


def test_the_partnerships_rule_is_proposed_by_one_and_approved_by_another(
    people: People, as_person, maya: Desk
) -> None:
    address = "/anonymisation/second-reading/"
    maya.client.post(address, {"one_in": "1", "reason": "A small partnership reads everything"})
    rule = ReadingRule.objects.get()
    alone = maya.client.post(f"{address}{rule.pk}/approve/")
    grant_role(user=people.colm, role="rule_approver", by=SYSTEM)
    as_person(people.colm).post(f"{address}{rule.pk}/approve/")

    assert alone.status_code == 409
    assert "A second person reads every mention." in maya.client.get(address).content.decode()
    maya.start()
    assert maya.run.second_one_in == 1
