"""Forms keep what was typed, and say in GOV.UK wording what to mend."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from irwell.ui.forms import DateField, Form, MultipleFileField, ThreeWay, ThreeWayField


class Asked(Form):
    day = DateField(label="When?", subject="The date of the incident", latest=date(2026, 3, 1))
    known = ThreeWayField(label="Was it known?", required=False)


class Sent(Form):
    files = MultipleFileField(label="Documents", most=2)


def typed(day: str, month: str, year: str) -> dict[str, str]:
    return {"day_day": day, "day_month": month, "day_year": year}


def message(data: dict[str, str]) -> str:
    return str(Asked(data).errors["day"][0])


def test_a_date_in_three_boxes_is_read() -> None:
    form = Asked(typed("27", "2", "2026"))

    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2026, 2, 27)


def test_a_month_may_be_written_as_a_word() -> None:
    form = Asked(typed("27", "February", "2026"))

    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2026, 2, 27)


def test_a_missing_box_is_named() -> None:
    assert message(typed("27", "", "2026")) == "The date of the incident must include a month"


def test_a_day_that_does_not_exist_is_quoted_back() -> None:
    assert "must be a real date" in message(typed("31", "2", "2026"))
    assert "31/2/2026" in message(typed("31", "2", "2026"))


def test_a_year_of_two_numbers_is_refused() -> None:
    assert message(typed("1", "2", "26")) == "Year must include 4 numbers"


def test_a_date_after_the_latest_says_which_is_the_latest() -> None:
    assert message(typed("2", "3", "2026")).endswith("must be on or before 1 March 2026")


def test_what_was_typed_comes_back_in_its_boxes() -> None:
    html = Asked(typed("31", "Febtober", "20x6"))["day"].as_field_group()

    assert all(f'value="{words}"' in html for words in ("31", "Febtober", "20x6"))


def test_only_the_wrong_box_is_marked() -> None:
    html = Asked(typed("27", "2", "26"))["day"].as_field_group()

    assert html.count("govuk-input--error") == 1


def test_what_was_typed_is_escaped() -> None:
    html = Asked(typed("<script>", "2", "2026"))["day"].as_field_group()

    assert "<script>" not in html


def test_not_known_is_an_answer_and_silence_is_none() -> None:
    answered, silent = Asked({"known": "unknown"}), Asked({})
    answered.is_valid(), silent.is_valid()

    assert answered.cleaned_data["known"] is ThreeWay.UNKNOWN
    assert silent.cleaned_data["known"] == ""


def upload(*names: str) -> Sent:
    files = [SimpleUploadedFile(name, b"words") for name in names]
    return Sent({}, MultiValueDict({"files": files}))


def test_every_file_of_several_is_kept() -> None:
    form = upload("one.txt", "two.txt")

    assert form.is_valid()
    assert [file.name for file in form.cleaned_data["files"]] == ["one.txt", "two.txt"]


def test_too_many_files_are_refused_with_the_number() -> None:
    form = upload("one.txt", "two.txt", "three.txt")

    assert form.errors["files"] == ["You can add up to 2 files at once"]


def test_no_file_where_one_is_needed_says_so() -> None:
    assert upload().errors["files"]
