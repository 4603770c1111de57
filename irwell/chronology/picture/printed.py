"""The picture on paper: A3 landscape pages in a tagged PDF, each of a year or as asked."""

from __future__ import annotations

import base64
from html import escape

from irwell.chronology.merge import Timeline
from irwell.chronology.picture.drawing import View, to_svg_pages

_PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>
<style>@page {{ size: A3 landscape; margin: 12mm; @bottom-left {{ content: "{foot}"; }}
@bottom-right {{ content: "Page " counter(page) " of " counter(pages); }} }}
@page {{ font: 9pt Arial, Helvetica, sans-serif; }}
body {{ font: 10pt Arial, Helvetica, sans-serif; margin: 0; }}
h1 {{ font-size: 15pt; margin: 0 0 3mm; }} section {{ break-after: page; }}
section:last-child {{ break-after: auto; }}
img {{ width: 100%; max-height: 250mm; object-fit: contain; object-position: left top; }}</style>
</head><body>{body}</body></html>"""


def to_pdf(timeline: Timeline, view: View | None = None, *, days: int = 366) -> bytes:
    """The timeline's picture as a tagged PDF of A3 landscape pages, each of so many days."""
    # Loaded only when asked for: it is the slowest thing here to load by far.
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    view = view or View()
    pages = to_svg_pages(timeline, view, days=days)
    sections = []
    for number, svg in enumerate(pages, start=1):
        data = base64.b64encode(svg.encode()).decode()
        name = f"{view.title}, part {number} of {len(pages)}" if len(pages) > 1 else view.title
        text = f"{name}: a lane for each agency. The chronology says the same in text."
        sections.append(
            f"<section><h1>{escape(name)}</h1>"
            f'<img alt="{escape(text)}" src="data:image/svg+xml;base64,{data}"></section>'
        )
    page = _PAGE.format(title=escape(view.title), foot=_css(view.title), body="".join(sections))
    pdf: bytes = HTML(string=page, url_fetcher=URLFetcher(allowed_protocols=("data",))).write_pdf(
        pdf_variant="pdf/ua-1", pdf_tags=True
    )
    return pdf


def _css(text: str) -> str:
    """Text for a style sheet's string, with nothing that could end it."""
    return "".join(
        character if character.isalnum() or character in " ,.-" else f"\\{ord(character):x} "
        for character in text
    )
