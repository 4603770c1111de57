"""Evidence that an action is complete and that it helped: given, accepted by others, sent back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from irwell.audit.models import LoggedEvent
from irwell.learning import actions
from irwell.learning.models import Action, Evidence
from irwell.messaging.models import Notice
from tests.learning.acting import evidence, give, page, to
from tests.learning.conftest import LATER
from tests.people import People

pytestmark = pytest.mark.usefixtures("at_the_time")


def test_evidence_with_a_file_is_kept_sealed_and_can_be_opened(
    action: Action, people: People, as_person
) -> None:
    client = as_person(people.tomos)
    file = SimpleUploadedFile("audit.csv", b"record,followed up\n1,yes\n")

    client.post(to("give", action, of="impact"), {**evidence(), "file": file})

    document = action.evidence.get().document
    opened = client.get(
        reverse(
            "documents:download", kwargs={"case_id": action.case_id, "document_id": document.pk}
        )
    )
    assert b"followed up" in opened.content


def test_a_file_that_is_not_taken_is_refused_with_everything_else_kept(
    action: Action, people: People, as_person
) -> None:
    file = SimpleUploadedFile("audit.exe", b"MZ")

    answer = as_person(people.tomos).post(
        to("give", action, of="impact"), {**evidence(), "file": file}
    )

    assert answer.status_code == 422
    assert "cannot be taken here" in answer.content.decode()
    assert "19 of 20 records show a follow-up." in answer.content.decode()
    assert LoggedEvent.objects.filter(name="documents:file:refused").exists()


def test_evidence_from_tomorrow_is_refused(action: Action, people: People, as_person) -> None:
    answer = as_person(people.tomos).post(
        to("give", action, of="impact"), evidence(dated_year="2027")
    )

    assert answer.status_code == 422
    assert not action.evidence.exists()


ACCEPTING = [
    ("colm", 302),
    ("lena", 302),
    ("tomos", 403),
    ("maya", 403),
    ("ines", 403),
    ("oona", 404),
    ("conrad", 404),
]


@pytest.mark.parametrize(("who", "status"), ACCEPTING)
def test_who_may_accept(action: Action, people: People, as_person, who: str, status: int) -> None:
    given = give(action, Evidence.Of.COMPLETION, people)

    answer = as_person(getattr(people, who)).post(to("accept", action, evidence_id=given.pk))

    given.refresh_from_db()
    assert answer.status_code == status
    assert bool(given.accepted_at) is (status == 302)


def test_nobody_accepts_their_own_evidence(action: Action, people: People) -> None:
    from irwell.access import actions as access
    from irwell.accounts.actors import SYSTEM
    from irwell.core.errors import NotPossibleNow

    access.add_member(
        case_id=action.case_id, user=people.tomos, role="chair", reason="x", by=SYSTEM, now=LATER
    )
    given = give(action, Evidence.Of.COMPLETION, people)

    with pytest.raises(NotPossibleNow, match="Somebody else accepts"):
        actions.accept(evidence=given, by=people.tomos, now=LATER)


def test_done_without_impact_stays_not_evidenced_until_impact_is_accepted(
    action: Action, people: People, as_person
) -> None:
    done, client = give(action, Evidence.Of.COMPLETION, people), as_person(people.colm)
    client.post(to("accept", action, evidence_id=done.pk))
    without = page(client, action)
    impact = give(action, Evidence.Of.IMPACT, people)
    waiting = page(client, action)
    client.post(to("accept", action, evidence_id=impact.pk))

    assert "Complete – impact not evidenced" in without
    assert "Complete – impact not evidenced" in waiting
    assert "Complete – impact evidenced" in page(client, action)


def test_evidence_is_sent_back_with_what_is_missing(
    action: Action, people: People, as_person
) -> None:
    given, client = give(action, Evidence.Of.IMPACT, people), as_person(people.colm)

    empty = client.post(to("send_back", action, evidence_id=given.pk), {"wanted": ""})
    client.post(to("send_back", action, evidence_id=given.pk), {"wanted": "How many of how many?"})
    again = client.post(to("accept", action, evidence_id=given.pk))

    assert empty.status_code == 422
    assert "How many of how many?" in page(as_person(people.tomos), action)
    assert again.status_code == 409
    assert (
        Notice.objects.filter(to=people.tomos.email, subject__startswith="More is wanted").count()
        == 1
    )
