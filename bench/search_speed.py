"""How fast Irwell searches as it grows, beside SQLite's and PostgreSQL's full-text search on the same passages.

    python bench/search_speed.py REPORTS.jsonl.gz [--sizes 1000 10000 100000 300000] [--index DIR] [--postgres CONNINFO]

The passages are real ones shuffled sentence by sentence into as many as are asked for, so that
words are as common as in life; their vectors are random, which costs the same as real ones.
Questions are 3 to 8 words in a row from the reports. One thread. Wall time is what a reader
waits; processor time is what it takes on a machine where nothing else runs.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("RAYON_NUM_THREADS", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from irwell.search import Index, Passage, Record
from irwell.search.encoder import Encoder, Matrix, Read, installed_encoder
from irwell.search.passages import sentences

PER_RECORD = 20
QUESTIONS = 200
TELLING = 75  # words of a passage that say something, as in the reports


class RandomPassages:
    """The installed model for questions, random unit vectors for passages and signs for their words."""

    def __init__(self, model: Encoder | None) -> None:
        self.name, self.width = model.name if model else "random", 384
        self._model = model
        self._draw = np.random.default_rng(5)

    def encode(self, texts: Sequence[str]) -> Matrix:
        return self.read(texts).vectors

    def read(self, texts: Sequence[str]) -> Read:
        if len(texts) == 1 and self._model is not None:
            return self._model.read(texts)
        rows = self._draw.standard_normal((len(texts), self.width), np.float32)
        vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        words = self._draw.integers(0, 2, (len(texts), TELLING, self.width), np.int8)
        return Read(np.asarray(vectors, np.float32), list(words))

    def spelled(self, text: str, places: Sequence[int] | None = None) -> list[str]:
        return self._model.spelled(text, places) if self._model else []


def said(path: Path) -> list[str]:
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()
    return [
        s for line in lines for s in sentences(json.loads(line)["text"]) if 3 < len(s.split()) < 60
    ]


def passages(pool: list[str], size: int) -> Iterator[str]:
    draw = random.Random(3)
    for _ in range(size):
        words: list[str] = []
        while len(words) < 90:
            words += draw.choice(pool).split()
        yield " ".join(words[:110])


def questions(pool: list[str]) -> list[str]:
    draw = random.Random(4)
    out = []
    while len(out) < QUESTIONS:
        words = [w for w in draw.choice(pool).split() if w.isalpha()]
        take = draw.randint(3, 8)
        if len(words) > take:
            start = draw.randrange(len(words) - take)
            out.append(" ".join(words[start : start + take]))
    return out


def timed(
    ask: Callable[[str], object], asked: list[str], clock: Callable[[], float] = time.process_time
) -> tuple[float, float, float, float]:
    wall, busy = [], []
    for question in asked:
        start, began = time.perf_counter(), clock()
        ask(question)
        busy.append((clock() - began) * 1000)
        wall.append((time.perf_counter() - start) * 1000)
    if clock is not time.process_time:  # its steps are long: the mean of all
        busy = [float(np.mean(busy))]
    return (*np.percentile(wall, (50, 95)), *np.percentile(busy, (50, 95)))


def sqlite(texts: list[str], path: Path) -> Callable[[str], object]:
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path)
    database.execute("CREATE VIRTUAL TABLE p USING fts5(t, tokenize='porter unicode61')")
    database.executemany("INSERT INTO p VALUES (?)", ((text,) for text in texts))
    database.commit()

    def ask(question: str) -> object:
        words = " OR ".join(f'"{word}"' for word in question.split())
        found = "SELECT rowid, snippet(p, 0, '', '', '', 30) FROM p WHERE p MATCH ? ORDER BY rank LIMIT 10"
        return database.execute(found, (words,)).fetchall()

    return ask


def postgres(texts: list[str], where: str) -> tuple[Callable[[str], object], Callable[[], float]]:
    """Any of the words, ranked by ts_rank, in a table of its own that goes with the session; and its processor time."""
    import psycopg

    connection = psycopg.connect(where, autocommit=True)
    connection.execute("SET temp_buffers = '512MB'")
    connection.execute("SET max_parallel_workers_per_gather = 0")
    connection.execute("CREATE TEMP TABLE p (id int, t text, v tsvector)")
    with connection.cursor().copy("COPY p (id, t) FROM STDIN") as rows:
        for row in enumerate(text.replace("\0", " ") for text in texts):
            rows.write_row(row)
    connection.execute("UPDATE p SET v = to_tsvector('english', t)")
    connection.execute("CREATE INDEX ON p USING gin (v)")
    connection.execute("ANALYZE p")

    def ask(question: str) -> object:
        words = " or ".join(question.split())
        found = """
            SELECT id, ts_headline('english', t, q) FROM (
                SELECT id, t, q FROM p, websearch_to_tsquery('english', %s) q WHERE v @@ q ORDER BY ts_rank(v, q) DESC LIMIT 10
            ) best"""
        return connection.execute(found, (words,)).fetchall()

    server = Path(f"/proc/{connection.info.backend_pid}/stat")
    tick = os.sysconf("SC_CLK_TCK")

    def clock() -> float:
        """Of the server's process for this connection and of our own; in steps of a hundredth of a second."""
        user, system = server.read_text().rsplit(")", 1)[1].split()[11:13]
        return (int(user) + int(system)) / tick + time.process_time()

    return ask, clock


def measure(reports: Path, size: int, folder: Path, database: str) -> None:
    pool = said(reports)
    texts = list(passages(pool, size))
    asked = questions(pool)
    records = [
        Record(
            id=f"r{n}",
            title=f"Report {n}",
            year=2000 + n % 25,
            kind=f"Kind {n % 5}",
            passages=tuple(
                Passage(f"p-{n}-{i}", text)
                for i, text in enumerate(texts[start : start + PER_RECORD])
            ),
        )
        for n, start in enumerate(range(0, size, PER_RECORD))
    ]
    encoder = RandomPassages(installed_encoder())
    shutil.rmtree(folder, ignore_errors=True)
    start = time.process_time()
    Index.build(folder, records, meaning=False)
    words = time.process_time() - start
    Index.build(folder, records, encoder=encoder)
    rows = {"SQLite FTS5, any word": timed(sqlite(texts, folder / "fts5.sqlite3"), asked)}
    if database:
        ask, clock = postgres(texts, database)
        rows["PostgreSQL ts_rank"] = timed(ask, asked[:50], clock)
    command = [sys.executable, __file__, str(reports), "--serve", str(folder)]
    answer = subprocess.run(
        command, input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    served = json.loads(answer.stdout)
    rows |= served["rows"]
    print(
        f"\n{size:,} passages: words indexed in {words:.0f} s of processor time;"
        f" opened in {served['opened']:.1f} s; serving takes {served['memory']} MB"
    )
    print(f"  {'':26}{'wall p50':>9}{'p95':>8}{'busy p50':>10}{'p95':>8}{'of FTS5, busy':>15}")
    beside = rows["SQLite FTS5, any word"][2]
    for name, (p50, p95, b50, b95) in rows.items():
        print(
            f"  {name:26}{p50:9.1f}{p95:8.1f}{b50:10.1f}{b95:8.1f}{beside / b50:14.1f}×", flush=True
        )
    shutil.rmtree(folder, ignore_errors=True)


def most_memory() -> int:
    """In MB. What getrusage tells counts the process that started this one too."""
    status = Path("/proc/self/status").read_text()
    most = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(most.split()[1]) // 1024


def serve(folder: Path) -> None:
    """In a process of its own, so that its memory is what a reader's process takes."""
    asked = json.loads(sys.stdin.read())
    began = time.process_time()
    index = Index.open(folder, encoder=RandomPassages(installed_encoder()))
    opened = time.process_time() - began
    gc.collect()  # as irwell/config/serving.py does in a serving process
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
    rows = {
        "these words, first round": timed(lambda q: index.search(q, mode="words"), asked),
        "these words": timed(lambda q: index.search(q, mode="words"), asked),
        "any word, plain BM25": timed(lambda q: index.search(q, mode="lexical"), asked),
        "by relevance (hybrid)": timed(lambda q: index.search(q), asked),
    }
    memory = most_memory()
    print(json.dumps({"rows": rows, "memory": memory, "opened": opened}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reports", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000, 300_000])
    parser.add_argument("--index", type=Path, default=Path("var/bench-search-speed"))
    parser.add_argument(
        "--postgres", default="", help="for example: host=/tmp/pg user=me dbname=postgres"
    )
    parser.add_argument("--serve", type=Path)
    args = parser.parse_args()
    if args.serve:
        serve(args.serve)
        return
    for size in args.sizes:
        measure(args.reports, size, args.index, args.postgres)


if __name__ == "__main__":
    main()
