"""Pictures that a person accepted: decoded to pixels and written anew, nothing else kept."""

from __future__ import annotations

import io
from dataclasses import replace

from PIL import Image, ImageOps, UnidentifiedImageError

from irwell.anonymise.model import Block, BlockKind, Document, Picture

_MOST_PIXELS = 40_000_000
_LONGEST_SIDE = 2_000


class PictureRefused(ValueError):
    """The picture cannot be taken over; the sentence says why."""


def accept_picture(source: Document, target: Document, sha256: str, *, alt_text: str) -> Document:
    """Put a quarantined picture of `source` into `target`, as plain pixels with new words."""
    if not alt_text.strip():
        raise PictureRefused("Say in a sentence what the picture shows, for those who cannot see.")
    picture = redrawn(source, sha256, alt_text=alt_text.strip())

    def filled(block: Block) -> Block:
        wanted = block.kind is BlockKind.FIGURE and block.asset == sha256
        return replace(block, picture=picture) if wanted else block

    return replace(target, blocks=tuple(filled(block) for block in target.blocks))


def redrawn(source: Document, sha256: str, *, alt_text: str = "") -> Picture:
    """A quarantined picture of `source` as plain pixels: what a person sees before deciding on it."""
    data = next((q.data for q in source.quarantined if q.sha256 == sha256), b"")
    if not data:
        raise PictureRefused("There is no such picture in the document.")
    return _pixels(data, alt_text)


def _pixels(data: bytes, alt_text: str) -> Picture:
    try:
        with Image.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise PictureRefused("The picture is too large; make it smaller and try again.")
            upright = ImageOps.exif_transpose(opened)
            plain = upright.convert("RGBA" if "A" in upright.getbands() else "RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        if isinstance(error, PictureRefused):
            raise
        raise PictureRefused(
            "The picture is of a kind that cannot be turned into plain pixels (such as a drawing "
            "by a program). Save it as PNG or JPEG and add it as a new picture."
        ) from error
    plain.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    # A new image from the bare pixels: metadata of any kind cannot come along.
    fresh = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    out = io.BytesIO()
    fresh.save(out, "PNG", optimize=False)
    return Picture(out.getvalue(), alt_text, fresh.width, fresh.height)
