"""More places of a file where a name can hide, one file each; everything invented."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from tests.anonymise.pdf_files import Change, pdf, show
from tests.anonymise.word_files import (
    NAME,
    core,
    field,
    paragraph,
    part,
    run,
    tracked,
    word,
    zipped,
)

_A = f'w:id="9" w:author="{NAME}" w:date="2024-01-01T00:00:00Z"'
_GLUED = NAME.replace(" ", "")


def _with(name: str, content: str | bytes, types: str = "", body: str = "") -> bytes:
    return word(body or paragraph("x"), parts={name: content}, types=types)


def _settings(inner: str) -> bytes:
    return _with("word/settings.xml", part("settings", inner))


def _styled(style: str) -> bytes:
    styles = part(
        "styles",
        f"<w:style w:type='character' w:styleId='z'><w:name w:val='z'/><w:rPr>{style}</w:rPr></w:style>",
    )
    return word(
        paragraph("x ", run(NAME, "<w:rStyle w:val='z'/>")), parts={"word/styles.xml": styles}
    )


def _form_field(inner: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{inner}</w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("y")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _drawing(inner: str) -> str:
    return f"<w:r><w:drawing><wp:inline>{inner}</wp:inline></w:drawing></w:r>"


def _zip_trick(kind: str) -> bytes:
    plain = word(paragraph("x"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            fresh = zipfile.ZipInfo(item.filename)
            if item.filename == "word/document.xml" and kind == "comment":
                fresh.comment = NAME.encode()
            if item.filename == "word/document.xml" and kind == "extra":
                note = NAME.encode()
                fresh.extra = b"\xfe\xca" + len(note).to_bytes(2, "little") + note
            new.writestr(fresh, old.read(item))
        if kind == "folder":
            new.writestr(f"{NAME}/", b"")
        if kind == "member":
            new.writestr(f"word/{NAME}.bin", b"\x01\x02")
        if kind == "unused":
            new.writestr("left/over.xml", f"<x>{NAME}</x>")
    data = out.getvalue()
    return data + NAME.encode() if kind == "behind" else data


WORD: dict[str, bytes] = {
    "author of a change of letters": word(paragraph(f"<w:r><w:rPr><w:rPrChange {_A}><w:rPr/></w:rPrChange></w:rPr><w:t>x</w:t></w:r>")),
    "author of a change of a table": word(f"<w:tbl><w:tblPr><w:tblPrChange {_A}><w:tblPr/></w:tblPrChange></w:tblPr><w:tr><w:tc>{paragraph('x')}</w:tc></w:tr></w:tbl>"),
    "author of a cell put in": word(f"<w:tbl><w:tr><w:tc><w:tcPr><w:cellIns {_A}/></w:tcPr>{paragraph('x')}</w:tc></w:tr></w:tbl>"),
    "author of a change of a section": word(paragraph("x") + f"<w:sectPr><w:sectPrChange {_A}><w:sectPr/></w:sectPrChange></w:sectPr>"),
    "author of a paragraph mark": word(paragraph("x", properties=f"<w:rPr><w:ins {_A}/></w:rPr>")),
    "range moved away": word(paragraph(f"<w:moveFromRangeStart {_A} w:name='{NAME}'/>", "x", "<w:moveFromRangeEnd w:id='9'/>")),
    "old number of a list": word(paragraph("x", properties=f"<w:numPr><w:numberingChange {_A} w:original='{NAME}'/></w:numPr>")),
    "caption of a table": word(f"<w:tbl><w:tblPr><w:tblCaption w:val='{NAME}'/></w:tblPr><w:tr><w:tc>{paragraph('x')}</w:tc></w:tr></w:tbl>"),
    "description of a table": word(f"<w:tbl><w:tblPr><w:tblDescription w:val='{NAME}'/></w:tblPr><w:tr><w:tc>{paragraph('x')}</w:tc></w:tr></w:tbl>"),
    "editor allowed to change": word(paragraph(f"<w:permStart w:id='1' w:ed='{NAME}'/>", "x", "<w:permEnd w:id='1'/>")),
    "name of a form field": word(paragraph(_form_field(f"<w:name w:val='{_GLUED}'/>"))),
    "help of a form field": word(paragraph(_form_field(f"<w:helpText w:type='text' w:val='{NAME}'/>"))),
    "status of a form field": word(paragraph(_form_field(f"<w:statusText w:type='text' w:val='{NAME}'/>"))),
    "preset of a form field": word(paragraph(_form_field(f"<w:textInput><w:default w:val='{NAME}'/></w:textInput>"))),
    "choice of a form field": word(paragraph(_form_field(f"<w:ddList><w:listEntry w:val='{NAME}'/></w:ddList>"))),
    "placeholder of a control": word(f"<w:sdt><w:sdtPr><w:placeholder><w:docPart w:val='{NAME}'/></w:placeholder></w:sdtPr><w:sdtContent>{paragraph('x')}</w:sdtContent></w:sdt>"),
    "binding of a control": word(f"<w:sdt><w:sdtPr><w:dataBinding w:xpath='/child[@name=\"{NAME}\"]' w:storeItemID='1'/></w:sdtPr><w:sdtContent>{paragraph('x')}</w:sdtContent></w:sdt>"),
    "data of a field": word(paragraph(f'<w:r><w:fldChar w:fldCharType="begin"><w:fldData>{base64.b64encode(NAME.encode("utf-16-le")).decode()}</w:fldData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>', run("y"), '<w:r><w:fldChar w:fldCharType="end"/></w:r>')),
    "field in the code of a field": word(paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>', field(" REF x ", NAME), '<w:r><w:instrText> = 1 </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>', run("y"), '<w:r><w:fldChar w:fldCharType="end"/></w:r>')),
    "field code over several runs": word(paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TC "Odalys Wren</w:instrText></w:r><w:r><w:instrText>field" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>', run("y"))),
    "path of an included text": word(paragraph("x ", field(f' INCLUDETEXT "C:\\\\{NAME}.docx" ', "y"))),
    "deleted field code": word(paragraph("x ", tracked("del", f"<w:r><w:delInstrText> REF {NAME} </w:delInstrText></w:r>"))),
    "query of a mail merge": _settings(f"<w:mailMerge><w:query w:val='SELECT * FROM x WHERE name = {NAME}'/></w:mailMerge>"),
    "name of who protects": _settings(f"<w:writeProtection w:userName='{NAME}' w:val='by {NAME} @ work'/>"),
    "author in the settings": _settings(f"<w:attachedSchema w:val='urn:schema:{_GLUED}'/>"),
    "web settings": _with("word/webSettings.xml", part("webSettings", f"<w:frameset><w:frame><w:name w:val='{NAME}'/></w:frame></w:frameset>")),
    "style that hides": _styled("<w:vanish/>"),
    "style in white": _styled("<w:color w:val='FFFFFF'/>"),
    "letters of one per cent width": word(paragraph("x ", run(NAME, "<w:w w:val='1'/><w:sz w:val='2'/>"))),
    "hidden on the web": word(paragraph("x ", run(NAME, "<w:webHidden/><w:vanish/>"))),
    "specially hidden": word(paragraph("x", properties="<w:rPr><w:specVanish/><w:vanish/></w:rPr>") + paragraph("x ", run(NAME, "<w:specVanish/><w:vanish/>"))),
    "words of a watermark": word(paragraph("x ", f"<w:r><w:pict><v:shape><v:textpath string='{NAME}'/></v:shape></w:pict></w:r>")),
    "title of a VML picture": word(paragraph("x ", f"<w:r><w:pict><v:shape><v:imagedata o:title='{NAME}'/></v:shape></w:pict></w:r>")),
    "link of a VML shape": word(paragraph("x ", f"<w:r><w:pict><v:shape o:href='http://example.org/{_GLUED}' o:gfxdata='{base64.b64encode(NAME.encode()).decode()}'/></w:pict></w:r>")),
    "tip of a drawing's link": word(paragraph("x ", _drawing(f"<wp:docPr id='1' name='p'><a:hlinkClick tooltip='{NAME}'/></wp:docPr>"))),
    "address of a drawing's link": word(paragraph("x ", _drawing("<wp:docPr id='1' name='p'><a:hlinkClick r:id='k'/></wp:docPr>")), links={"k": ("hyperlink", f"https://example.org/{_GLUED}")}),
    "picture from elsewhere": word(paragraph("x ", _drawing("<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:link='k'/></pic:blipFill></pic:pic></a:graphicData></a:graphic>")), links={"k": ("image", f"https://example.org/{_GLUED}.png")}),
    "text in a picture made of lines": _with("word/media/p.svg", f"<svg xmlns='http://www.w3.org/2000/svg'><text>{NAME}</text></svg>"),
    "notes of a photograph": _with("word/media/p.jpeg", b"\xff\xd8\xff\xe1\x00\x40Exif\x00\x00" + NAME.encode() + b"\xff\xd9"),
    "old metafile": _with("word/media/p.emf", b"\x01\x00\x00\x00" + NAME.encode("utf-16-le")),
    "program of an object": word(paragraph("x ", f"<w:r><w:object><o:OLEObject Type='Embed' ProgID='{_GLUED}' r:id='k'/></w:object></w:r>"), parts={"word/embeddings/o.bin": NAME.encode()}, links={"k": ("oleObject", "embeddings/o.bin")}),
    "document in the document": _with("word/embeddings/d.docx", word(paragraph(NAME))),
    "chart with its words": _with("word/charts/chart2.xml", f'<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:title>{NAME}</c:title></c:chartSpace>'),
    "settings of a printer": _with("word/printerSettings1.bin", NAME.encode("utf-16-le")),
    "macros": _with("word/vbaProject.bin", NAME.encode(), types='<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>'),
    "buttons of its own": _with("customUI/customUI.xml", f"<customUI xmlns='http://schemas.microsoft.com/office/2006/01/customui' label='{NAME}'/>"),
    "small picture of the first page": _with("docProps/thumbnail.jpeg", b"\xff\xd8" + NAME.encode()),
    "titles of parts": _with("docProps/app.xml", f"<Properties><TitlesOfParts><v>{NAME}</v></TitlesOfParts></Properties>"),
    "base of links": _with("docProps/app.xml", f"<Properties><HyperlinkBase>file:///home/{_GLUED}/</HyperlinkBase></Properties>"),
    "subject": word(paragraph("x"), parts=core(subject=NAME)),
    "category": word(paragraph("x"), parts=core(category=NAME)),
    "description": word(paragraph("x"), parts=core(description=NAME)),
    "status": word(paragraph("x"), parts=core(contentStatus=NAME)),
    "identifier": word(paragraph("x"), parts=core(identifier=NAME)),
    "sources of a bibliography": _with("customXml/item2.xml", f"<b:Sources xmlns:b='x'><b:Last>{NAME}</b:Last></b:Sources>"),
    "properties of custom XML": _with("customXml/itemProps1.xml", f"<ds:datastoreItem xmlns:ds='x' ds:itemID='{NAME}'/>"),
    "signature": _with("_xmlsignatures/sig1.xml", f"<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'><X509SubjectName>CN={NAME}</X509SubjectName></Signature>"),
    "later comments": _with("word/commentsExtensible.xml", f"<w16cex:x xmlns:w16cex='x' author='{NAME}'/>"),
    "tasks": _with("word/documenttasks/documenttasks1.xml", f"<t:Tasks xmlns:t='x'><t:Attribution userName='{NAME}'/></t:Tasks>"),
    "key of a glossary": _with("word/glossary/document.xml", part("glossaryDocument", f"<w:docParts><w:docPart><w:docPartPr><w:name w:val='{NAME}'/></w:docPartPr><w:docPartBody>{paragraph('y')}</w:docPartBody></w:docPart></w:docParts>"), types='<Override PartName="/word/glossary/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.glossary+xml"/>'),
    "name of a font": _with("word/fontTable.xml", part("fonts", f"<w:font w:name='{NAME}'/>")),
    "words before a number": word(paragraph("x", properties="<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"), parts={"word/numbering.xml": part("numbering", f"<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='{NAME} %1'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>")}),
    "remark in the XML": word(f"<!-- {NAME} -->" + paragraph("x")),
    "instruction in the XML": word(f"<?note {NAME}?>" + paragraph("x")),
    "strange attribute": word(f"<w:p xmlns:z='urn:z' z:who='{NAME}'>{run('x')}</w:p>"),
    "strange element": word(paragraph("x") + f"<z:who xmlns:z='urn:z'>{NAME}</z:who>"),
    "words outside a run": word(f"<w:p>{NAME}{run('x')}</w:p>"),
    "words as CDATA": word(paragraph("x ", f"<w:r><w:t><![CDATA[{NAME}]]></w:t></w:r>")),
    "part of a page built in": word(paragraph("x") + "<w:altChunk r:id='alt'/>", parts={"word/chunk.rtf": "{\\rtf1 " + NAME + "}"}, links={"alt": ("aFChunk", "chunk.rtf")}),
    "document below this one": word(paragraph("x", "<w:subDoc r:id='k'/>"), links={"k": ("subDocument", f"file://x/{_GLUED}.docx")}),
    "line above the footnotes": word(paragraph("x"), parts={"word/footnotes.xml": part("footnotes", f"<w:footnote w:type='separator' w:id='0'>{paragraph(NAME)}</w:footnote>")}),
    "endnote nobody points to": word(paragraph("x"), parts={"word/endnotes.xml": part("endnotes", f"<w:endnote w:id='7'>{paragraph(NAME)}</w:endnote>")}),
    "text box of a header": word(paragraph("x"), parts={"word/header2.xml": part("hdr", paragraph(f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{paragraph(NAME)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"))}),
    "picture behind the page": word(f"<w:background><v:background o:bwmode='white'><v:fill o:title='{NAME}'/></v:background></w:background>" + paragraph("x")),
    "reading beside a word": word(paragraph("x ", f"<w:r><w:ruby><w:rt>{run(NAME)}</w:rt><w:rubyBase>{run('base')}</w:rubyBase></w:ruby></w:r>")),
    "right to left mark inside": word(paragraph(run("It was Odalys W\u200fren\u2060field."))),
    "hard hyphen inside": word(paragraph("<w:r><w:t>Odalys Wren</w:t><w:softHyphen/><w:t>field</w:t></w:r>")),
    "note on a member of the archive": _zip_trick("comment"),
    "extra field of the archive": _zip_trick("extra"),
    "name of a member": _zip_trick("member"),
    "name of a folder": _zip_trick("folder"),
    "member nobody points to": _zip_trick("unused"),
    "bytes behind the archive": _zip_trick("behind"),
}  # fmt: skip

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_ODT_NAMES = (
    f'xmlns:office="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0" xmlns:table="{_ODF}:table:1.0" '
    f'xmlns:draw="{_ODF}:drawing:1.0" xmlns:style="{_ODF}:style:1.0" xmlns:form="{_ODF}:form:1.0" '
    f'xmlns:svg="{_ODF}:svg-compatible:1.0" xmlns:fo="{_ODF}:xsl-fo-compatible:1.0" xmlns:meta="{_ODF}:meta:1.0" '
    f'xmlns:config="{_ODF}:config:1.0" xmlns:script="{_ODF}:script:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)  # fmt: skip


def odt(body: str, *, before: str = "", parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """An .odt with this body."""
    content = (
        f"<office:document-content {_ODT_NAMES}>{before}<office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>"
    )
    manifest = f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0"/>'
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content,
                   "META-INF/manifest.xml": manifest, **(parts or {})})  # fmt: skip


def _p(inner: str) -> str:
    return f"<text:p>{inner}</text:p>"


def _meta(inner: str) -> bytes:
    return odt(
        _p("x"),
        parts={
            "meta.xml": f"<office:document-meta {_ODT_NAMES}><office:meta>{inner}</office:meta></office:document-meta>"
        },
    )


OPEN: dict[str, bytes] = {
    "paragraph": odt(_p(f"It was {NAME}.")),
    "split over spans": odt(_p("It was <text:span>Odalys Wren</text:span><text:span>field</text:span>.")),
    "space element inside": odt(_p("It was Odalys<text:s/>Wrenfield.")),
    "note": odt(_p(f"x<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation><text:note-body>{_p(NAME)}</text:note-body></text:note>")),
    "comment": odt(_p(f"x<office:annotation><dc:creator>A</dc:creator>{_p(NAME)}</office:annotation>")),
    "author of a comment": odt(_p(f"x<office:annotation><dc:creator>{NAME}</dc:creator>{_p('y')}</office:annotation>")),
    "deleted text": odt(f"<text:tracked-changes><text:changed-region><text:deletion>{_p(NAME)}</text:deletion></text:changed-region></text:tracked-changes>" + _p("x")),
    "author of a change": odt(f"<text:tracked-changes><text:changed-region><text:insertion><office:change-info><dc:creator>{NAME}</dc:creator></office:change-info></text:insertion></text:changed-region></text:tracked-changes>" + _p("x")),
    "hidden text": odt(_p(f"x<text:hidden-text text:string-value='{NAME}' text:is-hidden='true'/>")),
    "hidden paragraph": odt(_p("x") + _p(f"<text:hidden-paragraph text:is-hidden='true'/>{NAME}")),
    "conditional text": odt(_p(f"x<text:conditional-text text:string-value-if-true='{NAME}' text:string-value-if-false='y'>y</text:conditional-text>")),
    "variable": odt(f"<text:user-field-decls><text:user-field-decl text:name='n' office:string-value='{NAME}'/></text:user-field-decls>" + _p("x")),
    "placeholder": odt(_p(f"x<text:placeholder text:placeholder-type='text' text:description='{NAME}'>y</text:placeholder>")),
    "bookmark": odt(_p(f"x<text:bookmark text:name='{NAME}'/>")),
    "target of a link": odt(_p(f"<text:a xlink:href='https://example.org/{_GLUED}'>x</text:a>")),
    "title of a frame": odt(_p(f"x<draw:frame><svg:title>{NAME}</svg:title></draw:frame>")),
    "description of a frame": odt(_p(f"x<draw:frame><svg:desc>{NAME}</svg:desc></draw:frame>")),
    "text box": odt(_p(f"x<draw:frame><draw:text-box>{_p(NAME)}</draw:text-box></draw:frame>")),
    "name of a section": odt(f"<text:section text:name='{NAME}'>{_p('x')}</text:section>"),
    "hidden section": odt(_p("x") + f"<text:section text:name='s' text:display='none'>{_p(NAME)}</text:section>"),
    "name of a table": odt(f"<table:table table:name='{NAME}'><table:table-row><table:table-cell>{_p('x')}</table:table-cell></table:table-row></table:table>"),
    "cell of a table": odt(f"<table:table><table:table-row><table:table-cell>{_p(NAME)}</table:table-cell></table:table-row></table:table>"),
    "entry of a form": odt(_p("x") + f"<office:forms><form:form><form:text form:current-value='{NAME}'/></form:form></office:forms>"),
    "first author": _meta(f"<meta:initial-creator>{NAME}</meta:initial-creator>"),
    "last author": _meta(f"<dc:creator>{NAME}</dc:creator>"),
    "who printed it": _meta(f"<meta:printed-by>{NAME}</meta:printed-by>"),
    "keyword": _meta(f"<meta:keyword>{NAME}</meta:keyword>"),
    "property of one's own": _meta(f"<meta:user-defined meta:name='n'>{NAME}</meta:user-defined>"),
    "template": _meta(f"<meta:template xlink:title='{NAME}' xlink:href='x'/>"),
    "setting": odt(_p("x"), parts={"settings.xml": f"<office:document-settings {_ODT_NAMES}><config:config-item config:name='n'>{NAME}</config:config-item></office:document-settings>"}),
    "header": odt(_p("x"), parts={"styles.xml": f"<office:document-styles {_ODT_NAMES}><office:master-styles><style:master-page><style:header>{_p(NAME)}</style:header></style:master-page></office:master-styles></office:document-styles>"}),
    "letters in white": odt(_p(f"x <text:span text:style-name='w'>{NAME}</text:span>"), before="<office:automatic-styles><style:style style:name='w' style:family='text'><style:text-properties fo:color='#ffffff'/></style:style></office:automatic-styles>"),
    "letters not displayed": odt(_p(f"x <text:span text:style-name='w'>{NAME}</text:span>"), before="<office:automatic-styles><style:style style:name='w' style:family='text'><style:text-properties text:display='none'/></style:style></office:automatic-styles>"),
    "program": odt(_p(f"x<text:script script:language='JavaScript'>{NAME}</text:script>")),
    "object built in": odt(_p("x"), parts={"Object 1/content.xml": f"<x>{NAME}</x>"}),
    "picture of the first page": odt(_p("x"), parts={"Thumbnails/thumbnail.png": b"\x89PNG" + NAME.encode()}),
    "remark in the XML": odt(f"<!-- {NAME} -->" + _p("x")),
}  # fmt: skip


def _page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>x</title>{head}</head><body><p>Clean words.</p>{body}</body></html>".encode()


WEB: dict[str, bytes] = {
    "remark": _page(f"<!-- {NAME} -->"),
    "remark for old programs": _page(f"<!--[if IE]><p>{NAME}</p><![endif]-->"),
    "program": _page(f"<script>var n = '{NAME}'</script>"),
    "data for search engines": _page(f'<script type="application/ld+json">{{"name": "{NAME}"}}</script>'),
    "style": _page("", f"<style>p::before {{ content: '{NAME}' }}</style>"),
    "meta": _page("", f'<meta name="author" content="{NAME}">'),
    "title": f"<!doctype html><title>{NAME}</title><p>Clean words.</p>".encode(),
    "link of the head": _page("", f'<link rel="author" href="https://example.org/{_GLUED}">'),
    "base": _page("", f'<base href="https://example.org/{_GLUED}/">'),
    "tip": _page(f'<p title="{NAME}">y</p>'),
    "alternative text": _page(f'<img src="a.png" alt="{NAME}">'),
    "source of a picture": _page(f'<img src="{_GLUED}.png" alt="">'),
    "set of sources": _page(f'<img srcset="{_GLUED}.png 2x" alt="">'),
    "data of one's own": _page(f'<p data-who="{NAME}">y</p>'),
    "label for readers aloud": _page(f'<p aria-label="{NAME}">y</p>'),
    "hidden": _page(f"<p hidden>{NAME}</p>"),
    "not displayed": _page(f'<p style="display:none">{NAME}</p>'),
    "not visible": _page(f'<p style="visibility:hidden">{NAME}</p>'),
    "white": _page(f'<p style="color:#fff">{NAME}</p>'),
    "of size nought": _page(f'<p style="font-size:0">{NAME}</p>'),
    "without script": _page(f"<noscript>{NAME}</noscript>"),
    "template": _page(f"<template><p>{NAME}</p></template>"),
    "text area": _page(f"<textarea>{NAME}</textarea>"),
    "value of a field": _page(f'<input value="{NAME}">'),
    "hint of a field": _page(f'<input placeholder="{NAME}">'),
    "choice": _page(f"<select><option>{NAME}</option></select>"),
    "choices of a list": _page(f'<datalist><option value="{NAME}"></datalist>'),
    "page in the page": _page(f'<iframe srcdoc="&lt;p&gt;{NAME}&lt;/p&gt;"></iframe>'),
    "object": _page(f'<object data="{_GLUED}.pdf">{NAME}</object>'),
    "picture made of lines": _page(f"<svg><title>{NAME}</title><text>{NAME}</text></svg>"),
    "picture in the address": _page(f'<img alt="" src="data:image/svg+xml;base64,{base64.b64encode(f"<svg><text>{NAME}</text></svg>".encode()).decode()}">'),
    "closed details": _page(f"<details><summary>y</summary>{NAME}</details>"),
    "map": _page(f'<map><area alt="{NAME}"></map>'),
    "short form": _page(f'<abbr title="{NAME}">OW</abbr>'),
    "words to be read for a drawing": _page(f"<canvas>{NAME}</canvas>"),
    "deleted words": _page(f"<del>{NAME}</del>"),
    "row of a table": _page(f"<table summary='{NAME}'><tr><td>{NAME}</td></tr></table>"),
    "words cut by a break": _page("<p>Odalys Wren<wbr>field</p>"),
    "words cut by marks": _page("<p>Odalys W<b>r</b>en<i>field</i></p>"),
    "words as numbers": _page("<p>" + "".join(f"&#{ord(c)};" for c in NAME) + "</p>"),
    "language": _page(f'<p lang="{_GLUED}">y</p>'),
    "form": _page(f'<form action="/{_GLUED}"><button name="{NAME}">y</button></form>'),
    "instruction": _page(f"<?note {NAME}?>"),
}  # fmt: skip


def _root(key: str, value: object) -> Change:
    def change(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
        document.Root[key] = value

    return change


def _on_page(key: str, value: object) -> Change:
    def change(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj[key] = value

    return change


def _mark(**values: object) -> Change:
    def change(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
        mark = Dictionary(Type=Name.Annot, Rect=Array([10, 10, 30, 30]), **values)
        page.Annots = Array([document.make_indirect(mark)])

    return change


def _info(key: str) -> Change:
    def change(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
        document.docinfo[key] = NAME

    return change


def _look_of_a_mark(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    form = document.make_indirect(
        Stream(
            document,
            show(NAME).encode(),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 9, 9]),
        )
    )
    mark = Dictionary(
        Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([0, 0, 9, 9]), AP=Dictionary(N=form)
    )
    page.Annots = Array([document.make_indirect(mark)])


def _unused(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    document.Root.PieceInfo = Dictionary(X=Dictionary(Private=document.make_indirect(String(NAME))))


def _structure(**values: object) -> Change:
    def change(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
        element = document.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, **values))
        document.Root.StructTreeRoot = document.make_indirect(
            Dictionary(Type=Name.StructTreeRoot, K=element)
        )

    return change


def _xfa(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    data = document.make_indirect(Stream(document, f"<xdp><name>{NAME}</name></xdp>".encode()))
    document.Root.AcroForm = Dictionary(XFA=Array([String("datasets"), data]), Fields=Array([]))


def _clear(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.Resources.ExtGState = Dictionary(G0=Dictionary(ca=0, CA=0))
    page.Contents = Stream(document, (show("x", y=760) + show(NAME, before="/G0 gs")).encode())


PAGES: dict[str, bytes] = {
    "title": pdf("x", change=_info("/Title")),
    "subject": pdf("x", change=_info("/Subject")),
    "keywords": pdf("x", change=_info("/Keywords")),
    "key of one's own": pdf("x", change=_info("/CaseOf")),
    "label of a page": pdf("x", change=_root("/PageLabels", Dictionary(Nums=Array([0, Dictionary(P=String(NAME))])))),
    "language": pdf("x", change=_root("/Lang", String(NAME))),
    "address of the source": pdf("x", change=_root("/URI", Dictionary(Base=String(f"http://example.org/{_GLUED}")))),
    "purpose of its colours": pdf("x", change=_root("/OutputIntents", Array([Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX, Info=String(NAME))]))),
    "thread of an article": pdf("x", change=_root("/Threads", Array([Dictionary(I=Dictionary(Title=String(NAME)))]))),
    "action at opening": pdf("x", change=_root("/OpenAction", Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{NAME}')")))),
    "program to be started": pdf("x", change=_root("/OpenAction", Dictionary(S=Name.Launch, F=String(f"{_GLUED}.exe")))),
    "data of a program": pdf("x", change=_unused),
    "collection": pdf("x", change=_root("/Collection", Dictionary(D=String(NAME)))),
    "rights": pdf("x", change=_root("/Perms", Dictionary(X=String(NAME)))),
    "form of another kind": pdf("x", change=_xfa),
    "small picture of the page": pdf("x", change=_on_page("/Thumb", String(NAME))),
    "data of the page": pdf("x", change=_on_page("/PieceInfo", Dictionary(X=Dictionary(Private=String(NAME))))),
    "action of the page": pdf("x", change=_on_page("/AA", Dictionary(O=Dictionary(S=Name.JavaScript, JS=String(NAME))))),
    "key of the page": pdf("x", change=_on_page("/Case", String(NAME))),
    "highlight": pdf("x", change=_mark(Subtype=Name.Highlight, Contents=String(NAME))),
    "subject of a mark": pdf("x", change=_mark(Subtype=Name.Square, Subj=String(NAME))),
    "name of a mark": pdf("x", change=_mark(Subtype=Name.Text, NM=String(NAME))),
    "redaction not carried out": pdf("x", change=_mark(Subtype=Name.Redact, OverlayText=String(NAME))),
    "file on the page": pdf("x", change=_mark(Subtype=Name.FileAttachment, FS=Dictionary(F=String(f"{NAME}.txt")))),
    "link elsewhere": pdf("x", change=_mark(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String(f"https://example.org/{_GLUED}")))),
    "link to a file": pdf("x", change=_mark(Subtype=Name.Link, A=Dictionary(S=Name.GoToR, F=String(f"{_GLUED}.pdf")))),
    "look of a stamp": pdf("x", change=_look_of_a_mark),
    "alternative text": pdf("x", change=_structure(Alt=String(NAME))),
    "words read aloud": pdf("x", change=_structure(ActualText=String(NAME))),
    "expansion": pdf("x", change=_structure(E=String(NAME))),
    "title of a part": pdf("x", change=_structure(T=String(NAME))),
    "clear letters": pdf("x", change=_clear),
    "under a white box": pdf("x", content=show(NAME) + "1 1 1 rg 50 690 300 24 re f\n"),
    "letter by letter": pdf("x", content="BT /F1 12 Tf 60 700 Td [" + " ".join(f"({c}) -5" for c in NAME) + "] TJ ET\n"),
    "letters as numbers": pdf("x", content=f"BT /F1 12 Tf 60 700 Td <{NAME.encode().hex()}> Tj ET\n"),
    "words over two lines": pdf("It was Odalys Wren-", "field who came."),
    "cut away": pdf("x", content="q 0 0 1 1 re W n\n" + show(NAME) + "Q\n"),
    "left of the page": pdf("x", content=show(NAME, x=-400)),
    "upside down": pdf("x", content=f"q -1 0 0 -1 500 700 cm {show(NAME, x=0, y=0)} Q\n"),
    "bytes behind the end": pdf("x") + b"\n% " + NAME.encode(),
}  # fmt: skip

PLAIN: dict[str, bytes] = {
    "accents.txt": "It was Ódályś Wrënfiéld.".encode(),
    "look-alikes.txt": "It was Оdаlуs Wrеnfiеld.".encode(),
    "wide.txt": ("It was " + "".join(chr(ord(c) + 0xFEE0) if c != " " else "\u3000" for c in NAME) + ".").encode(),
    "utf-16.txt": f"It was {NAME}.".encode("utf-16"),
    "capitals.txt": f"It was {NAME.upper()}.".encode(),
    "reversed.txt": b"It was Wrenfield, Odalys.",
    "hyphen.txt": b"It was Odalys Wren-\nfield.",
    "zero-width.txt": ("It was " + "\u200b".join(NAME) + ".").encode(),
    "direction.txt": f"It was \u202a{NAME}\u202c.".encode(),
    "ligature.txt": "It was Odalys Wren\ufb01eld.".encode(),
    "link.md": f"Clean words. [x](https://example.org/{_GLUED} '{NAME}')".encode(),
    "picture.md": f"Clean words. ![{NAME}](a.png)".encode(),
    "remark.md": f"Clean words.\n\n<!-- {NAME} -->\n".encode(),
    "reference.md": f"Clean words.\n\n[{NAME}]: https://example.org/{_GLUED}\n".encode(),
    "front.md": f"---\nauthor: {NAME}\n---\n\nClean words.\n".encode(),
    "table.md": f"| Who |\n|---|\n| {NAME} |\n".encode(),
    "code.md": f"Clean words.\n\n```\n{NAME}\n```\n".encode(),
    "footnote.md": f"Clean words.[^1]\n\n[^1]: {NAME}\n".encode(),
}  # fmt: skip

PLACES: dict[str, bytes] = {
    **{f"{place}.docx": data for place, data in WORD.items()},
    **{f"{place}.odt": data for place, data in OPEN.items()},
    **{f"{place}.html": data for place, data in WEB.items()},
    **{f"{place}.pdf": data for place, data in PAGES.items()},
    **PLAIN,
}
