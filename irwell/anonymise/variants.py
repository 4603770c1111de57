"""Every form in which a registered identity may stand in a text."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from irwell.anonymise import words
from irwell.anonymise.fold import fold_text

if TYPE_CHECKING:
    from irwell.anonymise.register import Entry

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_TITLES = words.TITLES | words.RANKS
_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b", re.IGNORECASE)
_ORG_KINDS = re.compile(
    r"(?:\s+(?:c ?of ?e|ce|c\.e\.?|rc|r\.c\.?|catholic|church|community|county|free|grammar|high|"
    r"infants?|junior|middle|nursery|pre-?|primary|secondary|special|upper|lower|general|royal|"
    r"medical|health|family|children'?s|women'?s|care|group|town|city|borough|village|surgery|"
    r"practice|hospital|infirmary|school|academy|college|centre|clinic|refuge|hostel|house|trust|"
    r"council|team|hub|services?|unit|ward|club|mosque|temple)(?=\s|$))+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, order=True)
class Variant:
    """A form to look for. `exact_case` marks forms that are also ordinary words or capitals
    ("May", "KH"): they identify only when written with their capitals."""

    text: str
    entry_id: str
    kind: str
    exact_case: bool = False


def entry_variants(entry: "Entry") -> Iterator[Variant]:
    """All variants of one entry, each text once a kind."""
    for text, kind, exact in entry_forms(entry):
        yield Variant(text, entry.id, kind, exact)


def entry_forms(entry: "Entry", *, as_words: bool = False) -> Iterator["_Form"]:
    """The texts of these variants, each with its kind and whether its capitals count.

    With `as_words` without dates of birth, and without what differs from another one by its marks alone.
    """
    seen: set[str] = set()
    kept = fold_text(entry.kept)
    for text, kind, exact in _forms(entry, as_words=as_words):
        if as_words and kind == "possessive":
            continue
        clean = " ".join(text.split())
        if clean in seen or not (clean[:1].isalnum() or any(map(str.isalnum, clean))):
            continue
        if kept and fold_text(clean) == kept:
            continue  # it stands by recorded consent; whatever else leads to the person is looked for
        seen.add(clean)
        yield clean, kind, exact


_Form = tuple[str, str, bool]


def _forms(entry: "Entry", *, as_words: bool) -> Iterator[_Form]:
    named = [(name, "name") for name in entry.names] + [(name, "alias") for name in entry.aliases]
    for name, kind in named:
        if entry.kind == "person":
            yield from _person_forms(name, alias=kind == "alias", joints="." if as_words else "._-")
        elif entry.kind == "date":
            yield from _date_entry_forms(name)
        elif entry.kind == "reference":
            yield from ((text, "identifier", False) for text in _identifier_forms(name))
        else:
            yield from _body_forms(name, entry.kind)
    for born in () if as_words else entry.dates_of_birth:
        yield from ((text, "date-of-birth", False) for text in date_forms(born))
    for address in entry.addresses:
        yield from _address_forms(address)
    for identifier in entry.identifiers:
        yield from ((text, "identifier", False) for text in _identifier_forms(identifier))


def name_parts(name: str) -> list[str]:
    """The words of a name in the usual order, titles and ranks taken off."""
    if name.count(",") == 1:
        last, first = name.split(",")
        name = f"{first} {last}"
    parts = [part.strip('.,()“”"') for part in name.split()]
    kept = [p for p in parts if p and any(c.isalpha() for c in p)]
    while len(kept) > 1 and fold_text(kept[0]) in _TITLES:
        kept = kept[1:]
    return kept


def _surname_start(parts: list[str]) -> int:
    start = len(parts) - 1
    while start > 1 and fold_text(parts[start - 1]).strip("'") in words.PARTICLES:
        start -= 1
    return start


def _person_forms(name: str, *, alias: bool, joints: str) -> Iterator[_Form]:
    parts = name_parts(name)
    if not parts:
        yield name, "alias", words.is_ordinary(name)
        return
    if len(parts) == 1:
        yield from _single_forms(parts[0], "alias" if alias else "forename")
        return
    start = _surname_start(parts)
    first, middle, last = parts[0], parts[1:start], " ".join(parts[start:])
    yield from _full_name_forms(first, middle, last, joints)
    yield from _single_forms(first, "forename")
    yield from _single_forms(last, "surname")
    pieces = [(word, "forename") for word in middle]
    pieces += [(word, "surname") for word in parts[start:] if word != last]
    for word, kind in pieces:
        if fold_text(word).strip("'") not in words.PARTICLES:
            yield from _single_forms(word, kind)
    yield from _initial_forms(first, middle, last)


def _full_name_forms(first: str, middle: list[str], last: str, joints: str) -> Iterator[_Form]:
    whole = " ".join((first, *middle, last))
    yield whole, "full-name", False
    yield f"{first} {last}", "full-name", False
    yield f"{last}, {whole[: -len(last)].strip()}", "surname-first", False
    yield f"{last} {first}", "surname-first", False
    for short in sorted(words.nicknames().get(fold_text(first), ())):
        yield f"{short.title()} {last}", "full-name", False
        yield f"{last}, {short.title()}", "surname-first", False
    for full in (whole, f"{first} {last}"):
        yield from _possessives(full, exact=False)
    handle_first, handle_last = _bare(first), _bare(last)
    if len(handle_first) > 1 and len(handle_last) > 1:
        for joint in (*joints, ""):
            yield f"{handle_first}{joint}{handle_last}", "handle", False
            yield f"{handle_last}{joint}{handle_first}", "handle", False
        yield f"{handle_first[0]}.{handle_last}", "handle", False
        yield f"{handle_first[0]}{handle_last}", "handle", False


def _single_forms(word: str, kind: str) -> Iterator[_Form]:
    bare = fold_text(word).strip("'")
    if len(bare) < 2:
        return
    # A boy called Ben, a mother called La: particles are names only with their capital.
    exact = words.is_ordinary(word) or len(bare) < 3 or bare in words.PARTICLES
    yield word, kind, exact
    yield from _possessives(word, exact=exact)
    if kind == "surname":
        yield (
            f"{word}es" if bare.endswith(("s", "x", "z", "ch", "sh")) else f"{word}s",
            "plural",
            exact,
        )
        yield f"{word}’", "possessive", exact
    if "'" in bare:
        yield re.sub(r"['’‘ʼ]", "", word), kind, exact
    pieces = re.split(r"[-‐‑]", word)
    if len(pieces) > 1:
        yield " ".join(pieces), kind, False
        yield re.sub(r"[-‐‑]", "", word), kind, False
        for piece in pieces:
            # Half of a double name is weaker evidence, but it identifies all the same.
            if len(piece) > 2 and fold_text(piece) not in words.PARTICLES:
                yield piece, f"{kind}-part", words.is_ordinary(piece)
    if kind == "forename":
        for short in sorted(words.nicknames().get(bare, ())):
            yield short.title(), "nickname", words.is_ordinary(short) or len(short) < 4


def _possessives(text: str, *, exact: bool) -> Iterator[_Form]:
    yield f"{text}’s", "possessive", exact
    if text[-1:] in "sS":
        yield f"{text}’", "possessive", exact


def _initial_forms(first: str, middle: list[str], last: str) -> Iterator[_Form]:
    letters = [_bare(part)[:1].upper() for part in (first, *middle, last.split()[-1])]
    letters = [letter for letter in letters if letter]
    short = [letters[0], letters[-1]]
    for group in {tuple(letters), tuple(short)}:
        if len(group) < 2:
            continue
        if "".join(group).lower() not in words.ACRONYMS:
            yield "".join(group), "initials", True
        yield ".".join(group) + ".", "initials", True
        yield ".".join(group), "initials", True
        yield ". ".join(group) + ".", "initials", True
    yield f"{letters[0]} {last}", "initial-surname", True
    yield f"{letters[0]}. {last}", "initial-surname", True
    yield f"{first} {letters[-1]}.", "forename-initial", True
    yield f"{first} {letters[-1]}", "forename-initial", True
    yield f"{last} {letters[0]}", "initial-surname", True


def _bare(text: str) -> str:
    return "".join(c for c in fold_text(text) if c.isalnum())


def _date_entry_forms(name: str) -> Iterator[_Form]:
    from irwell.anonymise.register import parse_date

    try:
        day = parse_date(name)
    except ValueError:
        yield name, "date", False
        return
    yield from ((text, "date", False) for text in date_forms(day))


def ordinal(day: int) -> str:
    """1st, 2nd, 3rd, 4th …"""
    if 10 <= day % 100 <= 20:
        return f"{day}th"
    return f"{day}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th') }"


def date_forms(day: date) -> Iterator[str]:
    """A day in all usual British spellings, the one for birthdays (no year) included."""
    d, m, y = day.day, day.month, day.year
    short_year = f"{y % 100:02d}"
    for sep in "/.- ":
        for dd, mm in {(f"{d:02d}", f"{m:02d}"), (str(d), str(m)), (f"{d:02d}", str(m))}:
            yield f"{dd}{sep}{mm}{sep}{y}"
            yield f"{dd}{sep}{mm}{sep}{short_year}"
    for sep in "-/.":
        yield f"{y}{sep}{m:02d}{sep}{d:02d}"
    yield f"{y}{m:02d}{d:02d}"
    yield f"{d:02d}{m:02d}{y}"
    month = MONTHS[m - 1]
    for spelt in {month, month[:3], "Sept" if m == 9 else month[:3]}:
        for number in (str(d), f"{d:02d}", ordinal(d), f"{ordinal(d)} of", f"{d}  "):
            yield f"{number} {spelt} {y}"
            yield f"{number} {spelt}, {y}"
            yield f"{number} {spelt} {short_year}"
            yield f"{number} {spelt}"
        for number in (str(d), ordinal(d)):
            yield f"{spelt} {number}, {y}"
            yield f"{spelt} {number} {y}"
            yield f"{spelt} {number}"
        yield f"{d:02d}-{spelt}-{y}"
        yield f"{d:02d}-{spelt}-{short_year}"
        yield f"{d}{spelt}{y}"


def _body_forms(name: str, kind: str) -> Iterator[_Form]:
    exact = words.is_ordinary(name)
    yield name, kind, exact
    yield from _possessives(name, exact=exact)
    spellings = {name}
    for old, new in (
        (r"\bSt\.?\s", "Saint "),
        (r"\bSaint\s", "St "),
        (r"&", "and"),
        (r"\band\b", "&"),
    ):
        spellings |= {re.sub(old, new, spelling) for spelling in set(spellings)}
    spellings |= {re.sub(r"[’']", "", spelling) for spelling in set(spellings)}
    spellings |= {spelling.replace("-", " ") for spelling in set(spellings)}
    for spelling in sorted(spellings - {name}):
        yield spelling, kind, exact
    for spelling in sorted(spellings):
        head = _ORG_KINDS.sub("", spelling)
        if head != spelling and len(_bare(head)) > 3:
            yield head, f"{kind}-short", words.is_ordinary(head)
    if _POSTCODE.search(name):
        yield from _address_forms(name)
    capitals = "".join(word[0] for word in name.split() if word[0].isupper())
    if len(capitals) >= 3 and capitals.lower() not in words.ACRONYMS:
        yield capitals, f"{kind}-initials", True


def _address_forms(address: str) -> Iterator[_Form]:
    yield address, "address", False
    for match in _POSTCODE.finditer(address):
        yield f"{match[1]} {match[2]}", "postcode", False
        yield f"{match[1]}{match[2]}", "postcode", False
    bare = _POSTCODE.sub("", address)
    lines = [line.strip(" ,") for line in re.split(r"[,\n]", bare)]
    lines = [line for line in lines if len(_bare(line)) > 2]
    for number, line in enumerate(lines):
        # The first line names the house and street; later ones are often just the town.
        yield line, "address-line" if number == 0 else "locality", words.is_ordinary(line)
        if house := re.match(
            r"^(?:flat|unit|apartment)?\s*\d+[a-z]?\s*,?\s+(.+)$", line, re.IGNORECASE
        ):
            yield house[1], "street", words.is_ordinary(house[1])
    if len(lines) > 1:
        yield " ".join(lines[:2]), "address-line", False


def _identifier_forms(identifier: str) -> Iterator[str]:
    yield identifier
    compact = re.sub(r"[\s\-–/.]", "", unicodedata.normalize("NFKC", identifier))
    yield compact
    if compact.isdigit() and len(compact) == 10:
        yield f"{compact[:3]} {compact[3:6]} {compact[6:]}"
        yield f"{compact[:3]}-{compact[3:6]}-{compact[6:]}"
    if compact.isdigit() and len(compact) == 11:
        yield f"{compact[:5]} {compact[5:]}"
        yield f"{compact[:5]} {compact[5:8]} {compact[8:]}"
    if re.fullmatch(r"[A-Za-z]{2}\d{6}[A-Da-d]", compact):
        pairs = [compact[i : i + 2] for i in range(0, 8, 2)]
        yield " ".join((*pairs, compact[8]))
    spaced = re.sub(r"[\-–/.]", " ", identifier)
    yield spaced
