"""Bring what is derived up to date: themes of changed records, and the groups of recommendations."""

from collections.abc import Iterable

import numpy as np
from django.db import transaction
from django.db.models import QuerySet

from irwell.repository.models import Passage, Recommendation, Record
from irwell.search import same
from irwell.search.encoder import installed_encoder
from irwell.themes.models import Assignment, Choice, Coding, Profile, RadarEntry
from irwell.themes.rules.codes import code_list, published_names
from irwell.themes.rules.suggesting import Suggested, suggest, weights

TOGETHER = 25  # records written in one transaction, so that others who write wait for a moment only
MOST_GROUPED = 4000  # compared each with each; more needs another way


def refresh(*, everything: bool = False) -> int:
    """Code what changed, group recommendations anew if anything did. Returns how many records were coded."""
    made = dict(Profile.objects.values_list("record_id", "made_of"))
    rows = Record.objects.filter(withdrawn_at=None).order_by("identifier")
    stale = [
        record.pk for record in rows.only("pk", "content_hash")
        if everything or made.get(record.pk) != made_of(record)
    ]  # fmt: skip
    for start in range(0, len(stale), TOGETHER):
        wanted = rows.filter(pk__in=stale[start : start + TOGETHER])
        _code(wanted.prefetch_related("passages", "themes"))
    gone = RadarEntry.objects.exclude(recommendation__record__withdrawn_at=None).exists()
    waiting = recommendations().filter(radar=None).exists()
    if gone or waiting or everything:
        group_recommendations()
    return len(stale)


def made_of(record: Record) -> str:
    """Changes when the record, the weights or the code list do."""
    return f"{record.content_hash} {weights().version} {code_list().version}"


def _code(records: Iterable[Record]) -> None:
    """Everything is worked out first and then written together."""
    settled = settled_themes()
    known = weights()
    profiles, rows = [], []
    for record in records:
        passages = list(record.passages.all())
        texts = [passage.text for passage in passages]
        likely = known.likelihoods(known.row(" ".join(texts))).astype(np.float16).tobytes()
        profiles.append(Profile(record=record, made_of=made_of(record), likely=likely))
        rows += _assignments(record, passages, suggest(texts), settled.get(record.pk))
    _write(profiles, rows)


@transaction.atomic
def _write(profiles: list[Profile], rows: list[Assignment]) -> None:
    written = [profile.record for profile in profiles]
    Profile.objects.filter(record__in=written).delete()
    Profile.objects.bulk_create(profiles, ignore_conflicts=True)  # another process may be at it
    Assignment.objects.filter(record__in=written).delete()
    Assignment.objects.bulk_create(rows, ignore_conflicts=True)


def assign_again(record: Record) -> None:
    """After two coders settled a record."""
    passages = list(record.passages.all())
    found = suggest([passage.text for passage in passages])
    rows = _assignments(record, passages, found, settled_themes().get(record.pk))
    Assignment.objects.filter(record=record).delete()
    Assignment.objects.bulk_create(rows, ignore_conflicts=True)


def _assignments(
    record: Record,
    passages: list[Passage],
    suggested: list[Suggested],
    settled: dict[str, str] | None,
) -> list[Assignment]:
    """What coders settled stands before what the publisher said, and that before what a machine suggests."""
    anchors = [passage.anchor for passage in passages]
    names = published_names()
    given = {names[t.name.casefold()] for t in record.themes.all() if t.name.casefold() in names}
    by_code = {one.code: one for one in suggested}
    rows = []
    machine = set(by_code) if settled is None else set()
    for code in sorted(machine | given | set(settled or {})):
        basis = Assignment.Basis.MACHINE
        if settled is not None and code in settled:
            basis = Assignment.Basis.CODERS
        elif code in given:
            basis = Assignment.Basis.PUBLISHER
        one = by_code.get(code)
        chosen = (settled or {}).get(code) or (anchors[one.passage] if one and anchors else "")
        rows.append(
            Assignment(
                record=record, code=code, basis=basis, anchor=chosen, how=one.how if one else "",
                score=one.score if one else 0, words=list(one.words) if one else [],
            )
        )  # fmt: skip
    return rows


def settled_themes() -> dict[object, dict[str, str]]:
    """Of every record that two coders settled: its themes, with the passage that a coder chose."""
    out: dict[object, dict[str, str]] = {}
    for coding in Coding.objects.exclude(settled_at=None).prefetch_related(
        "choices", "settlements"
    ):
        by_code: dict[str, list[Choice]] = {}
        for choice in coding.choices.all():
            by_code.setdefault(choice.code, []).append(choice)
        decided = {s.code: s.applies for s in coding.settlements.all() if s.replaced_at is None}
        out[coding.record_id] = {
            code: next((c.anchor for c in choices if c.anchor), "")
            for code, choices in by_code.items()
            if decided.get(code, len(choices) == 2)
        }
    return out


def recommendations() -> QuerySet[Recommendation]:
    """Recommendations of every record that is shown, oldest first."""
    return (
        Recommendation.objects.filter(record__withdrawn_at=None)
        .select_related("record")
        .order_by("record__year", "record__identifier", "position")
    )


def group_recommendations() -> None:
    """Group those that say the same; a group is named after its oldest recommendation. Written when all is worked out."""
    rows = list(recommendations()[:MOST_GROUPED])
    texts = [row.text for row in rows]
    encoder = installed_encoder()
    meanings = encoder.encode(texts) if encoder and texts else None
    grouped = same.group(same.nearness(texts, meanings), same.least(meanings))
    names: dict[int, str] = {}
    for row, number in zip(rows, grouped.group, strict=True):
        names.setdefault(number, f"{row.record.identifier}-{row.anchor}")
    entries = [
        RadarEntry(
            recommendation=row,
            group=names[number],
            near=near,
            meaning=None if meanings is None else meanings[place].astype(np.float16).tobytes(),
        )
        for place, (row, number, near) in enumerate(
            zip(rows, grouped.group, grouped.near, strict=True)
        )
    ]
    with transaction.atomic():
        still = set(Recommendation.objects.values_list("pk", flat=True))
        RadarEntry.objects.all().delete()
        kept = [entry for entry in entries if entry.recommendation_id in still]
        RadarEntry.objects.bulk_create(kept, ignore_conflicts=True)
