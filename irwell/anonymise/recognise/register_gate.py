"""The register gate: every form of every registered identity, misspelt ones included.

Texts and variants are cut into runs of letters and runs of digits; what stands between them
(spaces, hyphens, dots, nothing) does not matter. So "HX3 9AB" and "HX39AB", "O'Shea" and
"O Shea" are one thing, and a name inside a longer word is not a hit.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from irwell.anonymise import words
from irwell.anonymise.fold import Folded, fold
from irwell.anonymise.recognise import keep, ordinary
from irwell.anonymise.recognise.hits import Hit, without_overlaps
from irwell.anonymise.recognise.near import NearNames
from irwell.anonymise.register import Register
from irwell.anonymise.variants import name_parts

TOKEN = re.compile(r"[^\W\d_]+|\d+")
_GAP = re.compile(r"[\s\-'.,/@_()\"]{0,4}")
_DIGITS = re.compile(r"\d(?:[ \-./]?\d){5,}")
_PERSONAL = words.listed("""
    forename surname alias nickname forename-part surname-part full-name surname-first initials
    initial-surname forename-initial handle possessive plural
    """)
_YEAR_AFTER = re.compile(r",?\s(?:of )?[’']?\d{2,4}\b")
_JOINT = re.compile(r"(?<=[^\W\d_])[-'](?=[^\W\d_])")
_JOINED = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)+")
# Capitals that a sentence gives to words, not to names.
_NEVER_SLIPS = ordinary.MONTHS | words.listed(
    "monday tuesday wednesday thursday friday saturday sunday english british"
)
_WITH_INITIAL = frozenset({"initial-surname", "forename-initial"})
_SCORES = {
    "initials": 0.7, "forename-part": 0.7, "surname-part": 0.7, "nickname": 0.8, "locality": 0.7,
    "street": 0.8, "organisation-initials": 0.7, "place-initials": 0.7,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Form:
    tokens: tuple[str, ...]
    text: str
    kind: str
    exact_case: bool
    entries: frozenset[str]

    @property
    def has_year(self) -> bool:
        return sum(token.isdigit() for token in self.tokens) > 1


@dataclass(frozen=True, slots=True)
class _Text:
    source: str
    folded: Folded
    tokens: list[tuple[str, int, int]]

    def span(self, first: int, last: int) -> tuple[int, int]:
        return self.folded.span(self.tokens[first][1], self.tokens[last][2])


@dataclass
class RegisterGate:
    """A register made ready for searching; build it once and use it for many texts."""

    register: Register
    _forms: dict[str, list[_Form]] = field(default_factory=dict, repr=False)
    _numbers: dict[str, set[str]] = field(default_factory=dict, repr=False)
    _acronyms: dict[str, set[str]] = field(default_factory=dict, repr=False)
    _near: NearNames = field(init=False, repr=False)
    _inside: dict[str, frozenset[str]] = field(default_factory=dict, repr=False)
    _inside_any: re.Pattern[str] = field(init=False, repr=False)
    _entry_kinds: dict[str, str] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self._entry_kinds = {entry.id: entry.kind for entry in self.register.entries}
        gathered: dict[tuple[tuple[str, ...], str, str, bool], set[str]] = {}
        for variant in self.register.variants():
            folded = fold(variant.text).text
            tokens = tuple(TOKEN.findall(folded))
            # Possessives need no form of their own: the name is found and "’s" stays behind.
            if not tokens or variant.kind == "possessive":
                continue
            text = variant.text if variant.exact_case else folded
            key = (tokens, text, variant.kind, variant.exact_case)
            gathered.setdefault(key, set()).add(variant.entry_id)
            if variant.kind == "identifier" and "".join(tokens).isdigit():
                self._numbers.setdefault("".join(tokens), set()).add(variant.entry_id)
        for (tokens, text, kind, exact), ids in gathered.items():
            form = _Form(tokens, text, kind, exact, frozenset(ids))
            self._forms.setdefault(tokens[0], []).append(form)
        for forms in self._forms.values():
            forms.sort(key=lambda f: (-len(f.tokens), f.exact_case, f.text, f.kind))
        self._index_names()
        for entry in self.register.people():
            for name in (*entry.names, *entry.aliases):
                letters = "".join(fold(part).text[:1] for part in name_parts(name)).upper()
                for short in {letters, letters[:1] + letters[-1:]}:
                    if len(short) > 1 and short.lower() in words.ACRONYMS:
                        self._acronyms.setdefault(short, set()).add(entry.id)

    def _index_names(self) -> None:
        names: dict[str, set[str]] = {}
        for forms in self._forms.values():
            for form in forms:
                word = form.tokens[0]
                single = len(form.tokens) == 1 and form.kind in _PERSONAL | {
                    "place",
                    "organisation",
                }
                if single and form.kind not in ("initials", "handle") and len(word) > 2:
                    names.setdefault(word, set()).update(form.entries)
        known = {name: frozenset(ids) for name, ids in names.items()}
        self._near = NearNames(known)
        self._inside = {
            name: ids
            for name, ids in known.items()
            if len(name) >= 6 and not words.is_ordinary(name)
        }
        longest = sorted(self._inside, key=lambda name: (-len(name), name))
        self._inside_any = re.compile("|".join(map(re.escape, longest)))

    def candidates(self, text: str) -> frozenset[str]:
        """The entries that a name may stand for, by its whole or else by each of its words."""
        found = [hit.candidates for hit in self.hits(text, everywhere=True)]
        if not found:
            return frozenset()
        common = frozenset.intersection(*found)
        return common or frozenset.union(*found)

    def hits(self, text: str, *, everywhere: bool = False) -> list[Hit]:
        """All register hits in one text. `everywhere` takes ordinary words without context too."""
        folded = fold(text)
        tokens = [(m.group(), m.start(), m.end()) for m in TOKEN.finditer(folded.text)]
        body = _Text(text, folded, tokens)
        found = list(self._exact(body, everywhere))
        found += self._number_hits(body)
        taken = bytearray(len(text) + 1)
        for hit in found:
            taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
        found += self._misspelt(body, taken)
        found += self._misspelt_doubles(body, taken)
        found += self._doubtful_initials(text)
        found = list(_not_in_a_list(text, found))
        return _joined(text, _stretched(without_overlaps(found), found))

    def _exact(self, body: _Text, everywhere: bool) -> Iterator[Hit]:
        tokens, forms_by_first = body.tokens, self._forms
        for at, (word, _, _) in enumerate(tokens):
            forms = forms_by_first.get(word)
            if forms is None:
                continue
            best: dict[tuple[int, int, str], tuple[float, frozenset[str], str]] = {}
            for form in forms:
                last = at + len(form.tokens) - 1
                if not self._fits(body, at, last, form):
                    continue
                start, end = body.span(at, last)
                score = self._score(body, start, end, form, everywhere)
                if score <= 0:
                    continue
                kind = self._kind(form)
                key = (start, end, kind)
                old = best.get(key, (0.0, frozenset[str](), ""))
                label = old[2] if old[0] >= score else form.kind
                best[key] = (max(score, old[0]), old[1] | form.entries, label)
            for (start, end, kind), (score, ids, label) in best.items():
                yield Hit(start, end, kind, f"register:{label}", score, ids)

    def _fits(self, body: _Text, at: int, last: int, form: _Form) -> bool:
        tokens = body.tokens
        if last >= len(tokens):
            return False
        for step, wanted in enumerate(form.tokens):
            if tokens[at + step][0] != wanted:
                return False
            if step:
                gap = body.folded.text[tokens[at + step - 1][2] : tokens[at + step][1]]
                if not _GAP.fullmatch(gap):
                    return False
                if " " in gap and form.kind in _PERSONAL and _parted(body, at + step, gap):
                    return False
        return True

    def _score(self, body: _Text, start: int, end: int, form: _Form, everywhere: bool) -> float:
        base = _SCORES.get(form.kind, 0.95 if len(form.tokens) == 1 else 1.0)
        shown = body.source[start:end]
        if form.kind == "initials":
            return base if ordinary.are_initials(body.source, start, end) else 0.0
        a_birthday = form.kind in ("date-of-birth", "date") and not form.has_year
        if a_birthday and _YEAR_AFTER.match(body.source[end : end + 9]):
            return 0.0  # the same day of another year
        if form.kind in _WITH_INITIAL and re.match(r"\.[A-Z]", body.source[end : end + 2]):
            return 0.0  # "Street, H.P.": the initials are somebody else's
        if not form.exact_case:
            if shown.islower() and words.is_ordinary(form.text):
                return 0.5
            return base
        if everywhere or _in_account_name(body.source, start, end):
            return base
        return base * ordinary.name_likelihood(body.source, start, end, form.tokens)

    def _kind(self, form: _Form) -> str:
        if form.kind == "handle":
            return "person"
        if form.kind == "plural":
            return "family"
        if form.kind in ("date-of-birth", "date", "postcode"):
            return form.kind
        if form.kind in ("address", "address-line", "street", "locality"):
            return "address"
        if form.kind == "identifier":
            return "reference"
        return self._entry_kinds[min(form.entries)]

    def _number_hits(self, body: _Text) -> Iterator[Hit]:
        if not self._numbers:
            return
        for match in _DIGITS.finditer(body.folded.text):
            ids = self._numbers.get(re.sub(r"\D", "", match.group()))
            if ids:
                start, end = body.folded.span(match.start(), match.end())
                yield Hit(start, end, "reference", "register:identifier", 1.0, frozenset(ids))

    def _doubtful_initials(self, text: str) -> Iterator[Hit]:
        """Initials that are also an acronym ("PM", "MH") count only where a person stands."""
        for short, ids in self._acronyms.items():
            for match in re.finditer(rf"(?<![\w/.-]){short}(?![\w/-])", text):
                if re.search(
                    r"\b(?:[Tt]he|[Aa]n?) $", text[max(0, match.start() - 4) : match.start()]
                ):
                    continue
                if ordinary.stands_for_a_person(text, *match.span()):
                    yield Hit(*match.span(), "person", "register:initials", 0.5, frozenset(ids))

    def _misspelt(self, body: _Text, taken: bytearray) -> Iterator[Hit]:
        english, forms = words.english(), self._forms
        source, offsets = body.source, body.folded.offsets
        for at, (word, begin, _) in enumerate(body.tokens):
            if len(word) < 3 or word in forms:
                continue
            start = offsets[begin]
            if taken[start] or (word in english and not source[start].isupper()):
                continue  # an ordinary word in small letters is just that word
            end = body.span(at, at)[1]
            if taken[end - 1]:
                continue
            yield from self._near_hits(body.source, start, end, word)

    def _misspelt_doubles(self, body: _Text, taken: bytearray) -> Iterator[Hit]:
        """Slips in double names: "Isl-aRae" for "Isla-Rae", "Al-Masir" for "Al-Masri"."""
        for match in _doubles(body.folded.text):
            shown = match.group().removesuffix("'s")
            start, end = body.folded.span(match.start(), match.start() + len(shown))
            whole = re.sub(r"[-']", "", shown)
            if all(taken[i] or not body.source[i].isalnum() for i in range(start, end)):
                continue
            if whole == shown or body.source[start:end].islower():
                continue
            if whole in self._near.names:
                yield Hit(start, end, "person", "register:spelling", 0.8, self._near.names[whole])
            elif nears := self._near.find(whole):
                ids = self._near.names[nears[0].name]
                yield Hit(start, end, "person", f"register:{nears[0].reason}", nears[0].score, ids)

    def _near_hits(self, source: str, start: int, end: int, word: str) -> Iterator[Hit]:
        capital = source[start].isupper()
        owner = self._near.names.get(word[:-1]) if word.endswith("s") else None
        if owner and (
            not words.is_ordinary(word) or (capital and not words.is_ordinary(word[:-1]))
        ):
            yield Hit(start, end, self._entry_kinds[min(owner)], "register:possessive", 0.8, owner)
            return
        longer = self._inside_any.search(word) if self._inside and len(word) > 6 else None
        if longer and word not in words.english():
            ids = self._inside[longer.group()]
            yield Hit(start, end, "person", "register:inside", 0.7, ids)
            return
        titled = ordinary.is_titled(source, start)
        if keep.is_kept_word(word) and not titled:
            return
        nears = self._near.find(word, titled=titled)
        if not nears or not (titled or _plausible_slip(source, start, end, word, nears[0].name)):
            return
        best = nears[0]
        ids = frozenset().union(*(self._near.names[n.name] for n in nears if n.score == best.score))
        kind = self._entry_kinds[min(ids)]
        yield Hit(start, end, kind, f"register:{best.reason}", best.score, ids)


@lru_cache(maxsize=4)
def gate_of(register: Register) -> RegisterGate:
    """The gate of a register, made ready once for all texts of a case."""
    return RegisterGate(register)


def _doubles(folded: str) -> Iterator[re.Match[str]]:
    """Words with a hyphen or an apostrophe inside, found by the joint since most words have none."""
    reached = 0
    for joint in _JOINT.finditer(folded):
        at = joint.start()
        if at < reached:
            continue
        while at > reached and folded[at - 1].isalpha():
            at -= 1
        if match := _JOINED.match(folded, at):
            reached = match.end()
            yield match


def _parted(body: _Text, after: int, gap: str) -> bool:
    """Whether one sentence or line ends and another begins before this word."""
    before, begin = body.tokens[after - 1], body.tokens[after][1]
    if ". " in gap and len(before[0]) > 2:
        return True
    return (
        "\n\n"
        in body.source[body.folded.span(before[1], before[2])[1] : body.folded.offsets[begin]]
    )


def _in_account_name(source: str, start: int, end: int) -> bool:
    """Whether the word is part of "@dawn_k34" or "dawn.k@…", where capitals mean nothing."""
    left = max(source.rfind(" ", 0, start), source.rfind("\n", 0, start)) + 1
    return "@" in source[left:start] or source[end : end + 1] in ("_", "@")


def _plausible_slip(source: str, start: int, end: int, word: str, name: str) -> bool:
    shown = source[start:end]
    if shown.islower():
        return len(word) >= 5 and word not in words.english() and not words.is_ordinary(name)
    if word in words.english():
        return (
            word not in _NEVER_SLIPS and ordinary.name_likelihood(source, start, end, (word,)) > 0.5
        )
    return True


def _not_in_a_list(text: str, hits: list[Hit]) -> Iterator[Hit]:
    """Without "Law, Forest" in "Hannah Law, Forest Law" and "Ms Moss, Lauren and …"."""
    whole = [hit for hit in hits if hit.source == "register:full-name"]
    for hit in hits:
        turned = hit.source == "register:surname-first" and "," in text[hit.start : hit.end]
        if turned and (ordinary.is_titled(text, hit.start) or any(map(hit.overlaps, whole))):
            continue
        yield hit


def _stretched(kept: list[Hit], found: list[Hit]) -> list[Hit]:
    """The kept hits, longer where a hit that gave way to one of the same person stands out."""
    if len(kept) == len(found):
        return kept
    whole = list(kept)
    starts = [hit.start for hit in kept]
    for hit in found:
        at = bisect_left(starts, hit.start) - 1
        if at < 0:
            continue
        best, limit = whole[at], starts[at + 1] if at + 1 < len(starts) else hit.end
        if hit.start < best.end < hit.end <= limit and best.candidates & hit.candidates:
            whole[at] = best.widened(best.start, hit.end)
    return whole


def _joined(text: str, hits: list[Hit]) -> list[Hit]:
    """Neighbouring words of one person's name made one hit ("Kayliegh" + "Moss")."""
    out: list[Hit] = []
    for hit in hits:
        last = out[-1] if out else None
        if last and last.kind == hit.kind == "person" and _one_name(text, last, hit):
            common = last.candidates & hit.candidates
            score = max(last.score, hit.score)
            out[-1] = Hit(last.start, hit.end, "person", last.source, score, common)
            continue
        out.append(hit)
    return out


def _one_name(text: str, last: Hit, hit: Hit) -> bool:
    gap = text[last.end : hit.start]
    if not last.candidates & hit.candidates:
        return False
    if gap == ", ":  # "Moss, Kayleigh", but neither "Ms Moss, Kayleigh" nor "Moss, K. Moss"
        return " " not in text[hit.start : hit.end] and not ordinary.is_titled(text, last.start)
    return bool(re.fullmatch(r"[ \t\u00a0\n]{1,2}(?:[A-Z]\.?[ \u00a0])?|[-‐‑]", gap))
