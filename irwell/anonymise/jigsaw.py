"""The jigsaw meter: what the details that are left add up to.

No single detail names a child; an exact age, a rare illness and the month of a trial do. The
meter lists what is left, names the pairs that do the damage and says what to blur. It advises:
a person with the press cuttings on the desk decides.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from irwell.anonymise.fold import fold
from irwell.anonymise.recognise.hits import without_overlaps
from irwell.anonymise.recognise.patterns import pattern_hits

Level = Literal["low", "medium", "high"]
_SNIPPET = 80
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?][”’\"]?\s+|\n+")


@dataclass(frozen=True, slots=True)
class Feature:
    """One detail that narrows down who it is. `weight` is about how many bits it gives away."""

    kind: str
    text: str
    start: int
    end: int
    weight: float
    advice: str
    known_outside: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two details that together point at a family."""

    first: Feature
    second: Feature
    weight: float
    sentence: str


@dataclass(frozen=True)
class Jigsaw:
    """The level with everything that led to it."""

    level: Level
    score: float
    features: tuple[Feature, ...]
    pairs: tuple[Pair, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    weight: float
    advice: str
    pattern: re.Pattern[str] | None = None


def _kind(name: str, weight: float, advice: str, *parts: str) -> _Kind:
    pattern = re.compile(r"\b(?:" + "|".join(parts) + r")\b") if parts else None
    return _Kind(name, weight, advice, pattern)


_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_KINDS = (
    _kind("multiple birth", 6, "say “siblings”",
          r"twins?", r"triplets?", r"quadruplets?", r"identical (?:brothers|sisters)"),
    _kind("family shape", 3, "say “several siblings” and drop order and sex",
          r"(?:only|eldest|oldest|youngest|middle|first|second|third|fourth|fifth|sixth) (?:child|of (?:three|four|five|six|seven|eight|nine|ten))",
          (r"(?:two|three|four|five|six|seven|eight|nine|ten|[2-9]|1\d) (?!(?:to|of|for|and|or|in|by|with|on|at|the|from|is|are|was|were) )"
          r"(?:\w+ )?(?:siblings|children|brothers|sisters)"), r"one (?:\w+ )?(?:sibling|brother|sister)",
          r"adopted", r"surrogate", r"kinship care(?:r|rs)?", r"half-?siblings?", r"foster (?:child|brother|sister)"),
    _kind("rare condition", 6, "give the category (“a serious long-term illness”)",
          r"rare (?:\w+ )?(?:condition|disease|disorder|syndrome|illness|genetic \w+)",
          r"cystic fibrosis", r"sickle cell \w+", r"muscular dystrophy", r"duchenne", r"spina bifida",
          r"osteogenesis imperfecta", r"brittle bones?", r"haemophilia", r"leukaemia", r"transplant(?:ed)?",
          r"spinal muscular atrophy", r"rett syndrome", r"(?:edwards|patau|turner|prader[- ]willi|angelman|williams|noonan|fragile x)(?:'?s)?(?: syndrome)?",
          r"phenylketonuria", r"tuberous sclerosis", r"batten(?:'s)? disease", r"tracheostomy",
          r"[a-z]+(?:osis|oma|trophy|plegia) of the [a-z]+", r"congenital [a-z]+(?: [a-z]+)?"),
    _kind("condition", 2, "leave it out unless it matters to the learning",
          r"down'?s? syndrome", r"cerebral palsy", r"epilep(?:sy|tic)", r"deaf", r"blind", r"type 1 diabet(?:es|ic)",
          r"wheelchair", r"non-?verbal", r"gastrostomy", r"albinism"),
    _kind("ethnicity or faith", 2, "is it relevant to the learning? Then keep it, at the broadest level that serves",
          r"roma", r"gypsy", r"traveller", r"polish", r"romanian", r"somali", r"eritrean", r"afghan", r"kurdish", r"nigerian",
          r"pakistani", r"bangladeshi", r"jewish", r"muslim", r"sikh", r"hindu", r"jehovah'?s witness(?:es)?", r"amish",
          r"albanian", r"vietnamese", r"ukrainian", r"syrian", r"ghanaian", r"latvian", r"mixed heritage"),
    _kind("rare event", 7, "leave it out",
          r"(?:the )?(?:only|first|youngest|oldest|last) (?:\w+ ){0,4}(?:in|at|of) (?:the|that|this) (?:\w+ )?(?:town|village|school|hospital|year|county|city|country|area)(?: that year)?",
          r"lottery winner", r"won the [a-z ]{3,40}", r"television|talent show|documentary|viral video",
          r"champion(?:ship)?", r"world record", r"house fire", r"explosion", r"drown(?:ed|ing)", r"stabb(?:ed|ing)",
          r"shot dead", r"crossbow", r"machete", r"poison(?:ed|ing)", r"arson", r"thrown from", r"dog attack",
          r"fell from (?:a|the) (?:\w+ )?(?:window|balcony|flat|bridge)", r"abduct(?:ed|ion)", r"methadone", r"carbon monoxide"),
    _kind("trial", 5, "leave out the court, the month, the sentence and every quotation",
          r"trial (?:in|of|at|took place|concluded)[a-z ]{0,12}", r"convicted (?:of|in)", r"(?:found|pleaded) (?:not )?guilty",
          r"sentenced to [a-z0-9 ]{1,24}", r"life imprisonment", r"manslaughter", r"murder(?:ed)?", r"infanticide",
          r"crown court", r"jury", r"inquest (?:in|into|concluded|heard)[a-z ]{0,12}", r"coroner (?:found|concluded|recorded)", r"verdict", r"the judge said"),
    _kind("press", 5, "leave out that it was reported, and how",
          r"newspapers?", r"press (?:coverage|reports?|interest)", r"media (?:coverage|reports?|interest|attention)",
          r"social media campaign", r"crowdfund\w*", r"fundraising page", r"vigil", r"headline"),
    _kind("parent’s work", 3, "say “worked” or give the field",
          r"(?:police officer|teacher|soldier|nurse|taxi driver|footballer|councillor|pastor|imam|vicar|fairground worker|farmer|lorry driver|prison officer|doctor)(?= (?:father|mother|parent))",
          r"(?:father|mother|stepfather|parent|partner)(?:'s)? (?:is|was|worked as|works as) an? [a-z]+(?: [a-z]+)?",
          r"serving (?:in the )?(?:army|navy|royal air force|armed forces|soldier)", r"military (?:base|family)"),
    _kind("setting", 2, "name the kind of place only",
          r"(?:special|boarding|faith|independent|catholic|islamic|jewish|residential|village) school", r"pupil referral unit",
          r"mother and baby unit", r"secure (?:unit|children's home)", r"women'?s refuge", r"traveller site", r"caravan (?:site|park)",
          r"prison", r"military base", r"island", r"hamlet", r"small village", r"canal", r"seaside town", r"tower block"),
    _kind("season", 1, "give the year only", r"(?:early |late |mid-? ?)?(?:spring|summer|autumn|winter)(?: (?:of )?\d{4})?"),
    _kind("injury", 2, "give the category of harm",
          r"(?:\d+|multiple|several|numerous|two|three|four|five|six|seven) (?:rib |skull |bone |leg |arm )?fractures?",
          r"shaken", r"scald(?:s|ed|ing)?", r"retinal h[a]?emorrhag\w+", r"bite marks?", r"cigarette burns?", r"brain (?:injury|damage)"),
)  # fmt: skip
_FROM_PATTERNS: dict[str, tuple[str, float, str]] = {
    "date": ("exact date", 8, "give the month and year, or the season"),
    "birthday": ("birthday", 6, "leave the birthday out"),
    "month": ("month and year", 3, "give the season or the year"),
    "time": ("exact time", 3, "give the part of the day"),
    "postcode": ("postcode", 10, "remove it"),
}
_EXACT_AGE = re.compile(r"week|day|month|gestation|\bhours?\b")
# "Under three months old" is a band, the very one that the date policy puts in.
_BAND = re.compile(r"\b(?:under|over|a few)\s$")
# Kinds that search engines, court lists and local memory join most easily.
_DAMAGE = {
    frozenset(pair): why
    for pair, why in (
        (("exact age", "rare condition"), "few children of that age have that illness"),
        (("exact age", "trial"), "reports of a trial give the child’s age"),
        (("exact age", "exact date"), "together they give the date of birth"),
        (("exact age", "month and year"), "together they give the month of birth"),
        (
            ("exact age", "multiple birth"),
            "an age in weeks and a multiple birth fit very few families",
        ),
        (("multiple birth", "rare condition"), "hardly a second family in the area fits both"),
        (("multiple birth", "trial"), "local press always mentions it"),
        (("trial", "month and year"), "court lists and newspapers are kept by the month"),
        (("trial", "exact date"), "court lists and newspapers are kept by the day"),
        (("trial", "injury"), "the injuries are told in court and in the press"),
        (
            ("trial", "rare event"),
            "the press report of the event and of the trial lead to each other",
        ),
        (("rare event", "month and year"), "one search of the local press finds it"),
        (("rare event", "exact date"), "one search of the local press finds it"),
        (("rare condition", "ethnicity or faith"), "few families in an area share both"),
        (("rare condition", "setting"), "people at that place will know the child"),
        (("ethnicity or faith", "setting"), "in a small place that is one family"),
        (("family shape", "parent’s work"), "neighbours and colleagues know both"),
        (("family shape", "month and year"), "neighbours know both"),
    )
}


def jigsaw(text: str, *, known_outside: Sequence[str] = ()) -> Jigsaw:
    """Score what is left in an anonymised text; `known_outside` is what press or judgments say."""
    features = tuple(_features(text, known_outside))
    pairs = tuple(_pairs(features))
    score = _score(features, pairs)
    level = _level(features, pairs, score)
    return Jigsaw(
        level, round(score, 1), features, pairs, tuple(_sentences(level, features, pairs))
    )


def _features(text: str, known_outside: Sequence[str]) -> Iterator[Feature]:
    folded = fold(text)
    outside = [set(_content_words(line)) for line in known_outside if line.strip()]
    seen: set[tuple[str, str]] = set()
    for kind, start, end, weight, advice in _found(text):
        shown = " ".join(text[start:end].split())
        if (kind, fold(shown).text) in seen:
            continue
        seen.add((kind, fold(shown).text))
        known = _is_known(shown, outside)
        yield Feature(
            kind, shown[:_SNIPPET], start, end, weight * (1.5 if known else 1), advice, known
        )
    for line in known_outside:
        if shared := _shared_run(line, folded.text):
            start, end = folded.span(*shared)
            yield Feature("words known outside", text[start:end][:_SNIPPET], start, end, 8.0,
                          "say it in other words or leave it out", True)  # fmt: skip


def inventory(
    text: str, labels: Sequence[str], features: Iterable[Feature]
) -> dict[str, tuple[Feature, ...]]:
    """The details by the person of whom they are told; "" for those told of nobody by label.

    A detail belongs to the label that stands nearest before it in its sentence, else to the
    nearest behind it there, else to the label spoken of last in its paragraph.
    """
    spoken = _label_places(text, labels)
    found: dict[str, list[Feature]] = {}
    for feature in features:
        found.setdefault(_told_of(text, feature, spoken), []).append(feature)
    order = {label: place for place, label in enumerate(labels)}
    return {
        label: tuple(sorted(found[label], key=lambda f: (-f.weight, f.start)))
        for label in sorted(found, key=lambda label: order.get(label, len(order)))
    }


def _label_places(text: str, labels: Sequence[str]) -> list[tuple[int, int, str]]:
    if not labels:
        return []
    longest = sorted(labels, key=lambda label: (-len(label), label))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
    return [(m.start(), m.end(), m.group()) for m in pattern.finditer(text)]


def _told_of(text: str, feature: Feature, spoken: Sequence[tuple[int, int, str]]) -> str:
    begin = max((m.end() for m in _SENTENCE_END.finditer(text, 0, feature.start)), default=0)
    stop = _SENTENCE_END.search(text, feature.end)
    end = stop.start() + 1 if stop else len(text)
    before = [label for start, _, label in spoken if begin <= start < feature.start]
    after = [label for start, _, label in spoken if feature.end <= start < end]
    if before or after:
        return before[-1] if before else after[0]
    paragraph = text.rfind("\n", 0, feature.start) + 1
    earlier = [label for start, _, label in spoken if paragraph <= start < feature.start]
    return earlier[-1] if earlier else ""


def _found(text: str) -> Iterator[tuple[str, int, int, float, str]]:
    folded = fold(text)
    for kind in _KINDS:
        if kind.pattern is None:
            continue
        for match in kind.pattern.finditer(folded.text):
            start, end = folded.span(*match.span())
            yield kind.name, start, end, kind.weight, kind.advice
    for hit in without_overlaps(pattern_hits(text)):
        if hit.kind == "age":
            before = fold(text[max(0, hit.start - 8) : hit.start]).text
            exact = bool(_EXACT_AGE.search(fold(text[hit.start : hit.end]).text))
            exact = exact and not _BAND.search(before)
            yield ("exact age" if exact else "age", hit.start, hit.end, 5.0 if exact else 1.0,
                   "give a band (“under one year”)" if exact else "give a band if other details stay")  # fmt: skip
        elif hit.kind in _FROM_PATTERNS:
            name, weight, advice = _FROM_PATTERNS[hit.kind]
            yield name, hit.start, hit.end, weight, advice


def _content_words(text: str) -> list[str]:
    return [w for w in re.findall(r"[a-z0-9]+", fold(text).text) if len(w) > 3 or w.isdigit()]


def _is_known(shown: str, outside: Iterable[set[str]]) -> bool:
    mine = set(_content_words(shown))
    return bool(mine) and any(mine <= words for words in outside)


def _shared_run(line: str, folded_text: str, size: int = 6) -> tuple[int, int] | None:
    """Where six words in a row stand that a cutting has too: a search engine finds them."""
    told = _WORD.findall(fold(line).text)
    runs = {tuple(told[at : at + size]) for at in range(len(told) - size + 1)}
    words = list(_WORD.finditer(folded_text))
    for at in range(len(words) - size + 1):
        if tuple(word.group() for word in words[at : at + size]) in runs:
            return words[at].start(), words[at + size - 1].end()
    return None


def _pairs(features: Sequence[Feature]) -> Iterator[Pair]:
    best: dict[frozenset[str], Pair] = {}
    for first, second in combinations(features, 2):
        kinds = frozenset((first.kind, second.kind))
        why = _DAMAGE.get(kinds)
        both_known = first.known_outside and second.known_outside and len(kinds) == 2
        if why is None and not both_known:
            continue
        reason = why or "both are known outside, so they lead from one to the other"
        sentence = (
            f"“{first.text}” ({first.kind}) with “{second.text}” ({second.kind}): {reason}. "
            f"Blur one: {min((first, second), key=lambda f: -f.weight).advice}."
        )
        pair = Pair(first, second, first.weight + second.weight, sentence)
        if kinds not in best or pair.weight > best[kinds].weight:
            best[kinds] = pair
    yield from sorted(best.values(), key=lambda p: (-p.weight, p.first.start, p.second.start))


def _score(features: Sequence[Feature], pairs: Sequence[Pair]) -> float:
    """The heaviest detail of each kind, and a little more for each damaging pair."""
    heaviest: dict[str, float] = {}
    for feature in features:
        heaviest[feature.kind] = max(heaviest.get(feature.kind, 0.0), feature.weight)
    return sum(heaviest.values()) + 2.0 * len(pairs)


def _level(features: Sequence[Feature], pairs: Sequence[Pair], score: float) -> Level:
    singular = any(f.kind in ("postcode", "words known outside") for f in features)
    if singular or (score >= 16 and pairs):
        return "high"
    if score >= 8 or pairs:
        return "medium"
    return "low"


_LEVEL_SENTENCES: dict[Level, str] = {
    "high": "High: the details left here, taken together, are likely to lead to the family. Blur the "
    "pairs below, then try it as a motivated intruder would and log what you find.",
    "medium": "Medium: some details narrow the search. Blur at least one of each pair.",
    "low": "Low: no combination of the details found here is likely to lead to the family.",
}


def _sentences(level: Level, features: Sequence[Feature], pairs: Sequence[Pair]) -> Iterator[str]:
    yield _LEVEL_SENTENCES[level]
    yield from (pair.sentence for pair in pairs)
    for feature in features:
        if feature.known_outside:
            yield f"“{feature.text}” is already known outside: {feature.advice}."
    if any(feature.kind == "ethnicity or faith" for feature in features):
        yield (
            "Ethnicity or faith is mentioned. Is it relevant to the learning? Silence about it is a "
            "known failing; remove it only if it teaches nothing."
        )
