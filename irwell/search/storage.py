"""The index on disk: one folder a generation, swapped in one step, one writer at a time."""

from __future__ import annotations

import fcntl
import json
import mmap
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .close_reading import Words, write_words
from .columns import Columns
from .encoder import Encoder, Matrix
from .lexical import Filters, LexicalIndex
from .passages import Paragraph, cut
from .postings import Mask, shared
from .records import Passage, Record, record_from_dict
from .vectors import (
    Progress,
    VectorStore,
    lengths_by,
    most_alike,
    strongest_directions,
    telling_apart,
    whole_records,
)

FORMAT = 6
LARGE = 40_000  # passages; beyond that, nearness is looked for in two steps
VECTORS = "vectors.sqlite3"
CURRENT = "CURRENT"
DECODER = (
    json.JSONDecoder()
)  # json.loads guesses at the encoding each time, which takes longer than the reading


class IndexProblem(RuntimeError):
    """The index cannot be written or read; the message is a sentence for a person."""


class IndexBusy(IndexProblem):
    """Another process is writing it now."""


class Generation:
    """One finished index, read only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
            if about.get("format") != FORMAT:
                raise IndexProblem("This search index was made by another version. Build it again.")
            self.encoder_name: str = about["encoder"]
            self.records = [
                record_from_dict(json.loads(line))
                for line in (folder / "records.jsonl").read_text(encoding="utf-8").splitlines()
            ]
            self.owners = np.load(folder / "owners.npy")
            self._offsets = np.load(folder / "offsets.npy")
            self._passages = _bytes_of(folder / "passages.jsonl")
            self.lexical = LexicalIndex(
                folder, records=len(self.records), passages=len(self.owners)
            )
            self.vectors: Matrix | None = (
                shared(folder / "vectors.npy") if self.encoder_name else None
            )
            self.words: Words | None = (
                Words(folder, self.vectors.shape[1]) if self.vectors is not None else None
            )
            self.reduced = _reduced(folder)
            self.whole, self.alike = _whole(folder), _alike(folder)
            self.apart = _apart(folder)
        except (OSError, ValueError, KeyError) as error:
            raise IndexProblem(
                f"The search index in {folder.parent.name} is damaged. Build it again."
            ) from error
        self.rows = {record.id: row for row, record in enumerate(self.records)}
        self.starts = np.searchsorted(self.owners, np.arange(len(self.records)))
        self._bounds = [*self.starts.tolist(), len(self.owners)]
        self.columns = Columns(self.records)

    def narrowed(self, filters: Filters) -> Mask | None:
        """Records that the filters leave; None when they are all."""
        return self.columns.narrowed(filters)

    def passage(self, row: int) -> Passage:
        """The passage with this number."""
        start, end = self._offsets[row : row + 2].tolist()
        data, _ = DECODER.raw_decode(self._passages[start:end].decode())
        return Passage(**data)

    def passages_of(self, record_row: int) -> range:
        """The numbers of a record's passages."""
        return range(self._bounds[record_row], self._bounds[record_row + 1])


def _bytes_of(path: Path) -> mmap.mmap | bytes:
    if not path.stat().st_size:
        return b""
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _reduced(folder: Path) -> tuple[Matrix, Matrix] | None:
    if not (folder / "reduced.npy").exists():
        return None
    return np.load(folder / "basis.npy"), shared(folder / "reduced.npy")


def _whole(folder: Path) -> Matrix | None:
    return np.load(folder / "whole.npy") if (folder / "whole.npy").exists() else None


def _alike(folder: Path) -> tuple[NDArray[np.int64], Matrix] | None:
    if not (folder / "alike.npy").exists():
        return None
    rows, shares = (np.load(folder / name).T.copy() for name in ("alike.npy", "alike-shares.npy"))
    return rows, shares  # a row for the nearest of each record, one for the second nearest, …


def _apart(folder: Path) -> tuple[Matrix, NDArray[np.float32]] | None:
    if not (folder / "apart.npy").exists():
        return None
    return np.load(folder / "apart.npy"), np.load(folder / "apart-lengths.npy")


def current_folder(folder: Path) -> Path | None:
    """The generation readers use now."""
    try:
        name = (folder / CURRENT).read_text(encoding="utf-8").strip()
    except OSError:
        return None
    return folder / name if name else None


def pointer_state(pointer: str) -> tuple[int, int] | None:
    """What differs when another generation is current; to read the name takes twenty times as long."""
    try:
        about = os.stat(pointer)
    except OSError:
        return None
    return about.st_ino, about.st_mtime_ns


def write_generation(
    folder: Path, records: Sequence[Record], encoder: Encoder | None, progress: Progress
) -> None:
    """Write a new generation beside the old one, then point readers at it."""
    folder.mkdir(parents=True, exist_ok=True)
    with only_writer(folder):
        name = f"generation-{uuid.uuid4().hex[:12]}"
        fresh = folder / name
        fresh.mkdir()
        try:
            _write(fresh, [_searchable(record) for record in records], encoder, progress)
        except BaseException as error:
            shutil.rmtree(fresh, ignore_errors=True)
            # tantivy tells of a full disk with a ValueError
            if isinstance(error, OSError | ValueError):
                raise IndexProblem(
                    f"The search index could not be written ({error}). Is the disk full? The one before serves on."
                ) from error
            raise
        before = current_folder(folder)
        pointer = folder / f"{CURRENT}.{name}"
        pointer.write_text(name + "\n", encoding="utf-8")
        os.replace(pointer, folder / CURRENT)
        # readers may still be opening the one before, so it goes with the next build
        for old in folder.glob("generation-*"):
            if old not in (fresh, before):
                shutil.rmtree(old, ignore_errors=True)


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """One process at a time; another gets IndexBusy."""
    with (folder / "writer.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise IndexBusy(
                "Another process is building this search index. Wait until it has finished."
            ) from error
        yield


def _searchable(record: Record) -> Record:
    """A record without passages can still be found by its title and summary."""
    if record.passages:
        return record
    text = record.summary or record.title
    return replace(record, passages=cut([Paragraph(text)]))


def warm(folder: Path, records: Iterable[Record], encoder: Encoder, progress: Progress) -> None:
    """Compute the vectors that are missing and keep them; no index is written, and none is locked meanwhile."""
    folder.mkdir(parents=True, exist_ok=True)
    store = VectorStore(folder / VECTORS, encoder)
    try:
        store.vectors(
            [passage.text for r in records for passage in _searchable(r).passages], progress
        )
    finally:
        store.close()


def without_vector(folder: Path, records: Iterable[Record], encoder: Encoder) -> int:
    """How many passages have no vector yet."""
    folder.mkdir(parents=True, exist_ok=True)
    store = VectorStore(folder / VECTORS, encoder)
    try:
        texts = [passage.text for r in records for passage in _searchable(r).passages]
        return len(texts) - store.known(texts)
    finally:
        store.close()


def _write(
    folder: Path, records: Sequence[Record], encoder: Encoder | None, progress: Progress
) -> None:
    offsets, owners = [0], []
    with (
        (folder / "records.jsonl").open("w", encoding="utf-8") as about,
        (folder / "passages.jsonl").open("wb") as passages,
    ):
        for row, record in enumerate(records):
            about.write(json.dumps(_without_words(record), ensure_ascii=False) + "\n")
            for passage in record.passages:
                data = {
                    "anchor": passage.anchor,
                    "text": passage.text,
                    "heading": passage.heading,
                    "page": passage.page,
                }
                passages.write(json.dumps(data, ensure_ascii=False).encode() + b"\n")
                offsets.append(passages.tell())
                owners.append(row)
    np.save(folder / "offsets.npy", np.array(offsets, np.int64))
    np.save(folder / "owners.npy", np.array(owners, np.int64))
    LexicalIndex.build(folder, records, progress)
    if encoder is not None:
        store = VectorStore(folder.parent / VECTORS, encoder)
        try:
            texts = [passage.text for record in records for passage in record.passages]
            vectors = store.vectors(texts, progress)
            write_words(folder, store.words(texts))
        finally:
            store.close()
        _write_meaning(folder, vectors, np.array(owners, np.int64), len(records))
    description = {"format": FORMAT, "encoder": encoder.name if encoder else ""}
    (folder / "about.json").write_text(json.dumps(description), encoding="utf-8")


def _write_meaning(folder: Path, vectors: Matrix, owners: NDArray[np.int64], records: int) -> None:
    large = len(vectors) > LARGE
    # they are kept with half the digits anyway; of many, few are read for a question
    np.save(folder / "vectors.npy", vectors.astype(np.float16) if large else vectors)
    whole = whole_records(vectors, owners, records)
    np.save(folder / "whole.npy", whole)
    rows, shares = most_alike(whole)
    np.save(folder / "alike.npy", rows)
    np.save(folder / "alike-shares.npy", shares)
    apart = telling_apart(vectors, owners, records)
    if apart is not None:
        np.save(folder / "apart.npy", apart)
        np.save(folder / "apart-lengths.npy", lengths_by(apart, vectors))
    if large:
        basis = strongest_directions(vectors)
        np.save(folder / "basis.npy", basis)
        np.save(folder / "reduced.npy", vectors @ basis)


def _without_words(record: Record) -> dict[str, Any]:
    data = record.as_dict()
    data.pop("passages")
    data.pop("recommendations")
    return data
