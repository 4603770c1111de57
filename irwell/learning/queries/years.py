"""A report year in figures."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from irwell.cases.queries import cases_for
from irwell.core.time import london
from irwell.learning.models import (
    Action,
    YearlyReport,
)
from irwell.learning.queries.following import Line, lines_among
from irwell.learning.rules import Standing, tally
from irwell.reviews.models import Recommendation


@dataclass(frozen=True)
class Year:
    """What the yearly report says of recommendations and actions, as it stood on its last day."""

    ends: date
    recommendations: int
    answered: int
    counts: dict[Standing, int]
    complete: int
    proven: int

    @property
    def per_cent_proven(self) -> int | None:
        """Of the actions that are complete, those whose impact is evidenced; None when none is complete."""
        return round(100 * self.proven / self.complete) if self.complete else None


def year_of(user: Any, *, ends: date) -> Year:
    """Figures over every case the person may see, as they stood on the last day of the report year."""
    cases = cases_for(user)
    lines = [
        Line(one.action, one.standing)
        for one in lines_among(Action.objects.filter(case__in=cases), ends)
        if london(one.action.created_at).date() <= ends
    ]
    known = [
        r
        for r in Recommendation.objects.filter(case__in=cases).prefetch_related("responses")
        if london(r.created_at).date() <= ends
    ]
    counts = tally(line.standing for line in lines)
    proven = counts[Standing.COMPLETE_PROVEN]
    return Year(
        ends=ends,
        recommendations=len(known),
        answered=sum(
            any(london(a.created_at).date() <= ends for a in r.responses.all()) for r in known
        ),
        counts=counts,
        complete=proven + counts[Standing.COMPLETE_UNPROVEN],
        proven=proven,
    )


def yearly_report(year_ends: date) -> YearlyReport | None:
    """What is recorded of a year's report; it is published, so that anybody may read it."""
    return YearlyReport.objects.filter(year_ends=year_ends).first()
