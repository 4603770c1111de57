"""Known here, never there: a fact stands once, with every agency that never recorded it, weighed for all or for some."""

import pytest

from irwell.accounts.models import Agency
from irwell.cases.models import Case
from irwell.chronology import Observed
from irwell.combined_chronology import queries
from tests.combined_chronology.returns import HEAD, sign
from tests.combined_chronology.test_timeline import path, text_of
from tests.people import People

SURGERY = HEAD + "".join(
    f"{day:02}/{month:02}/2023,Practice record,Fern Barley,Nurse,Rowan Hollowgate,Asthma review with inhaler technique,No,\n"
    for month in (2, 3, 4) for day in (6, 20)
)  # fmt: skip


@pytest.fixture
def kept(told: Case, people: People) -> Case:
    """An injury of 12 March that the school and the surgery, both at work with the family, never recorded."""
    sign(told, Agency.objects.get(kind="icb"), SURGERY, people.maya)
    return told


def keys(case: Case) -> dict[str, str]:
    """Agency to the key of what it never recorded."""
    found = queries.noticed(case, queries.weighings_of(case)).observations
    return {one.agencies[-1]: one.key for one in found if one.kind is Observed.KNOWN_HERE}


def section(case: Case, client) -> str:
    return text_of(client, path(case, "noticed/about/known-here/"))


def test_a_fact_stands_once_with_all_the_agencies_that_never_recorded_it(
    kept: Case, people: People, as_person
) -> None:
    page = section(kept, as_person(people.colm))

    assert len(keys(kept)) == 2
    assert "To weigh: 1 fact" in page
    assert page.count('class="irw-card-noticed"') == 1
    assert page.count("Calderbrook Schools Trust</strong>, which has 6 entries in that time") == 1
    assert page.count("which has 6 entries in that time") + page.count("which has 3 entries") == 2
    assert "1 to weigh" in text_of(as_person(people.colm), path(kept, "noticed/"))


def test_one_dismissal_is_for_the_whole_fact(kept: Case, people: People, as_person) -> None:
    colm, found = as_person(people.colm), keys(kept)
    address = path(kept, f"noticed/{next(iter(found.values()))}/fact/")

    without = colm.post(address, {"agency": list(found.values()), "outcome": "dismissed"})
    colm.post(
        address,
        {"agency": list(found.values()), "outcome": "dismissed", "reason": "Told at a meeting."},
    )
    page = section(kept, colm)

    assert without.status_code == 422
    assert "Say why it is dismissed" in without.content.decode()
    assert "Nothing waits here" in page
    assert page.count("Dismissed, says Colm Derrywater") == 2
    assert page.count("Told at a meeting.") == 2


def test_a_dismissal_for_one_agency_leaves_the_other_waiting(
    kept: Case, people: People, as_person
) -> None:
    colm, found = as_person(people.colm), keys(kept)
    school = found["Calderbrook Schools Trust"]
    address = path(kept, f"noticed/{school}/fact/")

    colm.post(address, {"agency": [school], "outcome": "dismissed", "reason": "In the paper file."})
    page = section(kept, colm)

    assert kept.weighings.get().observation_key == school
    assert "To weigh: 1 fact" in page
    assert "Dismissed: 1" in page
    assert text_of(colm, address).count("checked") == 1


def test_a_fact_is_confirmed_for_all_and_taken_back_for_one(
    kept: Case, people: People, as_person
) -> None:
    colm, found = as_person(people.colm), keys(kept)
    school = found["Calderbrook Schools Trust"]
    colm.post(
        path(kept, f"noticed/{school}/fact/"),
        {"agency": list(found.values()), "outcome": "confirmed"},
    )
    seen = kept.weighings.get(observation_key=school).changed_at.isoformat()

    colm.post(path(kept, f"noticed/{school}/undo/"), {"seen": seen})
    page = section(kept, colm)

    assert kept.weighings.count() == 1
    assert "Confirmed: 1" in page
    assert "To weigh: 1 fact" in page


def test_who_weighs_late_is_told(kept: Case, people: People, as_person) -> None:
    found = keys(kept)
    address = path(kept, f"noticed/{next(iter(found.values()))}/fact/")
    as_person(people.colm).post(address, {"agency": list(found.values()), "outcome": "confirmed"})

    late = as_person(people.lena).post(
        address, {"agency": list(found.values()), "outcome": "dismissed", "reason": "No."}
    )

    assert late.status_code == 422
    assert "Another person weighed an agency that you ticked" in late.content.decode()
    assert set(kept.weighings.values_list("outcome", flat=True)) == {"confirmed"}


@pytest.mark.parametrize(("who", "status"), [("ines", 403), ("oona", 404), ("conrad", 404)])
def test_others_weigh_no_fact(kept: Case, people: People, as_person, who: str, status: int) -> None:
    client, key = as_person(getattr(people, who)), next(iter(keys(kept).values()))

    assert client.get(path(kept, f"noticed/{key}/fact/")).status_code == status
    assert client.post(path(kept, f"noticed/{key}/fact/"), {"agency": [key]}).status_code == status
    assert kept.weighings.count() == 0
