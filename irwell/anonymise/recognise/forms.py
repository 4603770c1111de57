"""The forms of a register made ready for searching, and a text made ready to be searched.

Texts and forms are cut into runs of letters and runs of digits; what stands between them does not
matter.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from irwell.anonymise.fold import Folded, fold, fold_text
from irwell.anonymise.register import Register
from irwell.anonymise.variants import entry_variants

TOKEN = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write one or several entries, as words."""

    tokens: tuple[str, ...]
    text: str
    kind: str
    exact_case: bool
    entries: frozenset[str]

    @property
    def has_year(self) -> bool:
        """Whether a date is more than a day and a month."""
        return sum(token.isdigit() for token in self.tokens) > 1


@dataclass(slots=True)
class Beginning:
    """The forms that begin with one word: those of that word alone, the others by their second one."""

    alone: list[Form] = field(default_factory=list)
    longer: dict[str, list[Form]] = field(default_factory=dict)

    def beside(self, word: str | None) -> Iterable[Form]:
        """Which may stand where this word follows, the longest first."""
        more = self.longer.get(word) if word is not None else None
        return chain(more, self.alone) if more else self.alone


def forms_of(register: Register) -> list[Form]:
    """Every form of every entry once, the longest first."""
    gathered: dict[tuple[str, str, bool], set[str]] = {}
    for entry in register.entries:
        # Possessives need no form of their own: the name is found and "’s" stays behind.
        for variant in entry_variants(entry, possessives=False):
            text = variant.text if variant.exact_case else fold_text(variant.text)
            gathered.setdefault((text, variant.kind, variant.exact_case), set()).add(entry.id)
    found = [
        Form(tokens, text, kind, exact, frozenset(ids))
        for (text, kind, exact), ids in gathered.items()
        if (tokens := tuple(TOKEN.findall(fold_text(text) if exact else text)))
    ]
    return sorted(found, key=lambda f: (-len(f.tokens), f.exact_case, f.text, f.kind))


def by_first_word(forms: Iterable[Form]) -> dict[str, Beginning]:
    """The forms by the word that they begin with, in their order."""
    found: dict[str, Beginning] = {}
    for form in forms:
        beginning = found.setdefault(form.tokens[0], Beginning())
        if len(form.tokens) == 1:
            beginning.alone.append(form)
        else:
            beginning.longer.setdefault(form.tokens[1], []).append(form)
    return found


@dataclass(frozen=True, slots=True)
class Body:
    """A text with its words, in folded letters, and where each begins."""

    source: str
    folded: Folded
    words: list[str]
    begins: list[int]

    @classmethod
    def of(cls, source: str) -> "Body":
        """A text taken apart."""
        folded = fold(source)
        begins = [match.start() for match in TOKEN.finditer(folded.text)]
        return cls(source, folded, TOKEN.findall(folded.text), begins)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where the words from the first to the last stand in the source."""
        return self.folded.span(self.begins[first], self.begins[last] + len(self.words[last]))

    def gap(self, after: int) -> str:
        """What stands between a word and the one before it, folded."""
        before = self.begins[after - 1] + len(self.words[after - 1])
        return self.folded.text[before : self.begins[after]]

    def places_of(self, known: Iterable[str]) -> Iterator[int]:
        """Which of the words are known ones."""
        return (at for at, word in enumerate(self.words) if word in known)
