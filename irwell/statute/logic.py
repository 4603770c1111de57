"""Three-valued truth, and the small safe language in which conditions are written.

expression := term ("or" term)*        term := factor ("and" factor)*
factor     := "not" factor | "(" expression ")" | "true" | NAME | NAME (<|<=|>|>=|==) NUMBER
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from operator import itemgetter


class Truth(StrEnum):
    """true, false or unknown. It refuses to be used as a Python condition, because `if fact:`
    would turn unknown into yes or no without anybody having said so."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        raise TypeError("Compare a Truth with `is Truth.TRUE`; unknown is neither yes nor no.")

    @staticmethod
    def of(value: bool | None) -> Truth:
        """True, False and None as a Truth."""
        if value is None:
            return Truth.UNKNOWN
        return Truth.TRUE if value else Truth.FALSE


Value = Truth | bool | int | None
Lookup = Callable[[str], Value]
# A truth as a number, for speed: 0 false, 1 unknown, 2 true. Then "and" is the least of its parts, "or" the
# greatest, and "not" is 2 less the value: Kleene's three-valued logic as arithmetic.
Levels = Mapping[str, int]
Level = Callable[[Levels], int]
NO, OPEN, YES = 0, 1, 2
BY_LEVEL = (Truth.FALSE, Truth.UNKNOWN, Truth.TRUE)
LEVEL_OF = {Truth.FALSE: NO, Truth.UNKNOWN: OPEN, Truth.TRUE: YES}
UNKNOWN_NUMBER = -1


class ExpressionError(ValueError):
    """A condition that cannot be read; the message says where."""


@dataclass(frozen=True)
class Always:
    """The literal `true`."""


@dataclass(frozen=True)
class Name:
    id: str


@dataclass(frozen=True)
class Compare:
    name: str
    operator: str
    number: int


@dataclass(frozen=True)
class Not:
    inner: Expression


@dataclass(frozen=True)
class All:
    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class AnyOf:
    parts: tuple[Expression, ...]


Expression = Always | Name | Compare | Not | All | AnyOf

TOKEN = re.compile(
    r"\s*(?:(?P<word>[A-Za-z_][A-Za-z0-9_]*)|(?P<number>\d+)|(?P<sign><=|>=|==|[<>()]))"
)
COMPARISONS: Mapping[str, Callable[[int, int], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b,
}


def parse(text: str) -> Expression:
    """The expression that `text` writes; ExpressionError says what is wrong and where."""
    tokens = list(_tokens(text))
    expression, rest = _any_of(tokens, text)
    if rest:
        raise ExpressionError(f"“{text}”: did not expect “{rest[0]}” there.")
    return expression


def names_in(expression: Expression) -> frozenset[str]:
    """Every name the expression mentions."""
    match expression:
        case Name(id=name) | Compare(name=name):
            return frozenset({name})
        case Not(inner=inner):
            return names_in(inner)
        case All(parts=parts) | AnyOf(parts=parts):
            return frozenset().union(*(names_in(part) for part in parts))
        case Always():
            return frozenset()


def truth(expression: Expression, lookup: Lookup) -> Truth:
    """Kleene's strong three-valued logic: unknown stays unknown unless it cannot matter."""
    match expression:
        case Always():
            return Truth.TRUE
        case Name(id=name):
            return as_truth(name, lookup(name))
        case Compare():
            return _compare(expression, lookup(expression.name))
        case Not(inner=inner):
            return negate(truth(inner, lookup))
        case All(parts=parts):
            return conjunction([truth(part, lookup) for part in parts])
        case AnyOf(parts=parts):
            return disjunction([truth(part, lookup) for part in parts])


@lru_cache(maxsize=4096)
def compiled(expression: Expression) -> Level:
    """The expression as a function of levels; a number that is not known is UNKNOWN_NUMBER."""
    match expression:
        case Always():
            return lambda levels: YES
        case Name(id=name):
            return itemgetter(name)
        case Compare(name=name, operator=operator, number=number):
            return _compiled_comparison(name, COMPARISONS[operator], number)
        case Not(inner=inner):
            value = compiled(inner)
            return lambda levels: YES - value(levels)
        case All(parts=parts):
            return _compiled_all(tuple(compiled(part) for part in parts))
        case AnyOf(parts=parts):
            return _compiled_any(tuple(compiled(part) for part in parts))


def _compiled_comparison(name: str, holds: Callable[[int, int], bool], number: int) -> Level:
    def level(levels: Levels) -> int:
        value = levels[name]
        return OPEN if value == UNKNOWN_NUMBER else YES if holds(value, number) else NO

    return level


def _compiled_all(parts: tuple[Level, ...]) -> Level:
    def level(levels: Levels) -> int:
        found = YES
        for part in parts:
            value = part(levels)
            if value < found:
                if value == NO:
                    return NO
                found = value
        return found

    return level


def _compiled_any(parts: tuple[Level, ...]) -> Level:
    def level(levels: Levels) -> int:
        found = NO
        for part in parts:
            value = part(levels)
            if value > found:
                if value == YES:
                    return YES
                found = value
        return found

    return level


def as_truth(name: str, value: Value) -> Truth:
    """A recorded value as a Truth; anything but yes, no or unknown is an error."""
    if isinstance(value, Truth):
        return value
    if value is None or isinstance(value, bool):
        return Truth.of(value)
    raise ValueError(f"{name} is {value!r}: give true, false or unknown.")


def negate(value: Truth) -> Truth:
    return {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE}.get(value, Truth.UNKNOWN)


def conjunction(values: list[Truth]) -> Truth:
    if Truth.FALSE in values:
        return Truth.FALSE
    return Truth.UNKNOWN if Truth.UNKNOWN in values else Truth.TRUE


def disjunction(values: list[Truth]) -> Truth:
    if Truth.TRUE in values:
        return Truth.TRUE
    return Truth.UNKNOWN if Truth.UNKNOWN in values else Truth.FALSE


def write(expression: Expression) -> str:
    """The expression as text that parses back to itself."""
    match expression:
        case Always():
            return "true"
        case Name(id=name):
            return name
        case Compare(name=name, operator=operator, number=number):
            return f"{name} {operator} {number}"
        case Not(inner=inner):
            return f"not {_bracketed(inner)}"
        case All(parts=parts):
            return " and ".join(_bracketed(part) for part in parts)
        case AnyOf(parts=parts):
            return " or ".join(_bracketed(part) for part in parts)


def _bracketed(expression: Expression) -> str:
    text = write(expression)
    return f"({text})" if isinstance(expression, All | AnyOf) else text


def _compare(expression: Compare, value: Value) -> Truth:
    if value is None or value is Truth.UNKNOWN:
        return Truth.UNKNOWN
    if isinstance(value, bool | Truth) or not isinstance(value, int):
        raise ValueError(f"{expression.name} is {value!r}: give a whole number or unknown.")
    return Truth.of(COMPARISONS[expression.operator](value, expression.number))


def _tokens(text: str) -> Iterator[str]:
    position = 0
    while position < len(text.rstrip()):
        found = TOKEN.match(text, position)
        if found is None:
            raise ExpressionError(f"“{text}”: cannot read it from “{text[position:].strip()}”.")
        yield found.group().strip()
        position = found.end()


Parsed = tuple[Expression, list[str]]


def _any_of(tokens: list[str], text: str) -> Parsed:
    return _joined(tokens, text, word="or", below=_all, make=AnyOf)


def _all(tokens: list[str], text: str) -> Parsed:
    return _joined(tokens, text, word="and", below=_factor, make=All)


def _joined(
    tokens: list[str],
    text: str,
    *,
    word: str,
    below: Callable[[list[str], str], Parsed],
    make: type[All] | type[AnyOf],
) -> Parsed:
    first, rest = below(tokens, text)
    parts = [first]
    while rest and rest[0] == word:
        part, rest = below(rest[1:], text)
        parts.append(part)
    return (make(tuple(parts)) if len(parts) > 1 else first), rest


def _factor(tokens: list[str], text: str) -> Parsed:
    if not tokens:
        raise ExpressionError(f"“{text}”: it ends too early.")
    head, rest = tokens[0], tokens[1:]
    if head == "not":
        inner, rest = _factor(rest, text)
        return Not(inner), rest
    if head == "(":
        inner, rest = _any_of(rest, text)
        if not rest or rest[0] != ")":
            raise ExpressionError(f"“{text}”: a bracket is not closed.")
        return inner, rest[1:]
    if head == "true":
        return Always(), rest
    if head in {"and", "or"} or not (head[0].isalpha() or head[0] == "_"):
        raise ExpressionError(f"“{text}”: did not expect “{head}” there.")
    return _name_or_comparison(head, rest, text)


def _name_or_comparison(head: str, rest: list[str], text: str) -> Parsed:
    if not rest or rest[0] not in COMPARISONS:
        return Name(head), rest
    if len(rest) < 2 or not rest[1].isdigit():
        raise ExpressionError(f"“{text}”: “{head} {rest[0]}” needs a whole number after it.")
    return Compare(head, rest[0], int(rest[1])), rest[2:]
