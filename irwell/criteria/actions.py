"""Every change in the criteria discussion."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.cases.queries import date_of
from irwell.core.text import clean
from irwell.core.time import london
from irwell.criteria import rules
from irwell.criteria.models import Evaluation, FactRecord, NotifyDecision, PartnerView
from irwell.criteria.policies import check_can_decide, check_can_record, check_speaks_for
from irwell.criteria.queries import current_values, latest_evaluation
from irwell.statute import facts_by_id


@transaction.atomic
def record_fact(
    *, case: Case, fact: str, value: str, source: str, by: User, now: dt.datetime
) -> FactRecord:
    """Record a fact: true, false, unknown, or a number for an age. A source is needed for all but unknown."""
    case = cases.lock(case)
    check(by, Permission.RECORD_FACTS, case_id=case.pk)
    check_can_record(case)
    if fact not in facts_by_id():
        raise ValidationError(f"“{fact}” is not a fact of the criteria.")
    if value != "unknown" and not source.strip():
        raise ValidationError("Say where this comes from: a person, a record or a report.")
    case.fact_records.filter(fact=fact, replaced_at=None).update(replaced_at=now)
    record = FactRecord.objects.create(
        case=case, key=case.key, fact=fact, value=value, source=clean(source), by=by
    )
    audit.record(Event.FACT_RECORDED, by=by, case_id=case.pk, about=record, fact=fact, value=value)
    return record


@transaction.atomic
def take_from_referral(*, case: Case, suggested: dict[str, str], by: User, now: dt.datetime) -> int:
    """Take the referral's answers as first facts; facts already recorded are left alone."""
    known = current_values(case)
    new = {f: v for f, v in suggested.items() if f not in known}
    for fact, value in new.items():
        record_fact(case=case, fact=fact, value=value, source="The referral", by=by, now=now)
    return len(new)


@transaction.atomic
def evaluate(*, case: Case, by: User, now: dt.datetime) -> Evaluation:
    """Apply both rule sets to the facts as they are; an evaluation beside the earlier ones."""
    case = cases.lock(case)
    check(by, Permission.RECORD_FACTS, case_id=case.pk)
    incident = date_of(case, "incident_at") or now
    values = current_values(case)
    both = rules.evaluate_both(values, on=london(incident).date())
    evaluation = Evaluation.objects.create(
        case=case, by=by, facts=values, statute_id=both.statute.ruleset.id,
        statute_outcomes=list(both.statute.outcomes), statute_undetermined=list(both.statute.undetermined),
        page_met=both.page.met.value, statute_met=both.statute.met.value, missing=list(both.statute.missing),
        divergence=both.divergence[:400],
    )  # fmt: skip
    audit.record(
        Event.CRITERIA_EVALUATED, by=by, case_id=case.pk, about=evaluation, statute=evaluation.statute_id,
        outcomes=evaluation.statute_outcomes,
    )  # fmt: skip
    if both.divergence:
        audit.record(Event.RULESETS_DIVERGED, by=by, case_id=case.pk, about=evaluation)
    return evaluation


@transaction.atomic
def open_discussion(*, case: Case, la_aware_at: dt.datetime, by: User, now: dt.datetime) -> Case:
    """Triage is done: record when the local authority became aware and open the partners' discussion."""
    check(by, Permission.MOVE_CASE, case_id=case.pk)
    cases.record_date(case=case, fact="la_aware_event_at", value=la_aware_at, by=by, now=now)
    return cases.move(case=case, to="criteria_discussion", by=by, now=now)


@transaction.atomic
def give_view(*, case: Case, view: str, reasons: str, by: User) -> PartnerView:
    """A statutory partner's view, with reasons."""
    check(by, Permission.GIVE_VIEW, case_id=case.pk)
    check_can_record(cases.lock(case))
    partner = check_speaks_for(by)
    if not reasons.strip():
        raise ValidationError("Give the reasons for your view.")
    given = PartnerView.objects.create(
        case=case, key=case.key, partner=partner, view=view, reasons=clean(reasons), by=by
    )
    audit.record(
        Event.PARTNER_VIEW_RECORDED, by=by, case_id=case.pk, about=given, partner=partner, view=view
    )
    return given


@transaction.atomic
def decide(*, case: Case, outcome: str, reasons: str, by: User, now: dt.datetime) -> NotifyDecision:
    """The local authority's decision on notifying, with reasons whatever it is."""
    case = cases.lock(case)
    check(by, Permission.DECIDE_NOTIFICATION, case_id=case.pk)
    evaluation = check_can_decide(by, case, latest_evaluation(case))
    if not reasons.strip():
        raise ValidationError("Give the reasons. A “no” is recorded as fully as a “yes”.")
    decision = NotifyDecision.objects.create(
        case=case,
        key=case.key,
        outcome=outcome,
        reasons=clean(reasons),
        evaluation=evaluation,
        by=by,
    )
    audit.record(Event.NOTIFY_DECIDED, by=by, case_id=case.pk, about=decision, outcome=outcome)
    if outcome != NotifyDecision.Outcome.NOTIFY:
        cases.stop_clock(case=case, clock="C2", at=now, outcome="not_required", by=by)
    cases.move(case=case, to=outcome, by=by, now=now)
    return decision
