"""From mentions to people, places and bodies: register entries, or new entities of the document."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from irwell.anonymise import beside, words
from irwell.anonymise.fold import fold
from irwell.anonymise.model import Document, Mention
from irwell.anonymise.recognise.register_gate import gate_of
from irwell.anonymise.register import Entry, Register
from irwell.anonymise.strangers import other_name
from irwell.anonymise.telling import Telling

NAMED = frozenset({"person", "family", "place", "organisation"})
_FEMALE = re.compile(
    r"\b(?:mother|mum|mam|grandmother|nan|nana|aunt|auntie|sister|daughter|girl|stepmother|wife|"
    r"girlfriend|niece|female|mgm|pgm|mrs|ms|miss|dame|lady|woman)\b"
)
_MALE = re.compile(
    r"\b(?:father|dad|grandfather|grandad|uncle|brother|son|boy|stepfather|husband|boyfriend|nephew|"
    r"male|mgf|pgf|mr|sir|lord|man)\b"
)
_CHILD = re.compile(
    r"\b(?:child|sibling|baby|infant|son|daughter|brother|sister|half-sibling|pupil)\b"
)
_ADULT = re.compile(
    r"\b(?:mother|father|partner|grand\w+|aunt|uncle|worker|visitor|nurse|midwife|teacher|doctor|gp|"
    r"officer|manager|carer|husband|wife|lodger|practitioner)\b"
)
_OF_AN_ADDRESS = frozenset({"register:locality", "register:street"})
_OF_SOMEBODY = re.compile(r"\b[a-z]+'s ")
_ADULT_TITLES = frozenset({"mr", "mrs", "ms", "dr", "prof", "professor"})
_TITLES = words.TITLES | words.RANKS
# How far back the person last spoken of still counts, in mentions.
_REACH = 6


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something the register does not hold, found in the document."""

    id: str
    kind: str
    names: tuple[str, ...]
    hint: str = ""
    mentions: int = 0


@dataclass(frozen=True)
class Resolved:
    """Mentions with the entry or entity they stand for; the ambiguous ones with candidates."""

    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...] = ()
    candidates: dict[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)

    def candidates_of(self, mention: Mention) -> tuple[str, ...]:
        """The entries among which a person has to choose."""
        return self.candidates.get((mention.block_id, mention.start), ())


def resolve(document: Document, mentions: Sequence[Mention], register: Register) -> Resolved:
    """Give every named mention its entry, or an entity of its own, or a list of candidates."""
    return _Resolver(document, register).run(mentions)


class _Resolver:
    def __init__(self, document: Document, register: Register) -> None:
        self.document = document
        self.texts = {block.id: block.text for block in document.blocks}
        self.register = register
        self.gate = gate_of(register)
        self.candidates: dict[tuple[str, int], tuple[str, ...]] = {}
        self.pools: dict[tuple[str, int], set[str]] = {}
        self.strangers: set[tuple[str, int]] = (
            set()
        )  # share a name with the register, and are not in it
        self.recent: list[str] = []
        self._by_text: dict[str, frozenset[str]] = {}

    def run(self, mentions: Sequence[Mention]) -> Resolved:
        told = [self._by_its_words(mention) for mention in mentions]
        shown = beside.titles_shown(told)
        placed = self._by_its_place(told, shown)
        telling = Telling(self.document, self.register, placed, self.pools)
        for at, entry_id in telling.chosen().items():
            placed[at] = replace(placed[at], entry_id=entry_id)
        done = [self._ranked(mention) for mention in self._by_its_place(placed, shown)]
        unknown = [m for m in done if self._is_new(m)]
        entities = _entities(unknown, self._hint)
        by_name = {name: entity.id for entity in entities for name in entity.names}
        final = tuple(
            replace(m, entry_id=by_name[_core(m)]) if self._is_new(m) else m for m in done
        )
        return Resolved(final, entities, self.candidates)

    def _is_new(self, mention: Mention) -> bool:
        return (
            mention.kind in NAMED
            and mention.kind != "family"
            and mention.entry_id is None
            and (
                not mention.source.startswith("register")
                or (mention.block_id, mention.start) in self.strangers
            )
            and bool(_core(mention))
        )

    def _by_its_words(self, mention: Mention) -> Mention:
        """The one entry that these words fit; several wait in `pools`."""
        if not mention.source.startswith("register") or mention.kind not in NAMED | {"handle"}:
            return mention
        by = {part for part in mention.source.split("+") if part.startswith("register:")}
        if by <= _OF_AN_ADDRESS and mention.kind in NAMED:
            # "Harrowdale Gazette" is not the child who lives in Harrowdale.
            self.strangers.add((mention.block_id, mention.start))
            return replace(mention, entry_id=None)
        if mention.entry_id is not None:
            return self._unless_another(mention, self.register.entry(mention.entry_id))
        pool = self._pool(mention)
        if mention.kind != "family" and len(pool) == 1:
            return replace(mention, entry_id=next(iter(pool)))
        self.pools[mention.block_id, mention.start] = pool
        return mention

    def _unless_another(self, mention: Mention, entry: Entry) -> Mention:
        """Of a relation with the same surname nothing else is said; with another surname a person decides."""
        other = other_name(mention.text, entry) if mention.kind == entry.kind == "person" else ""
        if not other:
            return mention
        if other == "forename":
            self.strangers.add((mention.block_id, mention.start))
        else:
            self.pools[mention.block_id, mention.start] = {entry.id}
        return replace(mention, entry_id=None)

    def _pool(self, mention: Mention) -> set[str]:
        if mention.text not in self._by_text:
            self._by_text[mention.text] = self.gate.candidates(mention.text)
        wanted = "person" if mention.kind in ("family", "handle") else mention.kind
        pool = {
            entry_id
            for entry_id in self._by_text[mention.text]
            if self.register.entry(entry_id).kind == wanted
        }
        if mention.kind == "family":
            return pool
        pool = self._by_own_name(_core(mention), pool)
        return {e for e in pool if self._agrees(mention, self.register.entry(e))} or pool

    def _by_own_name(self, core: str, pool: set[str]) -> set[str]:
        """ "Harry" is the one so registered, before a Henry for whom it would only be usual."""
        entries = {entry_id: self.register.entry(entry_id) for entry_id in pool}
        own = {
            entry_id for entry_id, entry in entries.items()
            if any(core in fold(name).text.split() for name in (*entry.names, *entry.aliases))
        }  # fmt: skip
        return own or pool

    def _by_its_place(
        self, mentions: list[Mention], titles: Mapping[str, frozenset[str]]
    ) -> list[Mention]:
        """Of several candidates the one whom titles and the clause leave, where they leave one."""
        found = list(mentions)
        for at, mention in enumerate(mentions):
            pool = self.pools.get((mention.block_id, mention.start), set())
            if len(pool) < 2 or mention.kind == "family" or mention.entry_id is not None:
                continue
            title = beside.title_of(mention.text)
            others = beside.others_in_clause(at, mentions, self.texts)
            left = {
                entry
                for entry in pool - others
                if not beside.called_otherwise(title, titles.get(entry, frozenset()))
            }
            if len(left) == 1:
                found[at] = replace(mention, entry_id=left.pop())
            elif left:
                self.pools[mention.block_id, mention.start] = left
        return found

    def _ranked(self, mention: Mention) -> Mention:
        """Candidates, the one spoken of last first: a proposal for the reviewer, not a choice."""
        place = (mention.block_id, mention.start)
        if mention.entry_id is not None:
            self.recent = [*self.recent[-_REACH + 1 :], mention.entry_id]
        elif pool := self.pools.get(place):
            order = {entry_id: rank for rank, entry_id in enumerate(reversed(self.recent))}
            ranked = sorted(pool, key=lambda e: (order.get(e, len(order)), e))
            self.candidates[place] = tuple(ranked)
        return mention

    def _agrees(self, mention: Mention, entry: Entry) -> bool:
        """Whether title, sex and age in the sentence speak against this person."""
        title = beside.title_of(mention.text)
        # "Mother's Partner" says nothing of the partner's sex.
        said = _OF_SOMEBODY.sub("", fold(f"{entry.role} {entry.label}").text)
        female, male = bool(_FEMALE.search(said)), bool(_MALE.search(said))
        if title in {"mr", "sir", "lord"} and female and not male:
            return False
        if title in {"mrs", "ms", "miss", "dame", "lady"} and male and not female:
            return False
        doctor = bool(re.search(r"doctor|\bgp\b|\bdr\b|psychiatr|police|constable", said))
        if title in {"mr", "mrs", "ms", "miss"} and doctor:
            return False  # they would be called by their own title
        if title in _ADULT_TITLES and _CHILD.search(said):
            return False
        if title == "master" and (female or _ADULT.search(said)):
            return False
        if title in words.RANKS or title in {"dr", "doctor"}:
            return _fits_rank(title, said)
        return True

    def _hint(self, mention: Mention) -> str:
        """What the neighbourhood says a new person is: a title, a rank or a role."""
        for source in mention.source.split("+"):
            if source.startswith("role:"):
                return source.removeprefix("role:")
        return ""


def _fits_rank(title: str, said: str) -> bool:
    if title in words.RANKS:
        return bool(
            re.search(r"police|officer|constable|detective|sergeant|inspector|\bpc\b", said)
        )
    return bool(re.search(r"doctor|\bgp\b|\bdr\b|paediatric|psychiatr|consultant|surgeon", said))


def _core(mention: Mention) -> str:
    """The folded name without title, rank number, possessive and initials."""
    parts = fold(mention.text).text.replace("'s", "").split()
    while parts and parts[0].strip(".") in _TITLES:
        parts = parts[1:]
    kept = [part.strip(".,()\"'") for part in parts if any(c.isalpha() for c in part)]
    return " ".join(part for part in kept if part)


def _entities(mentions: Iterable[Mention], hint_of: Callable[[Mention], str]) -> tuple[Entity, ...]:
    """Mentions grouped: equal names, and a single word that is part of exactly one longer name."""
    names: dict[str, dict[str, int]] = {}
    hints: dict[tuple[str, str], str] = {}
    for mention in mentions:
        core = _core(mention)
        counts = names.setdefault(mention.kind, {})
        counts[core] = counts.get(core, 0) + 1
        hints.setdefault((mention.kind, core), hint_of(mention))
    entities: list[Entity] = []
    for kind, counts in names.items():
        taken = {name for entity in entities for name in entity.names}
        for head, members in _grouped(counts).items():
            hint = next((hints[kind, m] for m in members if hints[kind, m]), "")
            total = sum(counts[m] for m in members)
            fresh = tuple(m for m in members if m not in taken)
            if fresh:
                entities.append(Entity(_new_id(kind, head), kind, fresh, hint, total))
    return tuple(entities)


def _grouped(counts: dict[str, int]) -> dict[str, list[str]]:
    first = {name: place for place, name in enumerate(counts)}
    parts_of = {name: frozenset(name.replace(",", "").split()) for name in counts}
    groups: dict[str, list[str]] = {}
    heads_with: dict[str, list[str]] = {}
    for name in sorted(counts, key=lambda n: (-len(n.split()), first[n])):
        parts = parts_of[name]
        # Whoever has all of its words has the rarest of them.
        known = min((heads_with.get(part, []) for part in parts), key=len, default=list(groups))
        homes = [head for head in known if parts < parts_of[head]]
        if len(homes) == 1:
            groups[homes[0]].append(name)
            continue
        groups[name] = [name]
        for part in parts:
            heads_with.setdefault(part, []).append(name)
    return dict(sorted(groups.items(), key=lambda item: min(first[m] for m in item[1])))


def _new_id(kind: str, name: str) -> str:
    """Stable over drafts, and not the name itself, since ids reach logs."""
    return f"new-{kind}-{hashlib.sha256(f'{kind}:{name}'.encode()).hexdigest()[:12]}"
