"""Recommendations that say the same, and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
from django.db.models import Count, Max, QuerySet
from numpy.typing import NDArray

from irwell.repository.models import Recommendation, Record
from irwell.search import same
from irwell.search.encoder import installed_encoder
from irwell.themes.models import Outcome, RadarEntry

MOST_TYPED = 1000
ANSWERS = 8
NEAR_ENOUGH = 0.75  # of what makes two recommendations say the same: here a person looks on


@dataclass(frozen=True, slots=True)
class Said:
    """One recommendation, where it was made and what became of it."""

    recommendation: Recommendation
    outcomes: tuple[Outcome, ...]

    @property
    def record(self) -> Record:
        return self.recommendation.record


@dataclass(frozen=True, slots=True)
class Same:
    """Recommendations that say the same, oldest first."""

    group: str
    said: tuple[Said, ...]
    near: float = 0.0

    @property
    def first(self) -> Said:
        return self.said[0]

    @property
    def reviews(self) -> int:
        return len({one.record.pk for one in self.said})

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(
            sorted({one.record.partnership for one in self.said if one.record.partnership})
        )

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({one.record.year for one in self.said if one.record.year}))


@dataclass(frozen=True, slots=True)
class _Known:
    """Every recommendation with its group, words and meaning, kept until the groups change."""

    stamp: object
    groups: tuple[str, ...]
    texts: tuple[str, ...]
    meanings: NDArray[np.float32] | None


_kept: list[_Known] = []
_keeping = Lock()


def groups(*, repeated: bool = False) -> list[Same]:
    """Groups, those said in the most reviews first; `repeated`: in two reviews or more."""
    rows = entries().values("group").annotate(
        reviews=Count("recommendation__record", distinct=True), last=Max("recommendation__record__year")
    )  # fmt: skip
    if repeated:
        rows = rows.filter(reviews__gt=1)
    order = [row["group"] for row in rows.order_by("-reviews", "-last", "group")]
    return _read(order)


def group(name: str) -> Same | None:
    found = _read([name])
    return found[0] if found else None


def entries() -> QuerySet[RadarEntry]:
    return RadarEntry.objects.filter(recommendation__record__withdrawn_at=None)


def recommended_before(typed: str) -> list[Same]:
    """Groups that say what somebody typed, nearest first."""
    typed = typed[:MOST_TYPED]
    known = _known()
    if not known.texts or not same.telling(typed):
        return []
    by_words = same.word_rows([typed, *known.texts])
    near = by_words[1:] @ by_words[0]
    least = same.LEAST_BY_WORDS
    encoder = installed_encoder() if known.meanings is not None else None
    if encoder is not None and known.meanings is not None:
        meaning = known.meanings @ encoder.encode([typed])[0]
        near = same.WORDS_SHARE * near + (1 - same.WORDS_SHARE) * meaning
        least = same.LEAST_WITH_MEANING
    best: dict[str, float] = {}
    for name, value in zip(known.groups, near.tolist(), strict=True):
        best[name] = max(value, best.get(name, 0.0))
    order = sorted((n for n in best if best[n] >= least * NEAR_ENOUGH), key=lambda n: -best[n])
    return _read(order[:ANSWERS], best)


def _known() -> _Known:
    stamp = RadarEntry.objects.aggregate(made=Max("created_at"), count=Count("pk"))
    with _keeping:
        if not _kept or _kept[0].stamp != stamp:
            _kept[:] = [_load(stamp)]
        return _kept[0]


def _load(stamp: object) -> _Known:
    rows = list(entries().values_list("group", "recommendation__text", "meaning"))
    read = all(meaning for _, _, meaning in rows) and bool(rows)
    meanings = (
        np.stack([np.frombuffer(bytes(m or b""), np.float16) for _, _, m in rows]) if read else None
    )
    return _Known(
        stamp, tuple(row[0] for row in rows), tuple(row[1] for row in rows),
        None if meanings is None else meanings.astype(np.float32),
    )  # fmt: skip


def _read(names: Sequence[str], near: dict[str, float] | None = None) -> list[Same]:
    rows = list(entries().filter(group__in=names).select_related("recommendation__record"))
    noted: dict[tuple[object, str], list[Outcome]] = {}
    for outcome in Outcome.objects.filter(record__in={r.recommendation.record_id for r in rows}):
        noted.setdefault((outcome.record_id, outcome.number), []).append(outcome)
    by_group: dict[str, list[Said]] = {}
    for row in rows:
        one = row.recommendation
        said = Said(one, tuple(noted.get((one.record_id, one.number), ())))
        by_group.setdefault(row.group, []).append(said)
    for said_there in by_group.values():
        said_there.sort(
            key=lambda s: (s.record.year or 0, s.record.identifier, s.recommendation.position)
        )
    found = near or {}
    return [
        Same(name, tuple(by_group[name]), round(found.get(name, 0.0), 3))
        for name in names if name in by_group
    ]  # fmt: skip
