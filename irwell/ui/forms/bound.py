"""How a field draws itself: GOV.UK classes, ids, hints and errors, for our forms and for others'."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString

from irwell.ui.forms.widgets import DateWidget

TYPING = ("autocomplete", "inputmode", "spellcheck", "autocapitalize", "accept")
STOCK_ROWS = "10"  # what Django gives a text area that nobody sized
Choices = forms.RadioSelect | forms.CheckboxSelectMultiple


@dataclass(frozen=True)
class Option:
    """One radio or checkbox."""

    id: str
    value: str
    label: str
    checked: bool
    hint: str = ""
    disabled: bool = False
    divider: str = ""
    exclusive: bool = False
    reveal: list[forms.BoundField] = field(default_factory=list)


class BoundField(forms.BoundField):
    """A field with its data and its look (`ui`)."""

    @property
    def ui(self) -> dict[str, Any]:
        form_ui = getattr(self.form, "ui", {}).get(self.name, {})
        return {**getattr(self.field, "ui", {}), **form_ui}

    @property
    def kind(self) -> str:
        """Which template of ui/forms/ draws the field."""
        widget = self.field.widget
        if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            return "choices"
        if isinstance(widget, forms.CheckboxInput):
            return "tick"
        if isinstance(widget, DateWidget):
            return "date"
        if isinstance(widget, forms.PasswordInput):
            return "password"
        return "count" if self.limit else "plain"

    @property
    def limit(self) -> int | None:
        """Most characters, when the page is to count them as they are typed."""
        wanted = self.ui.get("count")
        if wanted is True:
            return getattr(self.field, "max_length", None)
        return wanted or None

    @property
    def hint(self) -> str:
        return str(self.ui.get("hint") or self.help_text or "")

    @property
    def shown_label(self) -> str:
        """The label; "(optional)" is added to what may be left empty, as GOV.UK advises."""
        marks = self.ui.get("optional", True) and not self.field.required and self.kind != "tick"
        return f"{self.label} (optional)" if marks else str(self.label)

    @property
    def label_size(self) -> str:
        return str(self.ui.get("label_size", "l" if self.ui.get("heading") else ""))

    @property
    def described_by(self) -> str:
        extra = self.ui.get("described_by", "")
        hint = f"{self.auto_id}-hint" if self.hint else ""
        error = f"{self.auto_id}-error" if self.errors else ""
        count = f"{self.auto_id}-info" if self.kind == "count" else ""
        return " ".join(part for part in (extra, count, hint, error) if part)

    @property
    def aria_describedby(self) -> str | None:
        return None if self.use_fieldset else self.described_by or None

    @property
    def anchor(self) -> str:
        """The id that the error summary leads to: the first box in error."""
        wrong = self.wrong_parts
        return f"{self.auto_id}-{wrong[0]}" if wrong else self.auto_id

    @property
    def wrong_parts(self) -> tuple[str, ...]:
        if self.kind != "date":
            return ()
        found: list[ValidationError] = self.form.errors.as_data().get(self.name, [])
        for error in found:
            code = error.code or ""
            return (
                tuple(code[5:].split(",")) if code.startswith("date:") else ("day", "month", "year")
            )
        return ()

    @property
    def is_revealed(self) -> bool:
        """Drawn beneath an answer of another field, not on its own."""
        source = getattr(self.form, "revealed_by", None)
        return bool(source and source(self.name))

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        widget = widget or self.field.widget
        if widget.is_hidden:
            return attrs
        built = {k: v for k, v in attrs.items() if k != "wrong"}
        # A browser's own checks speak before ours do, and maxlength cuts off what is pasted.
        built |= {"required": False, "maxlength": False, "minlength": False, "placeholder": False}
        built["class"] = self._classes(widget, extra=str(attrs.get("class", "")))
        if self.aria_describedby:
            built["aria-describedby"] = self.aria_describedby
        if self.field.disabled:
            built["disabled"] = True
        if isinstance(widget, DateWidget):
            built["wrong"] = self.wrong_parts
        return built | self._typing_attrs(widget)

    def _typing_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        ui, given = self.ui, widget.attrs
        built: dict[str, Any] = {name: ui[name] for name in TYPING if name in ui}
        if isinstance(widget, forms.Textarea):
            chosen = given.get("rows", STOCK_ROWS)
            built["rows"] = ui.get("rows", 5 if chosen == STOCK_ROWS else chosen)
            built["cols"] = False
        if isinstance(widget, forms.NumberInput):
            built |= {"inputmode": "numeric", "min": False, "max": False, "step": False}
        if isinstance(widget, forms.EmailInput):
            built = {"spellcheck": "false", "autocomplete": "email", **built}
        if isinstance(widget, forms.PasswordInput):
            autocomplete = given.get("autocomplete", "current-password")
            built = {"autocomplete": autocomplete, **built}
            built |= {"spellcheck": "false", "autocapitalize": "none"}
        return built

    def _classes(self, widget: forms.Widget, *, extra: str) -> str:
        base, more = _class_of(widget)
        if not base:
            return str(widget.attrs.get("class", ""))
        names = [base, more, f"{base}--error" if self.errors else ""]
        width = self.ui.get("width")
        if isinstance(width, int):
            names.append(f"govuk-input--width-{width}")
        elif width:
            names.append(f"govuk-!-width-{width}")
        if self.kind == "count":
            names.append("govuk-js-character-count")
        names += [str(widget.attrs.get("class", "")), extra, self.ui.get("classes", "")]
        return " ".join(name for name in names if name)

    def as_widget(
        self,
        widget: forms.Widget | None = None,
        attrs: dict[str, Any] | None = None,
        only_initial: bool = False,
    ) -> SafeString:
        own = widget is None and not only_initial and self.kind in ("choices", "tick")
        if own:
            return SafeString(self.form.render("ui/forms/options.html", {"field": self}))
        return super().as_widget(widget, attrs, only_initial)

    @property
    def input_type(self) -> str:
        return str(self.field.widget.input_type)

    @property
    def has_reveals(self) -> bool:
        return bool(self.ui.get("reveal"))

    def options(self) -> list[Option]:
        """Radios or checkboxes, with what hangs beneath each."""
        widget = self.field.widget
        if isinstance(widget, forms.CheckboxInput):
            checked = bool(widget.check_test(self.value()))
            box = Option(
                self.auto_id, "on", self.shown_label, checked, self.hint, self.field.disabled
            )
            return [box]
        context = widget.get_context(self.html_name, self.value(), {"id": self.auto_id})
        rows = [row for _, group, _ in context["widget"]["optgroups"] for row in group]
        rows = [row for row in rows if str(row["value"]) != ""]
        return [self._option(row, place) for place, row in enumerate(rows, start=1)]

    def _option(self, row: dict[str, Any], place: int) -> Option:
        ui, value = self.ui, str(row["value"])
        names = ui.get("reveal", {}).get(value, ())
        return Option(
            id=self.auto_id if place == 1 else f"{self.auto_id}-{place}",
            value=value,
            label=str(row["label"]),
            checked=bool(row["selected"]),
            hint=str(ui.get("hints", {}).get(value, "")),
            disabled=self.field.disabled or bool(row["attrs"].get("disabled")),
            divider=str(ui.get("divider", {}).get(value, "")),
            exclusive=value in ui.get("exclusive", ()),
            reveal=[self.form[name] for name in names],
        )


def _class_of(widget: forms.Widget) -> tuple[str, str]:
    """The GOV.UK class of a widget, and what else it needs."""
    if isinstance(widget, Choices | forms.CheckboxInput | DateWidget):
        return "", ""
    if isinstance(widget, forms.Select):
        return "govuk-select", ""
    if isinstance(widget, forms.Textarea):
        return "govuk-textarea", ""
    if isinstance(widget, forms.FileInput):
        return "govuk-file-upload", ""
    if isinstance(widget, forms.PasswordInput):
        return "govuk-input", "govuk-password-input__input govuk-js-password-input-input"
    return "govuk-input", ""


class Renderer(TemplatesSetting):
    """FORM_RENDERER: forms of ours and of libraries come out alike."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = BoundField
