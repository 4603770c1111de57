"""Every pairing of text and ground that the styles use, measured as WCAG 2.2 does."""

import re
from pathlib import Path

import pytest

SETTINGS = Path(__file__).parents[2] / "irwell/ui/scss/_settings.scss"
AA_TEXT, AA_LARGE_OR_GRAPHIC = 4.5, 3.0
WHITE = "#ffffff"

TEXT_ON_GROUND = [
    ("ink", WHITE), ("ink", "mist"), ("ink", "sand"), ("ink", "focus"), ("ink", "shallow"),
    ("slate", WHITE), ("slate", "mist"), ("slate", "shallow"), ("slate", "sand"),
    ("deep", WHITE), ("deep", "mist"), ("deep", "shallow"), ("deep", "green-tint"),
    ("link", WHITE), ("link", "mist"), ("link", "shallow"), ("link", "sand"), ("link", "red-tint"),
    ("river-dark", "mist"), ("brick", WHITE), ("brick", "sand"),
    ("red", WHITE), ("red", "red-tint"), ("green", WHITE),
    (WHITE, "deep"), (WHITE, "river"), (WHITE, "river-dark"), (WHITE, "brick"), (WHITE, "green"),
]  # fmt: skip
GRAPHIC_ON_GROUND = [
    ("river", "shallow"), ("brick", "sand"), ("amber", "deep"), ("river", WHITE),
]  # fmt: skip


def colours() -> dict[str, str]:
    return dict(re.findall(r"^\$irw-([\w-]+): (#[0-9a-f]{6});", SETTINGS.read_text(), re.M))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def measured(one: str, other: str) -> float:
    known = colours()
    return contrast(known.get(one, one), known.get(other, other))


def test_the_measure_agrees_with_the_known_extremes() -> None:
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast("#767676", WHITE) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_can_be_read_on_its_ground(text: str, ground: str) -> None:
    assert measured(text, ground) >= AA_TEXT


@pytest.mark.parametrize(("mark", "ground"), GRAPHIC_ON_GROUND)
def test_a_mark_that_means_something_stands_out(mark: str, ground: str) -> None:
    assert measured(mark, ground) >= AA_LARGE_OR_GRAPHIC


def test_every_colour_is_written_so_that_it_is_measured() -> None:
    lines = [line for line in SETTINGS.read_text().splitlines() if line.startswith("$irw-")]

    assert len(colours()) == len([line for line in lines if "#" in line])
