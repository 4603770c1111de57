"""What is put in the place of each kind of find: labels, months, bands, neutral words."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from irwell.anonymise.fold import fold
from irwell.anonymise.variants import MONTHS

Action = Literal["replace", "generalise", "keep", "remove"]

REMOVED = {
    "date-of-birth": "[date of birth removed]",
    "postcode": "[postcode removed]",
    "phone": "[telephone number removed]",
    "email": "[e-mail address removed]",
    "url": "[web address removed]",
    "handle": "[account name removed]",
    "nhs_number": "[NHS number removed]",
    "ni_number": "[National Insurance number removed]",
    "upn": "[pupil number removed]",
    "uprn": "[property number removed]",
    "vehicle": "[vehicle registration removed]",
    "collar": "[officer’s number removed]",
    "reference": "[reference removed]",
    "address": "[address removed]",
}
_FEASTS = (
    (r"christmas|xmas|boxing|hogmanay|new year'?s eve", "December", 0),
    (r"new year'?s day", "January", 0),
    (r"bonfire|guy fawkes|remembrance", "November", 0),
    (r"hallowe'?en", "October", 0),
    (r"valentine", "February", 0),
)
_MOVING_FEASTS = (
    (
        r"easter|good friday|palm sunday|ash wednesday|shrove|pancake|whitsun|mothering|mother'?s day",
        "spring",
    ),
    (r"diwali|harvest", "autumn"),
)
_ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
        ],
        start=1,
    )
}
_NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80}
_MONTH_NAME = re.compile(r"\b(" + "|".join(month[:3].lower() for month in MONTHS) + r")[a-z]*")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_SEASONS = ("winter", "spring", "summer", "autumn")
_AMOUNT = re.compile(r"(\d+|[a-z]+(?:-[a-z]+)?)[\s-]*(year|yr|month|mth|week|wk|day)")


@dataclass(frozen=True, slots=True)
class Policy:
    """The choices a partnership makes once and freezes on the case."""

    version: str = "1"
    dates: Literal["month", "season", "year"] = "month"
    ages: Literal["years", "bands"] = "years"
    keep_years: bool = True
    keep_months: bool = True
    keep_weekdays: bool = True

    def date_words(self, shown: str, on: date | None = None) -> str:
        """ "12 March 2019" as "March 2019", "spring 2019" or "2019", by the policy."""
        folded = fold(shown).text
        month, year = _month_and_year(folded, on)
        if self.dates == "year":
            return str(year) if year else "that year"
        if self.dates == "season" and month:
            return _season(month, year)
        if month:
            return " ".join(filter(None, (MONTHS[month - 1], str(year) if year else "")))
        for pattern, season in _MOVING_FEASTS:
            if re.search(pattern, folded):
                return f"{season} {year}" if year else season
        return str(year) if year else "around that time"

    def time_words(self, shown: str) -> str:
        """A time of day as a part of the day."""
        return _part_of_day(fold(shown).text)

    def age_words(self, shown: str) -> str:
        """Weeks and months as bands; years and months as years; years as they are, or as bands."""
        folded = fold(shown).text
        amounts = [(_number(n), unit) for n, unit in _AMOUNT.findall(folded)]
        known = [(n, unit) for n, unit in amounts if n is not None]
        attributive = bool(re.search(r"-(?:year|month|week|day)s?-old", folded))
        if not known:
            return self._bare_age(shown, folded)
        months = sum(n * _IN_MONTHS[unit] for n, unit in known)
        if months < 24 and not (known[0][1] in ("year", "yr") and len(known) == 1):
            return _infant(months, attributive=attributive)
        years = int(months // 12)
        if self.ages == "bands" or years >= 20:
            return _band(years, attributive=attributive)
        return f"{years}-year-old" if attributive else _like(shown, years)

    def _bare_age(self, shown: str, folded: str) -> str:
        numbers = [_number(n) for n in re.findall(r"\d+|[a-z]+(?:-[a-z]+)?", folded)]
        ages = [n for n in numbers if n is not None]
        if not ages:
            return "of that age"
        if self.ages == "years" and max(ages) < 20:
            return shown
        return _band(int(ages[0]), attributive=False)


_IN_MONTHS = {
    "year": 12.0, "yr": 12.0, "month": 1.0, "mth": 1.0, "week": 12 / 52, "wk": 12 / 52, "day": 12 / 365,
}  # fmt: skip


def _month_and_year(folded: str, on: date | None) -> tuple[int | None, int | None]:
    if on is not None:
        return on.month, on.year
    year_found = _YEAR.search(folded)
    year = int(year_found[1]) if year_found else None
    if name := _MONTH_NAME.search(folded):
        month: int | None = [m[:3].lower() for m in MONTHS].index(name[1]) + 1
        short = re.search(r"[a-z.,]\s?'?(\d\d)$", folded)
        if (
            year is None
            and short
            and not re.search(r"\d(?:st|nd|rd|th)?$", folded[: short.start()])
        ):
            year = _century(int(short[1])) if re.match(r"\d", folded) else None
        return month, year
    if iso := re.match(r"(\d{4})[-/.](\d{1,2})[-/.]\d{1,2}$", folded):
        return int(iso[2]), int(iso[1])
    if numeric := re.match(r"\d{1,2}[/. -](\d{1,2})[/. -](\d{2,4})$", folded):
        short_or_long = int(numeric[2])
        return int(numeric[1]), short_or_long if short_or_long > 99 else _century(short_or_long)
    for pattern, month_name, _ in _FEASTS:
        if re.search(pattern, folded):
            return MONTHS.index(month_name) + 1, year
    return None, year


def _century(short: int) -> int:
    return 2000 + short if short < 50 else 1900 + short


def _season(month: int, year: int | None) -> str:
    """ "spring 2019"; a winter bears both its years, or December would come before its autumn."""
    season = _SEASONS[(month % 12) // 3]
    if year is None:
        return season
    if month not in (12, 1, 2):
        return f"{season} {year}"
    first = year if month == 12 else year - 1
    return f"{season} {first}–{(first + 1) % 100:02d}"


def _part_of_day(folded: str) -> str:
    if "morning" in folded:
        early = re.search(r"\b(?:one|two|three|four|five|1|2|3|4|5)\b", folded)
        return "in the early hours" if early else "in the morning"
    if "afternoon" in folded:
        return "in the afternoon"
    if "evening" in folded:
        return "in the evening"
    if "night" in folded:
        return "at night"
    digits = re.match(r"(\d{1,2})(?:[:.]?(\d\d))?", folded)
    if digits is None:
        return "that day"
    hour = int(digits[1])
    if re.search(r"p\.?m", folded) and hour < 12:
        hour += 12
    if hour < 6:
        return "in the early hours"
    return "in the morning" if hour < 12 else "in the afternoon" if hour < 18 else (
        "in the evening" if hour < 22 else "at night"
    )  # fmt: skip


def _number(word: str) -> float | None:
    if word.isdigit():
        return float(word)
    parts = word.split("-")
    if all(part in _NUMBER_WORDS for part in parts):
        return float(sum(_NUMBER_WORDS[part] for part in parts))
    return None


def _infant(months: float, *, attributive: bool) -> str:
    for limit, adjective, predicate in (
        (1, "newborn", "a few weeks old"),
        (3, "very young", "under three months old"),
        (12, "infant", "under one year old"),
        (24, "one-year-old", "one year old"),
    ):
        if months < limit:
            return adjective if attributive else predicate
    return "toddler"


def _band(years: int, *, attributive: bool) -> str:
    for limit, adjective, predicate in (
        (1, "infant", "under one year old"),
        (5, "pre-school", "of pre-school age"),
        (11, "primary-school-age", "of primary school age"),
        (18, "teenage", "of secondary school age"),
        (20, "teenage", "in the late teens"),
        (200, "adult", f"aged {years // 10 * 10} to {years // 10 * 10 + 9}"),
    ):
        if years < limit:
            return adjective if attributive else predicate
    return "adult"


def _like(shown: str, years: int) -> str:
    """The age in years in the shape of the original."""
    if re.match(r"(?i)aged\b", shown):
        return f"aged {years}"
    if re.match(r"(?i)age\b", shown):
        return f"age {years}"
    if re.match(r"(?i)at the age of\b", shown):
        return f"at the age of {years}"
    return f"{years} years old"
