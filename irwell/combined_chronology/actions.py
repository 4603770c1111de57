"""Reading, marking and exporting the combined chronology, each logged."""

import hashlib
import os
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.actions import Actor
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.chronology import Timeline
from irwell.combined_chronology import queries
from irwell.combined_chronology.models import Annotation
from irwell.core.text import clean
from irwell.crypto.models import cipher

LONGEST_TAG = 60


class Stale(Exception):
    """Another person changed this line's tags or comment meanwhile; `theirs` is what they wrote."""

    def __init__(self, theirs: Annotation) -> None:
        super().__init__("Another person changed this line while you were writing.")
        self.theirs = theirs


@transaction.atomic
def take_up_returns(*, case: Case, timeline: Timeline, by: Actor) -> None:
    """When returns changed since the timeline was last made: log it and move the panel's marks along."""
    merged = {
        "lines": len(timeline.entries),
        "returns": len(timeline.versions),
        "state": hashlib.sha256(repr(timeline.versions).encode()).hexdigest()[:16],
    }
    if not timeline.versions or queries.last_merge(case) == merged:
        return
    case = cases.lock(case)
    _carry_annotations(case, timeline)
    audit.record(Event.CHRONOLOGY_MERGED, by=by, case_id=case.pk, about=case, **merged)


def record_reading(*, case: Case, view: str, lines: int, by: User) -> None:
    """Log that the chronology was read, in which view."""
    check(by, Permission.READ_RETURNS, case_id=case.pk)
    audit.record(Event.CHRONOLOGY_READ, by=by, case_id=case.pk, about=case, view=view, lines=lines)


@transaction.atomic
def annotate(
    *,
    case: Case,
    entry_id: str,
    tags: tuple[str, ...],
    comment: str,
    seen: str,
    by: User,
    now: datetime,
) -> Annotation:
    """Set the panel's tags and comment on a line. `seen`: the state the person started from. Raises Stale."""
    case = cases.lock(case)
    check(by, Permission.READ_RETURNS, case_id=case.pk)
    long = [tag for tag in tags if len(tag) > LONGEST_TAG]
    if long:
        raise ValidationError(f"A tag is at most {LONGEST_TAG} characters: shorten “{long[0]}”.")
    known = case.annotations.filter(entry_id=entry_id).first()
    same = known and (tuple(known.tags), known.comment) == (tags, clean(comment))
    if known and same:
        return known
    if known and known.changed_at.isoformat() != seen:
        raise Stale(known)
    annotation = known or Annotation(case=case, key=case.key, entry_id=entry_id)
    annotation.tags, annotation.comment = list(tags), clean(comment)
    annotation.by, annotation.changed_at = by, now
    annotation.save()
    audit.record(
        Event.CHRONOLOGY_ANNOTATED, by=by, case_id=case.pk, about=annotation, tags=len(tags),
        comment=bool(comment.strip()),
    )  # fmt: skip
    return annotation


def _carry_annotations(case: Case, timeline: Timeline) -> None:
    """Move tags and comments to the same lines of corrected returns.

    A mark whose line was withdrawn stays where it was and is shown apart.
    """
    shown = {entry.id for entry in timeline.entries}
    lost = [one for one in case.annotations.all() if one.entry_id not in shown]
    carried = queries.carried_lines(case) if lost else {}
    for annotation in lost:
        target, passed = annotation.entry_id, set[str]()
        while target in carried and target not in shown | passed:
            passed.add(target)
            target = carried[target]
        if target in shown and target != annotation.entry_id:
            _move(case, annotation, target)


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


def remember_words(*, session: Any, case: Case, words: str) -> None:
    """Keep the words sought, sealed under the case's key; empty words forget them."""
    kept = dict(session.get(queries.WORDS, {}))
    kept.pop(str(case.pk), None)
    if words:
        nonce = os.urandom(queries.NONCE)
        body = cipher(case.key_id).encrypt(nonce, words.encode(), queries.bound_to(case))
        kept[str(case.pk)] = (nonce + body).hex()
    session[queries.WORDS] = kept


@transaction.atomic
def record_export(*, case: Case, kind: str, view: str, lines: int, by: User) -> None:
    """An export leaves the system: who, what kind, in which view, how many lines."""
    check(by, Permission.EXPORT, case_id=case.pk)
    audit.record(
        Event.CHRONOLOGY_EXPORTED, by=by, case_id=case.pk, about=case, kind=kind, view=view,
        lines=lines,
    )  # fmt: skip
