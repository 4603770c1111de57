"""Which reviews are like a text: the same themes, and words that mean the same.

The themes of the text are what the classifier makes of it; those of a review are what is published of it, or what
the classifier makes of it where nothing is. Both count the same (measured by bench/themes.py).
"""

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]
MEANING = 0.3  # beside 1 for the themes
# a power: what the classifier is unsure of says little where it guessed both
SHARPER = 2


def of_length_one(rows: Rows) -> Rows:
    """Each row divided by its length; rows of nothing stay."""
    length = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(length, 1e-9), np.float32)


def nearness(profile: Rows, profiles: Rows, meaning: Rows | None, meanings: Rows | None) -> Rows:
    """How near each review is to one text; without a model of meaning by themes alone."""
    guessed = ((profiles > 0) & (profiles < 1)).any(axis=-1)
    found = of_length_one(profiles) @ of_length_one(profile)
    if guessed.any():
        found[guessed] = of_length_one(profiles[guessed] ** SHARPER) @ of_length_one(
            profile**SHARPER
        )
    if meaning is not None and meanings is not None:
        found = found + MEANING * (of_length_one(meanings) @ of_length_one(meaning))
    return np.asarray(found, np.float32)
