"""Which of the printed options a person ticked, however they did it. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

TICKED = "☒☑✓✔✗✘✅■⊠🗹🗷🗸●◉"
EMPTY = "☐□▢❏❑○◯"
MARK = re.compile(rf"[{TICKED}]|[{EMPTY}]|[\[(]\s*[xX✓✔]?\s*[\])]|(?<![\w’'])[xX](?![\w’'])")
SPACES = re.compile(r"[\s\u00a0]+")
NOTHING = re.compile(r"^[\s_.…\-–—/,;:|]*$")


@dataclass(frozen=True)
class Ticks:
    """`chosen` options; `problem` says why they are not certain; `beside` is what else was written."""

    chosen: tuple[str, ...] = ()
    problem: str = ""
    beside: str = ""


def read_ticks(text: str, options: Sequence[str]) -> Ticks:
    """Boxes ticked, X or ✓ before or after an option, options crossed out by deletion, or the option in words."""
    text = text.replace("Tick all that apply.", " ")
    if NOTHING.match(text):
        return Ticks()
    lines = [line for line in text.splitlines() if line.strip()]
    spans = _spans(text, options)
    if not spans:
        return _in_words(text, options)
    if len(lines) > 1 and all(len(_spans(line, options)) <= 1 for line in lines):
        return _line_by_line(lines, options)
    return _in_a_row(text, spans, len(options))


def _spans(text: str, options: Sequence[str]) -> list[tuple[int, int, str]]:
    """Where each option stands; a longer one is found before a shorter one inside it."""
    words = "|".join(
        rf"(?P<o{place}>{SPACES.sub(lambda _: chr(92) + 's+', re.escape(option).replace(chr(92) + ' ', ' '))})"
        for place, option in sorted(enumerate(options), key=lambda one: -len(one[1]))
    )
    found = re.finditer(rf"(?<!\w)(?:{words})(?!\w)", SPACES.sub(" ", text), re.IGNORECASE)
    return [(m.start(), m.end(), options[int((m.lastgroup or "o0")[1:])]) for m in found]


def _is_ticked(mark: str) -> bool:
    return mark[0] in TICKED or mark.strip("[]() ").casefold() in ("x", "✓", "✔", "y", "yes")


def _marks(text: str) -> list[str]:
    return [m.group() for m in MARK.finditer(text)]


def _rest(text: str) -> str:
    """What is written besides options and marks."""
    left = MARK.sub(" ", text)
    return "" if NOTHING.match(left) else SPACES.sub(" ", left).strip()


def _line_by_line(lines: list[str], options: Sequence[str]) -> Ticks:
    chosen, beside, alone = [], [], []
    for line in lines:
        spans = _spans(line, options)
        flat = SPACES.sub(" ", line)
        if not spans:
            beside.append(line.strip())
            continue
        start, end, option = spans[0]
        if any(_is_ticked(mark) for mark in _marks(flat[:start] + " " + flat[end:])):
            chosen.append(option)
        elif not _marks(flat):
            alone.append(option)
        beside.append(_rest(flat[:start] + " " + flat[end:]))
    if not chosen and len(alone) == len(lines) < len(options):
        chosen = alone  # the others were deleted
    return Ticks(tuple(chosen), beside=" ".join(b for b in beside if b))


def _in_a_row(text: str, spans: list[tuple[int, int, str]], of: int) -> Ticks:
    flat = SPACES.sub(" ", text)
    edges = [0, *(edge for start, end, _ in spans for edge in (start, end)), len(flat)]
    gaps = [flat[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2)]
    marks = [_marks(gap) for gap in gaps]
    beside = " ".join(rest for rest in map(_rest, gaps) if rest)
    if not any(marks):
        if len(spans) < of:
            return Ticks(tuple(option for *_, option in spans), beside=beside)
        return Ticks(beside=beside)
    before = _before(marks)
    if before is None:
        return Ticks(problem="it is not clear which option the mark belongs to", beside=beside)
    chosen = []
    for place, (*_, option) in enumerate(spans):
        own = _own(marks, place, before=before)
        if any(_is_ticked(mark) for mark in own):
            chosen.append(option)
    return Ticks(tuple(chosen), beside=beside)


def _before(marks: list[list[str]]) -> bool | None:
    """Whether marks stand before their options (as printed) or after; None when that cannot be told."""
    if marks[0]:
        return True
    if marks[-1] or len(marks) == 2:
        return False
    return True if all(len(gap) >= 1 for gap in marks[1:-1]) and len(marks) > 3 else None


def _own(marks: list[list[str]], place: int, *, before: bool) -> list[str]:
    """Between two options the last mark is the next one's box; what stands before it was added behind."""
    if not before:
        return marks[place + 1]
    last = place == len(marks) - 2
    own = marks[place][-1:] if place else marks[0]
    behind = marks[place + 1] if last else marks[place + 1][:-1]
    return [*own, *behind]


def _in_words(text: str, options: Sequence[str]) -> Ticks:
    """“Y”, “n/k”, “don’t know”."""
    said = text.strip(" .\n\t").casefold()
    short = {"y": "Yes", "n": "No", "n/k": "Not known", "nk": "Not known", "unknown": "Not known", "don’t know": "Not known", "don't know": "Not known", "not sure": "Not known", "unsure": "Not known", "?": "Not known", "m": "Male", "f": "Female", "boy": "Male", "girl": "Female"}  # fmt: skip
    if short.get(said) in options:
        return Ticks((short[said],))
    if not _rest(text):
        return Ticks(problem="no option stands beside the mark") if any(map(_is_ticked, _marks(text))) else Ticks()  # fmt: skip
    return Ticks(problem="it is none of the answers on the form")
