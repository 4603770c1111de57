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
from irwell.statute.criteria import Limb, Outcome, RuleResult, contradictions, diverge, evaluate
from irwell.statute.facts import FactDef, FactKind, fact_catalogue, facts_by_id
from irwell.statute.flowchart import flowchart_svg, flowchart_text
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
from irwell.statute.rulesets import (
    OutcomeDef,
    Rule,
    RuleSet,
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
    "Count",
    "DayCount",
    "Direction",
    "FactDef",
    "FactKind",
    "LawError",
    "Limb",
    "Moment",
    "NotStarted",
    "Outcome",
    "OutcomeDef",
    "Policy",
    "Role",
    "Rule",
    "RuleResult",
    "RuleSet",
    "Source",
    "State",
    "Step",
    "Transition",
    "Truth",
    "Unit",
    "Verdict",
    "Workflow",
    "add_months",
    "citation",
    "contradictions",
    "day_label",
    "derive",
    "diverge",
    "earliest_publication",
    "evaluate",
    "fact_catalogue",
    "facts_by_id",
    "find_policy",
    "flowchart_svg",
    "flowchart_text",
    "load_calendar",
    "load_moments",
    "load_outcomes",
    "load_policies",
    "load_rulesets",
    "load_sources",
    "load_workflow",
    "long_date",
    "policies_for",
    "readings",
    "short_date",
    "statutory_on",
    "verdict",
]
