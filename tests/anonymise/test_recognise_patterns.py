"""Numbers, codes, dates and ages with a fixed form."""

import pytest

from irwell.anonymise.recognise.hits import without_overlaps
from irwell.anonymise.recognise.patterns import (
    nhs_number_is_valid,
    pattern_hits,
    upn_is_valid,
)


def found(text: str) -> list[tuple[str, str]]:
    return [(text[h.start : h.end], h.kind) for h in without_overlaps(pattern_hits(text))]


@pytest.mark.parametrize(
    ("text", "shown", "kind"),
    [
        ("Matched on 943 476 5919.", "943 476 5919", "nhs_number"),
        ("Matched on 943-476-5919.", "943-476-5919", "nhs_number"),
        ("NHS number 943 476 5918 was wrong.", "943 476 5918", "nhs_number"),
        ("NI number AB 12 34 56 C.", "AB 12 34 56 C", "ni_number"),
        ("UPN H801200001001 was recorded", "H801200001001", "upn"),
        ("UPRN 100012345678 is the flat", "100012345678", "uprn"),
        ("They lived at HX3 9AB then.", "HX3 9AB", "postcode"),
        ("They lived at hx39ab then.", "hx39ab", "postcode"),
        ("She rang 07700 900123 twice.", "07700 900123", "phone"),
        ("She rang +44 7700 900 123 twice.", "+44 7700 900 123", "phone"),
        ("She rang 01422 496000 twice.", "01422 496000", "phone"),
        ("Sent to kay.moss@example.org today", "kay.moss@example.org", "email"),
        ("Sent to kay [at] example [dot] org today", "kay [at] example [dot] org", "email"),
        ("See www.example.org/kay?x=1.", "www.example.org/kay?x=1", "url"),
        ("Posted as @kay_m12 there", "@kay_m12", "handle"),
        ("Posted #JusticeForKay there", "#JusticeForKay", "handle"),
        ("The vehicle YK12 XWD was seen", "YK12 XWD", "vehicle"),
        ("PC 1234 attended", "PC 1234", "collar"),
        ("collar number 5512 attended", "5512", "collar"),
        ("Crime number 06AB/12345/21 was given", "06AB/12345/21", "reference"),
        ("Order ZE19C00123 was made", "ZE19C00123", "reference"),
        ("See [2019] EWFC 12 for it", "[2019] EWFC 12", "reference"),
        ("Record LCS-1234567 opened", "LCS-1234567", "reference"),
        ("Report CB-2026-WSXNM-001 of May", "CB-2026-WSXNM-001", "reference"),
        ("Report CB-2026-wsxnm of May", "CB-2026-wsxnm", "reference"),
        ("Mosaic 123456 opened", "123456", "reference"),
        ("Reference 13200123456 opened", "13200123456", "reference"),
        ("Seen from 10.0.12.7 that night", "10.0.12.7", "url"),
    ],
)
def test_a_code_is_found_whole_and_named(text: str, shown: str, kind: str) -> None:
    hits = found(text)

    assert any(shown in got and kind == k for got, k in hits), hits


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("On 12/03/2019 she", "date"),
        ("On 3.4.19 she", "date"),
        ("On 2019-03-12 she", "date"),
        ("On 12th of March 2019 she", "date"),
        ("On 12 Mar 19 she", "date"),
        ("On March 12th, 2019 she", "date"),
        ("On Tuesday the 5th she", "date"),
        ("On the twelfth of March she", "date"),
        ("On Christmas Day 2019 she", "date"),
        ("On the first day of Ramadan 2022 she", "date"),
        ("On Mother’s Day she", "date"),
        ("On his fourteenth birthday she", "birthday"),
        ("In May 2020 she", "month"),
        ("In spring 2022 she", "month"),
        ("In early June she", "month"),
        ("At 23:47 she", "time"),
        ("At 11.15pm she", "time"),
        ("At quarter past three in the morning she", "time"),
        ("Then aged 7 she", "age"),
        ("At 14 years and 3 months old she", "age"),
        ("A 3-week-old baby", "age"),
        ("At eleven weeks of age she", "age"),
        ("Born at 36+2 weeks gestation", "age"),
    ],
)
def test_a_time_is_found_in_every_form(text: str, kind: str) -> None:
    assert kind in [k for _, k in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "It cost £120,000 in all.",
        "One in 12 of the 25 children",
        "Agencies may march ahead.",
        "The ratio was 3:1 and then 2.5%.",
        "See section 47 and Regulation 44.",
    ],
)
def test_an_ordinary_number_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_code_broken_by_hidden_characters_is_still_found() -> None:
    text = "HX3\u200b 9\u00adAB and 07700\u00a0900\u2011123"

    assert {"postcode", "phone"} <= {kind for _, kind in found(text)}


def test_the_check_digit_of_an_nhs_number_is_checked() -> None:
    assert nhs_number_is_valid("9434765919")
    assert not nhs_number_is_valid("9434765918")
    assert not nhs_number_is_valid("1111111111")


def test_the_check_letter_of_a_pupil_number_is_checked() -> None:
    right = [f"{letter}801200001001" for letter in "ABCDEFGHJKLMNPQRTUVWXYZ"]

    assert sum(map(upn_is_valid, right)) == 1


@pytest.mark.parametrize(
    ("text", "shown", "kind"),
    [
        ("Born 9 April 1992; known to the practice", "9 April 1992", "date-of-birth"),
        ("She was born on the 9th of April 1992.", "9th of April 1992", "date-of-birth"),
        ("Her mother (born 09/04/1992) came", "09/04/1992", "date-of-birth"),
        ("DOB: 09.04.1992, at home", "09.04.1992", "date-of-birth"),
        ("d.o.b. 1992-04-09", "1992-04-09", "date-of-birth"),
        ("His date of birth is 9 April 1992.", "9 April 1992", "date-of-birth"),
        ("She was stillborn 9 April 1992", "9 April 1992", "date"),
        ("The unborn child’s plan of 9 April 2019", "9 April 2019", "date"),
        ("Seen on 9 April 2019", "9 April 2019", "date"),
    ],
)
def test_the_day_somebody_was_born_is_known_without_a_register(
    text: str, shown: str, kind: str
) -> None:
    assert (shown, kind) in found(text)
