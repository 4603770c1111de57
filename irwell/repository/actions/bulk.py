"""Everything in one file, made anew when something has changed and kept until then."""

import csv
import gzip
import hashlib
import io
import json
import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from irwell.core.text import inert_cell
from irwell.repository import queries
from irwell.repository.models import Record
from irwell.repository.presenters import records

SUMS = "SHA256SUMS"
NAMES = ("records.jsonl.gz", "records.csv", "recommendations.csv")
RECORD_COLUMNS = (
    "id", "title", "kind", "partnership", "published", "year", "authors", "themes", "licence",
    "version", "url",
)  # fmt: skip


def bulk_folder() -> Path:
    """The folder with the copies of everything as it stands now."""
    changed, count = queries.latest_change()
    mark = hashlib.sha256(f"{changed}{count}".encode()).hexdigest()[:16]
    parent = Path(settings.IRWELL_REPOSITORY_FILES) / "bulk"
    folder = parent / mark
    if not (folder / SUMS).is_file():
        parent.mkdir(parents=True, exist_ok=True)
        fresh = parent / f".{mark}-{uuid.uuid4().hex[:8]}"
        fresh.mkdir()
        _write(fresh)
        try:
            os.replace(fresh, folder)
        except OSError:  # another process was first
            shutil.rmtree(fresh, ignore_errors=True)
        for old in parent.iterdir():
            if old != folder and not old.name.startswith("."):
                shutil.rmtree(old, ignore_errors=True)
    return folder


def _write(folder: Path) -> None:
    with (
        (folder / "records.csv").open("w", encoding="utf-8", newline="") as table,
        (folder / "recommendations.csv").open("w", encoding="utf-8", newline="") as listed,
        (folder / "records.jsonl.gz").open("wb") as raw,
        gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as packed,
        io.TextIOWrapper(packed, encoding="utf-8") as lines,
    ):
        rows, items = csv.writer(table), csv.writer(listed)
        rows.writerow(RECORD_COLUMNS)
        items.writerow(("record", "number", "text", "addressees", "page", "url"))
        for record in _all():
            data = records.as_json(record, words=True)
            lines.write(json.dumps(data, ensure_ascii=False) + "\n")
            rows.writerow([_cell(data[name]) for name in RECORD_COLUMNS])
            for item in record.recommendations.all() if not record.is_withdrawn else ():
                items.writerow(
                    [
                        _cell(value)
                        for value in (
                            record.identifier,
                            item.number,
                            item.text,
                            item.addressees,
                            item.page,
                            f"{data['url']}#{item.anchor}",
                        )
                    ]
                )
    sums = "".join(f"{_sum(folder / name)}  {name}\n" for name in NAMES)
    (folder / SUMS).write_text(sums, encoding="ascii")


def _all() -> Iterator[Record]:
    rows = Record.objects.order_by("identifier").prefetch_related(
        "themes", "files", "recommendations", "passages"
    )
    return rows.iterator(chunk_size=200)


def _cell(value: object) -> str:
    if isinstance(value, (list, tuple)):
        value = "; ".join(str(each) for each in value)
    return inert_cell("" if value is None else str(value))


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
