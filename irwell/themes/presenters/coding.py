"""The sheet of a coder, and two sheets side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

from irwell.repository.models import Passage
from irwell.themes import forms
from irwell.themes.models import Assignment, Coding, Settlement
from irwell.themes.queries import coding as queries
from irwell.themes.rules.codes import Group, Theme, by_code, code_list


@dataclass(frozen=True, slots=True)
class Box:
    """A theme to be given or not."""

    theme: Theme
    ticked: bool
    anchor: str
    suggested: Assignment | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything one coder sees: the review’s passages and the list."""

    passages: tuple[Passage, ...]
    groups: tuple[tuple[Group, tuple[Box, ...]], ...]

    @property
    def chosen(self) -> list[Box]:
        return [box for _, boxes in self.groups for box in boxes if box.ticked]


def sheet(coding: Coding, chosen: Mapping[str, str]) -> Sheet:
    """The list with this coder’s ticks. What a machine suggests is not ticked: people read first."""
    suggested = {one.code: one for one in queries.suggested_for(coding.record)}
    groups = tuple(
        (
            group,
            tuple(
                Box(t, t.code in chosen, chosen.get(t.code, ""), suggested.get(t.code))
                for t in group.themes
            ),
        )
        for group in code_list().groups
    )
    return Sheet(tuple(coding.record.passages.all()), groups)


@dataclass(frozen=True, slots=True)
class Compared:
    """A theme that at least one coder gave."""

    theme: Theme
    first: bool
    second: bool
    standing: Settlement | None
    waits: bool
    form: forms.Settle | None

    @property
    def differs(self) -> bool:
        return self.first != self.second

    @property
    def outcome(self) -> str:
        """In words."""
        if not self.differs:
            return "Both gave it: it applies"
        if self.standing is None:
            return "To be settled"
        said = "It applies" if self.standing.applies else "It does not apply"
        return f"Proposed: {said.lower()}" if self.waits else said


def compared(coding: Coding, typed: forms.Settle | None = None) -> list[Compared]:
    """Both sheets, only when both coders are done."""
    assert coding.both_done and coding.second is not None
    first = queries.choices_of(coding, coding.first)
    second = queries.choices_of(coding, coding.second)
    standing = {s.code: s for s in queries.history(coding) if s.replaced_at is None}
    rows = []
    for code in sorted(set(first) | set(second)):
        differs = (code in first) != (code in second)
        one = standing.get(code)
        open_ = differs and (one is None or queries.waits(one, coding))
        form = None
        if open_:
            mine = typed is not None and typed.data.get("code") == code
            form = typed if mine else forms.Settle(initial={"code": code}, prefix=None)
        rows.append(
            Compared(
                by_code()[code], code in first, code in second, one,
                one is not None and queries.waits(one, coding), form,
            )
        )  # fmt: skip
    return rows
