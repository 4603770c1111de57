"""The reviewer's contract: dates, fee, instalments at milestones, the signed copy, variations."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.core.errors import NotAllowed, NotPossibleNow
from irwell.core.text import clean
from irwell.core.time import london
from irwell.documents.actions import take_in
from irwell.documents.rules import Purpose
from irwell.reviews import rules
from irwell.reviews.models import Contract, Instalment, Milestone, PracticeReview, Variation
from irwell.reviews.policies import check_at, check_review
from irwell.reviews.queries import contract_of, review_of

VARY = "decide-variation"


def _review(case: Case, by: User, doing: str) -> PracticeReview:
    check(by, Permission.MANAGE_CONTRACT, case_id=case.pk)
    review = check_review(review_of(case))
    check_at(case, rules.UNDER_WAY, doing)
    return review


def _contract(review: PracticeReview) -> Contract:
    contract = contract_of(review)
    if contract is None:
        raise NotPossibleNow("Record the contract first: its dates and its fee.")
    return contract


@transaction.atomic
def record_contract(
    *, case: Case, starts_on: dt.date, ends_on: dt.date, fee: Decimal, conditions: str, by: User
) -> Contract:
    """Record what was agreed. Once it is signed, dates and fee change by a variation alone."""
    case = cases.lock(case)
    review = _review(case, by, "Recording the contract")
    if review.appointed_at is None:
        raise NotPossibleNow("Appoint the reviewer first; the contract is with that person.")
    if ends_on <= starts_on:
        raise ValidationError({"ends_on": "The contract ends after it starts."})
    contract = contract_of(review) or Contract(review=review, key=case.key, by=by)
    if contract.signed_on is not None:
        raise NotPossibleNow(
            "The contract is signed. Its dates and fee change by a variation with a reason, which a statutory "
            "partner approves."
        )
    contract.starts_on, contract.ends_on, contract.fee = starts_on, ends_on, fee
    contract.conditions = clean(conditions)
    contract.save()
    audit.record(
        Event.CONTRACT_RECORDED, by=by, case_id=case.pk, about=contract, starts_on=starts_on,
        ends_on=ends_on,
    )  # fmt: skip
    return contract


@transaction.atomic
def sign_contract(
    *, case: Case, upload: "UploadedFile[Any]", signed_on: dt.date, by: User
) -> Contract:
    """Keep the signed copy. Raises documents.actions.Refused for a file that is not taken."""
    case = cases.lock(case)
    contract = _contract(_review(case, by, "Keeping the signed contract"))
    document = take_in(
        upload=upload, purpose=Purpose.CONTRACT, key=case.key, by=by, case_id=case.pk
    )
    contract.signed_on, contract.document = signed_on, document
    contract.save(update_fields=["signed_on", "document"])
    audit.record(Event.CONTRACT_SIGNED, by=by, case_id=case.pk, about=contract, signed_on=signed_on)
    return contract


@transaction.atomic
def add_instalment(*, case: Case, milestone: Milestone, amount: Decimal, by: User) -> Instalment:
    """A part of the fee, payable when a milestone is done. All parts together are at most the fee."""
    case = cases.lock(case)
    contract = _contract(_review(case, by, "Recording an instalment"))
    if milestone.review_id != contract.review_id:
        raise ValidationError({"milestone": "Choose a step of this review’s plan."})
    if amount <= 0:
        raise ValidationError({"amount": "An instalment is more than nothing."})
    others = contract.instalments.exclude(milestone=milestone)
    left = rules.left_of(contract.fee, others.values_list("amount", flat=True))
    if amount > left:
        raise ValidationError(
            {"amount": f"Of the fee, {rules.pounds(left)} is left for instalments."}
        )
    known = contract.instalments.filter(milestone=milestone).first()
    if known is not None and known.paid_on is not None:
        raise NotPossibleNow("This instalment was paid, so its amount no longer changes.")
    row = known or Instalment(contract=contract, milestone=milestone)
    row.amount = amount
    row.save()
    audit.record(Event.INSTALMENT_RECORDED, by=by, case_id=case.pk, about=row)
    return row


@transaction.atomic
def pay_instalment(*, case: Case, row: Instalment, paid_on: dt.date, by: User) -> Instalment:
    """Only once its milestone is done. Paying twice is refused."""
    case = cases.lock(case)
    check(by, Permission.MANAGE_CONTRACT, case_id=case.pk)
    row = Instalment.objects.select_related("milestone").get(pk=row.pk)
    if row.milestone.done_on is None:
        raise NotPossibleNow(
            f"“{row.milestone.title}” is not done yet, so its instalment is not payable. Record first when it was done."
        )
    if row.paid_on is not None:
        raise NotPossibleNow("This instalment is recorded as paid already.")
    row.paid_on = paid_on
    row.save(update_fields=["paid_on"])
    audit.record(Event.INSTALMENT_PAID, by=by, case_id=case.pk, about=row, paid_on=paid_on)
    return row


@transaction.atomic
def propose_variation(
    *, case: Case, ends_on: dt.date, fee: Decimal, reason: str, by: User
) -> Variation:
    """Propose another end or fee. A statutory partner decides; until then the contract stays as it is."""
    case = cases.lock(case)
    contract = _contract(_review(case, by, "Varying the contract"))
    if contract.variations.filter(decided_at=None).exists():
        raise NotPossibleNow("A variation is waiting for its decision already.")
    if (ends_on, fee) == (contract.ends_on, contract.fee):
        raise ValidationError("Nothing would change. Give another last day or another fee.")
    if ends_on <= contract.starts_on:
        raise ValidationError({"ends_on": "The contract ends after it starts."})
    if not clean(reason):
        raise ValidationError({"reason": "Give the reason."})
    row = Variation.objects.create(
        contract=contract, key=case.key, reason=clean(reason), old_ends_on=contract.ends_on, old_fee=contract.fee,
        ends_on=ends_on, fee=fee, by=by,
    )  # fmt: skip
    audit.record(Event.VARIATION_PROPOSED, by=by, case_id=case.pk, about=row, ends_on=ends_on)
    cases.add_task(
        case=case, title="Decide on a variation of the reviewer’s contract", for_role="statutory_partner", by=SYSTEM,
        url_name="reviews:contract", once=f"{VARY}-{row.pk}",
    )  # fmt: skip
    return row


@transaction.atomic
def decide_variation(
    *, case: Case, variation: Variation, approve: bool, by: User, now: dt.datetime
) -> Variation:
    """A statutory partner who did not propose it approves or refuses. A second decision is refused."""
    case = cases.lock(case)
    check(by, Permission.COMMISSION, case_id=case.pk)
    variation = Variation.objects.select_related("contract").get(pk=variation.pk)
    if variation.decided_at is not None:
        raise NotPossibleNow("This variation was decided already. Open the page again.")
    if variation.by_id == by.pk:
        raise NotAllowed("You proposed this variation. Somebody else decides on it.")
    variation.decided_by, variation.decided_at, variation.approved = by, now, approve
    variation.save()
    if approve:
        contract = variation.contract
        contract.ends_on, contract.fee = variation.ends_on, variation.fee
        contract.save(update_fields=["ends_on", "fee"])
    audit.record(
        Event.VARIATION_DECIDED, by=by, case_id=case.pk, about=variation, approved=approve,
        on=london(now).date(),
    )  # fmt: skip
    for task in case.tasks.filter(once=f"{VARY}-{variation.pk}", done_at=None):
        cases.finish_task(task=task, by=by, now=now)
    return variation
