"""Names off and on by the case's key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irwell.chronology import PseudonymKey, apply, guess_mapping, merge, read_pasted, to_json

KEY = PseudonymKey.of(
    {
        "Child A": ["Zoë O’Rourke", "Zoë", "Zo-Zo"],
        "Mother": ["Bernadette O’Rourke", "Ms O’Rourke", "Bernie"],
        "Father": ["Will Thackaberry-Smythe", "Will"],
        "Child B": ["Amos"],
        "School 1": ["Hollowmere Primary School", "Hollowmere"],
    }
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zoë was seen.", "Child A was seen."),
        ("ZOE O'ROURKE was seen", "Child A was seen"),
        ("zoe's mother", "Child A’s mother"),
        ("Zoë’s coat", "Child A’s coat"),
        ("Amos' coat", "Child B’s coat"),
        ("Zoes coat", "Child A’s coat"),
        ("Zoë\nO’Rourke left", "Child A left"),
        ("zo zo laughed", "Child A laughed"),
        ("Ms ORourke rang", "Mother rang"),
        ("Bernadette O`Rourke", "Mother"),
        ("Will Thackaberry Smythe", "Father"),
        ("Will left. He will return.", "Father left. He will return."),
        ("WILL LEFT", "Father LEFT"),
        ("Hollowmere primary  school rang", "School 1 rang"),
        ("Zoology, Bernies, bernier", "Zoology, Mother’s, bernier"),
        ("Zoë2 and (Zoë)/Bernie", "Child A2 and (Child A)/Mother"),
        ("nobody here", "nobody here"),
        ("", ""),
    ],
)
def test_names_are_replaced_at_word_boundaries_longest_first(text: str, expected: str) -> None:
    assert KEY.apply(text) == expected


def test_decomposed_accents_are_found() -> None:
    assert KEY.apply("Zoe\u0308 left") == "Child A left"


def test_the_names_found_are_told() -> None:
    assert list(KEY.find("Will saw Zoë; he will")) == ["Will", "Zoë"]


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ({"Child A": ["Ann"], "Child B": ["ann"]}, "stands for both"),
        ({"Child A": ["J"]}, "too short"),
        ({" ": ["Ann"]}, "empty label"),
    ],
)
def test_a_key_that_cannot_be_right_is_refused(labels: dict[str, list[str]], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        PseudonymKey.of(labels)


def test_an_empty_key_changes_nothing() -> None:
    assert PseudonymKey(()).apply("Zoë") == "Zoë"
    assert list(PseudonymKey(()).find("Zoë")) == []


def test_the_pseudonym_view_of_a_timeline_holds_no_name_anywhere() -> None:
    text = (
        "Date (Zoë)\tSource\tProfessional\tRole\tFamily member\tEvent\tVoice of the child\tTheme\n"
        "1/2/21 Zoë\tZoë file\tBernie\tHV\tZoë and Bernie\tZoë’s visit\tZoë cried\tZoë\n"
        "31/2/21\tfile\tA Person\tGP\tBernie\tWill rang\t\t\n"
        "2/2/21\tfile\tA Person\tGP\tBernie\tx\t\t\n"
        "3/2/21\tfile\tB Person\t\tBernie\ty\t\t"
    )
    tables = read_pasted(text, "Zoë.txt")
    timeline = merge([apply(tables, guess_mapping(tables), agency="Health")])

    view = KEY.timeline(timeline)

    shown = to_json(view)
    assert not [n for n in ("Zoë", "Bernie", "Will", "A Person", "B Person") if n in shown]
    assert [entry.id for entry in view.entries] == [entry.id for entry in timeline.entries]
    assert [entry.professional for entry in view.entries] == [
        "Mother",
        "GP",
        "Professional, Health",
    ]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_no_name_is_left_standing_in_any_text(text: str) -> None:
    shown = KEY.apply(f"{text} Zoë {text} Bernie {text}")

    assert not {"Zoë", "Bernie"} & set(shown.split())
