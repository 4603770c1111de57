"""Names that are also ordinary words ("Will", "May", "Rose", "Ward"): is it the name here?"""

import re
from functools import lru_cache

from irwell.anonymise import words
from irwell.anonymise.fold import fold_text
from irwell.anonymise.recognise import keep
from irwell.anonymise.recognise.hits import capitals_say_nothing, starts_sentence

MONTHS = words.listed("""
    january february march april may june july august september october november december
    """)
_NOT_VERBS = words.listed(
    "need speed seed feed bleed indeed hundred red bed based informed related"
)
# Words that a number or a letter follows as a label: "Page 4", "Child A", "Ward B2".
_LABELLED = words.listed("""
    adult annex appendix area article band bay box case chapter chart child class court day field
    figure flat form gate grade group hill house item key level line link log mark mother father
    option page panel paragraph part person phase place plan point practitioner room rule school
    section sibling stage standard star step strand street table team theme tier type unit ward
    week year
    """)
_TITLE_BEFORE = re.compile(
    r"(?<!\w)(?:Mr|Mrs|Ms|Miss|Master|Mx|Dr|Prof|PC|DC|DS|DI|DCI|PS|PCSO|WPC|Sgt|Insp)\.?[ \u00a0]$"
)
# Small words inside a name: "Our Lady of Mercy", "High School for Girls".
_IN_NAMES = words.listed("of the and for in on upon by le la de at with under")
_MODALS = frozenset({"will", "may", "can", "might"})
_ANY_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|since|during|until|till|early|late|mid|through|throughout|last|next|each|every)|"
    r"\b(?:end|start|beginning|middle|month) of|\d(?:st|nd|rd|th)?(?: of)?|"
    rf"\b{_ANY_MONTH}(?: \d{{4}})?,? (?:and|to|or|until)|\b{_ANY_MONTH}[/–-])[\s-]*$",
    re.IGNORECASE,
)
_MONTH_AS_SUBJECT = re.compile(
    r"\s(?:is|was|has been|had been)\s(?:usually|often|always|typically|generally|a busy|a quiet|a|the|when)\s"
)
_UPPER = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u017f\u0218\u021a\u1e00-\u1eff"
_AND_SOMEBODY = re.compile(
    rf"\s*and\s+(?:(?:the\s)?[{_UPPER}]|(?:(?:his|her|their|the)\s)?(?:family|baby|children|twins?|siblings?|(?:half-)?brothers?|"
    r"(?:half-)?sisters?|mother|father|mum|dad|parents?|grandmother|grandfather|partner|cousins?)\b)"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_LABEL_AFTER = re.compile(r"[ \u00a0]?(?:\d|[A-Z]\b(?!\.))")
_HYPHEN_AFTER = re.compile(r"[-‐‑–][a-z]")
_NEXT = re.compile(r"[’']s\b|[\s\u00a0]*([,;:!?.)\]”\"-]|[^\W_]+)?")


_RANK_OF = re.compile(rf"[ \u00a0](?:\d{{2,6}}[ \u00a0])?[{_UPPER}][^\W\d_]")


def are_initials(text: str, start: int, end: int) -> bool:
    """Whether capitals stand alone as initials, not as part of a word or a reference."""
    shown = text[start:end]
    letters = [c for c in shown if c.isalpha()]
    if not all(c.isupper() for c in letters):
        return False
    if shown.casefold() in words.RANKS and _RANK_OF.match(text, end):
        return False  # "PC Hall" of somebody with these initials
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalnum() or after.isalnum() or before in ("-", "/", "_") or after in ("/", "_"):
        return False
    if "." not in shown and re.match(r"[ -]?\d", text[end : end + 2]):
        return False
    return not (shown.isalpha() and capitals_say_nothing(text, start, end))


# What stands before a name in minutes, letters and forms.
_FIELD_BEFORE = re.compile(
    r"\b(?:author|from|to|cc|name|child|present|apologies|attendees|attended|chair|mother|father|worker|"
    r"signed|by|re|sibling|carer|subject): $|;[ \u00a0]$",
    re.IGNORECASE,
)


def is_titled(text: str, start: int) -> bool:
    """Whether a title or rank stands before: then any word is a name."""
    if text[start - 1 : start] not in (" ", "\u00a0"):
        return False
    return bool(_TITLE_BEFORE.search(text[max(0, start - 12) : start]))


def capital_means_nothing(text: str, start: int, end: int) -> bool:
    """Whether the capital comes from the sentence, the heading or a fixed phrase."""
    return (
        starts_sentence(text, start)
        or capitals_say_nothing(text, start, end)
        or keep.inside_phrase(text, start, end)
    )


@lru_cache(maxsize=4096)  # several rules ask about the same place
def name_likelihood(text: str, start: int, end: int, tokens: tuple[str, ...]) -> float:
    """How far an ordinary word here is the registered name: 0 not at all, 1 surely."""
    shown = text[start:end]
    if shown.isalpha():
        heads = [shown] if len(shown) > 1 else []
    else:
        plain = "".join(c for c in shown if c.isalnum() or c.isspace() or c in "-'’.")
        heads = [word for word in _LETTERS.findall(plain) if len(word) > 1]
    if not all(word[0].isupper() or word in _IN_NAMES for word in heads):
        if len(tokens) > 2:
            return 0.5  # the whole name of a school, in small letters
        small = len(tokens) == 1 and shown.islower() and tokens[0] not in _MODALS
        return 0.5 if small and _small_but_a_person(text, start, end) else 0.0
    if is_titled(text, start):
        return 1.0
    if keep.inside_phrase(text, start, end):
        return 0.0
    if len(tokens) > 1:
        return 1.0
    if tokens[0] in _LABELLED and _LABEL_AFTER.match(text[end : end + 3]):
        return 0.0  # "Page 4", "Child A", "Ward B2"
    if _HYPHEN_AFTER.match(text, end):
        return 0.0  # "Rose-tinted", "Mark-making"
    if tokens[0] in MONTHS and _is_month(text, start, end):
        return 0.0
    if not starts_sentence(text, start) and not capitals_say_nothing(text, start, end):
        return 0.9
    if _FIELD_BEFORE.search(text[max(0, start - 14) : start]):
        return 0.7
    return _as_subject(text, end, tokens[0])


_BEFORE_A_PERSON = re.compile(
    r"\b(?:told|by|with|to|from|and|between|that|whether|named|called|linking|knew|described|asked|"
    r"saw|visited|relation to|met|hit|of|for|against|if|when|because|about|contacted|supported|informed)\s$",
    re.IGNORECASE,
)
_VERB_AFTER = re.compile(
    r"(?:[’']s?)?\s(?:was|is|has|had|did|does|said|says|told|tells|lived|lives|made|makes|went|came|"
    r"[a-z]{3,}ed|could|would|shouts|hits|drinks|"
    r"smokes|works|wants|needs|seems|gets|does|goes|comes|keeps|feels|looks|loves|hates|felt|saw|knew|left|took|gave)\b|:\s|\s\((?:then|now|aged|his|her|who)\b|[’']s\s[a-z]"
)


def stands_for_a_person(text: str, start: int, end: int, *, strict: bool = False) -> bool:
    """Whether something is done by, to or with whatever stands here; `strict` asks for both."""
    if capitals_say_nothing(text, start, end):
        return False
    before = bool(_BEFORE_A_PERSON.search(text[max(0, start - 16) : start]))
    after = bool(_VERB_AFTER.match(text[end : end + 24]))
    if strict:
        return after and (before or starts_sentence(text, start))
    return before or after


def _small_but_a_person(text: str, start: int, end: int) -> bool:
    """A small letter at a sentence start, or a person's place in the sentence on both sides."""
    if stands_for_a_person(text, start, end, strict=True):
        return True
    if re.search(r"\b(?:told|asked|informed|named)\s$", text[max(0, start - 10) : start]):
        return True
    stop = text[:start].rstrip(" \n\u00a0")[-1:]
    return stop in tuple('.!?,“"‘') and bool(_VERB_AFTER.match(text[end : end + 24]))


def _is_month(text: str, start: int, end: int) -> bool:
    if re.match(r"[\s,]*(?:\d{4}|[’']\d\d|\d{1,2}(?:st|nd|rd|th)?)\b", text[end : end + 8]):
        return True
    if starts_sentence(text, start) and _MONTH_AS_SUBJECT.match(text, end):
        return True
    return bool(_BEFORE_MONTH.search(text[max(0, start - 22) : start]))


# What follows a verb rather than the plural of a thing.
_OBJECT = re.compile(
    r"\s(?:the|an?|his|her|their|him|them|herself|himself|it|that|this|no|not|how|what|why|[a-z]{2,}ing)\b"
)


_SOMEWHERE = re.compile(r"\s(?:in|at|to|with|for|on|from|by|up|out|down|about|like|as|when)\b")


def _and_no_word(after: str) -> bool:
    """Whether what is joined with "and" is in no dictionary, as a name in small letters."""
    joined = re.match(r"\s*and\s([^\W\d_]{3,})\b(?=\s)", after)
    return joined is not None and fold_text(joined[1]) not in words.english()


def _does_now(word: str) -> bool:
    """Whether this may be a verb of the present: its past in -ed is a word too."""
    if not word.endswith("s") or word.endswith("ss") or len(word) < 5:
        return False
    stem = word[:-3] + "y" if word.endswith("ies") else word[:-1]
    pasts = {f"{stem}ed", f"{stem}d", f"{word[:-2]}ed", f"{stem[:-1]}ied"}
    return not pasts.isdisjoint(words.english())


def _as_subject(text: str, end: int, name: str) -> float:
    """At a sentence start only what follows can tell: "Hope was seen", not "Hope for change"."""
    after = text[end : end + 40]
    if re.match(r"[’']s?\b", after):
        return 0.8
    if re.match(r"[ \u00a0]*(?:\n|$)", after):
        return 0.6  # all that stands on its line: "To: Hope"
    match = _NEXT.match(after)
    word = match.group(1) if match else None
    if word is None:
        return 0.6
    if not word[0].isalnum():
        return 0.7 if word in ",:;)." else 0.5
    if word[0].isdigit():
        return 0.0 if name in _LABELLED else 0.5
    if word[0].isupper():
        return 0.8
    if word == "and":
        return 0.8 if _AND_SOMEBODY.match(after) or _and_no_word(after) else 0.0
    if word == "to":
        return 0.5  # "Hope to ring the school": minutes of a meeting
    if word in words.verbs():
        return 0.7
    if _does_now(word) and _OBJECT.match(after, match.end() if match else 0):
        return 0.6  # "Rose describes being hit", not "Rose bushes grew"
    if _does_now(word) and _SOMEWHERE.match(after, match.end() if match else 0):
        return 0.5  # "Rose looks at him": a registered name, though "rose bushes at the gate"
    past = word.endswith("ed") and len(word) > 4 and word not in _NOT_VERBS
    return 0.6 if past and words.is_ordinary(word) else 0.0
