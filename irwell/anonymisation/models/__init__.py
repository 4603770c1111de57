"""The anonymisation of a case: looks and runs, decisions of two readers, the human half of the gate, the certificate."""

from irwell.anonymisation.models.gate import IntruderSearch, KnownOutside, Release, Rewriting
from irwell.anonymisation.models.known import KnownPlace, LinkedCase
from irwell.anonymisation.models.looking import Looking
from irwell.anonymisation.models.naming import PublishedName
from irwell.anonymisation.models.run import Certificate, CleanFile, PartDecision, Run
from irwell.anonymisation.models.second import Reading, ReadingRule

__all__ = [
    "Certificate", "CleanFile", "IntruderSearch", "KnownOutside", "KnownPlace", "LinkedCase", "Looking", "PartDecision",
    "PublishedName", "Reading", "ReadingRule", "Release", "Rewriting", "Run",
]  # fmt: skip
