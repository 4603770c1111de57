"""Reviews in which every third name is an ordinary word, for development; all people are made up.

The other names, places and roads are those of the development sets; sentences and decoys are its own.
"""

from bench import heldout_again, invented_reviews
from bench.invented_reviews import Words

WORDS = Words(
    forenames=tuple(
        """
        Ronnie Samreen Robyn Robin Nokutenda Zdzisław Ranjit Petronella Anca Minh Rubina Doireann Xiulan
        Dariush Carol Ruairí Verena Parisa Kendrick Vilhelmina Zohra Tuấn Kofi Sumaira Faith Stone Jasmine
        Ayaan Marcellus Fionnuala Corwin Tanzeela Maisie Kelis Seo-yeon Kiran Beatrix Lavinia Isla-Rae
        Zdeněk Răzvan Čedomir Sanjana Simran Gethin Esinam Jun Nurefşan Akiko Hermione Bluebell Cathán
        Chardonnay Idris Ewelina Funmilayo Khalid Nasrin Përparim Katarzyna Solène Everard Amrit Tegwen
        Kwabla Lorcan Catriona Zuriel Huyền Tawanda Heledd Kierra Umut Macsen Bishop Fable Creed Ivory Maple
        Olympia Pepper Story Ember Journey Copper Ribbon Driver Saffron Banner Ranger Reef Legend Dancer
        Lark Fortune Chance Pilot Harbour Marvel Harvest
        """.split()
    ),
    surnames=tuple(
        """
        Randhawa Dudek Pope Tetteh Gates Adebisi Sowerby Chapel Ramsbottom MacGillivray Ionuț Longbottom
        MacEachern Fothergill Bērziņš Eccleston Ben-Ari Okpara Jepson Lewandowska Dwamena Bishop Bokhari
        Grewal Dewhurst Cernăuțeanu Asante Day Moraru Entwhistle Hayrikyan Nwosu Crown Gruszecki Boateng
        Ashraf Lamb Kaur Morgan-Pugh Strong Adamczyk Effiong Mutasa Bankole Nosáľ Ozolkalns Bains Tower
        Flowers Ndlovu Verity Prydderch Greenhalgh Jankauskas Oakshott Al-Rashid Farooq Frost Fazakerley
        Ibeh Rivers Murgatroyd Fox Raja Lodge Manner Goodman Flight Oats Mist Pratt Chalk Pickles Quill
        Thorn Light Fry Timber Lark Dike Bread Staff Spoon Saddler Sheets Market Scales Eagle Apple Dyer
        Mint Plough Shutter Fair Seed Prime Locker Cherry Haystack Horn Nail Duke Hurdle Junior Carriage
        Course Shield Curry Beadle Bracket
        """.split()
    ),
    short={**invented_reviews.WORDS.short, **heldout_again.WORDS.short},
    towns=heldout_again.WORDS.towns,
    schools=heldout_again.WORDS.schools,
    school_kinds=heldout_again.WORDS.school_kinds,
    roads=heldout_again.WORDS.roads,
    headings=("1 Family", "2 Chronology", "3 Analysis", "4 Questions for partners"),
    calm=(
        "Thresholds were not understood in the same way.",
        "Apple and pear shapes were drawn in the play session.",
        "Winter pressures kept the ward short of staff.",
        "Promise of a review was made and not kept.",
        "Market stalls and shops knew the family better than services did.",
        "Light touch oversight was the rule.",
        "Stock letters went out by second post.",
        "Staff sickness was at nine per cent.",
        "Fortune had it that a neighbour was at home.",
        "Story books were given to the children.",
        "Street homelessness was not thought of.",
        "Haven House is not part of the local offer; the safe haven had closed.",
        "Corner shops sold alcohol to teenagers.",
        "Journey times to the clinic were long.",
        "Reason and rules were in the handbook.",
        "Fair access panels met each term.",
        "The Domestic Abuse Act 2021 was in force.",
        "Chance meetings replaced planned supervision.",
        "Link workers were funded for a year.",
        "Seed funding had ended.",
        "Press interest was expected.",
        "Prior checks were not made.",
        "Needle exchange staff were not invited.",
        "Scales of harm differ from agency to agency.",
        "Harvest festival was the last time the school saw the mother.",
        "Course bookings fell.",
        "Windows were broken and doors had no locks.",
        "Horwath (2013) writes of the neglected practitioner.",
        "The Department for Education asked for an update.",
        "Pocket money was withheld as a punishment.",
        "Copper wire had been taken from the empty flat.",
        "Working Together 2023 expects a lead practitioner.",
        "Driver licensing was not informed.",
        "Pilot schemes in two areas had good results.",
        "What does a good plan look like?",
        "Professional curiosity was absent.",
        "Sugar and salt were all that stood in the cupboard.",
        "Lodge staff kept a visitors’ book.",
    ),
    about=(
        "Staff remembered {P} as a loud and funny boy.",
        "No agency had asked {P} about {P}.",
        "{P} drove {P} to {S} that morning.",
        "In {T}, {P} shared a room with {P} and {P}.",
        "The night before, {P} slept at {A}.",
        "A health visitor weighed {P} on {D} and {P} signed the book.",
        "After the strategy meeting {P} agreed to see {P} alone.",
        "Police logs give {P} as the caller.",
        "{P} blamed {P} for the burn.",
        "The adults in the house were {P}, {P} and {P}.",
        "Only {P} had keys.",
        "Why {P} stayed silent is not known.",
        "A bruise on {P} was photographed by {P}.",
        "There is no note of what {P} saw.",
        "{P} (father of {P}) was in prison until {D}.",
        "Her half-brother {P} was placed in {T}.",
        "Without {P} the plan could not hold.",
        "{P} and {P} argued; {P} left.",
        "Children’s services wrote to {P} at {A} on {D}.",
        "{P}’s bed was a mattress in the hall.",
        "{P} has asthma and often missed {S}.",
        "It was said that {P} would “sort it out” with {P}.",
        "Reference {C} was opened in the name of {P}.",
        "The tablet belonged to {P}, not {P}.",
        "A call to {F} went unanswered, and {P} did not call back.",
        "The form lists {P} as next of kin.",
        "Later {P} told the nurse at {S} that {P} was not the father.",
        "Mother described {P} as controlling.",
        "Messages between {P} and {P} were found on the phone.",
        "{P} – then nineteen – became pregnant by {P}.",
        "The plan named {P} as the person to ring.",
        "On {D} {P} rang {P} four times.",
        "Would {P} have been safer with {P}?",
        "If {P} was worried, nobody wrote it down.",
        "“She is not like {P},” he said of {P}.",
        "Contact with {P} took place at {A} each Friday.",
        "A teacher thought {P} looked thin.",
        "{P}: no change since {D}.",
        "Grandmother asked for {P} to come home.",
        "A letter for {P} came back from {T}.",
        "As {P} grew older, {P} worried more.",
        "They also met {E} in the chat.",
    ),
)
