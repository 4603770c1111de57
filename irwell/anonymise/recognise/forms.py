"""The forms of a register made ready for searching, and a text made ready to be searched.

Texts and forms are cut into runs of letters and runs of digits; what stands between them does not
matter.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from irwell.anonymise import words
from irwell.anonymise.fold import Folded, fold, fold_text, is_plain
from irwell.anonymise.register import Register
from irwell.anonymise.variants import date_forms, entry_forms

TOKEN = re.compile(r"[^\W\d_]+|\d+")
# The same for folded text of plain letters, in which there are no capitals.
_PLAIN_TOKEN = re.compile("[a-z]+|[0-9]+")


class Form(NamedTuple):
    """One kind of way to write one or several entries, as words; `texts` are its spellings."""

    tokens: tuple[str, ...]
    texts: list[str]
    kind: str
    exact_case: bool
    entries: set[str]

    @property
    def has_year(self) -> bool:
        """Whether a date is more than a day and a month."""
        return sum(token.isdigit() for token in self.tokens) > 1

    @property
    def is_ordinary(self) -> bool:
        """Whether it is plain words in each of its spellings."""
        return all(map(words.is_ordinary, self.texts))


# Forms of the same words, by the word behind the first one ("" for those of one word).
Beginning = dict[str, list[list[Form]]]


def forms_of(register: Register) -> list[Form]:
    """Every form of every entry once."""
    found: dict[tuple[tuple[str, ...], str, bool], Form] = {}
    for entry in register.entries:
        # Possessives need no form of their own: the name is found and "’s" stays behind.
        for shown, kind, exact in entry_forms(entry, as_words=True):
            text = fold_text(shown)
            tokens = (text,) if text.isalpha() else tuple(tokens_of(text))
            form = found.get((tokens, kind, exact))
            if form is not None:
                form.texts.append(shown if exact else text)
                form.entries.add(entry.id)
            elif tokens:
                form = Form(tokens, [shown if exact else text], kind, exact, {entry.id})
                found[tokens, kind, exact] = form
        for born in entry.dates_of_birth:
            for tokens in _day_in_words(born):
                key = (tokens, "date-of-birth", False)
                if key not in found:
                    found[key] = Form(tokens, [" ".join(tokens)], "date-of-birth", False, set())
                found[key].entries.add(entry.id)
    return list(found.values())


@lru_cache(maxsize=1024)
def _day_in_words(day: date) -> tuple[tuple[str, ...], ...]:
    """The spellings of a day as words, which differ in far fewer ways."""
    return tuple(dict.fromkeys(tuple(tokens_of(fold_text(text))) for text in date_forms(day)))


def by_first_word(forms: Iterable[Form]) -> dict[str, Beginning]:
    """The forms by the word that they begin with."""
    together: dict[tuple[str, ...], list[Form]] = {}
    for form in forms:
        together.setdefault(form.tokens, []).append(form)
    found: dict[str, Beginning] = {}
    for tokens, same in together.items():
        if len(same) > 1:
            same.sort(key=lambda form: (form.exact_case, min(form.texts), form.kind))
        second = tokens[1] if len(tokens) > 1 else ""
        beginning = found.get(tokens[0])
        if beginning is None:
            found[tokens[0]] = {second: [same]}
        else:
            beginning.setdefault(second, []).append(same)
    return found


@dataclass(frozen=True, slots=True)
class Body:
    """A text with its words, in folded letters, and where each stands in it and in the source."""

    source: str
    folded: Folded
    words: list[str]
    begins: list[int]
    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, source: str) -> "Body":
        """A text taken apart."""
        folded = fold(source)
        words = tokens_of(folded.text)
        begins = places_of(words, folded.text)
        starts, ends = begins, [at + len(word) for at, word in zip(begins, words, strict=True)]
        if not isinstance(folded.offsets, range):
            offsets, after = folded.offsets, folded.ends
            starts, ends = [offsets[at] for at in begins], [after[at - 1] for at in ends]
        return cls(source, folded, words, begins, starts, ends)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where the words from the first to the last stand in the source."""
        return self.starts[first], self.ends[last]

    def gaps(self, first: int, last: int) -> list[str]:
        """What stands between these words, folded."""
        text, begins, words = self.folded.text, self.begins, self.words
        return [text[begins[at] + len(words[at]) : begins[at + 1]] for at in range(first, last)]


def tokens_of(folded: str) -> list[str]:
    """The runs of letters and of digits of a folded text."""
    return (_PLAIN_TOKEN if is_plain(folded) else TOKEN).findall(folded)


def places_of(tokens: Iterable[str], text: str) -> list[int]:
    """Where these words, which follow each other in the text with no letter between, begin."""
    places, reached, find = [], 0, text.find
    for token in tokens:
        at = find(token, reached)
        places.append(at)
        reached = at + len(token)
    return places
