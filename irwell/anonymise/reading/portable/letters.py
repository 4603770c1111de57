"""The letters of a PDF page with their place, and why some of them cannot be seen."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
Colour = tuple[int, int, int]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEEPEST = 12
_INVISIBLE_MODES = {3, 7}
_SMALLEST = 2.0
_PAPER = (255, 255, 255)
_THINNEST = 1.5


class Letter(NamedTuple):
    """One character; `concealed` says why it is not seen, empty when it is."""

    text: str
    box: Box
    size: float
    concealed: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """Something painted on the page, in painting order."""

    order: int
    box: Box
    colour: tuple[int, int, int]
    picture: bool


@dataclass(slots=True)
class Painting:
    """What a page paints: shapes that can cover text, and where each text object comes."""

    covers: list[Drawn]
    text_order: dict[int, int]
    text_mode: dict[int, int]


def painting(page: pdfium.PdfPage) -> Painting:
    """Walk the page's objects in painting order, forms included."""
    result = Painting([], {}, {})
    counter = [0]
    _walk(_top_objects(page), _IDENTITY, 0, counter, result)
    return result


def _top_objects(page: pdfium.PdfPage) -> list[Any]:
    return [raw.FPDFPage_GetObject(page, index) for index in range(raw.FPDFPage_CountObjects(page))]


def _walk(
    objects: list[Any], matrix: Matrix, depth: int, counter: list[int], result: Painting
) -> None:
    for item in objects:
        counter[0] += 1
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            address = ctypes.cast(item, ctypes.c_void_p).value or 0
            result.text_order[address] = counter[0]
            result.text_mode[address] = raw.FPDFTextObj_GetTextRenderMode(item)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            own = raw.FS_MATRIX()
            raw.FPDFPageObj_GetMatrix(item, own)
            inner = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
            below = [
                raw.FPDFFormObj_GetObject(item, index)
                for index in range(raw.FPDFFormObj_CountObjects(item))
            ]
            _walk(below, inner, depth + 1, counter, result)
        elif kind in {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE}:
            drawn = _drawn(item, kind, matrix, counter[0])
            if drawn is not None:
                result.covers.append(drawn)


def _drawn(item: Any, kind: int, matrix: Matrix, order: int) -> Drawn | None:
    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(item, *sides):
        return None
    box = _moved((sides[0].value, sides[1].value, sides[2].value, sides[3].value), matrix)
    if kind == raw.FPDF_PAGEOBJ_IMAGE:
        return Drawn(order, box, (0, 0, 0), picture=True)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(item, fill, stroke) or not fill.value:
        return None
    if raw.FPDFPath_CountSegments(item) > 12:
        return None
    colour = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(item, *colour) or colour[3].value < 250:
        return None
    if min(box[2] - box[0], box[3] - box[1]) < _THINNEST:
        return None
    red, green, blue = (part.value for part in colour[:3])
    return Drawn(order, box, (red, green, blue), picture=False)


def _times(a: Matrix, b: Matrix) -> Matrix:
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def _moved(box: Box, m: Matrix) -> Box:
    corners = [(box[0], box[1]), (box[2], box[1]), (box[0], box[3]), (box[2], box[3])]
    xs = [x * m[0] + y * m[2] + m[4] for x, y in corners]
    ys = [x * m[1] + y * m[3] + m[5] for x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def letters(page: pdfium.PdfPage, painted: Painting) -> Iterator[Letter]:
    """All characters in the order of the page, line ends included as newlines."""
    text = page.get_textpage()
    reader = _Reader(text, painted, page.get_cropbox())
    yield from map(reader.letter, range(raw.FPDFText_CountChars(text)))


@dataclass(frozen=True, slots=True)
class _Owner:
    """What the letters of one text object share."""

    order: int
    invisible: bool
    size: float
    bold: bool
    colour: Colour | None
    white: bool


class _Reader:
    def __init__(self, text: pdfium.PdfTextPage, painted: Painting, crop: Box) -> None:
        self._text = text  # kept, since the handle ends with it
        self._handle = text.raw
        self._painted = painted
        self._crop = crop
        self._covers = [
            (cover.order, cover.box, None if cover.picture else cover.colour, cover.picture)
            for cover in painted.covers
        ]
        self._owners: dict[int, _Owner] = {}
        self._rectangle = raw.FS_RECTF()

    def letter(self, index: int) -> Letter:
        """One character; this runs for every letter of a report, hence its bareness."""
        handle, area = self._handle, self._rectangle
        item = raw.FPDFText_GetTextObject(handle, index)
        address = ctypes.addressof(item.contents) if item else 0
        owner = self._owners.get(address) or self._owner(address, index)
        raw.FPDFText_GetLooseCharBox(handle, index, area)
        box = (area.left, area.bottom, area.right, area.top)
        text = _character(raw.FPDFText_GetUnicode(handle, index))
        # Only blanks and hyphens are ever made up by PDFium; asking for each letter takes long.
        if not text.isalnum() and raw.FPDFText_IsGenerated(handle, index) == 1:
            return Letter(text, box, owner.size)
        return Letter(text, box, owner.size, self._concealed(owner, box), owner.bold)

    def _owner(self, address: int, index: int) -> _Owner:
        colour = self._colour(index)
        self._owners[address] = _Owner(
            order=self._painted.text_order.get(address, 0),
            invisible=self._painted.text_mode.get(address, 0) in _INVISIBLE_MODES,
            size=abs(raw.FPDFText_GetFontSize(self._handle, index)) * self._scale(index),
            bold=self._bold(index),
            colour=colour,
            white=_alike(colour, _PAPER),
        )
        return self._owners[address]

    def _scale(self, index: int) -> float:
        matrix = raw.FS_MATRIX()
        if not raw.FPDFText_GetMatrix(self._handle, index, matrix):
            return 1.0
        return float((matrix.c**2 + matrix.d**2) ** 0.5) or 1.0

    def _bold(self, index: int) -> bool:
        if raw.FPDFText_GetFontWeight(self._handle, index) >= 600:
            return True
        length = raw.FPDFText_GetFontInfo(self._handle, index, None, 0, None)
        name = ctypes.create_string_buffer(max(length, 1))
        raw.FPDFText_GetFontInfo(self._handle, index, name, length, None)
        return b"bold" in name.value.lower()

    def _colour(self, index: int) -> tuple[int, int, int] | None:
        parts = [ctypes.c_uint() for _ in range(4)]
        if not raw.FPDFText_GetFillColor(self._handle, index, *parts):
            return None
        red, green, blue = (part.value for part in parts[:3])
        return red, green, blue

    def _concealed(self, owner: _Owner, box: Box) -> str:
        if owner.invisible:
            return "invisible text"
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        left, bottom, right, top = self._crop
        if not (left <= x <= right and bottom <= y <= top):
            return "text outside the page"
        if 0 < owner.size < _SMALLEST:
            return "text too small to read"
        ground: Colour | None = _PAPER
        for order, (left, bottom, right, top), colour, picture in self._covers:
            if not (left <= x <= right and bottom <= y <= top):
                continue
            if order > owner.order:
                return "text behind a picture" if picture else "text under a box"
            ground = colour
        alike = owner.white if ground is _PAPER else _alike(owner.colour, ground)
        return "text in the colour of its background" if alike else ""


@lru_cache(maxsize=4096)
def _alike(one: Colour | None, other: Colour | None) -> bool:
    if one is None or other is None:
        return False
    return all(abs(a - b) <= 8 for a, b in zip(one, other, strict=True))


@lru_cache(maxsize=4096)
def _character(code: int) -> str:
    if code in {0x0D, 0xFFFE, 0xFFFF} or 0xD800 <= code <= 0xDFFF:
        # PDFium marks a hyphen that it took for a line-end hyphen as 0xFFFE or 0x0002.
        return "\u00ad" if code == 0xFFFE else ""
    if code == 0x02:
        return "\u00ad"
    return chr(code) if 0 < code < 0x110000 else ""
