"""Ordinary words that a document writes with a capital alone, where a person would stand.

"The aunt told Pride", in a report that nowhere writes "pride" small. A single such word the model may
deny; either way it stays a weak guess.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from irwell.anonymise import words
from irwell.anonymise.recognise import keep, ordinary
from irwell.anonymise.recognise.capitals import names_nobody
from irwell.anonymise.recognise.hits import Hit, starts_sentence
from irwell.anonymise.recognise.propagate import OFTEN, SURE, FoundNames
from irwell.anonymise.recognise.tagger import Scores

_CAPITAL = re.compile(r"(?<![\w’'@./-])[A-Z][a-z\u00ad\u200b]{2,}(?![\w@/-]|[’'](?!s\b))")
_HIDDEN = re.compile("[\u00ad\u200b]")
_BESIDE_A_CAPITAL = re.compile(r"[ \u00a0][A-Z]")
_AFTER_A_CAPITAL = re.compile(
    r"[A-Z][\w’'.-]*[ \u00a0]$|\b(?:[Tt]he|[Aa]n?|[Tt]his|[Tt]hat|[Ee]ach|[Ee]very|[Nn]o|[Aa]ny)[ \u00a0]$"
)
# Words of the work that reports write with a capital for no reason.
_OF_THE_WORK = words.listed(
    """
    adult adults agency agencies board care children chief college constabulary council court director
    education families force government headteacher health hospital housing law nursery officers parents
    partners partnership person police probation professionals school services social society state team
    trust ward worker workers practice practitioner practitioners management leadership supervision managers
    midwifery girl girls boy boys twin twins infant infants pupil pupils toddler teenager relatives neighbours
    friends foster carer carers guardian solicitor judge surgeon consultant pharmacist paramedics witness witnesses
    security reception counsel barrister
    """
)
# What people alone do, or have done to them: "Pilot denied it", "Pilot was born early".
_DOES_AS_PEOPLE = re.compile(
    r"\s(?:(?:then|also|later|never|always|only|again)\s)?(?:said|says|told|asked|replied|denied|admitted|insisted|"
    r"cried|wept|smiled|laughed|shouted|screamed|whispered|drove|rang|phoned|telephoned|texted|slept|woke|drank|"
    r"smoked|married|apologised|disclosed|confessed|hugged|kissed|slapped|punched|kicked|bit|swore|"
    r"(?:was|were|had been|has been)\s(?:then\s|later\s)?(?:born|weighed|arrested|interviewed|bailed|remanded|"
    r"pregnant|asleep|tearful|discharged|hospitalised|immunised|bullied|excluded))\b"
)
_SURE_CAPITAL = 0.9
_WEAK = 0.45
# How likely a person the model must think a word with a capital that nothing else explains.
_HALF_A_NAME = 0.01


@dataclass
class CapitalWords:
    """The plain words of a document that stood for a person, beside the names that were found."""

    names: FoundNames

    def learn(self, text: str, scores: Scores, hits: Iterable[Hit]) -> None:
        """Take in one text with what was found in it; all are taken in before the first is searched."""
        sure = {at for hit in hits if hit.score >= SURE for at in range(hit.start, hit.end)}
        for start, end, word in _candidates(text):
            if start not in sure and _surely_standing(text, start, end, word, scores):
                self.names.standing[word] += 1

    def hits(self, text: str, scores: Scores | None) -> Iterator[Hit]:
        """Where such a word stands for a person."""
        if scores is None or not self.names.standing:
            return
        for start, end, word in _candidates(text):
            if word in self.names.small or word not in self.names.standing:
                continue
            often = self.names.often(word)
            likely = ordinary.name_likelihood(text, start, end, (word,))
            if _surely_standing(text, start, end, word, scores) or (often and likely >= 0.6):
                # What the model denies once it may still be told by the whole document.
                yield Hit(start, end, "person", OFTEN if often else "capital:word", _WEAK)


def _candidates(text: str) -> Iterator[tuple[int, int, str]]:
    english = words.english()
    for match in _CAPITAL.finditer(text):
        word = _HIDDEN.sub("", match.group()).lower()
        if word not in english or word in _OF_THE_WORK or word in ordinary.MONTHS:
            continue
        if _BESIDE_A_CAPITAL.match(text, match.end()):
            continue
        if _AFTER_A_CAPITAL.search(text[max(0, match.start() - 24) : match.start()]):
            continue
        if not keep.is_kept_word(word):
            yield *match.span(), word


def _surely_standing(text: str, start: int, end: int, word: str, scores: Scores) -> bool:
    if starts_sentence(text, start):
        return bool(_DOES_AS_PEOPLE.match(text, end)) and not names_nobody(word)
    if ordinary.name_likelihood(text, start, end, (word,)) < _SURE_CAPITAL:
        return False
    if ordinary.stands_for_a_person(text, start, end):
        return True
    return scores.person(start, end) >= _HALF_A_NAME
