"""A few invented reviews, and a model small enough for tests."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from irwell.search import Index, Paragraph, Recommendation, Record, cut
from irwell.search.vectors import Matrix

SENSES = (
    {"school", "teacher", "classroom", "absence", "attendance", "lessons"},
    {"baby", "infant", "newborn", "cot", "sleep", "sleeping"},
    {"police", "officer", "arrest", "custody"},
    {"hungry", "neglect", "thin", "food", "dirty", "cold"},
)


class SmallModel:
    """Vectors from four hand-made senses: enough to tell nearness of meaning from words."""

    name = "four-senses"
    width = 4

    def encode(self, texts: Sequence[str]) -> Matrix:
        rows = []
        for text in texts:
            words = [word.strip(".,?!“”").lower() for word in text.split()]
            counts = [sum(1.0 for word in words if word in sense) + 0.01 for sense in SENSES]
            rows.append(np.array(counts) / np.linalg.norm(counts))
        return np.array(rows, np.float32)


def record(identifier: str, title: str, *texts: str, **more: object) -> Record:
    paragraphs = [Paragraph(text, heading=f"Part {n}", page=n) for n, text in enumerate(texts, 1)]
    return Record(id=identifier, title=title, passages=cut(paragraphs), **more)  # type: ignore[arg-type]


RECORDS = (
    record(
        "r1",
        "Child Alder",
        "The classroom teacher recorded each absence but no one joined up the pattern.",
        "Officers of the police visited the home twice and did not see the child’s bedroom.",
        kind="Local child safeguarding practice review",
        partnership="Oxmoor",
        year=2023,
        themes=("Neglect", "Education"),
        recommendations=(Recommendation("1", "The partnership should follow up absence."),),
    ),
    record(
        "r2",
        "Child Birch",
        "The infant was placed to sleep in an adult bed after a day of heavy drinking.",
        "Advice about safe cot arrangements was given once and not repeated.",
        kind="Rapid review",
        partnership="Oxmoor",
        year=2024,
        themes=("Sudden infant death",),
    ),
    record(
        "r3",
        "Child Cedar",
        "The child was hungry and thin; food in the home was scarce and the rooms were cold.",
        "A neighbour told the police about shouting. Injuries were seen at school.",
        kind="Local child safeguarding practice review",
        partnership="Tarnside",
        year=2021,
        themes=("Neglect",),
    ),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def index(folder: Path) -> Index:
    Index.build(folder, RECORDS, encoder=SmallModel())
    return Index.open(folder, encoder=SmallModel())
