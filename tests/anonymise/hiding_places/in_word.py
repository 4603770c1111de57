"""Hiding places of a Word file."""

from __future__ import annotations

import base64
import io
import zipfile

from tests.anonymise.word_files import (
    NAME,
    core,
    field,
    paragraph,
    part,
    run,
    tracked,
    word,
)

_GLUED = NAME.replace(" ", "")
_A = f'w:id="9" w:author="{NAME}" w:date="2024-01-01T00:00:00Z"'


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
