"""Word files, read from their XML: python-docx leaves out what this engine must not miss."""

from __future__ import annotations

from lxml import etree

from irwell.anonymise.model import Block, BlockKind, Document, HiddenKind
from irwell.anonymise.reading.archive import open_archive
from irwell.anonymise.reading.gathering import Gathering
from irwell.anonymise.reading.line import joined
from irwell.anonymise.reading.markup import attr, child, tag
from irwell.anonymise.reading.refusal import UnreadableDocument
from irwell.anonymise.reading.remnants import list_remnants
from irwell.anonymise.reading.word.context import Context, Where
from irwell.anonymise.reading.word.numbering import Numbering
from irwell.anonymise.reading.word.other_parts import hidden_story, sweep
from irwell.anonymise.reading.word.package import Package
from irwell.anonymise.reading.word.story import Story
from irwell.anonymise.reading.word.styles import Styles

_NOTES = (
    ("fn", "footnotes", "w:footnote", BlockKind.FOOTNOTE, "footnote"),
    ("en", "endnotes", "w:endnote", BlockKind.ENDNOTE, "endnote"),
)


def read_word(data: bytes) -> Document:
    """The text model of a .docx, or a refusal."""
    package = Package(open_archive(data, "Word document"))
    main = package.main
    _refuse_macros(package, main)
    root = package.xml(main)
    body = child(root, "w:body")
    if body is None:
        raise UnreadableDocument(
            "This Word document has no text body. Open it in Word, save it again as .docx and "
            "upload the new copy."
        )
    context = _context(package, main)
    blocks: list[Block] = []
    story = Story(context, main, blocks.append)
    background = child(root, "w:background")
    if background is not None:
        story.shapes.read(background, "page background")
    story.read(body, Where())
    read = [main]
    for note in _NOTES:
        for part in package.related(main, note[1]):
            read.append(part)
            blocks += _notes(context, part, note)
    _refuse_lost_notes(context, blocks)
    sweep(context, read)
    told = [block.text for block in blocks]
    for part in package.names:
        if part in read or _is_story(package.content_type(part)):
            list_remnants(package.xml(part), part, context.gathering, told)
    return Document(
        kind="docx",
        blocks=tuple(blocks),
        hidden=tuple(context.gathering.hidden),
        quarantined=tuple(context.gathering.quarantined),
        title=context.title or _first_heading(blocks),
        notices=tuple(context.gathering.notices),
    )


def _is_story(content_type: str) -> bool:
    return content_type.endswith(("header+xml", "footer+xml", "comments+xml", "glossary+xml"))


def _refuse_macros(package: Package, main: str) -> None:
    enabled = "macroenabled" in package.content_type(main)
    carried = any("vba" in package.content_type(name) for name in package.names)
    if enabled or carried or any(name.lower().endswith("vbaproject.bin") for name in package.names):
        raise UnreadableDocument(
            "This Word document carries macros (small programs). Save it in Word as an ordinary "
            ".docx document and upload that copy."
        )


def _context(package: Package, main: str) -> Context:
    def root_of(kind: str) -> etree._Element | None:
        names = package.related(main, kind)
        return package.xml(names[0]) if names else None

    return Context(package, Styles(root_of("styles")), Numbering(root_of("numbering")), Gathering())


def _notes(context: Context, part: str, note: tuple[str, str, str, BlockKind, str]) -> list[Block]:
    short, _, element, kind, word = note
    found: dict[str, Block] = {}
    for item in context.package.xml(part):
        if tag(item) != element:
            continue
        block_id = context.notes.get((short, attr(item, "w:id")))
        if block_id is None:
            hidden_story(context, part, item, (HiddenKind.OTHER, f"unused {word}", f"u{short}"))
            continue
        found[block_id] = _one_note(context, part, item, kind, block_id, word)
    return sorted(found.values(), key=lambda block: int(block.id[len(short) :]))


def _one_note(
    context: Context, part: str, item: etree._Element, kind: BlockKind, block_id: str, word: str
) -> Block:
    place = f"{word} {block_id.lstrip('enf')}"
    paragraphs: list[Block] = []
    Story(context, part, paragraphs.append).read(item, Where(block_id, place, kind))
    text, spans = joined([(block.text, block.spans) for block in paragraphs if block.text])
    return Block(block_id, kind, text, place, spans=spans)


def _refuse_lost_notes(context: Context, blocks: list[Block]) -> None:
    """A mark whose note is missing is kept as a mark without a note; say so."""
    present = {block.id for block in blocks}
    if lost := [note for note in context.notes.values() if note not in present]:
        context.gathering.notice(f"{len(lost)} note marks point to notes that are not in the file.")


def _first_heading(blocks: list[Block]) -> str:
    return next((block.text for block in blocks if block.kind is BlockKind.HEADING), "")
