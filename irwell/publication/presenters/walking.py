"""From a published sentence back to its evidence, inside the partnership: paragraph, draft paragraph, finding, lines."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from irwell.publication.models import Publication
from irwell.reviews import rules
from irwell.reviews.models import Finding, ReportVersion


@dataclass(frozen=True)
class Step:
    """A published paragraph, the draft paragraph it was made from, and the findings on which that rests."""

    number: int
    text: str
    draft_number: int
    draft: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Walk:
    """Every published paragraph walked back, or those that hold the words looked for."""

    version: ReportVersion | None
    steps: tuple[Step, ...]
    found: int
    based: int


def walk_of(publication: Publication, words: str = "") -> Walk:
    """The certified Word file paragraph by paragraph, back to the version that it was made from."""
    certificate = publication.certificate
    version = _version(certificate.run.source_id) if certificate is not None else None
    file = publication.files.filter(name="report.docx").first()
    if version is None or file is None:
        return Walk(version, (), 0, 0)
    published = [p.text for p in rules.flat(rules.reading_of(bytes(file.content)).parts)]
    steps = _steps(version, published)
    wanted = _letters(words)
    found = tuple(step for step in steps if not wanted or wanted in _letters(step.text))
    return Walk(version, found, len(found), sum(bool(step.findings) for step in steps))


def _version(source_id: UUID) -> ReportVersion | None:
    """The version whose text, in full or for publication, was made safe."""
    versions = ReportVersion.objects.filter(document=source_id) | ReportVersion.objects.filter(
        edition=source_id
    )
    return versions.select_related("document", "edition").first()


def _steps(version: ReportVersion, published: list[str]) -> list[Step]:
    parts = rules.parts_from(version.content)
    sent_on = rules.flat(parts, public=version.edition is not None)
    numbers = {paragraph.key: n for n, paragraph in enumerate(rules.flat(parts), 1)}
    full = {paragraph.key: paragraph.text for paragraph in rules.flat(parts)}
    on: dict[int, list[Finding]] = defaultdict(list)
    for row in version.bases.select_related("finding"):
        on[row.paragraph].append(row.finding)
    made_from = rules.aligned([p.text for p in sent_on], published)
    steps = []
    for n, text in enumerate(published):
        key = sent_on[made_from[n]].key if n in made_from else ""
        number = numbers.get(key, 0)
        steps.append(Step(n + 1, text, number, full.get(key, ""), tuple(on.get(number, ()))))
    return steps


def _letters(text: str) -> str:
    """What stays the same however a sentence was copied: marks of notes, hyphens and ends of lines come and go."""
    return "".join(letter for letter in text.casefold() if letter.isalpha())
