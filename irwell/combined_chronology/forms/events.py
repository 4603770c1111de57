"""Putting lines together as one event."""

from typing import Any, Protocol

from django import forms as django_forms

from irwell.ui.forms import Form

NEW = "new"


class Offered(Protocol):
    """The lines to tick, those ticked already, and the events that they may be added to."""

    @property
    def lines(self) -> tuple[tuple[str, Any], ...]: ...
    @property
    def chosen(self) -> tuple[str, ...]: ...
    @property
    def events(self) -> tuple[tuple[str, str], ...]: ...


class OneEvent(Form):
    """Lines, and the event that they are accounts of."""

    ui = {
        "line": {"optional": False, "small": True, "label_size": "m", "subject": "The lines"},
        "which": {"optional": False, "label_size": "m"},
        "reason": {"rows": 2},
    }
    line = django_forms.MultipleChoiceField(
        label="Which lines tell of it?", widget=django_forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one line."},
    )  # fmt: skip
    which = django_forms.ChoiceField(
        label="Of which event?", widget=django_forms.RadioSelect, required=False
    )
    reason = django_forms.CharField(
        label="Why you think so", max_length=1000, required=False, widget=django_forms.Textarea,
        help_text="For example: both speak of the same call, and the school wrote it down a day later",
    )  # fmt: skip

    def __init__(self, data: Any, offered: Offered) -> None:
        super().__init__(data, initial={"line": list(offered.chosen), "which": NEW})
        line: Any = self.fields["line"]
        line.choices = offered.lines
        which: Any = self.fields["which"]
        which.choices = [(NEW, "A new event, of the lines ticked above"), *offered.events]
        if not offered.events:
            del self.fields["which"]

    @property
    def to(self) -> str:
        """The key of the event that the lines are added to; empty for a new one."""
        given = str(self.cleaned_data.get("which") or NEW)
        return "" if given == NEW else given
