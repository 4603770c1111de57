"""What minutes say is to be done, by whom and by when; and names that may not stand there. Pure."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

ACTION = re.compile(r"^\s*(?:[-*•]\s*)?action(?:\s+\d+)?\s*[:–-]\s*(?P<what>.+)$", re.I | re.M)
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
WORDED = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[a-z]{3,9})\.?(?:,?\s+(?P<year>\d{4}))?"
NUMBERED = r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4}|\d{2})"
ISO = r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"
BEFORE = r"(?:[,;(–-]\s*)?(?:\b(?:due(?:\s+(?:by|on))?|by|before|on)\b:?\s*)?"
WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,?\s+)?"
DATES = [
    re.compile(rf"{BEFORE}{WEEKDAY}(?<!\d){one}(?!\d)\)?", re.I) for one in (ISO, NUMBERED, WORDED)
]
OWNERS = {
    "business manager": "business_manager", "business unit": "business_manager", "chair": "chair",
    "the chair": "chair", "statutory partners": "statutory_partner", "the three partners": "statutory_partner",
    "partners": "statutory_partner", "an agency’s safeguarding lead": "agency_lead", "agency lead": "agency_lead",
    "agency leads": "agency_lead", "safeguarding lead": "agency_lead", "learning lead": "learning_lead",
    "learning and development lead": "learning_lead",
}  # fmt: skip


@dataclass(frozen=True)
class ActionLine:
    """A line that begins “Action:”, taken apart. `role`: who does it; empty where no owner was recognised."""

    what: str
    role: str
    owner: str
    due: dt.date | None

    @property
    def missing(self) -> str:
        """What keeps it from becoming a task, in a sentence."""
        if not self.role and self.due is None:
            return "It has no owner and no date that could be read."
        if not self.role:
            owner = (
                f"“{self.owner}” is nobody named on this case" if self.owner else "It has no owner"
            )
            return f"{owner}."
        return "" if self.due else "It has no date that could be read."


def actions_in(
    minutes: str, *, on: dt.date, people: Mapping[str, str] | None = None
) -> tuple[ActionLine, ...]:
    """Each line that begins “Action:”. `on`: the meeting’s day, after which a date without a year lies.

    `people`: names of those on the case and the role each would do it in.
    """
    owners = OWNERS | {name.casefold(): role for name, role in (people or {}).items()}
    return tuple(_action(found["what"].strip(), owners, on) for found in ACTION.finditer(minutes))


def _action(words: str, owners: Mapping[str, str], on: dt.date) -> ActionLine:
    if "|" in words:
        what, owner, when = (*(p.strip() for p in words.split("|")), "", "")[:3]
        due, _ = read_day(when, on)
        return ActionLine(_sentence(what), owners.get(owner.casefold(), ""), owner, due)
    due, rest = read_day(words, on)
    role, owner, what = _owner(rest, owners)
    return ActionLine(_sentence(what), role, owner, due)


def _sentence(words: str) -> str:
    words = words.strip(" ,;.–-()").strip()
    return words[:1].upper() + words[1:]


def read_day(words: str, on: dt.date) -> tuple[dt.date | None, str]:
    """The last date in the words, and the words without it. Nothing is guessed but a missing year."""
    for pattern in DATES:
        for found in reversed(list(pattern.finditer(words))):
            day = _day(found, on)
            if day is not None:
                return day, f"{words[: found.start()]} {words[found.end() :]}".strip()
    return None, words


def _day(found: re.Match[str], on: dt.date) -> dt.date | None:
    month, year = found["month"].casefold(), found["year"]
    number = int(month) if month.isdecimal() else _month(month)
    try:
        if year:
            return dt.date(int(year) + (2000 if len(year) == 2 else 0), number, int(found["day"]))
        this = dt.date(on.year, number, int(found["day"]))
        return this if this >= on else this.replace(year=on.year + 1)
    except ValueError:
        return None


def _month(word: str) -> int:
    return next(
        (n for n, m in enumerate(MONTHS, 1) if m == word or m[:3] == word or m[:4] == word), 0
    )


def _owner(words: str, owners: Mapping[str, str]) -> tuple[str, str, str]:
    """(role, owner as written, what is left): “Chair to write …”, “… (chair)”, “… – owner: chair”."""
    plain = words.strip(" ,;.")
    for name in sorted(owners, key=len, reverse=True):
        start = re.match(rf"{re.escape(name)}\s*(?:to|will|:|–|-)\s+(?P<what>.+)", plain, re.I)
        if start:
            return owners[name], name, start["what"]
        end = re.search(
            rf"(?P<what>.+?)\s*(?:\(|[–;,-]\s*|\bowner\b:?\s*)+(?:owner:?\s*)?{re.escape(name)}\)?$",
            plain,
            re.I,
        )
        if end:
            return owners[name], name, end["what"]
    return "", "", words


TITLES = {"mr", "mrs", "miss", "ms", "dr", "sir", "the", "baby", "and", "van", "von", "del"}


def names_left(
    text: str, people: Mapping[str, Sequence[str]], others: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    """Labels of registered identities that stand in a text by name.

    People by whole names in any case and by capitalised parts of them; places, bodies and numbers whole only.
    A quick warning while writing: the publication gate is far stricter.
    """
    found = [label for label, names in people.items() if any(_person(n, text) for n in names)]
    found += [label for label, names in others.items() if any(_whole(n, text) for n in names)]
    return tuple(dict.fromkeys(found))


def _whole(name: str, text: str) -> bool:
    wanted = name.strip()
    return bool(wanted) and bool(re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text, re.I))


def _person(name: str, text: str) -> bool:
    parts = [p for p in re.split(r"[\s\-]+", name) if len(p) > 2 and p.casefold() not in TITLES]
    return _whole(name, text) or any(
        re.search(rf"(?<!\w){re.escape(p.capitalize())}(?!\w)", text) for p in parts
    )
