"""The engine's way from a report to files that hold nothing of a registered identity."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from irwell.anonymisation.rules.lines import Line, changes, proposed
from irwell.anonymisation.rules.parts import with_parts
from irwell.anonymise.decisions import decide
from irwell.anonymise.gazetteer import Gazetteer
from irwell.anonymise.model import Document, apply
from irwell.anonymise.policy import Policy
from irwell.anonymise.recognise import Tagger, recognise
from irwell.anonymise.register import Register
from irwell.anonymise.resolve import resolve
from irwell.anonymise.verify import Verification, verify
from irwell.anonymise.writing import write_docx, write_html, write_pdf

GENERAL = {
    "person": "a person", "family": "the family", "place": "a place", "organisation": "an organisation",
    "address": "an address", "time": "that day", "weekday": "one day",
}  # fmt: skip
Dates = Literal["month", "season", "year"]


def policy(dates: str) -> Policy:
    """The date policy of a run."""
    return Policy(dates=cast(Dates, dates))


def propose(
    document: Document,
    register: Register,
    *,
    dates: str,
    tagger: Tagger,
    gazetteer: Gazetteer | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Line, ...]:
    """Every find with a proposal: register, list of places, patterns and the statistical model together.

    Raises TaggerUnavailable when the model cannot be loaded.
    """
    tagger.load()
    mentions = recognise(document, register, tagger=tagger, gazetteer=gazetteer, progress=progress)
    resolved = resolve(document, mentions, register)
    return proposed(decide(resolved, register, policy(dates)), resolved)


def general_words(line: Line, dates: str) -> str:
    """Words one step more general than the proposal."""
    mention = line.mention
    if mention.kind in ("date", "month", "year", "birthday"):
        coarser = {"month": "season", "season": "year"}.get(dates, "year")
        return policy(coarser).date_words(mention.text)
    if mention.kind == "age":
        return Policy(ages="bands").age_words(mention.text)
    return GENERAL.get(mention.kind, "[removed]")


def anonymised(document: Document, lines: Sequence[Line]) -> Document:
    """The text model with every decision made."""
    return apply(document, changes(lines, document))


def write(
    document: Document,
    lines: Sequence[Line],
    *,
    title: str,
    parts: Mapping[str, tuple[str, str]] | None = None,
) -> dict[str, bytes]:
    """The clean files, built anew from the text model; `parts`: what becomes of its pictures.

    Raises PictureRefused where a picture cannot be drawn anew.
    """
    clean = with_parts(document, anonymised(document, lines), parts or {})
    return {
        "report.docx": write_docx(clean, title=title),
        "report.html": write_html(clean, title=title).encode("utf-8"),
        "report.pdf": write_pdf(clean, title=title),
    }


@dataclass(frozen=True)
class Gate:
    """What the leak gate answers about all files."""

    verifications: tuple[Verification, ...]
    findings: tuple[dict[str, Any], ...]

    @property
    def passed(self) -> bool:
        return bool(self.verifications) and all(v.passed for v in self.verifications)


def through_the_gate(
    files: dict[str, bytes], register: Register, *, title: str, released: Collection[str]
) -> Gate:
    """Read every written file back as an attacker would. A check that could not run is a finding too."""
    checked = tuple(
        verify(name, data, register, released=released, title=title) for name, data in files.items()
    )
    return Gate(checked, tuple(row for v in checked for row in _findings(v, register)))


def _findings(verification: Verification, register: Register) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for finding in verification.findings:
        entry = register.get(finding.entry_id)
        rows.append(
            {
                "file": verification.name, "place": finding.place, "severity": finding.severity,
                "kind": finding.kind.replace("_", " ").replace("-", " "), "label": entry.label if entry else "",
                "excerpt": finding.excerpt, "finding": finding.key,
            }
        )  # fmt: skip
    for check in verification.checks:
        if not check.ran:
            rows.append(
                {"file": verification.name, "place": check.name, "severity": "stopped", "kind": "check that could not run",
                 "label": "", "excerpt": check.detail, "finding": ""}
            )  # fmt: skip
    return rows


def tally(lines: Sequence[Line]) -> dict[str, int]:
    """Counts for the certificate: they name nobody."""
    by_action = Counter(line.decision.action for line in lines)
    counted: dict[str, int] = {f"mentions to {action}": n for action, n in by_action.items()}
    counted["mentions"] = len(lines)
    counted["mentions that a person decided"] = sum(bool(x.decision.settled_by) for x in lines)
    counted["mentions that a second person read"] = sum(bool(x.second) for x in lines)
    counted["differences that two people settled"] = sum(x.is_agreed for x in lines)
    return counted
