"""Our markup against GOV.UK Frontend's own examples, option by option."""

from typing import Any

import pytest
from django import forms
from django.template.loader import render_to_string

from irwell.ui.forms import BoundField, DateField, Form
from irwell.ui.presenters import Link, Row, Task
from tests.ui.markup import FRONTEND, fixture, normalised

pytestmark = pytest.mark.skipif(
    not FRONTEND.is_dir(), reason="front end not installed: python scripts/build_frontend.py"
)


def text_of(option: Any) -> str:
    return str((option or {}).get("text", ""))


def form_of(
    field: forms.Field, options: dict[str, Any], *, value: Any = None, error: str = ""
) -> BoundField:
    """A form of that one field, made as the example asks, its name being the example's id."""
    name = options.get("idPrefix") or options.get("id") or options["name"]
    legend = (options.get("fieldset") or {}).get("legend") or {}
    label = options.get("label") or legend
    field.label, field.required, field.help_text = (
        text_of(label),
        True,
        text_of(options.get("hint")),
    )
    size = str(label.get("classes", "")).rpartition("--")[2]
    look: dict[str, Any] = {
        "heading": bool(label.get("isPageHeading")),
        "label_size": size if size in ("s", "m", "l", "xl") else "",
    }
    kind = type("Example", (Form,), {name: field, "ui": {name: look}})
    form = kind({name: value} if error and value else {} if error else None, auto_id="%s")
    if value and not error:
        form.initial = {name: value}
    if error:
        form.errors.clear()
        form.add_error(name, error)
    bound = form[name]
    assert isinstance(bound, BoundField)
    return bound


def expected(example: dict[str, Any]) -> Any:
    """The example's HTML with its own name replaced by its id, as in `form_of`."""
    options = example["options"]
    source = example["html"]
    identity = options.get("idPrefix") or options.get("id") or options["name"]
    if options.get("name"):
        source = source.replace(f'name="{options["name"]}"', f'name="{identity}"')
    return source


def ui_of(bound: BoundField) -> dict[str, Any]:
    return type(bound.form).ui[bound.name]


INPUTS = [
    "default", "with hint text", "with error message", "with error and hint", "with label as page heading",
    "with width-2 class", "with width-10 class", "with width-30 class", "with prefix", "with suffix",
    "with prefix and suffix", "with prefix and suffix and error", "value", "inputmode",
    "with autocomplete attribute", "with spellcheck disabled",
]  # fmt: skip


@pytest.mark.parametrize("name", INPUTS)
def test_input(name: str) -> None:
    example = fixture("input", name)
    options = example["options"]
    bound = form_of(
        forms.CharField(),
        options,
        value=options.get("value"),
        error=text_of(options.get("errorMessage")),
    )
    classes = options.get("classes", "")
    if "width-" in classes:
        ui_of(bound)["width"] = int(classes.rpartition("-")[2])
    for key in ("prefix", "suffix"):
        ui_of(bound)[key] = text_of(options.get(key))
    for key in ("inputmode", "autocomplete"):
        if key in options:
            ui_of(bound)[key] = options[key]
    if "spellcheck" in options:
        ui_of(bound)["spellcheck"] = str(options["spellcheck"]).lower()

    assert normalised(bound.as_field_group()) == normalised(expected(example))


@pytest.mark.parametrize(
    "name",
    ["default", "with hint", "with error message", "with default value", "with custom rows",
     "with label as page heading", "with hint and error message", "with autocomplete attribute"],
)  # fmt: skip
def test_textarea(name: str) -> None:
    example = fixture("textarea", name)
    options = example["options"]
    bound = form_of(
        forms.CharField(widget=forms.Textarea), options, value=options.get("value"),
        error=text_of(options.get("errorMessage")),
    )  # fmt: skip
    for key in ("rows", "autocomplete"):
        if key in options:
            ui_of(bound)[key] = options[key]

    assert normalised(bound.as_field_group()) == normalised(expected(example))


@pytest.mark.parametrize("name", ["default", "with hint", "with custom rows"])
def test_character_count(name: str) -> None:
    example = fixture("character-count", name)
    options = example["options"]
    bound = form_of(forms.CharField(widget=forms.Textarea), options)
    ui_of(bound).update(count=options["maxlength"], rows=options.get("rows", 5))

    assert normalised(bound.as_field_group()) == normalised(expected(example))


CHOICES = [
    ("radios", "default"), ("radios", "with hint"), ("radios", "inline"),
    ("radios", "with a divider"), ("radios", "with hints on items"), ("radios", "with fieldset and error message"),
    ("checkboxes", "default"), ("checkboxes", "with hint"), ("checkboxes", "with divider and None"),
    ("checkboxes", "with legend as a page heading"), ("checkboxes", "with error message"),
    ("checkboxes", "with hints on items"),
]  # fmt: skip


@pytest.mark.parametrize(("component", "name"), CHOICES)
def test_radios_and_checkboxes(component: str, name: str) -> None:
    example = fixture(component, name)
    options = example["options"]
    # An example without a question, or with ids of its own for each answer, is not a field of a form.
    items = [item for item in options["items"] if item.get("text")]
    choices = [(str(item["value"]), item["text"]) for item in items]
    checked = [str(i["value"]) for i in items if i.get("checked")] + [
        str(v) for v in options.get("values", [])
    ]
    if component == "radios":
        field: forms.Field = forms.ChoiceField(choices=choices, widget=forms.RadioSelect)
        value: Any = (checked or [options.get("value")])[0]
    else:
        field = forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple)
        value = checked
    bound = form_of(field, options, value=value, error=text_of(options.get("errorMessage")))
    ui_of(bound).update(_look_of(options))

    drawn = normalised(bound.as_field_group())

    assert drawn == normalised(_our_ids(expected(example), options, bound.auto_id))


def _look_of(options: dict[str, Any]) -> dict[str, Any]:
    dividers, after = {}, None
    for item in options["items"]:
        if item.get("divider"):
            after = item["divider"]
        elif after:
            dividers[str(item["value"])] = after
            after = None
    items = [item for item in options["items"] if item.get("value")]
    return {
        "inline": "--inline" in options.get("classes", ""),
        "small": "--small" in options.get("classes", ""),
        "divider": dividers,
        "hints": {str(i["value"]): text_of(i.get("hint")) for i in items if i.get("hint")},
        "exclusive": [str(i["value"]) for i in items if i.get("behaviour") == "exclusive"],
    }


def _our_ids(source: str, options: dict[str, Any], identity: str) -> str:
    """GOV.UK numbers a divider as if it were an answer, and an answer may bring its own id; ours count answers."""
    place = 0
    for number, item in enumerate(options["items"], start=1):
        if item.get("divider"):
            continue
        place += 1
        theirs = item.get("id") or (identity if number == 1 else f"{identity}-{number}")
        ours = identity if place == 1 else f"{identity}-{place}"
        if "name" in item:
            source = source.replace(f'name="{item["name"]}"', f'name="{identity}"')
        if theirs != ours:
            for attribute in ("id", "for"):
                source = source.replace(f'{attribute}="{theirs}"', f'{attribute}="{ours}"')
            source = source.replace(f'"{theirs}-item-hint"', f'"{ours}-item-hint"')
    return source


@pytest.mark.parametrize("name", ["error", "with hint text and error message"])
def test_select(name: str) -> None:
    example = fixture("select", name)
    options = example["options"]
    choices = [(item["value"], item["text"]) for item in options["items"]]
    bound = form_of(
        forms.ChoiceField(choices=choices), options, error=text_of(options.get("errorMessage"))
    )

    assert normalised(bound.as_field_group()) == normalised(expected(example))


@pytest.mark.parametrize(
    "name", ["default", "with hint text", "with error message and hint", "error"]
)
def test_file_upload(name: str) -> None:
    example = fixture("file-upload", name)
    options = example["options"]
    bound = form_of(forms.FileField(), options, error=text_of(options.get("errorMessage")))

    assert normalised(bound.as_field_group()) == normalised(expected(example))


@pytest.mark.parametrize(
    "name", ["default", "with hint text", "with error message", "with new-password autocomplete"]
)
def test_password(name: str) -> None:
    example = fixture("password-input", name)
    options = example["options"]
    bound = form_of(
        forms.CharField(widget=forms.PasswordInput),
        options,
        error=text_of(options.get("errorMessage")),
    )
    if "autocomplete" in options:
        ui_of(bound)["autocomplete"] = options["autocomplete"]

    assert normalised(bound.as_field_group()) == normalised(expected(example))


def test_date_input_with_hint() -> None:
    source = fixture("date-input", "with hint and described by")["html"]

    bound = form_of(DateField(), fixture("date-input", "with hint and described by")["options"])
    ui_of(bound)["described_by"] = "test-target-element"

    assert normalised(bound.as_field_group()) == normalised(_our_names(source, bound.name))


def test_date_input_with_the_wrong_box_marked() -> None:
    example = fixture("date-input", "with error on day input")
    bound = form_of(DateField(), example["options"], error="Error message goes here")
    bound.form.errors.clear()
    bound.form.add_error(
        bound.name, forms.ValidationError("Error message goes here", code="date:day")
    )

    assert normalised(bound.as_field_group()) == normalised(_our_names(example["html"], bound.name))


def _our_names(source: str, name: str) -> str:
    """GOV.UK names the boxes day, month and year; in a form each needs its field's name before it."""
    for part in ("day", "month", "year"):
        for theirs in (f'name="{part}"', f'name="{name}-{part}"'):
            source = source.replace(theirs, f'name="{name}_{part}"')
    return source


def test_error_summary() -> None:
    example = fixture("error-summary", "default")
    errors = [
        {"text": one["text"], "anchor": one["href"].lstrip("#")}
        for one in example["options"]["errorList"]
    ]

    drawn = render_to_string("ui/components/_error_summary.html", {"errors": errors})

    assert normalised(drawn) == normalised(example["html"])


@pytest.mark.parametrize("name", ["grey", "green", "red", "yellow", "orange", "purple"])
def test_tag(name: str) -> None:
    example = fixture("tag", name)
    drawn = render_tag(example["options"]["text"], name)

    assert normalised(drawn) == normalised(example["html"])


def render_tag(text: str, colour: str) -> str:
    from irwell.ui.templatetags.ui import tag

    return tag(text, colour)


BUTTONS = [
    ("default", ""),
    ("link", ""),
    ("secondary", "secondary"),
    ("warning", "warning"),
    ("start", "start"),
    ("disabled", ""),
]


@pytest.mark.parametrize(("name", "kind"), BUTTONS)
def test_button(name: str, kind: str) -> None:
    example = fixture("button", name)
    options = example["options"]
    shown = {
        "text": options["text"],
        "kind": kind,
        "href": options.get("href"),
        "disabled": options.get("disabled"),
        "name": options.get("name"),
    }

    drawn = render_to_string("ui/components/button.html", shown)

    assert normalised(drawn) == normalised(example["html"])


def links(block: dict[str, Any]) -> list[Link]:
    found = (block or {}).get("items", [])
    return [Link(i["text"], i["href"], i.get("visuallyHiddenText", "")) for i in found]


@pytest.mark.parametrize(
    "name", ["default", "with actions", "no-border", "as a summary card with a text header",
             "as a summary card with actions", "with some actions"],
)  # fmt: skip
def test_summary_list(name: str) -> None:
    from django.utils.safestring import SafeString

    example = fixture("summary-list", name)
    options = example["options"]
    rows = [
        Row(
            row["key"]["text"],
            row["value"].get("text") or SafeString(row["value"]["html"].replace("\n", "")),
            links(row.get("actions", {})),
        )
        for row in options["rows"]
    ]
    card = options.get("card", {})
    shown = {
        "rows": rows,
        "plain": "no-border" in options.get("classes", ""),
        "card_title": text_of(card.get("title")),
        "card_actions": links(card.get("actions", {})),
    }

    drawn = render_to_string("ui/components/summary.html", shown)

    assert normalised(drawn) == normalised(example["html"])


@pytest.mark.parametrize("name", ["default", "with hint text and additional states"])
def test_task_list(name: str) -> None:
    example = fixture("task-list", name)
    tasks = [
        Task(
            item["title"]["text"],
            text_of(item["status"]) or text_of(item["status"].get("tag")),
            item.get("href", ""),
            text_of(item.get("hint")),
            str((item["status"].get("tag") or {}).get("classes", "")).rpartition("--")[2],
            "cannot-start-yet" in item["status"].get("classes", ""),
        )
        for item in example["options"]["items"]
    ]

    drawn = render_to_string("ui/components/task_list.html", {"tasks": tasks})

    assert normalised(drawn) == normalised(example["html"])


@pytest.mark.parametrize(("name", "kind"), [("default", ""), ("with type as success", "success")])
def test_notification(name: str, kind: str) -> None:
    example = fixture("notification-banner", name)
    shown = {"text": example["options"]["text"], "kind": kind, "id": "govuk-notification-banner"}
    drawn = render_to_string("ui/components/notification.html", shown)

    # Ours is named by its text too, so that two banners of a page differ.
    plain = drawn.replace(' id="govuk-notification-banner-text"', "")
    plain = plain.replace(" govuk-notification-banner-text", "")

    assert normalised(plain) == normalised(example["html"])
