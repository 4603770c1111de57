"""Dates, times of day, feasts, birthdays and ages in every form a review writes them."""

import re
from collections.abc import Iterator

from irwell.anonymise.fold import Folded
from irwell.anonymise.recognise.beginnings import NUMBER, Beginnings
from irwell.anonymise.recognise.hits import Hit

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\.?"
)
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\b\.?"
_ORDINAL_WORD = (
    r"(?:twenty[- ]|thirty[- ])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|"
    r"eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|"
    r"twentieth|thirtieth|fortieth|fiftieth"
)
_NUMBER_WORD = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)(?:[- ](?:one|two|three|four|five|six|seven|"
    r"eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|eighteen|nineteen)"
)
_NUM = rf"(?:\d{{1,3}}(?:\.\d|½)?|{_NUMBER_WORD})"
_DOM = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:(?:19|20)\d\d)"
_SHORT_YEAR = r"(?:'?\d\d)"
_UNIT = r"(?:years?|yrs?|months?|mths?|weeks?|wks?|days?)"
_FEAST = (
    r"christmas(?: day| eve)?|xmas|boxing day|new year'?s? (?:day|eve)|hogmanay|bonfire night|"
    r"guy fawkes night|hallowe'?en|(?:mother|father|valentine)'?s'? day|mothering sunday|"
    r"shrove tuesday|pancake day|ash wednesday|palm sunday|good friday|easter(?: sunday| monday| day)?|"
    r"whit(?:sun| monday)|(?:spring|summer|early may|august|may day) bank holiday|bank holiday monday|"
    r"may day|remembrance sunday|st (?:patrick|george|andrew|david)'?s day|pentecost|"
    r"(?:the )?(?:first|last) (?:day|night) of ramadan|ramadan|eid(?: al-| ul-)?(?:fitr|adha)?|diwali|"
    r"holi\b|vaisakhi|baisakhi|hanukkah|chanukah|passover|yom kippur|rosh hashanah|"
    r"(?:chinese|lunar) new year|orthodox christmas|burns night|a-level results day|"
    r"gcse results day|results day|world book day|red nose day"
)

# With what each rule may begin (see `beginnings`).
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_DAYS = "mon tue wed thu fri sat sun"
_ORDINALS = "fir sec thi fou fif six sev eig nin ten ele twe for"
_NUMBERS = f"{NUMBER} one two thr fou fiv six sev eig nin ten ele twe thi fif for"
_BEFORE_A_DAY = "on by unt fro bef aft and to"
_BEFORE_A_MONTH = "in dur sin by unt til ear lat mid thr bet fro bef aft end beg sta las nex"
_FEASTS = (
    "chr xma box new hog bon guy hal mot fat val shr pan ash pal goo eas whi spr sum ear aug may ban rem st pen "
    "the fir las ram eid diw hol vai bai han cha pas yom ros chi lun ort bur a gcs res wor red"
)

TIMES: tuple[tuple[str, str, tuple[str, ...], re.Pattern[str], float], ...] = tuple(
    (kind, name, tuple(begins.split()), re.compile(pattern), score)
    for kind, name, begins, pattern, score in (
        ("date", "date", NUMBER, rf"(?<![\d/.]){_DOM}([/.\- ])(?:0?[1-9]|1[0-2])\1(?:{_YEAR}|\d\d)(?![\d/]|\.\d)", 0.95),
        ("date", "date", NUMBER, rf"(?<!\d){_YEAR}([/.\-])(?:0?[1-9]|1[0-2])\1{_DOM}(?!\d)", 0.95),
        ("date", "date", f"{NUMBER} {_DAYS}",
         (rf"(?:\b(?:{_DAY}),? (?:the )?)?\b{_DOM}(?:st|nd|rd|th)?(?: day)?(?: of|,)?[ \-/]?{_MONTH}"
         rf"(?:,?[ \-/]?(?:of )?(?:{_YEAR}|{_SHORT_YEAR}(?![\d:.])))?(?!\w)"), 0.95),
        ("date", "date", f"{_DAYS} {_MONTHS}",
         rf"(?:\b(?:{_DAY}),? )?\b{_MONTH} (?:the )?{_DOM}(?:st|nd|rd|th)?(?![\d:/])(?:,? {_YEAR})?\b", 0.9),
        ("date", "date", _DAYS,
         rf"\b(?:{_DAY}),? the (?:{_DOM}(?:st|nd|rd|th)|{_ORDINAL_WORD})\b", 0.9),
        ("date", "date", f"the {_ORDINALS}", rf"\b(?:the )?(?:{_ORDINAL_WORD})(?: day)? of {_MONTH}(?:,? {_YEAR})?\b", 0.9),
        ("date", "date", _BEFORE_A_DAY, (rf"\b(?:on|by|until|from|before|after|and|to) the {_DOM}(?:st|nd|rd|th)\b"
                         r"(?! (?:[a-z]+ )?(?:century|birthday|time|child|visit|floor|week|percentile))"), 0.7),
        ("date", "day-range", NUMBER, (rf"\b{_DOM}(?:st|nd|rd|th)?(?: ?- ?| to | and | & ){_DOM}(?:st|nd|rd|th)?"
                              rf"(?: of)? {_MONTH}(?:,? {_YEAR})?\b"), 0.95),
        ("month", "month", _MONTHS,
         rf"\b{_MONTH}(?: ?(?:-|/|to|and) ?{_MONTH})?(?:,? of|,)?[ \-/]?(?:{_YEAR}|'\d\d)\b", 0.8),
        ("month", "month", _BEFORE_A_MONTH,
         (r"\b(?:in|during|since|by|until|till|early|late|mid|throughout|between|from|before|after|"
         rf"end of|beginning of|start of|middle of|last|next)[- ](?:{_MONTH}(?: and | to | or )?)+(?!\w)"), 0.6),
        ("month", "season", "ear lat mid the spr sum aut win",
         (r"\b(?:(?:early|late|mid|the)[- ])?(?:spring|summer|autumn|winter)(?: term)?(?: of|,)?"
         rf" {_YEAR}\b"), 0.8),
        ("month", "half-year", "fir sec lat las", rf"\b(?:first|second|latter|last) (?:half|quarter|part) of {_YEAR}\b", 0.8),
        ("year", "year", NUMBER, rf"(?<![\d/£.,-]){_YEAR}(?:[/-](?:{_YEAR}|\d\d))?(?![\d/]|[.,]\d)(?! (?:act|regulations)\b)", 0.5),
        ("date", "feast", _FEASTS, rf"\b(?:{_FEAST})(?:(?: of|,)? (?:{_YEAR}))?(?!\w)", 0.8),
        ("birthday", "birthday", f"{NUMBER} his her the my its {_ORDINALS}",
         (rf"\b(?:(?:his|her|their|my|the child's|its) )?(?:{_DOM}(?:st|nd|rd|th)|{_ORDINAL_WORD}|\d{{2}}(?:st|nd|rd|th))"
         r" birthday\b"), 0.9),
        ("weekday", "weekday", _DAYS,
         r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?(?:,? (?:morning|afternoon|evening|night))?\b", 0.6),
        ("time", "time", NUMBER,
         r"(?<![\d:.])(?:[01]?\d|2[0-3])[:.][0-5]\d(?::[0-5]\d)? ?(?:a\.?m\.?|p\.?m\.?|hrs|hours|h)?(?![\d%])(?<![ .])", 0.7),
        ("time", "time", NUMBER, r"\b(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)? ?(?:a\.?m|p\.?m)\b\.?", 0.9),
        ("time", "time", NUMBER, r"\b(?:[01]\d|2[0-3])[0-5]\d ?(?:hrs|hours)\b", 0.9),
        ("time", "time", "a qua hal fiv ten twe",
         (rf"\b(?:(?:a )?quarter (?:past|to)|half past|(?:five|ten|twenty|twenty[- ]five)(?: minutes)? "
         rf"(?:past|to)) (?:{_NUMBER_WORD}|midnight|noon|\d{{1,2}})(?: in the (?:morning|afternoon|evening)| at night)?\b"), 0.9),
        ("time", "time", _NUMBERS, rf"\b{_NUMBER_WORD} o'?clock(?: in the (?:morning|afternoon|evening)| at night)?\b", 0.9),
        ("age", "age", _NUMBERS,
         rf"\b{_NUM}[- ]{_UNIT}(?:(?:,| and|,? &)? {_NUM} {_UNIT})*[- ](?:old|of age)\b", 0.95),
        ("age", "age", "age at tur",
         (rf"\b(?:aged|age|ages|age of|age is|age was|at the age of|turned|turning)(?: just| only| about| around)? "
         rf"{_NUM}(?:(?:,? and|,|-| to|/) ?{_NUM})*(?:[- ]{_UNIT}(?:(?:,| and)? {_NUM} {_UNIT})*)?\b(?! (?:per|%))"), 0.9),
        ("age", "age", "the now onl jus was is wer are nea alm bar", (rf"\b(?:then|now|only|just|was|is|were|are|nearly|almost|barely) {_NUM}"
                       rf"(?: and a half)?(?= at the time\b| when\b|[,)] (?:at|when)\b|[.,;](?:\s|$))"), 0.7),
        ("age", "age", "at", rf"\bat {_NUM} (?:days|weeks|months)(?: of age)?\b", 0.8),
        ("age", "gestation", NUMBER, r"\b\d{2} ?(?:\+ ?\d|weeks'?) (?:weeks'?|gestation|pregnant)(?: gestation)?\b", 0.8),
    )
)  # fmt: skip
_DURATION = re.compile(
    rf"\b(?:a |one )?{_NUM}(?: and a half)?[- ]{_UNIT}(?:[’']s?)?(?:,? and {_NUM} {_UNIT}(?:[’']s?)?)*(?![\w])"
)


# The day after these words is somebody's birth, whoever the register knows.
_BORN = re.compile(
    r"(?<![\w-])(?:born(?: on)?(?: the)?|d\.? ?o\.? ?b\.?|(?:date|day) of birth(?: is| was)?)[ :,(\-]*$"
)


def time_hits(text: str, folded: Folded, beginnings: Beginnings) -> Iterator[Hit]:
    """Dates, months, years, weekdays, times, birthdays and ages; overlapping ones included."""
    for kind, name, begins, pattern, score in TIMES:
        for match in beginnings.matches(pattern, begins):
            begin, stop = match.span()
            begin += _cue_length(kind, match.group())
            start, end = folded.span(begin, stop)
            if kind == "month" and score < 0.8 and not _month_has_capital(text[start:end]):
                continue
            while end > start and text[end - 1] in " .,":
                end -= 1
            born = kind == "date" and _BORN.search(folded.text, max(0, begin - 24), begin)
            yield Hit(start, end, "date-of-birth" if born else kind, f"pattern:{name}", score)


def duration_hits(text: str, folded: Folded) -> Iterator[Hit]:
    """How long something was ("two years and six months"): a detail when a sentence is told."""
    for match in _DURATION.finditer(folded.text):
        yield Hit(*folded.span(*match.span()), "detail", "pattern:duration", 0.6)


_CUE = re.compile(
    r"(?:(?:on|by|until|till|from|before|after|and|to|in|during|since|throughout|between|last|next|"
    r"then|now|only|just|was|is|were|are|nearly|almost|barely)[- ](?:the )?|"
    r"(?:end|beginning|start|middle) of )"
)


def _cue_length(kind: str, found: str) -> int:
    """Cue words ("on", "in", "by the") show what a number is but stay in the sentence."""
    if kind not in ("date", "month", "age"):
        return 0
    cue = _CUE.match(found)
    return len(cue.group()) if cue else 0


def _month_has_capital(shown: str) -> bool:
    """ "march" and "may" are verbs; a month standing alone needs its capital."""
    return bool(re.search(r"[A-Z][a-z]{2,}|[A-Z]{3,}", shown))
