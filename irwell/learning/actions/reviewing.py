"""Looking at an action again after three, six and twelve months."""

import datetime as dt

from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.core.text import clean
from irwell.core.time import london
from irwell.learning.models import Action, ActionReview
from irwell.learning.policies import check_can_look_again, check_is_open
from irwell.learning.queries import turns_of
from irwell.learning.rules import Again

from .notices import leads_of, tell


@transaction.atomic
def look_again(
    *, action: Action, after: int, seen: str, text: str, by: User, now: dt.datetime
) -> ActionReview:
    """Record what was seen at one of the three turns. Recorded once: the first record stays."""
    case = cases.lock(action.case)
    check(by, Permission.MANAGE_LEARNING, case_id=case.pk)
    if known := action.reviews.filter(after=after).first():
        return known
    check_is_open(case)
    check_can_look_again(turns_of(action, on=london(now).date()), after)
    review = ActionReview.objects.create(
        action=action, key=action.key, after=after, seen=seen, text=clean(text), by=by, created_at=now
    )  # fmt: skip
    audit.record(Event.ACTION_REVIEWED, by=by, case_id=case.pk, about=action, after=after)
    return review


def ask_to_look_again(*, action: Action, again: Again) -> None:
    """Tell those who manage the learning that a turn has come. Once each."""
    for email in sorted(leads_of(action)):
        tell(
            action=action,
            email=email,
            subject=f"Time to look at an action on {action.case.reference} again",
            sentence=f"An action that came out of a review was set {again.after} months ago. Look at what it has changed,"
            " and record it here:",
            once=f"action-review {again.after} {action.pk} {email}",
            by=SYSTEM,
        )
