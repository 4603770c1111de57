"""Files with a referral: added by the link, read by those who read referrals, then the case's."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from irwell.audit.models import LoggedEvent
from irwell.documents.models import Document
from irwell.referrals import rules
from irwell.referrals.models import Referral
from tests.people import People
from tests.referrals.test_the_form import fill, start


def add(client: Client, token: str, name: str = "body map.txt", data: bytes = b"left arm") -> None:
    file = SimpleUploadedFile(name, data)
    answer = client.post(f"/refer/form/{token}/files/", {"added": [file]})
    assert answer.status_code == 302


@pytest.fixture
def sent(client: Client, people: People) -> Referral:
    token = start(client)
    fill(client, token)
    add(client, token)
    client.post(f"/refer/form/{token}/check/")
    return Referral.objects.get()


def address(referral: Referral) -> str:
    return f"/refer/inbox/{referral.pk}/files/{referral.files.get().document_id}/"


def test_files_are_shown_before_the_referral_is_sent(client: Client, people: People) -> None:
    token = start(client)
    add(client, token)

    assert "body map.txt" in client.get(f"/refer/form/{token}/check/").content.decode()
    assert "1 file" in client.get(f"/refer/form/{token}/").content.decode()


def test_a_file_can_be_taken_away_again(client: Client, people: People) -> None:
    token = start(client)
    add(client, token)
    number = Referral.objects.get().files.get().pk

    for _ in range(2):
        client.post(f"/refer/form/{token}/files/{number}/remove/")

    assert not Document.objects.exists()
    assert LoggedEvent.objects.filter(name="documents:file:removed").count() == 1


def test_the_same_file_sent_twice_is_there_once(client: Client, people: People) -> None:
    token = start(client)
    for _ in range(2):
        add(client, token)

    assert Document.objects.count() == 1


def test_more_files_than_a_referral_holds_are_refused(
    client: Client, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_FILES", 2)
    monkeypatch.setattr("irwell.referrals.policies.MOST_FILES", 2)
    token = start(client)
    files = [SimpleUploadedFile(f"{n}.txt", str(n).encode()) for n in range(3)]

    page = client.post(f"/refer/form/{token}/files/", {"added": files})

    assert page.status_code == 422
    assert "which is the most" in page.content.decode()
    assert Document.objects.count() == 2


def test_nothing_can_be_added_or_removed_once_it_was_sent(client: Client, people: People) -> None:
    fill(client, token := start(client))
    add(client, token)
    client.post(f"/refer/form/{token}/check/")
    number = Referral.objects.get().files.get().pk

    client.post(f"/refer/form/{token}/files/", {"added": [SimpleUploadedFile("b.txt", b"b")]})
    removed = client.post(f"/refer/form/{token}/files/{number}/remove/")

    assert removed.status_code == 409
    assert Document.objects.count() == 1


def test_the_business_unit_opens_it_and_that_is_logged(
    sent: Referral, people: People, as_person
) -> None:
    maya = as_person(people.maya)

    page = maya.get(f"/refer/inbox/{sent.pk}/").content.decode()
    answer = maya.get(address(sent))

    assert address(sent) in page
    assert answer.content == b"left arm"
    assert answer["Content-Disposition"].startswith("attachment")
    assert LoggedEvent.objects.get(name="documents:file:opened").by == people.maya.pk


@pytest.mark.parametrize("who", ["lena", "tomos", "oona", "conrad", "sam", "ade"])
def test_nobody_else_opens_it(sent: Referral, people: People, as_person, who: str) -> None:
    assert as_person(getattr(people, who)).get(address(sent)).status_code == 403


def test_a_file_is_opened_only_with_its_own_referral(
    client: Client, sent: Referral, people: People, as_person
) -> None:
    fill(client, token := start(client))
    client.post(f"/refer/form/{token}/check/")
    other = Referral.objects.exclude(pk=sent.pk).get()
    document = sent.files.get().document_id

    assert (
        as_person(people.maya).get(f"/refer/inbox/{other.pk}/files/{document}/").status_code == 404
    )


def test_when_the_case_opens_its_files_belong_to_it(
    sent: Referral, people: People, as_person
) -> None:
    maya = as_person(people.maya)
    maya.post(f"/refer/inbox/{sent.pk}/accept/", {"label": "Rowan"})
    document = Document.objects.get()

    assert document.case_id == Referral.objects.get().case_id
    assert maya.get(f"/cases/{document.case_id}/documents/{document.pk}/").content == b"left arm"
    assert as_person(people.oona).get(f"/cases/{document.case_id}/documents/{document.pk}/").status_code == 404  # fmt: skip
