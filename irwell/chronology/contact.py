"""Was there contact with the child? What an entry's answers and words say, and nothing beyond them."""

from __future__ import annotations

import re
from enum import StrEnum

from irwell.chronology.background import AgencySort
from irwell.chronology.entry import Answer
from irwell.chronology.wording.reading import Read

# An agency that writes one of these met the family itself.
_MET = frozenset(
    {
        "home visit", "medical examination", "immunisation", "new birth visit", "antenatal contact",
        "six to eight week review", "one year review", "two year review", "postnatal care", "core group",
        "child in need meeting", "team around the family",
    }
)  # fmt: skip
_OWN: dict[AgencySort, frozenset[str]] = {
    AgencySort.HOSPITAL: frozenset({"emergency department", "hospital admission", "birth"}),
    AgencySort.AMBULANCE: frozenset({"emergency department"}),
    AgencySort.GP: frozenset({"gp consultation"}),
    AgencySort.POLICE: frozenset({"police attendance", "arrest", "missing"}),
    AgencySort.MIDWIFERY: frozenset({"birth"}),
    AgencySort.SCHOOL: frozenset({"disclosure"}),
    AgencySort.NURSERY: frozenset({"disclosure"}),
    AgencySort.PROBATION: frozenset({"supervision"}),
}
# Of these an entry that names no meeting is of their own business: a car, a boiler.
_WHEN_CALLED = frozenset({AgencySort.POLICE, AgencySort.HOUSING})
# A day's absence is no contact of a school's.
_CLASSROOM = frozenset({AgencySort.SCHOOL, AgencySort.NURSERY})
# Elsewhere these are told at second hand: a hospital attendance that a social worker writes of.
_ELSEWHERE = frozenset(
    {"emergency department", "hospital admission", "police attendance", "arrest"}
)
_PAPER = frozenset(
    {"supervision", "correspondence", "police notification", "referral", "case closed", "strategy discussion", "marac"}
)  # fmt: skip
_TALK = frozenset({"telephone call"})
_SEEN = re.compile(
    r"\b(?:child(?:ren)?|baby|he|she|they|[A-Z]\w+) (?:was|were|is) (?:seen|observed|present|asleep|weighed|examined)\b"
    r"|\bsaw (?:the )?(?:child|baby|children|[A-Z]\w+)\b|\bseen (?:at home|alone|by|in|with)\b|\bin good health and\b"
)
# A question, a wish or a plan is no sight of the child: "asks whether Kayleigh is seen".
_SUPPOSED = re.compile(
    r"\b(?:whether|if|until|unless|when|once|asks?|asked|question|should|must|could|would|need(?:s|ed)?|to be|to have|not|never|nobody)\b[^.;:]{0,40}$",
    re.IGNORECASE,
)
_NOT_SEEN = re.compile(
    r"\b(?:not|never|wasn't|weren't|un)\s?(?:be |been )?seen\b|\bunable to see\b|\bdid not see\b|\bwithout (?:the )?(?:child|baby) being seen\b",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\b(?:seen|spoken to|spoke to \w+|saw \w+|visited|met)\b[^.]{0,30}\balone\b|\bon (?:her|his|their) own\b", re.I)  # fmt: skip
_SPOKEN = re.compile(r"\bspo(?:ke|ken) (?:to|with) (?:the )?(?:child|children|her|him|them|[A-Z]\w+)\b|\b(?:she|he|child|they|[A-Z]\w+) (?:said|told|disclosed|explained|described)\b")  # fmt: skip


class Contact(StrEnum):
    """What an entry records of contact."""

    SEEN = "child seen"
    MET = "contact, child not said to be seen"
    TALK = "by telephone or message"
    MISSED = "missed"
    PAPER = "no contact recorded"


def _said_seen(text: str) -> bool:
    """Whether the words say that a child was seen, and not that one might be."""
    return any(
        not _SUPPOSED.search(text[max(0, match.start() - 60) : match.start()])
        for match in _SEEN.finditer(text)
    )


def contact_of(read: Read) -> Contact:
    """The answers first; where they are silent, the words."""
    entry = read.entry
    if entry.child_seen is Answer.YES or Answer.YES in (entry.child_spoken_to, entry.child_alone):
        return Contact.SEEN
    if read.has("missed appointment"):
        return Contact.MISSED
    if read.sort in _CLASSROOM and read.has("school absence") and not _said_seen(read.text):
        return Contact.PAPER
    own = _OWN.get(read.sort, frozenset())
    second_hand = read.has(*_PAPER, *_TALK, *_ELSEWHERE) and not read.has(*_MET, *own)
    if second_hand:
        return Contact.TALK if read.has(*_TALK) else Contact.PAPER
    if read.sort in _WHEN_CALLED and not read.has(*_MET, *own) and not _said_seen(read.text):
        return Contact.PAPER
    if entry.child_seen is Answer.NO or _NOT_SEEN.search(read.text):
        return Contact.MET
    return Contact.SEEN if _said_seen(read.text) else Contact.MET


def is_contact(read: Read) -> bool:
    """Whether someone of the family was met."""
    return contact_of(read) in (Contact.SEEN, Contact.MET)


def seen(read: Read) -> bool:
    """Whether the child was seen."""
    return contact_of(read) is Contact.SEEN


def seen_alone(read: Read) -> bool:
    """Whether the child was seen alone, by the answer or else the words."""
    if read.entry.child_alone is not Answer.NOT_RECORDED:
        return read.entry.child_alone is Answer.YES
    return seen(read) and bool(_ALONE.search(read.text)) and "not alone" not in read.text.casefold()


def spoken_to(read: Read) -> bool:
    """Whether the child was spoken to or is quoted."""
    if read.entry.child_spoken_to is not Answer.NOT_RECORDED:
        return read.entry.child_spoken_to is Answer.YES
    return bool(read.entry.voice.strip()) or (seen(read) and bool(_SPOKEN.search(read.text)))
