"""Reads of files."""

import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pyrage

from irwell.access.policies import can
from irwell.documents import store
from irwell.documents.actions import read
from irwell.documents.models import Document
from irwell.documents.rules import OPENED_WITH, Purpose


def document_for(user: Any, case_id: UUID, document_id: UUID) -> Document | None:
    """The file, when it belongs to the case and the person holds the right that its purpose asks for."""
    document = Document.objects.filter(pk=document_id, case_id=case_id).first()
    if document is None or not can(user, OPENED_WITH[Purpose(document.purpose)], case_id=case_id):
        return None
    return document


@dataclass(frozen=True)
class Count:
    """What a walk through the store found: ids of rows, names of files."""

    whole: int
    without_file: tuple[str, ...]
    without_row: tuple[str, ...]
    damaged: tuple[str, ...]

    @property
    def in_order(self) -> bool:
        return not (self.without_file or self.without_row or self.damaged)


def count_files(*, open_each: bool = False) -> Count:
    """Rows without a file, files without a row and, when each is opened, files that are not what was sealed.

    Content whose key was destroyed was deleted on purpose; its rows need no file.
    """
    there = set(store.names())
    rows = list(Document.objects.select_related("key"))
    alive = [row for row in rows if row.key.destroyed_at is None]
    without_file = tuple(str(row.pk) for row in alive if row.stored_as not in there)
    without_row = tuple(sorted(there - {row.stored_as for row in rows}))
    present = [row for row in alive if row.stored_as in there]
    damaged = tuple(str(row.pk) for row in present if open_each and not _opens(row))
    return Count(len(present) - len(damaged), without_file, without_row, damaged)


def _opens(row: Document) -> bool:
    try:
        return hashlib.sha256(read(row)).hexdigest() == row.sha256
    except (pyrage.DecryptError, OSError):
        return False
