"""Word lists that the finder and the register share, kept as plain text beside this file."""

from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain

from irwell.anonymise.fold import fold_text


def listed(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


TITLES = listed(
    """
    mr mrs ms miss mx master dr doctor prof professor sir dame lord lady rev reverend revd
    father fr sister sr pastor imam rabbi judge hhj
    """
)
RANKS = listed(
    """
    pc dc ds di dci dcs ps pcso sgt sergeant insp inspector constable wpc cpl supt
    """
)
PARTICLES = listed(
    """
    al ap ab ad af bin bint ben da das de del della der di dos du el ferch ibn la le mac mc ni
    nic ui o san st ter ul ur van von zu
    """
)
# Capital-letter pairs and threes that a review uses all the time; never taken as initials.
ACRONYMS = listed(
    """
    ae ad am bc ca cc cd ce cp csc cse cwd cin cla dc ds di dv da eh ed ef eu fc gp gcp gps hv
    ho ht ia ics icb icu id ie ii iii iro it iv la lac lp lso ma mdt mp mr ms na nb nhs ni no ok
    op or pa pc ph pm po pp pr ps psi qa ra rn rr sa sc sen send sib sin sos st su sw ta tac tv
    tw uk un us usa vi vs wt ya yos yot pl plo scr dhr sar mash marac mappa hr bp md mh amh
    camhs oed ooh gmp lado rpc ot ssd dfe dhsc cps cqc hmp hmi we he me my so if in is be by do
    go up to on of at as an nice who was had has the and not but for
    """
)

# Words of the work that a general list of common words lacks.
_MORE_ENGLISH = listed(
    """
    carer carers caregiver caregivers safeguarding multi stepfather stepmother stepchild siblings
    sibling paediatrician paediatric perinatal antenatal postnatal neonatal placements cannabis
    cocaine ketamine non prebirth unborn bruising coercive parenting bereavement midwifery toddler
    babysitter grandmother grandfather practitioner practitioners caseload caseloads chronology
    escalation neglectful homeschooled mum mums dad dads nan nana grandad gran granny auntie online
    january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday
    cassation
    timeline timelines summary hospital glossary workforce
    methadone heroin naloxone diazepam fentanyl constable constables sergeant sergeants paramedic paramedics
    website email emails smartphone app apps wellbeing neurodiverse autistic
    """
)


def _text(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


@cache
def _lines(name: str) -> tuple[str, ...]:
    stripped = map(str.strip, _text(name).splitlines())
    return tuple([line for line in stripped if line and line[0] != "#"])


@cache
def english() -> frozenset[str]:
    """Common English words, in small letters."""
    # The first line says where they come from.
    listed = _text("english.txt").partition("\n")[2]
    return frozenset(chain(listed.split(), _MORE_ENGLISH))


@lru_cache(maxsize=8192)
def is_ordinary(text: str) -> bool:
    """Whether every word means something besides being a name ("Will", "Rose", "Oak Tree")."""
    parts = fold_text(text).replace("-", " ").split()
    return bool(parts) and all(_is_english(part.strip("'")) for part in parts)


def _is_english(word: str) -> bool:
    return word in english() or (word.endswith("'s") and word[:-2] in english())


@cache
def nicknames() -> dict[str, frozenset[str]]:
    """Short forms by folded forename, and full forms by short form ("liam" and "william")."""
    found: dict[str, set[str]] = {}
    for line in _lines("nicknames.txt"):
        full, _, shorts = line.partition(":")
        for short in shorts.split(","):
            found.setdefault(full.strip(), set()).add(short.strip())
    return {full: frozenset(shorts) for full, shorts in found.items()}


def keep_lines() -> tuple[str, ...]:
    """The phrases that identify nobody."""
    return _lines("keep.txt")


@cache
def word_forenames() -> frozenset[str]:
    """Forenames that are ordinary words, and the usual short forms of forenames."""
    listed = {name for line in _lines("word_names.txt") for name in line.split()}
    short = {name for shorts in nicknames().values() for name in shorts}
    return frozenset(listed | (short - english()))


@cache
def verbs() -> frozenset[str]:
    """Finite verbs and small words that follow a subject, in small letters."""
    return frozenset(word for line in _lines("verbs.txt") for word in line.split())


@cache
def peoples() -> tuple[tuple[str, str], ...]:
    """Countries, each with what its people are called."""
    pairs = (line.split(": ") for line in _lines("peoples.txt"))
    return tuple((country, people) for country, people in pairs)


@cache
def employers() -> tuple[str, ...]:
    """Widely known employers, longest first."""
    return tuple(sorted(_lines("employers.txt"), key=lambda name: (-len(name), name)))
