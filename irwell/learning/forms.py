"""Forms of what follows a review."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms

from irwell.accounts.models import Agency, User
from irwell.core.time import today
from irwell.documents.forms import UploadField
from irwell.documents.rules import Purpose
from irwell.learning.models import ActionReview, Evidence, Reading, Response, Share
from irwell.learning.rules import SECTIONS, Standing, roles
from irwell.ui.forms import DateField, Form


class _SentOnce(Form):
    """The same form sent twice makes one thing: its hidden id becomes the id of what is made."""

    sent_as = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)


class Answer(Form):
    """What a body answers to a recommendation."""

    ui = {
        "answer": {"label_size": "s"},
        "reasons": {
            "hint": "Needed when it is not accepted in full: what is not, and what happens instead.",
            "optional": False,
        },
    }
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label="Whose answer is it?", empty_label="Choose"
    )
    answer = forms.ChoiceField(
        label="What do they answer?", choices=Response.Answer.choices, widget=forms.RadioSelect
    )
    reasons = forms.CharField(
        label="Reasons", widget=forms.Textarea(attrs={"rows": 5}), required=False
    )

    def __init__(self, *args: Any, agencies: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["agency"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = agencies


def _people(people: Iterable[User]) -> list[tuple[str, str]]:
    named = [(str(p.pk), f"{p.name}, {p.job_title or p.agency} ({p.agency})") for p in people]
    return [("", "Choose"), *named]


class _Owned(Form):
    """A choice among people who may report on actions of the case."""

    def __init__(self, *args: Any, people: Iterable[User], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {str(p.pk): p for p in people}
        field = self.fields["owner"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _people(self.people.values())

    def clean_owner(self) -> User:
        return self.people[self.cleaned_data["owner"]]


class NewAction(_SentOnce, _Owned):
    """An action: what, so that what, how anybody will know, who, by when."""

    ui = {
        "text": {"hint": "One thing, that can be seen to be done. Start with a verb: write, change, audit, train.", "subject": "The action", "label_size": "s"},
        "intended_impact": {"hint": "The difference for children and families, not for agencies.", "subject": "The difference", "label_size": "s"},
        "measure": {"hint": "A figure and where it comes from. For example: 20 records in an audit each quarter, 18 of them show it.", "subject": "The measure", "label_size": "s"},
        "baseline": {"hint": "The same figure before anything is done. If nobody knows it: who finds out, and by when.", "subject": "Where it stands today", "label_size": "s"},
        "owner": {"label_size": "s"},
        "due_on": {"label_size": "s", "hint": "A day you would bet on. For example, 27 3 2027"},
    }  # fmt: skip
    text = forms.CharField(
        label="What will be done?", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    intended_impact = forms.CharField(
        label="What will be different for children?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    measure = forms.CharField(
        label="How will anybody know?", widget=forms.Textarea(attrs={"rows": 2}), max_length=1000
    )
    baseline = forms.CharField(
        label="Where does it stand today?",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
    )
    owner = forms.ChoiceField(
        label="Who owns it?",
        help_text="One person, who is named on the case and may report on actions.",
    )
    due_on = DateField(label="By when?", subject="The date")


class ChangeAction(_Owned):
    """Another owner or another day."""

    ui = {"due_on": {"label_size": "s"}, "reason": {"subject": "The reason"}}
    owner = forms.ChoiceField(label="Who owns it?")
    due_on = DateField(label="By when?", subject="The date")
    reason = forms.CharField(
        label="Why is it changed?", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000,
        help_text="Kept with the action. The first date stays visible.",
    )  # fmt: skip


class LookAgain(Form):
    """An action is looked at after three, six or twelve months."""

    ui = {"seen": {"label_size": "s"}, "text": {"subject": "What is seen"}}
    seen = forms.ChoiceField(
        label="How does it stand?", choices=ActionReview.Seen.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label="What does the measure show now, and what follows from it?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        help_text="Beside where it stood when the action was set. Name no child.",
    )


class Note(_SentOnce):
    """How far an action is."""

    ui = {"note": {"subject": "The note"}}
    note = forms.CharField(
        label="How far is it?", widget=forms.Textarea(attrs={"rows": 4}), max_length=4000,
        help_text="What was done since the last note, what is next, what stands in the way. Name no child.",
    )  # fmt: skip


class Give(_SentOnce):
    """Evidence of one kind."""

    ui = {
        "source": {"label_size": "s", "subject": "where it comes from"},
        "text": {"subject": "What it shows"},
        "dated": {"label_size": "s", "hint": "The day of the audit, the survey, the meeting."},
        "file": {"optional": True},
    }
    source = forms.ChoiceField(
        label="Where does it come from?", choices=Evidence.Source.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label="What does it show?", widget=forms.Textarea(attrs={"rows": 5}), max_length=4000
    )
    dated = DateField(label="When is it from?", subject="The date of the evidence")
    file = UploadField(Purpose.EVIDENCE, label="A file, if there is one", required=False)

    def __init__(self, *args: Any, of: Evidence.Of, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].help_text = HINTS[of]


HINTS = {
    Evidence.Of.COMPLETION: "What was done, when, and where it can be seen. That it was done does not yet say that it helped.",
    Evidence.Of.IMPACT: "What is different now for children, families or practice, compared with before. Figures with their number and period; children’s own words.",
}


class SendBack(Form):
    """What is still missing in evidence."""

    ui = {"wanted": {"subject": "What is missing"}}
    wanted = forms.CharField(
        label="What is missing?", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


class Absorb(Form):
    """The plan that carries an action on."""

    ui = {"into": {"subject": "The plan"}}
    into = forms.CharField(
        label="Which plan carries it on, and why?", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000,
        help_text="Only when it lives on elsewhere. An action that was given up is answered on its recommendation.",
    )  # fmt: skip


class AskForMore(Form):
    """What is missing before the case can close."""

    ui = {"missing": {"subject": "What is missing"}}
    missing = forms.CharField(
        label="What is missing?", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )


class Close(Form):
    """The closing note and how long the record is kept."""

    ui = {
        "note": {"subject": "The closing note"},
        "retain_until": {"label_size": "s", "hint": "From the partnership’s retention schedule; take legal advice where in doubt."},
    }  # fmt: skip
    note = forms.CharField(
        label="Closing note", widget=forms.Textarea(attrs={"rows": 6}), max_length=4000,
        help_text="What changed for children. Where impact is not evidenced, say so and why.",
    )  # fmt: skip
    retain_until = DateField(label="Until when is the record kept?", subject="The date")


class TrackerFilter(Form):
    """Which actions to list."""

    ui = {"standing": {"small": True, "optional": False}, "agency": {"optional": False}}
    standing = forms.MultipleChoiceField(
        label="Where it stands", choices=[(s.name.lower(), s.value) for s in Standing],
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    agency = forms.ChoiceField(label="Agency", required=False)

    def __init__(self, *args: Any, agencies: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["agency"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Every agency"), *((name, name) for name in sorted(set(agencies)))]


class Draft(Form):
    """The briefing's title and its sections; points one a line."""

    ui = {
        "title": {"subject": "The title", "label_size": "s"},
        **{
            s.id: {"rows": 8 if s.words > 200 else 4, "subject": s.title, "label_size": "s"}
            for s in SECTIONS
        },
    }
    seen = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(
        label="Title", max_length=200, help_text="Of the learning, not of the child."
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for section in SECTIONS:
            rows = 12 if section.words > 200 else 6
            self.fields[section.id] = forms.CharField(
                label=section.title, help_text=section.hint, max_length=6000,
                widget=forms.Textarea(attrs={"rows": rows}),
                error_messages={"required": f"{section.title}: write at least a sentence"},
            )  # fmt: skip

    def sections(self) -> dict[str, str]:
        return {section.id: self.cleaned_data[section.id] for section in SECTIONS}


class ForRoles(Form):
    """The points for each role, one a line."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for one in roles():
            self.fields[one.id] = forms.CharField(
                label=one.title, help_text=f"{one.who}. One point or question a line; empty: no version for them.",
                max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 8}),
            )  # fmt: skip

    def texts(self) -> dict[str, str]:
        return {one.id: self.cleaned_data[one.id] for one in roles()}


class ShareForm(Form):
    """That the briefing was passed on."""

    ui = {"people": {"width": 4, "inputmode": "numeric"}}
    with_whom = forms.CharField(
        label="With whom?",
        max_length=160,
        help_text="A body or a team, never a person: Millrace schools cluster; ward 6.",
    )
    how = forms.ChoiceField(label="How?", choices=Share.How.choices, widget=forms.RadioSelect)
    shared_on = DateField(label="On which day?", subject="The day")
    people = forms.IntegerField(
        label="About how many people?", min_value=1, max_value=100_000, widget=forms.NumberInput
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["shared_on"].latest = today()  # type: ignore[attr-defined]


class HaveRead(Form):
    """That a person read a briefing, and what they make of it."""

    ui = {"used": {"label_size": "s"}, "reflection": {"optional": True}}
    used = forms.ChoiceField(
        label="How did you use it?", choices=Reading.Used.choices, widget=forms.RadioSelect
    )
    reflection = forms.CharField(
        label="What will you do differently?", widget=forms.Textarea(attrs={"rows": 4}), max_length=4000,
        required=False, help_text="For yourself: nobody else reads it unless you say so. Name no child and no family.",
    )  # fmt: skip
    shared = forms.BooleanField(
        label="The learning lead may read it, without my name", required=False
    )


def a_year(words: str) -> date | None:
    """31 March of a year written as 2027, when it is one that a report can be about."""
    return date(int(words), 3, 31) if words.isdecimal() and 2018 <= int(words) <= 2100 else None


class YearlyStep(Form):
    """The day on which a yearly report was published, or its copies sent."""

    on = DateField(subject="The day")

    def __init__(self, *args: Any, step: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"].label = {
            "published": "When was it published?", "copies": "When were the copies sent?",
        }[step]  # fmt: skip
