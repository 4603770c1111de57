"""Office files written the same way each time, with nothing in them about who wrote them."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

_FIXED = (2000, 1, 1, 0, 0, 0)
_STAMP = "2000-01-01T00:00:00Z"
_CORE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties\
 xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"\
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"\
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
<dc:title>{title}</dc:title><dc:creator></dc:creator><cp:lastModifiedBy></cp:lastModifiedBy>\
<cp:revision>1</cp:revision><dc:language>en-GB</dc:language>\
<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified></cp:coreProperties>"""
_APP = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">\
<Application>Irwell</Application></Properties>"""
_DROPPED = ("docProps/thumbnail",)


def repack(data: bytes, *, title: str) -> bytes:
    """The package with clean properties, fixed dates and members in order: the same bytes always."""
    told = {
        "docProps/core.xml": _CORE.format(title=escape(title), stamp=_STAMP),
        "docProps/app.xml": _APP,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            if name.startswith(_DROPPED):
                continue
            content = told[name].encode() if name in told else old.read(name)
            if name == "_rels/.rels":
                content = _without_thumbnail(content)
            info = zipfile.ZipInfo(name, _FIXED)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, content)
    return out.getvalue()


def _without_thumbnail(relations: bytes) -> bytes:
    head, mark, tail = relations.partition(b"metadata/thumbnail")
    if not mark:
        return relations
    start = head.rindex(b"<Relationship ")
    return relations[:start] + tail[tail.index(b"/>") + 2 :]
