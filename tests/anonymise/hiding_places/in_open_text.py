"""Hiding places of an OpenDocument text."""

from __future__ import annotations

from collections.abc import Mapping

from tests.anonymise.word_files import NAME, zipped

_GLUED = NAME.replace(" ", "")
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
