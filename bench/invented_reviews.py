"""Invented review text with exact places of every identity, for measuring; all people are made up.

Names, places, sentences and decoys are this file's own. The gate's misses on seed 1 were looked at
and mended, so its figures are development figures; a held-out set has yet to measure them.
"""

import random
from dataclasses import dataclass, field
from typing import Any

FORENAMES = tuple(
    """
    Keziah Lorcan Bronagh Torquil Isla-Rae Zuriel Maisie Dexter Leighton Chardonnay Kelis
    Ronnie Faisal Nadia Bilal Sumaira Arslan Rubina Jaspreet Simran Amrit Kiran Adaeze
    Chukwudi Funmilayo Kofi Ama Tinashe Rutendo Hibo Liban Ayaan Katarzyna Zbigniew Bożena
    Ľubomír Răzvan Anca Daiva Jānis Nikoleta Čedomir Tegwen Iolo Aoife Fionnuala Catriona
    Ruairí Solène Thảo Minh Xiulan Jun Yara Omar Layla Khalid Noor Faith Ruby Jasmine Rosie
    Frank Mark Dawn Summer Eve Jude Mason Hope Carol Robin Ray
    """.split()
)
SURNAMES = tuple(
    """
    Arkwright Birtwistle Cheetham Duckworth Eccleston Fazakerley Greenhalgh Higginbotham
    Illingworth Kershaw Longbottom Murgatroyd Nuttall Ormerod Ramsbottom Sowerby Tattersall
    Unsworth Verity Whittaker Qureshi Bhatti Siddiqui Chowdhury Randhawa Grewal Bains Kaur
    Nwosu Adebisi Asante Boateng Mutasa Ndlovu Farah Jama Wójcik Lewandowska Ionuț Munteanu
    Jankauskas Bērziņš Ó-Briain MacGillivray Llewelyn-Rees Nguyễn Haddad Al-Masri Stone Rivers
    Marsh Frost Bishop Pope Lamb Fox Day Noble
    """.split()
)
SHORT = {"Leighton": "Leigh", "Katarzyna": "Kasia", "Zbigniew": "Zbyszek", "Funmilayo": "Funmi",
         "Fionnuala": "Nuala", "Jasmine": "Jaz", "Frank": "Frankie", "Faisal": "Fais", "Dexter": "Dex",
         "Chukwudi": "Chudi", "Catriona": "Cat", "Simran": "Sim", "Nikoleta": "Niki", "Robin": "Rob"}  # fmt: skip
TOWNS = """Netherwick,Hallowdene,Long Marston Vale,Skelderby,Upper Tarrant,Wendlebury Cross,Corrington,
Staithley-on-Sea,St Osyn,Market Ferring,Dunscar,Ravensbourne Heath""".replace("\n", "").split(",")
SCHOOLS = [
    "St Hilda’s",
    "Whinfield",
    "Greystones",
    "Larkrise",
    "All Hallows",
    "Fernhollow",
    "Bishop Alban",
]
SCHOOL_KINDS = [
    "Primary School",
    "High School",
    "CofE Junior School",
    "Academy",
    "Nursery",
    "RC High School",
]
ROADS = [
    "Tanyard Lane",
    "Orchard Rise",
    "Chapel Street",
    "Bramble Avenue",
    "Quarry Road",
    "Milton Grove",
]
CALM = [
    "Managers did not test whether the plan was working.",
    "The section 47 enquiry was not recorded within the time allowed.",
    "Supervision was regular but did not challenge optimism.",
    "Will this learning be shared with front-line staff?",
    "Hope alone is not a plan, and practitioners said so.",
    "The Children Act 1989 sets out the threshold.",
    "Information was shared through the MASH and again at the Strategy Meeting.",
    "Staff spoke of a “stone wall” when they asked about fathers.",
    "Frost and flooding closed two offices and visits were cancelled.",
    "Practice was child-centred when the child was seen alone.",
    "May was busy for the duty team.",
    "Guidance from NHS England and the NSPCC was available.",
    "The Mental Capacity Act 2005 was not considered for the older sibling.",
    "Sidebotham et al. (2016) describe the same pattern.",
    "Recommendation 4 asks partners to test the impact of training.",
    "Fox-like cunning was how one professional described the deception.",
]
ABOUT = [
    "{P} was brought to hospital by {P} and no one asked why.",
    "The midwife noted that {P} seemed afraid of {P}.",
    "{P} had not been registered with a GP since leaving {T}.",
    "When {P} disclosed the assault, {P} was told the same day.",
    "Neighbours heard {P} shouting at {P} late at night.",
    "A visit to {P} found the home cold and {P} asleep.",
    "{P} attended {S} until exclusion and was known to {P}.",
    "It was {P} who rang the duty team about {P}.",
    "Records show that {P} gave three different accounts.",
    "The school saw {P} collected by {P} on most days.",
    "{P}, who had moved from {T}, denied hitting {P}.",
    "On {D} the worker saw {P} at {A}.",
    "The number {C} was on the letter that {P} sent on {D}.",
    "{P} could be reached on {F}, which {P} confirmed.",
    "An e-mail from {E} reached {S} after the meeting.",
    "{P} said: “{P} never lets me out.”",
]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
FORMS = ["full", "full", "forename", "forename", "forename", "forename", "titled", "titled", "possessive", "surname", "reversed", "short", "typo", "typo-surname", "initials", "initial-surname", "upper", "lower", "no-accent", "hidden", "soft-hyphen", "no-break-space", "line-break", "plural", "handle", "address"]  # fmt: skip
ADVERSARIAL_FORMS = (
    *dict.fromkeys(FORMS), "look-alike", "full-width", "surname-possessive", "forename-initial",
    "upper-surname", "straight-possessive", "hyphenated-line", "two-spaces", "reversed-initial",
)  # fmt: skip
_PLAIN = str.maketrans(
    "áéíóúàèìòùâêîôûäëïöüãõñçşșțţăćčđľłńňōřšśťūůýžźżėņģļķīēāơưảễĽČŚŻŹ",
    "aeiouaeiouaeiouaeiouaoncsstta" + "ccdllnnorsstuuyzzzengl" + "kiea" + "ouaeLCSZZ",
)


# A mother is no "Mr", and nobody puts a title before a child's surname but "Miss" or "Master".
TITLES = {"Mother": ("Mrs", "Ms"), "Father": ("Mr",), "Mother’s Partner": ("Mr",),
           "Child A": ("Miss", "Master"), "Sibling 1": ("Miss", "Master")}  # fmt: skip
_ALIKE = str.maketrans("aeocpxyiAEOCPXH", "аеосрхуіАЕОСРХН")
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@dataclass(frozen=True)
class Words:
    """What the invented reviews of one set are made of; no two sets share a name or a sentence."""

    forenames: tuple[str, ...]
    surnames: tuple[str, ...]
    short: dict[str, str]
    towns: tuple[str, ...]
    schools: tuple[str, ...]
    school_kinds: tuple[str, ...]
    roads: tuple[str, ...]
    calm: tuple[str, ...]
    about: tuple[str, ...]
    headings: tuple[str, ...] = ("1. The family", "2. What happened", "3. What we learned")


@dataclass
class Case:
    """One document with its register and where each identity stands."""

    doc_id: str
    text: str = ""
    register: list[dict[str, Any]] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)

    def put(self, words: str, kind: str = "", entity: str = "", form: str = "") -> None:
        if kind:
            span = {"start": len(self.text), "end": len(self.text) + len(words)}
            self.entities.append({**span, "type": kind, "entity_id": entity, "form": form})
        self.text += words


def typo(r: random.Random, word: str) -> str:
    for _ in range(30):
        at = r.randrange(1, len(word))
        kind = r.choice(("swap", "drop", "double", "other"))
        changed = {
            "swap": word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
            "drop": word[:at] + word[at + 1 :],
            "double": word[:at] + word[at] + word[at:],
            "other": word[:at] + r.choice("aeiourstln") + word[at + 1 :],
        }[kind]
        if changed != word and changed[0] == word[0] and len(changed) > 3:
            return changed
    return word + "e"


def form_of(
    r: random.Random, person: dict[str, str], form: str, short: dict[str, str] = SHORT
) -> str:
    """The person's name as that form writes it."""
    first, last = person["forename"], person["surname"]
    title = person.get("title") or r.choice(
        TITLES.get(person.get("role", ""), ("Mr", "Mrs", "Ms", "Miss"))
    )
    plain_first, plain_last = (x.translate(_PLAIN).lower().replace("-", "") for x in (first, last))
    return {
        "full": f"{first} {last}", "forename": first, "titled": f"{title} {last}",
        "possessive": f"{first}’s", "surname": last, "reversed": f"{last}, {first}",
        "short": short.get(first, first), "typo": typo(r, first) if len(first) > 4 else first,
        "typo-surname": f"{title} {typo(r, last) if len(last) > 4 else last}",
        "initials": f"{first[0]}.{last[0]}.", "initial-surname": f"{first[0]}. {last}",
        "upper": f"{first} {last}".upper(), "lower": f"{first} {last}".lower(),
        "no-accent": f"{first} {last}".translate(_PLAIN), "hidden": first[:2] + "\u200b" + first[2:],
        "soft-hyphen": f"{first[:3]}\u00ad{first[3:]} {last}", "no-break-space": f"{first}\u00a0{last}",
        "line-break": f"{first}\n{last}", "plural": f"the {last}s",
        "handle": f"@{plain_first}_{plain_last[:5]}{r.randint(1, 99)}",
        "address": f"{plain_first}.{plain_last}@example.org",
        "look-alike": f"{first} {last}".translate(_ALIKE), "full-width": f"{first} {last}".translate(_WIDE),
        "surname-possessive": f"{last}’s", "forename-initial": f"{first} {last[0]}.",
        "upper-surname": f"{first} {last.upper()}", "straight-possessive": f"{first}'s",
        "hyphenated-line": f"{first[:3]}-\n{first[3:]} {last}" if len(first) > 5 else f"{first} {last}",
        "two-spaces": f"{first}  {last}", "reversed-initial": f"{last}, {first[0]}.",
    }[form]  # fmt: skip


def date_of(r: random.Random) -> str:
    d, m, y = r.randint(1, 28), r.randint(1, 12), r.randint(2005, 2025)
    name = MONTHS[m - 1]
    return r.choice((f"{d} {name} {y}", f"{d:02d}/{m:02d}/{y}", f"{d}.{m}.{y % 100:02d}", f"{name} {d}, {y}",
                     f"{d}th of {name} {y}", f"{y}-{m:02d}-{d:02d}", f"{d} {name[:3]} {y}"))  # fmt: skip


def code_of(r: random.Random) -> str:
    while True:
        nine = [r.randint(0, 9) for _ in range(9)]
        check = (11 - sum(a * b for a, b in zip(nine, range(10, 1, -1), strict=True)) % 11) % 11
        if check != 10:
            break
    nhs = "".join(map(str, [*nine, check]))
    return r.choice((f"{nhs[:3]} {nhs[3:6]} {nhs[6:]}", nhs, f"LL{r.randint(10**5, 10**6)}",
                     f"{r.randint(10, 99)}CR/{r.randint(1000, 99999)}/{r.randint(15, 25)}",
                     f"ZK{r.randint(18, 25)}C00{r.randint(100, 999)}"))  # fmt: skip


def people_of(r: random.Random, words: "Words") -> list[dict[str, str]]:
    family = r.choice(words.surnames)
    plan = [("Child A", family, ""), ("Sibling 1", family, ""), ("Mother", family if r.random() < 0.6 else "", ""),
            ("Father", "", ""), ("Mother’s Partner", "", ""), ("Social Worker 1", "", "Ms"),
            ("GP 1", "", "Dr"), ("Police Officer 1", "", "PC")]  # fmt: skip
    forenames = r.sample(words.forenames, len(plan))
    return [
        {"id": f"p{n}", "role": role, "forename": forenames[n], "title": title,
         "surname": surname or r.choice(words.surnames)}
        for n, (role, surname, title) in enumerate(plan)
    ]  # fmt: skip


def make_case(r: random.Random, number: int, words: Words | None = None) -> Case:
    """One invented review of about 450 words."""
    words = words or WORDS
    people, towns = people_of(r, words), r.sample(words.towns, 2)
    schools = [
        f"{r.choice(words.schools)} {r.choice(words.school_kinds)}",
        f"{towns[0]} {r.choice(words.school_kinds)}",
    ]
    case = Case(f"invented-{number}")
    case.register = [
        *({**p, "nick": words.short.get(p["forename"], "")} for p in people),
        *({"id": f"t{n}", "role": "Place", "name": town} for n, town in enumerate(towns)),
        *({"id": f"s{n}", "role": "Organisation", "name": s} for n, s in enumerate(schools)),
    ]
    for heading in words.headings:
        case.put(f"{heading}\n\n")
        for _ in range(14):
            line = r.choice(words.calm if r.random() < 0.35 else words.about)
            _fill(r, case, line, people, towns, schools, words)
            case.put(r.choice((" ", " ", "\n\n")))
    return case


def _fill(
    r: random.Random,
    case: Case,
    line: str,
    people: list[dict[str, str]],
    towns: list[str],
    schools: list[str],
    words: Words,
) -> None:
    left = r.sample(people, len(people))
    for piece in line.replace("}", "{").split("{"):
        if piece == "P":
            person, form = left.pop(), r.choice(FORMS)
            case.put(form_of(r, person, form, words.short), "PERSON", person["id"], form)
        elif piece == "T":
            case.put(r.choice(towns), "PLACE", "t", "town")
        elif piece == "S":
            case.put(r.choice(schools), "ORG", "s", "school")
        elif piece == "D":
            case.put(date_of(r), "DATE", "d", "date")
        elif piece == "C":
            case.put(code_of(r), "CODE", "c", "code")
        elif piece == "F":
            case.put(f"07700 {r.randint(900000, 900999)}", "CODE", "f", "phone")
        elif piece == "E":
            person = left.pop()
            case.put(form_of(r, person, "address"), "PERSON", person["id"], "address")
        elif piece == "A":
            postcode = f"ZX{r.randint(1, 9)} {r.randint(1, 9)}{r.choice('ABDE')}{r.choice('HJLN')}"
            case.put(
                f"{r.randint(2, 90)} {r.choice(words.roads)}, {r.choice(towns)}, {postcode}",
                "ADDRESS",
                "a",
                "address",
            )
        else:
            case.put(piece)


def cases(count: int, seed: int, words: Words | None = None) -> list[Case]:
    """`count` invented documents, the same for the same seed."""
    r = random.Random(seed)
    return [make_case(r, number, words) for number in range(count)]


WORDS = Words(
    FORENAMES, SURNAMES, SHORT, tuple(town.strip() for town in TOWNS), tuple(SCHOOLS),
    tuple(SCHOOL_KINDS), tuple(ROADS), tuple(CALM), tuple(ABOUT),
)  # fmt: skip
