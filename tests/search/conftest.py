"""A few invented reviews, and a model small enough for tests."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from irwell.search import Index, Paragraph, Recommendation, Record, cut
from irwell.search.encoder import Matrix, Read

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
        return self.read(texts).vectors

    def read(self, texts: Sequence[str]) -> Read:
        rows, senses = [], []
        for text in texts:
            words = [word.strip(".,?!“”").lower() for word in text.split()]
            has = np.array([[word in sense for sense in SENSES] for word in words]).reshape(
                -1, len(SENSES)
            )
            counts = has.sum(axis=0) + 0.01
            rows.append(counts / np.linalg.norm(counts))
            senses.append((has[has.any(axis=1)] - 0.5).astype(np.float32))
        return Read(np.array(rows, np.float32), senses)

    def spelled(self, text: str, places: Sequence[int] | None = None) -> list[str]:
        words = [word.strip(".,?!“”").lower() for word in text.split()]
        telling = [word for word in words if any(word in sense for sense in SENSES)]
        return telling if places is None else [telling[place] for place in places]


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
