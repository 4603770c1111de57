"""Proposing and deciding on a change of rules."""

from typing import Any

from django import forms as django_forms

from irwell.core.time import today
from irwell.rulebook.rules import LocalSet, choosable, written
from irwell.statute import citation
from irwell.ui.forms import DateField, Form

AREA = django_forms.Textarea(attrs={"rows": 3})


def _reason(help_text: str) -> django_forms.CharField:
    return django_forms.CharField(
        label="Why, and where was it announced or agreed?", max_length=500, help_text=help_text,
        widget=AREA, error_messages={"required": "Say why, and where it was announced or agreed"},
    )  # fmt: skip


class Holiday(Form):
    """A proclaimed bank holiday."""

    ui = {"name": {"width": 20}, "reason": {"count": True}}
    day = DateField(label="Which day?", subject="The day")
    name = django_forms.CharField(
        label="What is it called?", max_length=80, help_text="For example: Bank Holiday for the coronation. It is shown in every explanation",
        error_messages={"required": "Give the day its name"},
    )  # fmt: skip
    reason = _reason("For example the proclamation and the day it was published")


class RuleSetForm(Form):
    """A version of a local rule set."""

    ui = {
        "title": {"width": 30}, "set_id": {"width": 20}, "meets": {"width": 30},
        "rules": {"spellcheck": "false"}, "reason": {"count": True},
    }  # fmt: skip
    set_id = django_forms.CharField(
        label="Short name", max_length=40, help_text="Begins with RS-LOCAL-, for example RS-LOCAL-BURNS"
    )  # fmt: skip
    title = django_forms.CharField(label="Title", max_length=120)
    note = django_forms.CharField(
        label="What people should know about it", max_length=600, required=False, widget=AREA
    )
    meets = django_forms.CharField(
        label="Outcomes that count as “criteria met”", max_length=200,
        help_text="One or more outcomes that a rule leads to, with commas",
    )  # fmt: skip
    rules = django_forms.CharField(
        label="Rules", max_length=20_000, widget=django_forms.Textarea(attrs={"rows": 18}),
        help_text="One rule a paragraph: If, Then, Source, and Checked with a day once somebody has read the source. The words are listed below",
    )  # fmt: skip
    in_force_from = DateField(label="In force from", subject="The day it comes into force")
    reason = _reason("For example the meeting that agreed to it")

    @property
    def row(self) -> dict[str, Any]:
        """Everything but the rules, as the law's files write it."""
        given = self.cleaned_data
        return {
            "id": given["set_id"].strip().upper(), "title": given["title"].strip(), "use": "local",
            "meets": [m.strip() for m in given["meets"].split(",") if m.strip()],
            "source": ["partnership-page"], "note": given["note"].strip(),
        }  # fmt: skip


def ruleset_form(data: Any, local: LocalSet | None) -> RuleSetForm:
    """The form with the version in force in it; the short name of a set never changes."""
    initial: dict[str, Any] = {"in_force_from": today()}
    if local is not None:
        ruleset = local.ruleset
        initial |= {
            "set_id": ruleset.id, "title": ruleset.title, "note": ruleset.note,
            "meets": ", ".join(ruleset.meets), "rules": written(ruleset),
        }  # fmt: skip
    form = RuleSetForm(data, initial=initial)
    if local is not None:
        form.fields["set_id"].disabled = True
    return form


class Reading(Form):
    """The reading of a clock that new cases take."""

    ui = {"reason": {"count": True}}
    policy = django_forms.ChoiceField(
        label="How is it counted?", widget=django_forms.RadioSelect,
        error_messages={"required": "Choose how it is counted"},
    )  # fmt: skip
    in_force_from = DateField(
        label="For cases opened from", subject="The day from which new cases take it"
    )
    reason = _reason("For example the meeting that agreed to it, or the guidance it follows")


class CaseReading(Form):
    """Another reading of a clock on one case."""

    ui = {"reason": {"count": True}}
    policy = Reading.base_fields["policy"]
    reason = _reason("Two people stand for it: you propose, a statutory partner approves. No names")


def reading_form(
    data: Any, clock: str, examples: dict[str, str], *, on_case: bool = False
) -> Reading | CaseReading:
    """The readings of one clock with the date each gives, and who follows it."""
    hints = {}
    for policy in choosable(clock):
        day = f"Counted from today: {examples[policy.id]}. " if policy.id in examples else ""
        hints[policy.id] = day + citation(
            policy.source, verified=policy.verified, verified_on=policy.verified_on
        )
    form: Reading | CaseReading = (
        CaseReading(data) if on_case else Reading(data, initial={"in_force_from": today()})
    )
    field: Any = form.fields["policy"]
    field.ui = {"hints": hints, "label_size": "m"}
    field.choices = [(policy.id, policy.title) for policy in choosable(clock)]
    return form


class Decline(Form):
    """Why a change is declined."""

    ui = {"said": {"count": True}}
    said = django_forms.CharField(
        label="Why is it declined?", max_length=500, widget=AREA,
        error_messages={"required": "Say why it is declined"},
    )  # fmt: skip
