"""What a review says about itself, guessed from its words for an editor to confirm.

The lists are those that the Department for Education's figures and the Panel's yearly reports
break down by; a guess names the words that it rests on. Answers without such words are an editor's alone: nothing
is guessed about sex, ethnicity and disability, which a review may name of many people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a record can say: its name, its question, and words for each answer."""

    name: str
    label: str
    answers: Mapping[str, str]


FACTS = (
    Fact("nature", "Nature of the notification", {
        "Child death": r"\b(?:death of (?:a |the )?(?:child|baby|infant|boy|girl)|child(?:ren)? (?:who )?died|fatal|"
        r"(?:he|she|they|baby|child \w+) died|stillb)",
        "Serious harm": r"serious(?:ly)? (?:harm|injur)|life.threatening|non.accidental injur|significant harm",
    }),
    Fact("age", "Age of the youngest child", {
        "Under 1": r"\b(?:baby|infant|newborn|new.born|\d+.(?:week|month)s?.old|(?:weeks|months) (?:old|of age))\b",
        "1 to 5": r"\b(?:toddler|pre.?school|nursery|aged? (?:one|two|three|four|five|[1-5])\b|[1-5].years?.old)",
        "6 to 10": r"\b(?:primary school|aged? (?:six|seven|eight|nine|ten|[6-9]|10)\b|(?:[6-9]|10).years?.old)",
        "11 to 15": r"\b(?:secondary school|aged? (?:eleven|twelve|thirteen|fourteen|fifteen|1[1-5])\b|1[1-5].years?.old)",
        "16 to 17": r"\b(?:sixth form|aged? (?:sixteen|seventeen|1[67])\b|1[67].years?.old)",
    }),
    Fact("sex", "Sex or gender", dict.fromkeys(("Female", "Male", "Transgender", "Several children"), UNKNOWN)),
    Fact("ethnicity", "Ethnic group", dict.fromkeys((
        "Asian or Asian British", "Black or Black British", "Mixed", "White", "Other ethnic group", "Not recorded",
    ), UNKNOWN)),
    Fact("disability", "Disability", dict.fromkeys((
        "None", "Learning disability", "Autism", "Physical disability", "Sight or hearing", "Long-term illness", "Other disability",
    ), UNKNOWN)),
    Fact("harm", "Main harm", {
        "Neglect": r"\bneglect",
        "Physical abuse": r"non.accidental|physical(?:ly)? abus|fractur|head injur|shaken",
        "Sexual abuse": r"sexual(?:ly)? abus|sexual assault",
        "Exploitation outside the family": r"exploit|county lines|gang|extra.familial",
        "Sudden unexpected death of an infant": r"sudden unexpected death|sudden infant|safe sle|co.sleep|SUDI",
        "Suicide or self-harm": r"suicid|self.harm|took (?:his|her|their) own life",
        "Drowning, fire or other accident": r"drown|house fire|accidental death",
        "Medicines or poisoning": r"poison|ingest|overdose",
        "Fabricated or induced illness": r"fabricated or induced|perplexing presentation",
    }),
    Fact("placement", "Where the child lived", {
        "At home": r"(?:lived|living) (?:at home|with (?:his|her|their) (?:mother|father|parents))",
        "With relatives": r"special guardian|kinship|(?:lived|living) with (?:his|her|their) (?:grand|aunt|uncle)",
        "Foster care": r"foster (?:care|placement|home)",
        "Children’s home": r"residential (?:children|care|placement)|children.s home",
        "Hospital": r"mother.and.baby unit|in.patient|psychiatric (?:ward|unit)",
        "Custody": r"secure (?:children|training)|young offender",
    }),
    Fact("plan", "Plans in force", {
        "Child protection plan": r"child protection plan|CP plan|subject (?:of|to) a child protection",
        "Child in need plan": r"child in need|CIN plan",
        "Looked after": r"looked.after|in care of the local authority|care order",
        "Known to early help": r"early help",
        "Not known to social care": r"not (?:previously )?known to (?:children.s )?(?:social care|services)",
    }),
    Fact("method", "How it was reviewed", {
        "Significant incident learning process": r"\bSILP\b|significant incident learning",
        "Welsh model": r"welsh model",
        "Systems methodology (SCIE)": r"learning together|\bSCIE\b",
        "Appreciative inquiry": r"appreciative inquiry",
        "Root cause analysis": r"root cause",
    }),
    Fact("language", "Language, where it is not English", {
        "Welsh": r"\b(?:yn|yr|mae|oedd|roedd|wedi|gan|fod|ond|eu|hyn|plentyn)\b",
        "Another language": r"\b(?:le|les|des|une|dans|qui|der|die|das|und|nicht|się|nie|jest|był|oraz|przez|los|las|para|"
        r"che|della|și|este|care|ir|yra|bir|ve|için)\b",
    }),
)  # fmt: skip
ENGLISH = re.compile(r"\b(?:the|and|of|was|were|that|with|not)\b", re.IGNORECASE)
NAMES = tuple(fact.name for fact in FACTS)


@dataclass(frozen=True, slots=True)
class Guess:
    """An answer, how sure it is, and the words it rests on."""

    answer: str
    sure: str
    words: str


def guesses(title: str, texts: Iterable[str]) -> dict[str, Guess]:
    """For each fact the answer that the words speak for most; facts about which nothing is said are left out."""
    body = " ".join(texts)[:400_000]
    out = {}
    english = len(ENGLISH.findall(body))
    for fact in FACTS:
        found: dict[str, tuple[int, str]] = {}
        for answer, pattern in fact.answers.items():
            if pattern == UNKNOWN:
                continue
            matches = list(re.finditer(pattern, body, re.IGNORECASE))
            named = re.search(pattern, title, re.IGNORECASE)
            if matches or named:
                first = matches[0] if matches else None
                words = _around(body, first) if first else title
                found[answer] = (len(matches) + (20 if named else 0), words)
        if fact.name == "language":  # an English report has a word of another here and there
            found = {answer: each for answer, each in found.items() if each[0] > max(3, english)}
        if found:
            out[fact.name] = _best(found)
    return out


def _best(found: Mapping[str, tuple[int, str]]) -> Guess:
    ranked = sorted(found.items(), key=lambda item: -item[1][0])
    answer, (count, words) = ranked[0]
    second = ranked[1][1][0] if len(ranked) > 1 else 0
    if count >= 3 and count >= 3 * second:
        sure = "fairly sure"
    elif count > second:
        sure = "unsure"
    else:
        sure = "a toss-up"
    return Guess(answer, sure, words)


def _around(text: str, match: re.Match[str]) -> str:
    start, end = max(0, match.start() - 70), min(len(text), match.end() + 70)
    before = text[start : match.start()]
    before = before.split(" ", 1)[-1] if start else before
    after = text[match.end() : end]
    after = after.rsplit(" ", 1)[0] if end < len(text) else after
    return f"… {before}{match.group(0)}{after} …"
