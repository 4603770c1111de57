"""Write irwell/statute/data/bank_holidays.json from the rules of law and the proclamations.

England and Wales: the Banking and Financial Dealings Act 1971, common-law holidays, and royal
proclamations. Run it after a new proclamation, with the day added to MOVED or EXTRA below.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

FIRST, LAST = 2018, 2030
TARGET = Path(__file__).parent.parent / "irwell" / "statute" / "data" / "bank_holidays.json"

# Proclaimed moves: the ordinary day loses its holiday to another day of the same year.
MOVED = {
    date(2020, 5, 4): (date(2020, 5, 8), "Early May bank holiday (VE Day)"),
    date(2022, 5, 30): (date(2022, 6, 2), "Spring bank holiday"),
}
EXTRA = {
    date(2022, 6, 3): "Platinum Jubilee bank holiday",
    date(2022, 9, 19): "Bank Holiday for the State Funeral of Queen Elizabeth II",
    date(2023, 5, 8): "Bank holiday for the coronation of King Charles III",
}


def easter_sunday(year: int) -> date:
    """Western Easter by the anonymous Gregorian computus."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    ell = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * ell) // 433
    month = (h + ell - 7 * m + 90) // 25
    return date(year, month, (h + ell - 7 * m + 33 * month + 19) % 32)


def first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7)


def last_monday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=last.weekday())


def fixed(days: list[tuple[date, str]]) -> Iterator[tuple[date, str]]:
    """Days that fall at a weekend move to the next weekday not already taken."""
    taken = {day for day, _ in days if day.weekday() < 5}
    for day, name in days:
        if day.weekday() < 5:
            yield day, name
            continue
        substitute = day
        while substitute.weekday() >= 5 or substitute in taken:
            substitute += timedelta(days=1)
        taken.add(substitute)
        yield substitute, f"{name} (substitute day)"


def year_of_holidays(year: int) -> Iterator[tuple[date, str]]:
    easter = easter_sunday(year)
    yield from fixed([(date(year, 1, 1), "New Year’s Day")])
    yield easter - timedelta(days=2), "Good Friday"
    yield easter + timedelta(days=1), "Easter Monday"
    for day, name in (
        (first_monday(year, 5), "Early May bank holiday"),
        (last_monday(year, 5), "Spring bank holiday"),
        (last_monday(year, 8), "Summer bank holiday"),
    ):
        yield MOVED.get(day, (day, name))
    yield from fixed([(date(year, 12, 25), "Christmas Day"), (date(year, 12, 26), "Boxing Day")])


def main() -> None:
    days = {d: n for year in range(FIRST, LAST + 1) for d, n in year_of_holidays(year)} | EXTRA
    content = {
        "version": "ew-2026-11-23",
        "area": "England and Wales",
        "source": "govuk-bank-holidays",
        "official_from": "2018-01-01",
        "official_until": "2028-12-31",
        "computed_until": f"{LAST}-12-31",
        "verified": False,
        "verified_on": "",
        "note": "Held by a test against an independent package for 2018 to 2028; "
        "read GOV.UK again before each release. 2029 and 2030 follow from the rules and are "
        "provisional, because a holiday can still be proclaimed or moved.",
        "holidays": {day.isoformat(): days[day] for day in sorted(days)},
    }
    TARGET.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
