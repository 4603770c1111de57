"""The timeline drawn, and the colours it is drawn in."""

from __future__ import annotations

import io
import re
from datetime import date
from itertools import pairwise

import pikepdf
import pytest
from defusedxml.ElementTree import fromstring

from irwell.chronology import (
    Entry,
    Import,
    Timeline,
    View,
    When,
    contrast,
    marks,
    merge,
    read_when,
    to_svg,
    to_svg_pages,
)
from irwell.chronology.colours import SHAPE_CONTRAST, TEXT_CONTRAST, letters
from irwell.chronology.picture import Scale, to_pdf

SVG = "{http://www.w3.org/2000/svg}"


def a_timeline(*dates: str, agencies: tuple[str, ...] = ("Police", "Health")) -> Timeline:
    returns = []
    for agency in agencies:
        entries = []
        for row, text in enumerate(dates, start=1):
            when = read_when(text)
            assert isinstance(when, When)
            event = f"Event {row} <of> & “x”"
            entries.append(Entry(agency, 1, when, source="x", event=event, row_number=row))
        returns.append(Import(agency, 1, tuple(entries)))
    return merge(returns)


MIXED = a_timeline(
    "1/2/21",
    "?3/2/21",
    "c. 4/3/21",
    "March 2021",
    "Spring 2021",
    "2021",
    "5/4/21 to 9/5/21",
    "before 1/6/21",
    "after 1/2/21",
    "1/2/21 14:30",
    "unknown",
)


def test_the_picture_is_well_formed_with_no_style_and_no_script() -> None:
    svg = to_svg(MIXED, View(incident=date(2021, 6, 1), link=lambda entry: f"#entry-{entry.id}"))

    assert fromstring(svg).tag == f"{SVG}svg"
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=|javascript:", svg)


def test_every_entry_has_a_mark_with_its_words() -> None:
    root = fromstring(to_svg(MIXED, View(link=lambda entry: f"#entry-{entry.id}")))

    links = {a.get("href") for a in root.iter(f"{SVG}a")}
    titles = [t.text for a in root.iter(f"{SVG}a") for t in a.iter(f"{SVG}title")]
    assert links == {f"#entry-{entry.id}" for entry in MIXED.entries}
    assert "1 February 2021, 14:30, Police: Event 10 <of> & “x”" in titles


def test_the_picture_has_a_title_and_a_description() -> None:
    root = fromstring(to_svg(MIXED, View(title="Case <1>", incident=date(2021, 6, 1))))

    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == "Case <1>"  # type: ignore[union-attr]
    description = root.find(f"{SVG}desc").text  # type: ignore[union-attr]
    assert "20 dated entries" in description
    assert "2 have no date" in description
    assert "incident, 1 June 2021" in description


def test_imprecise_dates_are_bars_to_scale() -> None:
    timeline = a_timeline("1/1/21", "March 2021", "31/12/21", agencies=("GP",))
    view = View(first=date(2021, 1, 1), last=date(2021, 12, 31))

    root = fromstring(to_svg(timeline, view))

    lane = next(g for g in root.iter(f"{SVG}g") if g.get("class") == "lane")
    widths = sorted(float(rect.get("width") or 0) for rect in lane.iter(f"{SVG}rect"))
    per_day = (1200 - 76 - 12 - 176) / 365
    assert widths == [9.0, 9.0, pytest.approx(31 * per_day, abs=0.1)]


def test_the_incident_line_is_drawn_only_when_it_is_in_view() -> None:
    inside = to_svg(MIXED, View(incident=date(2021, 6, 1)))
    outside = to_svg(
        MIXED, View(incident=date(2022, 6, 1), first=date(2021, 1, 1), last=date(2021, 2, 1))
    )

    assert 'class="incident"' in inside
    assert 'class="incident"' not in outside


@pytest.mark.parametrize("days", [1, 3, 20, 100, 400, 1500, 4000, 40000])
def test_the_axis_names_as_many_dates_as_there_is_room_for(days: int) -> None:
    first = date(1990, 3, 10)
    scale = Scale(first, date.fromordinal(first.toordinal() + days - 1), 176, 1112)

    ticks = scale.ticks()

    assert 1 <= len(ticks) <= 40
    assert [tick.x for tick in ticks] == sorted(tick.x for tick in ticks)


def test_two_marks_of_a_lane_never_overlap() -> None:
    timeline = a_timeline(*(f"{day}/2/21 {hour}:00" for day in (1, 2, 3) for hour in range(10, 20)))
    root = fromstring(to_svg(timeline))

    for lane in (g for g in root.iter(f"{SVG}g") if g.get("class") == "lane"):
        boxes = [
            tuple(float(rect.get(name) or 0) for name in ("x", "y", "width"))
            for rect in lane.iter(f"{SVG}rect")
        ]
        by_row = sorted((y, x, width) for x, y, width in boxes)
        for (y, x, width), (next_y, next_x, _) in pairwise(by_row):
            assert y != next_y or x + width <= next_x


@pytest.mark.parametrize("first", ["31/12/9999", "1/1/1900"])
def test_odd_views_are_drawn_without_failing(first: str) -> None:
    assert to_svg(Timeline()).endswith("</svg>")
    assert to_svg(a_timeline("1/2/21"), View(first=date(2030, 1, 1), last=date(2029, 1, 1)))
    assert to_svg(a_timeline("unknown"), View(width=400))
    assert to_svg(a_timeline("1/2/21"), View(first=date(2021, 2, 1), last=date(2021, 2, 1)))


def test_pages_cover_every_day_once() -> None:
    pages = to_svg_pages(MIXED, View(title="Line"), days=100)

    names = re.findall(r"<title id=\"timeline-title\">(.*?)</title>", "".join(pages))
    assert len(names) == len(pages) > 1
    assert names[0].startswith("Line, ") and len(set(names)) == len(names)


def test_the_print_is_a_tagged_pdf_of_landscape_pages() -> None:
    with pikepdf.open(io.BytesIO(to_pdf(MIXED, View(title="Line “1”")))) as pdf:
        box = pdf.pages[0].mediabox
        assert float(box[2]) > float(box[3])
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo["/Title"]) == "Line “1”"


def test_contrast_is_computed_as_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_mark_reads_against_its_background() -> None:
    for mark in marks(f"Agency {number:02}" for number in range(40)).values():
        assert mark.letter_contrast >= TEXT_CONTRAST
        assert mark.text_contrast >= 7
        assert mark.shape_contrast >= SHAPE_CONTRAST


def test_marks_never_share_a_letter_or_both_colour_and_pattern() -> None:
    made = list(marks(f"Agency {number:02}" for number in range(90)).values())

    assert len({mark.letter for mark in made}) == 90
    assert len({(mark.strong, mark.pattern) for mark in made}) == 90


def test_marks_do_not_depend_on_the_order_of_the_names() -> None:
    assert marks(["b", "A", "c"]) == marks(["c", "b", "A", "A"])
    assert [letters(at) for at in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]
