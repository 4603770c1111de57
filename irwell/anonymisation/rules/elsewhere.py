"""The partnership's other publications beside this report: what both tell, and what the two add up to. Pure.

Same area by its nature; a rare fact or a period that stands in both leads from one to the other, and then what only
the other tells is known of this family too (domain 6.3, Re X and Y: a second document told who the first was about).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from irwell.anonymise.fold import fold
from irwell.anonymise.jigsaw import Feature, jigsaw

RARE = 3.0  # from this weight a detail narrows a search by itself
MOST = 5


@dataclass(frozen=True)
class Published:
    """A review that anybody can read: its title, its address on our site, its words."""

    title: str
    url: str
    text: str


@dataclass(frozen=True)
class Neighbour:
    """A publication that shares telling details with this report, the pairs that do the damage, and what to blur."""

    title: str
    url: str
    shared: tuple[str, ...]
    sentences: tuple[str, ...]


def neighbours(text: str, others: Iterable[Published]) -> list[Neighbour]:
    """Publications that share a rare detail with the report, the most telling first."""
    mine = {_key(f): f for f in jigsaw(text).features}
    found = [one for other in others if (one := _neighbour(mine, other)) is not None]
    return sorted(found, key=lambda one: -len(one.shared))


def _neighbour(mine: dict[tuple[str, str], Feature], other: Published) -> Neighbour | None:
    theirs = {_key(f): f for f in jigsaw(other.text).features}
    shared = sorted(
        (mine[key] for key in mine.keys() & theirs.keys()), key=lambda f: (-f.weight, f.start)
    )
    if not any(feature.weight >= RARE for feature in shared):
        return None
    adds = sorted(
        (f for key, f in theirs.items() if key not in mine and f.weight >= RARE),
        key=lambda f: -f.weight,
    )
    lead = shared[0]
    sentences = [
        f"“{lead.text}” ({lead.kind}) stands in both; the other also tells “{more.text}” ({more.kind}). "
        f"Who finds one finds the other. Blur it here: {lead.advice}."
        for more in adds[:MOST]
    ] or [f"“{lead.text}” ({lead.kind}) stands in both. Blur it here: {lead.advice}."]
    return Neighbour(other.title, other.url, tuple(f.text for f in shared[:MOST]), tuple(sentences))


def _key(feature: Feature) -> tuple[str, str]:
    return feature.kind, " ".join(fold(feature.text).text.split())
