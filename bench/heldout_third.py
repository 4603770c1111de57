"""The third held-out set: names, places, sentences and decoys disjoint from every other set.

Written on 26 November 2026, before the mending that the second set called for. Only totals may be
looked at; whoever reads a miss of it says so in docs/reference/anonymisation.md and writes a new one.
"""

from bench.invented_reviews import Words

WORDS = Words(
    forenames=tuple(
        """
        Augustina Barnaby Cressida Digby Euphemia Florian Guinevere Horatio Isadora Jolyon Kitty-Mae Leopold
        Millicent Nicodemus Ophelia Phineas Rosamund Sylvester Tabitha Ulysses Violetta Wolfgang Yasmeena Zebedee
        Kadeem Shakira-Lee Tremaine Latoyah Emrys Gwenllian Llinos Taliesin Blodwen Clíodhna Fiachra Naoise
        Oscair Eithne Mòrag Uisdean Gülşen Serkan Roshanak Behrouz Golnaz Siamak Humaira Tariq-Aziz Sidra Zubair
        Gurleen Harvinder Manpreet Ishaan Lavanya Prakriti Chidinma Ekene Temitope Oluwaseun Abena Kwadwo
        Tendai Chipo Ruvimbo Hodan Warsame Yasir Bogumiła Radosław Grażyna Jarosław Ovidiu Sorina Aurelija
        Rimantas Dzintra Svetlana Bystrík Tihomir Phượng Khánh Yuki-Anne Min-seok Garegin Hüsnü Ruslana Mykola
        Valmira Agron Ebenezer
        Sorrel Blaze Captain Clarity Freedom Halo Haze Kestrel Pilgrim Promise Rebel Sailor Storm Tulip
        Valentine Wisdom
        """.split()
    ),
    surnames=tuple(
        """
        Aspinall Bardsley Clegg Dransfield Eckersley Fairclough Grimshaw Heptonstall Isherwood Jolley
        Kenworthy Lumb Mallinson Nutter Oldroyd Pickersgill Rushworth Shackleton Thackray Uppington Vickerstaff
        Wadsworth Yeadon Abbasi Baig Chishti Dhillon Elahi Gondal Hashmi Jandu Kholi Lalli Mughal Nagra
        Purewal Rehman Sanghera Thandi Zafar Adeyinka Balogun Chikwanha Egwu Fosu Gwatidzo Ikpeme Kumalo Lusinga
        Madziva Nyamande Odhiambo Quaye Sarpong Tapfuma Urhobo Wekesa Bednarz Cieślak Drzewiecka Głowacki
        Jaworska Krawczyńska Lisiecki Avrămescu Ciobotaru Drăghici Ghiță Lungescu Jakubauskas Žemaitis Rācenis
        Kovaľčík Ó-Muirthile MacGilliechiar Bowen-Rhys Vũ Sargsyants Öztürkmen Lysohor Bajrami Al-Hakimi Ben-Shahar
        Bacon Bone Bright Cotton Fear Gamble Guest Herring Mould Pride Root Salmon Self Sparrow Steeple
        Vine Yard
        """.split()
    ),
    short={
        "Barnaby": "Barney", "Cressida": "Cressie", "Leopold": "Poldy", "Millicent": "Millsy", "Nicodemus": "Nico-Lee",
        "Rosamund": "Rozza", "Sylvester": "Sly", "Tabitha": "Tabs", "Temitope": "Temi", "Oluwaseun": "Seun",
        "Radosław": "Radek", "Jarosław": "Jarek", "Harvinder": "Harv", "Ishaan": "Ish", "Valentine": "Val",
        "Ebenezer": "Eben",
    },
    towns=(
        "Ambergate Lees", "Birkholme", "Calverdale", "Dapplemere", "Ellersby-on-the-Hill", "Fennimore", "Garrowby Cross",
        "Hindlewick", "Isling Moor", "Jervaulx End", "Knapperton", "Loxwold", "St Breward’s Quay", "Marrick-in-Wharle",
        "Great Nuneby", "Orrelstone", "Thursk Bridge",
    ),
    schools=(
        "St Osyth’s", "Bluebell Wood", "Sandpiper", "Blessed Sacrament", "Lord Ashcombe", "Hazelmount", "Goldcrest",
        "The Orchards", "St Wilfrida’s", "Eastmoor",
    ),
    school_kinds=(
        "Primary School", "Church of England Academy", "Infants’ School", "Comprehensive School", "Nursery",
        "RC Primary School", "Upper School", "Technical College",
    ),
    roads=(
        "Primrose Bank", "Dock Street", "Trafalgar Terrace", "Willowherb Close", "Minster Road", "Railway Street",
        "Kensal Gardens", "Heather Avenue", "Bridge Row", "Fullers Lane",
    ),
    headings=(
        "Section I – The children and their home", "Section II – The course of events",
        "Section III – Reflection", "Section IV – Proposals",
    ),
    calm=(
        "Rotas for the out-of-hours desk were drawn up late and seldom read.",
        "Storm damage had shut the clinic for a fortnight.",
        "The Care Act 2014 was quoted in the minutes and then forgotten.",
        "Captain or crew, as one nurse put it, everybody looked to somebody else.",
        "Bright ideas from the pilot were never written into policy.",
        "Freedom to disagree is a mark of a safe team.",
        "Wilkinson and Bowyer (2017) report the same in another county.",
        "A Core Group was arranged, although few of its members received the invitation.",
        "Cotton wool and plasters were all that the first aid box contained.",
        "Guest speakers came to the training but the sessions were thinly attended.",
        "The Information Commissioner’s Office gives advice on sharing without consent.",
        "Mould, damp and broken windows were seen and tolerated.",
        "Fear of complaint silenced several practitioners.",
        "Root causes lie in workload rather than in wickedness.",
        "Pride in the service made honest criticism harder.",
        "Neither the Early Help team nor Prevent kept a copy.",
        "Finding 6 invites boards to hear directly from fathers.",
        "Haze around roles left the weekend without cover.",
        "Yard space and quiet rooms were in short supply at the contact centre.",
        "Under Schedule 2 the authority must publish its services.",
        "Gamble, hope, wait: that was the plan in all but name.",
        "Self-neglect by adults hid the neglect of the little ones.",
        "Mental health trusts and hospices use another system altogether.",
        "Every Child Death Overview Panel writes to the coroner.",
    ),
    about=(
        "{P} carried {P} into casualty wrapped in a towel.",
        "The midwifery assistant saw {P} crying beside the vending machine.",
        "A landlord in {T} described {P} as a ghost who paid on time.",
        "{P} swore that {P} had moved out, and the file was closed.",
        "The night sister asked {P} twice; {P} shrugged.",
        "An old school friend, {P}, kept a suitcase of clothes in {T}.",
        "The tablets prescribed to {P} were collected from {A}.",
        "Footage from the bus showed {P} shaking {P}.",
        "{P} left {S} halfway through the spring without goodbye.",
        "Attendance staff at {S} wrote to {P} on {D} and heard nothing.",
        "Afterwards {P} and {P} gave the same account word for word.",
        "“Everyone knew about {P},” {P} wrote later.",
        "The reference {C} appears twice in the bundle.",
        "{P} gave the helpline {F}, a number that belonged to {P}.",
        "The summary reached {E} a week after the meeting.",
        "Since {D} {P} had shared a bedroom with {P} at {A}.",
        "Who spoke up for {P} in {T}? Hardly anyone.",
        "Did {P} have a bed? Nobody looked.",
        "{P}’s tutor at {S} warned {P} about the website.",
        "Under questioning {P} blamed {P} before turning on {P}.",
        "The dentist treated {P} under sedation on {D}.",
        "Until {D} {P} knew nothing of {P}.",
    ),
)  # fmt: skip
