"""A briefing as slides for a team meeting: the point on the slide, all its words in the speaker's notes."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from irwell.anonymise.writing import zipped
from irwell.learning.presenters.briefings import BriefingPage, Part
from irwell.search.passages import sentences
from irwell.ui.templatetags.ui import british_date

_colour: Any = RGBColor.from_string  # the library has no types
RIVER, INK, PAPER, SLATE = map(_colour, ("14616B", "10201F", "FFFFFF", "465553"))
WIDE, HIGH = Inches(13.333), Inches(7.5)
ON_A_SLIDE = 4  # points; more are not read from the back of a room
TITLE_PAGE, TITLE_AND_TEXT = 0, 1  # layouts of the blank presentation
FONT = "Arial"
LONG_AGO = dt.datetime(1980, 1, 1)  # noqa: DTZ001 a file format's earliest moment, no real one


@dataclass(frozen=True)
class Slide:
    """What one slide says, and what the speaker may say beside it."""

    title: str
    points: tuple[str, ...]
    notes: str


def slides_of(page: BriefingPage) -> list[Slide]:
    """The parts of a briefing as slides, each short enough to be read from the back of a room."""
    return [slide for part in page.parts for slide in _of_part(part, page)]


def _of_part(part: Part, page: BriefingPage) -> Iterator[Slide]:
    if part.points:
        lines = [(p.strong or p.rest, f"{p.strong} {p.rest}".strip()) for p in part.points]
    else:
        lines = [(s, s) for paragraph in part.paragraphs for s in sentences(paragraph)]
    if part.id == "more":
        told = f"{page.review} ({page.identifier}). Questions: {page.contact}"
        lines.append((told, told))
    pieces = _shared_out(lines)
    for number, piece in enumerate(pieces, 1):
        more = f" ({number} of {len(pieces)})" if len(pieces) > 1 else ""
        notes = "\n".join(whole for _, whole in piece)
        yield Slide(part.title + more, tuple(said for said, _ in piece), notes)


def _shared_out(lines: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """As few slides as will do, none with a single point left over."""
    slides = max(1, -(-len(lines) // ON_A_SLIDE))
    each = -(-len(lines) // slides)
    return [lines[n : n + each] for n in range(0, len(lines), each)]


def as_slides(page: BriefingPage) -> bytes:
    """A presentation of 16 by 9. The same briefing gives the same bytes, and no author or moment of making."""
    shown = Presentation()
    shown.slide_width, shown.slide_height = WIDE, HIGH
    _cover(shown.slides.add_slide(shown.slide_layouts[TITLE_PAGE]), page)
    for number, slide in enumerate(slides_of(page), 2):
        _show(shown.slides.add_slide(shown.slide_layouts[TITLE_AND_TEXT]), slide, number, page)
    _without_origin(shown.core_properties, page.title)
    out = io.BytesIO()
    shown.save(out)
    return _with_fixed_times(out.getvalue())


def _cover(made: Any, page: BriefingPage) -> None:
    made.background.fill.solid()
    made.background.fill.fore_color.rgb = RIVER
    about = (page.kind, f"{page.partnership}, {british_date(page.issued_at)}")
    title, text = made.shapes.title, made.placeholders[1]
    _fill(title, (page.title,), Look(44, PAPER, bold=True), (0.9, 1.6, 11.5, 2.4))
    title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    _fill(text, about, Look(24, PAPER), (0.9, 4.2, 11.5, 1.6))


def _show(made: Any, slide: Slide, number: int, page: BriefingPage) -> None:
    _fill(made.shapes.title, (slide.title,), Look(36, RIVER, bold=True), (0.9, 0.55, 11.5, 1.0))
    size = 30 if sum(map(len, slide.points)) <= 300 else 26 if len(slide.notes) <= 700 else 22
    _fill(made.placeholders[1], slide.points, Look(size, INK), (0.9, 1.8, 11.5, 4.7))
    band = made.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, WIDE, Inches(0.22))
    band.fill.solid()
    band.fill.fore_color.rgb = RIVER
    band.line.fill.background()
    foot = made.shapes.add_textbox(0, 0, 0, 0)
    words = f"{page.title}, {page.identifier}. {page.partnership}. {number}"
    _fill(foot, (words,), Look(14, SLATE), (0.9, 6.75, 11.5, 0.5))
    made.notes_slide.notes_text_frame.text = slide.notes


@dataclass(frozen=True)
class Look:
    """Type: its size in points, its colour, its weight."""

    size: int
    colour: RGBColor
    bold: bool = False


def _fill(
    shape: Any, lines: Sequence[str], look: Look, place: tuple[float, float, float, float]
) -> None:
    """Text at a place, given in inches: left, top, width, height."""
    shape.left, shape.top, shape.width, shape.height = (Emu(Inches(n)) for n in place)
    frame = shape.text_frame
    frame.word_wrap = True
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment, paragraph.space_after = PP_ALIGN.LEFT, Pt(look.size // 2)
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold, run.font.name = Pt(look.size), look.bold, FONT
        run.font.color.rgb = look.colour


def _without_origin(about: Any, title: str) -> None:
    about.title, about.language = title, "en-GB"
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.created = about.modified = LONG_AGO
    about.revision = 1


def _with_fixed_times(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        names = sorted(made.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        return zipped({name: made.read(name) for name in names})
