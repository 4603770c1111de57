"""View models of what a corrected return changes."""

from dataclasses import dataclass

from irwell.agency_returns.models import AgencyReturn
from irwell.agency_returns.queries import changes_between
from irwell.agency_returns.rules.changes import Answer, Changes
from irwell.chronology import Diff
from irwell.core.text import plural
from irwell.core.words_apart import Piece, words_apart


@dataclass(frozen=True)
class LineChange:
    """A line of a chronology that came, changed or went, in words."""

    kind: str
    when: str
    event: str
    source: str
    fields: tuple[tuple[str, tuple[Piece, ...]], ...] = ()

    @property
    def about(self) -> str:
        """What a changed line is about, where its event itself stayed."""
        return "" if any(name == "Event" for name, _ in self.fields) else self.event


def line_changes(found: Diff) -> list[LineChange]:
    """Changed lines first, field by field; then lines that came; then lines that were withdrawn."""
    shown = []
    for change in found.changed:
        fields = tuple((f.name.capitalize(), words_apart(f.before, f.after)) for f in change.fields)
        after = change.after
        shown.append(LineChange("changed", str(after.when), after.event, after.source, fields))
    for kind, entries in (("added", found.added), ("withdrawn", found.withdrawn)):
        shown += [LineChange(kind, str(e.when), e.event, e.source) for e in entries]
    return shown


def changes_in_words(found: Changes) -> str:
    """ "2 answers changed; 3 lines added, 1 changed, 0 withdrawn"."""
    if found.none:
        return "Nothing differs."
    lines = found.lines
    return (
        f"{plural(len(found.answers), 'answer')} changed; of the chronology {plural(len(lines.added), 'line')} added, "
        f"{len(lines.changed)} changed, {len(lines.withdrawn)} withdrawn, {len(lines.unchanged)} as before."
    )


@dataclass(frozen=True)
class Correction:
    """A corrected version against the one before, in words."""

    answers: tuple[Answer, ...]
    lines: list[LineChange]
    words: str
    kinds: tuple[str, str] | None


def changes(before: AgencyReturn, after: AgencyReturn) -> Correction:
    found = changes_between(before, after)
    kinds = None
    if found.kinds:
        kinds = AgencyReturn.Kind(found.kinds[0]).label, AgencyReturn.Kind(found.kinds[1]).label
    return Correction(found.answers, line_changes(found.lines), changes_in_words(found), kinds)
