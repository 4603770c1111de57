"""The register gate: every form of every registered identity, misspelt ones included.

What stands between the words of a form (spaces, hyphens, dots, nothing) does not matter. So
"HX3 9AB" and "HX39AB", "O'Shea" and "O Shea" are one thing, and a name inside a longer word is
not a hit.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache

from irwell.anonymise import words
from irwell.anonymise.fold import fold_text
from irwell.anonymise.recognise import keep, ordinary
from irwell.anonymise.recognise.forms import Beginning, Body, Form, by_first_word, forms_of
from irwell.anonymise.recognise.hits import Hit, without_overlaps
from irwell.anonymise.recognise.near import NearNames
from irwell.anonymise.register import Register
from irwell.anonymise.variants import name_parts

_GAP = re.compile(r"[\s\-'.,/@_()\"]{0,4}")
_DIGITS = re.compile(r"\d(?:[ \-./]?\d){5,}")
_PERSONAL = words.listed("""
    forename surname alias nickname forename-part surname-part full-name surname-first initials
    initial-surname forename-initial handle possessive plural
    """)
_MAY_BE_MISSPELT = _PERSONAL - {"initials", "handle"} | {"place", "organisation"}
_YEAR_AFTER = re.compile(r",?\s(?:of )?[’']?\d{2,4}\b")
_IN_A_NAME = re.compile(r"[ \t\u00a0\n]{1,2}(?:[A-Z]\.?[ \u00a0])?|[-‐‑]")
_JOINT = re.compile(r"[-'](?<=[^\W\d_].)(?=[^\W\d_])")
_JOINED = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)+")
# What a find is, where that is not what the entry is.
_KINDS = {
    "handle": "person", "plural": "family", "identifier": "reference", "date-of-birth": "date-of-birth",
    "date": "date", "postcode": "postcode", "address": "address", "address-line": "address",
    "street": "address", "locality": "address",
}  # fmt: skip
# Capitals that a sentence gives to words, not to names.
_NEVER_SLIPS = ordinary.MONTHS | words.listed(
    """
    monday tuesday wednesday thursday friday saturday sunday english british
    when where what which while whose then than that this these those there their they them with from have
    been were would could should every other another both each only after before since under over into upon
    such some many more most much very also first last next
    """
)
_DAYS = frozenset({"date-of-birth", "date"})
_INITIAL_AFTER = re.compile(r"\.[A-Z]")
_WITH_INITIAL = frozenset({"initial-surname", "forename-initial"})
_SMALL_INITIAL = re.compile(r"(?<=, )[a-z]\b(?![.’'@_])")
_SCORES = {
    "initials": 0.7, "forename-part": 0.7, "surname-part": 0.7, "nickname": 0.8, "locality": 0.7,
    "street": 0.8, "organisation-initials": 0.7, "place-initials": 0.7,
}  # fmt: skip


@dataclass
class RegisterGate:
    """A register made ready for searching; build it once and use it for many texts."""

    register: Register
    _forms: dict[str, Beginning] = field(default_factory=dict, repr=False)
    _numbers: dict[str, set[str]] = field(default_factory=dict, repr=False)
    _acronyms: dict[str, set[str]] = field(default_factory=dict, repr=False)
    _near: NearNames = field(init=False, repr=False)
    _inside: list[str] = field(default_factory=list, repr=False)
    _entry_kinds: dict[str, str] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self._entry_kinds = {entry.id: entry.kind for entry in self.register.entries}
        forms = forms_of(self.register)
        self._forms = by_first_word(forms)
        for form in forms:
            number = "".join(form.tokens)
            if form.kind == "identifier" and number.isdigit():
                self._numbers.setdefault(number, set()).update(form.entries)
        self._index_names(forms)
        for entry in self.register.people():
            for name in (*entry.names, *entry.aliases):
                letters = "".join(fold_text(part)[:1] for part in name_parts(name)).upper()
                for short in {letters, letters[:1] + letters[-1:]}:
                    if len(short) > 1 and short.lower() in words.ACRONYMS:
                        self._acronyms.setdefault(short, set()).add(entry.id)

    def _index_names(self, forms: Iterable[Form]) -> None:
        names: dict[str, set[str]] = {}
        for form in forms:
            word = form.tokens[0]
            if len(form.tokens) == 1 and form.kind in _MAY_BE_MISSPELT and len(word) > 2:
                names.setdefault(word, set()).update(form.entries)
        known = {name: frozenset(ids) for name, ids in names.items()}
        self._near = NearNames(known)
        inside = [name for name in known if len(name) >= 6 and not words.is_ordinary(name)]
        self._inside = sorted(inside, key=lambda name: (-len(name), name))

    def candidates(self, text: str) -> frozenset[str]:
        """The entries that a name may stand for, by its whole or else by each of its words."""
        found = [hit.candidates for hit in self.hits(text, everywhere=True)]
        if not found:
            return frozenset()
        common = frozenset.intersection(*found)
        return common or frozenset.union(*found)

    def hits(self, text: str, *, everywhere: bool = False) -> list[Hit]:
        """All register hits in one text. `everywhere` takes ordinary words without context too."""
        body = Body.of(text)
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

    def _exact(self, body: Body, everywhere: bool) -> Iterator[Hit]:
        known, words_here = self._forms, body.words
        for at in [at for at, word in enumerate(words_here) if word in known]:
            beginning = known[words_here[at]]
            after = words_here[at + 1] if at + 1 < len(words_here) else ""
            for same in beginning.get(after, ()) if after else ():
                yield from self._same_words(body, at, same, everywhere)
            for same in beginning.get("", ()):
                yield from self._same_words(body, at, same, everywhere)

    def _same_words(self, body: Body, at: int, same: list[Form], everywhere: bool) -> Iterator[Hit]:
        """The forms of some words, the first of which stands here: the best of each kind."""
        tokens = same[0].tokens
        last, parted = at + len(tokens) - 1, False
        if last > at:
            if last > at + 1 and tuple(body.words[at : last + 1]) != tokens:
                return
            gaps = body.gaps(at, last)
            if not all(map(_GAP.fullmatch, gaps)):
                return
            parted = _is_parted(body, at, gaps)
        start, end = body.span(at, last)
        best: dict[str, tuple[float, AbstractSet[str], str]] = {}
        for form in same:
            if parted and form.kind in _PERSONAL:
                continue
            score = self._score(body.source, start, end, form, everywhere)
            if score <= 0:
                continue
            kind = self._kind(form)
            old = best.get(kind)
            if old is None:
                best[kind] = (score, form.entries, form.kind)
            else:
                label = old[2] if old[0] >= score else form.kind
                best[kind] = (max(score, old[0]), old[1] | form.entries, label)
        for kind, (score, ids, label) in best.items():
            yield Hit(start, end, kind, f"register:{label}", score, frozenset(ids))

    def _score(self, source: str, start: int, end: int, form: Form, everywhere: bool) -> float:
        kind = form.kind
        if kind in _WITH_INITIAL and _SMALL_INITIAL.search(source, start, end):
            return 0.0  # "Keziah Moss, a girl"
        if kind in ("handle", "initial-surname") and source[start - 1 : start] in ("'", "’"):
            return 0.0  # "Keziah’s. Moss"
        base = _SCORES.get(kind, 0.95 if len(form.tokens) == 1 else 1.0)
        if not form.exact_case:
            # The same day of another year is no birthday.
            if kind in _DAYS and not form.has_year and _YEAR_AFTER.match(source[end : end + 9]):
                return 0.0
            return 0.5 if source[start:end].islower() and form.is_ordinary else base
        if kind == "initials":
            return base if ordinary.are_initials(source, start, end) else 0.0
        if kind in _WITH_INITIAL and _INITIAL_AFTER.match(source, end):
            return 0.0  # "Street, H.P.": the initials are somebody else's
        if everywhere or _in_account_name(source, start, end):
            return base
        return base * ordinary.name_likelihood(source, start, end, form.tokens)

    def _kind(self, form: Form) -> str:
        return _KINDS.get(form.kind) or self._entry_kinds[min(form.entries)]

    def _number_hits(self, body: Body) -> Iterator[Hit]:
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
            if short not in text:
                continue
            for match in re.finditer(rf"(?<![\w/.-]){short}(?![\w/-])", text):
                if re.search(
                    r"\b(?:[Tt]he|[Aa]n?) $", text[max(0, match.start() - 4) : match.start()]
                ):
                    continue
                if ordinary.are_initials(text, *match.span()) and ordinary.stands_for_a_person(
                    text, *match.span()
                ):
                    yield Hit(*match.span(), "person", "register:initials", 0.5, frozenset(ids))

    def _misspelt(self, body: Body, taken: bytearray) -> Iterator[Hit]:
        english, forms = words.english(), self._forms
        source, starts = body.source, body.starts
        # An ordinary word in small letters is just that word.
        unknown = [
            at for at, word in enumerate(body.words)
            if word not in forms and len(word) > 2
            and (word not in english or source[starts[at]].isupper())
        ]  # fmt: skip
        for at in unknown:
            start, end = body.span(at, at)
            if not (taken[start] or taken[end - 1]):
                yield from self._near_hits(source, start, end, body.words[at])

    def _misspelt_doubles(self, body: Body, taken: bytearray) -> Iterator[Hit]:
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
        long = len(word) > 6 and word not in words.english()
        if held := [name for name in self._inside if name in word] if long else []:
            ids = self._near.names[min(held, key=word.find)]
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


def _is_parted(body: Body, at: int, gaps: list[str]) -> bool:
    """Whether what stands between the words speaks against their being one person's name."""
    for after, gap in enumerate(gaps, start=at + 1):
        if " " in gap and _parted(body, after, gap):
            return True
        if gap == "'" and body.words[after] == "s":
            return True  # "Moss's": no S. Moss
    return False


def _parted(body: Body, after: int, gap: str) -> bool:
    """Whether one sentence or line ends and another begins before this word."""
    if ". " in gap and len(body.words[after - 1]) > 2:
        return True
    return "\n\n" in body.source[body.ends[after - 1] : body.starts[after]]


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
    gap = text[last.end : min(hit.start, last.end + 6)]
    if not last.candidates & hit.candidates:
        return False
    if gap == ", ":  # "Moss, Kayleigh", but neither "Ms Moss, Kayleigh" nor "Moss, K. Moss"
        return " " not in text[hit.start : hit.end] and not ordinary.is_titled(text, last.start)
    return len(gap) < 6 and _IN_A_NAME.fullmatch(gap) is not None
