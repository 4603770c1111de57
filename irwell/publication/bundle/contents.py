"""What a bundle holds: names of its files, its metadata and recommendations, and what makes it whole."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

SCHEMA = "irwell-bundle/1"
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
SIGNATURE = "signature.ed25519"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
TAG_FILES = ("bagit.txt", "bag-info.txt", MANIFEST)
MOST_FILES = 100
LARGEST = 200 * 1024 * 1024
TIGHTEST = 200  # times that a report may shrink when it is packed; what shrinks more is made to fill a disk
IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9.-]{2,79}")
MANIFEST_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")

REPORT_HTML = "report.html"
REPORT_PDF = "report.pdf"
REPORT_DOCX = "report.docx"
METADATA = "metadata.json"
RECOMMENDATIONS = "recommendations.json"
KNOWN_FILES: dict[str, tuple[str, str]] = {
    REPORT_HTML: ("The report as a web page", "text/html"),
    REPORT_PDF: ("The report as PDF", "application/pdf"),
    REPORT_DOCX: (
        "The report as a Word document",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "briefing.html": ("Seven-minute briefing as a web page", "text/html"),
    "briefing.pdf": ("Seven-minute briefing as PDF", "application/pdf"),
    "briefing.docx": (
        "Seven-minute briefing as a Word document",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "slides.pdf": ("Slides", "application/pdf"),
}
FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # a bundle of the same content has the same bytes


class BundleProblem(ValueError):
    """A bundle that cannot be accepted or made; the message is a sentence for a person."""


class NotABundle(BundleProblem):
    """What was sent cannot be opened, or is too large to be opened; nothing of it was unpacked."""


@dataclass(frozen=True, slots=True)
class BundleRecommendation:
    """One recommendation, as published."""

    number: str
    text: str
    addressees: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    due: str = ""


@dataclass(frozen=True, slots=True)
class BundleMetadata:
    """What the repository lists. Everything here is public by definition."""

    identifier: str
    title: str
    partnership: str
    kind: str
    published: date
    summary: str = ""
    authors: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    method: str = ""
    licence: str = ""
    contact: str = ""
    source_url: str = ""
    certificate: str = ""
    version: int = 1
    withdrawn: bool = False
    withdrawn_reason: str = ""
    jointly_with: str = ""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that was read, whose checksums and signature hold."""

    metadata: BundleMetadata
    files: Mapping[str, bytes] = field(repr=False)
    recommendations: tuple[BundleRecommendation, ...]
    digest: str
    signed_by: str
    key_fingerprint: str


def check(metadata: BundleMetadata, files: Mapping[str, bytes]) -> None:
    """Raises BundleProblem where the metadata and the files do not make a bundle."""
    if not IDENTIFIER.fullmatch(metadata.identifier):
        raise BundleProblem(
            f"The identifier {metadata.identifier!r} needs 3 to 80 small letters, digits, dots or"
            " dashes, starting with a letter or digit."
        )
    if metadata.version < 1:
        raise BundleProblem("The version is a whole number from 1.")
    if unknown := sorted(set(files) - set(KNOWN_FILES)):
        raise BundleProblem(f"{unknown[0]} is not a file a bundle may hold.")
    if metadata.withdrawn:
        if not metadata.withdrawn_reason.strip():
            raise BundleProblem("A withdrawal needs its reason in words.")
        if files:
            raise BundleProblem("A withdrawal holds no files.")
    elif REPORT_HTML not in files:
        raise BundleProblem(f"The bundle has no {REPORT_HTML}; the report as a web page is needed.")
    if REPORT_PDF in files and not files[REPORT_PDF].startswith(b"%PDF-"):
        raise BundleProblem(f"{REPORT_PDF} is not a PDF.")
