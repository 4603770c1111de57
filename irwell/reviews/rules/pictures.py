"""Pictures of a Word file: carried on as plain pixels with words of their own, or listed with the reason. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from irwell.anonymise.model import BlockKind, Document, HiddenKind, Picture
from irwell.anonymise.writing import PictureRefused, redrawn
from irwell.reviews.rules.parts import Part

MOST = 40  # pictures of one report
WITHOUT_WORDS = "Write here what this picture shows, for those who cannot see it."
STAYS = "Picture: {}. It stays in the file of this version."
ALTERNATIVE = ": alternative text"


@dataclass(frozen=True)
class LeftOut:
    """Something in the file that does not come into the text: what, where, its words."""

    what: str
    where: str
    words: str = ""


@dataclass(frozen=True)
class Drawn:
    """The parts with the pictures that are carried on, each by the SHA-256 of what it was in its file."""

    parts: tuple[Part, ...]
    pictures: Mapping[str, Picture]
    left_out: tuple[LeftOut, ...]


def words_of_pictures(document: Document) -> dict[str, str]:
    """By block, the words that the file gives a picture; none where it is not sure to which picture they belong."""
    said: dict[str, list[str]] = {}
    for part in document.hidden:
        if part.kind is HiddenKind.ALT_TEXT and part.place.endswith(ALTERNATIVE):
            words, place = " ".join(part.text.split()), part.place.removesuffix(ALTERNATIVE)
            if words and words not in said.setdefault(place, []):
                said[place].append(words)
    figures = [block for block in document.blocks if block.kind is BlockKind.FIGURE]
    found: dict[str, str] = {}
    for place, group in groupby(figures, key=lambda b: b.place.partition("(at ")[2].rstrip(")")):
        blocks, words_here = list(group), said.get(place, [])
        if len(words_here) == len(blocks):
            found |= {b.id: w for b, w in zip(blocks, words_here, strict=True)}
    return found


def drawn(
    document: Document, parts: Sequence[Part], known: Mapping[str, str], old: Sequence[Part]
) -> Drawn:
    """`known`: pictures that the report holds, by what they were and by what they became. `old`: the last text,
    whose words for a picture stay when the file has none."""
    pictures: dict[str, Picture] = {}
    refused: dict[str, str] = {}
    for asset in dict.fromkeys(part.asset for part in parts if part.asset):
        if asset in known:
            continue
        if len(pictures) >= MOST:
            refused[asset] = f"A report carries {MOST} pictures on; this is one more."
            continue
        try:
            pictures[asset] = redrawn(document, asset)
        except PictureRefused as error:
            refused[asset] = str(error)
    before = {part.asset: part.text for part in old if part.asset}
    made = [_one(part, refused, known, before) for part in parts]
    return Drawn(tuple(made), pictures, tuple(_told(parts, made, refused)))


def _one(
    part: Part, refused: Mapping[str, str], known: Mapping[str, str], before: Mapping[str, str]
) -> Part:
    if not part.asset:
        return part
    if part.asset in refused:
        words = "without words" if part.text == WITHOUT_WORDS else part.text
        return replace(part, asset="", text=STAYS.format(words.rstrip(".")))
    asset = known.get(part.asset, part.asset)
    return replace(part, asset=asset, text=_words(part.text, before.get(asset, "")))


def _words(now: str, before: str) -> str:
    return before if now == WITHOUT_WORDS and before else now


def _told(parts: Sequence[Part], made: Sequence[Part], refused: Mapping[str, str]) -> list[LeftOut]:
    told, number = [], 0
    for was, now in zip(parts, made, strict=True):
        number += bool(was.asset)
        if was.asset in refused:
            told.append(LeftOut("Picture", f"picture {number}", refused[was.asset]))
        elif lacks_words(now):
            told.append(
                LeftOut("Words for those who cannot see it are wanting", f"picture {number}")
            )
    return told


def lacks_words(part: Part) -> bool:
    """A picture that is carried on and of which nobody has said what it shows."""
    return (
        bool(part.asset) and part.kind == "figure" and not part.out and part.text == WITHOUT_WORDS
    )


def as_picture(png: bytes, words: str) -> Picture:
    """A kept picture as the writers take it; its size stands in its head."""
    wide, high = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    return Picture(png, words, wide, high)
