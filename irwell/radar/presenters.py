"""What the repository answered, as it is shown. Nothing in it is trusted."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

MOST_SHOWN, MOST_LETTERS = 8, 900


@dataclass(frozen=True, slots=True)
class Said:
    """A recommendation of another review, and what became of it."""

    text: str
    where: str
    href: str
    became: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Recommendations that say the same."""

    heading: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """A review that is like the words."""

    title: str
    href: str
    facts: str
    passage: str


def groups(found: Iterable[dict[str, Any]]) -> list[Group]:
    return [_group(one) for one in list(found)[:MOST_SHOWN]]


def _group(one: dict[str, Any]) -> Group:
    said = [_said(each) for each in _dicts(one.get("recommendations"))[:MOST_SHOWN]]
    reviews, years = _number(one.get("reviews")), [_text(y) for y in one.get("years") or []]
    when = f", {years[0]}" + (f" to {years[-1]}" if len(years) > 1 else "") if years else ""
    heading = "Recommended once" if reviews <= 1 else f"Recommended in {reviews} reviews"
    return Group(heading + when, tuple(said))


def _said(one: dict[str, Any]) -> Said:
    outcomes = [
        ". ".join(part for part in (f"{_text(o.get('body'))}: {_text(o.get('answer')).lower()}", _text(o.get("words"))) if part)
        for o in _dicts(one.get("outcomes"))
    ]  # fmt: skip
    where = ", ".join(x for x in (_text(one.get("review")), _text(one.get("by"))) if x)
    return Said(_text(one.get("text")), where, _link(one.get("url")), tuple(outcomes))


def reviews(found: Iterable[dict[str, Any]]) -> list[Review]:
    out = []
    for one in list(found)[:MOST_SHOWN]:
        passage = one.get("passage")
        facts = [
            _text(one.get("kind")),
            _text(one.get("by")),
            *(_text(t) for t in one.get("themes") or []),
        ]
        out.append(
            Review(
                _text(one.get("title")), _link(one.get("url")), " · ".join(f for f in facts if f),
                _text(passage.get("text")) if isinstance(passage, dict) else "",
            )
        )  # fmt: skip
    return out


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _text(value: Any) -> str:
    return "" if value is None else str(value)[:MOST_LETTERS]


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _link(value: Any) -> str:
    text = _text(value)
    return text if text.startswith(("http://", "https://")) else ""
