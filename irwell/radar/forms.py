"""Words typed for a search."""

from django import forms

from irwell.ui.forms import Form


class Before(Form):
    """What is about to be recommended, in a person’s own words."""

    ui = {"words": {"rows": 2, "optional": False}}
    words = forms.CharField(
        label="What is to be recommended, in general words?", max_length=600, required=False,
        help_text="For example: check where a baby sleeps at each visit. Nobody’s name, nothing of the case.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class Similar(Form):
    """What reviews are looked for."""

    ui = {"words": {"rows": 2, "optional": False}}
    words = forms.CharField(
        label="What should the reviews be about, in general words?", max_length=600, required=False,
        help_text="For example: baby with bruises, parents seen as plausible. Nobody’s name, nothing of the case.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
