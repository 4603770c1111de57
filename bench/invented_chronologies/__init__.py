"""Invented chronologies with labels: which entries tell of one event, which silences and secrets were put in.

Everything is made from a seed and a bank of names and wordings. The tuning bank and the held-out bank share
no name and no sentence. Labels come from what was put in, never from the text.
"""

from bench.invented_chronologies.family import Case, Secret, Silence, invent
from bench.invented_chronologies.wordings import HELD_OUT, TUNING, bank

HELD_OUT_SEEDS = tuple(range(9_001, 9_025))
TUNING_SEEDS = tuple(range(101, 125))

__all__ = [
    "HELD_OUT", "HELD_OUT_SEEDS", "TUNING", "TUNING_SEEDS", "Case", "Secret", "Silence", "bank", "invent",
]  # fmt: skip
