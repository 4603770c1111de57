"""What becomes of each mention: proposed by the policy, settled by a person, never lost."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from irwell.anonymise.fold import fold
from irwell.anonymise.model import Document, Mention, Replacement
from irwell.anonymise.policy import REMOVED, Action, Policy
from irwell.anonymise.register import Register
from irwell.anonymise.resolve import Entity, Resolved
from irwell.anonymise.wording import fitted

Scope = Literal["this", "all"]
# Below this a find is shown to a person before anything is published.
SURE = 0.8
_CONTEXT = 24
_HINTS = {
    "dr": "Doctor", "doctor": "Doctor", "gp": "GP", "nurse": "Nurse", "school nurse": "School Nurse",
    "midwife": "Midwife", "social worker": "Social Worker", "health visitor": "Health Visitor",
    "teacher": "Teacher", "headteacher": "Head Teacher", "head teacher": "Head Teacher",
    "solicitor": "Solicitor", "judge": "Judge", "hhj": "Judge", "coroner": "Coroner",
    "police officer": "Police Officer", "support worker": "Support Worker",
    "family worker": "Family Worker", "paediatrician": "Paediatrician",
    "consultant": "Consultant", "neighbour": "Neighbour", "friend": "Friend",
    "foster carer": "Foster Carer", "childminder": "Childminder",
}  # fmt: skip
_BODY_WORDS = (
    ("school", "School"), ("academy", "School"), ("primary", "School"), ("college", "College"),
    ("nursery", "Nursery"), ("hospital", "Hospital"), ("infirmary", "Hospital"), ("surgery", "GP Surgery"),
    ("medical", "GP Surgery"), ("health centre", "Health Centre"), ("clinic", "Clinic"),
    ("children's centre", "Children’s Centre"), ("council", "Council"), ("refuge", "Refuge"),
    ("hostel", "Hostel"), ("church", "Place of Worship"), ("mosque", "Place of Worship"),
    ("club", "Club"), ("trust", "Trust"), ("police", "Police Force"), ("constabulary", "Police Force"),
)  # fmt: skip


class DecisionError(ValueError):
    """A decision that may not be made; the sentence says why and what to do."""


@dataclass(frozen=True)
class Decision:
    """One mention and what becomes of it. `settled_by` names the person who decided."""

    mention: Mention
    action: Action
    replacement: str
    needs_person: bool
    reason: str
    settled_by: str = ""
    scope: Scope = "this"

    @cached_property
    def key(self) -> str:
        """The same for the same words of the same kind, in every draft."""
        return f"{self.mention.kind}:{fold(self.mention.text).text.strip()}"

    @property
    def from_register(self) -> bool:
        """Whether the case's register proposed the mention."""
        return self.mention.source.startswith("register")


def decide(
    mentions: Sequence[Mention] | Resolved,
    register: Register,
    policy: Policy | None = None,
    *,
    entities: Sequence[Entity] = (),
) -> tuple[Decision, ...]:
    """A proposal for every mention. Pass what `resolve` returned to get labels for new people."""
    resolved = (
        mentions if isinstance(mentions, Resolved) else Resolved(tuple(mentions), tuple(entities))
    )
    labels = _new_labels(resolved.entities, register)
    rules = _Rules(register, policy or Policy(), labels)
    return tuple(rules.decide(mention) for mention in resolved.mentions)


def settle(
    decisions: Sequence[Decision],
    chosen: Decision,
    *,
    action: Action,
    replacement: str | None = None,
    reason: str,
    by: str,
    scope: Scope = "this",
) -> tuple[Decision, ...]:
    """A person's decision on one mention, or with scope "all" on every one with the same key."""
    if not by.strip():
        raise DecisionError("A decision needs the name of the person who makes it.")
    if chosen.from_register and action == "keep" and not reason.strip():
        raise DecisionError(
            "This is in the case's identity register. Give a reason to leave it in the text."
        )
    words = chosen.replacement if replacement is None else replacement
    if action == "keep":
        words = chosen.mention.text
    elif action != "remove" and not words.strip():
        raise DecisionError("Give the words that are put in place of the original.")
    out = []
    for decision in decisions:
        same = decision == chosen or (scope == "all" and decision.key == chosen.key)
        if same:
            kept = decision.mention.text if action == "keep" else words
            decision = replace(decision, action=action, replacement=kept, needs_person=False,
                               reason=reason or decision.reason, settled_by=by, scope=scope)  # fmt: skip
        out.append(decision)
    return tuple(out)


def carry_over(
    old: Sequence[Decision],
    new: Sequence[Decision],
    *,
    old_document: Document | None = None,
    new_document: Document | None = None,
) -> tuple[Decision, ...]:
    """Proposals for a changed document with every earlier settled decision put back.

    A decision for "all" holds for every mention with its key. One for "this" comes back where
    the words around it are the same, or else at the same turn in the same block.
    """
    for_all = {d.key: d for d in old if d.settled_by and d.scope == "all"}
    for_this: dict[tuple[str, str], Decision] = {}
    for decision, anchors in zip(old, _anchors(old, old_document), strict=True):
        if decision.settled_by and decision.scope == "this":
            for anchor in anchors:
                for_this.setdefault((decision.key, anchor), decision)
    out = []
    for decision, anchors in zip(new, _anchors(new, new_document), strict=True):
        found = next(
            (for_this[decision.key, a] for a in anchors if (decision.key, a) in for_this), None
        )
        out.append(_again(decision, found or for_all.get(decision.key)))
    return tuple(out)


def replacements(
    decisions: Iterable[Decision], document: Document | None = None
) -> tuple[Replacement, ...]:
    """The changes to make; with the document at hand the words around them are fitted too."""
    texts = {block.id: block.text for block in document.blocks} if document else {}
    changes: list[Replacement] = []
    for d in decisions:
        if d.action == "keep" or d.replacement == d.mention.text:
            continue
        change = Replacement(d.mention.block_id, d.mention.start, d.mention.end, d.replacement)
        if change.block_id in texts:
            fit = fitted(texts[change.block_id], change)
            # A repair never reaches into the words of the mention before it.
            last = changes[-1] if changes and changes[-1].block_id == fit.block_id else None
            change = change if last and fit.start < last.end else fit
        changes.append(change)
    return tuple(changes)


def _again(decision: Decision, earlier: Decision | None) -> Decision:
    if earlier is None:
        return decision
    kept = decision.mention.text if earlier.action == "keep" else earlier.replacement
    return replace(
        decision, action=earlier.action, replacement=kept, needs_person=False,
        reason=earlier.reason, settled_by=earlier.settled_by, scope=earlier.scope,
    )  # fmt: skip


def _anchors(decisions: Sequence[Decision], document: Document | None) -> list[tuple[str, ...]]:
    texts = {block.id: block.text for block in document.blocks} if document else {}
    turns: dict[tuple[str, str], int] = {}
    out: list[tuple[str, ...]] = []
    for decision in decisions:
        mention = decision.mention
        turn = turns.get((mention.block_id, decision.key), 0)
        turns[mention.block_id, decision.key] = turn + 1
        if mention.block_id not in texts:
            out.append((f"turn:{mention.block_id}:{turn}",))
            continue
        text = texts[mention.block_id]
        before = fold(text[max(0, mention.start - _CONTEXT) : mention.start]).text
        after = fold(text[mention.end : mention.end + _CONTEXT]).text
        out.append((f"around:{before}|{after}", f"before:{before}", f"after:{after}"))
    return out


class _Rules:
    def __init__(self, register: Register, policy: Policy, labels: dict[str, str]) -> None:
        self.register, self.policy, self.labels = register, policy, labels

    def decide(self, mention: Mention) -> Decision:
        decision = self._by_kind(mention)
        if decision.from_register and decision.action == "keep":
            # The policy would keep it, the register says it must not be found: a person looks.
            return replace(decision, needs_person=True,
                           reason=f"{decision.reason} It touches the register: confirm.")  # fmt: skip
        return decision

    def _by_kind(self, mention: Mention) -> Decision:
        kind, policy = mention.kind, self.policy
        if kind in ("person", "place", "organisation", "family"):
            return self._named(mention)
        if kind in REMOVED:
            unsure = mention.score < SURE and not mention.source.startswith("register")
            return Decision(mention, "remove", REMOVED[kind], unsure, f"A {_say(kind)}: removed.")
        if kind == "date":
            return self._date(mention)
        if kind == "birthday":
            return Decision(mention, "generalise", _birthday(mention.text), False,
                            "A numbered birthday gives a date of birth.")  # fmt: skip
        if kind == "time":
            return Decision(mention, "generalise", policy.time_words(mention.text), False,
                            "An exact time: the part of the day is enough.")  # fmt: skip
        if kind == "age":
            return self._age(mention)
        if kind in ("month", "year", "weekday"):
            return self._coarse(mention)
        return Decision(mention, "remove", "[removed]", True, "A kind without a rule: look at it.")

    def _named(self, mention: Mention) -> Decision:
        entry = self.register.get(mention.entry_id)
        if mention.kind == "family":
            words = _family(mention.text, entry.label if entry else "")
            return Decision(mention, "replace", words, False, "A family’s name.")
        if entry is not None:
            label = _in_grammar(entry.label, mention)
            doubt = mention.score < 0.6
            why = "In the register" + (", but the word has other meanings." if doubt else ".")
            return Decision(mention, "replace", label, doubt, why)
        if mention.source.startswith("register") and mention.entry_id not in self.labels:
            return Decision(mention, "replace", f"[{_someone(mention.kind)}]", True,
                            "In the register, but more than one entry fits: choose.")  # fmt: skip
        label = self.labels.get(mention.entry_id or "", f"[{_someone(mention.kind)}]")
        return Decision(mention, "replace", _in_grammar(label, mention), mention.score < SURE,
                        f"Not in the register; found by {mention.source}.")  # fmt: skip

    def _date(self, mention: Mention) -> Decision:
        entry = self.register.get(mention.entry_id)
        words = (
            entry.label if entry and entry.kind == "date" else self.policy.date_words(mention.text)
        )
        return Decision(mention, "generalise", words, False, "An exact day.")

    def _age(self, mention: Mention) -> Decision:
        words = self.policy.age_words(mention.text)
        if words == mention.text:
            return Decision(mention, "keep", words, False, "An age in years may stay.")
        return Decision(mention, "generalise", words, False, "An exact age.")

    def _coarse(self, mention: Mention) -> Decision:
        keep = {"month": self.policy.keep_months and self.policy.dates == "month",
                "year": self.policy.keep_years, "weekday": self.policy.keep_weekdays}  # fmt: skip
        if keep[mention.kind]:
            return Decision(
                mention, "keep", mention.text, False, "Not exact enough to point to a day."
            )
        if mention.kind == "weekday":
            return Decision(mention, "generalise", "one day", False, "The policy hides weekdays.")
        words = self.policy.date_words(mention.text) if mention.kind == "month" else "that year"
        return Decision(mention, "generalise", words, False, f"The policy hides {mention.kind}s.")


def _in_grammar(label: str, mention: Mention) -> str:
    """ "Kayleigh's" → "Child A’s"; the "’s" of "St Wilfrid's" is part of the school's name."""
    owner = mention.kind == "person" and mention.text.endswith(("’s", "'s", "’", "'"))
    return f"{label}’s" if owner else label


def _family(shown: str, whose: str) -> str:
    """ "the Moss children" → "the children"; "Amadis", of one person's name, → "Father’s family"."""
    last = shown.split()[-1]
    word = last if last.islower() else "family"
    if shown[:4].lower() == "the ":
        return f"the {word}"
    return f"{whose}’s {word}" if whose else word


def _birthday(shown: str) -> str:
    head = shown.split()[0].lower()
    return f"{head} birthday" if head in ("his", "her", "their", "my", "its") else "birthday"


def _someone(kind: str) -> str:
    return {"person": "a person", "place": "a place", "organisation": "an organisation"}[kind]


def _say(kind: str) -> str:
    return kind.replace("_", " ").replace("-", " ").replace("nhs", "NHS").replace("ni ", "NI ")


def _new_labels(entities: Sequence[Entity], register: Register) -> dict[str, str]:
    """ "Doctor 1", "School 2", "Person 3": numbered in order of appearance, none used twice."""
    used = {fold(entry.label).text for entry in register.entries}
    real = {fold(part).text for e in register.people() for name in e.names for part in name.split()}
    taken = used | real
    labels: dict[str, str] = {}
    last: Counter[str] = Counter()
    for entity in entities:
        stem = _stem(entity)
        last[stem] += 1
        while fold(f"{stem} {last[stem]}").text in taken:
            last[stem] += 1
        labels[entity.id] = f"{stem} {last[stem]}"
    return labels


def _stem(entity: Entity) -> str:
    if entity.kind == "person":
        if entity.hint in _HINTS:
            return _HINTS[entity.hint]
        return (
            "Police Officer" if entity.hint in ("pc", "dc", "ds", "di", "ps", "sgt") else "Person"
        )
    name = " ".join(entity.names)
    for word, label in _BODY_WORDS:
        if word in name:
            return label
    return "Organisation" if entity.kind == "organisation" else "Place"
