"""The pool, the shortlist, the contract, the joint review, the delay, and local learning in a real browser."""
# ruff: noqa: F811 - fixtures are imported by name

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from irwell.cases.models import Case
from irwell.core import time
from irwell.local_learning import actions as local
from irwell.reviewers import actions as pool
from irwell.reviewers.models import PoolEntry
from irwell.reviews import actions, queries
from tests.browser.test_practice_review import base
from tests.people import People
from tests.reviews.conftest import LATER, Stage, decided, report_file, review_at  # noqa: F401
from tests.stages import bring_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def fill_pool(people: People) -> PoolEntry:
    """Three people: one fit, one with lapsed papers, one barred."""
    papers = {"references_on": dt.date(2026, 5, 4), "insured_until": dt.date(2030, 5, 3), "dbs_on": dt.date(2026, 2, 2)}  # fmt: skip
    fit = pool.add_entry(
        words=pool.Words(name="Juniper Weald", contact="juniper@weald.example", areas="Health visiting", competences=("fathers", "health"), **papers),
        by=people.maya,
    )  # fmt: skip
    pool.add_period(entry=fit, since=dt.date(2026, 1, 1), until=dt.date(2030, 1, 1), by=people.maya)
    pool.add_past_review(entry=fit, title="Child Q", partnership="Mossfield", year=2024, by=people.maya)  # fmt: skip
    pool.add_entry(
        words=pool.Words(name="Bryony Carrick", areas="Police", competences=("police",)),
        by=people.maya,
    )
    barred = pool.add_entry(words=pool.Words(name="Alder Penrose", areas="Social work", competences=("fathers",), **papers), by=people.maya)  # fmt: skip
    pool.declare_conflict(
        entry=barred, agency=people.tomos.agency, detail="Worked there until 2024.", by=people.maya
    )
    return fit


def test_pool_and_shortlist(
    open_window: Any, pictures: Path, people: People, review_at: Stage
) -> None:
    case, window = review_at("commissioning"), open_window()
    entry = fill_pool(people)
    actions.add_key_line(
        case=case, question="Who knew that the father lived in the home?", why="Nobody asked.", agencies="", by=people.maya
    )  # fmt: skip
    window.sign_in(people.maya)
    window.look("/reviewers/", pictures, "pool")
    window.look(f"/reviewers/{entry.pk}/", pictures, "pool-one")
    window.look("/reviewers/add/", pictures, "pool-add")
    window.sign_in(people.lena)
    window.look(base(case) + "shortlist/", pictures, "shortlist")
    window.look(base(case) + "shortlist/needs/", pictures, "shortlist-needs")
    window.look(base(case) + f"reviewer/?from={entry.pk}", pictures, "appoint-from-pool")


def test_contract_and_delay(
    open_window: Any, pictures: Path, people: People, review_at: Stage
) -> None:
    case, window = review_at("evidence"), open_window()
    review = queries.review_of(case)
    assert review is not None
    actions.record_contract(
        case=case, starts_on=dt.date(2026, 9, 7), ends_on=dt.date(2027, 2, 28), fee=Decimal(12000),
        conditions="Twenty days; travel at cost.", by=people.maya,
    )  # fmt: skip
    for title in ("Terms of reference agreed", "First draft of the report"):
        milestone = review.milestones.get(title=title)
        actions.add_instalment(case=case, milestone=milestone, amount=Decimal(4000), by=people.maya)
    actions.sign_contract(case=case, upload=report_file(case), signed_on=dt.date(2026, 9, 1), by=people.maya)  # fmt: skip
    actions.propose_variation(
        case=case, ends_on=dt.date(2027, 6, 30), fee=Decimal(14500), reason="A second learning event.", by=people.maya
    )  # fmt: skip
    actions.ask_reviewer(case=case, text="Send the draft as it stands.", due_on=dt.date(2026, 9, 14), by=people.lena, now=LATER)  # fmt: skip
    actions.record_joint(
        case=case, partnership="Mossfield Safeguarding Children Partnership", contact="Wren Abbot", we_lead=True,
        agreed_on=dt.date(2026, 8, 31), shared_terms="One family contact: ours.", seen=0, by=people.maya,
    )  # fmt: skip
    window.sign_in(people.lena)
    window.look(base(case) + "contract/", pictures, "contract")
    window.look(base(case) + "joint/", pictures, "joint")
    window.look(base(case) + "progress/", pictures, "progress-ahead")
    window.sign_in(people.maya)
    window.look(base(case), pictures, "review-overview")
    window.look(base(case) + "contract/vary/", pictures, "contract-vary")
    late = dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC)
    actions.explain_delay(
        case=case, reasons="A trial is listed for May.", meanwhile="The discharge form changes now.",
        expected_on=dt.date(2027, 6, 30), by=people.maya, now=late,
    )  # fmt: skip
    window.look(base(case) + "progress/", pictures, "progress-delay")


def test_local_learning(open_window: Any, pictures: Path, people: People, case: Case) -> None:
    case, window = bring_to(case, "not_notified", people, now=time.now()), open_window()
    at = f"/cases/{case.pk}/local-learning/"
    window.sign_in(people.lena)
    window.look(at, pictures, "local-choose")
    window.look(at + "begin/", pictures, "local-begin")
    window.look(at + "close/", pictures, "local-close")
    local.begin(case=case, track="NEAR_MISS_REVIEW", aim="Why the call was made in time.", reasons="Learning, no harm.", by=people.lena, now=time.now())  # fmt: skip
    window.sign_in(people.maya)
    window.look(at + "plan/", pictures, "local-plan")
    local.plan(
        case=case, lead="Tomos Ellerby, named doctor", lead_agency=people.tomos.agency, method="Half a day", plan="Ward and community.",
        ends_on=time.today() + dt.timedelta(days=60), by=people.maya, now=time.now(),
    )  # fmt: skip
    window.look(at, pictures, "local-under-way")
    window.look(f"/cases/{case.pk}/", pictures, "local-case-page")
