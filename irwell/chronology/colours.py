"""Each agency's letter, colours and pattern, with WCAG contrast computed and not assumed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

TEXT_CONTRAST = 4.5  # WCAG 2.2, 1.4.3: text against its background
SHAPE_CONTRAST = 3.0  # WCAG 2.2, 1.4.11: shapes that carry meaning
INK = "#0b0c0c"
PAPER = "#ffffff"


class Pattern(StrEnum):
    """How a shape is filled, so that colour is never alone in telling agencies apart."""

    SOLID = "solid"
    DIAGONAL = "diagonal"
    DOTS = "dots"
    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"
    BACK_DIAGONAL = "back-diagonal"
    CROSS = "cross"
    RINGS = "rings"


@dataclass(frozen=True, slots=True)
class Mark:
    """An agency's look: a letter, a strong colour (white text on it), a tint (ink on it)."""

    agency: str
    letter: str
    strong: str
    tint: str
    pattern: Pattern

    @property
    def letter_contrast(self) -> float:
        """White letter on the strong colour."""
        return contrast(PAPER, self.strong)

    @property
    def text_contrast(self) -> float:
        """Ink on the tint."""
        return contrast(INK, self.tint)

    @property
    def shape_contrast(self) -> float:
        """The strong colour against its own tint, the least of the backgrounds it is drawn on."""
        return contrast(self.strong, self.tint)


# Strong colours, neighbours far apart in hue and in lightness.
_STRONG = (
    "#1d5c9e",
    "#a3470a",
    "#00665e",
    "#8a1c5c",
    "#4d6600",
    "#5a3a9c",
    "#b0202e",
    "#33566b",
    "#775500",
    "#006b3c",
    "#9c2fa0",
    "#3b3f8f",
)


def marks(agencies: Iterable[str]) -> dict[str, Mark]:
    """A mark for each agency, by its place in the alphabet of names; the same names, the same marks.

    Two agencies never share both a colour and a pattern (96 pairs), and letters never repeat.
    """
    names = sorted(set(agencies), key=lambda name: (name.casefold(), name))
    patterns = tuple(Pattern)
    return {
        name: Mark(
            name,
            letters(at),
            _STRONG[at % len(_STRONG)],
            tint(_STRONG[at % len(_STRONG)]),
            patterns[(at + at // len(_STRONG)) % len(patterns)],
        )
        for at, name in enumerate(names)
    }


def letters(at: int) -> str:
    """A to Z, then AA, AB and so on."""
    letter = chr(ord("A") + at % 26)
    return letter if at < 26 else letters(at // 26 - 1) + letter


def tint(colour: str, share: float = 0.14) -> str:
    """The colour thinned with white."""
    mixed = (round(255 + (part - 255) * share) for part in _parts(colour))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def luminance(colour: str) -> float:
    """WCAG relative luminance of #rrggbb, 0 (black) to 1 (white)."""
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _linear(part: float) -> float:
    # The exponent's result is a float for a base that is never negative.
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
