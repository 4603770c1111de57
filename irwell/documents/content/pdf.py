"""PDFs: openable, of a sensible length, and with nothing in them that acts or hides."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from irwell.documents.content.problem import Problem, damaged, encrypted, not_what_it_says

MOST_PAGES = 2_000
MOST_OBJECTS = 400_000
MOST_DEPTH = 40
# Actions of ISO 32000-1, 12.6.4 that run something, send something or open another file.
ACTIONS = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition"})  # fmt: skip
PLAYED = frozenset({"/RichMedia", "/3D", "/Movie", "/Screen", "/FileAttachment"})
PRINT_AGAIN = "Open it, print it to a new PDF (“Print”, “Save as PDF”), and send that."


def check_pdf(name: str, data: bytes) -> Problem | None:
    if not data.startswith(b"%PDF-"):
        return not_what_it_says(name, "pdf", data)
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            pages = len(pdf.pages)
            if pages == 0:
                return damaged(name)
            if pages > MOST_PAGES or len(pdf.objects) > MOST_OBJECTS:
                return _too_long(name, pages)
            return _active(name, pdf)
    except pikepdf.PasswordError:
        return encrypted(name)
    except (pikepdf.PdfError, RuntimeError, ValueError):
        return damaged(name)


def _too_long(name: str, pages: int) -> Problem:
    return Problem(
        "too_many_pages",
        f"“{name}” has {pages:,} pages; the most is {MOST_PAGES:,}. Send the pages that matter.",
    )


def _active(name: str, pdf: pikepdf.Pdf) -> Problem | None:
    """Every object is looked at, reachable or not."""
    for found in pdf.objects:
        for one in _dictionaries(found, 0):
            what = _what_is_wrong(one)
            if what:
                code, words = what
                return Problem(code, f"“{name}” contains {words}. {PRINT_AGAIN}")
    return None


def _dictionaries(thing: Any, depth: int) -> Iterator[Any]:
    """The dictionary itself and those written directly inside it; references are objects of their own."""
    if depth > MOST_DEPTH:
        return
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        yield thing
        inner = [value for _, value in thing.items()]
    elif isinstance(thing, pikepdf.Array):
        inner = list(thing)
    else:
        return
    for value in inner:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            yield from _dictionaries(value, depth + 1)


def _what_is_wrong(one: Any) -> tuple[str, str] | None:
    if "/JS" in one or _is_name(one.get("/S"), {"/JavaScript"}):
        return "script", "a script (JavaScript)"
    if "/EF" in one or "/EmbeddedFiles" in one or _is_name(one.get("/Type"), {"/EmbeddedFile"}):
        return "embedded_file", "another file inside it"
    if "/XFA" in one:
        return "script", "a form of the kind that runs scripts (XFA)"
    if _is_name(one.get("/Subtype"), PLAYED):
        return "embedded_file", "a video, sound or file inside it"
    if _is_name(one.get("/S"), ACTIONS):
        return "action", "a button or link that starts a program, sends data or opens another file"
    return None


def _is_name(value: Any, names: frozenset[str] | set[str]) -> bool:
    return isinstance(value, pikepdf.Name) and str(value) in names
