"""A report’s own list of contents says what its headings are."""

from dataclasses import dataclass

import pytest
from weasyprint import HTML

from irwell.search.passages import anchor_of, cut
from irwell.search.reading import read
from irwell.search.reading.contents import contents_pages, entries, places
from irwell.search.reading.web import document_from_html


@dataclass
class Line:
    text: str
    page: int
    x: float = 60.0
    bold: bool = False


LISTED = [
    Line("Contents", 2, bold=True),
    Line("Chapter 1: What happened ........ 1", 2),
    Line("a. The first winter ........ 2", 2, x=86),
    Line("b. What each service knew of the family and", 2, x=86),
    Line("of the home ........ 3", 2, x=86),
    Line("Recommendations ........ 4", 2),
]
TEXT = [
    Line("Chapter 1: What happened", 5),
    Line("The family moved in the spring.", 5),
    Line("The first winter", 6),
    Line("The first winter was hard.", 6),
    Line("b. What each service knew", 7),
    Line("of the family and of the home", 7),
    Line("Each knew a part.", 7),
    Line("Recommendations", 8),
    Line("What happened", 20),
]


def test_a_page_that_lists_headings_is_known_for_what_it_is():
    assert contents_pages([*LISTED, *TEXT]) == {2}


def test_entries_are_read_with_their_page_and_their_level():
    assert list(entries(LISTED)) == [
        ("Chapter 1: What happened", 1, 1),
        ("a. The first winter", 2, 2),
        ("b. What each service knew of the family and of the home", 3, 2),
        ("Recommendations", 4, 1),
    ]


def test_headings_are_found_where_they_stand_however_they_are_printed():
    found = places(TEXT, list(entries(LISTED)))

    assert {start: TEXT[start].text for start in found} == {
        0: "Chapter 1: What happened",
        2: "The first winter",
        4: "b. What each service knew",
        7: "Recommendations",
    }
    assert found[4][0] == 2


@pytest.mark.parametrize("listed", [[], [("Nothing like it", 3, 1)], [("…", 1, 1)]])
def test_a_list_that_names_nothing_here_finds_nothing(listed):
    assert places(TEXT, listed) == {}


def test_a_pdf_with_contents_gives_headings_printed_as_plain_text(tmp_path):
    sections = ["Recommendations", "What was known", "The first winter", "The second winter"]
    listed = "".join(f"<p>{name} ........ {n}</p>" for n, name in enumerate(sections, start=1))
    told = "<p>The family moved in the spring and each service knew a part of it.</p>" * 4
    asked = "<p>1. The partnership should share what it knows.</p><p>2. Any school may ask for a meeting.</p><p>3. The police must answer within a day.</p><p>4. Each trust should say who leads.</p>"
    pages = "".join(
        f"<section><p>{name}</p>{asked if name == 'Recommendations' else told}</section>"
        for name in sections
    )
    style = "section { break-before: page }"
    path = tmp_path / "report.pdf"
    HTML(string=f"<style>{style}</style><p>Contents</p>{listed}{pages}").write_pdf(path)

    document = read(path)

    assert [(each.text, each.page) for each in document.headings] == [
        (name, page) for page, name in enumerate(sections, start=2)
    ]
    assert [each.number for each in document.recommendations] == ["1", "2", "3", "4"]


def test_headings_in_italics_and_with_a_letter_are_found_where_no_list_names_them(tmp_path):
    said = "The family moved in the spring and <i>each service knew</i> a part of it. "
    told = f"<p>{said * 5}</p>" * 2
    quoted = "<p><i>We were told that nobody had asked him.</i></p>"
    parts = f"<p><i>What was known</i></p>{told}{quoted}<p><b>b. The second winter</b></p>{told}"
    path = tmp_path / "report.pdf"
    HTML(string=f"{told}{parts}").write_pdf(path)

    headings = [each.text for each in read(path).headings]

    assert headings == ["What was known", "b. The second winter"]


def test_rows_and_points_stay_apart_in_a_passage() -> None:
    page = (
        "<body><h2>What happened</h2><p>The table gives the events.</p><table>"
        "<tr><th>When</th><th>What happened</th></tr>"
        "<tr><td></td><td><p>Damp.</p><p>Again.</p></td></tr>"
        "<tr><td>March</td><td>A visit.</td></tr></table>"
        "<ul><li>One point</li><li>Another</li></ul></body>"
    )

    [passage] = cut(document_from_html(page, name="r.html").paragraphs)

    assert passage.text.splitlines() == [
        "The table gives the events.", "When | What happened", "Damp.", "Again.", "March | A visit.",
        "One point", "Another",
    ]  # fmt: skip
    assert passage.anchor == anchor_of(" ".join(passage.text.replace("|", " ").split()))
