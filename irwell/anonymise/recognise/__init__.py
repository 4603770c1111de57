"""Find what may identify somebody: a union of independent finders, each find with its source."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from irwell.anonymise import words
from irwell.anonymise.fold import fold
from irwell.anonymise.model import Document, Mention
from irwell.anonymise.recognise import keep, ordinary
from irwell.anonymise.recognise.agree import agreed
from irwell.anonymise.recognise.beginnings import Beginnings
from irwell.anonymise.recognise.capital_words import CapitalWords
from irwell.anonymise.recognise.capitals import (
    capital_hits,
    capitalised,
    forename_hits,
    forenames_before,
    initial_hits,
)
from irwell.anonymise.recognise.details import detail_hits
from irwell.anonymise.recognise.hits import Hit
from irwell.anonymise.recognise.merge import merged
from irwell.anonymise.recognise.patterns import pattern_hits
from irwell.anonymise.recognise.places import place_hits
from irwell.anonymise.recognise.propagate import OFTEN, FoundNames
from irwell.anonymise.recognise.register_gate import RegisterGate, gate_of
from irwell.anonymise.recognise.roles import role_hits
from irwell.anonymise.recognise.tagger import Scores, Tagger, TaggerUnavailable
from irwell.anonymise.recognise.times import duration_hits
from irwell.anonymise.register import Register

if TYPE_CHECKING:
    from irwell.anonymise.gazetteer import Gazetteer

__all__ = ["Recogniser", "Tagger", "TaggerUnavailable", "recognise"]

RULES_VERSION = "1"
# An ordinary English word needs a surer model before it is taken for a name.
_ORDINARY_NEEDS = 0.8
# So sure must the model be that a registered word with its capital is the name and not the word.
_HALF_A_NAME = 0.02
# Words that stand alone in the cells and headings of forms; the model takes some for people.
_ON_FORMS = words.listed(
    """
    action actions agency analysis background comment comments contents court date event events
    evidence finding findings hospital housing impact introduction lead learning name nursery outcome
    outcomes owner page police role school scope source status strengths summary timescale ward
    """
)
_A_THING = re.compile(r"\b(?:the|an?|this|that|each|every|no|any)\s$", re.IGNORECASE)
# A single plain word in a cell must be a surer body than one in a sentence.
_SURE_OF_A_BODY = 0.95
# Finders that go by capitals and forms alone.
_GUESSES = ("capital", "place:form", "place:street", "propagated")
_SHARED_TAGGER = Tagger()


@dataclass
class Recogniser:
    """A register made ready; `tagger=None` is the caller's explicit choice to do without.

    `details` proposes descent, amounts and rare facts too, which a review keeps as a rule.
    """

    register: Register
    tagger: Tagger | None
    details: bool = False
    gazetteer: "Gazetteer | None" = None
    gate: RegisterGate = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.gate = gate_of(self.register)

    def mentions(
        self, document: Document, *, progress: Callable[[int, int], None] | None = None
    ) -> tuple[Mention, ...]:
        """All mentions, block by block in reading order, without overlaps."""
        texts = [(block.id, block.text) for block in document.blocks if block.text.strip()]
        names = FoundNames()
        capitals = CapitalWords(names)
        first: list[tuple[list[Hit], Scores | None]] = []
        scored: Iterable[Scores | None] = [None] * len(texts)
        if self.tagger is not None:
            scored = self.tagger.scores_of(text for _, text in texts)
        for number, ((_, text), scores) in enumerate(zip(texts, scored, strict=True)):
            hits = self._hits(text, scores)
            names.learn(text, hits)
            if scores is not None and not self.details:
                capitals.learn(text, scores, hits)
            first.append((hits, scores))
            if progress is not None:
                progress(number + 1, len(texts))
        found: list[Mention] = []
        for (block_id, text), (hits, scores) in zip(texts, first, strict=True):
            guessed = [*names.hits(text), *capitals.hits(text, scores)]
            often = [hit for hit in guessed if hit.source == OFTEN]
            more = _not_denied(without_kept(text, guessed), scores) + often
            for hit in merged(text, [*hits, *more]):
                found.append(_mention(block_id, text, hit))
        return tuple(found)

    def block_hits(self, text: str) -> list[Hit]:
        """The hits of every finder in one text, not yet merged."""
        return self._hits(text, self.tagger.scores(text) if self.tagger is not None else None)

    def _hits(self, text: str, scores: Scores | None) -> list[Hit]:
        found = self.gate.hits(text)
        if self.gazetteer is not None:
            found += self.gazetteer.hits(text)
        capitals, beginnings = capitalised(text), Beginnings(text)
        others = [*role_hits(text, beginnings), *place_hits(text, beginnings)]
        others += capital_hits(text, capitals)
        others += [*forename_hits(text, capitals), *initial_hits(text)]
        others = _not_denied(others, scores)
        if scores is not None:
            others += self._tagged(text, scores)
            others += list(forenames_before(text, others))
        if self.details:
            found += [*duration_hits(text, fold(text)), *detail_hits(text)]
        return found + pattern_hits(text) + without_kept(text, others)

    def _tagged(self, text: str, scores: Scores) -> list[Hit]:
        """What the model proposes, and registered words of which it thinks a little that they are names."""
        found = [
            hit for hit in agreed(text, scores.hits(details=self.details), details=self.details)
            if hit.kind != "reference" or any(c.isdigit() for c in text[hit.start : hit.end])
        ]  # fmt: skip
        for known in self.gate.hits(text, everywhere=True):
            needed = _HALF_A_NAME if text[known.start].isupper() else scores.thresholds.person
            if known.kind == "person" and scores.person(known.start, known.end) >= needed:
                found.append(replace(known, score=min(known.score, 0.9)))
        return found


def recognise(
    document: Document,
    register: Register,
    *,
    tagger: Tagger | None = _SHARED_TAGGER,
    gazetteer: "Gazetteer | None" = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Mention, ...]:
    """Every mention in a document that may identify somebody.

    Raises TaggerUnavailable when the model cannot be loaded: unknown names would pass unseen.
    """
    recogniser = Recogniser(register, tagger, gazetteer=gazetteer)
    return recogniser.mentions(document, progress=progress)


def without_kept(text: str, hits: Iterable[Hit]) -> list[Hit]:
    """The hits that no kept phrase explains; register hits are never lowered."""
    return [hit for hit in hits if hit.from_register or not _explained(text, hit)]


def _not_denied(hits: Iterable[Hit], scores: Scores | None) -> list[Hit]:
    """Guesses from capitals and forms, less those of which the model is sure that they are none.

    Titles and the register are no guesses; without the model every guess stands.
    """
    if scores is None:
        return list(hits)
    return [
        hit for hit in hits
        if hit.from_register or hit.source == OFTEN or not hit.source.startswith(_GUESSES)
        or not scores.denies(hit.start, hit.end)
    ]  # fmt: skip


def _explained(text: str, hit: Hit) -> bool:
    if keep.covers(text, hit.start, hit.end):
        return True
    if hit.source == "tagger" and _is_heading(text, hit):
        return True
    if hit.source != "tagger" or hit.score >= _ORDINARY_NEEDS:
        return False
    if hit.kind not in ("person", "place") or not words.is_ordinary(text[hit.start : hit.end]):
        return False
    return not (hit.kind == "person" and _stands_out(text, hit))


def _stands_out(text: str, hit: Hit) -> bool:
    """Whether a plain word has a capital that only a name explains."""
    shown = text[hit.start : hit.end]
    if not shown[0].isupper() or ordinary.capital_means_nothing(text, hit.start, hit.end):
        return False
    if ordinary.stands_for_a_person(text, hit.start, hit.end):
        return True
    return shown.istitle() and not _A_THING.search(text[max(0, hit.start - 8) : hit.start])


def _is_heading(text: str, hit: Hit) -> bool:
    """A cell or line of a few plain words ("Summary", "Hospital attendance") names nobody."""
    begin = text.rfind("\n", 0, hit.start) + 1
    end = text.find("\n", hit.end)
    line = text[begin : end if end >= 0 else len(text)].strip(" :.*#|")
    if len(line.split()) > 3 or not words.is_ordinary(line):
        return False
    plain = line.casefold().split()
    if hit.kind not in ("person", "organisation", "place"):
        return False
    if all(word in _ON_FORMS for word in plain):
        return True
    return hit.kind != "person" and hit.score < _SURE_OF_A_BODY


def _mention(block_id: str, text: str, hit: Hit) -> Mention:
    entry_id = next(iter(hit.candidates)) if len(hit.candidates) == 1 else None
    return Mention(
        block_id=block_id,
        start=hit.start,
        end=hit.end,
        text=text[hit.start : hit.end],
        kind=hit.kind,
        entry_id=entry_id,
        source=hit.source,
        score=hit.score,
    )
