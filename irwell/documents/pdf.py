"""Tagged PDF files laid out from a template, by the one printer that Irwell has."""

from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import quote

from django.template.loader import render_to_string

from irwell.anonymise.writing import write_pdf

MARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400" viewBox="0 0 400 400">'
    '<text x="200" y="210" text-anchor="middle" transform="rotate(-45 200 200)" font-family="Liberation Sans" '
    'font-size="{size}" fill="#dfe6e8">{words}</text></svg>'
)


def render_pdf(
    template: str, context: Mapping[str, Any], *, title: str, watermark: str = ""
) -> bytes:
    """Fill a template that extends documents/print.html. `watermark` lies behind the text of every page."""
    shown = {**context, "title": title, "watermark": _mark(watermark) if watermark else ""}
    return write_pdf(render_to_string(template, shown), title=title)


def _mark(words: str) -> str:
    """The words across the page as a picture that the page carries in itself."""
    size = max(14, min(40, round(640 / max(len(words), 1))))
    return "data:image/svg+xml," + quote(MARK.format(size=size, words=escape(words)))
