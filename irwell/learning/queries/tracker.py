"""What became of published recommendations, for everybody: published words, who answered how, where actions stand."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from irwell.learning.models import Response
from irwell.learning.queries.following import asked
from irwell.learning.rules import Standing
from irwell.publication.models import Publication, PublicRecommendation
from irwell.publication.queries import published


@dataclass(frozen=True)
class Became:
    """A published recommendation; body to answer, without the reasons; standings of its actions, without their words."""

    recommendation: PublicRecommendation
    answers: tuple[tuple[str, str], ...]
    unanswered: tuple[str, ...]
    standings: tuple[tuple[Standing, int], ...]


@dataclass(frozen=True)
class Tracked:
    """A published review and what became of each of its recommendations."""

    publication: Publication
    rows: tuple[Became, ...]


def tracked(*, on: date) -> list[Tracked]:
    """Every review on the site that recommends something, newest first. Nothing sealed is read for it."""
    found = published().select_related("case").prefetch_related("recommendations")
    listed = [Tracked(one, became_of(one, on=on)) for one in found]
    return [one for one in listed if one.rows]


def became_of(publication: Publication, *, on: date) -> tuple[Became, ...]:
    """What became of each recommendation of one published review."""
    inside = {a.recommendation.number: a for a in asked(publication.case, on=on)}
    rows = []
    for public in publication.recommendations.all():
        known = inside.get(public.number)
        if known is None:
            rows.append(Became(public, (), (), ()))
            continue
        answers = tuple((r.agency.name, Response.Answer(r.answer).label) for r in known.answers)
        counts = Counter(line.standing for line in known.lines)
        standings = tuple((each, counts[each]) for each in Standing if counts[each])
        rows.append(Became(public, answers, known.unanswered, standings))
    return tuple(rows)
