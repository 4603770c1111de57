"""Overlapping finds made one, always in the same way, and nothing that any of them covered lost."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from irwell.anonymise.recognise import keep
from irwell.anonymise.recognise.hits import Hit, starts_sentence, without_overlaps

# When finds of different kinds cover one another, the more specific kind names the whole.
_SPECIFIC = (
    "email", "url", "handle", "nhs_number", "ni_number", "upn", "uprn", "phone", "date-of-birth",
    "postcode", "address", "reference", "vehicle", "collar", "birthday", "age", "organisation", "place",
    "family", "person", "date", "month", "time", "weekday", "year",
)  # fmt: skip
_RANK = {kind: rank for rank, kind in enumerate(_SPECIFIC)}
_ORDER = ("register", "gazetteer", "pattern", "role", "place", "tagger", "propagated", "capital")
_INITIAL = re.compile(
    r"(?<![\w.])(?P<initials>(?:[A-Z]\.[ \u00a0]?){1,2}|(?<![.?!] )[B-HJ-Z][ \u00a0])$"
)
_TITLE = re.compile(
    r"(?<!\w)(?:Mr|Mrs|Ms|Miss|Master|Mx|Dr|Prof|PC|DC|DS|DI|DCI|PS|PCSO|WPC|Sgt|Insp)\.?[ \u00a0]$"
)
_NEXT_CAPITAL = re.compile(r"[ \u00a0\n]([A-Z][^\W\d_]+)(?![\w’'-]|[ \u00a0][A-Z])")
_CAPITAL_BEFORE = re.compile(r"(?<=\s)([A-Z][^\W\d_]+), $")
# Kinds whose span is a name and nothing else; an address or an account name is not taken apart.
_NAMES_ALONE = frozenset({"person", "family", "place", "organisation"})
_NOBODY: frozenset[str] = frozenset()
_BETWEEN_NAMES = frozenset(" \u00a0\n-‐‑")
_PARTED = re.compile(r"[\s,]")
_LINK_AT_END = re.compile(r"(?:[\s,;:(]+|[\s,](?:of|in|at|and|from|near|to|for|with|by|on|&))$")
_CARRIES_A_PERSON = frozenset(
    ["email", "handle", "url", "person", "family", "date-of-birth", "collar"]
)


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
    apart = [part for cluster in clusters for part in _apart(text, cluster)]
    single = [one for cluster in apart for one in _as_one(text, cluster)]
    joined = _neighbours_joined(text, single)
    if not joined:
        return []
    reaches = [hit.start for hit in joined[1:]] + [len(text)]
    whole, before = [], 0
    for hit, limit in zip(joined, reaches, strict=True):
        hit = _with_initial(text, _with_title(text, hit, before), before)
        hit = _with_surname(text, hit, before, limit)
        whole.append(hit)
        before = hit.end
    return whole


def _with_surname(text: str, hit: Hit, before: int, limit: int) -> Hit:
    """ "Destiny Good", "Brown, Christian": an ordinary word with a capital beside a forename."""
    if hit.kind != "person" or len(text[hit.start : hit.end].split()) > 1:
        return hit
    after = _NEXT_CAPITAL.match(text, hit.end, limit)
    if after and not keep.starts_phrase(text, after.start(1), after.end(1)):
        return hit.widened(hit.start, after.end(1))
    first = _CAPITAL_BEFORE.search(text[before : hit.start])
    if first is None:
        return hit
    start, end = before + first.start(1), before + first.end(1)
    if starts_sentence(text, start) or keep.starts_phrase(text, start, end):
        return hit
    return hit.widened(start, hit.end)


def _apart(text: str, cluster: list[Hit]) -> Iterator[list[Hit]]:
    """ "Dean Savage of Harrow School": a guess over two registered names, each by itself again."""
    if len(cluster) == 1:
        yield cluster
        return
    known = without_overlaps(hit for hit in cluster if hit.from_register and hit.candidates)
    parted = len(known) > 1 and min(cluster, key=_strength).kind in _NAMES_ALONE
    cuts = [
        after.start
        for last, after in pairwise(known)
        if parted
        and not last.candidates & after.candidates
        and _PARTED.search(text[last.end : after.start])
    ]
    if not cuts:
        yield cluster
        return
    begin = min(hit.start for hit in cluster)
    end = max(hit.end for hit in cluster)
    for start, stop in pairwise([begin, *cuts, end]):
        while link := _LINK_AT_END.search(text[start:stop]):
            stop = start + link.start()
        named = next(hit for hit in known if start <= hit.start < stop)
        yield [part for hit in cluster if (part := _within(hit, start, stop, named))]


def _within(hit: Hit, start: int, stop: int, named: Hit) -> Hit | None:
    """What of a hit lies between two places; a guess that was cut takes the name's kind."""
    start, stop = max(hit.start, start), min(hit.end, stop)
    if start >= stop:
        return None
    if (start, stop) == (hit.start, hit.end):
        return hit
    return None if hit.from_register else replace(hit, start=start, end=stop, kind=named.kind)


def _with_title(text: str, hit: Hit, before: int) -> Hit:
    """ "PC Judge": the title before a name belongs to it."""
    found = _TITLE.search(text[max(before, hit.start - 12) : hit.start])
    if found is None or hit.kind != "person":
        return hit
    return hit.widened(hit.start - len(found.group()), hit.end)


def _with_initial(text: str, hit: Hit, before: int) -> Hit:
    """ "P. Hargreaves": an initial before a name belongs to it."""
    if hit.kind != "person":
        return hit
    found = _INITIAL.search(text[max(before, hit.start - 8) : hit.start])
    if found is None or not any(c.islower() for c in text[hit.start : hit.end]):
        return hit
    return hit.widened(hit.start - len(found.group("initials")), hit.end)


def _as_one(text: str, cluster: list[Hit]) -> Iterator[Hit]:
    if len(cluster) == 1:
        only = cluster[0]
        start, end = _trimmed(text, only.start, only.end)
        if end > start:
            known = only.candidates if only.from_register else _NOBODY
            yield Hit(start, end, only.kind, only.source, only.score, known)
        return
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


@lru_cache(maxsize=512)
def _place_of(source: str) -> int:
    head = source.partition(":")[0]
    return _ORDER.index(head) if head in _ORDER else len(_ORDER)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t\n\u00a0,;:":
        start += 1
    while end > start and text[end - 1] in " \t\n\u00a0,;:":
        end -= 1
    if text[start:end].endswith(")") and "(" not in text[start:end]:
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
    if len(gap) > 3:
        return None
    if last.kind == hit.kind == "person" and gap in _BETWEEN_NAMES:
        # A second register name with nobody in common is a second person, not a surname.
        if last.candidates and hit.candidates and not last.candidates & hit.candidates:
            return None
        common = last.candidates & hit.candidates or last.candidates or hit.candidates
        return _both(last, hit, "person", common)
    follows = hit.kind in ("place", "postcode", "address") and re.fullmatch(r",?[ \n]{1,2}", gap)
    if last.kind == "address" and follows:
        return _both(last, hit, "address", last.candidates | hit.candidates)
    return None


def _both(last: Hit, hit: Hit, kind: str, candidates: frozenset[str]) -> Hit:
    sources = {*last.source.split("+"), *hit.source.split("+")}
    source = "+".join(sorted(sources, key=lambda s: (_place_of(s), s)))
    return Hit(last.start, hit.end, kind, source, max(last.score, hit.score), candidates)
