"""A dozen reports coded by two editors of the demonstration, most differences settled: so that kappa can be read.

It runs in the repository’s own process, after its index was built, and knows nothing of casework.
"""

from irwell.core import time
from irwell.editors.models import Editor
from irwell.editors.queries import editors
from irwell.repository.models import Record
from irwell.themes import actions
from irwell.themes.models import Assignment, Coding
from irwell.themes.queries.coding import unsettled

CODED, SETTLED = 12, 9
REASONS = (
    "The report names it as a concern, not only as what happened.",
    "It is mentioned once and nothing is learned from it.",
    "The definition includes this: see what belongs to it.",
)


def code_reports() -> None:
    """Once, when enough reports are there and two editors are known."""
    people = list(editors().order_by("email")[:2])
    reports = Record.objects.filter(withdrawn_at=None, source=Record.Source.CORONER)
    if len(people) < 2 or Coding.objects.exists() or reports.count() < CODED:
        return
    for number, record in enumerate(reports.order_by("identifier")[:CODED]):
        _code(record, people, number)


def _code(record: Record, people: list[Editor], number: int) -> None:
    now = time.now()
    coding = actions.begin(record=record, by=people[0])
    actions.join(coding=coding, by=people[1])
    anchors = dict(Assignment.objects.filter(record=record).values_list("code", "anchor"))
    codes = sorted(anchors)
    for turn, person in enumerate(people):
        # they differ on every third report, each leaving out another theme
        left_out = {codes[(number + turn) % len(codes)]} if codes and number % 3 == 2 else set()
        chosen = {code: anchors[code] for code in codes if code not in left_out}
        actions.save_choices(coding=coding, chosen=chosen, by=person)
        coding = actions.finish(coding=coding, by=person, now=now)
    for place, code in enumerate(sorted(unsettled(coding))) if number < SETTLED else ():
        applies = (number + place) % 2 == 0
        for person in people:
            reason = REASONS[(number + place) % len(REASONS)]
            actions.settle(
                coding=coding, code=code, applies=applies, reason=reason, by=person, now=now
            )
