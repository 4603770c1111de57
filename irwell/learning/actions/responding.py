"""Answers to recommendations."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.accounts.models import Agency, User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.core.text import clean
from irwell.learning.models import Response
from irwell.learning.policies import check_answers_for, check_is_open
from irwell.reviews.models import Recommendation


@transaction.atomic
def respond(
    *, recommendation: Recommendation, agency: Agency, answer: str, reasons: str, by: User, now: dt.datetime
) -> Response:  # fmt: skip
    """Record what a body answers. The same answer again changes nothing; another one is kept beside the first."""
    case = cases.lock(recommendation.case)
    check_answers_for(by, case, agency)
    check_is_open(case)
    reasons = clean(reasons)
    if answer != Response.Answer.ACCEPTED and not reasons:
        raise ValidationError("Give the reasons: what is not accepted, and what happens instead.")
    current = recommendation.responses.filter(agency=agency, replaced_at=None).first()
    if current and (current.answer, current.reasons) == (answer, reasons):
        return current
    recommendation.responses.filter(agency=agency, replaced_at=None).update(replaced_at=now)
    response = Response.objects.create(
        recommendation=recommendation, key=case.key, agency=agency, answer=answer, reasons=reasons, by=by,
        created_at=now,
    )  # fmt: skip
    audit.record(
        Event.RESPONSE_RECORDED, by=by, case_id=case.pk, about=response, number=recommendation.number,
        agency=agency.pk, answer=answer,
    )  # fmt: skip
    return response
