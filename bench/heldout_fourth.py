"""The fourth held-out set: python bench/heldout_fourth.py NAME_TABLES checks that it stands in no other.

Written on 26 November 2026, because the third set was looked at twice. Its reviews are written by
bench/careful_reviews.py, as careful authors write: whoever shares a short form with somebody else
of the case is told apart, but in one review of twenty. Only totals may be looked at; whoever reads
a miss of it says so in docs/reference/anonymisation.md and writes a new set.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.invented_reviews import Words

WORDS = Words(
    forenames=tuple(
        """
        Algernon Bathsheba Demelza Evander Fenwick-Lee Ivo-James Jessamine Kerenza Lysander Merryn Nathaniel-Jay Octavia
        Peregrine Quintessa Rafferty Seraphina Theodric Undine Wilhelmina Yvaine Zinnia Tyrell-James Shaniqua
        Dequarius Keisha-Mae Angharad Bleddyn Ceridwen Eluned Hafwen Caoimhe Daithí Gobnait Lochlann Muireann
        Ruaridh Iseabail Effie-Rose Nesrin Tolga Ardeshir Pardis Kaveh Mahnoor Zaheer Shoaib-Ali Ambreen
        Tanveer Jasleen Rajvinder Sunaina Tharindu Chiamaka Onyedikachi Nwakaego Bamidele Feyisayo Dzifa-Ama Enyonam
        Fungisai Nothando-Joy Tatenda Sahra-Nur Idil Guuleed Włodzimierz Halszka Mirosław Ilinca Dragoș Gheorghița Gintarė
        Margiris Ilvija Kaspars Zvonimir Snježana Trúc Hạnh Sora-Lin Ji-hoon Astghik Aykut Zoryana Bohumysl Arbnora
        Bekim-Arti Lulzim Maëlys Corentin
        Ocean Indigo Briar Thistle Almanac Merit Harmony Patience Meadow Sonnet Cricket Dove Echo Bishopric
        """.split()
    ),
    surnames=tuple(
        """
        Barraclough Cockcroft Fieldsend Gaukroger Holdsworth Jowsey Leadbeater Midgley Oddy Pogson Riddiough
        Sugden Tordoff Umpleton Varley-Cole Yewdall Bhachu Chahal Deol Gahir Hothi Johal Khunkhun Lidder Mankoo
        Nijjar Phull Sahota Toor Uppal Vohra Khawaja Malhi Pirzada Quddus Tarar Wattoo Afolabi Bamgbose Chinyama
        Ezeani Fagbenle Gumbo Ihejirika Jegede Kapfunde Lartey Mapfumo Nartey Olowokere Takawira Uzodinma Wafula
        Biernacka Chrzanowski Dobrowolska Fijałkowski Gutowska Iwańczyk Kęsik Majchrzak Bălășoiu Cucerzan
        Dumitrașcu Iacobescu Mărginean Păunescu Țurcanu Bružas Zālītis Ó-Loingsigh Ní-Dhomhnaill MacAskill
        MacCorquodale Probert-Wynne Bebb Quáchthị Çelikbaş Kovalyshyn Hoxhaj Al-Tamimi Ben-Ezra
        Bench Gantry Hook Money Moody Pound Rafter Rice Saddle Shore Sleet Spark Starling Temple Wharf Wicket
        """.split()
    ),
    short={
        "Algernon": "Algie", "Bathsheba": "Bash", "Evander": "Vander", "Ivo-James": "Ivy-Jay", "Octavia": "Tavy",
        "Peregrine": "Perry-Lou", "Rafferty": "Raff", "Seraphina": "Fina", "Theodric": "Theo-Dee", "Wilhelmina": "Mina-Jo",
        "Angharad": "Haz", "Bamidele": "Bami", "Chiamaka": "Amaka", "Włodzimierz": "Włodek", "Mirosław": "Mirek",
        "Patience": "Patsy-Ann", "Tatenda": "Tatty",
    },
    towns=(
        "Aldersett", "Burstwith", "Cawthornley", "Dunmallet", "Eskrigg-on-Tees", "Foulbeck", "Great Harwick", "Hethersley",
        "Ivelbridge", "Kexmoor", "Langcliffe Bottom", "Mossop Green", "Nabburn Staithe", "Overthwaite", "St Ethel’s Bay",
        "Quernmore Cross", "Rillingwold",
    ),
    schools=(
        "St Cedd’s", "Dragonfly", "Larchwood", "Corpus Christi", "Lady Tremayne", "Beechmount", "Peregrine Hill",
        "The Maples", "St Eanswythe’s", "Southlea",
    ),
    school_kinds=(
        "Primary Free School", "Church of England Primary School", "Junior Academy", "Secondary School", "Day Nursery",
        "Catholic High School", "First School", "Tertiary College",
    ),
    roads=(
        "Bluebell Rise", "Wharf Road", "Wellington Terrace", "Juniper Close", "Cathedral Road", "Aqueduct Street",
        "Lansdown Gardens", "Fellview Avenue", "Castle Row", "Coopers Lane",
    ),
    headings=(
        "A. Household and wider family", "B. How events unfolded", "C. What the practitioners told us",
        "D. Points for the partnership",
    ),
    calm=(
        "Sleet had closed the contact centre for two days.",
        "Spark plugs and tools lay on the kitchen table.",
        "The Equality Act 2010 was cited on the cover sheet only.",
        "Money was tight and debts had grown.",
        "Patience with missed visits had become acceptance.",
        "Saddle sores were all that the ambulance crew looked at.",
        "Harmony between managers hid real differences.",
        "Laming (2003) and the reports since then say much the same.",
        "A Child in Need meeting was planned, then forgotten.",
        "Rafter repairs had driven the team into one room.",
        "Gantry and crane stood idle in the yard at Easter.",
        "Wharf and warehouse conversions are outside our scope.",
        "The Local Government Association offers peer challenge.",
        "Hook and loop straps of the car seat were broken.",
        "Rice and bread were the only food in the flat.",
        "Wicket gate and fence were mended twice.",
        "Merit lay in the early drawings of the family tree.",
        "Neither Cafcass nor the Youth Justice Board held a file.",
        "Lesson 5 concerns the voice of babies who cannot speak.",
        "Echo chambers among professionals are well described.",
        "Bench marks for caseloads were set and missed.",
        "Under Part 3 the council must keep a register of disabled children.",
        "Shore leave was the reason given for his absence.",
        "Moody or withdrawn behaviour in a teenager deserves a question.",
    ),
    about=(
        "{P} brought {P} to the walk-in centre after dark.",
        "The play worker noticed {P} flinch whenever {P} raised a hand.",
        "In {T} the housing officer knew {P} only from letters.",
        "{P} promised that {P} would be gone by Easter, and nobody checked.",
        "Twice the dietitian wrote to {P}; {P} kept the letters unopened.",
        "A former colleague, {P}, took the dog to {T}.",
        "Formula milk ordered by {P} was delivered to {A}.",
        "The doorbell camera recorded {P} pushing {P}.",
        "{P} was taken off the roll of {S} without a destination.",
        "On {D} the attendance lead of {S} spoke with {P} at the gate.",
        "What {P} told {P} differed from the first account.",
        "“Nobody listened when I talked about {P},” {P} told the reviewers.",
        "A duplicate record under {C} was merged too late.",
        "{P} had saved {F} as the number of {P}.",
        "Minutes were sent to {E} in error.",
        "From {D} onwards {P} slept on the sofa of {P} at {A}.",
        "Had anyone in {T} asked {P}, the answer was ready.",
        "Was {P} ever weighed? The chart is blank.",
        "{P}’s key person at {S} had spoken with {P} about bruises.",
        "At the police station {P} accused {P}, and then {P}.",
        "The optician referred {P} on {D}.",
        "By {D} {P} had stopped answering {P}.",
    ),
)  # fmt: skip


def told(words: Words) -> Iterator[tuple[str, str]]:
    """Everything of a set in small letters, with the field it stands in."""
    for one in fields(words):
        value = getattr(words, one.name)
        for text in (*value, *value.values()) if isinstance(value, dict) else value:
            yield one.name, str(text).casefold()


def overlaps(tables: Path) -> Iterable[str]:
    """What of this set stands in another set, a training list, a sentence trained on or a name table."""
    from bench import heldout_again, heldout_reviews, heldout_third, invented_reviews, word_reviews
    from training import names, sentences, things

    others = (heldout_again, heldout_reviews, heldout_third, invented_reviews, word_reviews)
    known = {text for other in others for _, text in told(other.WORDS)}
    listed = dict[str, None]()
    for module in (names, sentences, things):
        for value in vars(module).values():
            rows = value if isinstance(value, tuple | list | frozenset | set) else ()
            listed.update((row.casefold(), None) for row in rows if isinstance(row, str))
    every = (
        row
        for lots in (names._table(path) for path in tables.glob("*.csv"))
        for row in lots.values()
    )
    listed.update((name.casefold(), None) for row in every for name in row)
    both = {text.casefold() for text in WORDS.forenames} & {
        text.casefold() for text in WORDS.surnames
    }
    yield from (f"a forename and a surname: {text}" for text in sorted(both))
    for where, text in told(WORDS):
        if where != "school_kinds" and (text in known or text in listed):
            yield f"{where}: {text}"


if __name__ == "__main__":
    found = list(overlaps(Path(sys.argv[1])))
    print("\n".join(found) or "Nothing of this set stands in another.")
    sys.exit(bool(found))
