"""Details that tell in a judgment and that a review keeps as a rule: nationality, work, amounts.

They are looked for only where the caller asks for details.
"""

import re
from collections.abc import Iterator

from irwell.anonymise import words
from irwell.anonymise.recognise.hits import Hit

_COUNTRY, _PEOPLE = (
    "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    for names in zip(*words.peoples(), strict=True)
)
_COUNT = (
    r"(?:\d{1,3}(?:[,.]\d{3})+|\d+(?:\.\d+)?|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|two|three|four|five|six|seven|eight|"
    r"nine|ten|eleven|twelve|[a-z]+teen)"
)
_COUNTED = (
    r"(?:pages?|packages?|hearings?|euros?|kron(?:or|er)|pounds|francs|marks|lira|dollars|shares|kilos?|"
    r"kilograms?|grams?|kg|km|metres|hectares|tablets|bottles|witnesses|copies|acres|rooms|beds|cars)"
)
_WORK_ENDS = r"(?=[,.;:)]|\s(?:at|in|with|for|by|and|who|since|from|until|on|when|but|of)\b)"
_PATTERNS = tuple(
    (name, re.compile(pattern), group)
    for name, pattern, group in (
        ("nationality", rf"\b(?:{_PEOPLE}|{_COUNTRY})\s(?:nationals?|citizens?)\b", 0),
        ("nationality", rf"\bof ({_PEOPLE}) (?:origin|descent|nationality|ethnicity)\b", 1),
        ("country", (r"\b(?:lives?|lived|living|born|resid\w+|back|arrested|stationed|detained|imprisoned|"
                    rf"sentence|brought|fled|moved|came|viewable)\s(?:in|to|into|from)\s(?:the\s)?({_COUNTRY})\b"), 1),
        ("work", (r"\b(?:employed|worked|works|working|work|trained|qualified)\sas\s(?:a|an|the)\s"
                 rf"([a-z][a-z -]{{3,40}}?){_WORK_ENDS}"), 1),
        ("work", rf"\b(?:post|position|job)\sof\s(?:a|an)\s([a-z][a-z -]{{3,40}}?){_WORK_ENDS}", 1),
        ("amount", rf"\b(?i:{_COUNT}\s(?:[A-Z][a-z]+\s)?{_COUNTED})(?:\s\([^()]{{3,60}}\))?(?!\w)", 0),
        ("amount", r"\b\d+(?:\.\d+)?\s?%\s(?:of\s)?(?:loss|disab\w+|incapac\w+)(?:\sof\s[a-z]+)?", 0),
        ("title", (r"\b(?:entitled|titled|called|named|newspaper|magazine|programme|film|show|book)\s"
                  r"([“\"‘][^”\"’\n]{3,60}[”\"’])"), 1),
        ("ethnicity", (r"\b(?:[Bb]lack|[Ww]hite|Asian|African|Caribbean|Roma|Kurdish|Arab)\s"
                      r"(?:woman|man|girl|boy|women|men|child|children|family)\b"), 0),
        ("court", (r"\b(?:House\sof\sLords|Privy\sCouncil|Employment\s(?:Appeal\s)?Tribunal|Industrial\s"
                  r"Tribunal|Immigration\s(?:Appeal\s)?Tribunal)\b"), 0),
        ("court", r"\b(?:[A-Z][a-z]+\s){0,2}Court(?:\sof\s[A-Z][a-z]+)?\s\((?!Rule|Article|Section)[A-ZÄÖÜÅÇİŞ][^()\n]{4,40}\)", 0),
        ("body", r"\b(?:[A-Z][a-z]+\s){2,4}(?:Group|Agency|Commission|Authority|Federation|Society|Bureau)\b", 0),
        ("report", r"\b[A-Z]{2,5}\s(?:19|20)\d\d\sp\.\s?\d{1,4}\b", 0),
    )
)  # fmt: skip


def detail_hits(text: str) -> Iterator[Hit]:
    """Nationalities, countries of a life, work, amounts, titles and law reports."""
    for name, pattern, group in _PATTERNS:
        for match in pattern.finditer(text):
            yield Hit(*match.span(group), "detail", f"pattern:{name}", 0.6)
