"""View models of the grid."""

from dataclasses import dataclass

from irwell.decisions.models import FactorAnswer
from irwell.statute import Factor, load_factors

SAID = {"true": ("Yes", "blue"), "false": ("No", "grey"), "unknown": ("Not known", "amber")}


@dataclass(frozen=True)
class GridLine:
    """One factor: its question and source, the current answer, the answers before it."""

    factor: Factor
    answer: FactorAnswer | None
    before: list[FactorAnswer]

    @property
    def code(self) -> str:
        """The short name that people use: R11A, W1."""
        return self.factor.id.partition("_")[0]

    @property
    def said(self) -> str:
        return SAID[self.answer.value][0] if self.answer else "Not answered"

    @property
    def colour(self) -> str:
        return SAID[self.answer.value][1] if self.answer else "todo"


@dataclass(frozen=True)
class GridGroup:
    title: str
    lines: list[GridLine]


def grid(
    current: dict[str, FactorAnswer], earlier: dict[str, list[FactorAnswer]]
) -> list[GridGroup]:
    """Regulation 11 first, then the circumstances of Working Together."""
    titles = {
        "regulation_11": "Regulation 11: what the partners must take into account",
        "working_together": "Working Together: circumstances to have regard to",
    }
    return [
        GridGroup(
            title,
            [
                GridLine(f, current.get(f.id), earlier.get(f.id, []))
                for f in load_factors().values()
                if f.group == group
            ],
        )
        for group, title in titles.items()
    ]
