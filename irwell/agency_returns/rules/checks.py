"""What is odd about a file that could be read: sent before, or about somebody else. It is said, never refused. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from irwell.chronology import Entry, PseudonymKey, plain_name
from irwell.core.text import plural

MOSTLY = 0.8  # of the lines
FEW = 3  # lines, below which agreement with another file says nothing
SHOWN = 3


def same_file(name: str, earlier: str) -> str:
    """`earlier`: where the very same file was sent before."""
    return (
        f"“{name}” is the same file as {earlier}, byte for byte. Its lines count once. "
        "If it was to be a corrected file, check that the right one was chosen."
    )


def same_lines(entries: Sequence[Entry], others: Mapping[str, Iterable[str]]) -> str:
    """Which other file of the return holds most of the same lines; `others`: file's name to the ids of its lines."""
    if len(entries) < FEW:
        return ""
    own = {entry.id for entry in entries}
    for name, ids in others.items():
        both = len(own & set(ids))
        if both >= MOSTLY * len(own):
            return (
                f"{both} of {plural(len(own), 'line')} stand in “{name}” too. A line that stands in both counts once. "
                "If this file replaces the other, take the other out."
            )
    return ""


def another_child(entries: Sequence[Entry], asked_about: Iterable[Iterable[str]]) -> str:
    """Whether a file names none of the people asked about, although it names somebody."""
    names = [name for names in asked_about for name in names]
    known = _known(names)
    subjects = list(dict.fromkeys(s for e in entries for s in e.subjects if s.strip()))
    if known is None or not entries:
        return ""
    if any(next(known.find(text), None) for entry in entries for text in _texts(entry)):
        strange = [s for s in subjects if next(known.find(s), None) is None]
        return _strangers(entries, strange, known) if strange else ""
    named = f" It names {_listed(subjects)}." if subjects else ""
    return (
        f"None of the people asked about is named in this file.{named} Is it about another child? If so, take it out: "
        "nobody of the review team has seen it yet."
    )


def _strangers(entries: Sequence[Entry], strange: Sequence[str], known: PseudonymKey) -> str:
    """Rows about people who were not asked about, when they are most of the file."""
    of_them = [e for e in entries if e.subjects and all(s in strange for s in e.subjects)]
    if len(of_them) < MOSTLY * len(entries):
        return ""
    if any(next(known.find(text), None) for e in of_them for text in _texts(e)):
        return ""
    return (
        f"{plural(len(of_them), 'line')} of {len(entries)} are about {_listed(strange)}, who was not asked about. "
        "Check that the file is about the right child."
    )


def _texts(entry: Entry) -> Iterable[str]:
    return (*entry.subjects, entry.event, entry.action, entry.analysis, *entry.original.values())


def _known(names: Iterable[str]) -> PseudonymKey | None:
    """Every name asked about, and each first name or surname alone."""
    parts = {part for name in names for part in (name, *name.split()) if len(plain_name(part)) > 2}
    return PseudonymKey.of({"asked about": sorted(parts)}) if parts else None


def _listed(names: Sequence[str]) -> str:
    shown = [f"“{name}”" for name in names[:SHOWN]]
    more = f" and {plural(len(names) - SHOWN, 'other')}" if len(names) > SHOWN else ""
    return ", ".join(shown) + more
