"""The partnership's list of places and bodies, and cases linked for their registers."""

import pytest

from irwell.access import actions as access
from irwell.accounts.actors import SYSTEM
from irwell.anonymisation import actions, queries, rules
from irwell.anonymisation.models import Certificate, KnownPlace, LinkedCase
from irwell.audit.models import LoggedEvent
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.crypto.actions import create_key
from tests.anonymisation.conftest import NOW, TEXTS, Desk, approve, report
from tests.kept import kept
from tests.people import People

LIST = "/anonymisation/places/"


@pytest.fixture
@kept
def sibling(approved: Case, people: People) -> Case:
    """Another case, of which Maya is the business manager, with a grandmother in its register."""
    other = cases.open_case(key=create_key(), label="Alder", by=people.maya, now=NOW)
    cases.add_identity(
        case=other, key=other.key, kind="person", role="grandmother", label="Grandmother", names=["Perpetua Vexley"],
        details={}, by=people.maya,
    )  # fmt: skip
    return other


LINKED = {"kind": "siblings", "why": "One mother"}


def test_a_pasted_list_is_taken_row_by_row_and_what_is_known_is_left(
    people: People, as_person
) -> None:
    client = as_person(people.maya)
    pasted = "Name\tKind\nTenterfold Academy\tSchool\nWeirside Surgery\tGP\nTENTERFOLD ACADEMY\t\nMill Estate\t"

    client.post(f"{LIST}add/", {"names": pasted, "kind": "estate"})
    page = client.get(LIST).content.decode()

    kinds = dict(KnownPlace.objects.values_list("name", "kind"))
    assert len(kinds) == 3
    assert kinds["Weirside Surgery"] == "surgery"
    assert kinds["Mill Estate"] == "estate"
    assert "3 names on the list" in page
    assert "1 stood on the list already" in page
    assert LoggedEvent.objects.get(name="anonymisation:places:added").data["count"] == 3


def test_rows_that_cannot_be_taken_are_named_and_nothing_pasted_is_lost(
    people: People, as_person
) -> None:
    answer = as_person(people.maya).post(
        f"{LIST}add/",
        {"names": "Mill Estate, estate\nX, school\nTower, lighthouse", "kind": "place"},
    )
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Row 2: “X” is too short" in page
    assert "Row 3: the kind “lighthouse” is not known" in page
    assert "Mill Estate, estate" in page
    assert not KnownPlace.objects.exists()


def test_a_name_is_taken_off_with_a_reason_that_stays(people: People, as_person) -> None:
    client = as_person(people.maya)
    actions.add_places(rows=[("Mill Estate", "estate")], by=people.maya)
    place = KnownPlace.objects.get()

    refused = client.post(f"{LIST}{place.pk}/remove/", {"reason": ""})
    client.post(f"{LIST}{place.pk}/remove/", {"reason": "Pulled down in 2019"})

    assert refused.status_code == 422
    assert "Pulled down in 2019" in client.get(LIST).content.decode()
    assert queries.place_names() == []
    assert LoggedEvent.objects.filter(name="anonymisation:places:removed").exists()


def test_a_name_on_the_list_is_found_in_the_report_of_any_case(maya: Desk, people: People) -> None:
    actions.add_places(rows=[("Larkrise", "estate")], by=people.maya)
    approve(maya.case, people, report((*TEXTS, "They lived on larkrise for a year.")))

    maya.start()

    assert maya.line("larkrise").mention.kind == "place"
    assert "list of places and bodies" in maya.get("queue/?show=all")


def test_a_longer_list_asks_for_another_look_and_voids_no_certificate(
    maya: Desk, people: People
) -> None:
    maya.start()
    maya.accept_everything()
    maya.read_twice()
    actions.add_places(rows=[("Larkrise", "estate")], by=people.maya)

    blocked = maya.post("write/")
    maya.post("look-again/")
    maya.write()
    actions.add_places(rows=[("Mill Estate", "estate")], by=people.maya)

    assert "list of places and bodies has changed" in blocked.content.decode()
    assert Certificate.objects.filter(run=maya.run).exists()
    assert "no longer holds" not in maya.get()


@pytest.mark.parametrize("who", ["ines", "lena", "sam", "oona"])
def test_the_list_is_kept_by_the_business_unit(people: People, as_person, who: str) -> None:
    assert as_person(getattr(people, who)).get(LIST).status_code == 403


@pytest.mark.parametrize(
    "text", ["a;b\nMill Estate;estate", "Mill Estate,estate", "Mill Estate\testate"]
)
def test_a_list_may_part_its_columns_as_spreadsheets_do(text: str) -> None:
    assert ("Mill Estate", "estate") in rules.pasted(text, otherwise="place").rows


def test_people_of_a_linked_case_are_found_and_block(
    maya: Desk, sibling: Case, people: People
) -> None:
    approve(maya.case, people, report((*TEXTS, "Perpetua Vexley had written to the school.")))
    maya.start()
    before = queries.engine_register(maya.case).version

    maya.post("linked/", {"other": str(sibling.pk), **LINKED})
    page = maya.get()
    maya.post("look-again/")

    assert "or that of a linked case has" in page
    assert queries.engine_register(maya.case).version != before
    assert maya.line("Perpetua Vexley").decision.replacement == "Person 1 of linked case 1"
    assert maya.line("Perpetua Vexley").mention.source.startswith("register")


def test_a_link_holds_both_ways_and_is_logged_on_both(
    maya: Desk, sibling: Case, people: People
) -> None:
    maya.post("linked/", {"other": str(sibling.pk), **LINKED})

    assert [c.pk for c in queries.linked_cases(sibling)] == [maya.case.pk]
    logged = LoggedEvent.objects.filter(name="anonymisation:link:made")
    assert {e.case for e in logged} == {maya.case.pk, sibling.pk}


def test_who_may_not_see_the_other_case_is_not_told_which_it_is(
    maya: Desk, ines: Desk, sibling: Case
) -> None:
    maya.post("linked/", {"other": str(sibling.pk), **LINKED})
    link = LinkedCase.objects.get()

    page = ines.get("linked/")

    assert "A case that you may not see" in page
    assert sibling.reference not in page
    assert "Alder" not in page
    assert "One mother" not in page
    assert ines.post(f"linked/{link.pk}/end/", {"reason": "No"}).status_code == 404
    assert sibling.reference in maya.get("linked/")


def test_only_a_case_whose_register_one_keeps_can_be_linked(
    ines: Desk, sibling: Case, people: People
) -> None:
    access.add_member(
        case_id=sibling.pk, user=people.ines, role="subgroup_member", reason="Advises", by=SYSTEM, now=NOW
    )  # fmt: skip

    answer = ines.post("linked/", {"other": str(sibling.pk), **LINKED})

    assert answer.status_code == 422
    assert not LinkedCase.objects.exists()


def test_a_link_ends_with_a_reason(maya: Desk, sibling: Case) -> None:
    maya.post("linked/", {"other": str(sibling.pk), **LINKED})
    link = LinkedCase.objects.get()

    refused = maya.post(f"linked/{link.pk}/end/", {"reason": " "})
    maya.post(f"linked/{link.pk}/end/", {"reason": "Not the same family"})

    assert refused.status_code == 422
    assert queries.linked_cases(maya.case) == []
    assert LinkedCase.objects.get().ended_because == "Not the same family"


def test_a_link_made_after_the_certificate_voids_it_and_says_why(maya: Desk, sibling: Case) -> None:
    maya.start()
    maya.write()
    maya.post("linked/", {"other": str(sibling.pk), **LINKED})

    assert "or that of a linked case has" in maya.get()
