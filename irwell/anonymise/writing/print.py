"""Tagged PDF (PDF/UA-1), written anew from the text model; the same input gives the same bytes."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from typing import Any

from irwell.anonymise.model import Document
from irwell.anonymise.writing.page import write_html
from irwell.anonymise.writing.tagging import finish

_FIXED_MOMENT = "946684800"  # 1 January 2000: a file must not tell when it was written
_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation"


class PrinterMissing(RuntimeError):
    """The libraries that lay out PDF pages are not on this machine."""


def write_pdf(source: Document | str, *, title: str, lang: str = "en-GB") -> bytes:
    """A PDF of the document, or of a page that `write_html` made; nothing is fetched."""
    weasyprint = _weasyprint()
    html = source if isinstance(source, str) else write_html(source, title=title, lang=lang)
    style = resources.files("irwell.anonymise.writing").joinpath("print.css").read_text("utf-8")
    # Only data inside the page itself (accepted pictures) may be opened: no file, no network.
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=("data",), allow_redirects=False)
    with _fixed_clock(), _no_collecting():
        page = weasyprint.HTML(string=html, url_fetcher=fetcher, media_type="screen")
        written: bytes = page.write_pdf(
            finisher=finish,
            stylesheets=[weasyprint.CSS(string=style)],
            pdf_variant="pdf/ua-1",
            pdf_tags=True,
            pdf_forms=False,
            presentational_hints=True,  # list starts and picture sizes are attributes
            custom_metadata=False,
        )
    return written


def _weasyprint() -> Any:
    try:
        import weasyprint
    except OSError as error:
        raise PrinterMissing(
            "PDF files cannot be written because system libraries are missing. On Debian or "
            f"Ubuntu install them with: apt-get install {_PACKAGES}"
        ) from error
    return weasyprint


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Every box of every page lives until the end: to look for rubbish meanwhile takes a tenth of the time, in vain."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@contextmanager
def _fixed_clock() -> Iterator[None]:
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = _FIXED_MOMENT
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
