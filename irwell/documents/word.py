"""Word documents made from a template, without the traces that libraries leave in their properties."""

import datetime as dt
import io
from collections.abc import Mapping
from importlib import resources
from typing import Any

from docxtpl import DocxTemplate

WRITTEN = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - Word's properties take naive times; all the same


def render_word(package: str, template: str, context: Mapping[str, Any], *, title: str) -> bytes:
    """Fill `package`/word/`template` (a .docx that people can edit) and return the file's bytes.

    Everything is escaped (docxtpl loses "&" and "<" otherwise); author, dates and revision tell nothing.
    """
    source = resources.files(package) / "word" / template
    document = DocxTemplate(io.BytesIO(source.read_bytes()))
    document.render(dict(context), autoescape=True)
    properties = document.docx.core_properties  # get_docx() would load the template afresh
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.title, properties.language, properties.revision = title, "en-GB", 1
    properties.created = properties.modified = WRITTEN
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
