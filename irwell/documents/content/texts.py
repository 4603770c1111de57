"""Plain text and tables of text."""

import codecs

from irwell.documents.content.problem import Problem, not_what_it_says

BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
CONTROLS = frozenset(range(32)) - {9, 10, 12, 13}


def check_text(name: str, ending: str, data: bytes) -> Problem | None:
    """Text has no control characters but tabs, line and page breaks."""
    if data.startswith(BOMS):
        try:
            data.decode("utf-16")
        except UnicodeDecodeError:
            return not_what_it_says(name, ending, data)
        return None
    return not_what_it_says(name, ending, data) if CONTROLS & set(data) else None
