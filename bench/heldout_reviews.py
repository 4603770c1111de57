"""The held-out words: names, places, sentences and decoys that nothing was tuned on.

Only the totals of a run on them may be looked at. Whoever reads a miss of this set and mends it
has used it up, and writes a new one.
"""

from bench.invented_reviews import Words

WORDS = Words(
    forenames=tuple(
        """
        Arabella Benedict Cordelia Dominic Elsbeth Fergus Gwendolen Hamish Iseult Jarrod Kirsten
        Lucinda Monty Nerys Ottilie Percival Quentin Rosalind Sherelle Tamsin Ursula Vaughan Winifred
        Xanthe Yolanda Zachariah Kayla-Jo Tyreece Shaznay Macaulay Jermaine Rhiannon Cledwyn Saoirse
        Diarmuid Mairead Ezgi Burak Shirin Farhad Laleh Zeenat Iftikhar Rabia Junaid Mehreen Balvinder
        Sukhjit Parminder Devika Arjun Keshav Chinonso Olamide Ikenna Adwoa Kojo Rufaro Tafadzwa
        Nasteexo Cabdi Mahad Wiktoria Sławomir Bronisława Cătălin Luminița Žydrūnė Artūras Ľudmila
        Želimir Nguyệt Quỳnh Haruki Ye-jin Anahit Mehmet Oksana Taras Blerina Fatmir
        Honor Amber Sky Bill Heath Lily Christian Pat Grace Drew Rich Star Clementine Marigold
        """.split()
    ),
    surnames=tuple(
        """
        Applegarth Blenkinsop Crowther Dearden Earnshaw Featherstonehaugh Garside Hebblethwaite Ibbotson
        Jowett Kettlewell Lonsdale Micklethwaite Nettleship Openshaw Pilkington Quarmby Ratcliffe Stansfield
        Threlfall Uttley Varey Wolstenholme Yarwood Alladina Bashir Cheema Dosanjh Faizan Ghuman
        Hanif Javaid Kapoor Lodhi Nazir Panesar Sarwar Tiwari Akpan Chukwu Diallo Fofana Gyasi Igwe
        Kamara Mudzingwa Nkosi Ogbonna Tshuma Xaba Yeboah Brzezińska Czajkowski Filipek Gajewska Jabłoński
        Kubiak Nedelcu Oprea Șerban Tudorache Vasilescu Grigonis Liepiņš Vaitkus Ó-Dálaigh MacCuish
        Cadwaladr Gethin-Parry Đặng Petrosyan Yıldız Shevchenko Gashi Al-Khatib Ben-Haim
        Church Wood Black Hall Long Parish Street Ward Baker Winter Short White Cook Young
        """.split()
    ),
    short={
        "Benedict": "Benji", "Dominic": "Dom", "Lucinda": "Lucy-Lou", "Rosalind": "Roz",
        "Winifred": "Winnie", "Zachariah": "Zack", "Iftikhar": "Ifty", "Balvinder": "Bal",
        "Sławomir": "Sławek", "Wiktoria": "Wika", "Mehmet": "Memo", "Christian": "Chris",
        "Tafadzwa": "Tafi", "Cordelia": "Delia", "Jermaine": "Jem", "Macaulay": "Mac",
    },
    towns=(
        "Averley", "Brackendale", "Cowlingshaw", "Drumbold", "Easthaven-on-Sea", "Frithwaite",
        "Gillbeck", "Hartlow Bridge", "Inglestone", "Kettleholm", "Lower Penmoor", "Mossgate",
        "St Winnow Cross", "Netherby-in-Craven", "Great Oversley", "Pottlesham", "Rushmere Vale",
    ),
    schools=(
        "St Aldhelm’s", "Copperfield", "Holly Bank", "Our Lady of Sorrows", "Sir Humphrey Tate",
        "Thornfield", "Kingfisher", "The Willows", "St Bega’s", "Northgate",
    ),
    school_kinds=(
        "Primary Academy", "High School", "Infant School", "Community College", "Nursery School",
        "Catholic Primary School", "Junior School", "Sixth Form College",
    ),
    roads=(
        "Sycamore Drive", "Ferry Lane", "Albion Terrace", "Hawthorn Crescent", "Priory Road",
        "Canal Street", "Beaumont Gardens", "Fellside Avenue", "Market Place", "Tithe Barn Close",
    ),
    headings=(
        "Part One: Background", "Part Two: Events", "Part Three: Analysis", "Part Four: Next steps",
    ),
    calm=(
        "The panel asked whether thresholds were applied in the same way by every team.",
        "Heavy workloads meant that records were written up days later.",
        "The Domestic Abuse Act 2021 treats children as victims in their own right.",
        "Bright hopes for a quick improvement were not matched by evidence.",
        "Summer holidays left a gap in which nobody saw the children.",
        "Grace under pressure was noted, but support for staff was thin.",
        "Cases like this are discussed in Horwath and Platt (2019) and elsewhere.",
        "A Child Protection Conference was convened but key people were absent.",
        "Winter pressures at the Emergency Department made handovers hurried.",
        "Long waits for CAMHS were accepted as normal.",
        "The Department for Education has issued guidance on elective home education.",
        "Black, Asian and minority ethnic families told the review they felt unheard.",
        "White goods had been bought with a grant from the housing team.",
        "Rich descriptions of the home were missing from the assessment.",
        "Street-based youth work ended when funding stopped.",
        "Neither the Ofsted report nor the JTAI letter mentions supervision.",
        "Learning Point 7 asks leaders to make time for reflection.",
        "Young people told us that trust takes time.",
        "Short notice made attendance difficult for school staff.",
        "Under section 11 of the Children Act 2004 each agency audits itself.",
        "A star rating for the nursery is no guide to the care of one baby.",
        "Professional curiosity is a skill that Munro and others have written about.",
        "Adult services and children’s services kept separate records.",
        "Every Family Hub now displays the threshold document.",
    ),
    about=(
        "{P} arrived at the surgery with a bruise, and {P} accepted the explanation.",
        "During the home visit {P} would not leave {P} alone with the worker.",
        "It later emerged that {P} had convictions in {T} under another surname.",
        "{P} rang the helpline twice; {P} did not ring back.",
        "The allocated worker, {P}, handed the case to {P} without a joint visit.",
        "A relative, {P}, offered to look after the baby in {T}.",
        "The letter to {P} was returned from {A}.",
        "Messages between {P} and {P} were recovered from the phone.",
        "{P} stopped going to {S} and was never formally withdrawn.",
        "Staff from {S} telephoned {P} on {D} and left a message.",
        "Only {P} and {P} were present when the injury happened.",
        "“I was scared of {P},” said {P}.",
        "Reference {C} links the call to the household.",
        "{P} gave {F} as the contact number for {P}.",
        "The discharge summary was sent to {E} by mistake.",
        "On {D} {P} moved in with {P} at {A}.",
        "Nobody asked {P} what life was like in {T}.",
        "Was {P} seen alone? The record does not say.",
        "{P}’s teacher at {S} raised it with {P}.",
        "In interview {P} blamed {P} and later {P}.",
        "The GP prescribed for {P} by telephone on {D}.",
        "Neither {P} nor {P} had been spoken to by {D}.",
    ),
)  # fmt: skip
