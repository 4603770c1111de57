"""View models of the overview, the report, and the pack for the Panel."""

from irwell.rapid_reviews.presenters.pages import (
    closing,
    overview,
    own_typed,
    section_tasks,
    signatures,
    version_lines,
)
from irwell.rapid_reviews.presenters.panel import (
    archive,
    cover_letter,
    hashes,
    manifest_rows,
    pack_files,
)
from irwell.rapid_reviews.presenters.report import (
    british,
    first_words,
    names_left,
    report_context,
    report_files,
    signed_copy,
    signed_pdf,
    texts_of,
    words_of,
)
from irwell.rapid_reviews.presenters.versions import beside, pairs

__all__ = [
    "archive",
    "beside",
    "british",
    "closing",
    "cover_letter",
    "first_words",
    "hashes",
    "manifest_rows",
    "names_left",
    "overview",
    "own_typed",
    "pack_files",
    "pairs",
    "report_context",
    "report_files",
    "section_tasks",
    "signatures",
    "signed_copy",
    "signed_pdf",
    "texts_of",
    "version_lines",
    "words_of",
]
