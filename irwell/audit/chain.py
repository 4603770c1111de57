"""The chain: what is hashed, and how it is checked. scripts/verify_audit.py does the same without our code."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

START = "0" * 64


def canonical(row: dict[str, Any]) -> bytes:
    """The bytes that are hashed: JSON with sorted keys, no spaces, ASCII."""
    return json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def link(previous: str, row: dict[str, Any]) -> str:
    """The hash of a row: SHA-256 over the previous hash and the row's canonical bytes."""
    return hashlib.sha256(previous.encode() + b"\n" + canonical(row)).hexdigest()


@dataclass(frozen=True)
class Verdict:
    """Whether the log is whole; `seq` is the last good row or the first bad one."""

    intact: bool
    seq: int
    head: str
    sentence: str


def verify(rows: Iterable[tuple[dict[str, Any], str, str]]) -> Verdict:
    """Check (row, previous, hash) triples in order of seq. Finds edits, gaps, reorder and truncation inside."""
    head, last = START, 0
    for row, previous, stored in rows:
        seq = int(row["seq"])
        if seq != last + 1:
            return Verdict(
                False, seq, head, f"Row {last + 1} is missing: row {seq} follows row {last}."
            )
        if previous != head or link(previous, row) != stored:
            return Verdict(
                False,
                seq,
                head,
                f"Row {seq} does not fit the chain: it or the row before was changed.",
            )
        head, last = stored, seq
    return Verdict(True, last, head, f"Intact to row {last}. Head {head}.")
