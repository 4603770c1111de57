"""Where each paragraph of a version comes from, and what hangs loose."""

from collections import defaultdict
from dataclasses import dataclass

from irwell.cases.models import Case
from irwell.reviews import queries
from irwell.reviews.models import Finding, PracticeReview, Recommendation, ReportVersion
from irwell.reviews.rules import needs_basis, suggested


@dataclass(frozen=True)
class BasedParagraph:
    """A paragraph, the findings it rests on, and the one it seems to rest on where none is recorded."""

    number: int
    text: str
    findings: tuple[Finding, ...]
    maybe: Finding | None
    loose: bool


@dataclass(frozen=True)
class Basis:
    """A version's paragraphs, and the orphans: what rests on nothing and what leads nowhere."""

    paragraphs: tuple[BasedParagraph, ...]
    unused: tuple[Finding, ...]
    fruitless: tuple[Finding, ...]
    groundless: tuple[Recommendation, ...]

    @property
    def based(self) -> int:
        return sum(bool(p.findings) for p in self.paragraphs)

    @property
    def loose(self) -> int:
        return sum(p.loose for p in self.paragraphs)

    @property
    def suggestions(self) -> dict[int, Finding]:
        return {p.number: p.maybe for p in self.paragraphs if p.maybe}


def basis_of(case: Case, review: PracticeReview, report: ReportVersion) -> Basis:
    texts = queries.paragraphs_of(report)
    findings = {f.number: f for f in review.findings.prefetch_related("recommendations")}
    on: dict[int, list[Finding]] = defaultdict(list)
    for row in report.bases.select_related("finding"):
        on[row.paragraph].append(findings[row.finding.number])
    maybe = suggested(texts, {n: _words_of(f) for n, f in findings.items()})
    paragraphs = tuple(
        BasedParagraph(
            n, text, tuple(on[n]), findings[maybe[n]] if n in maybe and not on[n] else None,
            needs_basis(text) and not on[n],
        )
        for n, text in enumerate(texts, 1)
    )  # fmt: skip
    used = {f.number for found in on.values() for f in found}
    return Basis(
        paragraphs, tuple(f for n, f in findings.items() if n not in used),
        tuple(f for f in findings.values() if not f.recommendations.all()),
        tuple(r for r in queries.recommendations_of(case) if r.finding_id is None),
    )  # fmt: skip


def _words_of(finding: Finding) -> str:
    lines = " ".join(row["words"] for row in [*finding.evidence, *finding.passages])
    return " ".join((finding.title, finding.text, *finding.sides.values(), lines))
