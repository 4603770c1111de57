"""What a reader has found so far, apart from visible text."""

from __future__ import annotations

import hashlib

from irwell.anonymise.model import HiddenKind, HiddenPart, Quarantined, QuarantineKind


class Gathering:
    """Collects hidden parts, quarantined parts and notices in the order they were met."""

    def __init__(self) -> None:
        self.hidden: list[HiddenPart] = []
        self.quarantined: list[Quarantined] = []
        self.notices: list[str] = []

    def hide(self, place: str, kind: HiddenKind, text: str | None) -> None:
        """List text that a reader of the page would not see; emptiness is not listed."""
        cleaned = (text or "").strip()
        if cleaned:
            self.hidden.append(HiddenPart(place, kind, cleaned))

    def quarantine(self, place: str, kind: QuarantineKind, data: bytes) -> str:
        """Keep bytes apart and answer with the SHA-256 that names them."""
        digest = hashlib.sha256(data).hexdigest()
        self.quarantined.append(Quarantined(place, kind, digest, len(data), data))
        return digest

    def notice(self, sentence: str) -> None:
        """Say once to the person who reviews what reading has changed."""
        if sentence not in self.notices:
            self.notices.append(sentence)
