"""Everything in a Word file that is not its text: swept part by part, nothing skipped unseen."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable

from lxml import etree

from irwell.anonymise.model import Block, HiddenKind, QuarantineKind
from irwell.anonymise.reading.markup import all_text, attr, local, parse_xml, tag
from irwell.anonymise.reading.refusal import UnreadableDocument
from irwell.anonymise.reading.word.context import Context, Where
from irwell.anonymise.reading.word.story import Story

_STORIES = {
    "header+xml": (HiddenKind.HEADER, "header", "hdr"),
    "footer+xml": (HiddenKind.FOOTER, "footer", "ftr"),
    "document.glossary+xml": (HiddenKind.OTHER, "building blocks", "gl"),
}
_COUNTS_AND_SWITCHES = {
    "TotalTime", "Pages", "Words", "Characters", "CharactersWithSpaces", "Lines", "Paragraphs",
    "DocSecurity", "ScaleCrop", "LinksUpToDate", "SharedDoc", "HyperlinksChanged", "AppVersion",
    "revision", "Slides", "HiddenSlides", "MMClips", "Notes",
}  # fmt: skip
_ORDINARY_STYLE = re.compile(
    r"(?:normal|no list|title|subtitle|(?:intense |subtle )?(?:quote|emphasis|reference)|strong|"
    r"heading \d|toc (?:\d|heading)|list(?: [a-z]+)*(?: \d)?|body text.*|balloon text.*|caption|"
    r"(?:footnote|endnote|annotation|comment) .*|header|footer|(?:header|footer|title|heading \d) "
    r"char|hyperlink|followedhyperlink|page number|html .*|plain text.*|default.*|table .*|"
    r"(?:light|medium|dark|colorful|grid|plain) .*|normal .*|no spacing.*|placeholder text|"
    r"revision|book title|boxed|after table|report table|unresolved mention|line number)?",
    re.I,
)
_TEXTLESS = ("theme+xml", "fonttable+xml", "numbering+xml", "stylesWithEffects+xml".lower())
_KINDS = (
    ("image/", QuarantineKind.PICTURE),
    ("oleobject", QuarantineKind.OLE),
    ("activex", QuarantineKind.OLE),
    ("font", QuarantineKind.FONT),
    ("signature", QuarantineKind.SIGNATURE),
    ("vba", QuarantineKind.MACRO),
)


def sweep(context: Context, read: Iterable[str]) -> None:
    """List or quarantine every part that has not been read as text."""
    package = context.package
    context.gathering.hide("comment of the file archive", HiddenKind.PROPERTY, package.comment)
    for note in package.notes:
        context.gathering.hide("note in the file archive", HiddenKind.PROPERTY, note)
    done = {name.lower() for name in read}
    chunks = {name for part in package.names for name in package.related(part, "aFChunk")}
    thumbnails = set(package.related("", "thumbnail"))
    for name in package.names:
        if name.lower() in done:
            continue
        if name in chunks:
            context.gathering.quarantine(name, QuarantineKind.ALT_CHUNK, package.data(name))
        elif name in thumbnails:
            context.gathering.quarantine(name, QuarantineKind.THUMBNAIL, package.data(name))
        else:
            _part(context, name)


def _part(context: Context, name: str) -> None:
    kind = context.package.content_type(name)
    extension = posixpath.splitext(name)[1].lower()
    if name.lower() == "[content_types].xml":
        return
    if name.lower().endswith(".rels"):
        _relations(context, name)
    elif "digital-signature" in kind or "signature" in kind:
        context.gathering.quarantine(name, QuarantineKind.SIGNATURE, context.package.data(name))
    elif kind.endswith(("+xml", "/xml")) or extension == ".xml":
        _xml(context, name, kind)
    else:
        _binary(context, name, kind)


def _binary(context: Context, name: str, content_type: str) -> None:
    kind = next((k for key, k in _KINDS if key in content_type), None)
    if kind is None and re.search(r"\.(png|jpe?g|gif|tiff?|bmp|emf|wmf|svg|webp)$", name, re.I):
        kind = QuarantineKind.PICTURE
    if kind is None:
        embedded = "/embeddings/" in name or "officedocument" in content_type
        kind = QuarantineKind.EMBEDDED_FILE if embedded else QuarantineKind.UNKNOWN
    context.gathering.quarantine(name, kind, context.package.data(name))


def _relations(context: Context, name: str) -> None:
    folder, leaf = posixpath.split(name)
    part = posixpath.join(posixpath.dirname(folder), leaf.removesuffix(".rels"))
    for relation in context.package.relations(part).values():
        listed = any(item.text == relation.target.strip() for item in context.gathering.hidden)
        if relation.external and not listed:
            place = f"{part or 'file'}: link to {relation.kind}"
            context.gathering.hide(place, HiddenKind.LINK_TARGET, relation.target)


def _xml(context: Context, name: str, content_type: str) -> None:
    for ending, (kind, place, short) in _STORIES.items():
        if content_type.endswith(ending):
            hidden_story(context, name, context.package.xml(name), (kind, place, short))
            return
    if content_type.endswith(_TEXTLESS):
        return
    try:
        root = parse_xml(context.package.data(name), name)
    except UnreadableDocument:
        # Not a part that text is taken from: keep it apart for a person instead.
        context.gathering.quarantine(name, QuarantineKind.UNKNOWN, context.package.data(name))
        return
    if content_type.endswith("comments+xml"):
        _comments(context, name, root)
    elif content_type.endswith("settings+xml"):
        _settings(context, root)
    elif content_type.endswith("styles+xml"):
        _styles(context)
    elif "properties" in content_type or name.lower().startswith("docprops/"):
        _properties(context, name, root)
    elif "drawingml.chart" in content_type or "diagram" in content_type:
        context.gathering.quarantine(name, QuarantineKind.EMBEDDED_FILE, context.package.data(name))
        context.gathering.hide(name, HiddenKind.DATA, all_text(root))
    else:
        _anything(context, name, root)


def hidden_story(
    context: Context, part: str, root: etree._Element, what: tuple[HiddenKind, str, str]
) -> None:
    """Read a part as Word would, but list its paragraphs instead of using them."""
    kind, place, short = what

    def hide(block: Block) -> None:
        context.gathering.hide(f"{place}: {block.place}", kind, block.text)

    number = context.count(short)
    Story(context, part, hide).read(root, Where(f"{short}{number}", f"{place} {number}"))


def _comments(context: Context, name: str, root: etree._Element) -> None:
    for comment in root:
        if tag(comment) != "w:comment":
            continue
        hidden_story(context, name, comment, (HiddenKind.COMMENT, "comment", "cm"))
        for label in ("w:author", "w:initials"):
            author = attr(comment, label)
            if author and author not in context.authors:
                context.authors.add(author)
                context.gathering.hide("author of a comment", HiddenKind.AUTHOR, author)


def _settings(context: Context, root: etree._Element) -> None:
    for item in root.iter():
        name = tag(item)
        if name == "w:docVar":
            text = f"{attr(item, 'w:name')}: {attr(item, 'w:val')}"
            context.gathering.hide("document variable", HiddenKind.DOC_VARIABLE, text)
        elif name.startswith("w:") and not name.startswith("w:rsid"):
            value = attr(item, "w:val")
            if re.search(r"[^\W\d_].*[\s@\\/:;=]", value) and "schemas.microsoft.com" not in value:
                context.gathering.hide(f"setting {local(item)}", HiddenKind.SETTING, value)


def _styles(context: Context) -> None:
    for name, built_in in context.styles.names:
        if not built_in and not _ORDINARY_STYLE.fullmatch(name):
            context.gathering.hide("name of a style", HiddenKind.STYLE_NAME, name)


def _properties(context: Context, name: str, root: etree._Element) -> None:
    for item in root:
        if not tag(item):
            continue
        label = str(item.get("name") or local(item))
        value = all_text(item)
        if re.search(r"\w", value) and label not in _COUNTS_AND_SWITCHES:
            context.gathering.hide(f"property “{label}”", HiddenKind.PROPERTY, value)


def _anything(context: Context, name: str, root: etree._Element) -> None:
    """Custom XML, people, and whatever else: every text and every attribute with words."""
    kind = HiddenKind.CUSTOM_XML if name.lower().startswith("customxml/") else HiddenKind.OTHER
    if local(root) == "people":
        kind = HiddenKind.AUTHOR
    pieces = [all_text(root)]
    for item in root.iter():
        for value in item.attrib.values():
            plain = str(value)
            told = re.search(r"[^\W\d_]{3}", plain) and not plain.startswith(("http://", "{"))
            if told or kind is HiddenKind.AUTHOR:
                pieces.append(plain)
    context.gathering.hide(name, kind, "\n".join(dict.fromkeys(filter(None, pieces))))
