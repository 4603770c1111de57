"""Forms of the processes beside a case."""

from typing import Any

from django import forms as django_forms

from irwell.parallel_processes import rules
from irwell.parallel_processes.actions import Words
from irwell.parallel_processes.models import ParallelProcess
from irwell.ui.forms import DateField, Form, Group


def _text(label: str, *, rows: int = 2, help_text: str = "") -> django_forms.CharField:
    return django_forms.CharField(
        label=label, max_length=5000, required=False, help_text=help_text,
        widget=django_forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


class Process(Form):
    """A linked process, new or changed."""

    ui = {"contact": {"optional": False}, "next_on": {"subject": "The next date"}}
    groups = (
        Group("Who to ask", ("contact", "reference")),
        Group(
            "What it limits here", ("witnesses", "disclosure", "publication"),
            hint="In plain words, as its contact said it. Leave empty what is not limited.",
        ),
        Group("Next date", ("next_on", "next_what")),
    )  # fmt: skip

    kind = django_forms.ChoiceField(
        label="What kind of process is it?",
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose what kind of process it is"},
    )
    status = django_forms.ChoiceField(
        label="How does it stand?",
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose how it stands"},
    )
    contact = _text(
        "Contact",
        help_text="Name, role, telephone and e-mail of the person to ask. Kept sealed.",
    )
    reference = _text("Reference", rows=1, help_text="Crime, court or case number. Kept sealed.")
    witnesses = _text("Meeting family and practitioners")
    disclosure = _text("What may be disclosed, and to whom")
    publication = _text("Publication")
    next_on = DateField(
        label="When is its next date?", required=False,
        help_text="On that day a task asks the business manager what happened.",
    )  # fmt: skip
    next_what = _text("What happens then?", rows=1)
    reason = _text(
        "Why does the record change?",
        help_text="Who told you, and when. Needed when the status changes.",
    )
    seen = django_forms.IntegerField(required=False, widget=django_forms.HiddenInput)

    def __init__(self, *args: Any, process: ParallelProcess | None, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(k.id, k.title) for k in rules.kinds().values()]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
        self.fields["status"].choices = _statuses(process)  # type: ignore[attr-defined]
        if process is None:
            del self.fields["reason"], self.fields["seen"]
        else:
            del self.fields["kind"]

    @property
    def words(self) -> Words:
        """What the actions take."""
        return Words(**{name: self.cleaned_data[name] for name in rules.FIELDS})


def _statuses(process: ParallelProcess | None) -> list[tuple[str, str]]:
    """Agreement on publication is offered where the kind may give one."""
    kind = rules.kinds().get(process.kind) if process is not None else None
    return [
        (value, label)
        for value, label in ParallelProcess.Status.choices
        if value != ParallelProcess.Status.AGREED
        or (kind is not None and kind.gate and kind.may_agree)
    ]


class Hold(Form):
    """Putting the case on hold for a process."""

    ui = {"reason": {"count": True, "rows": 3}}
    reason = django_forms.CharField(
        label="What waits for it, and why?", max_length=200, widget=django_forms.Textarea,
        help_text="No names. For example: meetings with practitioners wait until the trial has ended.",
    )  # fmt: skip


def as_typed(process: ParallelProcess) -> dict[str, Any]:
    """A record as its form shows it."""
    return {**{name: getattr(process, name) for name in rules.FIELDS}, "seen": process.edits}
