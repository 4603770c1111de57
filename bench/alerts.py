"""How near a passage has to be in meaning before a standing question fires.

    python bench/alerts.py FOLDER [--index DIR]

FOLDER holds known_item_dev.jsonl (researchers' notes, each on one coroner's report) and reports.jsonl.gz. Every report is
taken as one that comes new: it ought to fire for the notes written on it, and for others only where it says the same.
The threshold is chosen on every second note and shown on the rest.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from search import lines, show

from irwell.search import Index, Paragraph, Record, cut
from irwell.search.encoder import installed_encoder
from irwell.search.scoring import nearness

THRESHOLDS = [round(0.30 + 0.025 * step, 3) for step in range(17)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--index", type=Path, default=Path("var/bench-alerts"))
    args = parser.parse_args()
    records = [
        Record(id=row["id"], title=row["id"], passages=cut([Paragraph(row["text"])]))
        for row in lines(args.folder / "reports.jsonl.gz")
    ]
    Index.build(args.index, records, progress=show)
    generation = Index.open(args.index)._fresh()
    encoder = installed_encoder()
    assert encoder is not None
    notes = list(lines(args.folder / "known_item_dev.jsonl"))
    vectors = encoder.encode([row["text"] for row in notes])
    own, others = [], []
    for row, vector in zip(notes, vectors, strict=True):
        nearest, _ = nearness(generation, vector)
        at = generation.rows[row["relevant"]]
        own.append(float(nearest[at]))
        others.append(np.delete(nearest, at))
    for name, half in (("chosen on", slice(0, None, 2)), ("shown on", slice(1, None, 2))):
        report(name, np.array(own[half]), np.array(others[half]))


def report(name: str, own: np.ndarray, others: np.ndarray) -> None:
    print(
        f"\n{name} {len(own)} notes: {'at least':>9}{'its own fires':>15}{'of 100 others fire':>20}"
    )
    for least in THRESHOLDS:
        print(f"{least:30.3f}{(own >= least).mean():15.2f}{(others >= least).mean() * 100:20.2f}")


if __name__ == "__main__":
    main()
