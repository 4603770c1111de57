"""The partnership's own list of schools, surgeries, estates and the like.

A name on it is proposed wherever it stands, whichever case the report is about. It is no secret by
itself, so it is not part of a case's register and the leak gate does not look for it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from irwell.anonymise.recognise.hits import Hit
from irwell.anonymise.recognise.register_gate import RegisterGate
from irwell.anonymise.register import Entry, Kind, Register, RegisterError

_PLACES = {"estate", "street", "town", "village", "ward", "park", "place", "area", "neighbourhood"}
_SURE = 0.85


@dataclass(frozen=True)
class Gazetteer:
    """Names to look for in every report of the partnership."""

    names: tuple[tuple[str, str], ...]
    _gate: RegisterGate | None = field(init=False, repr=False, compare=False, default=None)

    def __post_init__(self) -> None:
        if self.names:
            object.__setattr__(self, "_gate", RegisterGate(Register("gazetteer", self._entries())))

    @classmethod
    def from_csv(cls, text: str) -> Gazetteer:
        """Read “name,kind” rows; a kind such as “school”, “surgery” or “estate” may be missing."""
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]
        rows = [row for row in rows if any(row)]
        if rows and rows[0][0].casefold() == "name":
            rows = rows[1:]
        if blank := [number for number, row in enumerate(rows, start=1) if not row[0]]:
            raise RegisterError([f"Gazetteer, row {number}: there is no name." for number in blank])
        return cls(tuple((row[0], row[1] if len(row) > 1 else "") for row in rows))

    def _entries(self) -> tuple[Entry, ...]:
        seen = dict.fromkeys(self.names)
        return tuple(
            Entry(f"g{number}", f"{kind or 'Place'} {number}", _kind(kind), kind, (name,))
            for number, (name, kind) in enumerate(seen, start=1)
        )

    def hits(self, text: str) -> Iterable[Hit]:
        """Where one of the names stands, as a find of its own and not of the register."""
        if self._gate is None:
            return []
        return [
            replace(hit, source="gazetteer", score=max(hit.score, _SURE), candidates=frozenset())
            for hit in self._gate.hits(text)
            if hit.kind in ("place", "organisation")
        ]


def _kind(said: str) -> Kind:
    words = set(said.casefold().split())
    return "place" if words & _PLACES else "organisation"
