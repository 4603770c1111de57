"""What could not be read: where it stands, why, what it said, and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What sort of trouble a fault is."""

    DATE = "date"
    TIME = "time"
    ROW = "row"
    HEADING = "heading"
    REPEATED_HEADER = "repeated header"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something kept because it could not become an entry.

    `place` says where ("Table 2, row 14"), `reason` and `mend` are sentences, `original` is the
    text as it stood and `cells` the whole row (header to text). `suggestion` is a reading that a
    person may accept; nothing here accepts it for them.
    """

    place: str
    reason: str
    original: str
    mend: str
    kind: Kind = Kind.DATE
    suggestion: str = ""
    table: int | None = None
    row_number: int | None = None
    cells: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        hint = f" Suggested: {self.suggestion}." if self.suggestion else ""
        return f"{where}{self.reason} {self.mend}{hint}".strip()

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; `from_dict` gives back an equal fault."""
        return {
            "place": self.place,
            "reason": self.reason,
            "original": self.original,
            "mend": self.mend,
            "kind": self.kind.value,
            "suggestion": self.suggestion,
            "table": self.table,
            "row_number": self.row_number,
            "cells": dict(self.cells),
        }

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> Fault:
        """Read back what `to_dict` wrote."""
        return cls(**{**plain, "kind": Kind(plain["kind"]), "cells": dict(plain["cells"])})
