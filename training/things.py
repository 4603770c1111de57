"""What fills the slots of the invented sentences: kept phrases, roles, places, bodies, dates, details."""

KEPT = """
Children Act 1989;Children Act 2004;Care Act 2014;Education Act 2002;Equality Act 2010;Data Protection Act 2018;
Human Rights Act 1998;Mental Health Act 1983;Mental Capacity Act 2005;Serious Crime Act 2015;Sexual Offences Act 2003;
Working Together to Safeguard Children;Working Together 2018;Working Together;Keeping Children Safe in Education;
Child Safeguarding Practice Review Panel;National Panel;Department for Education;Department of Health and Social Care;
Home Office;Ministry of Justice;Ofsted;Care Quality Commission;CQC;NSPCC;NHS England;NHS;Crown Prosecution Service;
CPS;CAFCASS;Youth Justice Board;Youth Justice Service;Family Court;High Court;Crown Court;MASH;MARAC;MAPPA;CAMHS;
LADO;EHCP;section 47;section 17;Section 20;s.31;Graded Care Profile;Signs of Safety;Early Help;Early Help Assessment;
Strategy Meeting;Strategy Discussion;Child in Need plan;Child Protection Conference;Child Protection Plan;Core Group;
Public Law Outline;Team Around the Family;Family Group Conference;Local Child Safeguarding Practice Review;
Serious Case Review;Rapid Review;Munro Review;Laming Inquiry;Care Review;Gillick competence;Fraser guidelines;
Clare’s Law;Operation Encompass;DASH;ICON;Red Book;Healthy Child Programme;Family Nurse Partnership;Covid-19;
Universal Credit;Prevent;Female Genital Mutilation;Integrated Care Board;Local Authority;Emergency Duty Team;
Multi-Agency Safeguarding Hub;Neonatal Intensive Care Unit;A&E;Accident and Emergency;GP;Health Visiting;
Freedom of Information;PREVENT;Trauma-informed practice;Contextual Safeguarding;Think Family;King’s Fund;
Royal College of Paediatrics and Child Health;NICE;Public Health England;British Association of Social Workers
""".replace("\n", "").split(";")  # fmt: skip
ROLES = """
Mother;Father;Mum;Dad;Stepfather;Grandmother;Social Worker;social worker;Health Visitor;health visitor;GP;Midwife;
Head Teacher;class teacher;School Nurse;Team Manager;Police Officer;Reviewer;Chair;Paediatrician;Aunt;Uncle;Partner;
Foster Carer;Teaching Assistant;Support Worker;Duty Officer;Consultant;Guardian;Probation Officer;Family Worker
""".replace("\n", "").split(";")  # fmt: skip
AUTHORS = """
Brandon;Sidebotham;Munro;Reder;Duncan;Ferguson;Featherstone;Laming;Horwath;Calder;Burton;Kinley;Dickens;Beckett;
Firmin;Stanley;Humphreys;Hester;Stark;Cleaver;Unell;Aldgate;Rose;Ward;Brown;Holmes;Farmer;Lutman;Gardner;Long;Broadhurst
""".replace("\n", "").split(";")  # fmt: skip
EMPLOYERS = """
Asda;Tesco;Morrisons;Sainsbury’s;Argos;B&Q;Lidl;Aldi;Royal Mail;Amazon;McDonald’s;Domino’s;Screwfix;Sports Direct;
Stagecoach;First Bus;Uber;Deliveroo;Greggs;Subway;Halfords;Wickes;Yodel;Evri;Boots;Poundland;Iceland;KFC;Costa
""".replace("\n", "").split(";")  # fmt: skip
RARE = """
appeared on local radio;was the only child saved from the fire;won a national dance prize;had a liver transplant;
was born on a ferry;is one of twins;was the youngest of nine;had been a mascot for the national team;
held the county swimming record;was struck by lightning;had albinism;lost a leg in a road accident;
was featured in a documentary;has a rare blood disorder;survived the coach crash;was a child actor
""".replace("\n", "").split(";")  # fmt: skip
DEMOGRAPHICS = """
Polish;Romanian;Roma;Somali;Pakistani;Bangladeshi;Nigerian;Kurdish;Albanian;Irish Traveller;Jewish;Sikh;Eritrean;
Turkish;Lithuanian;Chinese;Iranian;Syrian;Afghan;Ghanaian;Zimbabwean;Portuguese;Slovak
""".replace("\n", "").split(";")  # fmt: skip
JOBS = """
a taxi driver;a soldier;a nurse;a chef;a roofer;a prison officer;a teacher;a farm worker;a barber;a scaffolder;
an accountant;a lorry driver;a care assistant;a plasterer
""".replace("\n", "").split(";")  # fmt: skip
FEASTS = """
Christmas Eve;Christmas Day 2018;Boxing Day;Easter Sunday;Good Friday 2020;Halloween;Bonfire Night 2017;Eid;
Ramadan 2021;Diwali;Mother’s Day;Father’s Day 2016;New Year’s Day;her tenth birthday;his second birthday;
St Patrick’s Day;Pancake Day;August bank holiday
""".replace("\n", "").split(";")  # fmt: skip
AGES = """
aged 9;six months old;14 weeks old;three years old;aged thirteen;2 years and 5 months old;eight days old;
37 weeks gestation;a 15-year-old;in her thirties;19 months old;aged four
""".replace("\n", "").split(";")  # fmt: skip
TIMES = """
23:15;2.40am;half past four;quarter to nine in the evening;0315 hours;six o’clock;7pm;11.05 pm
""".replace("\n", "").split(";")  # fmt: skip
STREETS = (
    "Road;Street;Lane;Avenue;Close;Drive;Grove;Crescent;Terrace;Way;Court;Mews;Gardens;Place;Hill;Walk;"
    "Rise;View;Square;Row;Park;Green".split(";")
)
STREET_HEADS = """
Acacia;Alma;Beech;Belmont;Blenheim;Cavendish;Cedar;Cherry Tree;Church;Clarence;Cobden;Coronation;Derby;Elm;Farm;
Garden;George;Grange;Green;Grosvenor;Hazel;High;Holly;King;Lime;London;Manor;Maple;Mill;New;North;Oak;Old Hall;
Park;Poplar;Princess;Queen;River;Rowan;St John’s;St Mary’s;School;Spring;Stanley;Tennyson;Victoria;Waterloo;
Wellington;West;Windsor;Woodland;York
""".replace("\n", "").split(";")  # fmt: skip
SCHOOL_HEADS = """
St Mary’s;St Peter’s;St Anne’s;St Thomas More;Holy Trinity;Sacred Heart;Christ Church;All Saints;Woodlands;Hillside;
Riverside;Brookfield;Oakwood;Manor Park;Highfield;Greenfields;The Grange;Springwell;Elmfield;Castle View;Westbrook
""".replace("\n", "").split(";")  # fmt: skip
SCHOOL_TAILS = """
Primary School;High School;Academy;Junior School;Infant School;C of E Primary School;RC Primary School;College;
Nursery;Day Nursery;Pre-school;Special School;Community School;Grammar School;Secondary School;Sixth Form
""".replace("\n", "").split(";")  # fmt: skip
BODIES = """
{T} General Hospital;{T} Royal Infirmary;{T} Health Centre;{T} Medical Centre;{T} Children’s Centre;{T} Council;
{T} Borough Council;{T} Family Hub;{T} Women’s Refuge;{T} Police;{T} Surgery;{S} Surgery;{T} Housing Association;
{T} NHS Trust;{T} Youth Centre;{S} Children’s Home;{T} Magistrates’ Court;{T} Mosque;{S} Church;{T} Hospital;
The {S} Clinic;{T} Walk-in Centre;{T} Police Station
""".replace("\n", "").split(";")  # fmt: skip
CLUBS = """
{T} Rovers;{T} Juniors FC;{T} boxing club;{T} Amateur Swimming Club;{T} Under-10s;{T} Scouts;{T} Town FC;
{T} School of Dance;{T} Army Cadets;{T} rugby club
""".replace("\n", "").split(";")  # fmt: skip
OPENERS = (
    "At that time ", "On {D} ", "In {M}, ", "According to the record, ", "However, ", "By then ", "Later ",
    "During this period ", "The log says that ", "It is recorded that ", "In {T}, ", "Meanwhile, ",
)  # fmt: skip
TAILS = (
    ", which {P} denied", " and {P} was told", " before the move to {T}", " on {D}", " at {S}",
    ", although {P} disagreed", " while {P} slept", ", in the presence of {P}", " in {M}", " (see {K})",
    " because {P} was ill", ", as {P} later confirmed",
)  # fmt: skip
