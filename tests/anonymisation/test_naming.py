"""A name in place of a label: consent and legal check on record, two people, from the register to the written files."""

import datetime as dt
import io

import pytest
import time_machine
from docx import Document as Word

from irwell.anonymisation import queries
from irwell.anonymisation.models import PublishedName
from irwell.audit.models import LoggedEvent
from irwell.cases.models import Case
from tests.anonymisation.conftest import NOW, SEARCHED, SIGNED, Desk
from tests.people import People

ON_RECORD = {
    "consent": "Both parents in writing on 2 October 2026; the letters are on file",
    "legal": "Solicitor to the council, 5 October 2026: no order, no trial, no other child",
}


def propose(desk: Desk, label: str, name: str, kind: str = "real", **more: str) -> object:
    identity = next(i for i in queries.people_of(desk.case) if i.label == label)
    return desk.post(
        "names/", {"identity": str(identity.pk), "kind": kind, "name": name, **ON_RECORD, **more}
    )


def agree(desk: Desk) -> object:
    return desk.post(f"names/{PublishedName.objects.latest('created_at').pk}/agree/")


@time_machine.travel(NOW, tick=False)
def test_a_real_first_name_stands_in_the_files_once_two_people_agreed(
    maya: Desk, ines: Desk
) -> None:
    propose(maya, "Child A", "Wren")
    waits = maya.get("names/")
    own = agree(maya)
    before = queries.engine_register(maya.case).version
    agree(ines)
    maya.start()
    maya.write()

    assert "Waits for a second person" in waits
    assert own.status_code == 409
    assert queries.engine_register(maya.case).version != before
    clean = queries.clean_files(queries.certificate_of(maya.run))
    text = "\n".join(p.text for p in Word(io.BytesIO(clean["report.docx"])).paragraphs)
    assert "Wren was seen" in text
    for gone in ("Hollowgate", "Wrennie", "Juno"):
        assert gone not in text
    events = [e.name for e in LoggedEvent.objects.filter(name__startswith="anonymisation:name")]
    assert events == ["anonymisation:name:proposed", "anonymisation:name:agreed"]
    assert "Wren" not in str([e.data for e in LoggedEvent.objects.filter(case=maya.case.pk)])


@time_machine.travel(NOW, tick=False)
def test_a_name_that_the_family_chose_is_the_label_and_ending_it_brings_the_old_one_back(
    maya: Desk, ines: Desk
) -> None:
    propose(maya, "Child A", "Bluebell", "chosen")
    agree(ines)
    chosen = {e.label for e in queries.engine_register(maya.case).entries}
    unsaid = ines.post(f"names/{PublishedName.objects.get().pk}/end/", {"reason": ""})
    ines.post(f"names/{PublishedName.objects.get().pk}/end/", {"reason": "Mother took it back"})

    assert "Bluebell" in chosen and "Child A" not in chosen
    assert unsaid.status_code == 422
    assert "Child A" in {e.label for e in queries.engine_register(maya.case).entries}


@pytest.mark.parametrize(
    ("label", "name", "kind", "more", "said"),
    [
        ("Child A", "Hollowgate", "real", {}, "A surname stays out"),
        ("Child A", "Juno", "real", {}, "not a first name of the person"),
        ("Mother", "Wren", "chosen", {}, "must not be a real name of anybody"),
        ("Child A", "Wren", "real", {"consent": ""}, "Say who consented"),
        ("Child A", "Wren", "real", {"legal": " "}, "Say who checked the law"),
    ],
)
def test_what_may_not_stand_is_refused_and_what_was_typed_is_kept(
    maya: Desk, label: str, name: str, kind: str, more: dict[str, str], said: str
) -> None:
    answer = propose(maya, label, name, kind, **more)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert f'value="{name}"' in answer.content.decode()
    assert not PublishedName.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("colm", 403), ("rosalind", 403), ("oona", 404)])
def test_others_publish_no_name(
    approved: Case, people: People, as_person, who: str, status: int
) -> None:
    client = as_person(getattr(people, who))
    assert client.get(f"/cases/{approved.pk}/anonymisation/names/").status_code == status
    assert (
        client.post(f"/cases/{approved.pk}/anonymisation/names/", ON_RECORD).status_code == status
    )


def test_ending_a_published_name_voids_the_signed_certificate_and_says_why(
    maya: Desk, ines: Desk
) -> None:
    with time_machine.travel(NOW, tick=False):
        propose(maya, "Child A", "Wren")
        agree(ines)
        maya.start()
        maya.write()
        maya.post("risk/searches/", SEARCHED)
        ines.post("sign/", SIGNED)
        signed = queries.signed_certificate(maya.case)
    with time_machine.travel(NOW + dt.timedelta(days=1), tick=False):
        ending = f"names/{PublishedName.objects.get().pk}/end/"
        maya.post(ending, {"reason": "The mother took her consent back by telephone"})
        page, names = maya.get(), maya.get("names/")

    assert signed is not None
    assert queries.signed_certificate(maya.case) is None
    assert "The name published for Child A was ended on 4 November 2026" in page
    assert "The certificate no longer holds" in page
    assert "Wren" not in page.partition("<main")[2]
    assert "took her consent back" not in page
    assert "took her consent back" in names


def test_a_name_that_ended_before_the_signature_stops_it_and_is_named_as_the_reason(
    maya: Desk, ines: Desk
) -> None:
    with time_machine.travel(NOW, tick=False):
        propose(maya, "Child A", "Bluebell", "chosen")
        agree(ines)
        maya.start()
        maya.write()
        maya.post("risk/searches/", SEARCHED)
    with time_machine.travel(NOW + dt.timedelta(hours=1), tick=False):
        ines.post(f"names/{PublishedName.objects.get().pk}/end/", {"reason": "Consent withdrawn"})
        refused = ines.post("sign/", SIGNED)

    assert refused.status_code == 422
    assert "The name published for Child A was ended" in refused.content.decode()
    assert queries.signed_certificate(maya.case) is None
