"""Names and places to train on; every name that a bench measures with is left out."""

import csv
import itertools
import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bench import (
    heldout_again,
    heldout_fourth,
    heldout_reviews,
    heldout_third,
    invented_reviews,
)

# How often a part of the world is drawn: what English reviews hold, and then the rest of it.
_WEIGHTS = {
    "GB": 14, "IE": 6, "US": 3, "IN": 6, "PK": 8, "BD": 6, "PL": 6, "RO": 5, "LT": 2, "LV": 2, "TR": 2,
    "NP": 2, "IR": 2, "IQ": 2, "AL": 3, "UA": 2, "SK": 2, "CZ": 2, "BG": 2, "HU": 2, "PT": 2, "JM": 2,
    "VN": 2, "CN": 2, "LK": 2, "PH": 2, "ZA": 2, "ML": 2, "EG": 2, "DZ": 2, "MA": 2, "RU": 1, "FR": 1,
}  # fmt: skip
MORE_FORENAMES = """
Aaliyah Abbie Aidan Aimee Alesha Alicia Amina Andrew Angela Anthony Ashleigh Ashton Barry Ben Beth
Billy Brandon Brenda Brian Bryony Caitlin Cameron Carl Casey Cerys Chelsea Chloe Christine Claire
Clive Colin Courtney Craig Curtis Damian Danielle Darcey Darryl Dean Debbie Declan Denise Derek
Diane Donovan Dylan Elliot Emma Ethan Finlay Gareth Gary Gavin Geoffrey Georgia Gillian Glen Graham
Hannah Hayden Hayley Heather Helen Holly Hugh Imogen Jacqueline Jade Jamie Jasmin Jason Jemma Jenny
Jodie Joel Jordan Josh Joyce Judith Julie Kane Karen Kayden Keeley Keiran Keith Kelly-Anne Kenzie
Kerry Kevin Kyle Lauren Leanne Leon Lewis Lillie-Mae Linda Lindsay Lorraine Louise Lucy Luke Lynne
Maddison Malcolm Marcus Marie Martin Maureen Megan Michelle Mohammad Morgan Natalie Nathan Neil Neve
Nicola Nigel Paige Patricia Paula Phoebe Rachel Ramona Rebecca Ricky Riley-Jay Robert Roger Roland
Rosemary Ross Roy Russell Ryan Samantha Scott Sean Shane Shanice Sharon Shaun Sheila Sonia Stacey
Stella Stuart Susan Tamara Tara Taylor Terence Teresa Tia Toby Trevor Valerie Vanessa Vicky Vincent
Wendy Yasmin Yvonne Zach Zoe Ebony Tiana Kia Tyrone Leroy Winston Delroy Marcia Beverley Sanjay
Rajesh Sunita Anjali Nisha Meena Vikram Deepak Asif Nadeem Shazia Farzana Parveen Rashid Waqar
Sajid Kauser Tahira Naveed Uzma Shahid Bushra Habib Mustafa Karim Salma Samir Rania Huda Zahra
Hassan Ali Hussein Mariam Amal Ifrah Sagal Ayub Guled Filsan Yonas Selam Tesfaye Bereket Hirut
Nkechi Obinna Uche Folasade Babatunde Kehinde Taiwo Amara Zainabu Wanjiku Otieno Farai Nyasha
Thandiwe Sipho Kwabena Akosua Efua Yaw Esi Piotr Marcin Beata Dorota Grzegorz Ewa Łukasz Kinga
Bogdan Florin Ioana Cristina Gabriela Marius Denisa Petru Rasa Egle Vilius Ilze Andris Besnik
Arben Drita Yordan Desislava Eszter Zoltán Máté Renáta Ján Milena Rúben Inês João Thiago Siân Gwen
Owain Dafydd Mared Ffion Ewan Mhairi Iain Morag Sorcha Eoin Gráinne Pádraig Róisín Cathal
""".split()  # fmt: skip
MORE_SURNAMES = """
Abbott Adams Allen Armstrong Atkinson Bailey Barker Barnes Barrett Bell Bennett Bentley Booth
Bradshaw Brennan Briggs Brooks Burgess Burke Butcher Butler Campbell Carter Cartwright Chadwick
Chambers Chandler Chapman Clark Cole Collins Connolly Cooper Coulson Crawford Crossley Cunningham
Curtis Dale Dawson Dean Dixon Donnelly Edwards Ellis Elliott Evans Farrell Fawcett Ferguson Fisher
Fletcher Foster Fraser Fuller Garner Gibson Graham Grant Gray Gregory Griffiths Hadfield Hamilton
Hardcastle Harding Hargraves Harper Harrison Hartley Harvey Haworth Hayes Heaton Henderson Hewitt
Hobson Hodgson Holden Hollingworth Holmes Holroyd Hopkins Horrocks Howarth Hudson Hughes Hunt Hurst
Jagger Jarvis Jenkins Jessop Johnston Kaye Keane Kendall Kirby Kirkham Knight Lancaster Lawson Leach
Leigh Lister Lloyd Lockwood Lomax Lowe Marsden Marshall Matthews McAllister McBride McDonald McGrath
McKenna McLaughlin Metcalfe Middleton Mills Mitchell Moran Morgan Morris Naylor Nelson Newton Norris
Oakes Ogden O'Hara O’Rourke Osborne Owen Parker Parkinson Pearson Pickering Platt Porter Powell
Pritchard Radcliffe Raynor Rhodes Richardson Riley Robertson Rogers Rothwell Saunders Schofield
Scholes Senior Sharples Shaw Shepherd Simpson Smethurst Spencer Stanley Stevens Stott Stubbs
Sutcliffe Swift Sykes Taylforth Thornley Thorpe Tomlinson Townsend Turner Varley Waddington Wainwright
Walker Wallace Walton Warburton Waterhouse Watson Webb Webster Whitehead Whittle Wilkinson Willis
Winterbottom Woodhead Worrall Wrigley Yates Chaudhary Malik Shah Mehmood Iqbal Butt Sheikh Ansari
Miah Uddin Choudhury Begum-Ali Desai Joshi Mistry Lad Virdee Sidhu Bhogal Okafor Adeleke Obi
Ogunleye Danso Owusu Appiah Chirwa Banda Phiri Sibanda Dlamini Hassan-Nur Elmi Gebreyesus Tekle
Haile Mwangi Achieng Zawadzki Pawlak Wróbel Sikora Baran Ostrowska Cojocaru Stanciu Marin Moldovan
Petrauskas Balčiūnas Ozols Kalniņš Hoxha Krasniqi Shehu Georgiev Dimitrova Horváth Kovács Varga Novák
Svoboda Ferreira Silva Tran Pham Le-Nguyen Wong Cheung Lam Yusufzai Rahimi Ahmadi Hosseini Barzani
Khoury Mansour Nasser El-Sayed Ben-Ami ap-Gwilym Pugh Prosser Maddox MacLeod Mackenzie Drummond Ó-Néill
""".split()  # fmt: skip
# Names that are also words, months, places or faiths: the hard ones.
WORD_FORENAMES = """
April August Autumn Bay Bliss Blue Bonnie Bud Cash Charity Cherry Clay Cliff Clover Constance Coral
Crystal Daisy Dash Dean Diamond Earl Ebony Ellis Felicity Fern Flora Forest Gale Genesis Ginger Glory
Guy Hazel Holly Happy Honey Iris Jade Jasper Jet Jewel Jubilee Justice King Lake Lance Laurel Liberty
Major Marina Max Melody Miles Mo Nick Oak Olive Opal Pearl Penny Peter Pepper Poppy Prudence Queenie
Rain Raven Reed Remedy Ridge Rob Rocky Royal Rusty Sage Sandy Scarlet Serenity Shade Skip Spring Sterling
Stormy Sunny Temperance Trinity True Trust Unity Verity Violet Wade Ward Warren Win Wren
Sydney Paris Chelsea Florence Brooklyn Austin Dallas Savannah Jordan India Israel Asia
""".split()  # fmt: skip
WORD_SURNAMES = """
Abbey Archer Barber Barn Beach Bird Blackburn Bloom Bolton Bond Book Bowler Bridge Bull Bush Bury Carpenter
Castle Chance Clay Coates Coffin Cross Crow Darling Dear Drake Driver Farmer Finch Flint Flood Flower
Ford Friend Gale Gardener Garland Glass Gold Grey Grove Hand Hardy Hart Hawk Head Heath Hope House Joy
Judge Keen Kitchen Lake Law Little Lock Love Major Makepeace Mason Mead Meadows Miller Monk Moon More
Nice Nurse Oliver Orchard Organ Painter Park Parsons Peace Peach Penny Pike Pitt Plant Plumb Pond Pool
Potter Power Preston Price-Jones Purse Quick Rain Read Reader Rich Rook Rush Salt Sands Savage Seal Sharp
Shepherd Silver Singer Small Snow Spear Speed Steel Sterling Summers Swan Tanner Thatcher Tiler Town Tree
Turnbull Usher Wall Water Waters Weaver West Wheeler Wild Wise Wolf Woods Workman Wright
""".split()  # fmt: skip
SHORT = {
    "Andrew": "Andy", "Robert": "Bob", "Samantha": "Sammy", "Anthony": "Tony", "Rebecca": "Becks",
    "Natalie": "Nat", "Patricia": "Tricia", "Jacqueline": "Jacqui", "Mohammad": "Moh", "Danielle": "Dani",
    "Megan": "Meg", "Ryan": "Ry", "Lauren": "Loz", "Michelle": "Shell", "Terence": "Tez", "Gary": "Gaz",
    "Babatunde": "Tunde", "Folasade": "Sade", "Grzegorz": "Grzesiek", "Cristina": "Cris", "Vincent": "Vinny",
}  # fmt: skip
_TOWN_HEADS = """
Al Ald Ash Bar Beck Bing Black Brack Brent Brook Burn Calder Carn Chad Chor Clith Cross Dar Den Dock
Dray El Eng Fair Far Fern Fla Gar Gras Grim Ham Has Hath Hes Hol Hux Ing Kel Kens Kirk Lang Lin Lower
Mar Mel Mex Mid Mor Nant Nor Oak Ol Os Pen Pres Rad Ros Rud Sal Sed Shad Stan Stock Sut Tad Thirl Tor
Ul Wad Wal Wel Whar Whit Wil Win Wool Wrex Yar
""".split()
_TOWN_TAILS = """
borough bourne bridge brook burgh burn bury by caster church cliffe combe croft dale den don ey field
fold ford forth gate grave ham hampton head hill hope hurst ington ingham land leigh ley low mere mouth
ness port rigg royd sall set shaw side stall stead stow thorpe thwaite ton wade wardine wick wood worth
""".split()
_TOWN_LINKS = ("-on-Sea", "-under-Edge", "-by-the-Water", "-le-Moors", "-upon-Lune", " Regis", " Green",
               " St Mary", " Magna", " Bridge", "-in-the-Vale", " Common", " Heath", " Bay", " Top")  # fmt: skip
REAL_TOWNS = """
Rochdale;Blackburn;Bolton;Bury;Salford;Stockport;Tameside;Trafford;Warrington;Preston;Burnley;Leeds;
Bradford;Halifax;Huddersfield;Wakefield;Barnsley;Doncaster;Rotherham;Sheffield;Hull;York;Middlesbrough;
Sunderland;Gateshead;Newcastle upon Tyne;Carlisle;Lancaster;Blackpool;Southport;Liverpool;Birkenhead;
Chester;Crewe;Stoke-on-Trent;Derby;Nottingham;Leicester;Coventry;Birmingham;Wolverhampton;Walsall;Dudley;
Worcester;Gloucester;Bristol;Bath;Swindon;Reading;Slough;Oxford;Luton;Bedford;Northampton;Peterborough;
Cambridge;Ipswich;Norwich;Colchester;Southend-on-Sea;Croydon;Brent;Hackney;Lambeth;Lewisham;Ealing;Harrow;
Brighton;Portsmouth;Southampton;Plymouth;Exeter;Torquay;Truro;Cardiff;Swansea;Newport;Glasgow;Edinburgh;
Belfast;Dundee;Dublin;Cork;Karachi;Lahore;Sylhet;Lagos;Accra;Harare;Mogadishu;Warsaw;Kraków;Bucharest;
Vilnius;Riga;Kabul;Mirpur
""".replace("\n", "").split(";")  # fmt: skip
COUNTRIES = """
Poland;Romania;Pakistan;Bangladesh;India;Nigeria;Ghana;Somalia;Zimbabwe;Jamaica;Lithuania;Bulgaria;
Slovakia;Hungary;Portugal;Turkey;Iran;Iraq;Syria;Afghanistan;Albania;Vietnam;China;Sudan;Ethiopia;Kenya;
Uganda;Ireland;Scotland;Spain;Ukraine;Egypt;Morocco;Sri Lanka
""".replace("\n", "").split(";")  # fmt: skip


@dataclass(frozen=True)
class Names:
    """Forenames and surnames in lots, a lot for each part of the world."""

    lots: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    weights: tuple[float, ...]

    def pair(self, r: random.Random) -> tuple[str, str]:
        """A forename and a surname, most often of one part of the world."""
        forenames, surnames = r.choices(self.lots, self.weights)[0]
        if r.random() < 0.12:
            surnames = r.choices(self.lots, self.weights)[0][1]
        surname = r.choice(surnames)
        if r.random() < 0.06:
            surname = f"{surname}-{r.choice(r.choices(self.lots, self.weights)[0][1])}"
        return r.choice(forenames), surname


def measured_names() -> set[str]:
    """The names that the benches use, which training must not see."""
    held: set[str] = set()
    for bench in (
        invented_reviews, heldout_reviews, heldout_again, heldout_third, heldout_fourth,
    ):  # fmt: skip
        words = bench.WORDS
        held |= {name.casefold() for name in (*words.forenames, *words.surnames, *words.towns)}
    return held


def load(folder: Path) -> Names:
    """Names from the CC0 tables in `folder` and from the lists above, less the measured ones."""
    held = measured_names()
    forenames = _table(folder / "common-forenames-by-country.csv")
    surnames = _table(folder / "common-surnames-by-country.csv")

    def kept(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({n for n in names if n.casefold() not in held and len(n) > 1}))

    every = kept(itertools.chain(*surnames.values()))
    lots, weights = [], []
    for country, names in sorted(forenames.items()):
        lots.append((kept(names), kept(surnames.get(country, [])) or every))
        weights.append(float(_WEIGHTS.get(country, 0.5)))
    lots.append((kept(MORE_FORENAMES), kept(MORE_SURNAMES)))
    weights.append(70.0)
    lots.append((kept(WORD_FORENAMES), kept([*WORD_SURNAMES, *MORE_SURNAMES])))
    weights.append(22.0)
    lots.append((kept([*WORD_FORENAMES, *MORE_FORENAMES]), kept(WORD_SURNAMES)))
    weights.append(22.0)
    good = [(lot, w) for lot, w in zip(lots, weights, strict=True) if all(lot)]
    return Names(tuple(lot for lot, _ in good), tuple(w for _, w in good))


def _table(path: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with path.open(encoding="utf-8-sig", newline="") as rows:
        for row in csv.DictReader(rows):
            for column in ("Localized Name", "Romanized Name"):
                name = row[column].strip()
                if name and all(ord(c) < 0x250 or c in "’'-" for c in name) and " " not in name:
                    found.setdefault(row["Country"], []).append(name)
    return found


def town(r: random.Random) -> str:
    """A town, mostly invented."""
    if r.random() < 0.3:
        return r.choice(REAL_TOWNS).strip()
    name = r.choice(_TOWN_HEADS) + r.choice(_TOWN_TAILS)
    turn = r.random()
    if turn < 0.15:
        return name + r.choice(_TOWN_LINKS)
    if turn < 0.25:
        return f"{r.choice(('Great', 'Little', 'Upper', 'Nether', 'East', 'West', 'Old', 'New', 'St', 'Market'))} {name}"
    return name
