"""What records are counted, narrowed and put in order by, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .lexical import FACTS, Filters, Rows
from .postings import Mask
from .records import Record


@dataclass(frozen=True, slots=True)
class Column:
    """A facet: its values, and for each value of each record the record and the number of the value."""

    values: list[str]
    owners: NDArray[np.int64]
    codes: NDArray[np.int64]
    size: int  # records
    one_each: bool  # every record has one value

    @classmethod
    def of(cls, held: Sequence[Sequence[str]]) -> Column:
        """From the values that each record has."""
        numbers: dict[str, int] = {}
        owners, codes = [], []
        for row, values in enumerate(held):
            for value in dict.fromkeys(values):
                if value:
                    owners.append(row)
                    codes.append(numbers.setdefault(value, len(numbers)))
        one_each = owners == list(range(len(held)))
        return cls(
            list(numbers),
            np.array(owners, np.int64),
            np.array(codes, np.int64),
            len(held),
            one_each,
        )

    def of_rows(self, rows: Rows) -> NDArray[np.int64]:
        """The numbers of all values that these records have."""
        if self.one_each:
            return self.codes.take(rows)
        chosen = np.zeros(self.size, np.bool_)
        chosen[rows] = True
        return self.codes[chosen[self.owners]]

    def having(self, wanted: Sequence[str]) -> Mask:
        """Records with any of these values."""
        numbers = [n for n, value in enumerate(self.values) if value in wanted]
        out = np.zeros(self.size, np.bool_)
        out[self.owners[np.isin(self.codes, numbers)]] = True
        return out


class Columns:
    """Facets, years and dates of all records of an index."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._size = len(records)
        self.facets = {
            "kind": Column.of([(record.kind,) for record in records]),
            "partnership": Column.of([(record.partnership,) for record in records]),
            "theme": Column.of([record.themes for record in records]),
            **{name: Column.of([_said(record, name) for record in records]) for name in FACTS},
        }
        self.years = np.array([record.year or 0 for record in records], np.int64)
        known, self.year_codes = np.unique(self.years, return_inverse=True)
        self.known_years: list[int] = known.tolist()
        days = [
            (r.published.isoformat() if r.published else str(r.year or "0000"), r.id)
            for r in records
        ]
        self.by_date = np.zeros(self._size, np.int64)
        self.by_date[sorted(range(self._size), key=days.__getitem__)] = np.arange(self._size)

    def narrowed(self, filters: Filters) -> Mask | None:
        """Records that the filters leave; None when they are all."""
        masks = [self.facets[name].having(values) for name, values in filters.values.items()]
        if filters.years:
            first = max(1, filters.year_from if filters.year_from is not None else 1)
            masks.append(self.years >= first)
            if filters.year_to is not None:
                masks.append(self.years <= filters.year_to)
        return np.logical_and.reduce(masks) if masks else None


def _said(record: Record, name: str) -> tuple[str, ...]:
    return tuple(value for fact, value in record.facts if fact == name)
