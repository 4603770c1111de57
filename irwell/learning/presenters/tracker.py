"""What became of recommendations, as everybody reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from irwell.core.text import plural
from irwell.learning.presenters.actions import COLOUR
from irwell.learning.queries import Became, Tracked
from irwell.ui.templatetags.ui import tag


@dataclass(frozen=True)
class TrackedRow:
    """A recommendation with its answers in words and a tag for each standing of its actions."""

    number: int
    text: str
    addressees: str
    answers: tuple[str, ...]
    unanswered: tuple[str, ...]
    actions: tuple[Any, ...]


@dataclass(frozen=True)
class TrackedReview:
    """A published review with its recommendations."""

    title: str
    identifier: str
    rows: tuple[TrackedRow, ...]


def tracked_reviews(found: Iterable[Tracked]) -> list[TrackedReview]:
    return [
        TrackedReview(
            one.publication.title, one.publication.identifier, tuple(_row(row) for row in one.rows)
        )
        for one in found
    ]


def tracked_rows(found: Iterable[Became]) -> dict[int, TrackedRow]:
    """The rows of one review by the number of the recommendation."""
    return {one.recommendation.number: _row(one) for one in found}


def _row(became: Became) -> TrackedRow:
    public = became.recommendation
    return TrackedRow(
        public.number, public.text, public.addressees,
        tuple(f"{body}: {answer.lower()}" for body, answer in became.answers), became.unanswered,
        tuple(
            tag(f"{plural(count, 'action')}: {standing.value.lower()}", COLOUR[standing])
            for standing, count in became.standings
        ),
    )  # fmt: skip
