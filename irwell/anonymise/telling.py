"""Of several people whom a mention fits, the one whom the writer's own words or habit name.

Each rule needs more than a likelihood: a short form explained where the person is named in full, a
role beside the name, a title given to one of them alone, a pronoun, or a habit that the whole
document keeps. Where none speaks, or two disagree, the mention waits for the reviewer.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from irwell.anonymise import beside
from irwell.anonymise.fold import fold
from irwell.anonymise.model import BlockKind, Document, Mention
from irwell.anonymise.register import Entry, Register

Pools = Mapping[tuple[str, int], set[str]]

_EXPLAINS = re.compile(
    r"\s*[(\[]\s*(?:(?:hereafter|hereinafter|here|below|known as|called|referred to as|in this report|in what follows|"
    r"from here on|or|who is|she is|he is|is),?\s*)*[“\"‘']?",
    re.IGNORECASE,
)
_EXPLAINED = re.compile(
    r"[”\"’']?\s*(?:(?:in (?:this|the) (?:report|review)|in what follows|from here on|below|hereafter)\s*)?[)\]]"
)
_IN_BRACKETS = re.compile(r"\s\(")
_BRACKET_ENDS = re.compile(r"[)\],]")
# What a role in the register may be called in the text.
_CALLED = (
    ("mother", "mother mum mam mummy"), ("father", "father dad daddy"),
    ("grandmother", "grandmother grandma gran nan nana granny"),
    ("grandfather", "grandfather grandad grandpa"), ("stepfather", "stepfather stepdad"),
    ("stepmother", "stepmother stepmum"), ("partner", "partner boyfriend girlfriend fiancé fiancée"),
    ("aunt", "aunt auntie aunty"), ("uncle", "uncle"), ("husband", "husband"), ("wife", "wife"),
    ("sibling", "sibling brother sister"), ("brother", "brother"), ("sister", "sister"),
    ("child", "child baby infant boy girl pupil"), ("son", "son"), ("daughter", "daughter"),
    ("social worker", "social worker"), ("gp", "gp"), ("doctor", "doctor paediatrician consultant"),
    ("police", "officer police officer"), ("teacher", "teacher headteacher tutor"), ("nurse", "nurse"),
    ("midwife", "midwife"), ("health visitor", "health visitor"), ("lodger", "lodger"),
    ("cousin", "cousin"), ("carer", "carer foster carer"), ("neighbour", "neighbour"), ("friend", "friend"),
)  # fmt: skip
_TWO_WORDS = ("social worker", "police officer", "health visitor", "foster carer")
_ROLE = "|".join(
    sorted(
        {w for _, said in _CALLED for w in said.split()} | set(_TWO_WORDS), key=len, reverse=True
    )
)
_ROLE_BEFORE = re.compile(rf"\b({_ROLE}),?\s$", re.IGNORECASE)
_ROLE_AFTER = re.compile(
    rf"\.?(?:,\s|\s?\()(?:(?:the|his|her|their|then|[\w’'-]+[’']s)\s)*({_ROLE})(?=\s?[,).;]|\sof\b|\sand\b)",
    re.IGNORECASE,
)
_IS_A = re.compile(
    r"(?:,| is| was|,? who (?:is|was))\s(?:an?|the|his|her|their)\s(?:[\w-]+\s){0,3}?"
    r"(girl|boy|woman|man|daughter|son|sister|brother|niece|nephew|mother|father|aunt|uncle|grandmother|grandfather)\b(?![’'-])"
)
_HE_OR_SHE = re.compile(
    r"\b(?:that|when|because|if|as|and|but|while|until|before|after|where|what|why)\s(he|she)\b"
)
_WOMAN = re.compile(
    r"\b(?:mother|grandmother|aunt|wife|daughter|sister|niece|stepmother|girl|woman|female|mrs|ms|miss)\b"
)
_MAN = re.compile(
    r"\b(?:father|grandfather|uncle|husband|son|brother|nephew|stepfather|boy|man|male|mr)\b"
)
_OF_SOMEBODY = re.compile(r"\b[a-z]+'s ")
_SENTENCE_ENDS = re.compile(r"[.!?](?=[\s”\"’)]|$)|\n")
_PARAGRAPH = re.compile(r"\n\s*\n")
# A habit counts where it was kept so often and without exception.
_OFTEN = 3


@dataclass
class Telling:
    """One document's mentions, with what its writer does to tell people of one name apart."""

    document: Document
    register: Register
    mentions: Sequence[Mention]
    pools: Pools
    _texts: dict[str, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._texts = {block.id: block.text for block in self.document.blocks}

    @cached_property
    def _sections(self) -> dict[str, int]:
        found, number = {}, 0
        for block in self.document.blocks:
            number += block.kind == BlockKind.HEADING
            found[block.id] = number
        return found

    def chosen(self) -> dict[int, str]:
        """Which entry each mention that waits between several is, for those that can be told."""
        explained, full = self._explained(), self._titled_in_full()
        keeps_habit = self._keeps_habit()
        found: dict[int, str] = {}
        for at in self._open():
            pool = self._pool(at)
            if named := self._in_brackets(at, pool):
                found[at] = named
                continue
            shown = fold(self.mentions[at].text).text
            said = [
                explained.get(shown, ""),
                self._by_role(at, pool),
                self._by_title(at, pool, full),
            ]
            said = [entry for entry in said if entry in pool] or [self._by_pronoun(at, pool)]
            said = [entry for entry in said if entry] or (
                [self._last_named(at, pool)] if keeps_habit else []
            )
            if len(set(said)) == 1 and said[0]:
                found[at] = said[0]
        return found

    def _pool(self, at: int) -> set[str]:
        mention = self.mentions[at]
        return self.pools.get((mention.block_id, mention.start), set())

    def _open(self) -> list[int]:
        return [
            at for at, mention in enumerate(self.mentions)
            if mention.entry_id is None and mention.kind == "person" and len(self._pool(at)) > 1
        ]  # fmt: skip

    def _explained(self) -> dict[str, str]:
        """ "Keziah Moss (“Miss Moss”)": what a short form stands for from there on."""
        found: dict[str, set[str]] = {}
        for at in self._open():
            if at == 0 or self.mentions[at - 1].entry_id is None:
                continue
            one, two = self.mentions[at - 1], self.mentions[at]
            if one.block_id != two.block_id or one.entry_id not in self._pool(at):
                continue
            text = self._texts[two.block_id]
            if _EXPLAINS.fullmatch(text[one.end : two.start]) and _EXPLAINED.match(text, two.end):
                found.setdefault(fold(two.text).text, set()).add(str(one.entry_id))
        return {shown: entries.pop() for shown, entries in found.items() if len(entries) == 1}

    def _in_brackets(self, at: int, pool: set[str]) -> str:
        """ "Miss Moss (Keziah)": who it is stands behind it."""
        if at + 1 == len(self.mentions):
            return ""
        here, after = self.mentions[at], self.mentions[at + 1]
        text = self._texts[here.block_id]
        if after.block_id != here.block_id or after.entry_id not in pool:
            return ""
        explained = _IN_BRACKETS.fullmatch(text[here.end : after.start])
        return str(after.entry_id) if explained and _BRACKET_ENDS.match(text, after.end) else ""

    def _titled_in_full(self) -> dict[str, set[str]]:
        """Who is written with which title before the whole name: "Mrs Ann Moss"."""
        found: dict[str, set[str]] = {}
        for mention in self.mentions:
            title = beside.title_of(mention.text)
            if title and mention.entry_id and len(mention.text.split()) > 2:
                found.setdefault(title, set()).add(mention.entry_id)
        return found

    def _by_title(self, at: int, pool: set[str], full: dict[str, set[str]]) -> str:
        """The one whom the page calls so in full, or the one whom it calls in no other way."""
        title = beside.title_of(self.mentions[at].text)
        otherwise = set[str]().union(*(who for shown, who in full.items() if shown != title))
        sex = beside.sex_of(title)
        # "Miss Jemima Moss" may have an elder sister who is Miss Moss.
        left = {
            entry for entry in pool - (otherwise - full.get(title, set()))
            if not sex or self._sexes[entry] in ("", sex)
        }  # fmt: skip
        return left.pop() if title and len(left) == 1 else ""

    def _by_role(self, at: int, pool: set[str]) -> str:
        """ "her mother, Mrs Moss", "Moss (the lodger)": one of them alone has that role."""
        mention = self.mentions[at]
        text = self._texts[mention.block_id]
        words = {match[1].casefold() for match in (
            _ROLE_BEFORE.search(text[max(0, mention.start - 24) : mention.start]),
            _ROLE_AFTER.match(text, mention.end)) if match}  # fmt: skip
        if not words:
            return ""
        fit = [entry for entry in pool if words & _said_of(self.register.entry(entry))]
        return fit[0] if len(fit) == 1 else ""

    def _by_pronoun(self, at: int, pool: set[str]) -> str:
        """ "Moss said that he …", of a man and women of that name."""
        mention = self.mentions[at]
        text = self._texts[mention.block_id]
        stop = _SENTENCE_ENDS.search(text, mention.end)
        end = stop.start() if stop else len(text)
        if at + 1 < len(self.mentions) and self.mentions[at + 1].block_id == mention.block_id:
            end = min(end, self.mentions[at + 1].start)
        found = _HE_OR_SHE.search(text, mention.end, end)
        sexes = {entry: self._sexes[entry] for entry in pool}
        if found is None or "" in sexes.values():
            return ""
        fit = [entry for entry, sex in sexes.items() if sex == found[1]]
        return fit[0] if len(fit) == 1 else ""

    @cached_property
    def _sexes(self) -> dict[str, str]:
        """ "he" or "she" for everybody: by the role, by the title before the whole name, by "Keziah, a girl"."""
        found = {entry.id: _sex(entry) for entry in self.register.entries}
        shown: dict[str, set[str]] = {}
        for mention in self.mentions:
            if mention.entry_id in found:
                title = beside.sex_of(beside.title_of(mention.text))
                text = self._texts[mention.block_id]
                called = _IS_A.match(text, mention.end)
                said = {title if len(mention.text.split()) > 2 else "", _sex_said(called)}
                shown.setdefault(str(mention.entry_id), set()).update(said - {""})
        one = {entry: next(iter(said)) for entry, said in shown.items() if len(said) == 1}
        return {entry: sex or one.get(entry, "") for entry, sex in found.items()}

    def _keeps_habit(self) -> bool:
        """Whether a short form always follows a fuller name of one alone of those it fits, nearby."""
        waiting = self._open()
        return len(waiting) >= _OFTEN and all(
            len(set(self._named_before(at, self._pool(at)))) == 1 for at in waiting
        )

    def _last_named(self, at: int, pool: set[str]) -> str:
        named = self._named_before(at, pool)
        return named[0] if len(set(named)) == 1 else ""

    def _named_before(self, at: int, pool: set[str]) -> list[str]:
        """Who of them was named by words that fit nobody else: in this paragraph or, for a bare surname, section."""
        here = self.mentions[at]
        near: list[str] = []
        far: list[str] = []
        for before in reversed(self.mentions[:at]):
            if self._sections[before.block_id] != self._sections[here.block_id]:
                break
            if before.entry_id not in pool or before.entry_id is None:
                continue
            (near if self._same_paragraph(before, here) else far).append(before.entry_id)
        bare = not beside.title_of(here.text) and len(self.document.blocks) > 1
        return near or (far if bare else [])

    def _same_paragraph(self, one: Mention, two: Mention) -> bool:
        if one.block_id != two.block_id:
            return False
        return not _PARAGRAPH.search(self._texts[one.block_id][one.end : two.start])


def _said_of(entry: Entry) -> set[str]:
    """The words by which a text may call somebody of this role."""
    said = _OF_SOMEBODY.sub("", fold(f"{entry.role} {entry.label}").text)
    return {
        word for role, called in _CALLED if re.search(rf"\b{role}\b", said)
        for word in (*called.split(), role, *(two for two in _TWO_WORDS if two in called))
    }  # fmt: skip


def _sex_said(called: re.Match[str] | None) -> str:
    if called is None:
        return ""
    return "she" if _WOMAN.search(called[1]) else "he"


def _sex(entry: Entry) -> str:
    said = _OF_SOMEBODY.sub("", fold(f"{entry.role} {entry.label}").text)
    woman, man = bool(_WOMAN.search(said)), bool(_MAN.search(said))
    return "" if woman == man else "she" if woman else "he"
