"""Recording the notification."""

from django import forms as django_forms

from irwell.ui.forms import DateField, Form


class Sent(Form):
    """Reference and date of the notification."""

    reference = django_forms.CharField(
        label="Reference from the national system",
        max_length=60,
        error_messages={"required": "Enter the reference that the national system gave"},
    )
    sent_on = DateField(
        label="When was it sent?", error_messages={"required": "Say when the notification was sent"}
    )


def _long(label: str, error: str) -> django_forms.CharField:
    return django_forms.CharField(
        label=label, max_length=20_000, error_messages={"required": error},
        widget=django_forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


class Position(Form):
    """A partner's position on withdrawing."""

    agrees = django_forms.ChoiceField(
        label="Were the criteria not met after all?", widget=django_forms.RadioSelect,
        choices=[("yes", "They were not met: withdraw"), ("no", "They were met: do not withdraw")],
    )  # fmt: skip
    reasons = _long("Your reasons", "Give the reasons for your position")


class Withdraw(Form):
    """The reason and evidence of a withdrawal."""

    reason = _long("Why is the notification withdrawn?", "Give the reason")
    evidence = _long("What is the evidence, and when was the Panel told?", "Give the evidence")
