"""Reviews that are like what somebody typed."""

from dataclasses import dataclass
from threading import Lock

import numpy as np
from django.db.models import Count, Max
from numpy.typing import NDArray

from irwell.repository.models import Passage, Record
from irwell.repository.queries import search_index
from irwell.search.same import telling
from irwell.themes.models import Assignment, Profile
from irwell.themes.rules import alike
from irwell.themes.rules.codes import by_code
from irwell.themes.rules.suggesting import weights


@dataclass(frozen=True, slots=True)
class Alike:
    """A review that is like the words, the themes they share, and its nearest passage."""

    record: Record
    near: float
    themes: tuple[str, ...]
    passage: Passage | None


@dataclass(frozen=True, slots=True)
class _Known:
    stamp: object
    identifiers: tuple[str, ...]
    profiles: NDArray[np.float32]


_kept: list[_Known] = []
_keeping = Lock()


def similar_to(typed: str, *, limit: int = 5) -> list[Alike]:
    """The reviews nearest to what somebody typed, by theme and by meaning."""
    known = _known()
    if not known.identifiers or not typed.strip():
        return []
    learned = weights()
    likely = learned.likelihoods(learned.row(typed))
    near = alike.nearness(likely, known.profiles, None, None)
    index = search_index()
    meaning = index.nearness_to(typed) if index else {}
    near = near + alike.MEANING * np.array(
        [meaning.get(name, 0.0) for name in known.identifiers], np.float32
    )
    order = [int(row) for row in np.argsort(-near, kind="stable")[: limit * 2]]
    rows = Record.objects.filter(withdrawn_at=None).in_bulk(
        [known.identifiers[row] for row in order], field_name="identifier"
    )
    found = [(rows.get(known.identifiers[row]), float(near[row])) for row in order]
    return [_alike(record, score, likely, typed) for record, score in found if record][:limit]


def _alike(record: Record, score: float, likely: NDArray[np.float32], typed: str) -> Alike:
    known = weights()
    asked = {code for code, value in zip(known.codes, likely, strict=True) if value >= known.least}
    names = tuple(
        by_code()[row.code].name
        for row in Assignment.objects.filter(record=record, code__in=asked)
        if row.code in by_code()
    )
    return Alike(record, round(score, 3), names, _nearest(record, typed))


def _nearest(record: Record, typed: str) -> Passage | None:
    """The passage that has the most of the typed words."""
    wanted = set(telling(typed))
    passages = list(record.passages.all())
    return max(passages, key=lambda p: len(wanted & set(telling(p.text))), default=None)


def _known() -> _Known:
    stamp = (
        Profile.objects.aggregate(made=Max("created_at"), count=Count("pk")),
        Assignment.objects.aggregate(made=Max("created_at")),
    )
    with _keeping:
        if not _kept or _kept[0].stamp != stamp:
            _kept[:] = [_load(stamp)]
        return _kept[0]


def _load(stamp: object) -> _Known:
    codes = weights().codes
    rows = list(
        Profile.objects.filter(record__withdrawn_at=None).values_list(
            "record_id", "record__identifier", "likely"
        )
    )
    place = {record: row for row, (record, _, _) in enumerate(rows)}
    made = [np.frombuffer(bytes(likely), np.float16) for _, _, likely in rows]
    profiles = np.stack(made).astype(np.float32) if made else np.zeros((0, len(codes)), np.float32)
    said = Assignment.objects.exclude(basis=Assignment.Basis.MACHINE).filter(code__in=codes)
    given: dict[int, list[int]] = {}
    for record, code in said.values_list("record_id", "code"):
        if record in place:
            given.setdefault(place[record], []).append(codes.index(code))
    for row, columns in given.items():
        profiles[row] = 0
        profiles[row, columns] = 1
    return _Known(stamp, tuple(name for _, name, _ in rows), profiles)
