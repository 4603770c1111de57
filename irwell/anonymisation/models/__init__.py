"""The anonymisation of a case: runs of the engine, decisions, the human half of the gate, the certificate."""

from irwell.anonymisation.models.gate import IntruderSearch, KnownOutside, Release, Rewriting
from irwell.anonymisation.models.run import Certificate, CleanFile, PartDecision, Run

__all__ = [
    "Certificate", "CleanFile", "IntruderSearch", "KnownOutside", "PartDecision", "Release", "Rewriting", "Run",
]  # fmt: skip
