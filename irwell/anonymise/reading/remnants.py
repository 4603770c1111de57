"""Words in the XML of a document that no reader has taken up: remarks, strange marks, loose text.

They reach no output, since outputs are built from blocks; they are listed so that the reviewer
knows what the file carried.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from lxml import etree

from irwell.anonymise.model import HiddenKind
from irwell.anonymise.reading.gathering import Gathering
from irwell.anonymise.reading.markup import local, tag

_TELLING = {
    "author", "original", "name", "title", "alt", "descr", "string", "string-value", "current-value",
    "value", "help-message", "label", "description", "userName",
}  # fmt: skip
_TEXT = {"w:t", "w:delText", "w:instrText", "w:delInstrText", "m:t", "a:t", "text:p", "text:h", "text:span"}  # fmt: skip
_TOLD_BY_VALUE = {"w:docPart", "w:name", "w:description"}
_MADE_BY_PROGRAMS = re.compile(
    r"(?:DefaultPlaceholder_)?[-{}0-9A-Fa-f]{8,}|(?:move|_)\w*\d+|[a-z]+(?:-[a-z]+)*\s?\d*|"
    r"(?:https?://schemas|urn:schemas)\S*|(?:Picture|Text Box|Shape|Table|Frame|Image|Object)\s?\d*"
)
_WORD = re.compile(r"[^\W\d_]{3}")


def list_remnants(
    root: etree._Element, place: str, gathering: Gathering, told: Collection[str]
) -> None:
    """List what is neither in a block nor listed yet; `told` is the text of the blocks."""
    known = {" ".join(text.split()) for text in told} | {part.text for part in gathering.hidden}
    whole = "\n".join(known)
    for what, text in dict.fromkeys(_remnants(root)):
        plain = " ".join(text.split())
        if _WORD.search(plain) and not _MADE_BY_PROGRAMS.fullmatch(plain) and plain not in whole:
            gathering.hide(f"{place}: {what}", HiddenKind.OTHER, plain)


def _remnants(root: etree._Element) -> Iterator[tuple[str, str]]:
    for item in root.iter():
        short = tag(item)
        if not short:
            yield "remark in the file", item.text or ""
            continue
        for key, value in item.attrib.items():
            name = str(key)
            strange = (
                name.startswith("{") and "schemas.microsoft.com" not in name and _strange(name)
            )
            telling = name.rpartition("}")[2] in _TELLING or short in _TOLD_BY_VALUE
            if (strange or telling) and not short.startswith("style:"):
                yield f"mark of {local(item)}", str(value)
        if short not in _TEXT and item.text:
            yield f"words in {local(item)}", item.text


def _strange(name: str) -> bool:
    return not re.match(
        r"\{(?:http://(?:schemas|purl)\.|http://www\.w3\.org|urn:(?:oasis|schemas))", name
    )
