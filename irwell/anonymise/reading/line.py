"""One block of text while it is being read: words and the mark-up over them."""

from __future__ import annotations

import re
from dataclasses import replace

from irwell.anonymise.model import Span, SpanKind

_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")


class Line:
    """Takes text piece by piece and remembers what was bold, italic, linked or noted."""

    def __init__(self, *, visible: bool = True) -> None:
        self.visible = visible
        self._pieces: list[str] = []
        self._length = 0
        self._spans: list[Span] = []

    def add(self, text: str, *kinds: SpanKind) -> None:
        """Append text; neighbouring mark-up of the same kind grows together."""
        text = _NOT_TEXT.sub("", text)
        if not text:
            return
        start, end = self._length, self._length + len(text)
        for kind in kinds:
            self._mark(start, end, kind)
        self._pieces.append(text)
        self._length = end

    def note(self, ref: str) -> None:
        """A note mark stands here."""
        self._spans.append(Span(self._length, self._length, SpanKind.NOTE_REF, ref))

    def _mark(self, start: int, end: int, kind: SpanKind) -> None:
        for index in range(len(self._spans) - 1, -1, -1):
            span = self._spans[index]
            if span.kind is kind and span.end == start:
                self._spans[index] = replace(span, end=end)
                return
        self._spans.append(Span(start, end, kind))

    @property
    def empty(self) -> bool:
        """Whether nothing readable has been added."""
        return not "".join(self._pieces).strip() and not self._spans

    def finish(self, *, keep_space: bool = False) -> tuple[str, tuple[Span, ...]]:
        """Text without surrounding space, and its mark-up moved accordingly."""
        text = "".join(self._pieces)
        lead = 0 if keep_space else len(text) - len(text.lstrip())
        tail = len(text) if keep_space else len(text.rstrip())
        length = max(tail - lead, 0)
        spans = []
        for span in self._spans:
            start = min(max(span.start - lead, 0), length)
            end = min(max(span.end - lead, 0), length)
            if start < end or span.kind is SpanKind.NOTE_REF:
                spans.append(replace(span, start=start, end=end))
        return text[lead : lead + length], tuple(sorted(spans, key=lambda s: (s.start, s.end)))


def joined(
    parts: list[tuple[str, tuple[Span, ...]]], *, between: str = "\n"
) -> tuple[str, tuple[Span, ...]]:
    """Several finished lines as one."""
    text = ""
    spans: list[Span] = []
    for index, (piece, marks) in enumerate(parts):
        text += between if index else ""
        spans += [replace(m, start=m.start + len(text), end=m.end + len(text)) for m in marks]
        text += piece
    return text, tuple(spans)
