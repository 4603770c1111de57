"""The form of the gallery: every kind of field once."""

from django import forms

from irwell.ui.forms.base import Form, Group
from irwell.ui.forms.fields import DateField, MomentField, MultipleFileField, ThreeWayField


class Sample(Form):
    """Every kind of field."""

    ui = {
        "name": {"width": 20, "autocomplete": "name"},
        "story": {"count": True, "hint": "Facts as they are known today. Nothing is final."},
        "phone": {"width": 20, "inputmode": "tel", "prefix": "+44"},
        "children": {"width": 2, "suffix": "children", "subject": "The number of children"},
        "how": {
            "reveal": {"phone": ["phone"], "email": ["email"]},
            "hints": {"post": "Only where nothing else will do."},
            "divider": {"post": "or"},
            "label_size": "s",
        },
        "kinds": {"exclusive": ["none"], "divider": {"none": "or"}, "label_size": "s"},
        "known": {"label_size": "s"},
        "day": {"label_size": "s", "hint": "For example, 27 3 2026"},
        "moment": {"label_size": "s", "hint": "For example, 27 3 2026"},
        "agree": {"subject": "the child's family has been told"},
    }
    groups = [
        Group(
            "How can we reach you?",
            ("how",),
            hint="We write only about this referral.",
        )
    ]

    name = forms.CharField(label="Your full name", max_length=100)
    story = forms.CharField(label="What happened?", widget=forms.Textarea, max_length=2000)
    day = DateField(label="When did it happen?", subject="The date of the incident")
    moment = MomentField(label="When did you hear of it?", required=False)
    known = ThreeWayField(label="Was abuse or neglect known or suspected?")
    kinds = forms.MultipleChoiceField(
        label="Which kinds?",
        choices=[
            ("neglect", "Neglect"),
            ("physical", "Physical abuse"),
            ("emotional", "Emotional abuse"),
            ("none", "None of these"),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    area = forms.ChoiceField(
        label="Where does the child live?",
        choices=[("", "Choose an area"), ("calder", "Calderbrook"), ("else", "Somewhere else")],
    )
    children = forms.IntegerField(label="How many children live there?", min_value=0)
    file = MultipleFileField(label="Documents", required=False, help_text="Word, PDF or a picture")
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)
    how = forms.ChoiceField(
        label="Contact",
        choices=[("phone", "By telephone"), ("email", "By e-mail"), ("post", "By post")],
        widget=forms.RadioSelect,
    )
    phone = forms.CharField(label="Telephone number", max_length=20)
    email = forms.EmailField(label="E-mail address")
    agree = forms.BooleanField(label="The child's family has been told of this referral")


WRONG = {
    "story": "He was found " * 200,
    "day_day": "31",
    "day_month": "2",
    "day_year": "2024",
    "moment_day": "29",
    "moment_month": "March",
    "moment_year": "2026",
    "moment_time": "1:30am",
    "children": "several",
    "how": "email",
    "email": "nobody",
    "phone": "",
    "area": "",
    "name": "",
    "secret": "",
}
