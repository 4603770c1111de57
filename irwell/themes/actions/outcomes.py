"""Noting what became of a published recommendation."""

from datetime import date

from django.db import transaction

from irwell.core.text import clean
from irwell.editors.models import Editor
from irwell.repository.models import Recommendation
from irwell.themes.models import Outcome


@transaction.atomic
def note_outcome(
    *,
    recommendation: Recommendation,
    body: str,
    answer: str,
    words: str,
    source: str,
    on: date,
    by: Editor | None,
) -> Outcome:
    """Something public says what a body answered or did. Earlier notes stay: this one stands after them."""
    return Outcome.objects.create(
        record=recommendation.record, number=recommendation.number, body=clean(body), answer=answer,
        words=clean(words), source=clean(source), on=on, noted_by=by,
    )  # fmt: skip
