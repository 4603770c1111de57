"""How well and how fast Irwell searches.

    python bench/search.py FOLDER [--index DIR]

FOLDER holds known_item_dev.jsonl and cross_section_dev.jsonl with reports.jsonl.gz and
cross_section_docs.jsonl.gz (coroners' reports), and perhaps a folder scifact beside it.
Each mode is measured beside plain BM25 on the same index. Intervals are 95 %, by bootstrap.
For what is like a review: of the five that its page shows, the share with a category in common.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.theme_questions import QUESTIONS
from irwell.search import Index, Paragraph, Record, cut
from irwell.search.scoring import nearness

MODES = ("lexical", "vectors", "words", "meaning")
NAMES = {
    "lexical": "plain BM25",
    "vectors": "vectors alone",
    "words": "these words",
    "meaning": "by relevance (fused)",
}


def lines(path: Path) -> Iterator[dict]:
    raw = path.read_bytes()
    text = gzip.decompress(raw) if path.suffix == ".gz" else raw
    yield from (json.loads(line) for line in text.splitlines())


def ndcg(ranked: list[str], relevant: set[str]) -> float:
    gained = sum(1 / np.log2(place + 2) for place, one in enumerate(ranked[:10]) if one in relevant)
    return gained / sum(1 / np.log2(place + 2) for place in range(min(10, len(relevant))))


def ranked(index: Index, mode: str, text: str) -> list[str]:
    """The ten best, as the page would show them."""
    if mode == "vectors":
        generation = index._fresh()
        nearest, _, _ = nearness(generation, index.vector_of(text))
        return [generation.records[row].id for row in np.argsort(-nearest, kind="stable")[:10]]
    # the notes use quotation marks and dashes as prose, not as search operators
    words = re.sub(r'["“”:]|\s[-–]', " ", text)
    return [hit.record_id for hit in index.search(words, mode=mode, limit=10).hits]


def interval(values: list[float]) -> tuple[float, float]:
    draw = np.random.default_rng(7)
    sample = draw.choice(values, (2000, len(values))).mean(axis=1)
    return float(np.percentile(sample, 2.5)), float(np.percentile(sample, 97.5))


def built(folder: Path, documents: list[tuple[str, str, str]]) -> Index:
    records = [
        Record(id=id_, title=title or id_, passages=cut([Paragraph(text)]))
        for id_, title, text in documents
    ]
    start = time.perf_counter()
    Index.build(folder, records, meaning=False)
    words = time.perf_counter() - start
    start = time.perf_counter()
    Index.build(folder, records, progress=show)
    passages = sum(len(record.passages) for record in records)
    print(
        f"\n{folder.name}: {len(records):,} records, {passages:,} passages;"
        f" words {words:.1f} s, with meaning {time.perf_counter() - start:.1f} s",
        flush=True,
    )
    return Index.open(folder)


def show(stage: str, done: int, total: int) -> None:
    print(f"  {stage} {done:,}/{total:,}", end="\r", file=sys.stderr)


def measure(index: Index, queries: list[tuple[str, set[str]]]) -> None:
    print(
        f"{'mode':22}{'nDCG@10':>9}{'95 % interval':>18}{'found in 10':>13}{'p50 ms':>8}{'p95 ms':>8}"
        f"{'against BM25, question by question':>38}"
    )
    plain: list[float] = []
    for mode in MODES:
        scores, found, times = [], [], []
        ranked(index, mode, "warm up")
        for text, relevant in queries:
            start = time.perf_counter()
            order = ranked(index, mode, text)
            times.append((time.perf_counter() - start) * 1000)
            scores.append(ndcg(order, relevant))
            found.append(len(relevant & set(order)) / len(relevant))
        low, high = interval(scores)
        print(
            f"{NAMES[mode]:22}{np.mean(scores):9.3f}{f'{low:.3f} to {high:.3f}':>18}"
            f"{np.mean(found):13.3f}{np.percentile(times, 50):8.1f}{np.percentile(times, 95):8.1f}"
            f"{beside(scores, plain) if plain else '':>38}",
            flush=True,
        )
        plain = plain or scores


def beside(scores: list[float], plain: list[float]) -> str:
    """The mean difference with its interval: a set's own interval says little about it."""
    differences = [ours - theirs for ours, theirs in zip(scores, plain, strict=True)]
    low, high = interval(differences)
    return f"{np.mean(differences):+.3f} ({low:+.3f} to {high:+.3f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--index", type=Path, default=Path("var/bench-search"))
    parser.add_argument(
        "--sets", nargs="+", default=["known-item", "cross-section", "themes", "alike", "scifact"]
    )
    args = parser.parse_args()
    for name, queries, documents in (
        ("known-item", "known_item_dev.jsonl", "reports.jsonl.gz"),
        ("cross-section", "cross_section_dev.jsonl", "cross_section_docs.jsonl.gz"),
    ):
        if name in args.sets or (name == "known-item" and {"themes", "alike"} & set(args.sets)):
            texts = [(row["id"], "", row["text"]) for row in lines(args.folder / documents)]
            index = built(args.index / name, texts)
        if name in args.sets:
            asked = [(row["text"], {row["relevant"]}) for row in lines(args.folder / queries)]
            measure(index, asked)
        if name == "known-item" and "themes" in args.sets:
            print("\nthemes, in the same index")
            measure(index, theme_questions(args.folder / documents))
        if name == "known-item" and "alike" in args.sets:
            measure_alike(index, args.folder / documents)
    scifact = args.folder.parent / "scifact"
    if scifact.is_dir() and "scifact" in args.sets:
        measure_scifact(scifact, args.index / "scifact")


def theme_questions(reports: Path) -> list[tuple[str, set[str]]]:
    """Each question with every report of the category that answers it."""
    rows = list(lines(reports))
    return [
        (question, {row["id"] for row in rows if category in row["category"]})
        for category, questions in QUESTIONS.items()
        for question in questions
    ]


def measure_alike(index: Index, reports: Path) -> None:
    """What a review’s page shows as like it; reports without a published category are left out."""
    of = {row["id"]: frozenset(row["category"]) for row in lines(reports) if row["category"]}
    shares = [
        float(np.mean([bool(own & of.get(hit.record_id, frozenset())) for hit in found]))
        for id_, own in of.items()
        if (found := index.similar(id_, limit=5))
    ]
    low, high = interval(shares)
    print(
        f"\nwhat is like a review, {len(shares):,} reports:"
        f" P@5 {np.mean(shares):.3f} ({low:.3f} to {high:.3f})",
        flush=True,
    )


def measure_scifact(folder: Path, index: Path) -> None:
    relevant: dict[str, set[str]] = {}
    with gzip.open(folder / "qrels.tsv.gz", "rt") as rows:
        for row in rows:
            query, document, _ = row.split()
            relevant.setdefault(query, set()).add(document)
    texts = [
        (row["id"], row["title"], f"{row['title']}. {row['text']}")
        for row in lines(folder / "corpus.jsonl.gz")
    ]
    asked = [
        (row["text"], relevant[row["id"]])
        for row in lines(folder / "queries.jsonl.gz")
        if row["id"] in relevant
    ]
    measure(built(index, texts), asked)


if __name__ == "__main__":
    main()
