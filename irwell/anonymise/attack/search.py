"""Looking for registered identities in text, in mark-up and in raw bytes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate

from irwell.anonymise.fold import Folded, fold
from irwell.anonymise.register import Register
from irwell.anonymise.variants import Variant
from irwell.anonymise.words import is_ordinary

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_TOKEN_OR_GAP = re.compile(r"([^\W\d_]+|\d+)")
_NO_LETTER = re.compile(r"[\W_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MONTHS = {"january", "february", "march", "april", "may", "june", "july", "august",
           "september", "october", "november", "december"}  # fmt: skip
_GLUE_KINDS = {"full-name", "surname-first", "handle", "address", "address-line", "identifier",
               "street", "organisation", "place", "reference"}  # fmt: skip
_GLUE_PREFIX = 8
_GLUE_SINGLE = 9
# Several readings of a file give the same texts; so many answers are kept.
_KEPT = 2000


class Grade(IntEnum):
    """What a haystack is made of: the rawer, the surer a form must be to count there."""

    TEXT = 0
    MARKUP = 1
    BYTES = 2


@dataclass(frozen=True, slots=True)
class Form:
    """One registered form cut into words and numbers."""

    tokens: tuple[str, ...]
    entry_id: str
    kind: str
    letters: str
    exact_case: bool

    @property
    def numeric(self) -> bool:
        """Digits only: such a form is common by chance in raw data."""
        return all(token.isdigit() for token in self.tokens)

    def counts_in(self, grade: Grade) -> bool:
        """Whether the form is sure enough for a haystack of this grade."""
        if grade is Grade.TEXT:
            return True
        size = sum(map(len, self.tokens))
        if self.numeric:
            return size >= (8 if grade is Grade.MARKUP else 9)
        return not self.exact_case and size >= (5 if grade is Grade.MARKUP else 6)


@dataclass(frozen=True, slots=True)
class Hit:
    """A registered form at `text[start:end]`; `sure` when no ordinary word explains it."""

    form: Form
    start: int
    end: int
    sure: bool


class Search:
    """The forms of a register, ready to be looked for."""

    def __init__(self, register: Register) -> None:
        self._table: dict[tuple[str, ...], list[Form]] = defaultdict(list)
        self._glued: dict[str, list[tuple[str, Form]]] = defaultdict(list)
        self._known: dict[tuple[str, Grade], list[Hit]] = {}
        self.unsearchable: tuple[str, ...] = ()
        searchable: set[str] = set()
        for variant in register.variants():
            form = _form(variant)
            if not form.tokens:
                continue
            searchable.add(variant.entry_id)
            same = self._table[form.tokens]
            if not any(
                (f.entry_id, f.exact_case) == (form.entry_id, form.exact_case) for f in same
            ):
                same.append(form)
            self._add_glued(form)
        lengths: dict[str, set[int]] = defaultdict(set)
        for tokens in self._table:
            lengths[tokens[0]].add(len(tokens))
        self._lengths = {word: sorted(sizes, reverse=True) for word, sizes in lengths.items()}
        self.unsearchable = tuple(e.id for e in register.entries if e.id not in searchable)

    def _add_glued(self, form: Form) -> None:
        compact = "".join(form.tokens)
        single = len(form.tokens) == 1
        long_enough = len(compact) >= (_GLUE_SINGLE if single else _GLUE_PREFIX)
        named = form.kind in _GLUE_KINDS or form.kind in {"surname", "forename"}
        if long_enough and named and not form.exact_case and not form.kind.startswith("date"):
            self._glued[compact[:_GLUE_PREFIX]].append((compact, form))

    @property
    def size(self) -> int:
        """How many different forms are looked for."""
        return len(self._table)

    def find(self, text: str, grade: Grade = Grade.TEXT) -> list[Hit]:
        """All hits, the longest first at each place, none inside another."""
        if not text:
            return []
        if (text, grade) not in self._known:
            if len(self._known) > _KEPT:
                self._known.clear()
            self._known[text, grade] = self._find(text, grade)
        return list(self._known[text, grade])

    def _find(self, text: str, grade: Grade) -> list[Hit]:
        folded = fold(text)
        hits = list(self._by_words(text, folded, grade))
        if grade is not Grade.BYTES and _CAMEL.search(text):
            hits += self._in_camel_case(text, grade)
        if grade is Grade.TEXT:
            hits += self._by_letters(folded)
        return _widest(hits)

    def _by_words(self, text: str, folded: Folded, grade: Grade) -> Iterator[Hit]:
        parts = _TOKEN_OR_GAP.split(folded.text)  # gap, word, gap, word, …, gap
        words = parts[1::2]
        places = [at for at, word in enumerate(words) if word in self._lengths]
        if not places:
            return
        ends = list(accumulate(map(len, parts)))
        done = 0
        for at in places:
            if at < done:
                continue
            for length in self._lengths[words[at]]:
                forms = self._table.get(tuple(words[at : at + length]), ())
                if at + length > len(words) or not forms:
                    continue
                span = (ends[2 * at], ends[2 * (at + length) - 1])
                hits = list(self._accepted(text, folded, span, forms, grade))
                if hits:
                    yield from hits
                    done = at + length
                    break

    def _accepted(
        self,
        text: str,
        folded: Folded,
        span: tuple[int, int],
        forms: Iterable[Form],
        grade: Grade,
    ) -> Iterator[Hit]:
        start, end = folded.span(*span)
        piece = text[start:end]
        for form in forms:
            if not form.counts_in(grade):
                continue
            if form.numeric and grade is not Grade.TEXT and re.search(r"\s", piece.strip()):
                continue
            if form.exact_case and not _same_case(piece, form.letters):
                continue
            if form.exact_case and _is_month(form, folded.text, span):
                continue
            doubtful = form.exact_case or _is_letter_and_word(form, piece)
            yield Hit(form, start, end, sure=not doubtful)

    def _in_camel_case(self, text: str, grade: Grade) -> Iterator[Hit]:
        """`KeziaThornquist` hides two words; hits are given back in the source's places."""
        cuts = [m.start() for m in _CAMEL.finditer(text)]
        parted = _CAMEL.sub(" ", text)
        for hit in self._by_words(parted, fold(parted), grade):
            before = sum(1 for n, cut in enumerate(cuts) if cut + n < hit.start)
            until = sum(1 for n, cut in enumerate(cuts) if cut + n < hit.end)
            if until > before and hit.sure:
                yield Hit(hit.form, hit.start - before, hit.end - until, sure=True)

    def _by_letters(self, folded: Folded) -> Iterator[Hit]:
        """Long forms glued to other words or pulled apart letter by letter."""
        compact = _NO_LETTER.sub("", folded.text)
        prefixes = [prefix for prefix in self._glued if prefix in compact]
        if not prefixes:
            return
        places = [index for index, char in enumerate(folded.text) if char.isalnum()]
        for prefix in prefixes:
            at = compact.find(prefix)
            while at >= 0:
                for needle, form in self._glued[prefix]:
                    if compact.startswith(needle, at):
                        first, last = places[at], places[at + len(needle) - 1]
                        start, end = folded.span(first, last + 1)
                        yield Hit(form, start, end, sure=True)
                at = compact.find(prefix, at + 1)


def _form(variant: Variant) -> Form:
    tokens = tuple(_TOKEN.findall(fold(variant.text).text))
    letters = "".join(char for char in variant.text if char.isalnum())
    return Form(tokens, variant.entry_id, variant.kind, letters, variant.exact_case)


def _same_case(piece: str, letters: str) -> bool:
    plain = "".join(char for char in piece if char.isalnum())
    return plain == letters or (len(plain) > 2 and plain.isupper() and plain == letters.upper())


def _is_letter_and_word(form: Form, piece: str) -> bool:
    """“… known to Child A. Fox-like cunning …” is an account's name “a.fox” only at first sight."""
    apart = form.kind == "handle" and len(form.tokens[0]) == 1 and re.search(r"\s", piece.strip())
    return bool(apart) and is_ordinary(form.tokens[-1])


def _is_month(form: Form, folded: str, span: tuple[int, int]) -> bool:
    """“May 2024” and “3 May” are months, also when a child is called May."""
    if len(form.tokens) != 1 or form.tokens[0] not in _MONTHS:
        return False
    after = re.match(r"\W{1,2}(?:19|20)\d\d\b", folded[span[1] :])
    before = re.search(r"\b\d{1,2}(?:st|nd|rd|th)?(?: of)? $", folded[: span[0]])
    return bool(after or before)


def _widest(hits: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -(h.end - h.start))):
        inside = any(
            other.start <= hit.start and hit.end <= other.end
            and (other.end - other.start > hit.end - hit.start
                 or other.form.entry_id == hit.form.entry_id)
            for other in kept[-8:]
        )  # fmt: skip
        if not inside:
            kept.append(hit)
    return kept
