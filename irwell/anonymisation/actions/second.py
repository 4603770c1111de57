"""The second reading: begun, decided unseen, given up; differences settled by two; the partnership's rule."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.anonymisation import policies, queries, rules
from irwell.anonymisation.actions.deciding import line_of
from irwell.anonymisation.actions.running import keep_lines, locked
from irwell.anonymisation.models import Reading, ReadingRule, Run
from irwell.anonymise.decisions import DecisionError
from irwell.anonymise.policy import Action
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.core.errors import NotPossibleNow
from irwell.core.text import clean


@transaction.atomic
def begin_reading(*, run: Run, by: User, now: dt.datetime) -> Reading:
    """A second person begins; until they are through, what others decided is kept from them."""
    check(by, Permission.ANONYMISE, case_id=run.case_id)
    run = locked(run)
    policies.check_can_read_second(run, by)
    reading, made = Reading.objects.get_or_create(
        run=run, by=by, ended_at=None, defaults={"created_at": now}
    )
    if made:
        audit.record(Event.SECOND_READING_BEGUN, by=by, case_id=run.case_id, about=reading)
    return reading


@transaction.atomic
def decide_second(
    *,
    run: Run,
    line_id: str,
    action: Action | None,
    words: str | None,
    reason: str,
    alike: bool,
    by: User,
    now: dt.datetime,
) -> int:
    """The second person's decision; how many mentions it settled. Sent twice it does no harm."""
    check(by, Permission.ANONYMISE, case_id=run.case_id)
    run = locked(run)
    policies.check_can_decide(run)
    reading = queries.reading_of(run, by)
    if reading is None:
        raise NotPossibleNow("Begin the second reading first.")
    lines = queries.lines_of(run)
    chosen = line_of(lines, line_id)
    if chosen.decision.settled_by == str(by.pk):
        raise NotPossibleNow("You decided on this yourself. Another person reads it.")
    try:
        after = rules.read_second(
            lines, chosen, action=action, words=clean(words) if words else words, reason=clean(reason),
            by=str(by.pk), alike=alike, one_in=run.second_one_in,
        )  # fmt: skip
    except DecisionError as error:
        raise ValidationError(str(error)) from error
    _keep(run, after)
    count = sum(a is not b for a, b in zip(lines, after, strict=True))
    audit.record(
        Event.SECOND_READING_DECIDED, by=by, case_id=run.case_id, about=run, mentions=count
    )
    if not rules.waits_for(after, str(by.pk), run.second_one_in):
        _end(reading, by=by, now=now)
    return count


@transaction.atomic
def stop_reading(*, run: Run, by: User, now: dt.datetime) -> None:
    """The second person cannot go on: what they decided is kept, the rest waits for somebody else."""
    check(by, Permission.ANONYMISE, case_id=run.case_id)
    reading = queries.reading_of(locked(run), by)
    if reading is not None:
        _end(reading, by=by, now=now)


def _end(reading: Reading, *, by: User, now: dt.datetime) -> None:
    reading.ended_at = now
    reading.save(update_fields=["ended_at"])
    audit.record(Event.SECOND_READING_ENDED, by=by, case_id=reading.run.case_id, about=reading)


def _keep(run: Run, lines: tuple[rules.Line, ...]) -> None:
    run.decided = rules.decided_as_json(lines)
    run.save(update_fields=["decided"])


@transaction.atomic
def settle_difference(
    *, run: Run, line_id: str, action: Action, words: str | None, reason: str, by: User
) -> None:
    """One of the two says how a difference is to be settled, and why."""
    check(by, Permission.ANONYMISE, case_id=run.case_id)
    run = locked(run)
    policies.check_can_decide(run)
    policies.check_sees_decisions(run, by)
    lines = queries.lines_of(run)
    chosen = line_of(lines, line_id)
    if not rules.differs(chosen, run.second_one_in):
        raise NotPossibleNow("This difference is settled already.")
    try:
        after = rules.settle_difference(
            lines, chosen, action=action, words=clean(words) if words else words, reason=clean(reason), by=str(by.pk)
        )  # fmt: skip
    except DecisionError as error:
        raise ValidationError(str(error)) from error
    _keep(run, after)
    audit.record(Event.DIFFERENCE_SETTLED, by=by, case_id=run.case_id, about=run, agreed=False)


@transaction.atomic
def agree_settlement(*, run: Run, line_id: str, seen: str, by: User) -> None:
    """The other agrees: the settlement is the decision from now on."""
    check(by, Permission.ANONYMISE, case_id=run.case_id)
    run = locked(run)
    policies.check_can_decide(run)
    policies.check_sees_decisions(run, by)
    lines = queries.lines_of(run)
    chosen = line_of(lines, line_id)
    if chosen.agreed is None or chosen.agreed.words != seen:
        raise NotPossibleNow("It was said otherwise meanwhile. Look at it again.")
    try:
        after = rules.agree(lines, chosen, by=str(by.pk))
    except DecisionError as error:
        raise NotPossibleNow(str(error)) from error
    keep_lines(run, after)
    audit.record(Event.DIFFERENCE_SETTLED, by=by, case_id=run.case_id, about=run, agreed=True)


@transaction.atomic
def propose_reading_rule(*, one_in: int, reason: str, by: User) -> ReadingRule:
    """One person proposes how many mentions are read twice."""
    check(by, Permission.PROPOSE_RULES)
    if not reason.strip():
        raise ValidationError({"reason": "Say why"})
    ReadingRule.objects.filter(agreed_by=None).delete()
    rule = ReadingRule.objects.create(one_in=one_in, reason=clean(reason), by=by)
    audit.record(Event.READING_RULE_PROPOSED, by=by, about=rule, one_in=one_in)
    return rule


@transaction.atomic
def approve_reading_rule(*, rule: ReadingRule, by: User, now: dt.datetime) -> ReadingRule:
    """Another person approves; it holds for every report looked through from now on."""
    check(by, Permission.APPROVE_RULES)
    rule = ReadingRule.objects.select_for_update().get(pk=rule.pk)
    if rule.by_id == by.pk:
        raise NotPossibleNow("You proposed this yourself. A second person has to approve it.")
    if rule.agreed_by_id is None:
        rule.agreed_by, rule.agreed_at = by, now
        rule.save(update_fields=["agreed_by", "agreed_at"])
        audit.record(Event.READING_RULE_APPROVED, by=by, about=rule, one_in=rule.one_in)
    return rule
