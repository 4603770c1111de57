"""Which files are taken in for which purpose, how large, and who may open them. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from irwell.access.permissions import Permission

MEGABYTE = 1024 * 1024


class Purpose(StrEnum):
    """What a file is for; it decides which kinds are taken and which right opens it."""

    REFERRAL_ATTACHMENT = "referral_attachment"
    WORD_FORM = "word_form"
    AGENCY_CHRONOLOGY = "agency_chronology"
    RAPID_REVIEW_REPORT = "rapid_review_report"
    PANEL_LETTER = "panel_letter"
    REVIEW_REPORT = "review_report"
    REPORT_PICTURE = "report_picture"
    CLEAN_FILE = "clean_file"
    EVIDENCE = "evidence"
    MEETING_NOTES = "meeting_notes"
    DELEGATION_LETTER = "delegation_letter"
    SUBMISSION_PACK = "submission_pack"
    CONTRACT = "contract"


@dataclass(frozen=True)
class Kind:
    """A kind of file by its ending; `media_type` is what we serve, whatever the browser claimed."""

    ending: str
    title: str
    media_type: str


KINDS = {
    kind.ending: kind
    for kind in (
        Kind("docx", "Word document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        Kind("xlsx", "Excel workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        Kind("odt", "OpenDocument text", "application/vnd.oasis.opendocument.text"),
        Kind("ods", "OpenDocument spreadsheet", "application/vnd.oasis.opendocument.spreadsheet"),
        Kind("csv", "CSV table", "text/csv"),
        Kind("txt", "plain text", "text/plain"),
        Kind("pdf", "PDF", "application/pdf"),
        Kind("html", "web page", "text/html"),
        Kind("md", "Markdown", "text/markdown"),
        Kind("zip", "ZIP archive", "application/zip"),
        Kind("png", "PNG picture", "image/png"),
        Kind("jpg", "JPEG picture", "image/jpeg"),
        Kind("jpeg", "JPEG picture", "image/jpeg"),
    )
}  # fmt: skip

OFFICE = ("docx", "odt", "pdf")
TABLES = ("docx", "xlsx", "csv", "ods")
TAKEN: dict[Purpose, tuple[str, ...]] = {
    Purpose.REFERRAL_ATTACHMENT: (*OFFICE, "xlsx", "png", "jpg", "jpeg", "txt"),
    Purpose.WORD_FORM: ("docx",),
    Purpose.AGENCY_CHRONOLOGY: TABLES,
    Purpose.PANEL_LETTER: OFFICE,
    Purpose.REVIEW_REPORT: (*OFFICE, "html", "md", "txt"),
    Purpose.EVIDENCE: (*OFFICE, "xlsx", "csv", "png", "jpg", "jpeg"),
    Purpose.MEETING_NOTES: ("docx", "txt"),
    Purpose.DELEGATION_LETTER: (*OFFICE, "png", "jpg", "jpeg"),
    Purpose.CONTRACT: OFFICE,
}
OPENED_WITH: dict[Purpose, Permission] = {
    Purpose.REFERRAL_ATTACHMENT: Permission.READ_RETURNS,
    Purpose.WORD_FORM: Permission.READ_RETURNS,
    Purpose.AGENCY_CHRONOLOGY: Permission.READ_RETURNS,
    Purpose.RAPID_REVIEW_REPORT: Permission.READ_RETURNS,
    Purpose.PANEL_LETTER: Permission.READ_RETURNS,
    Purpose.REVIEW_REPORT: Permission.SEE_CASE,
    Purpose.REPORT_PICTURE: Permission.READ_RETURNS,
    Purpose.CLEAN_FILE: Permission.SEE_CASE,
    Purpose.EVIDENCE: Permission.SEE_CASE,
    Purpose.MEETING_NOTES: Permission.READ_RETURNS,
    Purpose.DELEGATION_LETTER: Permission.READ_RETURNS,
    Purpose.SUBMISSION_PACK: Permission.READ_RETURNS,
    Purpose.CONTRACT: Permission.READ_CONTRACT,
}


def ending_of(name: str) -> str:
    """'docx' of 'Report.final.DOCX'; empty when there is none."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower().removeprefix(".")


def listed(endings: tuple[str, ...]) -> str:
    """'.docx, .xlsx or .csv', for hints and refusals."""
    shown = [f".{e}" for e in endings if e != "jpeg"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"


def in_words(size: int) -> str:
    """A size in bytes as people say it."""
    if size >= MEGABYTE:
        return f"{size / MEGABYTE:.1f} MB".replace(".0 MB", " MB")
    return f"{max(1, round(size / 1024))} kB"
