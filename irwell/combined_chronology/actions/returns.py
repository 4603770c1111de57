"""When returns change: what the panel added moves along with its lines."""

from collections.abc import Callable

from django.db import transaction

from irwell.agency_returns.models import LineQuery
from irwell.audit import actions as audit
from irwell.audit.actions import Actor
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.chronology import Observation, Observed, Timeline, carry_over
from irwell.combined_chronology import queries
from irwell.combined_chronology.models import Annotation, Passage, Weighing


@transaction.atomic
def take_up_returns(*, case: Case, timeline: Timeline, by: Actor) -> bool:
    """When returns changed since the timeline was last made: log it and move along what the panel added."""
    if queries.taken_up(case, timeline):
        return False
    case = cases.lock(case)
    _carry_along(case, timeline)
    audit.record(
        Event.CHRONOLOGY_MERGED, by=by, case_id=case.pk, about=case, **queries.merge_of(timeline)
    )
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
    """What people decided goes on to the observations of today; what is no longer noticed stays as it was.

    What they said of lines as one event, or as several, is said of those lines under their new ids and of no others.
    """
    stored = {key: Observation.from_dict(one.observation) for key, one in weighings.items()}
    quoted = {entry_id for one in stored.values() for entry_id in one.entries}
    carried = {entry_id: target for entry_id in quoted if (target := target_of(entry_id))}
    if all(carried.get(entry_id) == entry_id for entry_id in quoted):
        return
    for key, one in stored.items():
        renamed = one.renamed(carried)
        weighings[key].observation["entries"] = list(renamed.entries)
        if one.kind is Observed.SAME_EVENT:
            _put_under(case, weighings[key], renamed)
    others = [one for one in stored.values() if one.kind is not Observed.SAME_EVENT]
    now = {one.key: one for one in queries.noticed(case, weighings).observations}
    for old, new in carry_over(others, now.values(), carried).items():
        _put_under(case, weighings[old], now[new])


def _put_under(case: Case, weighing: Weighing, now: Observation) -> None:
    """The decision stands for what is observed now, unless another stands there already."""
    if (
        weighing.observation_key == now.key
        or not case.weighings.filter(observation_key=now.key).exists()
    ):
        weighing.observation_key, weighing.observation = now.key, now.to_dict()
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
