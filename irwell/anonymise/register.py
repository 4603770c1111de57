"""The identity register of a case: who must not be found, and the label each one gets."""

import csv
import hashlib
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, cast, get_args

from irwell.anonymise.fold import fold
from irwell.anonymise.variants import Variant, entry_variants, name_parts

Kind = Literal["person", "place", "organisation", "reference", "date"]
KINDS: tuple[str, ...] = get_args(Kind)
FIELDS = (
    "id", "label", "kind", "role", "names", "aliases", "dates_of_birth", "addresses", "identifiers",
)  # fmt: skip
_LISTS = FIELDS[4:]
KEPT = "kept"
_HEADINGS = {
    "name": "names", "full name": "names", "alias": "aliases", "also known as": "aliases",
    "aka": "aliases", "date of birth": "dates_of_birth", "dates of birth": "dates_of_birth",
    "dob": "dates_of_birth", "address": "addresses", "identifier": "identifiers",
    "reference": "identifiers", "references": "identifiers", "pseudonym": "label", "type": "kind",
}  # fmt: skip
_KIND_WORDS = {
    "child": "person", "adult": "person", "professional": "person", "people": "person",
    "location": "place", "address": "place", "organization": "organisation", "org": "organisation",
    "school": "organisation", "agency": "organisation", "team": "organisation",
    "case number": "reference", "id": "reference",
}  # fmt: skip
_LINKED = {"person": "Person", "place": "Place", "organisation": "Organisation",
           "reference": "Reference", "date": "Date"}  # fmt: skip
_DAY_FIRST = re.compile(r"^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$")


class RegisterError(ValueError):
    """The register cannot be used as it stands; every problem is a sentence in `problems`."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(self.problems))


@dataclass(frozen=True)
class Entry:
    """One person, place, body, reference or date that must not be found in what is published."""

    id: str
    label: str
    kind: Kind
    role: str = ""
    names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    dates_of_birth: tuple[date, ...] = ()
    addresses: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    kept: str = (
        ""  # a real name that stands in what is published, by recorded consent; it is the label too
    )

    def as_json(self) -> dict[str, Any]:
        """Plain values, dates in ISO form."""
        plain: dict[str, Any] = {name: getattr(self, name) for name in FIELDS[:4]}
        for name in _LISTS:
            plain[name] = [str(value) for value in getattr(self, name)]
        return plain | ({KEPT: self.kept} if self.kept else {})


@dataclass(frozen=True)
class Register:
    """All entries of a case under one version number."""

    version: str
    entries: tuple[Entry, ...] = field(repr=False)

    def __post_init__(self) -> None:
        seen: set[str] = set()
        problems = []
        for entry in self.entries:
            if entry.id in seen:
                problems.append(f"Two entries have the id “{entry.id}”; give each its own.")
            seen.add(entry.id)
        if problems:
            raise RegisterError(problems)

    @classmethod
    def from_csv(cls, source: str | Path, *, version: str = "1") -> "Register":
        """Read a register from a CSV file, or from CSV text (anything with a line break in it)."""
        text = source if isinstance(source, str) and "\n" in source else _file_text(Path(source))
        rows = list(csv.reader(io.StringIO(text, newline="")))
        if not rows:
            raise RegisterError(["The register is empty: it needs a heading row and one entry."])
        headings = [_heading(cell) for cell in rows[0]]
        missing = [name for name in ("label", "kind", "names") if name not in headings]
        if missing:
            raise RegisterError(
                [f"The register has no column “{name}”; its headings are {rows[0]}."
                 for name in missing]
            )  # fmt: skip
        records = (
            (f"row {number}", dict(zip(headings, row, strict=False)))
            for number, row in enumerate(rows[1:], start=2)
            if any(cell.strip() for cell in row)
        )
        return cls(version=version, entries=_entries(records))

    @classmethod
    def from_json(cls, source: str | bytes | Mapping[str, Any]) -> "Register":
        """Read what `to_json` wrote."""
        try:
            data = source if isinstance(source, Mapping) else json.loads(source)
            records = [(f"entry {n}", dict(raw)) for n, raw in enumerate(data["entries"], start=1)]
            version = str(data.get("version", "1"))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise RegisterError(
                ["The register is not a JSON object with “version” and a list “entries”."]
            ) from error
        return cls(version=version, entries=_entries(records))

    def to_json(self) -> str:
        """The register as JSON, entries in the order given."""
        data = {"version": self.version, "entries": [entry.as_json() for entry in self.entries]}
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"

    def to_csv(self) -> str:
        """The register as CSV; several values of a field are parted by “; ”."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(FIELDS)
        for entry in self.entries:
            plain = entry.as_json()
            writer.writerow(
                [plain[name] for name in FIELDS[:4]] + ["; ".join(plain[n]) for n in _LISTS]
            )
        return out.getvalue()

    def digest(self) -> str:
        """SHA-256 over the content, whatever the order of entries and values."""
        plain = [_canonical(entry) for entry in sorted(self.entries, key=lambda e: e.id)]
        data = {"version": self.version, "entries": plain}
        canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    def entry(self, entry_id: str) -> Entry:
        """The entry with this id."""
        return self._by_id[entry_id]

    def get(self, entry_id: str | None) -> Entry | None:
        """The entry with this id, or nothing."""
        return self._by_id.get(entry_id or "")

    def people(self) -> tuple[Entry, ...]:
        """The entries that are persons."""
        return tuple(entry for entry in self.entries if entry.kind == "person")

    def variants(self) -> tuple[Variant, ...]:
        """Every form in which an entry may stand in a text; shared forms once for each entry."""
        return self._variants

    @cached_property
    def _by_id(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def _variants(self) -> tuple[Variant, ...]:
        found: dict[Variant, None] = {}
        for entry in self.entries:
            found.update(dict.fromkeys(entry_variants(entry)))
        return tuple(found)

    def with_linked(self, *others: "Register") -> "Register":
        """This register and those of linked cases, whose people must not be found either.

        Whoever stands in both keeps the label of this case; the others get labels of their own.
        """
        mine = frozenset[tuple[str, str]]().union(*map(_who, self.entries))
        entries, version = list(self.entries), self.version
        for number, other in enumerate(others, start=1):
            version += f"+{other.version}"
            fresh = [entry for entry in other.entries if not _who(entry) & mine]
            for place, entry in enumerate(fresh, start=1):
                label = f"{_LINKED[entry.kind]} {place} of linked case {number}"
                entries.append(replace(entry, id=f"linked{number}:{entry.id}", label=label))
        return Register(version, tuple(entries))

    def problems(self) -> tuple[str, ...]:
        """What makes the labels unsafe or the register doubtful, as sentences."""
        return tuple(_label_problems(self.entries))


def _who(entry: Entry) -> frozenset[tuple[str, str]]:
    """What tells that two registers mean the same person or place: a whole name or a number."""
    found = (*entry.names, *entry.aliases, *entry.identifiers)
    return frozenset((entry.kind, fold(text).text) for text in found)


def _canonical(entry: Entry) -> dict[str, Any]:
    def clean(value: str) -> str:
        return unicodedata.normalize("NFC", " ".join(value.split()))

    return {
        name: sorted(map(clean, value)) if isinstance(value, list) else clean(value)
        for name, value in entry.as_json().items()
    }


def _label_problems(entries: Sequence[Entry]) -> Iterator[str]:
    by_label: dict[str, str] = {}
    for entry in entries:
        folded = fold(entry.label).text
        if folded in by_label:
            yield f"The label “{entry.label}” is given to both {by_label[folded]} and {entry.id}."
        by_label[folded] = entry.id
        if not any(getattr(entry, name) for name in _LISTS):
            yield f"The entry {entry.id} ({entry.label}) has nothing to look for."
    words = {word: entry.label for entry in entries for word in fold(entry.label).text.split()}
    for entry in (e for e in entries if e.kind == "person"):
        for name in (*entry.names, *entry.aliases):
            parts = [fold(part).text for part in name_parts(name)]
            initials = "".join(part[0] for part in parts)
            for real in {*parts, initials}:
                if real in words and len(real) > 1 and not _is_kept(real, entry, words[real]):
                    yield (
                        f"The label “{words[real]}” holds a real name or initials of the person "
                        f"registered as {entry.id}; choose another label."
                    )


def _is_kept(real: str, entry: Entry, label: str) -> bool:
    """Whether a person's label holds that part of their own name because they wanted it so."""
    return label == entry.label and real in fold(entry.kept).text.split()


def _heading(cell: str) -> str:
    plain = " ".join(cell.replace("_", " ").casefold().split())
    return _HEADINGS.get(plain, plain.replace(" ", "_"))


def _file_text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise RegisterError(
            [f"The register {path.name} cannot be read: {error.strerror}."]
        ) from None
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _entries(records: Iterable[tuple[str, Mapping[str, Any]]]) -> tuple[Entry, ...]:
    entries, problems = [], []
    for number, (where, raw) in enumerate(records, start=1):
        try:
            entries.append(_entry(raw, default_id=f"e{number}"))
        except ValueError as error:
            problems.append(f"Register, {where}: {error}")
    if problems:
        raise RegisterError(problems)
    if not entries:
        raise RegisterError(["The register has no entries: nothing could be looked for."])
    return tuple(entries)


def _entry(raw: Mapping[str, Any], *, default_id: str) -> Entry:
    kind = str(raw.get("kind") or "").strip().casefold()
    kind = _KIND_WORDS.get(kind, kind)
    if kind not in KINDS:
        raise ValueError(f"the kind “{raw.get('kind')}” is not one of {', '.join(KINDS)}.")
    values = {name: _values(raw.get(name)) for name in _LISTS}
    label = str(raw.get("label") or "").strip()
    if not label:
        raise ValueError("there is no label to put in place of the name.")
    if not any(values.values()):
        raise ValueError(f"the entry “{label}” has nothing to look for: give at least a name.")
    return Entry(
        id=str(raw.get("id") or "").strip() or default_id,
        label=label,
        kind=cast(Kind, kind),
        role=str(raw.get("role") or "").strip(),
        names=values["names"],
        aliases=values["aliases"],
        dates_of_birth=tuple(parse_date(value) for value in values["dates_of_birth"]),
        addresses=values["addresses"],
        identifiers=values["identifiers"],
        kept=" ".join(str(raw.get(KEPT) or "").split()),
    )


def _values(raw: object) -> tuple[str, ...]:
    parts = (
        re.split(r"[;|\n]", raw) if isinstance(raw, str) else list(cast(Iterable[Any], raw or ()))
    )
    cleaned = (" ".join(str(part).split()) for part in parts)
    return tuple(dict.fromkeys(part for part in cleaned if part))


def parse_date(value: str) -> date:
    """A date in ISO or British day-first form; anything else is a ValueError with a sentence."""
    sentence = f"the date “{value}” is not a real day written like 2019-03-12 or 12/03/2019."
    try:
        if match := _DAY_FIRST.match(value):
            day, month, year = map(int, match.groups())
            return date(year, month, day)
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(sentence) from None
