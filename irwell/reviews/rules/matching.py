"""Which part of the last text is which part of the new one, so that ids, links and comments stay with their words. Pure."""

from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

from irwell.reviews.rules.comparing import LIKE
from irwell.reviews.rules.parts import Part, flat, marks_moved

FEW = 12  # old parts that are looked at closely for one new part
SURE = 0.6  # the share of words by which a part that moved elsewhere counts as the same


@dataclass(frozen=True)
class Matched:
    """The new parts with the ids of the old ones they were recognised as, and what was not found again."""

    parts: tuple[Part, ...]
    changed: tuple[int, ...]
    lost: tuple[Part, ...]

    @property
    def new(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if not part.id)


def matched(old: Sequence[Part], new: Sequence[Part]) -> Matched:
    """First the same words, in order; then what shares most words and stands between the same neighbours; then elsewhere."""
    pairs = _same_words(old, new)
    nearest = Nearest(old)
    _between(nearest, len(old), new, pairs)
    _elsewhere(nearest, len(old), new, pairs)
    parts = tuple(
        _as(old[pairs[n]], part) if n in pairs else replace(part, id=0)
        for n, part in enumerate(new)
    )
    changed = tuple(old[o].id for n, o in sorted(pairs.items()) if old[o].text != new[n].text)
    taken = set(pairs.values())
    return Matched(parts, changed, tuple(part for n, part in enumerate(old) if n not in taken))


def _as(before: Part, now: Part) -> Part:
    """The new words, with what was recorded beside the old ones."""
    marks = now.marks or marks_moved(before.text, before.marks, now.text)
    return replace(
        now, id=before.id, public=before.public, public_of=before.public_of, out=before.out, slot=before.slot, marks=marks
    )  # fmt: skip


class Nearest:
    """Finds the old part that shares most words with a new one, among the few that share its rarer words."""

    def __init__(self, old: Sequence[Part]) -> None:
        self.words = [_words(part.text) for part in old]
        self._where: dict[str, list[int]] = defaultdict(list)
        for n, words in enumerate(self.words):
            for word in words:
                self._where[word].append(n)
        self._common = max(3, len(old) // 20)

    def best(self, text: str, free: Sequence[int], least: float) -> int | None:
        """The place in the old text; none when nothing free shares enough words."""
        if not text.strip() or not free:
            return None
        words = _words(text)
        weighed = [(_alike(words, self.words[o]), -o) for o in self._likely(words, free)]
        share, at = max(weighed, default=(0.0, 0))
        return -at if share >= least else None

    def _likely(self, words: Counter[str], free: Sequence[int]) -> Sequence[int]:
        if len(free) <= FEW:
            return free
        votes: Counter[int] = Counter()
        for word in words:
            if len(self._where[word]) <= self._common:
                votes.update(self._where[word])
        there = set(free)
        return [o for o, _ in votes.most_common(FEW * 2) if o in there][:FEW]


def _words(text: str) -> Counter[str]:
    return Counter(text.casefold().split())


def _alike(one: Counter[str], other: Counter[str]) -> float:
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 1.0


def _same_words(old: Sequence[Part], new: Sequence[Part]) -> dict[int, int]:
    waiting: dict[str, deque[int]] = defaultdict(deque)
    for n, part in enumerate(old):
        waiting[" ".join(part.text.split())].append(n)
    pairs = {}
    for n, part in enumerate(new):
        if queue := waiting.get(" ".join(part.text.split())):
            pairs[n] = queue.popleft()
    return pairs


def _between(nearest: Nearest, count: int, new: Sequence[Part], pairs: dict[int, int]) -> None:
    """Within each gap between recognised neighbours, in order, the best that shares enough words."""
    taken, at, gap = set(pairs.values()), 0, list[int]()
    for n in [*range(len(new)), len(new)]:
        if n < len(new) and n not in pairs:
            gap.append(n)
            continue
        end = pairs[n] if n < len(new) else count
        free = [o for o in range(at, end) if o not in taken]
        for m in gap:
            best = nearest.best(new[m].text, free, LIKE)
            if best is not None:
                pairs[m] = best
                taken.add(best)
                free = [o for o in free if o > best]
        gap, at = [], max(at, end + 1) if n < len(new) else at


def _elsewhere(nearest: Nearest, count: int, new: Sequence[Part], pairs: dict[int, int]) -> None:
    taken = set(pairs.values())
    free = [n for n in range(count) if n not in taken]
    for m in [n for n in range(len(new)) if n not in pairs]:
        best = nearest.best(new[m].text, free, SURE)
        if best is not None:
            pairs[m] = best
            free.remove(best)


def carried_keys(old: Sequence[Part], new: Sequence[Part]) -> dict[int, int]:
    """For each paragraph number of the old version, its number in the new one, where its part still stands."""
    there = {paragraph.key: n for n, paragraph in enumerate(flat(new), 1)}
    rows = {(p.key.split(".")[0], p.text): n for n, p in enumerate(flat(new), 1) if "." in p.key}
    found = {}
    for number, paragraph in enumerate(flat(old), 1):
        head = paragraph.key.split(".")[0]
        place = rows.get((head, paragraph.text), there.get(paragraph.key))
        if place is not None:
            found[number] = place
    return found


def aligned(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """For each place in `new`, the place in `old` that it was made from, where names were replaced on the way.

    What shares most words is found first; what lies between found neighbours in equal number is taken in order.
    """
    found = matched(
        [Part(n, "p", text) for n, text in enumerate(old, 1)], [Part(0, "p", text) for text in new]
    )
    pairs = {n: part.id - 1 for n, part in enumerate(found.parts) if part.id}
    taken, last, gap = set(pairs.values()), -1, list[int]()
    for n in range(len(new) + 1):
        if n < len(new) and n not in pairs:
            gap.append(n)
            continue
        end = pairs.get(n, len(old))
        free = [o for o in range(last + 1, end) if o not in taken]
        if len(free) == len(gap):
            pairs |= dict(zip(gap, free, strict=True))
        gap, last = [], max(last, end)
    return pairs
