"""Read a folder of public documents into the repository.

Safe to stop and to repeat: each document is saved on its own, and one whose content is here
already is passed over.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from irwell.core import time
from irwell.publication.bundle import KNOWN_FILES
from irwell.repository.models import IngestRun, Record
from irwell.search.reading import READERS, Document, UnreadableDocument, read

from . import coroners
from .deposits import DepositRefused, deposit_bundle
from .keeping import kept_elsewhere
from .saving import Content, KeptFile, save_record

Progress = Callable[[str, int, int], None]
MEDIA = {
    ".pdf": KNOWN_FILES["report.pdf"],
    ".docx": KNOWN_FILES["report.docx"],
    ".html": KNOWN_FILES["report.html"],
    ".htm": KNOWN_FILES["report.html"],
}
YEAR = re.compile(r"\b(19|20)\d\d\b")
READING = 3  # raise it when documents are read differently
TOGETHER = 25  # documents in one transaction; a run that is killed loses no more than these
SIDE_FIELDS = (
    "title", "kind", "partnership", "published", "summary", "themes", "keywords", "authors",
    "licence", "source_url", "identifier",
)  # fmt: skip


@dataclass(slots=True)
class Outcome:
    """What a run did, and each thing it could not read with the reason."""

    found: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)

    @property
    def changed(self) -> int:
        """How many records are new or different."""
        return self.added + self.updated


@dataclass(frozen=True, slots=True)
class _Item:
    """Something to read: its name, and how to save it."""

    name: str
    save: Callable[[Outcome], None]


def ingest(*, folder: Path, progress: Progress, limit: int | None = None) -> Outcome:
    """Read everything in a folder (or one file) and keep a record of the run."""
    outcome = Outcome()
    items = list(_items(folder))[:limit]
    outcome.found = len(items)
    run = IngestRun.objects.create(source=folder.name, started_at=time.now(), found=outcome.found)
    for start in range(0, len(items), TOGETHER):
        with transaction.atomic():
            for item in items[start : start + TOGETHER]:
                _take(item, outcome)
            _note(run, outcome)
        progress("read", min(start + TOGETHER, len(items)), len(items))
    run.finished_at = time.now()
    _note(run, outcome)
    return outcome


def _take(item: _Item, outcome: Outcome) -> None:
    try:
        item.save(outcome)
    except (UnreadableDocument, DepositRefused, OSError) as error:
        outcome.failures.append((item.name, str(error)))


def _note(run: IngestRun, outcome: Outcome) -> None:
    run.added, run.updated, run.unchanged = outcome.added, outcome.updated, outcome.unchanged
    run.failures = [list(failure) for failure in outcome.failures]
    run.save()


def _items(folder: Path) -> Iterator[_Item]:
    paths = [folder] if folder.is_file() else sorted(p for p in folder.rglob("*") if p.is_file())
    for path in paths:
        if path.name in ("reports.jsonl", "reports.jsonl.gz"):
            for name, data, wrong in coroners.lines_of(path):
                yield _Item(name, _saves_report(data, wrong))
        elif path.suffix.lower() in READERS:
            yield _Item(path.name, _saves_document(path))
        elif path.suffix.lower() == ".zip":
            yield _Item(path.name, _saves_bundle(path))


def _saves_report(data: dict[str, Any] | None, wrong: str) -> Callable[[Outcome], None]:
    def save(outcome: Outcome) -> None:
        if data is None:
            raise UnreadableDocument(wrong)
        if _is_here(coroners.digest_of(data)):
            outcome.unchanged += 1
            return
        _save(coroners.content_of(data), outcome)

    return save


def _saves_document(path: Path) -> Callable[[Outcome], None]:
    def save(outcome: Outcome) -> None:
        content = path.read_bytes()
        beside = _side_file(path)
        read_by = f"{READING}{json.dumps(beside, sort_keys=True)}".encode()
        digest = hashlib.sha256(content + read_by).hexdigest()
        if _is_here(digest):
            outcome.unchanged += 1
            return
        document = _document_content(path, content, digest, read(path), beside)
        _check_not_elsewhere(path, content, document)
        _save(document, outcome)

    return save


def _check_not_elsewhere(path: Path, content: bytes, document: Content) -> None:
    """The same file is one record: under another name or date it would be counted twice."""
    same = kept_elsewhere(content=content, identifier=document.identifier)
    if same is not None:
        raise UnreadableDocument(
            f"{path.name} ({_when(document.published)}) is the same file as {same.identifier} ({_when(same.published)}), so it was not added"
            f" again. If something there is wrong, put it right at /editors/records/{same.identifier}/."
        )


def _when(published: date | None) -> str:
    return f"published {published}" if published else "without a date"


def _saves_bundle(path: Path) -> Callable[[Outcome], None]:
    def save(outcome: Outcome) -> None:
        done = deposit_bundle(content=path, now=time.now())
        if done.repeated:
            outcome.unchanged += 1
        else:
            outcome.added += 1

    return save


def _is_here(digest: str) -> bool:
    return Record.objects.filter(content_hash=digest).exists()


def _save(content: Content, outcome: Outcome) -> None:
    before = Record.objects.filter(identifier=content.identifier).first()
    if before is not None and before.content_hash == content.content_hash:
        outcome.unchanged += 1
        return
    save_record(content=content, now=time.now())
    if before is None:
        outcome.added += 1
    else:
        outcome.updated += 1


def _side_file(path: Path) -> dict[str, Any]:
    """Metadata in NAME.json beside NAME.pdf, where somebody wrote it."""
    side = path.with_suffix(".json")
    if not side.is_file():
        return {}
    try:
        data = json.loads(side.read_text(encoding="utf-8"))
    except ValueError as error:
        raise UnreadableDocument(f"{side.name} beside it is not valid JSON.") from error
    if not isinstance(data, dict) or (unknown := sorted(set(data) - set(SIDE_FIELDS))):
        named = f" “{unknown[0]}” is not one of them." if isinstance(data, dict) else ""
        raise UnreadableDocument(
            f"{side.name} needs an object with fields from: {', '.join(SIDE_FIELDS)}.{named}"
        )
    return data


def _document_content(
    path: Path, content: bytes, digest: str, document: Document, beside: dict[str, Any]
) -> Content:
    published = _day(beside.get("published"), path)
    label, media_type = MEDIA[path.suffix.lower()]
    name = "report" + path.suffix.lower().replace(".htm", ".html").replace(".htmll", ".html")
    return Content(
        identifier=str(beside.get("identifier") or _identifier(path, document)),
        title=str(beside.get("title") or document.title),
        kind=str(beside.get("kind") or "Inquiry or committee report"),
        source=Record.Source.FILE,
        content_hash=digest,
        partnership=str(beside.get("partnership") or document.author),
        published=published,
        year=published.year if published else _year(document),
        summary=str(beside.get("summary") or ""),
        authors=tuple(beside.get("authors") or ([document.author] if document.author else [])),
        keywords=tuple(beside.get("keywords") or ()),
        licence=str(beside.get("licence") or ""),
        source_url=str(beside.get("source_url") or ""),
        themes=tuple(beside.get("themes") or ()),
        pages=document.pages,
        passages=document.passages,
        recommendations=document.recommendations,
        files={name: KeptFile(label, media_type, content)},
    )


def _identifier(path: Path, document: Document) -> str:
    stem = slugify(path.stem.replace("_", "-"))[:60] or "report"
    return f"{stem}-{hashlib.sha256(document.title.encode()).hexdigest()[:6]}"


def _year(document: Document) -> int | None:
    found = YEAR.search(document.title)
    return int(found.group(0)) if found else document.created.year if document.created else None


def _day(value: Any, path: Path) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise UnreadableDocument(
            f"{path.stem}.json: “published” is {value!r}; write a date as 2026-04-14."
        ) from error
