"""Word files, built part by part from the text model; the same input gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape
from importlib import resources

from irwell.anonymise.model import Document
from irwell.anonymise.writing.pieces import lay_out
from irwell.anonymise.writing.word_body import Body, W

_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say: it must not tell when it was written
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OPEN = "http://schemas.openxmlformats.org"
_RELATIONS = f"{_OPEN}/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = f"{_OPEN}/package/2006"
_PARTS = (
    ("styles", "styles.xml"),
    ("numbering", "numbering.xml"),
    ("settings", "settings.xml"),
    ("footnotes", "footnotes.xml"),
    ("endnotes", "endnotes.xml"),
    ("footer", "footer1.xml"),
)


def write_docx(document: Document, *, title: str, lang: str = "en-GB") -> bytes:
    """A .docx with headings, contents, real lists, header rows and notes, and empty properties."""
    layout = lay_out(document, title)
    body = Body(layout)
    parts = {
        "word/document.xml": body.document(),
        "word/styles.xml": _template("word_styles.xml").replace("{lang}", escape(lang)),
        "word/numbering.xml": body.numbering(),
        "word/settings.xml": _settings(lang),
        "word/footnotes.xml": body.notes("footnote", layout.footnotes),
        "word/endnotes.xml": body.notes("endnote", layout.endnotes),
        "word/footer1.xml": _footer(),
        "docProps/core.xml": _core(layout.title, lang),
    }
    files = {
        "[Content_Types].xml": _content_types(bool(body.pictures)).encode(),
        "_rels/.rels": _package_relations().encode(),
        "word/_rels/document.xml.rels": _document_relations(body).encode(),
        **{name: text.encode("utf-8") for name, text in parts.items()},
        **{f"word/media/picture{n}.png": p.png for n, p in enumerate(body.pictures, start=1)},
    }
    return zipped(files)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """An Office file of these parts, in their order: the same parts give the same bytes, and no moment of making."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as container:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, date_time=_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            container.writestr(entry, data)
    return out.getvalue()


def _template(name: str) -> str:
    return resources.files("irwell.anonymise.writing").joinpath(name).read_text("utf-8")


def _content_types(pictures: bool) -> str:
    overrides = [("word/document.xml", f"{_TYPE}.document.main+xml")]
    overrides += [(f"word/{name}", f"{_TYPE}.{kind}+xml") for kind, name in _PARTS]
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    overrides.append(("docProps/core.xml", core))
    lines = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides
    )
    png = '<Default Extension="png" ContentType="image/png"/>' if pictures else ""
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{png}{lines}</Types>'
    )


def _package_relations() -> str:
    return (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>'
    )


def _document_relations(body: Body) -> str:
    lines = [
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}/{kind}" Target="{name}"/>'
        for n, (kind, name) in enumerate(_PARTS, start=1)
    ]
    lines += [
        f'<Relationship Id="rIdP{n}" Type="{_RELATIONS}/image" Target="media/picture{n}.png"/>'
        for n in range(1, len(body.pictures) + 1)
    ]
    lines += [
        f'<Relationship Id="rIdL{n}" Type="{_RELATIONS}/hyperlink" Target="{escape(address)}" '
        'TargetMode="External"/>'
        for n, address in enumerate(body.links, start=1)
    ]
    return (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'
    )


def _settings(lang: str) -> str:
    return (
        f"{_HEAD}<w:settings {W}>"
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:endnotePr><w:endnote w:id="-1"/><w:endnote w:id="0"/></w:endnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{escape(lang)}"/></w:settings>'
    )


def _footer() -> str:
    def field(name: str) -> str:
        return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    return (
        f'{_HEAD}<w:ftr {W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">Page </w:t></w:r>{field("PAGE")}'
        f'<w:r><w:t xml:space="preserve"> of </w:t></w:r>{field("NUMPAGES")}</w:p></w:ftr>'
    )


def _core(title: str, lang: str) -> str:
    """The title is needed to announce the file; everything about people and times is left out."""
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title, quote=False)}</dc:title>"
        f"<dc:language>{escape(lang)}</dc:language></cp:coreProperties>"
    )
