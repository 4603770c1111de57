"""Builds small Word files for tests, one planted identity a place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

NAME = "Odalys Wrenfield"
_OPEN = "http://schemas.openxmlformats.org"
_REL = f"{_OPEN}/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = (
    f'xmlns:w="{_OPEN}/wordprocessingml/2006/main" xmlns:r="{_REL}" '
    f'xmlns:wp="{_OPEN}/drawingml/2006/wordprocessingDrawing" '
    f'xmlns:a="{_OPEN}/drawingml/2006/main" xmlns:pic="{_OPEN}/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    f'xmlns:m="{_OPEN}/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_KINDS = {
    "header": "header", "footer": "footer", "footnotes": "footnotes", "endnotes": "endnotes",
    "comments": "comments", "settings": "settings", "styles": "styles", "numbering": "numbering",
}  # fmt: skip


def run(text: str, look: str = "") -> str:
    """A w:r."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str, properties: str = "") -> str:
    """A w:p; plain words become a run."""
    pieces = [piece if piece.startswith("<") else run(piece) for piece in inner]
    look = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{look}{''.join(pieces)}</w:p>"


def table(*rows: tuple[str, ...], header: bool = True) -> str:
    """A w:tbl; a cell is words or ready paragraphs."""
    lines = []
    for number, row in enumerate(rows):
        head = "<w:trPr><w:tblHeader/></w:trPr>" if header and number == 0 else ""
        cells = "".join(
            f"<w:tc><w:tcPr/>{cell if cell.startswith('<') else paragraph(cell)}</w:tc>"
            for cell in row
        )
        lines.append(f"<w:tr>{head}{cells}</w:tr>")
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(lines)}</w:tbl>"


def part(tag: str, inner: str) -> str:
    """A whole part with all namespaces."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{tag} {NAMESPACES}>{inner}</w:{tag}>'


def word(
    body: str,
    *,
    parts: Mapping[str, str | bytes] | None = None,
    links: Mapping[str, tuple[str, str]] | None = None,
    types: str = "",
    comment: bytes = b"",
    change: Callable[[str], str] = lambda text: text,
) -> bytes:
    """A .docx. `parts` maps names under the root to content, `links` ids to (kind, target)."""
    files: dict[str, str | bytes] = {
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        **(parts or {}),
    }
    relations, overrides = [], []
    for name in files:
        kind = _KINDS.get(name.removeprefix("word/").removesuffix(".xml").rstrip("0123456789"))
        if kind and name.startswith("word/"):
            target = name.removeprefix("word/")
            relations.append(
                f'<Relationship Id="auto{len(relations)}" Type="{_REL}/{kind}" Target="{target}"/>'
            )
            overrides.append(f'<Override PartName="/{name}" ContentType="{_TYPE}.{kind}+xml"/>')
    for key, (kind, target) in (links or {}).items():
        outside = ' TargetMode="External"' if "://" in target or "mailto:" in target else ""
        relations.append(
            f'<Relationship Id="{key}" Type="{_REL}/{kind}" Target="{target}"{outside}/>'
        )
    namespace = f"{_OPEN}/package/2006/relationships"
    files["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{namespace}">{"".join(relations)}</Relationships>'
    )
    files["_rels/.rels"] = (
        f'<Relationships xmlns="{namespace}"><Relationship Id="r1" Type="{_REL}/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    files["[Content_Types].xml"] = (
        f'<Types xmlns="{_OPEN}/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
        f"{''.join(overrides)}{types}</Types>"
    )
    return zipped(
        {n: change(c) if isinstance(c, str) else c for n, c in files.items()}, comment=comment
    )


def zipped(files: Mapping[str, str | bytes], *, comment: bytes = b"") -> bytes:
    """Any zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        container.comment = comment
        for name, content in files.items():
            container.writestr(name, content)
    return out.getvalue()


def core(**values: str) -> dict[str, str | bytes]:
    """docProps/core.xml."""
    inner = "".join(
        f"<{'dc' if key in {'title', 'creator'} else 'cp'}:{key}>{value}"
        f"</{'dc' if key in {'title', 'creator'} else 'cp'}:{key}>"
        for key, value in values.items()
    )
    return {
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_OPEN}/package/2006/metadata/'
        f'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">{inner}'
        "</cp:coreProperties>"
    }


def text_box(words: str, other: str | None = None) -> str:
    """A text box with its copy for older programs."""
    box = f"<w:txbxContent>{paragraph(words)}</w:txbxContent>"
    older = f"<w:txbxContent>{paragraph(other or words)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic>"
        f"<a:graphicData uri='x'><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></a:graphicData>"
        "</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
        f"<v:textbox>{older}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
        "</w:r>"
    )


def field(code: str, result: str) -> str:
    """A field with its code and its result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def tracked(kind: str, inner: str, author: str = "Author 1") -> str:
    """A tracked change."""
    return (
        f'<w:{kind} w:id="1" w:author="{author}" w:date="2024-01-01T00:00:00Z">{inner}</w:{kind}>'
    )


_WHITE = '<w:color w:val="FFFFFF"/>'
_NOTE = "<w:r><w:footnoteReference w:id='2'/></w:r>"
_PICTURE = (
    "<w:r><w:drawing><wp:inline><wp:docPr id='1' name='{name}' descr='{alt}'/><a:graphic>"
    "<a:graphicData uri='p'><pic:pic><pic:blipFill><a:blip r:embed='pic'/></pic:blipFill>"
    "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)

# Where a reader of the page sees the name: it must come out as text of a block.
VISIBLE: dict[str, bytes] = {
    "one run": word(paragraph(f"It was {NAME}.")),
    "split over runs": word(paragraph(run("It was Odalys Wr"), run("enfi"), run("eld."))),
    "bookmark inside the word": word(
        paragraph(run("Odalys Wren"), '<w:bookmarkStart w:id="1" w:name="_Toc1"/>', run("field"))
    ),
    "tracked insertion": word(paragraph("It was ", tracked("ins", run(NAME)))),
    "moved here": word(paragraph("It was ", tracked("moveTo", run(NAME)))),
    "table cell": word(table(("Who", "What"), (NAME, "Seen"))),
    "table in a table": word(table((table((NAME,), header=False),), header=False)),
    "text box": word(paragraph("Beside: ", text_box(NAME))),
    "footnote": word(
        paragraph("See", _NOTE),
        parts={
            "word/footnotes.xml": part(
                "footnotes", f"<w:footnote w:id='2'>{paragraph(NAME)}</w:footnote>"
            )
        },
    ),
    "content control": word(f"<w:sdt><w:sdtContent>{paragraph(NAME)}</w:sdtContent></w:sdt>"),
    "smart tag": word(paragraph("x ", f"<w:smartTag>{run(NAME)}</w:smartTag>")),
    "custom XML element": word(paragraph("x ", f"<w:customXml>{run(NAME)}</w:customXml>")),
    "link": word(paragraph("x ", f"<w:hyperlink w:anchor='y'>{run(NAME)}</w:hyperlink>")),
    "field result": word(paragraph("x ", field(" REF y ", NAME))),
    "simple field": word(
        paragraph("x ", f"<w:fldSimple w:instr='REF y'>{run(NAME)}</w:fldSimple>")
    ),
    "maths": word(paragraph("x ", f"<m:oMath><m:r><m:t>{NAME}</m:t></m:r></m:oMath>")),
    "letters of a symbol font": word(
        paragraph(
            run("Odalys "),
            "".join(
                f"<w:r><w:sym w:font='Arial' w:char='{ord(c):04X}'/></w:r>" for c in "Wrenfield"
            ),
        )
    ),
    "white text in a coloured cell": word(
        "<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr><w:shd w:val='clear' w:fill='1F3864'/></w:tcPr>"
        f"{paragraph(run(NAME, _WHITE))}"
        "</w:tc></w:tr></w:tbl>"
    ),
}

# Where a reader of the page does not see it: it must be listed as hidden, and never be in a block.
HIDDEN: dict[str, bytes] = {
    "tracked deletion": word(
        paragraph("x ", tracked("del", f"<w:r><w:delText>{NAME}</w:delText></w:r>"))
    ),
    "moved away": word(paragraph("x ", tracked("moveFrom", run(NAME)))),
    "author of a change": word(paragraph(tracked("ins", run("x"), author=NAME))),
    "hidden letters": word(paragraph("x ", run(NAME, "<w:vanish/>"))),
    "white letters": word(paragraph("x ", run(NAME, "<w:color w:val='FFFFFF'/>"))),
    "tiny letters": word(paragraph("x ", run(NAME, "<w:sz w:val='2'/>"))),
    "black on black": word(
        paragraph("x ", run(NAME, "<w:highlight w:val='black'/><w:color w:val='000000'/>"))
    ),
    "field code": word(paragraph("x ", field(f" AUTHOR {NAME} ", "y"))),
    "link target": word(
        paragraph("x ", f"<w:hyperlink r:id='k'>{run('y')}</w:hyperlink>"),
        links={"k": ("hyperlink", f"mailto:{NAME.replace(' ', '.')}@example.org")},
    ),
    "bookmark": word(
        paragraph("x", f"<w:bookmarkStart w:id='1' w:name='{NAME.replace(' ', '_')}'/>")
    ),
    "tag of a control": word(
        f"<w:sdt><w:sdtPr><w:tag w:val='{NAME}'/></w:sdtPr><w:sdtContent>{paragraph('x')}"
        "</w:sdtContent></w:sdt>"
    ),
    "choice not taken": word(
        f"<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText='{NAME}' w:value='1'/>"
        f"</w:dropDownList></w:sdtPr><w:sdtContent>{paragraph('x')}</w:sdtContent></w:sdt>"
    ),
    "text for older programs": word(paragraph("x ", text_box("clean", NAME))),
    "alternative text": word(
        paragraph("x ", _PICTURE.format(name="Picture 1", alt=NAME)),
        parts={"word/media/p.png": b"\x89PNG"},
        links={"pic": ("image", "media/p.png")},
    ),
    "header": word(paragraph("x"), parts={"word/header1.xml": part("hdr", paragraph(NAME))}),
    "footer": word(paragraph("x"), parts={"word/footer1.xml": part("ftr", paragraph(NAME))}),
    "comment": word(
        paragraph("x"),
        parts={
            "word/comments.xml": part(
                "comments", f"<w:comment w:id='1' w:author='A'>{paragraph(NAME)}</w:comment>"
            )
        },
    ),
    "author of a comment": word(
        paragraph("x"),
        parts={
            "word/comments.xml": part(
                "comments", f"<w:comment w:id='1' w:author='{NAME}'>{paragraph('y')}</w:comment>"
            )
        },
    ),
    "unused footnote": word(
        paragraph("x"),
        parts={
            "word/footnotes.xml": part(
                "footnotes", f"<w:footnote w:id='9'>{paragraph(NAME)}</w:footnote>"
            )
        },
    ),
    "document variable": word(
        paragraph("x"),
        parts={
            "word/settings.xml": part(
                "settings", f"<w:docVars><w:docVar w:name='n' w:val='{NAME}'/></w:docVars>"
            )
        },
    ),
    "style name": word(
        paragraph("x"),
        parts={
            "word/styles.xml": part(
                "styles",
                "<w:style w:type='paragraph' w:styleId='s' w:customStyle='1'>"
                f"<w:name w:val='For {NAME}'/></w:style>",
            )
        },
    ),
    "last modified by": word(paragraph("x"), parts=core(lastModifiedBy=NAME)),
    "custom XML part": word(paragraph("x"), parts={"customXml/item1.xml": f"<n>{NAME}</n>"}),
    "comment of the archive": word(paragraph("x"), comment=NAME.encode()),
    "inside a merged cell": word(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>"
        f"{paragraph('x')}</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>"
        f"{paragraph(NAME)}</w:tc></w:tr></w:tbl>"
    ),
    "deleted row": word(
        paragraph("x")
        + "<w:tbl><w:tr><w:trPr><w:del w:id='1' w:author='A'/></w:trPr><w:tc>"
        + f"{paragraph(NAME)}</w:tc></w:tr></w:tbl>"
    ),
}

# Parts that are not text: kept apart, byte for byte.
QUARANTINED: dict[str, bytes] = {
    "embedded workbook": word(
        paragraph("x"),
        parts={"word/embeddings/b.xlsx": zipped({"xl/sharedStrings.xml": f"<t>{NAME}</t>"})},
    ),
    "built-in file": word(
        paragraph("x") + "<w:altChunk r:id='alt'/>",
        parts={"word/chunk.html": f"<p>{NAME}</p>"},
        links={"alt": ("aFChunk", "chunk.html")},
    ),
    "picture": word(
        paragraph("x ", _PICTURE.format(name="Picture 1", alt="")),
        parts={"word/media/p.png": b"\x89PNG" + NAME.encode()},
        links={"pic": ("image", "media/p.png")},
    ),
}
