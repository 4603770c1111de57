"""How well themes are suggested and similar reviews found, on coroners' reports of years that training never saw.

    python bench/themes.py FOLDER --vectors CACHE.sqlite3 [--write]

FOLDER holds reports.jsonl.gz. The weights were trained on reports up to their `trained_until` year; everything here is
measured on later ones. Intervals are 95 %, by bootstrap over reports. --write puts the figures where the site shows them.
"""

import argparse
import gzip
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import django
import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "irwell.config.settings_test")
django.setup()

from irwell.repository.actions.coroners import content_of  # noqa: E402
from irwell.search.encoder import installed_encoder  # noqa: E402
from irwell.search.vectors import VectorStore  # noqa: E402
from irwell.themes.rules import alike  # noqa: E402
from irwell.themes.rules.codes import by_code, published_names  # noqa: E402
from irwell.themes.rules.suggesting import weights  # noqa: E402

DRAWS = 2000
SHOWN = ROOT / "irwell" / "themes" / "data" / "accuracy.json"


def interval(measure, size: int) -> list[float]:
    draw = np.random.default_rng(11)
    values = [measure(draw.integers(0, size, size)) for _ in range(DRAWS)]
    return [round(float(v), 3) for v in np.percentile(values, [2.5, 97.5])]


def f1(said, true) -> float:
    return float(2 * (said & true).sum() / max(1, said.sum() + true.sum()))


def by_theme(said, true, codes) -> list[dict]:
    rows = []
    for column, code in enumerate(codes):
        there, found = int(true[:, column].sum()), int(said[:, column].sum())
        right = int((said[:, column] & true[:, column]).sum())
        rows.append(
            {
                "code": code, "name": by_code()[code].name, "reports": there, "suggested": found, "right": right,
                "precision": round(right / found, 3) if found else None,
                "recall": round(right / there, 3) if there else None,
            }
        )  # fmt: skip
    return sorted(rows, key=lambda row: -row["reports"])


def coding(known, likely, true) -> dict:
    said = likely >= known.least
    micro = {"value": round(f1(said, true), 3)}
    micro["interval"] = interval(lambda rows: f1(said[rows], true[rows]), len(true))
    print(f"micro-F1 {micro['value']} {micro['interval']} on {len(true)} reports")
    macro = float(np.mean([f1(said[:, [n]], true[:, [n]]) for n in range(true.shape[1])]))
    print(f"macro-F1 {macro:.3f}")
    return {"reports": len(true), "micro_f1": micro, "macro_f1": round(macro, 3), "themes": by_theme(said, true, known.codes)}  # fmt: skip


def nearest_share(near, answers, later) -> np.ndarray:
    """For each later report, the share of the five nearest earlier ones that have a category in common."""
    earlier = np.flatnonzero(~later)
    return np.array([
        (answers[earlier[np.argsort(-near(row)[earlier], kind="stable")[:5]]] & answers[row]).any(1).mean()
        for row in np.flatnonzero(later)
    ])  # fmt: skip


def similar(likely, answers, later, meanings) -> dict:
    profiles = np.where(later[:, None], likely, answers).astype(np.float32)
    ways = {
        "as the page does it: themes published of earlier reports, and meaning": lambda row: alike.nearness(likely[row], profiles, meanings[row], meanings),
        "the same without what was published of earlier reports": lambda row: alike.nearness(likely[row], likely, meanings[row], meanings),
        "themes alone, as published": lambda row: alike.nearness(likely[row], profiles, None, None),
        "meaning alone": lambda row: meanings @ meanings[row],
    }  # fmt: skip
    out = []
    for name, near in ways.items():
        shares = nearest_share(near, answers, later)
        spread = interval(lambda rows, s=shares: s[rows].mean(), len(shares))
        out.append({"way": name, "value": round(float(shares.mean()), 3), "interval": spread})
        print(f"P@5 {out[-1]['value']} {spread}  {name}")
    guess = answers[~later].astype(float).mean(0)
    print(
        f"P@5 by guessing {np.mean([(answers[~later] & a).any(1).mean() for a in answers[later]]):.3f} ({guess.max():.2f} of reports have the commonest category)"
    )
    return {"reports": int(later.sum()), "ways": out}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    raw = gzip.decompress((args.folder / "reports.jsonl.gz").read_bytes())
    read = [
        one for one in map(content_of, map(json.loads, raw.splitlines())) if one.themes and one.year
    ]
    known, named = weights(), published_names()
    answers = np.array(
        [[c in {named[t.casefold()] for t in one.themes} for c in known.codes] for one in read]
    )
    later = np.array([one.year > known.trained_until for one in read])
    likely = np.stack(
        [known.likelihoods(known.row(" ".join(p.text for p in one.passages))) for one in read]
    )
    figures = {
        "measured": datetime.now(UTC).date().isoformat(),
        "trained_until": known.trained_until,
        "least": round(known.least, 2),
    }
    figures["coding"] = coding(known, likely[later], answers[later])
    encoder = installed_encoder()
    if encoder is not None:
        store = VectorStore(args.vectors, encoder)
        rows = [
            store.vectors([p.text for p in one.passages], lambda *_: None).mean(0) for one in read
        ]
        figures["similar"] = similar(likely, answers, later, alike.of_length_one(np.stack(rows)))
    if args.write:
        SHOWN.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
