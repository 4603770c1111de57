"""The identity register: reading, writing, and every form of a name."""

from datetime import date
from pathlib import Path

import pytest

from irwell.anonymise.fold import fold
from irwell.anonymise.register import Entry, Register, RegisterError

CSV = """id,label,kind,role,names,aliases,dates_of_birth,addresses,identifiers
c1,Child A,person,child,Kayleigh Anne Postlethwaite,Kay; K-Leigh,12/03/2019,"14 Birch Close, Ashcombe, HX3 9AB",485 777 3456
m1,Mother,person,mother,Rose Moss,,1994-06-02,,
s1,School 1,organisation,,St Wilfrid's Primary School,,,,
t1,Town 1,place,,Thornaby-under-Lyne,,,,
"""


@pytest.fixture
def register() -> Register:
    return Register.from_csv(CSV)


def forms(register: Register, entry_id: str) -> set[str]:
    return {v.text for v in register.variants() if v.entry_id == entry_id}


def test_a_register_comes_back_from_csv_and_json_unchanged(register: Register) -> None:
    assert Register.from_csv(register.to_csv()).digest() == register.digest()
    assert Register.from_json(register.to_json()) == register


def test_a_register_is_read_from_a_file_that_a_spreadsheet_wrote(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(b"\xef\xbb\xbf" + CSV.replace("\n", "\r\n").encode())

    assert Register.from_csv(path).entry("c1").dates_of_birth == (date(2019, 3, 12),)


def test_the_digest_does_not_depend_on_the_order_of_rows(register: Register) -> None:
    turned = Register(register.version, tuple(reversed(register.entries)))

    assert turned.digest() == register.digest()


def test_the_digest_changes_with_one_letter_and_with_the_version(register: Register) -> None:
    altered = Register.from_csv(CSV.replace("Moss", "Mosse"))
    newer = Register("2", register.entries)

    assert len({altered.digest(), newer.digest(), register.digest()}) == 3


@pytest.mark.parametrize(
    "form",
    [
        "Kayleigh Anne Postlethwaite", "Kayleigh Postlethwaite", "Kayleigh", "Postlethwaite",
        "Postlethwaite, Kayleigh Anne", "Kayleigh’s", "Postlethwaites", "Kay", "KAP", "K.P.",
        "K. Postlethwaite", "kayleigh.postlethwaite", "12/03/2019", "12.3.19", "12th March 2019",
        "12th of March 2019", "2019-03-12", "14 Birch Close", "HX3 9AB", "HX39AB", "4857773456",
        "485 777 3456", "K-Leigh",
    ],
)  # fmt: skip
def test_a_child_is_looked_for_in_every_form(register: Register, form: str) -> None:
    assert form in forms(register, "c1")


def test_a_name_that_is_also_a_word_counts_only_with_its_capital(register: Register) -> None:
    rose = [v for v in register.variants() if v.text == "Rose"]

    assert rose and all(v.exact_case for v in rose)


def test_a_school_is_looked_for_without_its_kind_and_without_its_apostrophe(
    register: Register,
) -> None:
    assert {
        "St Wilfrid's",
        "Saint Wilfrid's Primary School",
        "St Wilfrids Primary School",
    } <= forms(register, "s1")


def test_a_place_is_looked_for_without_its_hyphens(register: Register) -> None:
    assert "Thornaby under Lyne" in forms(register, "t1")


def test_no_variant_folds_to_nothing(register: Register) -> None:
    assert all(fold(v.text).text.strip() for v in register.variants())


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("12/03/2019", "31/02/2019", "31/02/2019"),
        ("Child A,person", "Child A,pet", "“pet”"),
        ("Child A,person", ",person", "no label"),
        ("id,label", "id,tag", "no column “label”"),
        ("\nm1,", "\nc1,", "“c1”"),
    ],
)
def test_a_bad_register_is_refused_with_a_sentence(old: str, new: str, words: str) -> None:
    with pytest.raises(RegisterError) as raised:
        Register.from_csv(CSV.replace(old, new))

    assert words in str(raised.value)


def test_all_bad_rows_are_told_at_once() -> None:
    bad = CSV.replace("12/03/2019", "never").replace("1994-06-02", "1994-13-02")

    with pytest.raises(RegisterError) as raised:
        Register.from_csv(bad)

    assert [p.split(":")[0] for p in raised.value.problems] == [
        "Register, row 2",
        "Register, row 3",
    ]


def test_a_label_that_holds_a_real_name_is_told() -> None:
    entry = Entry(id="c1", label="Child Kay", kind="person", names=("Kay Moss",))

    assert "real name" in Register("1", (entry,)).problems()[0]


def test_two_entries_with_one_label_are_told() -> None:
    one = Entry(id="a", label="Child A", kind="person", names=("Ava Moss",))
    two = Entry(id="b", label="child a", kind="person", names=("Ben Moss",))

    assert "given to both a and b" in " ".join(Register("1", (one, two)).problems())


def test_an_entry_with_a_number_alone_can_be_looked_for_and_an_empty_one_is_told() -> None:
    number = Entry(id="a", label="Reference 1", kind="reference", identifiers=("CBP/26/004417",))
    empty = Entry(id="b", label="Reference 2", kind="reference")

    assert Register("1", (number,)).problems() == ()
    assert "nothing to look for" in Register("1", (empty,)).problems()[0]


def test_a_name_kept_by_consent_stands_and_every_other_form_of_the_person_is_looked_for() -> None:
    wren = Entry("c", "Wren", "person", "child", ("Wren Hollowgate",), kept="Wren")
    register = Register("1", (wren,))

    forms = {variant.text for variant in register.variants()}

    assert register.problems() == ()
    assert "Wren" not in forms
    assert {"Wren Hollowgate", "Hollowgate"} <= forms
    assert Register.from_json(register.to_json()).entries == (wren,)
    assert Register("1", (Entry("c", "Wren", "person", "child", ("Wren Hollowgate",)),)).problems()
