"""Reads of the grid: answers now, answers before, what is still to be weighed."""

from irwell.cases.models import Case
from irwell.decisions.models import FactorAnswer
from irwell.statute import load_factors


def current_answers(case: Case) -> dict[str, FactorAnswer]:
    """Factor id to its current answer."""
    rows = case.factor_answers.filter(replaced_at=None).select_related("by")
    return {row.factor: row for row in rows}


def earlier_answers(case: Case) -> dict[str, list[FactorAnswer]]:
    """Factor id to the answers that were replaced, oldest first."""
    found: dict[str, list[FactorAnswer]] = {}
    for row in case.factor_answers.exclude(replaced_at=None).select_related("by"):
        found.setdefault(row.factor, []).append(row)
    return found


def unanswered(case: Case) -> list[str]:
    """Titles of factors that nobody has answered. “Not known” is an answer."""
    there = current_answers(case)
    return [f.title for f in load_factors().values() if f.id not in there]


def grid_rows(case: Case) -> list[dict[str, str]]:
    """The grid as plain rows, for what is frozen and for the report."""
    there = current_answers(case)
    return [
        {
            "id": f.id, "title": f.title, "question": f.question, "source": f.citation,
            "group": f.group,
            "value": there[f.id].value if f.id in there else "",
            "reasons": there[f.id].reasons if f.id in there else "",
            "by": there[f.id].by.name if f.id in there else "",
        }
        for f in load_factors().values()
    ]  # fmt: skip
