"""Blows to a file: its bytes, the parts of its archive, the mark-up inside them."""

import contextlib
import io
import random
import re
import warnings
import zipfile


def damaged(r: random.Random, data: bytes, other: bytes) -> bytes:
    """One to four blows to a file: to its bytes, or to the text of a part inside it."""
    for _ in range(r.randint(1, 4)):
        if data[:2] == b"PK" and r.random() < 0.7:
            data = _inside_archive(r, data, other)
        else:
            data = _blow(r, data, other)
    return data


def _inside_archive(r: random.Random, data: bytes, other: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            members = [(item, container.read(item)) for item in container.infolist()]
    except Exception:  # already broken by an earlier blow
        return _blow(r, data, other)
    if not members:
        return data
    victim = r.randrange(len(members))
    action = r.random()
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        warnings.simplefilter("ignore")
        for number, (item, content) in enumerate(members):
            name = item.filename
            if number == victim:
                if action < 0.06:
                    continue
                if action < 0.12:
                    name = r.choice(
                        (
                            name.upper(),
                            name.replace("word/", "Word/"),
                            f"../{name}",
                            name[:-1],
                            "word/document.xml",
                        )
                    )
                else:
                    content = (
                        _markup_blow(r, content) if r.random() < 0.7 else _blow(r, content, other)
                    )
            with contextlib.suppress(ValueError, UserWarning):
                container.writestr(name, content)
    return out.getvalue()


_ODD = (
    b"\x00", b"&#x0;", b"&#xFFFF;", b"&undefined;", b"<!-- x -->", b"<![CDATA[Odalys Wrenfield]]>", b"</w:p>",
    b"<w:p><w:r><w:t>Odalys Wrenfield</w:t></w:r></w:p>", b"<w:t>Odalys</w:t>", b'w:val="Odalys Wrenfield"',
    b"\xef\xbb\xbf", "\u202eOdalys\u202c".encode(), b"Odalys\xcc\x81 Wrenfield", b"<?pi Odalys Wrenfield?>",
    b"<w:ins>", b"<w:del>", b'<w:r><w:rPr><w:vanish/></w:rPr><w:t>Odalys Wrenfield</w:t></w:r>', b"99999999999",
    b"-1", b"NaN", b'<!DOCTYPE x [<!ENTITY e "Odalys Wrenfield">]>', b"<x:y>", b"xmlns=''", b"(Odalys Wrenfield) Tj",
    b"/Filter /FlateDecode", b"<< /Kids [1 0 R] >>", b"stream\n", b"endobj\n", b"0 0 R",
)  # fmt: skip


def _markup_blow(r: random.Random, content: bytes) -> bytes:
    """An element lost, doubled, swapped or renamed; an attribute changed; odd words put in."""
    tags = list(re.finditer(rb"<[^>]*>", content))
    if len(tags) < 2:
        return content + r.choice(_ODD)
    one, two = sorted(r.sample(range(len(tags)), 2))
    a, b = tags[one], tags[min(two, one + r.randint(1, 30), len(tags) - 1)]
    piece = content[a.start() : b.end()]
    match r.randrange(7):
        case 0:
            return content[: a.start()] + content[b.end() :]
        case 1:
            return content[: b.end()] + piece + content[b.end() :]
        case 2:
            return (
                content[: a.start()]
                + b.group()
                + content[a.end() : b.start()]
                + a.group()
                + content[b.end() :]
            )
        case 3:
            return content[: a.end()] + r.choice(_ODD) + content[a.end() :]
        case 4:
            names = sorted(
                {
                    re.split(rb"[\s/>]", tag.group()[1:])[0]
                    for tag in tags
                    if tag.group()[1:2] != b"/"
                }
            )
            return content.replace(r.choice(names), r.choice(names)) if names else content
        case 5:
            inner = re.sub(
                rb'"[^"]*"',
                lambda _: b'"' + r.choice(_ODD).replace(b'"', b"").replace(b"<", b"") + b'"',
                a.group(),
                count=1,
            )
            return content[: a.start()] + inner + content[a.end() :]
    depth = r.choice((3, 40, 3000))
    return (
        content[: a.start()]
        + b"<w:sdt><w:sdtContent>" * depth
        + piece
        + b"</w:sdtContent></w:sdt>" * depth
        + content[b.end() :]
    )


def _blow(r: random.Random, data: bytes, other: bytes) -> bytes:
    if not data:
        return r.choice(_ODD)
    at, size = r.randrange(len(data)), r.choice((1, 2, 8, 64, 512))
    match r.randrange(8):
        case 0:
            return (
                data[:at]
                + bytes(byte ^ (1 << r.randrange(8)) for byte in data[at : at + size])
                + data[at + size :]
            )
        case 1:
            return data[:at]
        case 2:
            return data[:at] + data[at + size :]
        case 3:
            return data[:at] + r.choice(_ODD) + data[at:]
        case 4:
            return data[:at] + data[at : at + size] * r.choice((2, 9)) + data[at + size :]
        case 5:
            start = r.randrange(max(1, len(other)))
            return data[:at] + other[start : start + size] + data[at:]
        case 6:
            return data[:at] + bytes(r.randrange(256) for _ in range(size)) + data[at + size :]
    return re.sub(
        rb"\d+",
        lambda m: (
            r.choice((m.group(), b"0", b"-1", b"2147483648")) if r.random() < 0.05 else m.group()
        ),
        data,
    )
