"""Pictures and built-in files of a report: each waits for a person, and stays out of every output until then."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from irwell.anonymise.model import Block, BlockKind, Document, Quarantined, QuarantineKind
from irwell.anonymise.writing import accept_picture

TAKE, SAY, DROP = "take", "say", "drop"
# Parts of the file and not of the report: they cannot reach a file that is written anew, so nobody is asked.
NO_QUESTION = (QuarantineKind.THUMBNAIL, QuarantineKind.FONT, QuarantineKind.SIGNATURE)
SAID = "[A picture was left out here.]"


@dataclass(frozen=True)
class Part:
    """A picture or a built-in file, once however often it stands. `stands` tells whether it stands in the text."""

    id: str
    kind: str
    places: tuple[str, ...]
    stands: bool = False

    @property
    def is_picture(self) -> bool:
        return self.kind == QuarantineKind.PICTURE

    @property
    def choices(self) -> tuple[str, ...]:
        """What may become of it; only a picture in the text can be taken over."""
        if self.is_picture and self.stands:
            return (TAKE, SAY, DROP)
        return (SAY, DROP) if self.stands else (DROP,)


def part_id(item: Quarantined) -> str:
    """The SHA-256 of its bytes; of its place where the bytes are in another file."""
    return item.sha256 or hashlib.sha256(item.place.encode()).hexdigest()


def parts_of(document: Document) -> tuple[Part, ...]:
    """Everything that needs a decision, in the order of the file."""
    stands: dict[str, list[str]] = {}
    for block in document.blocks:
        if block.kind is BlockKind.FIGURE:
            stands.setdefault(block.asset, []).append(block.place)
    found: dict[str, Part] = {}
    for item in document.quarantined:
        if item.kind in NO_QUESTION:
            continue
        key = part_id(item)
        places = stands.get(key) or [item.place]
        earlier = found.get(key)
        more = tuple(dict.fromkeys((*(earlier.places if earlier else ()), *places)))
        found[key] = Part(key, item.kind.value, more, key in stands)
    return tuple(found.values())


def parts_as_json(parts: Iterable[Part]) -> list[dict[str, Any]]:
    """Plain values for keeping."""
    return [asdict(part) for part in parts]


def parts_from_json(plain: Iterable[Mapping[str, Any]]) -> tuple[Part, ...]:
    """What `parts_as_json` kept."""
    return tuple(Part(**{**row, "places": tuple(row["places"])}) for row in plain)


def with_parts(
    source: Document, clean: Document, decided: Mapping[str, tuple[str, str]]
) -> Document:
    """The clean document with each picture taken over, said to be left out, or left out.

    `decided`: by part its choice and its new words. What nobody decided on is left out, as every writer does.
    Raises PictureRefused where a picture cannot be drawn anew.
    """
    for key, (choice, alt_text) in decided.items():
        if choice == TAKE and any(block.asset == key for block in clean.blocks):
            clean = accept_picture(source, clean, key, alt_text=alt_text)
    left_out = {key for key, (choice, _) in decided.items() if choice == SAY}
    return replace(clean, blocks=tuple(_said(block, left_out) for block in clean.blocks))


def _said(block: Block, left_out: set[str]) -> Block:
    if block.kind is not BlockKind.FIGURE or block.asset not in left_out:
        return block
    return replace(block, kind=BlockKind.PARAGRAPH, text=SAID)


def waiting(parts: Sequence[Part], decided: Iterable[str]) -> list[Part]:
    """Those on which nobody has decided."""
    known = set(decided)
    return [part for part in parts if part.id not in known]
