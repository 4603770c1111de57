"""A name found once is looked for everywhere in the document."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from irwell.anonymise import words
from irwell.anonymise.fold import Folded, fold, fold_text
from irwell.anonymise.recognise import keep, ordinary
from irwell.anonymise.recognise.forms import places_of
from irwell.anonymise.recognise.hits import Hit

_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_SMALL = re.compile(r"(?<![\w’'-])[a-z]{3,}(?![\w-])")
_GAP = re.compile(r"\s+")
_STOP = re.compile(r"[^\w\s\u00ad\u200b’'‑-]")
# A body or place that the model is sure of is looked for in the same words everywhere.
_SURE_PHRASE = 0.8
# A plain word that was found so often as a person is one wherever a person may stand.
_SO_OFTEN = 2
OFTEN = "propagated:often"
# Below this a single find is too weak to carry over a whole document.
SURE = 0.6
_NOT_NAMES = words.TITLES | words.RANKS | words.PARTICLES


@dataclass
class FoundNames:
    """The single words of names and places that a document has shown so far."""

    kinds: dict[str, Counter[str]] = field(default_factory=dict)
    phrases: dict[str, str] = field(default_factory=dict)
    # Words that the document writes small too, and how often a plain word stood for a person.
    small: set[str] = field(default_factory=set)
    standing: Counter[str] = field(default_factory=Counter)

    def learn(self, text: str, hits: Iterable[Hit]) -> None:
        """Take in the words of the hits that are sure enough and come not from the register."""
        self.small.update(_SMALL.findall(text))
        for hit in hits:
            if hit.source == "tagger" and hit.kind in ("organisation", "place"):
                self._learn_phrase(text[hit.start : hit.end], hit)
            if hit.kind not in ("person", "place", "family") or hit.from_register:
                continue
            if hit.score < SURE or hit.source.startswith("propagated"):
                continue
            kind = "person" if hit.kind == "family" else hit.kind
            for match in _TOKEN.finditer(fold_text(text[hit.start : hit.end])):
                word = match.group()
                plain = word.removesuffix("'s")
                if kind != "person" and words.is_ordinary(plain):
                    continue  # "Court" of "Ankara Administrative Court" is no place by itself
                if len(plain) > 2 and plain not in _NOT_NAMES:
                    self.kinds.setdefault(plain, Counter())[kind] += 1

    def _learn_phrase(self, shown: str, hit: Hit) -> None:
        if hit.score < _SURE_PHRASE or len(shown.split()) < 2 or words.is_ordinary(shown):
            return
        self.phrases.setdefault(fold_text(shown).strip(), hit.kind)

    def hits(self, text: str) -> Iterator[Hit]:
        """Where the learnt words stand in a text; ordinary words need their capital and context."""
        folded = fold(text)
        for phrase, kind in self.phrases.items():
            at = folded.text.find(phrase)
            while at >= 0:
                if _stands_alone(folded.text, at, at + len(phrase)):
                    yield Hit(*folded.span(at, at + len(phrase)), kind, "propagated", 0.6)
                at = folded.text.find(phrase, at + 1)
        known = list(self._known(text, folded))
        for at, (start, end, name) in enumerate(known):
            counts = self.kinds[name]
            source = "propagated"
            if words.is_ordinary(name):
                beside = [known[other] for other in (at - 1, at + 1) if 0 <= other < len(known)]
                if not self._surely(text, start, end, name) and not any(
                    self._whole(text, min(start, other[0]), max(end, other[1]), name, other[2])
                    for other in beside
                ):
                    continue
                # The whole document speaks for it: the model is not asked again.
                source = OFTEN if self.often(name) else source
            kind = max(sorted(counts), key=lambda k: counts[k])
            yield Hit(start, end, kind, source, 0.6)

    def _known(self, text: str, folded: Folded) -> Iterator[tuple[int, int, str]]:
        """Where words stand that were learnt, and the word."""
        kinds, tokens = self.kinds, _TOKEN.findall(folded.text)
        # What ends neither in "'s" nor as a plural does must be the learnt word itself.
        wanted = [at for at, token in enumerate(tokens) if token in kinds or token[-1] == "s"]
        places = places_of(tokens, folded.text) if kinds and wanted else []
        for at in wanted if kinds else ():
            plain = name = tokens[at].removesuffix("'s")
            if plain not in kinds:
                name = self._one_of_a_family(plain)
                if name == plain or not text[folded.offsets[places[at]]].isupper():
                    continue
            yield *folded.span(places[at], places[at] + len(plain)), name

    def _whole(self, text: str, start: int, end: int, one: str, other: str) -> bool:
        """Whether two names of people stand side by side ("banks priestnall"), however written."""
        if one == other or not (self.kinds[one]["person"] and self.kinds[other]["person"]):
            return False
        shown = text[start:end]
        return len(_GAP.findall(shown)) == 1 and not _STOP.search(shown)

    def often(self, word: str) -> bool:
        """Whether a plain word stood for a person so often that it does wherever one may stand."""
        found = self.kinds[word]["person"] if word in self.kinds else 0
        return found + self.standing[word] >= _SO_OFTEN

    def _one_of_a_family(self, word: str) -> str:
        """ "Kershaws" and "Marshes" are the Kershaws and the Marshes when one of them was found."""
        if word.endswith("s"):
            for stem in (word[:-1], word.removesuffix("es")):
                if stem in self.kinds and self.kinds[stem]["person"]:
                    return stem
        return word

    def _surely(self, text: str, start: int, end: int, word: str) -> bool:
        if keep.inside_phrase(text, start, end):
            return False
        needed = 0.5 if self.often(word) else 0.8 if word in self.small else 0.6
        return ordinary.name_likelihood(text, start, end, (word,)) >= needed


def _stands_alone(text: str, start: int, end: int) -> bool:
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
