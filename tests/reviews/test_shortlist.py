"""From the key lines to a shortlist with reasons, and from the pool to the appointment."""

import datetime as dt
from typing import Any

import pytest

from irwell.access.queries import members
from irwell.accounts.models import User
from irwell.cases.models import Case
from irwell.reviewers import actions as pool
from irwell.reviewers.models import PoolEntry
from irwell.reviews import actions, queries
from tests.kept import kept
from tests.people import People
from tests.reviews.conftest import Stage
from tests.reviews.test_commissioning import declaration, page

pytestmark = pytest.mark.django_db
PAPERS = {"references_on": dt.date(2026, 5, 4), "insured_until": dt.date(2028, 5, 3), "dbs_on": dt.date(2026, 2, 2)}  # fmt: skip


def entry(people: People, name: str, *competences: str, **papers: Any) -> PoolEntry:
    words = pool.Words(name=name, competences=competences, **{**PAPERS, **papers})
    return pool.add_entry(words=words, by=people.maya)


@pytest.fixture
@kept
def commissioned(review_at: Stage, people: People) -> Case:
    """A review that looks for its reviewer, with one key line; four people in the pool."""
    case = review_at("commissioning")
    actions.add_key_line(
        case=case, question="Who knew that the father lived in the home?", why="Nobody asked.", agencies="",
        by=people.maya,
    )  # fmt: skip
    fit = entry(people, "Juniper Weald", "fathers")
    pool.add_period(
        entry=fit, since=dt.date(2026, 8, 1), until=dt.date(2027, 6, 30), by=people.maya
    )
    entry(people, "Bryony Carrick", "neglect", insured_until=dt.date(2026, 1, 1))
    barred = entry(people, "Alder Penrose", "fathers")
    pool.declare_conflict(
        entry=barred, agency=people.tomos.agency, detail="Worked there.", by=people.maya
    )
    return case


def test_the_shortlist_gives_reasons_and_no_score(
    commissioned: Case, people: People, as_person: Any
) -> None:
    shown = as_person(people.lena).get(page(commissioned, "shortlist/")).content.decode()

    order = [shown.index(name) for name in ("Juniper Weald", "Bryony Carrick", "Alder Penrose")]
    assert order == sorted(order)
    for words in (
        "Proposed from the words of 1 key line", "Knows: Fathers and other men in the household.", "Free for the whole time",
        "The insurance ended on Thursday 1 January 2026.", "No free time is recorded in these months",
        f"Declared a connection with {people.tomos.agency.name}.",
    ):  # fmt: skip
        assert words in shown
    assert "score" not in shown.replace("Nothing is scored", "")
    assert "To settle" in shown


def test_what_the_review_needs_can_be_changed(
    commissioned: Case, people: People, as_person: Any
) -> None:
    as_person(people.lena).post(page(commissioned, "shortlist/needs/"), {"needs": ["neglect"]})

    shown = as_person(people.lena).get(page(commissioned, "shortlist/")).content.decode()
    assert "Knows: Neglect." in shown
    assert "Competence not recorded: Neglect." in shown


def test_a_connection_with_the_case_bars_and_is_told_only_there(
    commissioned: Case, people: People, as_person: Any
) -> None:
    juniper = PoolEntry.objects.get(name="Juniper Weald")
    at = page(commissioned, f"shortlist/{juniper.pk}/conflict/")
    as_person(people.lena).post(at, {"text": "A cousin of the family’s health visitor."})

    shown = as_person(people.lena).get(page(commissioned, "shortlist/")).content.decode()
    in_pool = as_person(people.maya).get(f"/reviewers/{juniper.pk}/").content.decode()

    assert "Declared a connection with this case." in shown
    assert "Conflict declared on 1" in in_pool
    assert "cousin" not in in_pool


def test_appointing_from_the_pool_makes_the_record_and_no_account(
    commissioned: Case, people: People, as_person: Any
) -> None:
    juniper = PoolEntry.objects.get(name="Juniper Weald")
    sent = {**declaration(None), "reviewer": f"pool:{juniper.pk}", "reviewer_name": ""}

    answer = as_person(people.lena).post(page(commissioned, "reviewer/"), sent)

    review = queries.review_of(commissioned)
    assert review is not None
    assert answer.status_code == 302
    assert (review.reviewer_name, review.pool_entry, review.reviewer) == (
        "Juniper Weald",
        juniper,
        None,
    )
    assert "1 here" in as_person(people.maya).get("/reviewers/").content.decode()
    assert not User.objects.filter(name="Juniper Weald").exists()


def test_somebody_barred_in_the_pool_is_not_appointed(
    commissioned: Case, people: People, as_person: Any
) -> None:
    barred = PoolEntry.objects.get(name="Alder Penrose")
    sent = {**declaration(None), "reviewer": f"pool:{barred.pk}", "reviewer_name": ""}

    answer = as_person(people.lena).post(page(commissioned, "reviewer/"), sent)

    assert answer.status_code == 422
    assert "Declared a connection with" in answer.content.decode()
    assert Case.objects.get(pk=commissioned.pk).state == "commissioning"


def test_once_invited_the_appointed_person_is_named_on_the_case(
    commissioned: Case, people: People, as_person: Any
) -> None:
    commissioned.memberships.filter(user=people.rosalind).delete()
    rosalind = entry(people, people.rosalind.name, "fathers")
    sent = {**declaration(None), "reviewer": f"pool:{rosalind.pk}", "reviewer_name": ""}
    lena = as_person(people.lena)
    lena.post(page(commissioned, "reviewer/"), sent)
    before = lena.get(page(commissioned)).content.decode()

    answer = lena.post(page(commissioned, "reviewer/access/"), {"account": str(people.rosalind.pk)})

    rosalind.refresh_from_db()
    member = members(commissioned.pk, "independent_reviewer").get()
    assert "No account yet" in before
    assert answer.status_code == 302
    assert (member.user, member.until and member.until.date()) == (people.rosalind, dt.date(2027, 6, 30))  # fmt: skip
    assert rosalind.account == people.rosalind


def test_access_is_given_to_the_person_appointed_and_nobody_else(
    commissioned: Case, people: People, as_person: Any
) -> None:
    commissioned.memberships.filter(user=people.rosalind).delete()
    lena = as_person(people.lena)
    lena.post(page(commissioned, "reviewer/"), declaration(None))

    answer = lena.post(page(commissioned, "reviewer/access/"), {"account": str(people.rosalind.pk)})

    assert answer.status_code == 422
    assert "Choose the account of the person appointed" in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("maya", 200), ("lena", 200), ("idris", 200), ("priti", 200), ("colm", 403), ("rosalind", 403), ("ines", 403),
        ("tomos", 403), ("oona", 404), ("conrad", 404), ("sam", 404),
    ],
)  # fmt: skip
def test_who_sees_the_shortlist(
    commissioned: Case, people: People, as_person: Any, who: str, status: int
) -> None:
    client = as_person(getattr(people, who))

    assert client.get(page(commissioned, "shortlist/")).status_code == status
