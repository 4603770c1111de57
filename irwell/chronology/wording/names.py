"""Names in the text of records, and which spellings are one name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz.distance import OSA

from irwell.chronology.pseudonyms import ORDINARY_WORDS

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:;\n•\-–(\"“‘]\s*$")
_SURNAME = re.compile(r" (?!(?:I|The|A|An)\b)[A-Z][a-z'’]+")
_VERB = re.compile(r"(?:ed|ing|aw|en|oke|ld|ent|et)$")
_TITLES = "mr mrs ms miss dr pc dc ds di ps sgt insp sister nurse professor prof mx sw hv"
TITLES = frozenset(_TITLES.split())
_NO_NAMES = (
    "january february march april may june july august september october november december monday"
    " tuesday wednesday thursday friday saturday sunday police school hospital social worker care health"
    " visitor mother father mum dad child children court family service services team primary academy"
    " nursery ward street road close avenue lane drive gp north south east west england english i"
    " section plan core group conference strategy discussion assessment early help yes no unborn baby"
    " midwife nurse officer teacher head community royal saint st infirmary centre general emergency"
    " department referral report visit home call the he she they it this that there and but for from to"
    " review initial protection need operation encompass public notice grandmother grandfather nan uncle"
    " aunt partner stepfather brother sister sibling parent parents carer he's she's surgery clinic"
    " christmas easter bank holiday council housing probation crown caseload terrace way court gardens"
    " place crescent view rise walk grove hill"
)
_CALLINGS = (
    "clerk manager lead mentor safeguarding duty desk reception receptionist support business named practitioner"
    " assistant adviser secretary paramedic crew registrar consultant sergeant constable coordinator senior deputy"
    " tutor pastoral student keyworker specialist therapist counsellor psychologist psychiatrist pharmacist dentist"
    " matron locum unknown records record letter email message telephone meeting minutes discharge summary"
    " notification caller anonymous admin administrator designated leader principal staff panel chair reviewing"
    " independent inspector detective traffic custody"
)
NO_NAMES = frozenset((*_NO_NAMES.split(), *_CALLINGS.split()))


def capitalised(text: str) -> Iterator[tuple[str, bool]]:
    """Each capitalised word that may be a name, small, and whether a sentence begins with it.

    A word before another that may be a name ("Gary Teller") is told as within the sentence, if it
    does not look like a verb ("Visited Gary").
    """
    for match in _WORD.finditer(text):
        word = match[0]
        if not word[0].isupper() or (word.isupper() and len(word) < 6):
            continue
        small = plain(word)
        if len(small) < 3 or small in NO_NAMES or small in TITLES:
            continue
        before = text[max(0, match.start() - 4) : match.start()]
        first = not before.strip() or bool(_SENTENCE_END.search(before))
        yield small, first and not (_SURNAME.match(text, match.end()) and not _VERB.search(small))


def plain(word: str) -> str:
    """A name's word in small letters without a possessive or apostrophe."""
    word = word.casefold().replace("’", "'")
    return word.removesuffix("'s").replace("'", "")


def parts(name: str) -> Iterator[str]:
    """The words of a name in a column of names, without titles and callings."""
    for match in _WORD.finditer(name):
        small = plain(match[0])
        if len(small) > 1 and small not in TITLES and small not in NO_NAMES:
            yield small


def known_names(
    columns: Iterable[str], texts: Iterable[tuple[str, bool]], told: Iterable[str]
) -> set[str]:
    """The words that are names: told, in a column of names, or capitalised within sentences."""
    known = {part for name in told for part in parts(name)}
    for column in columns:
        known.update(parts(column))
    within: Counter[str] = Counter()
    at_start: Counter[str] = Counter()
    for word, first in texts:
        (at_start if first else within)[word] += 1
    known.update(word for word in within if word not in ORDINARY_WORDS)
    return known


def spellings(counts: Mapping[str, int]) -> dict[str, str]:
    """Each name to the commonest spelling that is one slip away ("keely" to "keeley")."""
    chosen: dict[str, str] = {}
    by_shape: dict[str, list[str]] = defaultdict(list)
    for word in sorted(counts, key=lambda word: (-counts[word], word)):
        shapes = set(_shapes(word))
        near = {other for shape in shapes for other in by_shape.get(shape, ())}
        best = min(
            (other for other in near if _one_name(word, other)),
            key=lambda other: (OSA.distance(word, other), -counts[other], other),
            default=None,
        )
        if best is None:
            for shape in shapes:
                by_shape[shape].append(word)
        chosen[word] = word if best is None else best
    return chosen


def _shapes(word: str) -> Iterator[str]:
    """The word and the word short of any one letter: two words a slip apart share one of these."""
    yield word
    if len(word) > 4:
        for at in range(len(word)):
            yield word[:at] + word[at + 1 :]


def _one_name(word: str, other: str) -> bool:
    if min(len(word), len(other)) < 5 or word[0] != other[0]:
        return False
    limit = 2 if min(len(word), len(other)) > 6 else 1
    return OSA.distance(word, other, score_cutoff=limit) <= limit
