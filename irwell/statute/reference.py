"""The reference pages on the workflow, the clocks and the criteria, written from the tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from irwell.statute.factors import load_duties, load_factors
from irwell.statute.facts import fact_catalogue, load_derived
from irwell.statute.ladders import load_plans
from irwell.statute.law import load_sources, long_date
from irwell.statute.logic import write
from irwell.statute.policies import Policy, load_moments, load_policies
from irwell.statute.rulesets import RuleSet, load_outcomes, load_rulesets
from irwell.statute.workflow import STAGES, load_workflow

MADE = "*Made by `scripts/make_law_reference.py` from `irwell/statute/data/`. Do not edit.*"


def reference_pages() -> Mapping[str, str]:
    """File name -> Markdown, for docs/reference/."""
    return {
        "workflow.md": workflow_page(),
        "clocks.md": clocks_page(),
        "criteria.md": criteria_page(),
    }


def workflow_page() -> str:
    """States, moves, roles and annotations."""
    flow = load_workflow()
    states = (
        (s.id, s.title, f"{s.stage} {STAGES[s.stage]}", flow.roles[s.owner].title, s.plain)
        for s in flow.states.values()
    )
    moves = (
        (
            t.source,
            t.target,
            t.verb,
            ", ".join(flow.roles[a].title for a in t.actors),
            "; ".join(t.guards),
            "; ".join(t.evidence),
            _effects(t.starts, t.stops),
        )
        for t in flow.transitions
    )
    roles = ((r.id, r.title, r.may) for r in flow.roles.values())
    notes = ((a.id, a.title, a.plain) for a in flow.annotations.values())
    tracks = ((t.id, t.title, t.plain, " → ".join(t.path)) for t in flow.tracks.values())
    return _page(
        "Workflow",
        f"A case starts as `{flow.start}`. It moves only along the moves below.",
        _section("States", ("Id", "Title", "Step of the journey", "Held by", "Meaning"), states),
        _section("Moves", ("From", "To", "Act", "By", "Before", "Kept", "Clocks"), moves),
        _section("Tracks of local learning", ("Id", "Title", "Meaning", "Path"), tracks),
        _section("Roles", ("Id", "Title", "May"), roles),
        _section("Annotations", ("Id", "Title", "Meaning"), notes),
    )


def clocks_page() -> str:
    """Every clock with every reading of it, and the plans of the rapid review."""
    policies = load_policies().values()
    rows = (
        (p.clock, p.clock_title, p.id, p.title, _start(p), _flags(p), _sources(p.source))
        for p in policies
    )
    steps = (
        (plan.id, str(s.day), s.title, load_workflow().roles[s.owner].title, s.plain)
        for plan in load_plans().values()
        for s in plan.steps
    )
    return _page(
        "Clocks",
        "A working day is Monday to Friday and not a bank holiday in England and Wales. The day of "
        "the event is day 0 and is not counted; a duty ends at 23:59:59 in England on its last day.",
        _section(
            "Readings",
            ("Clock", "Title", "Policy", "Reading", "Starts when", "Standing", "Source"),
            rows,
        ),
        _section("Rapid review plans", ("Plan", "Working day", "Step", "By", "What"), steps),
    )


def criteria_page() -> str:
    """The facts, what follows from them under each rule set, and what partners weigh."""
    facts = ((f.id, f.kind.value, f.question, f.help) for f in fact_catalogue())
    derived = ((d.id, f"`{write(d.expression)}`", d.statement) for d in load_derived().values())
    factors = (
        (f.id, f.title, f.question, _checked(f.verified), _sources(f.source))
        for f in load_factors().values()
    )
    duties = ((d.act, d.force, d.who, _checked(d.verified)) for d in load_duties())
    return _page(
        "Criteria",
        "Every answer is true, false or unknown. Unknown is never taken for false: the result is "
        "then undetermined, with the facts to find out.",
        _section("Facts", ("Id", "Kind", "Question", "Help"), facts),
        _section("Facts that follow", ("Id", "If", "Meaning"), derived),
        *(_ruleset(ruleset) for ruleset in load_rulesets().values()),
        _section(
            "What partners weigh (never added up)",
            ("Id", "Title", "Question", "Standing", "Source"),
            factors,
        ),
        _section("Must and may", ("Act", "Force", "Who", "Standing"), duties),
    )


def _ruleset(ruleset: RuleSet) -> str:
    rows = (
        (
            r.n,
            f"`{r.text}`",
            "; ".join(load_outcomes()[o].title for o in r.then),
            _checked(r.verified),
            _sources(r.source),
        )
        for r in ruleset.rules
        if r.ruleset == ruleset.id
    )
    told = [ruleset.note] if ruleset.note else []
    if ruleset.extends:
        told.append(f"Adds to {ruleset.extends}.")
    if ruleset.effective_from:
        told.append(f"In force from {long_date(ruleset.effective_from)}.")
    if ruleset.effective_to:
        told.append(f"In force until {long_date(ruleset.effective_to)}.")
    table = _table(("Rule", "If", "Then", "Standing", "Source"), rows)
    return f"## {ruleset.id}: {ruleset.title}\n\n{' '.join(told)}\n\n{table}".replace(
        "\n\n\n", "\n"
    )


def _start(policy: Policy) -> str:
    return load_moments()[policy.start_fact].phrase


def _flags(policy: Policy) -> str:
    flags = [_checked(policy.verified)]
    flags += ["default"] if policy.default else []
    flags += ["proposed length"] if policy.proposed else []
    return ", ".join(flags)


def _checked(verified: bool) -> str:
    return "source read" if verified else "NOT YET CHECKED"


def _effects(starts: tuple[str, ...], stops: tuple[str, ...]) -> str:
    told = [f"starts {', '.join(starts)}"] if starts else []
    told += [f"stops {', '.join(stops)}"] if stops else []
    return "; ".join(told)


def _sources(ids: tuple[str, ...]) -> str:
    known = load_sources()
    return "; ".join(
        f"[{known[i].title}]({known[i].url})" if known[i].url else known[i].title for i in ids
    )


def _page(title: str, lead: str, *sections: str) -> str:
    return "\n\n".join((f"# {title}", MADE, lead, *sections)) + "\n"


def _section(title: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return f"## {title}\n\n{_table(head, rows)}"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    if len(lines) == 2:
        return "No rules."
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in lines)
