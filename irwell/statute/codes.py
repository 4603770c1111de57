"""Code lists used by notifications, returns and the yearly figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from irwell.statute.law import LawError, checked_on, cited, read_toml


@dataclass(frozen=True)
class Code:
    """One value: `code` is stored, `label` is shown. `verified` may differ from its list's."""

    code: str
    label: str
    verified: bool


@dataclass(frozen=True)
class CodeList:
    """A list of codes in the order in which they are offered."""

    id: str
    title: str
    codes: tuple[Code, ...]
    source: tuple[str, ...]
    verified: bool
    verified_on: dt.date | None
    note: str = ""

    def label(self, code: str) -> str:
        """The label of a code; LookupError for a code that is not in the list."""
        for one in self.codes:
            if one.code == code:
                return one.label
        raise LookupError(f"{code!r} is not a code of “{self.title}”.")

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """(code, label) pairs, as forms take them."""
        return tuple((one.code, one.label) for one in self.codes)


@cache
def load_codes() -> Mapping[str, CodeList]:
    """Every code list by id."""
    return MappingProxyType({row["id"]: _list(row) for row in read_toml("codes.toml")["list"]})


def _list(row: Mapping[str, Any]) -> CodeList:
    where = f"codes.toml, list {row['id']}"
    verified, on = checked_on(row, where=where)
    unread = set(row.get("unverified", ()))
    codes = tuple(
        Code(code, label, verified and code not in unread) for code, label in row["codes"]
    )
    if len({one.code for one in codes}) != len(codes):
        raise LawError(f"{where}: a code stands there twice.")
    if wrong := sorted(unread - {one.code for one in codes}):
        raise LawError(f"{where}: unverified names {', '.join(wrong)}, which is not a code.")
    return CodeList(
        id=row["id"],
        title=row["title"],
        codes=codes,
        source=cited(row["source"], where=where),
        verified=verified,
        verified_on=on,
        note=row.get("note", ""),
    )
