"""What bodies answered to a published recommendation, on the review's own page."""

from django import template

from irwell.accounts.queries import partnership
from irwell.core import time
from irwell.learning import presenters, queries
from irwell.learning.presenters.tracker import TrackedRow
from irwell.publication.models import Publication

register = template.Library()


@register.simple_tag
def became_of(publication: Publication) -> dict[int, TrackedRow]:
    """By number, answers and standings, where the partnership shows everybody what became of recommendations."""
    if not partnership().public_tracker:
        return {}
    return presenters.tracked_rows(queries.became_of(publication, on=time.today()))
