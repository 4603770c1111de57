"""Every text pairing of the palette meets WCAG 2.2 AA (4.5 to 1)."""

import re
from pathlib import Path

import pytest

from irwell.ui import apps

SETTINGS = Path(apps.__file__).parent / "scss" / "_settings.scss"
COLOURS = {
    **dict(re.findall(r"^\$irw-([a-z-]+): (#[0-9a-f]{6});", SETTINGS.read_text(), re.M)),
    "white": "#ffffff",
}
PAIRS = [
    (text, ground)
    for ground in ("white", "mist", "shallow", "sand")
    for text in ("ink", "slate", "deep", "river", "river-dark", "link", "brick", "red", "green")
] + [
    *(("white", ground) for ground in ("deep", "river", "river-dark", "brick")),
    ("ink", "amber"), ("ink", "focus"), ("green", "green-tint"), ("red", "red-tint"),
]  # fmt: skip


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(text: str, ground: str) -> None:
    light, dark = sorted((luminance(COLOURS[text]), luminance(COLOURS[ground])), reverse=True)

    assert (light + 0.05) / (dark + 0.05) >= 4.5
