"""When returns change: what the panel added moves along with its lines."""

import hashlib
from collections.abc import Callable

from django.db import transaction

from irwell.agency_returns.models import LineQuery
from irwell.audit import actions as audit
from irwell.audit.actions import Actor
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.chronology import Timeline
from irwell.combined_chronology import queries
from irwell.combined_chronology.models import Annotation, Passage


@transaction.atomic
def take_up_returns(*, case: Case, timeline: Timeline, by: Actor) -> None:
    """When returns changed since the timeline was last made: log it and move along what the panel added."""
    merged = {
        "lines": len(timeline.entries),
        "returns": len(timeline.versions),
        "state": hashlib.sha256(repr(timeline.versions).encode()).hexdigest()[:16],
    }
    if not timeline.versions or queries.last_merge(case) == merged:
        return
    case = cases.lock(case)
    _carry_along(case, timeline)
    audit.record(Event.CHRONOLOGY_MERGED, by=by, case_id=case.pk, about=case, **merged)


def _carry_along(case: Case, timeline: Timeline) -> None:
    """Move tags, comments, queries and passages to the same lines of corrected returns.

    What belongs to a line that was withdrawn stays where it was and is shown apart.
    """
    shown = {entry.id for entry in timeline.entries}
    lost = [one for one in case.annotations.all() if one.entry_id not in shown]
    passages = [one for one in case.passages.all() if one.entry_id not in shown]
    asked = [one for one in queries.line_queries_of(case) if one.entry_id not in shown]
    if not (lost or passages or asked):
        return
    target_of = _targets(shown, queries.carried_lines(case))
    for annotation in lost:
        if target := target_of(annotation.entry_id):
            _move(case, annotation, target)
    for passage in passages:
        if target := target_of(passage.entry_id):
            Passage.objects.filter(pk=passage.pk).update(entry_id=target)
    for query in asked:
        if target := target_of(query.entry_id):
            LineQuery.objects.filter(pk=query.pk).update(entry_id=target)


def _targets(shown: set[str], carried: dict[str, str]) -> Callable[[str], str]:
    """Where a line that is no longer shown went, over any number of versions; empty when it was withdrawn."""

    def target_of(entry_id: str) -> str:
        target, passed = entry_id, set[str]()
        while target in carried and target not in shown | passed:
            passed.add(target)
            target = carried[target]
        return target if target in shown else ""

    return target_of


def _move(case: Case, annotation: Annotation, target: str) -> None:
    there = case.annotations.filter(entry_id=target).first()
    if there is None:
        annotation.entry_id = target
        annotation.save(update_fields=["entry_id"])
        return
    there.tags = [*there.tags, *(tag for tag in annotation.tags if tag not in there.tags)]
    there.comment = "\n".join(filter(None, (there.comment, annotation.comment)))
    there.save()
    annotation.delete()
