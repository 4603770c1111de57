"""The register as the engine takes it, and words that are to be published."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from irwell.anonymise.register import Entry, Register, RegisterError, parse_date
from irwell.anonymise.verify import Finding, verify

ENTRY_KINDS = ("person", "place", "organisation", "reference")


def as_register(entries: Iterable[Mapping[str, Any]], *, area: str = "") -> Register:
    """The engine's register of the case's entries; its version is a digest of what is in it.

    `area` is the partnership's own: its name stands in everything the partnership publishes, so it is not looked
    for as a part of an address. Every other part is.

    Raises RegisterError with a sentence for each entry that cannot be used as it stands.
    """
    made, problems = [], []
    for plain in entries:
        try:
            made.append(_entry(plain, area))
        except ValueError as error:
            problems.append(f"{plain['label']}: {error}")
    if problems:
        raise RegisterError(problems)
    return Register(version=_version(made), entries=tuple(made))


def without_area(address: str, area: str) -> str:
    """'7 Weaver Row, Calderbrook, CB1 2AB' in the area Calderbrook is '7 Weaver Row, CB1 2AB'."""
    parts = [part.strip() for part in address.replace("\n", ",").split(",")]
    return ", ".join(part for part in parts if part and part.casefold() != area.casefold())


def _entry(plain: Mapping[str, Any], area: str) -> Entry:
    details = plain.get("details") or {}

    def listed(name: str) -> tuple[str, ...]:
        return tuple(text for value in details.get(name) or () if (text := str(value).strip()))

    kind = plain["kind"]
    if kind not in ENTRY_KINDS:
        raise ValueError(f"its kind “{kind}” is not known.")
    return Entry(
        id=str(plain["id"]), label=plain["label"], kind=kind, role=plain.get("role", ""),
        names=tuple(name for name in plain.get("names") or () if name.strip()),
        dates_of_birth=tuple(parse_date(value) for value in listed("dates_of_birth")),
        addresses=tuple(a for each in listed("addresses") if (a := without_area(each, area))),
        identifiers=listed("identifiers"), kept=plain.get("kept", ""),
    )  # fmt: skip


def _version(entries: Iterable[Entry]) -> str:
    content = sorted((entry.as_json() for entry in entries), key=lambda plain: plain["id"])
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def words_left(
    register: Register, texts: Mapping[str, str], *, released: Collection[str] = ()
) -> list[str]:
    """A sentence for each text that still holds a registered identity, with the words masked."""
    if not register.entries:
        return ["The identity register of the case is empty, so nothing could be looked for."]
    found: list[str] = []
    for name, text in texts.items():
        if not text.strip():
            continue
        checked = verify("words.txt", text.encode(), register, released=released)
        found += dict.fromkeys(_left(name, finding, register) for finding in checked.findings)
        found += [
            f"{name}: it could not be checked ({check.name}), so it cannot be published."
            for check in checked.checks
            if not check.ran
        ]
    return found


def _left(name: str, finding: Finding, register: Register) -> str:
    entry = register.get(finding.entry_id)
    if entry is None:
        return f"{name}: {finding.excerpt}."
    return f"{name} still identifies {entry.label}: “{finding.excerpt}”"
