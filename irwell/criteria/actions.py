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
from irwell.core.text import clean
from irwell.core.time import london
from irwell.criteria import queries, rules
from irwell.criteria.models import Evaluation, FactRecord, NotifyDecision, PartnerView
from irwell.criteria.policies import (
    check_can_decide,
    check_can_record,
    check_can_record_fact,
    check_speaks_for,
)
from irwell.criteria.queries import current_values, latest_evaluation
from irwell.criteria.rules import why_not_value
from irwell.rulebook import queries as rulebook
from irwell.statute import FactKind, facts_by_id

DEATH_CLOCKS = (
    "C4",
    "C5",
)  # a looked-after child's and a care leaver's death: the same online system


@transaction.atomic
def record_fact(
    *, case: Case, fact: str, value: str, source: str, by: User, now: dt.datetime
) -> FactRecord:
    """Record a fact: true, false, unknown, or a number for an age. A source is needed for all but unknown."""
    case = cases.lock(case)
    check(by, Permission.RECORD_FACTS, case_id=case.pk)
    check_can_record_fact(case)
    known = facts_by_id().get(fact)
    if known is None or known.kind is FactKind.PROCESS:
        raise ValidationError(f"“{fact}” is not a fact that is answered here.")
    if why := why_not_value(known, value):
        raise ValidationError({"value": why})
    if value != "unknown" and not source.strip():
        raise ValidationError("Say where this comes from: a person, a record or a report.")
    case.fact_records.filter(fact=fact, replaced_at=None).update(replaced_at=now)
    record = FactRecord.objects.create(
        case=case, key=case.key, fact=fact, value=value, source=clean(source), by=by, created_at=now
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
def evaluate(*, case: Case, by: User, now: dt.datetime, newest: bool = False) -> Evaluation:
    """Apply the statute and the local sets to the facts as they are; an evaluation beside the earlier ones.

    The local sets stay in the version that the case was evaluated with; `newest` takes those in force.
    """
    case = cases.lock(case)
    check(by, Permission.RECORD_FACTS, case_id=case.pk)
    check_can_record_fact(case)
    local = (
        rulebook.local_sets(on=london(now).date()) if newest else queries.local_sets(case, now=now)
    )
    values, day = queries.all_values(case), queries.incident_day(case, now=now)
    found = rules.evaluate_all(values, local, on=day)
    statute = found.statute
    evaluation = Evaluation.objects.create(
        case=case, by=by, facts=values, statute_id=statute.ruleset.id,
        statute_outcomes=list(statute.outcomes), statute_undetermined=list(statute.undetermined),
        page_met=found.page.met.value, statute_met=statute.met.value, missing=list(statute.missing),
        divergence=" ".join(found.divergences)[:400], local=[one.kept for one in found.local], created_at=now,
    )  # fmt: skip
    audit.record(
        Event.CRITERIA_EVALUATED, by=by, case_id=case.pk, about=evaluation, statute=evaluation.statute_id,
        outcomes=evaluation.statute_outcomes, versions={row["id"]: row["version"] for row in evaluation.local},
    )  # fmt: skip
    if found.divergences:
        audit.record(Event.RULESETS_DIVERGED, by=by, case_id=case.pk, about=evaluation)
    for clock in DEATH_CLOCKS:
        if clock in statute.clocks:
            cases.start_clock(case=case, clock=clock, by=by, now=now)
        else:
            cases.stop_clock(case=case, clock=clock, at=now, outcome="not_required", by=by)
    return evaluation


@transaction.atomic
def record_told(*, case: Case, told_at: dt.datetime, by: User, now: dt.datetime) -> None:
    """The Secretary of State and Ofsted were told of a death: the clocks of that duty stop."""
    case = cases.lock(case)
    check(by, Permission.RECORD_NOTIFICATION, case_id=case.pk)
    if london(told_at).date() > london(now).date():
        raise ValidationError("They cannot have been told in the future.")
    for clock in DEATH_CLOCKS:
        cases.stop_clock(case=case, clock=clock, at=told_at, outcome="notified", by=by)


@transaction.atomic
def open_discussion(*, case: Case, la_aware_at: dt.datetime, by: User, now: dt.datetime) -> Case:
    """Triage is done: record when the local authority became aware and open the partners' discussion."""
    check(by, Permission.MOVE_CASE, case_id=case.pk)
    cases.record_date(case=case, fact="la_aware_event_at", value=la_aware_at, by=by, now=now)
    return cases.move(case=case, to="criteria_discussion", by=by, now=now)


@transaction.atomic
def give_view(*, case: Case, view: str, reasons: str, by: User, now: dt.datetime) -> PartnerView:
    """A statutory partner's view, with reasons."""
    check(by, Permission.GIVE_VIEW, case_id=case.pk)
    check_can_record(cases.lock(case))
    partner = check_speaks_for(by)
    if not reasons.strip():
        raise ValidationError("Give the reasons for your view.")
    given = PartnerView.objects.create(
        case=case, key=case.key, partner=partner, view=view, reasons=clean(reasons), by=by,
        created_at=now,
    )  # fmt: skip
    audit.record(
        Event.PARTNER_VIEW_RECORDED, by=by, case_id=case.pk, about=given, partner=partner, view=view
    )
    return given


@transaction.atomic
def decide(
    *, case: Case, outcome: str, reasons: str, by: User, now: dt.datetime, other_area: str = ""
) -> NotifyDecision:
    """The local authority's decision on notifying, with reasons whatever it is."""
    case = cases.lock(case)
    check(by, Permission.DECIDE_NOTIFICATION, case_id=case.pk)
    evaluation = check_can_decide(by, case, latest_evaluation(case))
    if not reasons.strip():
        raise ValidationError("Give the reasons. A “no” is recorded as fully as a “yes”.")
    if outcome == NotifyDecision.Outcome.OTHER_AREA and not other_area.strip():
        raise ValidationError({"other_area": "Name the authority that notifies."})
    decision = NotifyDecision.objects.create(
        case=case,
        key=case.key,
        outcome=outcome,
        other_area=clean(other_area) if outcome == NotifyDecision.Outcome.OTHER_AREA else "",
        reasons=clean(reasons),
        evaluation=evaluation,
        by=by,
        created_at=now,
    )
    audit.record(Event.NOTIFY_DECIDED, by=by, case_id=case.pk, about=decision, outcome=outcome)
    if outcome == NotifyDecision.Outcome.OTHER_AREA:
        cases.add_task(
            case=case, title=f"Work with the authority that notifies: {decision.other_area}",
            for_role="business_manager", url_name="criteria:case", once=f"collaborate:{case.pk}", by=by,
        )  # fmt: skip
    if outcome != NotifyDecision.Outcome.NOTIFY:
        for clock in ("C2", "C3"):
            cases.stop_clock(case=case, clock=clock, at=now, outcome="not_required", by=by)
    cases.move(case=case, to=outcome, by=by, now=now)
    return decision
