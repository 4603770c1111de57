"""What the terms hold, how far the six months have run, how words differ, what a recommendation lacks. Pure."""

import datetime as dt
import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

PARTNERS = ("local_authority", "icb", "police")
FOR_A_REVIEW = frozenset({"LCSPR", "LCSPR_THEMATIC", "LCSPR_JOINT_OTHER_AREA"})
CAN_COMMISSION = ("rr_submitted", "panel_response")
# States in which the eighth step of the journey is local learning, or the choice of it.
LOCAL = (
    "not_notified", "sin_withdrawn", "other_area", "local_planning", "local_gathering", "local_event", "local_report",
)  # fmt: skip
LIKE = 0.4  # the share of words by which two paragraphs count as one that changed
WRITING = ("evidence", "drafting")
ASKING = ("commissioning", "scoping")  # states in which key lines of enquiry are written
UNDER_WAY = (
    "commissioning", "scoping", "evidence", "drafting", "fact_check", "partner_approval",
    "anonymisation", "pre_publication", "publication_deferred",
)  # fmt: skip


@dataclass(frozen=True)
class Section:
    """One heading of the terms of reference, with a first wording."""

    id: str
    title: str
    hint: str
    text: str
    required: bool = False


@dataclass(frozen=True)
class Gauge:
    """How far the six months have run. Days are whole days in England; `gone` is 0 to 100."""

    start_on: dt.date
    due_on: dt.date
    today: dt.date
    days: int
    gone: int
    done: int
    late: int
    planned: int
    projected_on: dt.date | None

    @property
    def days_left(self) -> int:
        return (self.due_on - self.today).days

    @property
    def past(self) -> bool:
        return self.today > self.due_on

    @property
    def behind(self) -> bool:
        return self.projected_on is not None and self.projected_on > self.due_on


@dataclass(frozen=True)
class Piece:
    """A run of words: same, added or removed."""

    kind: str
    text: str


@dataclass(frozen=True)
class Line:
    """One paragraph of a comparison. `number` is its place in the newer version (0 when removed)."""

    kind: str
    number: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Marker:
    """One quality check: whether it is met as far as the record shows, and why it matters."""

    title: str
    met: bool
    why: str


@dataclass(frozen=True)
class Hint:
    """A weak word in a recommendation and why it is weak."""

    word: str
    why: str


@cache
def data() -> dict[str, Any]:
    source = resources.files("irwell.reviews.data") / "review.toml"
    return tomllib.loads(source.read_text("utf-8"))


@cache
def sections() -> tuple[Section, ...]:
    """The headings of the terms of reference, in order."""
    return tuple(Section(**row) for row in data()["section"])


def section(section_id: str) -> Section | None:
    return next((s for s in sections() if s.id == section_id), None)


@cache
def themes() -> Mapping[str, str]:
    """Theme code to label."""
    return {row["code"]: row["label"] for row in data()["theme"]}


def plan(start_on: dt.date, due_on: dt.date) -> tuple[tuple[str, dt.date], ...]:
    """The proposed milestones: each a share of the time to the due date, never on a weekend."""
    days = (due_on - start_on).days
    return tuple(
        (row["title"], _weekday(start_on + dt.timedelta(days=round(days * row["share"]))))
        for row in data()["milestone"]
    )


def _weekday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=max(0, day.weekday() - 4))


def gauge(
    start_on: dt.date,
    due_on: dt.date,
    milestones: Sequence[tuple[dt.date, dt.date | None]],
    *,
    today: dt.date,
) -> Gauge:
    """`milestones`: (due, done). The projection moves the last milestone by the greatest lateness so far."""
    days = (due_on - start_on).days
    gone = min(100, max(0, round((today - start_on).days * 100 / days))) if days else 100
    delays = [((done or max(today, due)) - due).days for due, done in milestones]
    last = max((due for due, _ in milestones), default=None)
    return Gauge(
        start_on=start_on,
        due_on=due_on,
        today=today,
        days=days,
        gone=gone,
        done=sum(1 for _, done in milestones if done),
        late=sum(1 for due, done in milestones if done is None and due < today),
        planned=len(milestones),
        projected_on=last + dt.timedelta(days=max([0, *delays])) if last else None,
    )


def left_of(fee: Decimal, parts: Iterable[Decimal]) -> Decimal:
    """What of the fee no instalment covers yet."""
    return fee - sum(parts, Decimal(0))


def pounds(amount: Decimal) -> str:
    """£12,400 or £12,400.50."""
    return f"£{amount:,.2f}".removesuffix(".00")


def weak_words(text: str) -> tuple[Hint, ...]:
    """Words that ask for nothing that can be checked, each once."""
    folded = text.casefold()
    return tuple(
        Hint(row["word"], row["why"])
        for row in data()["weak"]
        if re.search(rf"\b{re.escape(row['word'])}", folded)
    )


@dataclass(frozen=True)
class Side:
    """One side of a finding: its question to the reviewer, and the heading under which it is read."""

    id: str
    asks: str
    hint: str
    title: str
    required: bool = False


# What a finding says beside what was found (domain 5.6: the reasons in the system, not the person’s failing).
SIDES = (
    Side("why", "Why did it happen?", "The reason in the system: time, rules, tools, culture. Not who failed.", "Why it happened", True),
    Side("expected", "What would have been expected?", "What law, guidance or good practice asks for at that moment.", "What was expected"),
    Side("helped", "What helped?", "What made good practice possible, here or elsewhere in the case.", "What helped"),
    Side("hindered", "What got in the way?", "What a good practitioner met on that day.", "What got in the way"),
    Side("learning", "What is learned?", "For anybody who works with children, wherever they are.", "What is learned"),
)  # fmt: skip


def markers(
    *,
    texts: Sequence[str],
    sides: Sequence[Mapping[str, str]],
    agencies_a_finding: Sequence[int],
    recommendations: int,
    participation: str,
    checks: int,
) -> tuple[Marker, ...]:
    """Checks of quality on what is recorded. They explain and never block; a person judges the report."""
    said = " ".join(texts).casefold()
    asked = {
        "several": bool(agencies_a_finding) and max(agencies_a_finding) > 1,
        "why": bool(sides) and all(one.get("why") for one in sides),
        "both": any(one.get("helped") for one in sides)
        and any(one.get("hindered") for one in sides),
        "learning": bool(sides) and all(one.get("learning") for one in sides),
        "child": "child said" in said or "voice" in said or "told" in said or "heard" in said,
        "men": any(word in said for word in ("father", "partner", "men ")),
        "identity": any(
            word in said for word in ("identity", "racis", "disab", "poverty", "faith", "inequal")
        ),
        "few": 0 < recommendations <= 8,
        "part": bool(participation.strip()),
        "checked": checks > 0,
    }
    return tuple(Marker(row["title"], asked[row["id"]], row["why"]) for row in data()["marker"])


def compare(old: Sequence[str], new: Sequence[str]) -> tuple[Line, ...]:
    """Two versions paragraph by paragraph; within a changed paragraph, word by word."""
    lines: list[Line] = []
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            lines += [Line("same", n + 1, (Piece("same", new[n]),)) for n in range(c, d)]
        else:
            lines += _changed(old[a:b], new[c:d], first=c + 1)
    return tuple(lines)


def carried(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """For each paragraph of the old version that is still there, changed or not, its number in the new one."""
    found, at = {}, 0
    for line in compare(old, new):
        if line.kind == "added":
            continue
        at += 1
        if line.kind != "removed":
            found[at] = line.number
    return found


def _changed(old: Sequence[str], new: Sequence[str], *, first: int) -> list[Line]:
    """Pair paragraphs that share words; what went stands before what came."""
    lines, left = [], list(old)
    for offset, text in enumerate(new):
        near = max(left, key=lambda one: _alike(one, text), default=None)
        if near is None or _alike(near, text) < LIKE:
            lines.append(Line("added", first + offset, (Piece("added", text),)))
            continue
        gone = left[: left.index(near)]
        lines += [Line("removed", 0, (Piece("removed", one),)) for one in gone]
        left = left[len(gone) + 1 :]
        lines.append(Line("changed", first + offset, words_apart(near, text)))
    return lines + [Line("removed", 0, (Piece("removed", one),)) for one in left]


def _alike(one: str, other: str) -> float:
    return difflib.SequenceMatcher(a=one.split(), b=other.split(), autojunk=False).ratio()


def words_apart(old: str, new: str) -> tuple[Piece, ...]:
    """The words that went and came between two wordings of one paragraph."""
    a, b = re.findall(r"\S+\s*", old), re.findall(r"\S+\s*", new)
    pieces: list[Piece] = []
    for tag, i, j, k, m in difflib.SequenceMatcher(a=a, b=b, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(b[k:m])))
            continue
        if j > i:
            pieces.append(Piece("removed", "".join(a[i:j])))
        if m > k:
            pieces.append(Piece("added", "".join(b[k:m])))
    return tuple(pieces)
