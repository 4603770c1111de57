"""Places and bodies shown by their form: … Road, … Primary School, … Surgery, … House."""

import re
from collections.abc import Iterator

from irwell.anonymise import words
from irwell.anonymise.recognise import keep
from irwell.anonymise.recognise.beginnings import CAPITAL, NUMBER, Beginnings, Rule, first_letters
from irwell.anonymise.recognise.hits import Hit, starts_sentence

_UPPER = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u017f\u1e00-\u1eff"
_CAP = rf"(?:St\.?|[{_UPPER}][\w’'‐‑-]*)"
_LINK = r"(?:of|and|on|upon|under|in|le|the|&|by)"
_CHAIN = rf"{_CAP}(?:[ \u00a0](?:{_LINK} )?{_CAP}){{0,5}}?"
_KIND_WORDS = (
    r"(?:C ?of ?E|CE|CofE|RC|Catholic|Church|Community|County|Free|Grammar|High|Infants?|Junior|Middle|"
    r"Nursery|Pre-?|Primary|Secondary|Special|Upper|Lower|General|Royal|Medical|Health|Family|"
    r"Children[’']?s|Women[’']?s|Care|Group|Town|City|Borough|County|District|Metropolitan|Parish|"
    r"University|Teaching|District|Sixth|Form|Further|Education|Islamic|Jewish|Studio|Technology|"
    r"Day|After|School|Foundation|NHS|Acute|Mental|Housing|Youth|Leisure|Sports|Walk-in|Walk-In|"
    r"Birth|Maternity|Resource|Residential|Probation|Police|Fire|Railway|Bus)"
)
_BODIES = (
    r"School|Schools|Primary|Secondary|Infants|Juniors|High|Academy|College|Nursery|Playgroup|Pre-?[Ss]chool|Kindergarten|University|Surgery|"
    r"Practice|Hospital|Infirmary|Hospice|Clinic|Centre|Center|Council|Refuge|Hostel|Shelter|Church|"
    r"Chapel|Cathedral|Mosque|Masjid|Temple|Gurdwara|Synagogue|Trust|Partnership|Club|FC|AFC|RFC|Rovers|"
    r"United|Athletic|Wanderers|Cadets|Scouts|Guides|Brownies|Cubs|Majorettes|Under-\d+s|U\d+s|"
    r"Pharmacy|Solicitors|Ltd|Limited|LLP|plc|PLC|Constabulary|Police|Library|Station|Prison|"
    r"Team|Hub|Unit|Ward|Service|Services|Housing|Homes|Association|Foundation|Pub|Inn|Hotel|Tavern"
)
_BODY = Rule(
    re.compile(
        rf"(?<![\w’'])(?P<name>{_CHAIN})[ \u00a0]+(?P<kind>(?:{_KIND_WORDS}[ \u00a0]+){{0,4}}(?:{_BODIES}))(?![\w-])"
        r"(?:,? \(?(?:Under-\d+s|U\d+s)\)?| (?:boxing|football|rugby|cricket|swimming|dance|judo|karate|"
        r"gymnastics|youth) club)?"
    ),
    begins=(CAPITAL,),
    needs=first_letters(_BODIES),
)
_CLUB = Rule(
    re.compile(
        rf"(?<!\w)(?:{_CAP} ){{1,4}}(?:boxing|football|rugby|cricket|swimming|dance|judo|karate|"
        r"gymnastics|youth|social|working men[’']s) club\b"
    ),
    begins=(CAPITAL,),
    needs=("clu",),
)
_SURE_STREETS = (
    r"Road|Rd|Street|Avenue|Ave|Close|Drive|Lane|Crescent|Terrace|Gardens|Grove|Mews|Boulevard|Parade|"
    r"Broadway|Buildings|Towers|Cul-de-sac"
)
_MAYBE_STREETS = (
    r"Way|Court|Place|Square|Walk|Row|Hill|Rise|View|Park|Green|House|Lodge|Villas?|Cottages?|Farm|"
    r"Bridge|Fields?|Heights|Mount|Bank|Croft|Fold|Gate|Yard|Quay|Wharf|Estate|Flats|Tower|Meadows?|Brow|Nook|"
    r"Vale|Dene|Spinney|Coppice|Copse|Paddock|Chase|Ridge|Causeway|Parkway|Orchard|Dale|Hollow|Glen|Leys"
)
_NUMBER = r"(?:(?:[Ff]lat|[Uu]nit|[Aa]partment|[Rr]oom) ?\w{1,4},? )?\d{1,4}[a-zA-Z]?,? "
_WITH_NUMBER = ("fla", "uni", "apa", "roo", NUMBER)
_TOWN = rf"(?:,[ \n](?:[Ii]n )?{_CAP}(?:[ -](?:{_LINK}[ -])?{_CAP}){{0,3}})"
_STREET = Rule(
    re.compile(
        rf"(?<![\w’'])(?P<number>{_NUMBER})?(?P<name>{_CHAIN}) (?:{_SURE_STREETS})\b(?P<rest>{_TOWN}{{0,2}})"
    ),
    begins=(*_WITH_NUMBER, CAPITAL),
    needs=first_letters(_SURE_STREETS),
)
_NUMBERED = Rule(
    re.compile(
        rf"(?<![\w’'])(?P<number>{_NUMBER})(?P<name>{_CHAIN}(?: (?:{_MAYBE_STREETS}))?)\b(?P<rest>{_TOWN}{{1,2}})"
    ),
    begins=_WITH_NUMBER,
)
_HOUSE = Rule(
    re.compile(rf"(?<![\w’'])(?P<name>{_CHAIN}) (?:{_MAYBE_STREETS})(?![\w-])"),
    begins=(CAPITAL,),
    needs=first_letters(_MAYBE_STREETS),
)
_ESTATES = (
    r"estate|flats|caravan (?:site|park)|travellers?[’']? site|tower block|housing scheme|allotments|marina|"
    r"precinct|shopping centre|playing fields|park"
)
_ESTATE = Rule(
    re.compile(rf"(?:\b[Tt]he )?(?P<name>{_CHAIN}) (?:{_ESTATES})\b"),
    needs=first_letters(_ESTATES),
)
# "attended Little Acorns": plain words with capitals, where a child goes, are a nursery's or a club's name.
_ATTENDED = Rule(
    re.compile(
        rf"\b(?:attend(?:ed|s|ing)?|place at|started at|settled at|enrolled at) (?P<name>{_CAP}(?: {_CAP}){{1,3}})(?![\w’'-])"
    ),
    begins=("att", "pla", "sta", "set", "enr"),
)
_MEETINGS = words.listed(
    """
    act protection conference conferences meeting meetings review reviews core rapid working together training
    court tribunal initial strategy discussion plan planning child in need looked team forum panel strategic
    subgroup event events programme course emergency department minor injuries a&e inquest hearing
    """
)
_LEADS = words.listed(
    """
    under within like despite given following the a an at in on of for to from by with and but when
    where while after before during since his her their its this that these those it he she they there
    both all some any each staff then however although because if as no not initially police later local
    our one two three had has was did does is neither either
    only would could should can will may must might were are do how why what who whom whose whether until because
    once so even or nor about without let
    """
)
_GENERIC = words.listed(
    """
    local national regional new old main large small acute specialist emergency safeguarding multi
    agency designated named integrated community public adult children's child's children adults social
    youth early help family families health mental care support drug alcohol substance misuse out hours
    children’s primary secondary high nursery general royal district county city town borough
    metropolitan university teaching hospital school education independent placing host home other
    another second first third next same neighbouring nearby probation police housing voluntary
    perinatal antenatal neonatal paediatric maternity learning disability intensive inpatient outpatient
    accident and response duty assessment referral family's domestic abuse violence sexual crisis street
    outreach leaving looked after single front door mash camhs nhs clinical commissioning group board
    partner partners partnership senior legal
    """
)


_EMPLOYER = Rule(
    re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(name) for name in words.employers()) + r")(?!\w)"
    ),
    begins=first_letters("|".join(words.employers())),
)


# The year of a date is no house number: "By 11/05/2025 Arden, Kezia and …".
_DATE_BEFORE = re.compile(
    r"(?:\d[./-]\d{1,4}|(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?,?[ \u00a0](?:\d{1,2}(?:st|nd|rd|th)?,? )?"
    r"(?:19|20)\d\d),? $"
)
# "Records of Harrow School": what begins the sentence is no part of the name.
_THINGS_OF = re.compile(
    r"(?:Records|Notes|Letters|Files|Minutes|Papers|Messages|E-?mails|Calls|Visits|Visitors|Teachers|Teaching staff|"
    r"Pupils|Parents|Children|Residents|Tenants|Patients|Managers|Nurses|Midwives|Doctors|GPs|Governors|Workers|"
    r"Officers|Colleagues|Practitioners|Professionals|Somebody|Someone|Nobody|Everyone|Most|Many|Several|Few)"
    r" (?:of|at|from|in|for|by|with|to|about) "
)
_FIRST_WORD = re.compile(r"([\w’'-]+)[ \u00a0]+")
_OUR_LADY = re.compile(r"Our[ \u00a0](?:Lady|Lord|Saviour|Redeemer)\b")
_AFTER_PREPOSITION = re.compile(r"\b(?:at|in|on|to|from|near|of|into|by) (?:the )?$")


def place_hits(text: str, beginnings: Beginnings) -> Iterator[Hit]:
    """Streets, estates, addresses (kind "address" or "place") and bodies ("organisation")."""
    for match in _STREET.matches(beginnings):
        yield from _address(text, match, 0.85)
    for match in _NUMBERED.matches(beginnings):
        if not _DATE_BEFORE.search(text[max(0, match.start() - 24) : match.start("name")]):
            yield from _address(text, match, 0.7)
    for match in _BODY.matches(beginnings):
        yield from _named(text, match.start("name"), match.end(), match, "organisation", 0.8)
    for match in _EMPLOYER.matches(beginnings):
        if match.group() != "Next" and not starts_sentence(text, match.start()):
            yield Hit(*match.span(), "organisation", "place:employer", 0.7)
    for match in _CLUB.matches(beginnings):
        yield Hit(*match.span(), "organisation", "place:club", 0.8)
    for match in _ESTATE.matches(beginnings):
        yield from _named(text, match.start("name"), match.end(), match, "place", 0.7)
    for match in _ATTENDED.matches(beginnings):
        if not _MEETINGS & set(match["name"].lower().split()):
            yield from _named(
                text, match.start("name"), match.end("name"), match, "organisation", 0.7
            )
    for match in _HOUSE.matches(beginnings):
        if _AFTER_PREPOSITION.search(text[max(0, match.start() - 12) : match.start()]):
            yield from _named(text, match.start("name"), match.end(), match, "place", 0.6)


def _address(text: str, match: re.Match[str], score: float) -> Iterator[Hit]:
    numbered = bool(match["number"])
    kind = "address" if numbered else "place"
    end = match.end() if numbered else match.start("rest")
    start = match.start() if numbered else _without_lead(text, match.start("name"))
    name = text[match.start("name") if numbered else start : match.end("name")]
    if name and not keep.ends_phrase(text, start, end):
        yield Hit(start, end, kind, "place:street", score)


def _named(
    text: str, start: int, end: int, match: re.Match[str], kind: str, score: float
) -> Iterator[Hit]:
    start = _without_lead(text, start)
    name = text[start : match.end("name")].strip()
    if not name or _is_generic(name):
        return
    ordinary = words.is_ordinary(name)
    yield Hit(start, end, kind, "place:form", score - (0.2 if ordinary else 0.0))


def _without_lead(text: str, start: int) -> int:
    if things := _THINGS_OF.match(text, start):
        start = things.end()
    while found := _FIRST_WORD.match(text, start):
        if found.group(1).lower() not in _LEADS or _OUR_LADY.match(text, start):
            return start
        start = found.end()
    return start


def _is_generic(name: str) -> bool:
    parts = [p for p in re.split(r"[\s‐‑-]+", name.lower()) if p not in _LEADS and p != "&"]
    if all(part in _GENERIC for part in parts):
        return True
    return any(a == 0 and b >= len(name) for a, b in keep.kept_spans(name))
