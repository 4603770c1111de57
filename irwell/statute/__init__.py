"""The statute engine: facts in, obligations and dates out, each with its reasons.

Pure Python: no Django, no database, no clock of its own, no network. All law is data in
`irwell/statute/data/*.toml` with `source`, `verified` and `verified_on`; the code only interprets.
Dates are `datetime.date` in England; moments are aware `datetime.datetime`; lengths say their unit.
Bad input is a ValueError (or LookupError for a name) whose message can be shown to a person.

    calendar = load_calendar()
    clock = derive(find_policy("C2"), {"la_aware_event_at": date(2026, 4, 2)}, calendar)
    clock.due_on, clock.explanation
    outcome = evaluate(load_rulesets()["RS-2025G"], {"F_CHILD": Truth.TRUE, "F_AGE": 4})
    outcome.outcomes, outcome.undetermined, outcome.missing, outcome.sentences
    load_workflow().can_move("sin_sent", "rr_gathering")
"""

from irwell.statute.calendar import Calendar, Count, add_months, load_calendar
from irwell.statute.clocks import (
    Clock,
    DayCount,
    NotStarted,
    day_label,
    derive,
    earliest_publication,
    readings,
)
from irwell.statute.codes import Code, CodeList, load_codes
from irwell.statute.criteria import (
    Limb,
    Outcome,
    RuleResult,
    contradictions,
    diverge,
    evaluate,
    rule_in_words,
)
from irwell.statute.factors import (
    DecisionDef,
    Duty,
    Factor,
    Position,
    load_decisions,
    load_duties,
    load_factors,
    load_positions,
)
from irwell.statute.facts import FactDef, FactKind, fact_catalogue, facts_by_id
from irwell.statute.flow import FlowItem, Mark, Way, flowchart_text
from irwell.statute.flowchart import flowchart_svg
from irwell.statute.ladder_picture import MarkedStep, StepMark, ladder_svg, ladder_text
from irwell.statute.ladders import LadderStep, Plan, PlanStep, default_plan, ladder, load_plans
from irwell.statute.law import LawError, Source, citation, load_sources, long_date, short_date
from irwell.statute.logic import Truth
from irwell.statute.policies import (
    Direction,
    Moment,
    Policy,
    Unit,
    find_policy,
    load_moments,
    load_policies,
    policies_for,
)
from irwell.statute.questions import NextQuestion, next_question
from irwell.statute.rulesets import (
    OutcomeDef,
    Rule,
    RuleSet,
    build_rulesets,
    load_outcomes,
    load_rulesets,
    statutory_on,
)
from irwell.statute.verdicts import State, Verdict, verdict
from irwell.statute.workflow import STAGES, Role, Step, Transition, Workflow, load_workflow

__all__ = [
    "STAGES",
    "Calendar",
    "Clock",
    "Code",
    "CodeList",
    "Count",
    "DayCount",
    "DecisionDef",
    "Direction",
    "Duty",
    "FactDef",
    "FactKind",
    "Factor",
    "FlowItem",
    "LadderStep",
    "LawError",
    "Limb",
    "Mark",
    "MarkedStep",
    "Moment",
    "NextQuestion",
    "NotStarted",
    "Outcome",
    "OutcomeDef",
    "Plan",
    "PlanStep",
    "Policy",
    "Position",
    "Role",
    "Rule",
    "RuleResult",
    "RuleSet",
    "Source",
    "State",
    "Step",
    "StepMark",
    "Transition",
    "Truth",
    "Unit",
    "Verdict",
    "Way",
    "Workflow",
    "add_months",
    "build_rulesets",
    "citation",
    "contradictions",
    "day_label",
    "default_plan",
    "derive",
    "diverge",
    "earliest_publication",
    "evaluate",
    "fact_catalogue",
    "facts_by_id",
    "find_policy",
    "flowchart_svg",
    "flowchart_text",
    "ladder",
    "ladder_svg",
    "ladder_text",
    "load_calendar",
    "load_codes",
    "load_decisions",
    "load_duties",
    "load_factors",
    "load_moments",
    "load_outcomes",
    "load_plans",
    "load_policies",
    "load_positions",
    "load_rulesets",
    "load_sources",
    "load_workflow",
    "long_date",
    "next_question",
    "policies_for",
    "readings",
    "rule_in_words",
    "short_date",
    "statutory_on",
    "verdict",
]
