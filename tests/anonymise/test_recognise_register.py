"""The register gate: every form of a registered name, and no word that only looks like one."""

import datetime as dt
import time

import pytest

from irwell.anonymise.recognise.register_gate import RegisterGate, gate_of
from irwell.anonymise.register import Entry, Register
from irwell.anonymise.variants import date_forms

REGISTER = Register.from_csv(
    """id,label,kind,role,names,aliases,dates_of_birth,addresses,identifiers
c1,Child A,person,child,Kayleigh Anne Postlethwaite,K-Leigh,12/03/2019,"14 Birch Close, Ashcombe, HX3 9AB",485 777 3456
c2,Sibling 1,person,sibling,Will Postlethwaite,,,,
m1,Mother,person,mother,Rose Postlethwaite,,,,
f1,Father,person,father,Małgorzat Wiśniewski,,,,
g1,Grandmother,person,grandmother,May Ward,,,,
p1,Social Worker 1,person,social worker,Siobhán O’Shea,,,,
x1,Friend,person,friend,Ann Lee,,,,
s1,School 1,organisation,,St Wilfrid's Primary School,,,,
t1,Town 1,place,,Thornaby-under-Lyne,,,,
r1,Reference 1,reference,,LCS-1234567,,,,
"""
)


@pytest.fixture(scope="module")
def gate() -> RegisterGate:
    return RegisterGate(REGISTER)


def found(gate: RegisterGate, text: str) -> dict[str, set[str]]:
    return {text[h.start : h.end]: set(h.candidates) for h in gate.hits(text)}


@pytest.mark.parametrize(
    ("text", "shown", "entry"),
    [
        ("Then Kayleigh left.", "Kayleigh", "c1"),
        ("Then KAYLEIGH left.", "KAYLEIGH", "c1"),
        ("then kayleigh postlethwaite left", "kayleigh postlethwaite", "c1"),
        ("Kayleigh’s coat", "Kayleigh", "c1"),
        ("Kayleighs coat", "Kayleighs", "c1"),
        ("Postlethwaite, Kayleigh", "Postlethwaite, Kayleigh", "c1"),
        ("Then Kay\u200bleigh left.", "Kay\u200bleigh", "c1"),
        ("Then Kay\u00adleigh left.", "Kay\u00adleigh", "c1"),
        ("Then Kаyleigh left.", "Kаyleigh", "c1"),
        ("Then Kayleigh\nPostlethwaite left", "Kayleigh\nPostlethwaite", "c1"),
        ("Then Kayliegh left.", "Kayliegh", "c1"),
        ("Then Kayleyh left.", "Kayleyh", "c1"),
        ("Then Kayleigh Postlewaite left.", "Kayleigh Postlewaite", "c1"),
        ("Then K.P. left.", "K.P", "c1"),
        ("Then KAP left.", "KAP", "c1"),
        ("Then Kay left.", "Kay", "c1"),
        ("Then K Leigh left.", "K Leigh", "c1"),
        ("write to kayleigh.postlethwaite@example.org", "kayleigh.postlethwaite", "c1"),
        ("born 12.3.19 here", "12.3.19", "c1"),
        ("at 14 Birch Close, Ashcombe", "14 Birch Close, Ashcombe", "c1"),
        ("at HX39AB now", "HX39AB", "c1"),
        ("number 4857 773456 now", "4857 773456", "c1"),
        ("Then Malgorzat Wisniewski left.", "Malgorzat Wisniewski", "f1"),
        ("Then Siobhan O'Shea left.", "Siobhan O'Shea", "p1"),
        ("Then OShea left.", "OShea", "p1"),
        ("Then Shiv left.", "Shiv", "p1"),
        ("at Saint Wilfrids Primary School", "Saint Wilfrids Primary School", "s1"),
        ("at St Wilfrid's today", "St Wilfrid's", "s1"),
        ("in Thornaby under Lyne", "Thornaby under Lyne", "t1"),
        ("record LCS 1234567 shows", "LCS 1234567", "r1"),
        ("Then K-Liegh left.", "K-Liegh", "c1"),
        ("Then Ms Wrd left.", "Wrd", "g1"),
        ("by @rose_p34 online", "rose_p", "m1"),
        ("#JusticeForKayleigh trended", "JusticeForKayleigh", "c1"),
    ],
)
def test_a_registered_identity_is_found(
    gate: RegisterGate, text: str, shown: str, entry: str
) -> None:
    hits = found(gate, text)

    assert shown in hits, hits
    assert entry in hits[shown]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Then Rose was seen.", "Rose"),
        ("Rose was seen at home.", "Rose"),
        ("Rose and family", "Rose"),
        ("Rose and her brother moved.", "Rose"),
        ("It is not known whether Will was there.", "Will"),
        ("Will told the worker.", "Will"),
        ("Her friend May said so.", "May"),
        ("ROSE POSTLETHWAITE", "ROSE POSTLETHWAITE"),
        ("It ended. rose said that it was so", "rose"),
    ],
)
def test_a_name_that_is_a_word_is_found_where_a_name_stands(
    gate: RegisterGate, text: str, shown: str
) -> None:
    assert shown in found(gate, text)


@pytest.mark.parametrize(
    "text",
    [
        "Will agencies recognise the pattern sooner?",
        "It may be that prices rose, and it will last.",
        "May is usually a busy month.",
        "In May 2020 a plan was made.",
        "Rose-tinted optimism was evident.",
        "Ward rounds were missed; the ward was busy.",
        "See Ward 4 and Page 3.",
        "Anniversary leave was planned annually.",
        "Ofsted and the MARAC were told.",
        "The report was read to the team.",
    ],
)
def test_an_ordinary_word_is_left_alone(gate: RegisterGate, text: str) -> None:
    assert found(gate, text) == {}


def test_a_word_that_begins_sentences_is_no_slip_for_a_name() -> None:
    gate = RegisterGate(Register.from_csv("label,kind,names\nChild A,person,Wren Postlethwaite\n"))

    assert found(gate, "When it rained, she stayed. Wrem was seen.").keys() == {"Wrem"}


def test_a_surname_of_several_people_names_them_all(gate: RegisterGate) -> None:
    assert found(gate, "Then Postlethwaite left.")["Postlethwaite"] == {"c1", "c2", "m1"}


def test_a_birthday_in_another_year_is_no_date_of_birth(gate: RegisterGate) -> None:
    assert found(gate, "On 12 March 2021 they met.") == {}
    assert found(gate, "Her birthday, 12 March, passed.") == {"12 March": {"c1"}}


def test_initials_that_are_an_acronym_count_only_where_a_person_stands() -> None:
    register = Register("1", (Entry("m", "Mother", "person", names=("Mia Hart",)),))
    gate = RegisterGate(register)

    assert found(gate, "The MH service closed.") == {}
    assert "MH" in found(gate, "It is not known whether MH was there.")


def test_three_hundred_people_do_not_slow_the_search_down() -> None:
    people = tuple(
        Entry(f"p{n}", f"Person {n}", "person", names=(f"Zor{a}vin{b} Quem{b}larth{a}",))
        for n, (a, b) in enumerate(
            (a, b) for a in "abcdefghijklmnopqrst" for b in "abcdefghijklmno"
        )
    )
    gate = RegisterGate(Register("1", people))
    text = "The worker visited Zoravinb at home and recorded what the family said. " * 300
    begin = time.process_time()

    hits = gate.hits(text)

    assert len(hits) == 300
    assert time.process_time() - begin < 3


WORDS = Register(
    "1",
    (
        Entry("p1", "Child A", "person", "", ("Cliff Nice",)),
        Entry("p2", "Mother", "person", "", ("Opal Knight",)),
        Entry("p3", "Father", "person", "", ("Ben La",)),
        Entry("p4", "Aunt", "person", "", ("Filsan Hunt",)),
        Entry("p5", "Sibling 1", "person", "", ("Blue Rain",)),
        Entry("p6", "Sibling 2", "person", "", ("Holly Judge",)),
        Entry("s1", "School 1", "organisation", "", ("Our Lady of Mercy High School for Girls",)),
    ),
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Opal bit the nurse on the arm.", "Opal"),
        ("The plan failed. Cliff to ring the school by Friday.", "Cliff"),
        ("From: the duty team To: Opal", "Opal"),
        ("cc the panel; Cliff\nThe next day", "Cliff"),
        ("Kyle told Opal on the way.", "Opal"),
        ("A letter reached Master Nice today.", "Nice"),
        ("Dear Mrs Knight, The Mental Capacity Act 2005 applies.", "Knight"),
        ("Worried re Opal’s The Children Act 1989 applies.", "Opal"),
        ("It was about F. Hunt.\n\nfilsan.hunt@example.org wrote.", "F. Hunt"),
        ("Then Ben left.", "Ben"),
        ("Then Dr La left.", "La"),
        ("Present: Ms Rain, blue rain.", "blue rain"),
        ("The school saw Holy on most days.", "Holy"),
        ("She left Our Lady of Mercy High School for Girls in tears.",
         "Our Lady of Mercy High School for Girls"),
    ],
)  # fmt: skip
def test_a_name_that_is_also_a_word_is_found_where_a_name_stands(text: str, shown: str) -> None:
    assert shown in found(RegisterGate(WORDS), text)


@pytest.mark.parametrize(
    "text",
    [
        "Nice surroundings help.",
        "Rain stopped the visit.",
        "The judge and the knight of the shire agreed.",
        "The Children Act 1989 sets out the threshold.",
        "A cliff edge in support was described.",
    ],
)
def test_the_word_itself_is_left_alone(text: str) -> None:
    assert not [shown for shown in found(RegisterGate(WORDS), text) if shown != "Rain"]


@pytest.mark.parametrize("born", [dt.date(2019, 3, 12), dt.date(2020, 9, 1), dt.date(2011, 5, 22)])
def test_a_date_of_birth_is_found_in_every_usual_form(born: dt.date) -> None:
    gate = RegisterGate(Register("1", (Entry("c1", "Child A", "person", dates_of_birth=(born,)),)))
    for shown in date_forms(born):
        text = f"Seen on {shown.strip()}; all was well."
        kinds = {text[hit.start : hit.end]: hit.kind for hit in gate.hits(text)}
        assert kinds == {shown.strip(): "date-of-birth"}, shown


def test_what_two_people_share_is_found_for_both() -> None:
    gate = RegisterGate(
        Register("1", (Entry("a", "Child A", "person", names=("Jude Marsh",)),
                       Entry("b", "Sibling 1", "person", names=("Joe Marsh",))))
    )  # fmt: skip
    assert found(gate, "J. Marsh called, then jude.marsh and Jude Marsh.") == {
        "J. Marsh": {"a", "b"}, "jude.marsh": {"a"}, "Jude Marsh": {"a"},
    }  # fmt: skip


def test_a_register_is_made_ready_once_until_an_entry_changes() -> None:
    again = Register.from_json(REGISTER.to_json())
    changed = Register(REGISTER.version, REGISTER.entries[1:])

    assert gate_of(again) is gate_of(REGISTER)
    assert gate_of(changed) is not gate_of(REGISTER)


@pytest.mark.parametrize(
    "text",
    [
        "Temple cast a look at her.",
        "Temple describes being hit.",
        "Temple discloses that he drank.",
        "Temple looks at her phone.",
        "Neither Temple nor C. Pilkington had been asked.",
        "Temple and Čedomir argued.",
        "Temple and nurefşan argued.",
        "They were Ama, Temple and the Eagles.",
    ],
)
def test_a_registered_name_that_is_a_word_is_found_where_a_person_does_something(text: str) -> None:
    register = Register("1", (Entry("f1", "Father", "person", names=("Tom Temple",)),))

    assert "Temple" in {text[h.start : h.end] for h in RegisterGate(register).hits(text)}


@pytest.mark.parametrize(
    ("text", "not_found"),
    [
        ("Keziah Moss, a girl, is the child.", "Keziah Moss, a"),
        ("They told Keziah’s. Moss rang.", "s. Moss"),
        ("It was said that PC Eze would come.", "PC"),
    ],
)
def test_letters_beside_a_name_are_not_taken_for_an_initial(text: str, not_found: str) -> None:
    register = Register(
        "1",
        (
            Entry("c1", "Child A", "person", names=("Keziah Moss",)),
            Entry("c2", "Child B", "person", names=("Ali Moss",)),
            Entry("c3", "Child C", "person", names=("Sam Moss",)),
            Entry("g1", "Grandmother", "person", names=("Petra Cole",)),
        ),
    )

    assert not_found not in {text[h.start : h.end] for h in RegisterGate(register).hits(text)}


def test_a_registered_bill_is_no_statute() -> None:
    register = Register("1", (Entry("f1", "Father", "person", names=("Bill Hall",)),))
    text = "Only Bill and Ama were there. Neither Bill nor she rang."

    assert len(RegisterGate(register).hits(text)) == 2
