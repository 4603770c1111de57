"""What a PDF carries besides its pages: every string of every object is looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream, String

from irwell.anonymise.model import HiddenKind, QuarantineKind
from irwell.anonymise.reading.gathering import Gathering

_TECHNICAL = {
    "/ID", "/DA", "/CreationDate", "/ModDate", "/M", "/Registry", "/Ordering", "/CharSet",
    "/FontFamily", "/Panose", "/O", "/U", "/OE", "/UE", "/Perms", "/LastModified", "/Lookup",
    "/CheckSum", "/Cert", "/ByteRange", "/Headers",
}  # fmt: skip
_KINDS = {
    "/Title": HiddenKind.BOOKMARK,
    "/URI": HiddenKind.LINK_TARGET,
    "/JS": HiddenKind.SCRIPT,
    "/Alt": HiddenKind.ALT_TEXT,
    "/ActualText": HiddenKind.ALT_TEXT,
    "/E": HiddenKind.ALT_TEXT,
    "/Contents": HiddenKind.ANNOTATION,
    "/RC": HiddenKind.ANNOTATION,
    "/Subj": HiddenKind.ANNOTATION,
    "/TU": HiddenKind.FORM_FIELD,
    "/TM": HiddenKind.FORM_FIELD,
    "/V": HiddenKind.FORM_FIELD,
    "/DV": HiddenKind.FORM_FIELD,
    "/Opt": HiddenKind.FORM_FIELD,
}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z\d]{1,8}){0,2}")
_SHOWN = re.compile(rb"\(((?:[^()\\]|\\.)*)\)")
_WORDS = re.compile(r"[^\W_]{2}")


def list_hidden(pdf: pikepdf.Pdf, gathering: Gathering) -> None:
    """Properties, marks, forms, scripts, names, attachments and pictures."""
    information = pdf.trailer.get("/Info")
    if isinstance(information, Dictionary):
        for key, value in information.items():
            if key not in _TECHNICAL:
                gathering.hide(f"property {key[1:]}", HiddenKind.PROPERTY, _words(value))
    for number, item in enumerate(pdf.objects, start=1):
        if information is not None and item.objgen == information.objgen:
            continue
        _object(item, number, gathering)


def _object(item: Object, number: int, gathering: Gathering) -> None:
    if isinstance(item, Stream):
        _stream(item, gathering)
    elif isinstance(item, Dictionary):
        if "/AP" in item:
            _looks(item, gathering)
        thumbnail = item.get("/Thumb")
        if isinstance(thumbnail, Stream):
            aside = QuarantineKind.THUMBNAIL
            gathering.quarantine("page thumbnail", aside, _bytes(thumbnail))
    for key, value in _strings(item, "", 0):
        name, _, kind_of = key.rpartition("|")
        if name in _TECHNICAL or not _WORDS.search(value):
            continue
        if name == "/Lang" and _LANGUAGE.fullmatch(value):
            continue
        kind = _KINDS.get(name, HiddenKind.OTHER)
        if name == "/Contents" and kind_of == "link":
            kind = HiddenKind.ALT_TEXT
        if name == "/T":
            kind = HiddenKind.AUTHOR if kind_of == "annotation" else HiddenKind.FORM_FIELD
        gathering.hide(f"object {number}{', ' + name[1:] if name else ''}", kind, value)


def _strings(item: Object, key: str, depth: int) -> Iterator[tuple[str, str]]:
    """Strings directly inside an object; what it refers to has its own turn."""
    if depth > 30:
        return
    if isinstance(item, String):
        yield key, _words(item)
    elif isinstance(item, Array):
        for value in item:
            if isinstance(value, Object) and not value.is_indirect:
                yield from _strings(value, key, depth + 1)
    elif isinstance(item, Dictionary | Stream):
        sort = "annotation" if "/Rect" in item and "/FT" not in item else "other"
        sort = "link" if item.get("/Subtype") == Name.Link else sort
        named = _is_name_table(item)
        for inner, value in item.items():
            if named:
                yield "name|", inner[1:]
            if isinstance(value, Object) and not value.is_indirect:
                yield from _strings(value, f"{inner}|{sort}", depth + 1)


def _is_name_table(item: Dictionary | Stream) -> bool:
    """A dictionary of named destinations: its keys are names that somebody gave."""
    values = list(item.values())
    return bool(values) and all(
        isinstance(value, Array) and len(value) > 1 and isinstance(value[0], Dictionary)
        for value in values
    )


def _stream(item: Stream, gathering: Gathering) -> None:
    kind, subtype = item.get("/Type"), item.get("/Subtype")
    if kind == Name.Metadata or subtype == Name.XML or _is_xmp(item):
        text = re.sub(rb"<[^>]*>", b" ", _bytes(item)).decode("utf-8", "replace")
        attributes = re.findall(rb'="([^"<]{3,})"', _bytes(item))
        plain = [a.decode("utf-8", "replace") for a in attributes if b"://" not in a]
        joined = " ".join([*text.split(), *plain])
        if _WORDS.search(joined):
            gathering.hide("metadata", HiddenKind.PROPERTY, joined)
    elif kind == Name.EmbeddedFile:
        gathering.quarantine("attached file", QuarantineKind.EMBEDDED_FILE, _bytes(item))
    elif subtype == Name.Image:
        _picture(item, gathering)


def _looks(mark: Dictionary, gathering: Gathering) -> None:
    """The words that an annotation draws by itself (the look of a stamp, of a form field)."""
    looks = mark.get("/AP")
    pending: list[Object] = [looks] if isinstance(looks, Dictionary) else []
    for _ in range(20):
        if not pending:
            return
        item = pending.pop()
        if isinstance(item, Stream):
            words = b" ".join(_SHOWN.findall(_bytes(item))).decode("latin-1")
            gathering.hide("look of an annotation", HiddenKind.ANNOTATION, words)
        elif isinstance(item, Dictionary):
            pending += [value for _, value in item.items() if isinstance(value, Object)]


def _is_xmp(item: Stream) -> bool:
    return "/Type" not in item and b"xmpmeta" in _bytes(item)[:2048]


def _picture(item: Stream, gathering: Gathering) -> None:
    if bool(item.get("/ImageMask", False)) or int(item.get("/Width", 0)) < 8:
        return
    gathering.quarantine("picture", QuarantineKind.PICTURE, _bytes(item))


def _bytes(item: Stream) -> bytes:
    filters = str(item.get("/Filter", ""))
    packed = any(name in filters for name in ("DCTDecode", "JPXDecode"))
    try:
        return item.read_raw_bytes() if packed else item.read_bytes()
    except pikepdf.PdfError:
        return item.read_raw_bytes()


def _words(value: Object | object) -> str:
    return " ".join(str(value).split())
