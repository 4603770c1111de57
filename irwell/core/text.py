"""Small text rules shared by forms and documents."""

import unicodedata

# Bidirectional controls can make a name read as another; they are dropped, right-to-left letters stay.
DROPPED = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0xFEFF])
NEW_LINES = {"\r\n": "\n", "\r": "\n"}


def clean(text: str) -> str:
    """Text as kept: NFC, plain newlines, no NUL, no control that is not a newline or tab, no bidi control."""
    for old, new in NEW_LINES.items():
        text = text.replace(old, new)
    text = unicodedata.normalize("NFC", text).translate(DROPPED)
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc").strip()


def plural(count: int, one: str, many: str | None = None) -> str:
    """'1 working day', '3 working days'."""
    return f"{count} {one if count == 1 else (many or one + 's')}"


def inert_cell(text: str) -> str:
    """A table's cell that a spreadsheet does not take for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
