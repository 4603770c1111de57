"""Was the child seen, spoken to, alone? Answers from the many ways of filling those columns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from irwell.chronology.entry import Answer

_NOT_APPLICABLE = re.compile(r"^(?:n/?a\b|n\.a\.|not applicable)", re.IGNORECASE)
_NOT_RECORDED = re.compile(
    r"^(?:not (?:recorded|known|stated|documented|clear)|unknown|unclear|n/?k\b|\?|-+$)",
    re.IGNORECASE,
)
_NO = re.compile(
    r"^(?:no\b|n$|n\b(?!\w)|false$|0$|☐|✗|✘|not (?:seen|spoken|alone|present)|unseen|did not|wasn't"
    r"|was not)",
    re.IGNORECASE,
)
_YES = re.compile(
    r"^(?:yes\b|y$|y\b(?!\w)|true$|1$|☒|☑|✓|✔|seen\b|spoken to|alone\b|present\b|was (?:seen|spoken))",
    re.IGNORECASE,
)
_SEEN_ALONE = re.compile(r"\b(?:seen|spoken (?:to|with)|visited) (?:\w+ )?alone\b|\balone\b", re.I)
_NOT_ALONE = re.compile(r"\b(?:not|never|wasn't) (?:\w+ ){0,2}alone\b", re.IGNORECASE)
_SPOKEN = re.compile(r"\bspoken (?:to|with)\b|\bspoke\b", re.IGNORECASE)
_NOT_SPOKEN = re.compile(r"\b(?:not|never|wasn't) (?:\w+ ){0,2}sp[eo]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answers:
    """The three answers of one line."""

    seen: Answer = Answer.NOT_RECORDED
    spoken_to: Answer = Answer.NOT_RECORDED
    alone: Answer = Answer.NOT_RECORDED


def read_answer(text: str) -> Answer:
    """Yes, no, not applicable, or not recorded when the cell does not plainly say."""
    text = " ".join(text.split()).lstrip("'\"( ")
    for answer, pattern in (
        (Answer.NOT_APPLICABLE, _NOT_APPLICABLE),
        (Answer.NOT_RECORDED, _NOT_RECORDED),
        (Answer.NO, _NO),
        (Answer.YES, _YES),
    ):
        if pattern.match(text):
            return answer
    return Answer.NOT_RECORDED


def read_answers(header: str, seen: str, spoken_to: str, alone: str) -> Answers:
    """The answers of the three columns; one column headed for all three is taken apart."""
    asked = [word for word in ("seen", "spoken", "alone") if word in header.casefold()]
    parts = [part.strip() for part in re.split(r"[/,;\n]", seen)]
    if len(asked) > 1 and len(parts) == len(asked):
        told = dict(zip(asked, map(read_answer, parts), strict=True))
        first = told.get("seen", Answer.NOT_RECORDED)
    else:
        told, first = _within(seen), read_answer(seen)
    return Answers(
        first,
        _first(read_answer(spoken_to), told.get("spoken")),
        _first(read_answer(alone), told.get("alone")),
    )


def _within(text: str) -> dict[str, Answer]:
    """What "seen alone" or "seen, not spoken to" in the one cell says of the other two."""
    told: dict[str, Answer] = {}
    if read_answer(text) is Answer.YES:
        if _SEEN_ALONE.search(text):
            told["alone"] = Answer.NO if _NOT_ALONE.search(text) else Answer.YES
        if _SPOKEN.search(text):
            told["spoken"] = Answer.NO if _NOT_SPOKEN.search(text) else Answer.YES
    return told


def _first(own: Answer, told: Answer | None) -> Answer:
    return told if own is Answer.NOT_RECORDED and told is not None else own
