"""Drawing without a library: escaped elements, colours, and text measured well enough to wrap.

Only presentation attributes and class names are written, never a style attribute or a script, so
that the pictures pass a strict content security policy and print the same everywhere.
"""

from __future__ import annotations

from html import escape

DEEP, RIVER, MIST, SHALLOW = "#0c3a42", "#14616b", "#e9f1f0", "#f4f8f7"
STONE, SLATE, INK, WHITE = "#c3cfcd", "#465553", "#10201f", "#ffffff"
BRICK, AMBER, SAND = "#a5431d", "#e3a24b", "#fbf4ea"
GREEN, GREEN_TINT, RED, RED_TINT = "#0f6b43", "#e3f1e9", "#b3261e", "#fbeae8"
FONT = "arial, helvetica, 'Liberation Sans', sans-serif"

# Advance widths of the sans-serif faces above, in thousandths of the size.
_WIDTHS = {
    **dict.fromkeys("iljI.,:;!’‘'|", 250),
    **dict.fromkeys("ft /()-·", 300),
    **dict.fromkeys("rcksvxyzJ", 500),
    **dict.fromkeys("abdeghnopqu0123456789FLTZ–?", 560),
    **dict.fromkeys("ABEKPSVXYCDHNRU", 700),
    **dict.fromkeys("GOQw", 770),
    **dict.fromkeys("mM→", 840),
    "W": 944,
}
BOLD = 1.08


def width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide the text is, in the units of `size`."""
    total = sum(_WIDTHS.get(character, 600) for character in text)
    return total / 1000 * size * (BOLD if bold else 1)


def wrap(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """The text in lines no wider than `room`; a single word is never broken."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def element(name: str, content: str = "", /, **attributes: str | float) -> str:
    """One element. `class_` becomes class, an underscore a hyphen; values are escaped; `content`
    is markup already."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_value(value))}"'
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def text(
    lines: list[str] | str,
    x: float,
    y: float,
    *,
    size: float,
    fill: str = INK,
    bold: bool = False,
    leading: float = 1.2,
    anchor: str = "start",
    class_: str = "irw-flow-text",
) -> str:
    """Lines of text, the first on baseline `y`."""
    rows = [lines] if isinstance(lines, str) else lines
    return "".join(
        element(
            "text",
            escape(row),
            class_=class_,
            x=x,
            y=y + number * size * leading,
            fill=fill,
            font_size=size,
            font_weight="bold" if bold else "normal",
            text_anchor=anchor,
        )
        for number, row in enumerate(rows)
    )


def picture(
    body: str, *, title: str, description: str, wide: float, high: float, name: str, class_: str
) -> str:
    """The whole drawing, labelled for assistive technology; `name` makes its ids unique."""
    head = element("title", escape(title), id=f"{name}-title")
    head += element("desc", escape(description), id=f"{name}-desc")
    return element(
        "svg",
        head + body,
        xmlns="http://www.w3.org/2000/svg",
        class_=class_,
        viewBox=f"0 0 {_value(wide)} {_value(high)}",
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        font_family=FONT,
    )


def clock_face(x: float, y: float, *, colour: str) -> str:
    """A small clock, 12 units wide, centred on (x, y)."""
    ring = element("circle", cx=x, cy=y, r=6, fill="none", stroke=colour, stroke_width=1.6)
    hands = f"M{_value(x)} {_value(y - 3.5)}V{_value(y)}L{_value(x + 2.6)} {_value(y + 1.6)}"
    return ring + _line(hands, colour, 1.5)


def tick(x: float, y: float, *, colour: str, size: float = 1) -> str:
    """A tick, about 10 units wide, centred on (x, y)."""
    points = f"M{_value(x - 4.5 * size)} {_value(y)}l{_value(3.2 * size)} {_value(3.4 * size)}"
    return _line(f"{points}l{_value(5.8 * size)} {_value(-6.6 * size)}", colour, 2.2 * size)


def person(x: float, y: float, *, colour: str) -> str:
    """A small person, 12 units wide, centred on (x, y)."""
    head = element("circle", cx=x, cy=y - 3, r=2.8, fill=colour)
    left, right = _value(x - 5.5), _value(y + 6)
    return head + element("path", d=f"M{left} {right}a5.5 5 0 0 1 11 0z", fill=colour)


def _line(path: str, colour: str, thick: float) -> str:
    return element(
        "path",
        d=path,
        fill="none",
        stroke=colour,
        stroke_width=thick,
        stroke_linecap="round",
        stroke_linejoin="round",
    )


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")
