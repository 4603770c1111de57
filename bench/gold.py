"""Documents with the true places of their identities, from files or from invented reviews."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from irwell.anonymise.register import Entry, Register

NOBODY = Register("0", (Entry("x", "Nobody", "person", names=("Zzyzx Quuxley",)),))
JUDGMENTS = Register(
    "0",
    tuple(
        Entry(f"f{n}", f"Person {n}", "person", "", (name,))
        for n, name in enumerate(
            (
                "Mark Bishop",
                "Grace Stone",
                "Martin Wójcik",
                "Anna Novak",
                "Leyla Haddad",
                "Robin Day",
            )
        )
    ),
)


@dataclass
class Gold:
    """A document with the true places of its identities."""

    text: str
    register: Register
    spans: list[dict[str, Any]]
    judgment: bool = False


def read_folder(folder: Path) -> list[Gold]:
    """Every document of every *.jsonl file."""
    docs = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            raw = json.loads(line)
            part = raw.get("metadata", {}).get("provenance", {}).get("dataset_type", "dev")
            if part != "train":
                docs.append(document_of(raw))
    if not docs:
        sys.exit(f"No *.jsonl file with documents in {folder}.")
    return docs


def document_of(raw: dict[str, Any]) -> Gold:
    """One line of a file."""
    if "register" in raw:
        return Gold(raw["text"], register_of(raw["register"]), raw["entities"])
    spans = [
        {"start": e["start_offset"], "end": e["end_offset"], "type": e["entity_type"],
         "form": e["identifier_type"], "entity_id": e["entity_id"], "mask": e["identifier_type"]}
        for e in raw["entities"] if e["identifier_type"] != "NO_MASK"
    ]  # fmt: skip
    return Gold(raw["text"], NOBODY, spans, judgment=True)


def register_of(rows: Sequence[dict[str, Any]]) -> Register:
    """The register of an invented review."""
    entries = []
    for row in rows:
        if row.get("forename"):
            names = (f"{row['forename']} {row['surname']}",)
            nick = (row["nick"],) if row.get("nick") else ()
            entries.append(Entry(row["id"], row["role"], "person", row["role"], names, nick))
        else:
            kind = "place" if row["role"] == "Place" else "organisation"
            entries.append(Entry(row["id"], f"{row['role']} {row['id']}", kind, "", (row["name"],)))
    return Register("1", tuple(entries))
