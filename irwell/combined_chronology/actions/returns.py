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
from irwell.chronology import Observation, Timeline, carry_over
from irwell.combined_chronology import queries
from irwell.combined_chronology.models import Annotation, Passage, Weighing


@transaction.atomic
def take_up_returns(*, case: Case, timeline: Timeline, by: Actor) -> bool:
    """When returns changed since the timeline was last made: log it and move along what the panel added."""
    merged = {
        "lines": len(timeline.entries),
        "returns": len(timeline.versions),
        "state": hashlib.sha256(repr(timeline.versions).encode()).hexdigest()[:16],
    }
    if not timeline.versions or queries.last_merge(case) == merged:
        return False
    case = cases.lock(case)
    _carry_along(case, timeline)
    audit.record(Event.CHRONOLOGY_MERGED, by=by, case_id=case.pk, about=case, **merged)
    return True


def _carry_along(case: Case, timeline: Timeline) -> None:
    """Move tags, comments, queries, passages and decisions to the same lines of corrected returns.

    What belongs to a line that was withdrawn stays where it was and is shown apart.
    """
    shown = {entry.id for entry in timeline.entries}
    lost = [one for one in case.annotations.all() if one.entry_id not in shown]
    passages = [one for one in case.passages.all() if one.entry_id not in shown]
    asked = [one for one in queries.line_queries_of(case) if one.entry_id not in shown]
    weighings = queries.weighings_of(case)
    if not (lost or passages or asked or weighings):
        return
    target_of = _targets(shown, queries.carried_lines(case))
    _carry_weighings(case, weighings, target_of)
    for annotation in lost:
        if target := target_of(annotation.entry_id):
            _move(case, annotation, target)
    for passage in passages:
        if target := target_of(passage.entry_id):
            Passage.objects.filter(pk=passage.pk).update(entry_id=target)
    for query in asked:
        if target := target_of(query.entry_id):
            LineQuery.objects.filter(pk=query.pk).update(entry_id=target)


def _carry_weighings(
    case: Case, weighings: dict[str, Weighing], target_of: Callable[[str], str]
) -> None:
    """What people decided goes on to the observations of today; what is no longer noticed stays as it was."""
    stored = {key: Observation.from_dict(one.observation) for key, one in weighings.items()}
    quoted = {entry_id for one in stored.values() for entry_id in one.entries}
    carried = {entry_id: target for entry_id in quoted if (target := target_of(entry_id))}
    if all(carried.get(entry_id) == entry_id for entry_id in quoted):
        return
    for key, one in stored.items():
        weighings[key].observation["entries"] = [carried.get(i, i) for i in one.entries]
    now = {one.key: one for one in queries.noticed(case, weighings).observations}
    for old, new in carry_over(stored.values(), now.values(), carried).items():
        weighing = weighings[old]
        if old == new or not case.weighings.filter(observation_key=new).exists():
            weighing.observation_key, weighing.observation = new, now[new].to_dict()
            weighing.save()


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
