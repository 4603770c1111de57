"""What forms ask, keep and say."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from irwell.ui.forms import (
    DateField,
    Form,
    Group,
    Moment,
    MomentField,
    MultipleFileField,
    ThreeWay,
    ThreeWayField,
)


class Consulted(Form):
    ui = {
        "consulted": {"reveal": {"yes": ["who", "on"]}},
        "story": {"count": True},
        "number": {"subject": "NHS number"},
    }

    consulted = ThreeWayField(label="Did you speak to your designated lead?")
    who = forms.CharField(label="Who did you speak to?")
    on = DateField(label="When did you speak?", subject="The date", latest=date(2026, 11, 18))
    story = forms.CharField(label="Summary", widget=forms.Textarea, max_length=10, required=False)
    number = forms.CharField(label="Number", max_length=10, required=False)


class Day(Form):
    day = DateField(label="The date of the incident")


class When(Form):
    when = MomentField(label="When?", subject="The date", required=False)


def day(on: str, month: str, year: str, name: str = "day") -> dict[str, str]:
    return {f"{name}_day": on, f"{name}_month": month, f"{name}_year": year}


@pytest.mark.parametrize(
    ("typed", "said", "boxes"),
    [
        (("", "", ""), "Enter the date of the incident", ("day", "month", "year")),
        (("", "3", "2026"), "The date of the incident must include a day", ("day",)),
        (("27", "", ""), "The date of the incident must include a month and year", ("month", "year")),
        (("31", "2", "2024"), "must be a real date, like 27 3 2026. You typed 31/2/2024", ("day", "month", "year")),
        (("32", "1", "2024"), "must be a real date", ("day",)),
        (("1", "13", "2024"), "must be a real date", ("month",)),
        (("1", "Smarch", "2024"), "must be a real date", ("month",)),
        (("1", "3", "24"), "Year must include 4 numbers", ("year",)),
        (("1", "3", "٢٠٢٦"), "Year must include 4 numbers", ("year",)),
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_says_what_is_wrong_and_where(
    typed: tuple[str, str, str], said: str, boxes: tuple[str, ...]
) -> None:
    form = Day(day(*typed))

    assert said in form.errors["day"][0]
    assert form["day"].wrong_parts == boxes
    assert form["day"].anchor == f"id_day-{boxes[0]}"


@pytest.mark.parametrize("month", ["3", "03", "mar", "March", "MAR."])
def test_a_month_may_be_a_number_or_a_word(month: str) -> None:
    form = Day(day("27", month, "2026"))

    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2026, 3, 27)


def test_a_wrong_date_is_shown_as_it_was_typed() -> None:
    drawn = str(Day(day("31", "<b>feb", "2024")))

    assert 'value="31"' in drawn
    assert 'value="&lt;b&gt;feb"' in drawn


def test_a_known_date_fills_the_three_boxes() -> None:
    drawn = str(Day(initial={"day": date(2026, 12, 9)}))

    assert 'name="day_day" type="text" inputmode="numeric" value="9"' in drawn


def test_a_date_after_the_latest_is_refused() -> None:
    given = {"consulted": "yes", "who": "A lead", **day("19", "11", "2026", "on")}

    assert Consulted(given).errors["on"] == ["The date must be on or before 18 November 2026"]


@pytest.mark.parametrize(
    ("words", "hour", "minute"),
    [("2:30pm", 14, 30), ("14.30", 14, 30), ("1430", 14, 30), ("2pm", 14, 0), ("12am", 0, 0), ("noon", 12, 0),
     ("midnight", 0, 0), ("9:05 A.M.", 9, 5)],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(words: str, hour: int, minute: int) -> None:
    form = When({**day("9", "12", "2026", "when"), "when_time": words})

    assert form.is_valid(), form.errors
    moment = datetime(2026, 12, 9, hour, minute, tzinfo=UTC)
    assert form.cleaned_data["when"] == Moment(date(2026, 12, 9), moment)


@pytest.mark.parametrize("words", ["25:00", "9", "13pm", "early", "12:75", "0am"])
def test_a_time_that_cannot_be_marks_the_time_alone(words: str) -> None:
    form = When({**day("9", "12", "2026", "when"), "when_time": words})

    assert form.errors["when"] == ["Time must be a time of day, like 2:30pm or 14:30"]
    assert form["when"].wrong_parts == ("time",)


def test_a_time_in_summer_is_an_hour_behind_in_utc() -> None:
    form = When({**day("1", "7", "2026", "when"), "when_time": "14:30"})

    assert form.is_valid()
    assert form.cleaned_data["when"].at == datetime(2026, 7, 1, 13, 30, tzinfo=UTC)


def test_an_hour_that_did_not_happen_is_said_to_be_so() -> None:
    form = When({**day("29", "3", "2026", "when"), "when_time": "1:30am"})

    assert "did not happen on Sunday 29 March 2026" in form.errors["when"][0]


@pytest.mark.parametrize(("words", "hour"), [("1:30am BST", 0), ("1:30am GMT", 1)])
def test_an_hour_that_happened_twice_is_told_apart(words: str, hour: int) -> None:
    unclear = When({**day("25", "10", "2026", "when"), "when_time": "1:30am"})
    clear = When({**day("25", "10", "2026", "when"), "when_time": words})

    assert "Add BST for the first time or GMT for the second" in unclear.errors["when"][0]
    assert clear.is_valid()
    assert clear.cleaned_data["when"].at == datetime(2026, 10, 25, hour, 30, tzinfo=UTC)


def test_a_time_without_a_date_is_not_thrown_away() -> None:
    form = When({"when_time": "2pm"})

    assert not form.is_valid()
    assert 'value="2pm"' in str(form)


def test_a_revealed_question_is_asked_only_when_its_answer_is_given() -> None:
    no, yes = Consulted({"consulted": "no"}), Consulted({"consulted": "yes"})

    assert no.is_valid()
    assert yes.errors["who"] == ["Enter an answer to “Who did you speak to?”"]
    assert yes.errors["on"]


def test_an_answer_beneath_an_answer_not_given_is_left_out() -> None:
    form = Consulted({"consulted": "no", "who": "Somebody", **day("x", "", "", "on")})

    assert form.is_valid()
    assert form.cleaned_data["who"] == ""
    assert form.cleaned_data["on"] is None


def test_a_revealed_question_stands_beneath_its_answer_and_nowhere_else() -> None:
    drawn = str(Consulted())

    assert drawn.count('name="who"') == 1
    assert drawn.index('data-aria-controls="conditional-id_consulted"') < drawn.index('name="who"')


def test_not_known_is_an_answer_and_never_a_no() -> None:
    form = Consulted({"consulted": "unknown"})

    assert form.is_valid()
    assert form.cleaned_data["consulted"] is ThreeWay.UNKNOWN
    assert form.cleaned_data["consulted"].as_bool is None


def test_an_unanswered_question_is_named() -> None:
    said = Consulted({}).errors["consulted"]

    assert said == ["Select an answer to “Did you speak to your designated lead?”"]


def test_too_long_a_text_is_kept_and_measured() -> None:
    form = Consulted({"consulted": "no", "story": "x" * 11, "number": "1" * 12})

    assert form.errors["story"] == ["Summary must be 10 characters or fewer; it is 11"]
    assert form.errors["number"] == ["NHS number must be 10 characters or fewer; it is 12"]
    assert "x" * 11 in str(form["story"])


def test_nothing_lets_the_browser_cut_off_what_is_pasted() -> None:
    drawn = str(Consulted())

    assert " maxlength=" not in drawn
    assert " required" not in drawn
    assert 'data-maxlength="10"' in drawn


def test_a_question_that_may_be_left_says_so() -> None:
    assert Consulted()["story"].shown_label == "Summary (optional)"
    assert Consulted()["who"].shown_label == "Who did you speak to?"


def test_a_makers_own_message_stays() -> None:
    class Own(Form):
        name = forms.CharField(error_messages={"required": "We need a name"})

    assert Own({}).errors["name"] == ["We need a name"]


def test_two_forms_of_a_class_do_not_share_messages() -> None:
    first, second = Consulted({}), Consulted({})

    assert first.fields["who"] is not second.fields["who"]
    assert first.errors == second.errors


@pytest.mark.parametrize(
    ("field", "given", "said"),
    [
        (forms.EmailField(label="E-mail"), "nobody", "Enter an email address in the correct format, like name@example.com"),
        (forms.IntegerField(label="Children"), "several", "Children must be a whole number, like 4"),
        (forms.IntegerField(label="Children", min_value=0), "-1", "Children must be 0 or more"),
        (forms.ChoiceField(label="Area", choices=[("a", "A")]), "b", "Choose one of the answers listed"),
        (forms.ChoiceField(label="Area", choices=[("a", "A")]), "", "Select area"),
        (forms.CharField(label="NHS number"), "", "Enter NHS number"),
        (forms.BooleanField(label="I have read it"), "", "Tick to confirm: I have read it"),
    ],
)  # fmt: skip
def test_the_stock_messages_are_replaced(field: forms.Field, given: str, said: str) -> None:
    kind = type("One", (Form,), {"one": field})

    assert kind({"one": given}).errors["one"] == [said]


def test_the_error_summary_and_the_problems_agree() -> None:
    form = Consulted({"consulted": "yes"})

    assert form.problems == [
        ("id_who", "Enter an answer to “Who did you speak to?”"),
        ("id_on-day", "Enter the date"),
    ]


def test_a_group_is_a_fieldset_and_a_field_stands_once() -> None:
    class Grouped(Form):
        groups = [Group("About you", ("name", "phone"))]
        name = forms.CharField()
        phone = forms.CharField()
        other = forms.CharField()

    drawn = str(Grouped())

    assert drawn.count('name="name"') == 1
    assert drawn.index('name="other"') < drawn.index("About you") < drawn.index('name="name"')


def files(*names: str) -> MultiValueDict[str, Any]:
    made = [SimpleUploadedFile(name, b"words") for name in names]
    return MultiValueDict({"files": made})


class Attach(Form):
    files = MultipleFileField(label="Documents", most=2, required=False)


def test_several_files_come_as_a_list() -> None:
    form = Attach({}, files("a.docx", "b.pdf"))

    assert form.is_valid()
    assert [one.name for one in form.cleaned_data["files"]] == ["a.docx", "b.pdf"]


def test_no_file_is_an_empty_list() -> None:
    form = Attach({}, {})

    assert form.is_valid()
    assert form.cleaned_data["files"] == []


def test_too_many_files_are_refused_with_the_number() -> None:
    assert Attach({}, files("a", "b", "c")).errors["files"] == ["You can add up to 2 files at once"]


def test_an_empty_file_is_said_to_be_empty() -> None:
    given = MultiValueDict({"files": [SimpleUploadedFile("a.docx", b"")]})

    assert "is empty" in Attach({}, given).errors["files"][0]


def test_a_form_of_a_library_looks_like_ours() -> None:
    class Theirs(forms.Form):
        name = forms.CharField(widget=forms.TextInput(attrs={"placeholder": "Name"}))
        agree = forms.BooleanField(required=False)

    drawn = str(Theirs())

    assert 'class="govuk-input"' in drawn
    assert "placeholder" not in drawn
    assert 'class="govuk-checkboxes__input"' in drawn
