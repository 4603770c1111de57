"""A late or corrected return: a new version, what it changes in words, and the panel's marks that survive it."""

import re

import pytest

from irwell.agency_returns import queries
from irwell.audit.models import LoggedEvent
from irwell.cases.models import Case
from irwell.combined_chronology import actions as chronology
from irwell.combined_chronology.queries import timeline_of
from irwell.core.words_apart import words_apart
from tests.agency_returns.conftest import CSV, Visitor, at, visitor_of
from tests.kept import kept
from tests.people import People

SIGNED = {"name": "Ada Clough", "role": "Named nurse"}
CORRECTED = (
    b"Date,Source,Event,Professional\n"
    b"12/03/2026,SystmOne,Home visit with a student,Health visitor\n"
    b"20/03/2026,SystmOne,Clinic: child seen and weighed,Health visitor\n"
)


def send_in(visitor: Visitor, data: bytes = CSV) -> None:
    rows = visitor.upload("visits.csv", data).replace("columns/", "")
    visitor.post(f"{rows}confirm/")


@pytest.fixture
@kept
def corrected(hospital: Visitor, gathering: Case, people: People, as_person) -> Visitor:
    """Version 1 was signed and reopened; the summary and the chronology were corrected, and not signed yet."""
    hospital.fill_summary()
    send_in(hospital)
    hospital.post("sign/", SIGNED)
    as_person(people.maya).post(
        f"/cases/{gathering.pk}/returns/{hospital.request.pk}/reopen/",
        {"reason": "Dates were wrong"},
    )
    again = visitor_of(hospital.fresh())
    old = again.fresh().returns.get(version=2).chronologies.get()
    again.post(f"chronology/{old.pk}/remove/")
    send_in(again, CORRECTED)
    again.post("return/story/", {"basis": again.basis("story"), "narrative": "We visited seldom."})
    return again


def test_the_agency_sees_what_it_changed_before_it_signs(corrected: Visitor) -> None:
    page = corrected.get("sign/")

    assert "What you changed since you last signed" in page
    assert "1 answer changed; of the chronology 1 line added, 1 changed, 1 withdrawn" in page
    assert re.search(r"<del>.*often\..*</del>", page, re.S)
    assert re.search(r"<ins>.*seldom\..*</ins>", page, re.S)


def test_the_first_version_shows_no_changes(hospital: Visitor) -> None:
    hospital.fill_summary()

    assert "What you changed" not in hospital.get("sign/")


def test_the_business_manager_reads_what_a_correction_changed(
    corrected: Visitor, gathering: Case, people: People, as_person
) -> None:
    corrected.post("sign/", SIGNED)
    maya, one = as_person(people.maya), f"/cases/{gathering.pk}/returns/{corrected.request.pk}/"

    page = maya.get(one).content.decode()
    changes = maya.get(f"{one}changes/2/").content.decode()

    assert "1 answer changed; of the chronology 1 line added, 1 changed, 1 withdrawn" in page
    assert "Dates were wrong" in changes
    assert "[removed:" in changes and "[added:" in changes
    assert "<del>Telephone call</del>" in changes
    assert "<ins>Clinic: child seen and weighed</ins>" in changes
    assert re.search(r"<strong>Event:</strong>\s*Home visit\s*<ins>", changes)
    assert LoggedEvent.objects.filter(name="agency_returns:return:read").count() >= 2


@pytest.mark.parametrize("version", [1, 3, 9])
def test_only_a_signed_correction_has_changes_to_show(
    corrected: Visitor, gathering: Case, people: People, as_person, version: int
) -> None:
    path = f"/cases/{gathering.pk}/returns/{corrected.request.pk}/changes/{version}/"

    assert as_person(people.maya).get(path).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("priti", 200), ("ines", 403), ("oona", 404)])
def test_who_reads_changes(
    corrected: Visitor, gathering: Case, people: People, as_person, who: str, status: int
) -> None:
    corrected.post("sign/", SIGNED)
    path = f"/cases/{gathering.pk}/returns/{corrected.request.pk}/changes/2/"

    assert as_person(getattr(people, who)).get(path).status_code == status


def test_a_nil_return_that_becomes_a_full_one_says_so(
    hospital: Visitor, gathering: Case, people: People, as_person
) -> None:
    hospital.post("nil/", SIGNED)
    maya, one = as_person(people.maya), f"/cases/{gathering.pk}/returns/{hospital.request.pk}/"
    maya.post(f"{one}reopen/", {"reason": "Records came to light"})
    again = visitor_of(hospital.fresh())
    again.fill_summary()
    again.post("sign/", {**SIGNED, "no_chronology": "on"})

    page = maya.get(f"{one}changes/2/").content.decode()

    assert "It was “No involvement (nil return)” and is “Summary and chronology”." in page


def test_tags_and_comments_survive_a_correction_and_a_withdrawn_line_keeps_its_own_apart(
    corrected: Visitor, gathering: Case, people: People, as_person
) -> None:
    before = {e.event: e for e in timeline_of(gathering).entries}
    for event in ("Home visit", "Telephone call"):
        chronology.annotate(
            case=gathering, entry_id=before[event].id, tags=("voice",), comment=f"About: {event}", seen="",
            by=people.priti, now=at("2026-11-19 09:30"),
        )  # fmt: skip

    corrected.post("sign/", SIGNED)
    page = as_person(people.priti).get(f"/cases/{gathering.pk}/chronology/").content.decode()

    now = {e.event: e for e in timeline_of(gathering).entries}
    kept = {a.entry_id: a.comment for a in gathering.annotations.all()}
    assert kept[now["Home visit with a student"].id] == "About: Home visit"
    assert "About: Telephone call" in page
    assert "Clinic: child seen and weighed" in now
    assert [i.return_version for i in queries.imports_of(gathering)] == [2]


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("a b c", "a b c", [("same", "a b c")]),
        ("a b c", "a x c", [("same", "a "), ("removed", "b "), ("added", "x "), ("same", "c")]),
        ("", "new words", [("added", "new words")]),
        ("old words", "", [("removed", "old words")]),
        ("", "", []),
    ],
)
def test_words_that_went_stand_before_words_that_came(
    before: str, after: str, pieces: list[tuple[str, str]]
) -> None:
    assert [(p.kind, p.text) for p in words_apart(before, after)] == pieces
