"""Hiding places of plain text and Markdown."""

from __future__ import annotations

from tests.anonymise.word_files import NAME

_GLUED = NAME.replace(" ", "")

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
