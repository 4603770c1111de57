"""The report's own page, made safe and dressed for ours."""

import re
from html import unescape

import nh3
from django.utils.safestring import SafeString, mark_safe

from irwell.search.passages import sentences

CLASSES: dict[str, dict[str, str]] = {
    "p": {"class": "govuk-body"},
    "h2": {"class": "govuk-heading-m"},
    "h3": {"class": "govuk-heading-s"},
    "h4": {"class": "govuk-heading-s"},
    "h5": {"class": "govuk-heading-s"},
    "h6": {"class": "govuk-heading-s"},
    "ul": {"class": "govuk-list govuk-list--bullet"},
    "ol": {"class": "govuk-list govuk-list--number"},
    "table": {"class": "govuk-table"},
    "caption": {"class": "govuk-table__caption govuk-table__caption--m"},
    "tr": {"class": "govuk-table__row"},
    "th": {"class": "govuk-table__header"},
    "td": {"class": "govuk-table__cell"},
    "a": {"class": "govuk-link"},
    "blockquote": {"class": "govuk-inset-text"},
}
TAGS = {
    *CLASSES, "section", "div", "span", "strong", "em", "sup", "sub", "br", "li", "thead", "tbody", "pre", "figure",
    "figcaption", "img",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"id"},
    "a": {"href", "aria-label"},
    "div": {"id", "data-table"},
    "ol": {"start", "id"},
    "li": {"value", "id"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "img": {"src", "alt", "width", "height"},
}
# The page's own heading, head and contents are drawn by our layout.
DROPPED = {"script", "style", "title", "header", "nav"}
TABLE = '<div data-table="1">'
HEADING = re.compile(r'<h2[^>]*\bid="([^"]+)"[^>]*>(.*?)</h2>', re.S)

ENDS = re.compile(r"</(?:p|li|td|th|h\d|figcaption|caption|pre)>|<br>")
DRAFT = re.compile(
    r"\b(?:restricted until|(?:official|strictly)[ -]+(?:sensitive|confidential)|strictly private|private and confidential|"
    r"not for (?:publication|circulation|distribution|onward sharing)|do not (?:copy|circulate|distribute|share)|"
    r"under embargo|embargoed|(?:draft|version) \d|(?:first|second|final|working) draft|draft (?:report|version))\b",
    re.IGNORECASE,
)


def body_of(page: bytes) -> SafeString:
    """The words of report.html: no script, no style, no link that leads out, nothing but its own elements."""
    html = page.decode("utf-8", errors="replace").replace('<div class="table">', TABLE)
    safe = nh3.clean(
        html, tags=TAGS, clean_content_tags=DROPPED, attributes=ATTRIBUTES,
        set_tag_attribute_values=CLASSES, url_schemes={"http", "https", "mailto", "data"},
        attribute_filter=_only_safe,
    )  # fmt: skip
    return mark_safe(_with_regions(safe))  # noqa: S308  nh3 has cleaned it


def marks_of_a_draft(body: str) -> list[str]:
    """What the report still says of itself as a paper that is not for everybody."""
    pieces = (unescape(re.sub(r"<[^>]+>", "", piece)) for piece in ENDS.split(body))
    said = (sentence for piece in pieces for sentence in sentences(" ".join(piece.split())))
    return list(dict.fromkeys(one for one in said if DRAFT.search(one)))[:5]


def headings_of(body: str) -> list[tuple[str, str]]:
    """(anchor, words) of every heading of the second level, for the contents."""
    found = HEADING.findall(body)
    return [(anchor, unescape(re.sub(r"<[^>]+>", "", words))) for anchor, words in found]


def _only_safe(tag: str, name: str, value: str) -> str | None:
    is_data = value.lstrip().lower().startswith("data:")
    if name == "src":
        return value if value.startswith("data:image/png;base64,") else None
    return None if name == "href" and is_data else value


def _with_regions(html: str) -> str:
    """A table that is wider than the window scrolls by itself, also from the keyboard."""
    parts = html.split(TABLE)
    regions = [
        f'<div class="irw-scroll" tabindex="0" role="region" aria-label="Table {number} of the report">{part}'
        for number, part in enumerate(parts[1:], start=1)
    ]
    return "".join([parts[0], *regions])
