"""Numbers, codes and addresses with a fixed form; check digits raise the score.

All patterns run on folded text, so an odd space or a look-alike digit hides nothing.
"""

import re
import string
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from irwell.anonymise import words
from irwell.anonymise.fold import Folded, fold
from irwell.anonymise.recognise import times
from irwell.anonymise.recognise.beginnings import CODE, LEAD, NUMBER, Beginnings
from irwell.anonymise.recognise.hits import Hit

_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def nhs_number_is_valid(digits: str) -> bool:
    """Modulus 11 over the first nine digits; ten is never a check digit."""
    if len(digits) != 10 or not digits.isdigit() or len(set(digits)) == 1:
        return False
    total = sum(int(d) * weight for d, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    check = (11 - total % 11) % 11
    return check != 10 and check == int(digits[9])


def upn_is_valid(upn: str) -> bool:
    """The check letter of a unique pupil number (a temporary one ends in a letter)."""
    upn = upn.upper()
    if not re.fullmatch(r"[A-Z]\d{11}[\dA-Z]", upn):
        return False
    values = [int(c) if c.isdigit() else _UPN_LETTERS.find(c) for c in upn[1:]]
    total = sum(value * weight for value, weight in zip(values, range(2, 14), strict=True))
    return _UPN_LETTERS[total % 23] == upn[0]


@dataclass(frozen=True, slots=True)
class _Pattern:
    """`begins`: with what it may begin (see `beginnings`); else every match holds one of `needs`."""

    kind: str
    name: str
    begins: Collection[str]
    pattern: re.Pattern[str]
    score: float
    group: int = 0
    check: Callable[[str, str], float] | None = None
    needs: tuple[str, ...] = ()

    def matches(self, beginnings: Beginnings) -> Iterator[re.Match[str]]:
        if self.begins:
            yield from beginnings.matches(self.pattern, self.begins)
        elif any(piece in beginnings.text for piece in self.needs):
            yield from self.pattern.finditer(beginnings.text)


def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _nhs(folded: str, shown: str) -> float:
    return 1.0 if nhs_number_is_valid(re.sub(r"\D", "", folded)) else 0.0


def _upn(folded: str, shown: str) -> float:
    return 1.0 if upn_is_valid(folded) else 0.7


def _capitals(folded: str, shown: str) -> float:
    """Half a hit when small letters are used, so that "on 21 may" is no vehicle mark."""
    letters = [c for c in shown if c.isalpha()]
    return 1.0 if all(c.isupper() for c in letters) else 0.0


def _capitals_first(folded: str, shown: str) -> float:
    """A code is known by the capitals before its number; what follows may be written small."""
    return _capitals(folded, re.split(r"\d", shown, maxsplit=1)[0])


def _mostly(folded: str, shown: str) -> float:
    return 1.0 if _capitals(folded, shown) else 0.7


def _phone(folded: str, shown: str) -> float:
    digits = re.sub(r"\D", "", folded.replace("(0)", ""))
    digits = re.sub(r"^(?:00)?44", "0", digits)
    if re.search(r"[/.]", folded) and not folded.lstrip().startswith(("+", "0")):
        return 0.0
    return 0.95 if len(digits) in (10, 11) and digits.startswith("0") else 0.0


_CUE = r"(?:n(?:umber|o)s?\.?|ref(?:erence)?s?\.?|id|#|log|record|file|account|code)"
_SYSTEMS = (
    r"(?:mosaic|lcs|ics|liquidlogic|carefirst|frameworki|framework-i|systmone|emis|rio|paris|"
    r"care ?director|azeus|eclipse|paf|niche|connect|athena|pnd|pnc|merlin|icat|cris|holmes|"
    r"urn|cspr|lcspr|scr|sin|csins|cin|dhr|sar|mash|cad|vist|ppn|hospital|nhs|mrn|court|crime|case|"
    r"incident|custody|occurrence|intelligence|log|claim|tenancy|passport|"
    r"home office|ho|brp|unique reference|prison|police)"
)
_REF = r"(?=[a-z0-9/\-.]*\d{2})[a-z0-9]{1,10}(?:[/\-.](?=[a-z0-9/\-.]*\d)[a-z0-9]{1,10}){0,4}"

# "ho" is short: whatever follows it may be its number.
_SYSTEMS_BEGIN = words.listed("""
    mos lcs ics liq car fra sys emi rio par aze ecl paf nic con ath pnd pnc mer ica cri hol urn csp scr sin csi
    cin dhr sar mas cad vis ppn hos nhs mrn cou cas inc cus occ int log cla ten pas hom brp uni pri pol ho
    """).union("ho" + char for char in string.ascii_lowercase + string.digits)
_CUES_BEGIN = words.listed("cas cri inc our you hos rec num no nos ref id # log fil acc cod")
PATTERNS: tuple[_Pattern, ...] = (
    _Pattern("email", "email", (), _re(r"[\w.%+'-]+ ?@ ?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}"), 1.0,
             needs=("@",)),
    _Pattern("email", "email", (), _re(
        r"[\w.%+-]+ ?[\[(] ?at ?[\])] ?[\w-]+ ?(?:[\[(] ?dot ?[\])]|\.) ?[\w.-]*[a-z]{2,}"), 0.9,
        needs=("at]", "at)", "at ]", "at )")),
    _Pattern("url", "url", ("htt", "www"), _re(
        r"\b(?:https?://|www\.)[^\s<>\"]+[^\s<>\".,;:!?)\]']"), 1.0),
    _Pattern("url", "url", (), _re(
        r"\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:co\.uk|org\.uk|gov\.uk|sch\.uk|ac\.uk|nhs\.uk|com|net|"
        r"org)(?:/[^\s<>\"]*)?\b"), 0.9,
        needs=(".co.uk", ".org", ".gov.uk", ".sch.uk", ".ac.uk", ".nhs.uk", ".com", ".net")),
    _Pattern("handle", "handle", ("@",), _re(r"(?<![\w.@])@[\w.-]*\w(?:'\w+)*"), 0.9),
    _Pattern("handle", "handle", ("#",), _re(r"(?<!\w)#(?=\w*[a-z]{3})\w+"), 0.6),
    _Pattern("postcode", "postcode", (CODE, "gir"), _re(
        r"\b(?:gir ?0aa|(?:[a-pr-uwyz]\d{1,2}|[a-pr-uwyz][a-hk-y]\d{1,2}|[a-pr-uwyz]\d[a-hjkps-uw]|"
        r"[a-pr-uwyz][a-hk-y]\d[abehmnprv-y]) ?\d[abd-hjlnp-uw-z]{2})\b"), 0.9, 0, _mostly),
    _Pattern("nhs_number", "nhs-number", (NUMBER,), _re(
        r"(?<![\d+])\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)"), 1.0, 0, _nhs),
    _Pattern("nhs_number", "nhs-number", ("nhs",), _re(
        r"\bnhs (?:number|no\.?)[ :,]*(?:is |was |of )?(\d{3}[ -]?\d{3}[ -]?\d{4})(?!\d)"), 0.9, 1),
    _Pattern("ni_number", "ni-number", (CODE,), _re(
        r"\b(?!bg|gb|kn|nk|nt|tn|zz)[a-ceghj-prtw-z][a-ceghj-nprtw-z] ?\d{2} ?\d{2} ?\d{2} ?[a-d]\b"),
        1.0),
    _Pattern("upn", "upn", (CODE,), _re(r"\b[a-hj-np-rt-z]\d{11}[0-9a-z]\b"), 1.0, 0, _upn),
    _Pattern("uprn", "uprn", ("upr",), _re(r"\buprn[ :,]*(?:is |was |of )?(\d{6,12})\b"), 1.0, 1),
    _Pattern("vehicle", "vehicle-mark", (CODE,), _re(
        r"\b[a-z]{2}\d{2} ?[a-z]{3}\b|\b[a-z]\d{1,3} [a-z]{3}\b|\b[a-z]\d{2,3}[a-z]{3}\b|"
        r"\b[a-z]{3} \d{1,3} ?[a-z]\b"), 0.9, 0, _capitals),
    _Pattern("phone", "phone", (LEAD,), _re(
        r"(?<![\w/.,£$€-])(?:\+ ?44|0044|\(?0)[\d ()-]{8,16}\d(?![\d/])"), 0.95, 0, _phone),
    _Pattern("collar", "collar", (CODE, "pc", "dc", "ds", "di", "ps", "pcs", "wpc", "sgt", "ins"), _re(
        r"\b(?:pc|dc|ds|di|ps|pcso|wpc|sgt|insp(?:ector)?)\.? ?\d{2,6}\b"), 0.95),
    _Pattern("collar", "collar", ("col", "sho", "war", "bad"), _re(
        r"\b(?:collar|shoulder|warrant|badge) (?:number|no\.?)[ :,]*((?:[a-z]{1,3} ?)?\d{2,6})\b"),
        0.95, 1),
    _Pattern("reference", "court", ("[",), _re(
        r"\[(?:19|20)\d\d\] (?:ewhc|ewfc|ewca|uksc|ukut|ewcop)(?: (?:civ|crim))? \d+(?: \([a-z]+\))?"),
        0.9),
    _Pattern("reference", "court", (CODE,), _re(r"\b[a-z]{2}\d{2}[a-z]\d{4,5}\b|\b[a-z]{2}\d{2}/\d{4,6}\b"), 0.9),
    _Pattern("reference", "crime", (NUMBER, CODE), _re(
        r"\b\d{2}[a-z]{1,3}/\d{3,7}/\d{2,4}\b|\b[a-z]{2,4}/\d{3,8}/\d{2,4}\b|\b[a-z]{2,6}/\d{4}/\d{1,6}\b"),
        0.95),
    _Pattern("reference", "crime", ("log",), _re(
        r"\blog \d{2,6}(?: of \d{1,2}[/.]\d{1,2}[/.]\d{2,4})?\b"), 0.9),
    _Pattern("reference", "cue", _SYSTEMS_BEGIN, _re(
        rf"\b{_SYSTEMS}(?: {_CUE})?[ :,-]*(?:is |was |of )?({_REF})\b(?!\s?(?:%|years|months|weeks))"),
        0.8, 1),
    _Pattern("reference", "cue", _CUES_BEGIN, _re(
        rf"(?<!protocol )\b(?:case |crime |incident |our |your |hospital |record )?{_CUE}[ :]+(?:is |was )?({_REF})\b"),
        0.7, 1),
    _Pattern("reference", "system", ("mos", "lcs", "rio", "emi", "sys", "csp", "scr", "urn", "cad", "mas"), _re(
        r"\b(?:mosaic|lcs|rio|emis|systmone|cspr|lcspr|scr|urn|cad|mash)[ /:-]?(?:\d[\d/\-]{2,})"), 0.95),
    _Pattern("reference", "long-number", (NUMBER,), _re(
        r"(?<![\d£$€.,+/-])\d{7,14}(?![\d,]|\.\d)"), 0.7),
    _Pattern("reference", "letters-and-digits", (CODE,), _re(
        r"\b(?=[a-z0-9-]*\d{3})(?=[a-z0-9-]*[a-z])[a-z]{1,5}-?\d{4,10}[a-z]?(?:[/-][a-z\d]{1,8}){0,3}\b"), 0.7, 0, _capitals_first),
    _Pattern("reference", "application", (NUMBER,), _re(
        r"(?<![\d/.,£])\d{4,6}/\d{2}(?![\d/])(?! (?:per|of))"), 0.7),
    _Pattern("reference", "bank", ("sor",), _re(
        r"\bsort code[ :]*(\d{2}[ -]?\d{2}[ -]?\d{2})(?:[ ,]*account(?: number| no\.?)?[ :]*\d{8})?"),
        0.95, 0),
    _Pattern("url", "ip-address", (NUMBER,), _re(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])"), 0.8),
)  # fmt: skip


def pattern_hits(text: str) -> list[Hit]:
    """All pattern hits in one text, times and ages included; they may overlap."""
    folded = fold(text)
    beginnings = Beginnings(folded.text)
    found = list(times.time_hits(text, folded, beginnings))
    return [*found, *_code_hits(text, folded, beginnings)]


def _code_hits(text: str, folded: Folded, beginnings: Beginnings) -> Iterator[Hit]:
    for pattern in PATTERNS:
        for match in pattern.matches(beginnings):
            start, end = folded.span(*match.span(pattern.group))
            shown = text[start:end]
            score = pattern.score
            if pattern.check is not None:
                score *= pattern.check(match.group(pattern.group), shown)
            if score > 0:
                yield Hit(start, end, pattern.kind, f"pattern:{pattern.name}", score)
