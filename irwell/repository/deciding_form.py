"""The form with which an editor decides about a bundle that was kept aside."""

from django import forms

from irwell.ui.forms import Form

CHOICES = (
    ("release", "Release it: publish what it holds"),
    ("reject", "Reject it: the bundle is deleted"),
)


class Decide(Form):
    """What is to become of it, and why."""

    ui = {"why": {"subject": "The reason"}, "what": {"subject": "what is to become of it"}}
    what = forms.ChoiceField(
        label="What is to become of it?", choices=CHOICES, widget=forms.RadioSelect
    )
    why = forms.CharField(
        label="Why?",
        help_text="The depositor reads this. For example: “The partnership confirmed by telephone that it sent this.”",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )

    def __init__(self, data: object, *, may_release: bool) -> None:
        super().__init__(data)
        if not may_release:
            self.fields["what"].choices = CHOICES[1:]  # type: ignore[attr-defined]
            self.fields["what"].initial = "reject"
