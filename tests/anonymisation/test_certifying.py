"""Writing, blocking, certifying, signing: through the web, by the people who do it."""

import io
import json
import zipfile

import pytest
import time_machine
from django.db import IntegrityError, transaction

from irwell.anonymisation import queries
from irwell.anonymisation.models import Certificate, CleanFile, IntruderSearch, Release, Rewriting
from irwell.audit.models import LoggedEvent
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.crypto.files import seal_bytes
from irwell.documents import store
from irwell.messaging.models import Notice
from tests.anonymisation.conftest import (
    IDENTITIES,
    NOW,
    SEARCHED,
    SIGNED,
    TEXTS,
    Desk,
    approve,
    report,
)
from tests.moments import at
from tests.people import People


def certificate(desk: Desk) -> Certificate:
    return Certificate.objects.get(run=desk.run)


@time_machine.travel(NOW, tick=False)
def _sign(desk: Desk, ines: Desk, **more: object) -> object:
    desk.post("risk/searches/", SEARCHED)
    return ines.post("sign/", {**SIGNED, **more})


def test_nothing_is_written_while_a_mention_waits(maya: Desk) -> None:
    maya.start()

    answer = maya.post("write/")

    assert answer.status_code == 409
    assert "for a decision" in answer.content.decode()
    assert not CleanFile.objects.exists()


def test_three_files_are_written_and_certified_and_the_signer_is_asked(
    written: Desk, people: People
) -> None:
    page = written.get()

    assert {f.name for f in written.run.files.all()} == {"report.docx", "report.html", "report.pdf"}
    assert "Clean files" in page
    assert LoggedEvent.objects.filter(name="anonymisation:certificate:issued").exists()
    assert Notice.objects.filter(to=people.ines.email, subject__contains="certificate").count() == 1


def test_scenario_18_no_registered_identity_is_left_in_any_written_byte(written: Desk) -> None:
    files = queries.clean_files(certificate(written))
    everything = list(files.values())
    with zipfile.ZipFile(io.BytesIO(files["report.docx"])) as package:
        everything += [package.read(name) for name in package.namelist()]

    for data in everything:
        for identity in IDENTITIES:
            assert identity.encode() not in data, identity


def test_scenario_18_the_certificate_is_bound_to_every_byte(written: Desk, ines: Desk) -> None:
    _sign(written, ines)
    assert queries.signed_certificate(written.case) is not None
    kept = CleanFile.objects.get(run=written.run, name="report.pdf").document

    changed = queries.clean_files(certificate(written))["report.pdf"] + b"\n"
    kept.stored_as = store.keep(seal_bytes(changed, kept.key))
    kept.save()

    assert queries.signed_certificate(written.case) is None
    assert "report.pdf has changed since it was certified" in written.get()
    assert written.client.get(f"{written.base}clean/").status_code == 404


def test_a_registered_name_that_is_kept_blocks_and_no_file_is_kept(maya: Desk) -> None:
    maya.start()
    maya.decide("Wrennie", "keep", reason="The family wished it")

    maya.write()
    page = maya.get()

    assert maya.run.state == "blocked"
    assert "Blocked: found in the written files" in page
    assert "Child A" in page
    assert "Wrennie" not in page
    assert not CleanFile.objects.exists()
    assert not Certificate.objects.exists()
    assert LoggedEvent.objects.filter(name="anonymisation:run:blocked").exists()


def test_a_blocked_run_is_mended_and_written(maya: Desk) -> None:
    maya.start()
    maya.decide("Wrennie", "keep", reason="The family wished it")
    maya.write()

    maya.decide("Wrennie", "accept")
    maya.post("write/")

    assert maya.run.state == "written"


def test_two_people_let_an_ordinary_word_stand(maya: Desk, ines: Desk, people: People) -> None:
    cases.add_identity(
        case=maya.case, key=maya.case.key, kind="person", role="sibling", label="Sibling 1", names=["Hope"], details={},
        by=people.maya,
    )  # fmt: skip
    approve(
        maya.case,
        people,
        report((*TEXTS[:3], "Hope was what the family had. It gave them strength.")),
    )
    maya.start()
    maya.decide("Hope", "keep", reason="The ordinary word")
    maya.write()
    finding = next(f["finding"] for f in maya.run.findings if f["severity"] == "review")

    maya.post(
        f"findings/{finding}/let-stand/",
        {"reason": "The ordinary word, at the start of a sentence"},
    )
    alone = maya.post(f"findings/{finding}/agree/")
    agreed = ines.post(f"findings/{finding}/agree/")
    maya.post("write/")

    assert alone.status_code == 409
    assert agreed.status_code == 302
    assert maya.run.state == "written"
    assert "let stand" in maya.get()


def test_an_identity_in_an_unmistakable_form_can_never_stand(maya: Desk) -> None:
    maya.start()
    maya.decide("Juno Hollowgate", "keep", reason="As agreed")
    maya.write()
    finding = next(f["finding"] for f in maya.run.findings if f["severity"] == "critical")

    answer = maya.post(f"findings/{finding}/let-stand/", {"reason": "As agreed"})

    assert answer.status_code == 409
    assert not Release.objects.exists()


def test_the_signer_signs_and_the_case_goes_on(written: Desk, ines: Desk) -> None:
    answer = _sign(written, ines)

    written.case.refresh_from_db()
    assert answer.status_code == 302
    assert written.case.state == "pre_publication"
    assert queries.signed_certificate(written.case) == certificate(written)
    assert set(queries.clean_files(certificate(written))) == {
        "report.docx",
        "report.html",
        "report.pdf",
    }


def test_without_a_search_nobody_signs(written: Desk, ines: Desk) -> None:
    answer = ines.post("sign/", SIGNED)

    assert answer.status_code == 422
    assert "Nobody has searched as a motivated intruder" in answer.content.decode()


def test_a_search_that_led_to_the_family_stops_the_signature(written: Desk, ines: Desk) -> None:
    with time_machine.travel(NOW, tick=False):
        written.post(
            "risk/searches/", {**SEARCHED, "outcome": "found", "found": "The local paper of March"}
        )
        answer = ines.post("sign/", SIGNED)

    assert answer.status_code == 422
    assert "led to the child or the family" in answer.content.decode()


def test_every_check_is_confirmed_before_signing(written: Desk, ines: Desk) -> None:
    answer = _sign(written, ines, checked=["read"])

    assert answer.status_code == 422
    assert "Confirm all of them" in answer.content.decode()


def test_the_maker_cannot_sign(maya: Desk, ines: Desk) -> None:
    maya.start()
    ines.write()

    answer = _sign(maya, ines)

    assert answer.status_code == 422
    assert "author and checker are two people" in answer.content.decode()


def test_the_database_refuses_a_maker_who_signs(written: Desk, people: People) -> None:
    found = certificate(written)
    found.signed_by, found.signed_at = people.maya, NOW

    with pytest.raises(IntegrityError), transaction.atomic():
        found.save()


def test_who_may_sign(written: Desk, people: People, as_person) -> None:
    expected = {
        "ines": 200,
        "maya": 403,
        "lena": 403,
        "rosalind": 403,
        "tomos": 403,
        "oona": 404,
        "conrad": 404,
    }

    answers = {
        who: as_person(getattr(people, who)).get(f"{written.base}sign/").status_code
        for who in expected
    }

    assert answers == expected


def test_a_change_of_the_register_voids_the_certificate(
    written: Desk, ines: Desk, people: People
) -> None:
    _sign(written, ines)

    cases.add_identity(
        case=written.case, key=written.case.key, kind="person", role="aunt", label="Aunt", names=["Isolde Farrow"],
        details={}, by=people.maya,
    )  # fmt: skip

    assert queries.signed_certificate(written.case) is None
    assert "The identity register has changed" in written.get()


def test_a_newer_approved_report_voids_the_certificate(
    written: Desk, ines: Desk, people: People
) -> None:
    _sign(written, ines)

    approve(written.case, people, report((*TEXTS, "One more paragraph.")))

    assert queries.signed_certificate(written.case) is None


def test_opening_again_keeps_every_decision_and_ends_the_certificate(
    written: Desk, ines: Desk
) -> None:
    _sign(written, ines)

    refused = written.decide("Wrennie", "remove")
    written.post("open-again/", {"reason": "The press wrote about the case"})

    written.case.refresh_from_db()
    assert refused.status_code == 409
    assert written.case.state == "anonymisation"
    assert written.run.open_decisions == 0
    assert queries.signed_certificate(written.case) is None
    assert "Earlier certificates" in written.get()


def test_a_file_and_the_certificate_are_downloaded_safely(written: Desk) -> None:
    file = written.client.get(f"{written.base}clean/report.html/")
    sealed = written.client.get(f"{written.base}certificate/")

    assert "attachment" in file["Content-Disposition"]
    assert "sandbox" in file["Content-Security-Policy"]
    assert {item["name"] for item in json.loads(sealed.content)["files"]} == {
        "report.docx",
        "report.html",
        "report.pdf",
    }


def test_the_clean_report_is_read_inside_the_page_with_one_heading(written: Desk) -> None:
    page = written.get("clean/")

    assert "Child A was seen in March 2026" in page
    assert page.count("<h1") == 1


def test_scenario_19_a_high_risk_asks_for_a_fresh_search_and_legal_advice(
    maya: Desk, ines: Desk, people: People
) -> None:
    telling = "The twins were 11 weeks old; one has cystic fibrosis. The trial in March 2026 was reported by newspapers. They are Roma."
    approve(maya.case, people, report((TEXTS[0], telling)))
    with time_machine.travel(NOW, tick=False):
        maya.start()
        maya.decide("11 weeks old", "keep")
        maya.write()
        page = maya.get("risk/")
        maya.post("risk/searches/", SEARCHED)
        unadvised = ines.post("sign/", SIGNED).content.decode()
    with time_machine.travel(at("2026-11-18 10:00"), tick=False):
        stale = ines.post("sign/", {**SIGNED, "legal": "advised"}).content.decode()
    with time_machine.travel(at("2026-11-17 10:00"), tick=False):
        signed = ines.post("sign/", {**SIGNED, "legal": "advised"})

    assert "High" in page
    assert "Is it relevant to the learning?" in page
    assert "legal advice is needed" in unadvised
    assert "the last search is 15 days old" in stale
    assert signed.status_code == 302
    assert certificate(maya).jigsaw == "high"


def test_what_the_press_says_is_read_beside_the_report(written: Desk) -> None:
    answer = written.post(
        "risk/known/", {"source": "Calderbrook Herald", "words": "Services must ask about the whole family, a neighbour said."}
    )  # fmt: skip

    assert answer.status_code == 302
    assert "words known outside" in written.get("risk/")


def test_a_search_needs_what_was_found_when_something_was(written: Desk) -> None:
    answer = written.post("risk/searches/", {**SEARCHED, "outcome": "close"})

    assert answer.status_code == 422
    assert "Say what was found" in answer.content.decode()
    assert not IntruderSearch.objects.exists()


def test_a_passage_goes_back_to_its_author_with_the_reason(
    written: Desk, people: People, as_person
) -> None:
    answer = written.post(
        "rewriting/", {"passage": "The third paragraph", "reason": "It retells the trial."}
    )
    page = as_person(people.rosalind).get(written.base).content.decode()

    written.case.refresh_from_db()
    assert answer.status_code == 302
    assert written.case.state == "drafting"
    assert Rewriting.objects.get().reason == "It retells the trial."
    assert "The third paragraph" in page
    assert Notice.objects.filter(to=people.rosalind.email).exists()


def test_only_those_who_anonymise_may_work_on_it(written: Desk, people: People, as_person) -> None:
    paths = ("write/", "look-again/", "risk/known/", "rewriting/", "open-again/", "missed/")

    answers = {
        who: {
            as_person(getattr(people, who)).post(written.base + path).status_code for path in paths
        }
        for who in ("lena", "rosalind", "tomos", "oona")
    }

    assert answers == {"lena": {403}, "rosalind": {403}, "tomos": {403}, "oona": {404}}


def test_no_name_reaches_an_event(written: Desk, ines: Desk, case: Case) -> None:
    _sign(written, ines)

    told = json.dumps([e.data for e in LoggedEvent.objects.filter(case=case.pk)])

    for identity in IDENTITIES:
        assert identity not in told


def test_the_meter_lists_what_is_told_of_each_person_under_their_label(written: Desk) -> None:
    page = written.get("risk/")

    assert "What is told of each person" in page
