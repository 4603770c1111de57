"""The report's text and what was found in it, kept in memory while they stay as they are.

A file that was taken in never changes, and what was found changes only when the report is looked through again. Both
are kept in this process alone, a few reports at a time, and are given out only while the key that sealed them exists.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any
from uuid import UUID

from irwell.anonymisation import rules
from irwell.anonymisation.models import Run
from irwell.anonymise.model import Document as TextModel
from irwell.anonymise.reading import read
from irwell.crypto.models import cipher
from irwell.documents import actions as documents
from irwell.documents.models import Document

MOST_REPORTS = 4
_kept: "OrderedDict[tuple[str, UUID], Any]" = OrderedDict()
_lock = Lock()


def _once(key: tuple[str, UUID], make: Callable[[], Any]) -> Any:
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    made = make()
    with _lock:
        _kept[key] = made
        while len(_kept) > 2 * MOST_REPORTS:
            _kept.popitem(last=False)
    return made


def text_model(document: Document) -> TextModel:
    """The file as text; it was readable when the run was started. Raises KeyDestroyed when it was deleted."""
    cipher(document.key_id)
    found: TextModel = _once(
        ("text", document.pk), lambda: read(document.file_name, documents.read(document))
    )
    return found


def lines_of(run: Run) -> tuple[rules.Line, ...]:
    """Every find with what people decided. Raises KeyDestroyed when the run was deleted."""
    cipher(run.key_id)
    found = _once(("lines", run.looked), lambda: rules.from_json(run.lines))
    return rules.with_decided(found, run.decided)


def forget_reports() -> None:
    """Drop what is kept in memory (after content was destroyed, or between tests)."""
    with _lock:
        _kept.clear()
