"""What the PDF printer leaves unsaid for those who do not see the page: whose headers, and where links lead."""

from __future__ import annotations

from typing import Any

_PRINTED = 4  # PDF's flag of an annotation that is on paper too


def finish(document: Any, pdf: Any) -> None:
    """Header cells say whether they head a column or a row; links say their words and are printed.

    A hook of WeasyPrint, called before the file is written; it hangs both on the boxes of its pages.
    """
    for page in document.pages:
        for box in page._page_box.descendants():
            if getattr(box, "mark", None) is not None and box.element_tag == "th":
                row = box.element.get("scope") == "row"
                box.mark["A"]["Scope"] = "/Row" if row else "/Column"
            if link := getattr(box, "link_annotation", None):
                link["F"] = _PRINTED
                if (words := _words(box.element)) and "Dest" in link:
                    link["Contents"] = type(link["Contents"])(words)


def _words(element: Any) -> str:
    """How a reader hears a link: its label, else what stands in it."""
    if element is None:
        return ""
    return element.get("aria-label") or " ".join("".join(element.itertext()).split())
