"""The parts of an OpenDocument file besides its text."""

from __future__ import annotations

import re

from lxml import etree

from irwell.anonymise.model import HiddenKind, QuarantineKind
from irwell.anonymise.reading.archive import Archive
from irwell.anonymise.reading.gathering import Gathering
from irwell.anonymise.reading.markup import all_text, attr, local, parse_xml, tag


def sweep(archive: Archive, gathering: Gathering) -> None:
    """Properties, headers and footers, settings, pictures and objects."""
    gathering.hide("comment of the file archive", HiddenKind.PROPERTY, archive.comment)
    for note in archive.notes:
        gathering.hide("note in the file archive", HiddenKind.PROPERTY, note)
    for name, data in archive.members.items():
        if name in {"content.xml", "mimetype", "META-INF/manifest.xml", "manifest.rdf"}:
            continue
        if name.startswith("Thumbnails/"):
            gathering.quarantine(name, QuarantineKind.THUMBNAIL, data)
        elif name.startswith("Pictures/"):
            gathering.quarantine(name, QuarantineKind.PICTURE, data)
        elif name == "meta.xml":
            _properties(parse_xml(data, name), gathering)
        elif name == "styles.xml":
            _page_furniture(parse_xml(data, name), gathering)
        elif name == "settings.xml":
            for item in parse_xml(data, name).iter():
                if re.search(r"[^\W\d_].*[\s@\\/]", item.text or ""):
                    gathering.hide("setting", HiddenKind.SETTING, item.text)
        elif data:
            gathering.quarantine(name, QuarantineKind.EMBEDDED_FILE, data)


def _properties(root: etree._Element, gathering: Gathering) -> None:
    for item in root.iter():
        label = attr(item, "meta:name") or local(item)
        gathering.hide(f"property “{label}”", HiddenKind.PROPERTY, item.text)
        for key in ("xlink:title", "xlink:href"):
            gathering.hide(f"property “{label}”", HiddenKind.PROPERTY, attr(item, key))


def _page_furniture(root: etree._Element, gathering: Gathering) -> None:
    for item in root.iter():
        kind = HiddenKind.HEADER if local(item).startswith("header") else HiddenKind.FOOTER
        if tag(item) in {"style:header", "style:footer", "style:header-first",
                         "style:footer-first", "style:header-left", "style:footer-left"}:  # fmt: skip
            gathering.hide(local(item), kind, all_text(item))
        elif tag(item) == "style:style" and attr(item, "style:display-name"):
            gathering.hide(
                "name of a style", HiddenKind.STYLE_NAME, attr(item, "style:display-name")
            )
