"""Names shown by what stands before them: titles, ranks, kinship, posts, "known as"."""

import re
from collections.abc import Iterator

from irwell.anonymise import words
from irwell.anonymise.recognise import keep
from irwell.anonymise.recognise.beginnings import Beginnings, Rule, first_letters
from irwell.anonymise.recognise.hits import Hit

_UPPER = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u017f\u0218\u021a\u1e00-\u1eff"
_IN = r"[^\W\d_]|[\u00ad\u200b\u200c\u200d\u2060\ufeff]"
NAME = rf"[{_UPPER}](?:{_IN})*(?:[’'‐‑-](?:{_IN})+)*"
_INITIAL = rf"[{_UPPER}]\.?"
_GAP = r"[ \u00a0\n]"
_PARTICLE = r"(?:van|von|de|der|den|del|da|di|du|el|al|bin|ibn|la|le|ap|ab|ní|ó|ua|ui)"
_NAMES = rf"(?:(?:{_INITIAL}{_GAP}?){{0,2}}(?:{_PARTICLE}(?:{_GAP}|-))*{NAME}(?:{_GAP}(?:{_PARTICLE}(?:{_GAP}|-))*{NAME}){{0,2}})"
_TITLED_BY = (
    r"Mr|Mrs|Ms|Miss|Master|Mx|Dr|Doctor|Prof|Professor|Sir|Dame|Lord|Lady|Rev|Revd|Reverend|"
    r"Imam|Rabbi|Pastor|Canon|Judge|HHJ|Justice|Nurse|Auntie|Aunty|Aunt|Uncle|Nana|Nanny|Grandad|"
    r"PC|DC|DS|DI|DCI|PS|PCSO|WPC|Sgt|Sergeant|Insp|Inspector|Constable|Officer|Superintendent|"
    r"Detective (?:Constable|Sergeant|Inspector)|Police Constable|Councillor|Cllr|Coach|Sister|Father"
)
_TITLED = Rule(
    re.compile(
        rf"(?<!\w)(?P<title>{_TITLED_BY})(?:\.)?{_GAP}(?:(?:Mr|Mrs|Ms|Miss|Dr)\.?{_GAP})?(?P<number>\d{{2,6}}{_GAP})?(?P<name>{_NAMES})"
    ),
    begins=first_letters(_TITLED_BY),
)
_CIVIL = frozenset({"Mr", "Mrs", "Ms", "Miss", "Mx", "Dr"})
_KIN = (
    r"mother|father|mum|mam|dad|stepmother|stepfather|step-?dad|step-?mum|parents?|brother|sister|sibling|"
    r"half-?brother|half-?sister|twin|son|daughter|baby|niece|nephew|cousin|aunt|uncle|"
    r"grandmother|grandfather|grandma|grandad|nan|wife|husband|partner|ex-partner|boyfriend|girlfriend|"
    r"friend|neighbour|carer|foster carer|child|infant|toddler|teenager|girl|boy|perpetrator|landlord|lodger"
)
_POST = (
    r"social worker|team manager|manager|health visitor|midwife|teacher|headteacher|head teacher|"
    r"school nurse|nurse|doctor|paediatrician|consultant|gp|psychiatrist|psychologist|therapist|"
    r"counsellor|support worker|family worker|youth worker|key ?worker|personal adviser|"
    r"teaching assistant|safeguarding lead|designated lead|probation officer|police officer|officer|"
    r"detective|solicitor|barrister|judge|coroner|guardian|receptionist|pharmacist|paramedic|"
    r"housing officer|coach|tutor|mentor|reviewer|advocate|interpreter|childminder"
)
_ROLED = Rule(
    re.compile(
        rf"\b(?P<role>(?i:{_KIN}|{_POST}))(?:,? \(?|: ?| called | named )(?P<name>{_NAMES})"
    ),
    begins=first_letters(f"{_KIN}|{_POST}"),
)
_CALLED = Rule(
    re.compile(
        r"\b(?i:known as|a\.?k\.?a\.?|called (?:him|her|himself|herself)?|named|nicknamed|goes by|went by|"
        rf"by the name of|née|nee|formerly|alias)[ ,:]*[“\"‘']?(?P<name>{_NAMES})"
    ),
    begins=words.listed("kno a ak aka cal nam nic goe wen by née nee for ali"),
)
_FAMILY = Rule(
    re.compile(
        rf"\b[Tt]he (?P<name>{NAME}) (?:family|household|children|siblings|brothers|sisters|case)\b"
    ),
    begins=("the",),
)
_PLURAL = Rule(
    re.compile(
        rf"\b[Tt]he (?P<name>{NAME}(?<=s))(?= (?:were|had|moved|lived|told|have|are|and)\b)"
    ),
    begins=("the",),
)


def role_hits(text: str, beginnings: Beginnings) -> Iterator[Hit]:
    """Names that their neighbourhood gives away, titles and ranks taken into the span."""
    for match in _TITLED.matches(beginnings):
        start, end = _trimmed(text, *match.span("name"))
        # "Ms Black" is a name though "Black" is a kept word; "Officer Health" is not.
        civil = match["title"] in _CIVIL and " " not in text[start:end]
        if end > start and (civil or not _is_post(text[start:end])):
            yield Hit(match.start(), end, "person", f"role:{match['title'].lower()}", 0.9)
    for rule, score in ((_ROLED, 0.6), (_CALLED, 0.7)):
        for match in rule.matches(beginnings):
            start, end = _trimmed(text, *match.span("name"))
            name = text[start:end]
            if end > start and not words.is_ordinary(name) and not _is_post(name):
                role = match.groupdict().get("role") or "called"
                yield Hit(start, end, "person", f"role:{role.lower()}", score)
    for rule in (_FAMILY, _PLURAL):
        for match in rule.matches(beginnings):
            name = match["name"]
            named = rule is _FAMILY or not words.is_ordinary(name)
            if named and not _is_post(name):
                end = match.end() if rule is _FAMILY else match.end("name")
                yield Hit(match.start("name"), end, "family", "role:family", 0.6)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The name without a possessive, and without a word that only begins the next sentence."""
    name = text[start:end]
    for tail in ("’s", "'s"):
        if name.endswith(tail):
            return start, end - len(tail)
    head, gap, last = name.rpartition("\n")
    if gap and words.is_ordinary(last):
        return start, start + len(head)
    return start, end


def _is_post(name: str) -> bool:
    return any(a == 0 and b >= len(name) for a, b in keep.kept_spans(name))
