"""Terms of reference: headings, key lines of enquiry, agreement by the partners, a change of scope."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.combined_chronology.actions import add_enquiry
from irwell.combined_chronology.rules import short_name
from irwell.core.errors import NotPossibleNow
from irwell.core.text import clean
from irwell.reviews import rules
from irwell.reviews.actions.commissioning import finish_milestone
from irwell.reviews.models import KeyLine, PracticeReview, TermsAgreement, TermsVersion
from irwell.reviews.policies import (
    check_at,
    check_review,
    check_speaks_for,
    check_terms_complete,
    check_terms_open,
)
from irwell.reviews.queries import current_terms, review_of


class Stale(Exception):
    """Somebody else saved this heading since the page was opened; `saved` is what they wrote."""

    def __init__(self, saved: str) -> None:
        super().__init__("Somebody else saved this heading while you were typing.")
        self.saved = saved


def _draft(case: Case, by: User, states: Sequence[str] = ("scoping",)) -> PracticeReview:
    check(by, Permission.MANAGE_REVIEW, case_id=case.pk)
    review = check_review(review_of(case))
    check_at(case, states, "Writing the terms of reference")
    waiting = current_terms(review)
    if waiting is not None and waiting.agreed_at is None:
        raise NotPossibleNow(
            "The terms are with the partners. Take them back before changing them."
        )
    return review


@transaction.atomic
def save_section(
    *, case: Case, section_id: str, text: str, was: str, by: User, now: dt.datetime
) -> PracticeReview:
    """Save one heading. `was`: its text when the page was opened; Stale when it is another by now."""
    review = _draft(cases.lock(case), by)
    if rules.section(section_id) is None:
        raise ValidationError("This is not a heading of the terms of reference.")
    saved, text = review.terms.get(section_id, ""), clean(text)
    if saved != clean(was) and saved != text:
        raise Stale(saved)
    review.terms = {**review.terms, section_id: text}
    review.save(update_fields=["terms"])
    audit.record(Event.TERMS_RECORDED, by=by, case_id=case.pk, about=review, section=section_id)
    return review


@transaction.atomic
def add_key_line(*, case: Case, question: str, why: str, agencies: str, by: User) -> KeyLine:
    """A key line of enquiry. Those known when the review is commissioned say whom to look for as reviewer."""
    review = _draft(cases.lock(case), by, rules.ASKING)
    line = KeyLine.objects.create(
        review=review,
        key=case.key,
        question=clean(question),
        why=clean(why),
        agencies=clean(agencies),
    )
    audit.record(Event.TERMS_RECORDED, by=by, case_id=case.pk, about=line, step="key_line_added")
    add_enquiry(case=case, name=short_name(line.question), question=line.question, by=by)
    return line


@transaction.atomic
def remove_key_line(*, case: Case, line_id: UUID, by: User) -> None:
    """Take a key line out of the draft; versions that were agreed keep it."""
    review = _draft(cases.lock(case), by)
    removed, _ = review.key_lines.filter(pk=line_id).delete()
    if removed:
        audit.record(
            Event.TERMS_RECORDED, by=by, case_id=case.pk, about=review, step="key_line_removed"
        )


@transaction.atomic
def put_terms(*, case: Case, by: User, now: dt.datetime) -> TermsVersion:
    """Put the terms to the partners as the next version. Putting them twice does no harm."""
    case = cases.lock(case)
    review = check_review(review_of(case))
    waiting = current_terms(review)
    if waiting is not None and waiting.agreed_at is None:
        return waiting
    review = _draft(case, by)
    check_terms_complete(review)
    questions = [
        {"question": k.question, "why": k.why, "agencies": k.agencies}
        for k in review.key_lines.all()
    ]
    terms = TermsVersion.objects.create(
        review=review, key=case.key, version=review.terms_versions.count() + 1, sections=review.terms,
        questions=questions, reason=review.terms.get("change_reason", ""), by=by,
    )  # fmt: skip
    audit.record(
        Event.TERMS_RECORDED, by=by, case_id=case.pk, about=terms, step="put", version=terms.version
    )
    return terms


@transaction.atomic
def withdraw_terms(*, case: Case, by: User, now: dt.datetime) -> None:
    """Take terms back before all three agreed, to change them; the version stays on record."""
    case = cases.lock(case)
    check(by, Permission.MANAGE_REVIEW, case_id=case.pk)
    terms = check_terms_open(current_terms(check_review(review_of(case))))
    terms.withdrawn_at = now
    terms.save(update_fields=["withdrawn_at"])
    audit.record(Event.TERMS_RECORDED, by=by, case_id=case.pk, about=terms, step="withdrawn")


@transaction.atomic
def agree_terms(*, case: Case, by: User, now: dt.datetime) -> TermsVersion:
    """One partner agrees; when all three have, the evidence stage begins."""
    case = cases.lock(case)
    check(by, Permission.SIGN_OFF, case_id=case.pk)
    partner = check_speaks_for(by)
    check_at(case, ("scoping",), "Agreeing the terms of reference")
    review = check_review(review_of(case))
    terms = check_terms_open(current_terms(review))
    TermsAgreement.objects.get_or_create(
        terms=terms, partner=partner, defaults={"by": by, "created_at": now}
    )
    audit.record(
        Event.TERMS_RECORDED, by=by, case_id=case.pk, about=terms, step="agreed", partner=partner
    )
    if set(terms.agreements.values_list("partner", flat=True)) >= set(rules.PARTNERS):
        terms.agreed_at = review.terms_agreed_at = now
        terms.save(update_fields=["agreed_at"])
        review.save(update_fields=["terms_agreed_at"])
        finish_milestone(review, "Terms of reference agreed", now)
        cases.move(case=case, to="evidence", by=by, now=now)
    return terms


@transaction.atomic
def change_scope(*, case: Case, reason: str, by: User, now: dt.datetime) -> PracticeReview:
    """Reopen the terms, with the reason. What was agreed is kept; the next version says why it differs."""
    case = cases.lock(case)
    check(by, Permission.COMMISSION, case_id=case.pk)
    review = check_review(review_of(case))
    check_at(case, ("evidence",), "Changing the scope")
    if not reason.strip():
        raise ValidationError("Say why the scope changes.")
    review.terms = {**review.terms, "change_reason": clean(reason)}
    review.terms_agreed_at = None
    review.save(update_fields=["terms", "terms_agreed_at"])
    audit.record(Event.TERMS_RECORDED, by=by, case_id=case.pk, about=review, step="scope_reopened")
    cases.move(case=case, to="scoping", by=by, now=now)
    return review
