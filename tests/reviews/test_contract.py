"""The reviewer's contract: signed copy, instalments at milestones, variations that somebody else approves."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from irwell.cases.models import Case
from irwell.core.errors import NotAllowed
from irwell.reviews import actions, queries
from irwell.reviews.models import Contract, Instalment, Variation
from tests.kept import kept
from tests.people import People
from tests.reviews.conftest import Stage, report_file
from tests.reviews.test_commissioning import page

pytestmark = pytest.mark.django_db


def on(name: str, day: dt.date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}  # fmt: skip


TERMS = {**on("starts_on", dt.date(2026, 9, 7)), **on("ends_on", dt.date(2027, 2, 28)), "fee": "12000", "conditions": "20 days"}  # fmt: skip


@pytest.fixture
@kept
def signed(review_at: Stage, people: People, as_person: Any) -> Case:
    """A contract of £12,000, signed, with the file on the case."""
    case = review_at("scoping")
    maya = as_person(people.maya)
    assert maya.post(page(case, "contract/change/"), TERMS).status_code == 302
    upload = SimpleUploadedFile("Contract.docx", report_file(case).read())
    sent = {"file": upload, **on("signed_on", dt.date(2026, 9, 1))}
    assert maya.post(page(case, "contract/signed/"), sent).status_code == 302
    return case


def step(case: Case, title: str) -> Any:
    review = queries.review_of(case)
    assert review is not None
    return review.milestones.get(title=title)


def test_the_signed_contract_is_on_file_and_shown_with_dates_and_fee(
    signed: Case, people: People, as_person: Any
) -> None:
    shown = as_person(people.lena).get(page(signed, "contract/")).content.decode()

    for words in ("£12,000, without VAT", "Sunday 28 February 2027", "The signed contract", "Rosalind Farr-Kite"):  # fmt: skip
        assert words in shown


def test_a_signed_contract_changes_by_a_variation_alone(
    signed: Case, people: People, as_person: Any
) -> None:
    answer = as_person(people.maya).post(
        page(signed, "contract/change/"), {**TERMS, "fee": "13000"}
    )

    assert answer.status_code == 422
    assert "change by a variation" in answer.content.decode()
    assert Contract.objects.get().fee == Decimal(12000)


def test_an_instalment_is_payable_when_its_step_is_done_and_not_before(
    signed: Case, people: People, as_person: Any
) -> None:
    maya, milestone = as_person(people.maya), step(signed, "Terms of reference agreed")
    maya.post(page(signed, "contract/instalments/add/"), {"milestone": str(milestone.pk), "amount": "4000"})  # fmt: skip
    row = Instalment.objects.get()
    at = page(signed, f"contract/instalments/{row.pk}/paid/")

    early = maya.post(at, on("paid_on", dt.date(2026, 9, 1)))
    milestone.done_on = dt.date(2026, 9, 1)
    milestone.save()
    shown = maya.get(page(signed, "contract/")).content.decode()
    paid = maya.post(at, on("paid_on", dt.date(2026, 9, 1)))
    again = maya.post(at, on("paid_on", dt.date(2026, 9, 1)))

    assert early.status_code == 422
    assert "is not done yet" in early.content.decode()
    assert "Payable now" in shown
    assert "£8,000 of the fee belongs to no instalment yet" in shown
    assert (paid.status_code, again.status_code) == (302, 422)


def test_instalments_together_are_at_most_the_fee(
    signed: Case, people: People, as_person: Any
) -> None:
    sent = {"milestone": str(step(signed, "First draft of the report").pk), "amount": "12000.01"}

    answer = as_person(people.maya).post(page(signed, "contract/instalments/add/"), sent)

    assert answer.status_code == 422
    assert "£12,000 is left" in answer.content.decode()


def test_a_variation_counts_once_a_statutory_partner_approved_it(
    signed: Case, people: People, as_person: Any
) -> None:
    sent = {
        **on("ends_on", dt.date(2027, 6, 30)),
        "fee": "14500",
        "reason": "A second learning event.",
    }
    as_person(people.maya).post(page(signed, "contract/vary/"), sent)
    row = Variation.objects.get()
    before = Contract.objects.get().fee

    shown = as_person(people.lena).get(page(signed, "contract/")).content.decode()
    as_person(people.lena).post(page(signed, f"contract/vary/{row.pk}/"), {"decision": "approve"})
    contract = Contract.objects.get()
    after = as_person(people.idris).get(page(signed, "contract/")).content.decode()

    assert before == Decimal(12000)
    assert "A variation waits for a statutory partner" in shown
    assert (contract.fee, contract.ends_on) == (Decimal(14500), dt.date(2027, 6, 30))
    assert "Fee £12,000 becomes £14,500." in after
    assert signed.tasks.get(once=f"decide-variation-{row.pk}").done_at is not None


def test_a_refused_variation_changes_nothing_and_stays_on_record(
    signed: Case, people: People, as_person: Any
) -> None:
    row = actions.propose_variation(
        case=signed,
        ends_on=dt.date(2027, 6, 30),
        fee=Decimal(12000),
        reason="Trial",
        by=people.maya,
    )

    as_person(people.priti).post(page(signed, f"contract/vary/{row.pk}/"), {"decision": "refuse"})
    again = as_person(people.lena).post(page(signed, f"contract/vary/{row.pk}/"), {"decision": "approve"})  # fmt: skip

    assert Contract.objects.get().ends_on == dt.date(2027, 2, 28)
    assert again.status_code == 409
    assert "Refused" in as_person(people.lena).get(page(signed, "contract/")).content.decode()


def test_nobody_approves_a_variation_of_their_own(signed: Case, people: People) -> None:
    row = actions.propose_variation(
        case=signed,
        ends_on=dt.date(2027, 6, 30),
        fee=Decimal(12000),
        reason="Trial",
        by=people.maya,
    )
    Variation.objects.filter(pk=row.pk).update(by=people.lena)

    with pytest.raises(NotAllowed, match="Somebody else decides"):
        actions.decide_variation(
            case=signed, variation=row, approve=True, by=people.lena, now=dt.datetime.now(dt.UTC)
        )


@pytest.mark.parametrize(
    ("who", "reads", "records"),
    [
        ("maya", 200, 200), ("lena", 200, 403), ("rosalind", 200, 403), ("colm", 403, 403), ("ines", 403, 403),
        ("tomos", 403, 403), ("oona", 404, 404), ("conrad", 404, 404),
    ],
)  # fmt: skip
def test_who_reads_and_who_records_the_contract(
    review_at: Stage, people: People, as_person: Any, who: str, reads: int, records: int
) -> None:
    case, client = review_at("scoping"), as_person(getattr(people, who))

    assert client.get(page(case, "contract/")).status_code == reads
    assert client.get(page(case, "contract/change/")).status_code == records
