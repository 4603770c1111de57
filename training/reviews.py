"""Invented review text with exact spans to tune the name model on. Everybody in it is made up.

Its names, places, sentences and decoys are shared with no bench; `training.names` takes care of the
names. Hard negatives stand in it on purpose: statutes, bodies, cited authors, labels and words that
are names elsewhere.
"""

import random
import re
from dataclasses import dataclass, field

from bench.invented_reviews import MONTHS, code_of, date_of, form_of, typo
from training import names as pool

Span = tuple[int, int, str]
PERSON_FORMS = (
    "full full full forename forename forename forename forename titled titled titled possessive surname "
    "surname reversed reversed short typo typo-surname initials initials bare-initials initial-surname "
    "initial-surname upper lower lower lower-first no-accent hidden soft-hyphen no-break-space line-break "
    "plural plural handle address middle forename-initial upper-forename"
).split()
_KINDS = {"person": "person", "place": "place", "organisation": "organisation"}
ABOUT = """
{P} was brought up in {T} and came to the county as a teenager.
{P} lived with {P} and two lodgers.
The worker met {P} at the contact centre.
{P} had a history of depression which was known to {S}.
Police attended after {P} was heard screaming.
{P} smelled of alcohol when collecting {P}.
The nursery told {P} that {P} had a burn on the hand.
A neighbour, {P}, reported shouting.
{P} said nothing had happened.
When asked, {P} changed the subject.
{P} and {P} separated in {M}.
The child told {P} about the belt.
{P} was arrested on {D} and bailed to {A}.
{P} gave birth at {S} on {D}.
The midwife, {P}, wrote to {P}.
{P} missed eleven appointments.
Concerns about {P} were passed to {S}.
{P} wanted to live with {P}.
In the words of {P}, “we all knew”.
The email came from {E}.
{P} has a brother in {NA}.
{P} worked nights at {W}.
{P} played for {CL}.
A text from {P} to {P} read “please come”.
{P} would not open the door to {P}.
{P}, {P} and {P} were present.
{P} (the children’s grandmother) asked for help.
{P}’s solicitor wrote to the court.
{P} is described as quiet and watchful.
It was agreed that {P} would chair.
{P} to ring {P} by Friday.
{P} to complete the genogram.
Present: {P}, {P}, {P}. Apologies: {P}.
{P}: agreed to share the chronology.
Attendees – {P} ({RL}), {P} ({RL}).
{P}, aged {N}, was the eldest.
The report was written by {P} of {S}.
{P} and the baby were found in {T}.
Mother’s friend {P} moved in.
His father, {P}, died in {NA}.
Her ex-partner {P} kept a key.
{RL} {P} visited on {D}.
{RL} {P} did not see {P} alone.
The handover from {P} to {P} took a week.
{P} kept the money from {P}.
{P} bit {P} on the arm.
{P} slapped {P} in front of staff.
{P} is not to have contact with {P}.
Nobody had heard of {P} before that day.
The school described {P} as polite.
A photograph showed {P} holding a bottle.
{P} posted on the page as {H}.
{H} sent {P} pictures at night.
{P} was known online as {H}.
{P} can be reached on {PH} or at {E}.
Bank records show payments by {P}.
{P} came from {NA} as a child.
It is believed {P} fled to {T}.
{P} asked why {P} had not been told.
{P} loved football and her dog.
“{P} is my best friend,” said {P}.
“Don’t tell {P},” {P} whispered.
Why did {P} go back to {P}?
{P} was discharged to {A} without a plan.
The tenancy at {A} was in the name of {P}.
{P} bought cannabis from {P} in {T}.
The family of {P} moved to {A} in {M}.
{P} went missing from {S} on {D}.
GP records for {P} show {N} attendances.
{P} had been excluded from {S}.
A referral for {P} was closed without a visit.
{P} presented with a fractured wrist.
Dear {P},
Yours sincerely, {P}
cc {P}; {P}
From: {P} To: {P}
Author: {P}
Name: {P} DOB: {D}
Child: {P}, born {D}, NHS number {C}
Social worker: {P} ({S}), tel. {PH}
then {P} came in and shouted
mum says {P} hits her
spoke to {P} on phone, will ring back
tc from {P}, worried re {P}
home visit, {P} and {P} seen, no concerns
saw {P} today, bruise to chin
{P} rang in sick
According to {P}, {P} never slept there.
The grandparents of {P} were not assessed.
{P} remained in hospital until {D}.
{P}’s account differed from that of {P}.
Both {P} and {P} were interviewed under caution.
The cousin, called {P}, stayed in the house.
She was also known as {P}.
He used the name {P} in {T}.
{P} was placed with foster carers in {T}.
The panel heard from {P}, who taught {P}.
The children of {P} were made wards of court.
{P} texted {P} at {TI}.
Officers from {S} found {P} at {A}.
{P} disclosed to {P} that {P} had hurt her.
Until then {P} had managed alone.
Neither parent told {P}.
A friend of {P} saw the bruises.
{P} has since apologised to {P}.
The baby was left with {P} overnight.
Even {P} noticed the change.
Professionals liked {P} and trusted what she said.
The review thanks {P} for meeting us.
It was {P} who found the note.
{P} could not name the father.
Anger towards {P} grew.
{P} took {P} to {S} by bus.
There was no bed for {P}.
{P} cried when {P} left.
Since {M}, {P} has refused school.
""".strip().split("\n")
FACTS = """
The family moved from {T} to {T} in {M}.
They lived at {A}.
The call was made at {TI} on {D}.
The incident happened on {FE}.
Crime reference {C} was closed on {D}.
The car, {V}, was found in {T}.
{S} made a referral on {D}.
A meeting was held at {S} on {D}.
Between {D} and {D} there were {N} contacts.
{S} and {S} did not share what they knew.
The letter was dated {D}.
The phone number {PH} belonged to a shop in {T}.
The child attended {S} and later {S}.
Father was employed by {W}.
Siblings trained with {CL}.
The child was {AG} when the family came from {NA}.
He was {AG} at the time.
She {R}.
The older child {R}, which was reported at the time.
The household stayed on {ES} until {M}.
Reports of noise on {ES} went to {S}.
Records at {S} were incomplete.
The number {C} appears on the form.
A support group met at {S} each week.
They spent {FE} in {T}.
Staff at {S} were not told of the move.
The last visit was on {D} at {TI}.
A worker from {S} left a card at {A}.
The flat in {T} was damp.
Tests were done at {S}.
Two crews went to {A}.
Mother grew up in {T}.
An aunt in {NA} sent money.
The youngest was born in {M} at {S}.
UPN {U} was recorded by {S}.
The officer’s collar number was {PC}.
The parents married in {NA} in {M}.
The family is {DM} and speaks little English at home.
Mother is a {DM} woman in her twenties.
He had worked as {JOB} for {N} years.
They had {N} children and owed {MO}.
A fine of {MO} was not paid.
""".strip().split("\n")
CALM = """
The {K} was not used to test whether the plan worked.
{K} sets out what partners must do.
Staff referred to {K} without reading it.
The {RL} did not know what {K} requires.
{RL} told the {RL} that she felt let down.
{RL} did not attend.
{RL} and {RL} were not asked.
{AU} found the same in an earlier review.
This has been described before ({AU}).
As {AU} argue, optimism can be dangerous.
{LB} was the second of three children.
{LB} told {LB} about the bruise.
{LB}’s needs were lost from view.
The {RL} recorded that {LB} was tired.
Hope is not a strategy.
Hope that things would improve replaced action.
Faith groups were not approached.
Faith in the system was low.
Grace periods were given again and again.
Joy was rarely seen in that house.
Will services respond faster in future?
Will power alone does not stop an addiction.
Mark schemes and targets took up time.
May half-term is a hard time for families.
May saw a change of manager.
June and July were quiet.
April showers were blamed for the damp.
August is when most staff take leave.
Summer learning projects had ended.
Autumn term began without a plan.
Rose gardens and play areas had been closed.
Dawn raids by police frightened the children.
Bill payments were in arrears.
Art therapy had been offered once.
Frank conversations did not take place.
Rich sources of information were not used.
Pat answers were accepted.
Dale Road is not part of this review’s concern.
Sky television was paid for before food.
Amber alerts were not raised.
Star charts were used in class.
Chase letters were not sent.
Hunter and prey is how one worker put it.
Young people said the same.
Brown marks on the ceiling showed damp.
White British families make up most of the area.
Black mould was seen on the walls.
Green shoots of progress were reported.
Long delays followed.
Short breaks were not offered.
Day care was cut.
Winter fuel payments were late.
Field notes were thin.
Church halls were used for groups.
Street lighting was poor.
Wood burners and candles were a hazard.
Hill farming families are isolated.
Cook and clean, the children were told.
Parish councils were not consulted.
Ward staff did not ask.
Hall tables were covered in bottles.
Banks refused the family an account.
Best interests were not recorded.
Good enough care was assumed.
King size beds were bought by the charity.
Price rises hit poor families.
Case loads were high.
Child protection plans drifted.
Carer stress was not assessed.
Page numbers were missing.
Wells of goodwill ran dry.
Fields in the form were left empty.
Banks of forms were filled in.
Parents were told to wait.
Managers met monthly.
The local authority had no placement.
The hospital did not ask.
The school kept a log.
Children’s social care closed the case.
Adult mental health services did not join the meeting.
Police, health and education met {N} times.
A {K} was held within the time allowed.
Supervision happened but was shallow.
The threshold for {K} was not met.
Recommendation {N}: partners should test {K}.
Learning Point {N}. Ask about fathers.
Finding {N}: voices of children were faint.
{N}.{N} The family’s story
Introduction
Analysis of practice
What the family told us
Recommendations
Terms of reference
Key learning for {K}
Summary of agency involvement
The baby was cold and the bottle was empty.
There was no food in the fridge and no bedding.
The house was searched but nothing was found.
Anger, shame and fear kept people silent.
Nobody asked the obvious question.
Coercive control was mistaken for devotion.
A risk assessment was started and never finished.
Fathers are too often invisible.
The team had three vacancies and a temporary manager.
English was not the mother’s first language, yet no interpreter was booked.
Guidance on bruising in babies who do not move was not followed.
The {K} applies to all partners.
Neglect is cumulative and hard to evidence.
Think of the child first.
Both of them were asked to leave.
In one case the visit lasted five minutes.
Only later did the pattern become clear.
Every agency held part of the picture.
""".strip().split("\n")
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
_STREETS = (
    "Road;Street;Lane;Avenue;Close;Drive;Grove;Crescent;Terrace;Way;Court;Mews;Gardens;Place;Hill;Walk;"
    "Rise;View;Square;Row;Park;Green".split(";")
)
_STREET_HEADS = """
Acacia;Alma;Beech;Belmont;Blenheim;Cavendish;Cedar;Cherry Tree;Church;Clarence;Cobden;Coronation;Derby;Elm;Farm;
Garden;George;Grange;Green;Grosvenor;Hazel;High;Holly;King;Lime;London;Manor;Maple;Mill;New;North;Oak;Old Hall;
Park;Poplar;Princess;Queen;River;Rowan;St John’s;St Mary’s;School;Spring;Stanley;Tennyson;Victoria;Waterloo;
Wellington;West;Windsor;Woodland;York
""".replace("\n", "").split(";")  # fmt: skip
_SCHOOL_HEADS = """
St Mary’s;St Peter’s;St Anne’s;St Thomas More;Holy Trinity;Sacred Heart;Christ Church;All Saints;Woodlands;Hillside;
Riverside;Brookfield;Oakwood;Manor Park;Highfield;Greenfields;The Grange;Springwell;Elmfield;Castle View;Westbrook
""".replace("\n", "").split(";")  # fmt: skip
_SCHOOL_TAILS = """
Primary School;High School;Academy;Junior School;Infant School;C of E Primary School;RC Primary School;College;
Nursery;Day Nursery;Pre-school;Special School;Community School;Grammar School;Secondary School;Sixth Form
""".replace("\n", "").split(";")  # fmt: skip
_BODIES = """
{T} General Hospital;{T} Royal Infirmary;{T} Health Centre;{T} Medical Centre;{T} Children’s Centre;{T} Council;
{T} Borough Council;{T} Family Hub;{T} Women’s Refuge;{T} Police;{T} Surgery;{S} Surgery;{T} Housing Association;
{T} NHS Trust;{T} Youth Centre;{S} Children’s Home;{T} Magistrates’ Court;{T} Mosque;{S} Church;{T} Hospital;
The {S} Clinic;{T} Walk-in Centre;{T} Police Station
""".replace("\n", "").split(";")  # fmt: skip
_CLUBS = """
{T} Rovers;{T} Juniors FC;{T} boxing club;{T} Amateur Swimming Club;{T} Under-10s;{T} Scouts;{T} Town FC;
{T} School of Dance;{T} Army Cadets;{T} rugby club
""".replace("\n", "").split(";")  # fmt: skip
_OPENERS = (
    "At that time ", "On {D} ", "In {M}, ", "According to the record, ", "However, ", "By then ", "Later ",
    "During this period ", "The log says that ", "It is recorded that ", "In {T}, ", "Meanwhile, ",
)  # fmt: skip
_TAILS = (
    ", which {P} denied", " and {P} was told", " before the move to {T}", " on {D}", " at {S}",
    ", although {P} disagreed", " while {P} slept", ", in the presence of {P}", " in {M}", " (see {K})",
    " because {P} was ill", ", as {P} later confirmed",
)  # fmt: skip


@dataclass
class Page:
    """Text with the spans to learn."""

    text: str = ""
    spans: list[Span] = field(default_factory=list)

    def put(self, words: str, label: str = "") -> None:
        """Add words, with the label they carry."""
        if label:
            self.spans.append((len(self.text), len(self.text) + len(words), label))
        self.text += words


class Author:
    """Writes page after page about families that never lived."""

    def __init__(self, r: random.Random, names: pool.Names) -> None:
        self.r, self.names = r, names
        self.people: list[dict[str, str]] = []
        self.towns: list[str] = []

    def page(self) -> Page:
        """One family, about four hundred words."""
        r, page = self.r, Page()
        self._family()
        layout = r.choice((" ", " ", " ", "\n", "\n\n"))
        about, facts, calm = r.choice(((0.5, 0.2, 0.3), (0.35, 0.25, 0.4), (0.65, 0.15, 0.2)))
        for _ in range(r.randint(20, 30)):
            lines = r.choices((ABOUT, FACTS, CALM), (about, facts, calm))[0]
            line = r.choice(lines)
            if lines is not CALM and line.endswith(".") and not line.startswith(("Present", "cc")):
                line = self._varied(line)
            elif r.random() < 0.04:
                line = line.upper() if "{" not in line else line
            self._fill(page, line)
            page.put(layout if r.random() < 0.9 else "\n\n")
        return page

    def _varied(self, line: str) -> str:
        r = self.r
        if r.random() < 0.2:
            line = r.choice(_OPENERS) + (line if line[0] == "{" else line[0].lower() + line[1:])
        if r.random() < 0.2:
            line = line[:-1] + r.choice(_TAILS) + "."
        return line

    def _family(self) -> None:
        r = self.r
        self.people = []
        _, family = self.names.pair(r)
        for number in range(r.randint(6, 12)):
            first, last = self.names.pair(r)
            title = r.choice(("Mr", "Mrs", "Ms", "Miss", "Dr", "PC", "DC", "DS", "Prof", "Sgt"))
            last = family if number < 4 and r.random() < 0.6 else last
            self.people.append({"forename": first, "surname": last, "title": title})
        self.towns = [pool.town(r) for _ in range(3)]

    def _fill(self, page: Page, line: str) -> None:
        left = self.r.sample(self.people, len(self.people))
        for piece in re.split(r"(\{\w+\})", line):
            if piece == "{P}":
                self._person(page, left.pop())
            elif piece.startswith("{"):
                page.put(*self._thing(piece[1:-1], left[-1]))
            else:
                page.put(piece)

    def _person(self, page: Page, person: dict[str, str]) -> None:
        r, form = self.r, self.r.choice(PERSON_FORMS)
        first, last = person["forename"], person["surname"]
        own = {
            "bare-initials": f"{first[0]}{last[0]}".upper(),
            "lower-first": first.lower(),
            "upper-forename": first.upper(),
            "forename-initial": f"{first} {last[0]}",
            "middle": f"{first} {r.choice(self.names.pair(r))} {last}",
        }
        if form in own:
            words = own[form]
        elif form == "plural" and r.random() < 0.4:
            words = f"the {last} {r.choice(('family', 'children', 'household'))}"
        elif form == "lower" and r.random() < 0.4:
            words = typo(r, first).lower() if len(first) > 4 else first.lower()
        elif min(len(first), len(last)) < 2 and form.startswith("typo"):
            words = f"{first} {last}"
        else:
            words = form_of(r, person, form, pool.SHORT)
        if form == "plural":
            page.put("the " if page.text[-2:] not in ("", ". ", "\n") else "The ")
            words = words.removeprefix("the ")
            name, _, rest = words.partition(" ")
            page.put(name, "person")
            page.put(f" {rest}" if rest else "")
            return
        title, _, name = words.partition(" ")
        if form in ("titled", "typo-surname") and name:
            page.put(f"{title} ")
            words = name
        if form in ("possessive",):
            page.put(words[:-2], "person")
            page.put(words[-2:])
            return
        page.put(words, "person")

    def _thing(self, slot: str, person: dict[str, str]) -> tuple[str, str]:
        r = self.r
        town = r.choice(self.towns)
        match slot:
            case "T":
                return town, "place"
            case "NA":
                return r.choice(pool.COUNTRIES), "place"
            case "S":
                return self._body(town), "organisation"
            case "W":
                return r.choice(EMPLOYERS), "organisation"
            case "CL":
                return r.choice(_CLUBS).format(T=town), "organisation"
            case "ES":
                return (
                    f"the {r.choice(_STREET_HEADS)} {r.choice(('estate', 'flats', 'caravan site'))}",
                    "place",
                )
            case "A":
                return self._address(town), "address"
            case "E" | "H":
                return form_of(r, person, "address" if slot == "E" else "handle"), "person"
            case "K":
                return r.choice(KEPT).strip(), ""
            case "RL":
                return r.choice(ROLES).strip(), ""
            case "LB":
                return r.choice(
                    (
                        "Child A",
                        "Child B",
                        "Baby J",
                        "Sibling 1",
                        "Adult 2",
                        "Child X",
                        "Mother",
                        "Father",
                    )
                ), ""
            case "AU":
                return self._cited(), ""
        return self._detail(slot)

    def _detail(self, slot: str) -> tuple[str, str]:
        r = self.r
        match slot:
            case "D":
                return date_of(r), "date"
            case "M":
                return f"{r.choice(MONTHS)} {r.randint(2005, 2025)}", "date"
            case "FE":
                return r.choice(FEASTS).strip(), "date"
            case "TI":
                return r.choice(TIMES).strip(), "date"
            case "AG":
                return r.choice(AGES).strip(), "date"
            case "C":
                return code_of(r), "reference"
            case "PH":
                return r.choice(
                    (
                        f"07{r.randint(100, 999)} {r.randint(10**5, 10**6 - 1)}",
                        f"0{r.randint(1200, 1999)} {r.randint(10**5, 10**6 - 1)}",
                    )
                ), "reference"
            case "V":
                return (
                    f"{r.choice('ABCDEFGHKLMNOPRSTVWY')}{r.choice('ABCDEFGHKLMNOPRSTVWY')}{r.randint(10, 75)} {''.join(r.choices('ABCDEFGHJKLMNOPRSTUVWXYZ', k=3))}",
                    "reference",
                )
            case "U":
                return r.choice("ABCDEFGH") + "".join(r.choices("0123456789", k=12)), "reference"
            case "PC":
                return str(r.randint(100, 9999)), "reference"
            case "R":
                return r.choice(RARE).strip(), "detail"
            case "DM":
                return r.choice(DEMOGRAPHICS).strip(), "detail"
            case "JOB":
                return r.choice(JOBS).strip(), "detail"
            case "MO":
                return f"£{r.randint(2, 90) * 50:,}", "detail"
        return r.choice(("two", "three", "four", "seven", "11", "5", "19")), ""

    def _body(self, town: str) -> str:
        r = self.r
        if r.random() < 0.45:
            return f"{r.choice((r.choice(_SCHOOL_HEADS), town))} {r.choice(_SCHOOL_TAILS)}"
        return r.choice(_BODIES).format(T=town, S=r.choice(_SCHOOL_HEADS))

    def _address(self, town: str) -> str:
        r = self.r
        street = f"{r.choice(_STREET_HEADS)} {r.choice(_STREETS)}"
        head = (
            r.choice(("", "", "", f"Flat {r.randint(1, 40)}, "))
            + f"{r.randint(1, 240)}{r.choice(('', '', '', 'a'))} {street}"
        )
        code = f"{r.choice(('OL', 'BL', 'M', 'HX', 'LS', 'S', 'PR'))}{r.randint(1, 29)} {r.randint(1, 9)}{r.choice('ABDEFGHJ')}{r.choice('LNPQRSTU')}"
        return r.choice(
            (head, f"{head}, {town}", f"{head}, {town}, {code}", f"{head}, {town} {code}")
        )

    def _cited(self) -> str:
        r = self.r
        one, two, year = r.choice(AUTHORS), r.choice(AUTHORS), r.randint(1993, 2023)
        return r.choice(
            (
                f"{one} et al. ({year})",
                f"{one} and {two} ({year})",
                f"{one} ({year})",
                f"{one}, {year}",
                f"{one} & {two}, {year}",
            )
        )
