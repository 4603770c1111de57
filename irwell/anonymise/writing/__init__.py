"""Writing: clean files built anew from the text model, the same bytes for the same input."""

from irwell.anonymise.writing.page import write_fragment, write_html
from irwell.anonymise.writing.pictures import PictureRefused, accept_picture, redrawn
from irwell.anonymise.writing.print import PrinterMissing, write_pdf
from irwell.anonymise.writing.word import write_docx, zipped

__all__ = [
    "PictureRefused",
    "PrinterMissing",
    "accept_picture",
    "redrawn",
    "write_docx",
    "write_fragment",
    "write_html",
    "write_pdf",
    "zipped",
]
