"""A rule is tried only where it can begin: it must find there whatever it would find anywhere."""

from types import ModuleType

import pytest

from bench import invented_reviews
from irwell.anonymise.fold import fold_text
from irwell.anonymise.recognise import patterns, places, roles, times
from irwell.anonymise.recognise.beginnings import Beginnings, Rule

_FORMS = """
Ring (0161) 496 0000, +44 161 496 0001, + 44 161 496 0002 or 0161-496-0003 about NHS number 943 476 5919.
Log 412 of 3/4/21, crime ref: 06/12345/21, CR/123456/20, GM12/34567, MA21P00123, LCS1234567, ho 1234567,
house12, [2019] EWHC 123 (Fam), AB12 CDE, A123 BCD, ABC 12D, QQ123456C, A123456789012, UPRN 100012345678,
sort code 11-22-33 account 12345678, 192.168.0.1, PC1234, Sgt. 4411, collar no. 1234, #FreeKayl, @kayl_m,
kayl.m@example.org, kayl [at] example [dot] org, www.example.org/kayl, https://example.org/a, example.co.uk.
On Mon the 4th, Monday, 4 March 2019 at 4.15pm, 1430hrs, half past four, at nine o'clock, quarter to 3 at night;
the twenty-first of May, between the 3rd and 5 May 2019, 3rd to 5th of May, in March and April, march/april 2019,
late winter term 2014, the second half of 2019, in 2018/19, the first night of Ramadan, Mother's Day 2020,
her 7th birthday, a 11-week-old, aged nine or 10, then 14 at the time, at 6 weeks, 32+4 weeks, 2019-04-03.
Flat 3, 14 Bramble Avenue, Skelderby; at The Willows; St Wilfrid’s C of E Primary School; Skelderby Hill flats;
12 Oak Rise, in Skelderby, ZX5 7AH; the Moss End estate, Skelderby youth club, Rovers U11s, Tesco, near Elm House.
Dr. R. Osei, PC 4411 Ade, née Moss, a.k.a. Kez, known as “Kez”, her Mother (Tina), step-dad: Lee, the Moss family,
the Kershaws were told; Half-Sister Bo, HEAD TEACHER Pat, Detective Sergeant Ali van der Berg.
"""


@pytest.fixture(scope="module", params=[str, str.upper, str.title])
def texts(request: pytest.FixtureRequest) -> list[str]:
    review = next(iter(invented_reviews.cases(1, 5, invented_reviews.WORDS))).text
    return [request.param(_FORMS), request.param(review)]


def test_codes_and_times_lose_nothing(texts: list[str]) -> None:
    for text in map(fold_text, texts):
        beginnings = Beginnings(text)
        for rule in patterns.PATTERNS:
            found = [match.span() for match in rule.matches(beginnings)]
            assert found == [match.span() for match in rule.pattern.finditer(text)], rule.name
        for _, name, begins, pattern, _ in times.TIMES:
            found = [match.span() for match in beginnings.matches(pattern, begins)]
            assert found == [match.span() for match in pattern.finditer(text)], name


@pytest.mark.parametrize("module", [places, roles])
def test_places_and_roles_lose_nothing(texts: list[str], module: ModuleType) -> None:
    rules = {name: rule for name, rule in vars(module).items() if isinstance(rule, Rule)}
    assert len(rules) > 3
    for text in texts:
        beginnings = Beginnings(text)
        for name, rule in rules.items():
            found = [match.span() for match in rule.matches(beginnings)]
            assert found == [match.span() for match in rule.pattern.finditer(text)], name
