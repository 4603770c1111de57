"""The second held-out set: names, places, sentences and decoys disjoint from every other set.

Written on 26 November 2026, after the first set's words had been read. Only totals may be looked
at; whoever reads a miss and mends it says so in docs/reference/anonymisation.md.
"""

from bench.invented_reviews import Words

WORDS = Words(
    forenames=tuple(
        """
        Beatrix Corwin Delphine Everard Fenella Gareth-Lee Hermione Ignatius Jocasta Kendrick Lavinia
        Marcellus Nadine Orson Petronella Rupert Savannah-Jo Thaddeus Verena Wilfred Azurina Brandi Deshawn
        Kierra Montel Shereece Gethin Heledd Eirlys Macsen Muirenn Cathán Doireann Breandán Oighrig Struan
        Umut Nurefşan Parisa Dariush Nasrin Shagufta Waqas Kashif Tanzeela Samreen Daljit Ranjit Navdeep
        Meenakshi Sanjana Vidyut Onyekachi Nwamaka Yetunde Babajide Esinam Kwabla Tawanda Nokutenda Sahra Geedi
        Ewelina Zdzisław Żaneta Mirosława Laurențiu Ileana Octavian Vilhelmina Mindaugas Zintra Zdeněk Božidar
        Huyền Tuấn Akiko Seo-yeon Hovsep Feride Halyna Bohdan Arta Përparim Zohra Idris
         Bluebell Robyn Merry Garnet Stone Banks Lyric Bonny
        """.split()
    ),
    surnames=tuple(
        """
        Ashworth Bickerstaffe Cartmell Dewhurst Entwhistle Fothergill Gledhill Haythornthwaite Iddon
        Jepson Kirkbride Leadbetter Mounsey Norcross Oakshott Priestnall Rigby Scholefield Tunnicliffe
        Umpleby Verrill Wigglesworth Yoxall Zaman Ashraf Bokhari Choudhary Durrani Farooq Gulzar Inayat
        Jutla Kalsi Lakhani Matharu Pabla Raja Sohal Vadher Achebe Bankole Dwamena Effiong Gyamfi
        Ibeh Kipkemboi Makoni Nyathi Okpara Sithebe Tetteh Uzoma Adamczyk Borkowska Dudek Gruszecki
        Karbowiak Mazurek Bălan Cernăuțeanu Dinu Moraru Strugurescu Paulauskis Ozolkalns Nosáľ Ó-Súilleabháin MacEachern
        Prydderch Morgan-Pugh Hayrikyan Çakıroğlu Korniychuk Halimaj Al-Rashid Ben-Ari
        Chapel Tower Crown Flowers Gates Constable Strong
        """.split()
    ),
    short={
        "Beatrix": "Trixie", "Fenella": "Nell", "Ignatius": "Iggy", "Thaddeus": "Thad", "Lavinia": "Vinnie",
        "Wilfred": "Wilf", "Zdzisław": "Zdzich", "Ewelina": "Ewka", "Babajide": "Jide", "Yetunde": "Yettie",
        "Vidyut": "Vidu", "Meenakshi": "Meena", "Mindaugas": "Mindė", "Petronella": "Petra", "Daljit": "Dal",
        "Savannah-Jo": "Savvy",
    },
    towns=(
        "Aldersyke", "Burnthorpe", "Cragdale", "Dunmere", "Eastwold-on-Tarn", "Foxholme", "Grindlebeck",
        "Harrowmoor Bridge", "Ivelstone", "Kelderwick", "Nether Quenby", "Oxenshaw", "St Teilo’s Wells",
        "Pickwold-le-Marsh", "Little Ottersby", "Scarthwaite", "Tillingmere Park",
    ),
    schools=(
        "St Cuthwin’s", "Wagtail", "Larch Lodge", "Holy Redeemer", "Dame Edith Corley", "Brambleside",
        "Osprey", "The Laurels", "St Idony’s", "Southfold",
    ),
    school_kinds=(
        "Primary School", "Academy Trust School", "Infant and Nursery School", "Community High School",
        "Day Nursery", "CE Primary School", "Middle School", "Sixth Form",
    ),
    roads=(
        "Laburnum Way", "Wharf Street", "Nelson Terrace", "Rowan Crescent", "Abbey Road", "Viaduct Street",
        "Carlton Gardens", "Moorland Avenue", "Church Row", "Old Dairy Close",
    ),
    headings=("A. Who this is about", "B. The story", "C. What we think", "D. What should change"),
    calm=(
        "Partners could not say who would see the baby next.",
        "The daily log was often left blank by the night staff.",
        "The Human Rights Act 1998 was not mentioned in any record.",
        "Strong ties among staff came from a clear plan.",
        "Gates at the stairs were missing when funding for safety kit ended.",
        "Merry words from a manager changed the direction of the case.",
        "Papers by Featherstone and Gupta (2018) describe poverty-aware practice.",
        "A Legal Planning Meeting was requested and then cancelled.",
        "Spring term attendance was recorded on a different system.",
        "Nurse-led clinics had a waiting list of many weeks.",
        "The Care Quality Commission had rated the service as requiring improvement.",
        "Stone steps led to the flat and the buggy stayed below.",
        "Chapel groups and play groups offered early support.",
        "Tower blocks and flats; other services gave advice on sexual health.",
        "Banks of files hid what the child was saying.",
        "Neither MARAC nor the Channel panel was told.",
        "Practice Point 3 asks supervisors to look for drift.",
        "Flowers were left at the gate by people who had never been told.",
        "Crown Court papers reached the school late.",
        "Under Regulation 12 the provider must assess risk.",
        "Constable numbers fell by a third in five years.",
        "Garnet was the colour of the folder that nobody opened.",
        "Youth Justice and Early Help held different addresses.",
        "Every Integrated Care Board has a designated doctor.",
    ),
    about=(
        "{P} took {P} to the walk-in clinic and left before being seen.",
        "The worker found {P} hiding behind the sofa.",
        "An aunt in {T} had raised a worry about {P} long before.",
        "{P} promised to keep {P} away, but nobody checked.",
        "The duty officer spoke to {P}, and {P} was not asked.",
        "A cousin, {P}, had stayed at the home in {T} all summer.",
        "The parcel for {P} was sent to {A}.",
        "A photograph showed {P} and {P} in the car.",
        "{P} was moved from {S} without a handover.",
        "The office at {S} rang {P} on {D} but could not get through.",
        "Both {P} and {P} said that the fall was an accident.",
        "“I never trusted {P},” {P} told the panel.",
        "The number {C} stands on the form.",
        "{P} left {F} as a number for {P}.",
        "The minutes went to {E} and to nobody else.",
        "By {D} {P} and {P} were living at {A}.",
        "What did {P} like, fear and want in {T}? No file says.",
        "Had {P} been weighed? No.",
        "{P}’s key worker at {S} told {P} about the marks.",
        "At first {P} named {P}, then {P}.",
        "The pharmacist gave the methadone to {P} on {D}.",
        "By {D} neither {P} nor {P} had a named worker.",
    ),
)  # fmt: skip
