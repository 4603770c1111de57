"""Which registered names a word may be a slip of the pen for.

Names are indexed by what is left after a letter is dropped and by their sound, so a lookup costs
nearly the same for five registered people as for three hundred.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

import jellyfish
from rapidfuzz.distance import OSA

from irwell.anonymise import words

# A word of so many letters may hold two slips, behind its first letter (see `_judge`).
_TWO_SLIPS = 7
_SOUND_ALIKE_STARTS = (
    frozenset("ckq"), frozenset("fpv"), frozenset("gj"), frozenset("szc"), frozenset("iey"),
    frozenset("wrh"), frozenset("ao"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Near:
    """A registered name close to the word, with the evidence as a score."""

    name: str
    score: float
    reason: str


@dataclass
class NearNames:
    """An index of folded single-word names."""

    names: dict[str, frozenset[str]]
    _known: dict[tuple[str, bool], tuple[Near, ...]] = field(default_factory=dict, repr=False)

    def find(self, word: str, *, titled: bool = False) -> tuple[Near, ...]:
        """The names that `word` may stand for, best first; empty for a name itself.

        Behind a title ("Dr Bans") even a short or ordinary word is taken for a slip.
        """
        key = (word, titled)
        if key not in self._known:
            self._known[key] = self._find(word, titled)
        return self._known[key]

    def _find(self, word: str, titled: bool) -> tuple[Near, ...]:
        if len(word) < (3 if titled else 4) or word in self.names or not word.isalpha():
            return ()
        index = self._index
        spelt: set[str] = set()
        sounded: set[str] = set()
        for rest in index.by_rest.keys() & _rests(word):
            spelt |= index.by_rest[rest]
        # An ordinary word is taken for a slip of one letter at most, never for its sound.
        if word not in words.english():
            sounded = index.by_sound.get(jellyfish.metaphone(word), sounded)
            if len(word) >= _TWO_SLIPS:
                spelt |= index.long_ones.get(word[0], set())
        found = [
            near for name in spelt | sounded for near in _judge(word, name, name in sounded, titled)
        ]
        return tuple(sorted(found, key=lambda near: (-near.score, near.name)))

    @cached_property
    def _index(self) -> "_Index":
        return _Index.of(name for name in self.names if len(name) > 2)


@dataclass(frozen=True, slots=True)
class _Index:
    """Names by what is left of them without a letter, by sound, and the long ones by first letter."""

    by_rest: dict[str, set[str]] = field(default_factory=dict)
    by_sound: dict[str, set[str]] = field(default_factory=dict)
    long_ones: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, names: Iterable[str]) -> "_Index":
        index = cls()
        for name in names:
            for rest in _rests(name):
                index.by_rest.setdefault(rest, set()).add(name)
            index.by_sound.setdefault(jellyfish.metaphone(name), set()).add(name)
            if len(name) >= _TWO_SLIPS:
                index.long_ones.setdefault(name[0], set()).add(name)
        return index


def _rests(word: str) -> set[str]:
    """The word itself, and what is left of it without any one letter."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _judge(word: str, name: str, sounds: bool, titled: bool) -> Iterator[Near]:
    distance = OSA.distance(word, name)
    size = min(len(word), len(name))
    same_start = word[0] == name[0]
    if titled and distance == 1 and same_start:
        yield Near(name, 0.8, "spelling")
        return
    if size < 4:
        return
    # An ordinary word one letter off a name is far more often just that word.
    if word in words.english() and (distance > 1 or not same_start):
        return
    if distance == 1 and (same_start or size >= 6):
        yield Near(name, 0.8 if size >= 6 else 0.65, "spelling")
    elif distance == 2 and size >= _TWO_SLIPS and same_start:
        yield Near(name, 0.6, "spelling")
    elif sounds and distance <= 3 and size >= 4 and _may_start_alike(word, name):
        yield Near(name, 0.6 if size >= 5 else 0.45, "sound")


def _may_start_alike(word: str, name: str) -> bool:
    if word[0] == name[0]:
        return True
    return any({word[0], name[0]} <= group for group in _SOUND_ALIKE_STARTS)
