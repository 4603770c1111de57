"""Overlapping finds made one, always in the same way, and nothing that any of them covered lost."""

import re
from collections.abc import Iterable, Iterator

from irwell.anonymise.recognise.hits import Hit

# When finds of different kinds cover one another, the more specific kind names the whole.
_SPECIFIC = (
    "email", "url", "handle", "nhs_number", "ni_number", "upn", "uprn", "phone", "date-of-birth",
    "postcode", "address", "reference", "vehicle", "collar", "birthday", "age", "organisation", "place",
    "family", "person", "date", "month", "time", "weekday", "year",
)  # fmt: skip
_RANK = {kind: rank for rank, kind in enumerate(_SPECIFIC)}
_ORDER = ("register", "pattern", "role", "place", "tagger", "propagated", "capital")
_CARRIES_A_PERSON = frozenset("email handle url person family date-of-birth collar".split())


def merged(text: str, hits: Iterable[Hit]) -> list[Hit]:
    """Disjoint hits in reading order; each covers the union of those that overlapped."""
    ordered = sorted(hits, key=lambda h: (h.start, -h.end, h.kind, h.source))
    clusters: list[list[Hit]] = []
    reach = -1
    for hit in ordered:
        if clusters and hit.start < reach:
            clusters[-1].append(hit)
        else:
            clusters.append([hit])
        reach = max(reach, hit.end) if len(clusters[-1]) > 1 else hit.end
    single = [one for cluster in clusters for one in _as_one(text, cluster)]
    return _neighbours_joined(text, single)


def _as_one(text: str, cluster: list[Hit]) -> Iterator[Hit]:
    start, end = min(h.start for h in cluster), max(h.end for h in cluster)
    winner = min(cluster, key=_strength)
    people = [h for h in cluster if h.from_register and _carries(winner.kind, h)]
    common: frozenset[str] = frozenset()
    if people:
        strongest = max(people, key=lambda h: (h.score, h.end - h.start, -h.start))
        common = strongest.candidates
    source = "+".join(sorted({h.source for h in cluster}, key=lambda s: (_place_of(s), s)))
    score = max(h.score for h in cluster)
    start, end = _trimmed(text, start, end)
    if end > start:
        yield Hit(start, end, winner.kind, source, score, common)


def _strength(hit: Hit) -> tuple[int, int, float, int, str]:
    """Smallest wins: the longest span, then register finds, then score, then the specific kind."""
    return (
        -(hit.end - hit.start),
        _place_of(hit.source),
        -hit.score,
        _RANK.get(hit.kind, len(_RANK)),
        hit.source,
    )


def _carries(kind: str, hit: Hit) -> bool:
    if hit.kind == kind:
        return True
    return kind in _CARRIES_A_PERSON and hit.kind in ("person", "family", "reference")


def _place_of(source: str) -> int:
    head = source.partition(":")[0]
    return _ORDER.index(head) if head in _ORDER else len(_ORDER)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t\n\u00a0,;:":
        start += 1
    while end > start and text[end - 1] in " \t\n\u00a0,;:":
        end -= 1
    return start, end


def _neighbours_joined(text: str, hits: list[Hit]) -> list[Hit]:
    out: list[Hit] = []
    for hit in hits:
        last = out[-1] if out else None
        if last is not None and (joined := _joined(text, last, hit)):
            out[-1] = joined
        else:
            out.append(hit)
    return out


def _joined(text: str, last: Hit, hit: Hit) -> Hit | None:
    gap = text[last.end : hit.start]
    if last.kind == hit.kind == "person" and re.fullmatch(r"[ \u00a0\n]|[-‐‑]", gap):
        # A second register name with nobody in common is a second person, not a surname.
        if last.candidates and hit.candidates and not last.candidates & hit.candidates:
            return None
        common = last.candidates & hit.candidates or last.candidates or hit.candidates
        return _both(last, hit, "person", common)
    if last.kind == "address" and hit.kind in ("place", "postcode", "address"):
        if re.fullmatch(r",?[ \n]{1,2}", gap):
            return _both(last, hit, "address", last.candidates | hit.candidates)
    return None


def _both(last: Hit, hit: Hit, kind: str, candidates: frozenset[str]) -> Hit:
    sources = {*last.source.split("+"), *hit.source.split("+")}
    source = "+".join(sorted(sources, key=lambda s: (_place_of(s), s)))
    return Hit(last.start, hit.end, kind, source, max(last.score, hit.score), candidates)
