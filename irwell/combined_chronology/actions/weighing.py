"""What people make of something that the machine noticed; each decision can be taken back."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.chronology import Observation, Observed
from irwell.combined_chronology import queries
from irwell.combined_chronology.models import Weighing
from irwell.core.errors import NotPossibleNow
from irwell.core.text import clean

Outcome = Weighing.Outcome
NEEDS_REASON = "Say why it is dismissed. Whoever reads the review later will want to know."
IS_A_FINDING = (
    "It has become finding {number} of the review, so it stays. Change the finding first."
)


class WeighedMeanwhile(Exception):
    """Another person weighed this meanwhile; `theirs` is what they made of it, or nothing when they took it back."""

    def __init__(self, theirs: Weighing | None) -> None:
        super().__init__("Another person weighed this while you were reading.")
        self.theirs = theirs


@transaction.atomic
def weigh(
    *, case: Case, key: str, outcome: str, reason: str, seen: str, by: User, now: datetime
) -> Weighing:
    """Confirm or dismiss an observation. `seen`: the state the person started from. Raises WeighedMeanwhile."""
    case = cases.lock(case)
    check(by, Permission.READ_RETURNS, case_id=case.pk)
    observation, known = _observation(case, key), _known(case, key)
    reason = clean(reason)
    if outcome == Outcome.DISMISSED and not reason and observation.kind is not Observed.SAME_EVENT:
        raise ValidationError(NEEDS_REASON)
    if known is not None and (known.outcome, known.reason) == (outcome, reason):
        return known
    check_unchanged(known, seen)
    if known is not None and known.finding and outcome == Outcome.DISMISSED:
        raise NotPossibleNow(IS_A_FINDING.format(number=known.finding))
    return keep_weighing(case, observation, known, outcome, reason, by, now)


def _observation(case: Case, key: str) -> Observation:
    found = queries.observation_of(case, key)
    if found is None:
        raise NotPossibleNow(
            "This is no longer noticed: a return was corrected or others decided meanwhile. Go back to the list."
        )
    return found


def _known(case: Case, key: str) -> Weighing | None:
    return case.weighings.filter(observation_key=key).first()


def check_unchanged(known: Weighing | None, seen: str) -> None:
    """Raises WeighedMeanwhile when another person decided since the page was shown."""
    if (known.changed_at.isoformat() if known else "") != seen:
        raise WeighedMeanwhile(known)


def keep_weighing(
    case: Case, observation: Observation, known: Weighing | None, outcome: str, reason: str, by: User, now: datetime
) -> Weighing:  # fmt: skip
    """Write down what was made of an observation, and log it."""
    weighing = known or Weighing(case=case, key=case.key, observation_key=observation.key)
    weighing.outcome, weighing.reason, weighing.by, weighing.changed_at = outcome, reason, by, now
    weighing.observation = observation.to_dict()
    weighing.save()
    if observation.kind is Observed.SAME_EVENT and outcome == Outcome.CONFIRMED:
        _take_up_smaller(case, weighing)
    audit.record(
        Event.OBSERVATION_WEIGHED, by=by, case_id=case.pk, about=weighing, kind=observation.kind.value,
        outcome=outcome, lines=len(observation.entries),
    )  # fmt: skip
    return weighing


def _take_up_smaller(case: Case, larger: Weighing) -> None:
    """An event confirmed with one account more stands for the one confirmed before."""
    ids = set(larger.observation["entries"])
    for other in case.weighings.filter(outcome=Outcome.CONFIRMED).exclude(pk=larger.pk):
        told = other.observation
        if told["kind"] == Observed.SAME_EVENT and set(told["entries"]) < ids and not other.finding:
            other.delete()


@transaction.atomic
def unweigh(*, case: Case, key: str, seen: str, by: User) -> None:
    """Take a decision back: the observation waits again. Raises WeighedMeanwhile."""
    case = cases.lock(case)
    check(by, Permission.READ_RETURNS, case_id=case.pk)
    known = _known(case, key)
    if known is None:
        return
    check_unchanged(known, seen)
    if known.finding:
        raise NotPossibleNow(IS_A_FINDING.format(number=known.finding))
    audit.record(
        Event.OBSERVATION_UNWEIGHED, by=by, case_id=case.pk, about=known, outcome=known.outcome
    )
    known.delete()


@transaction.atomic
def note_finding(*, case: Case, key: str, number: int, by: User, now: datetime) -> Weighing | None:
    """The observation became a finding of the review, with its lines as evidence. None when it is no longer noticed."""
    case = cases.lock(case)
    check(by, Permission.WRITE_REVIEW, case_id=case.pk)
    observation, known = queries.observation_of(case, key), _known(case, key)
    if observation is None:
        return None
    reason = known.reason if known and known.outcome == Outcome.CONFIRMED else ""
    weighing = keep_weighing(case, observation, known, Outcome.CONFIRMED, reason, by, now)
    weighing.finding = number
    weighing.save(update_fields=["finding"])
    return weighing


@transaction.atomic
def weigh_fact(
    *, case: Case, keys: Collection[str], outcome: str, reason: str, by: User, now: datetime
) -> None:
    """Confirm or dismiss, for several agencies at once, that they never recorded a fact. Raises WeighedMeanwhile."""
    if not keys:
        raise ValidationError("Tick at least one agency.")
    for key in keys:
        weigh(case=case, key=key, outcome=outcome, reason=reason, seen="", by=by, now=now)
