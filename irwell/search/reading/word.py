"""Read a Word document by way of HTML, which keeps headings, lists and tables."""

from __future__ import annotations

import zipfile
from pathlib import Path

import mammoth

from .document import Document, UnreadableDocument
from .web import document_from_html

LARGEST = 300_000_000  # bytes when unpacked
STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
"""


def read_docx(path: Path) -> Document:
    """Read a .docx file, or say why it cannot be read."""
    try:
        with zipfile.ZipFile(path) as package:
            size = sum(item.file_size for item in package.infolist())
            if "word/document.xml" not in package.namelist():
                raise UnreadableDocument(f"{path.name} is not a Word document (.docx).")
    except zipfile.BadZipFile as error:
        raise UnreadableDocument(
            f"{path.name} is not a Word document that can be opened: it is damaged, locked with a"
            " password, or in the old .doc format. Save it as .docx and add that."
        ) from error
    if size > LARGEST:
        raise UnreadableDocument(
            f"{path.name} unpacks to {size:,} bytes; that is too large to read."
        )
    with path.open("rb") as file:
        try:
            result = mammoth.convert_to_html(file, style_map=STYLES, convert_image=_no_picture)
        except (KeyError, ValueError, zipfile.BadZipFile) as error:
            raise UnreadableDocument(f"{path.name} is a damaged Word document.") from error
    return document_from_html(f"<body>{result.value}</body>", name=path.name)


@mammoth.images.img_element  # type: ignore[untyped-decorator, unused-ignore]
def _no_picture(image: object) -> dict[str, str]:
    return {"src": ""}
