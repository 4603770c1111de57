"""Forms of the publication step."""

from collections.abc import Iterable
from typing import Any

from django import forms

from irwell.accounts.models import User
from irwell.publication import rules
from irwell.publication.models import GateCheck, Publication
from irwell.statute import load_codes
from irwell.ui.forms import DateField, Form

REASONS = load_codes()["withhold_reason"].choices
THEMES = [(code.label, code.label) for code in load_codes()["theme"].codes]


def _title() -> forms.CharField:
    return forms.CharField(
        label="Title",
        max_length=200,
        help_text="Names nobody and holds no exact date, for example “Child A: local child safeguarding practice review”.",
        error_messages={"required": "Enter the title under which it is published"},
    )


def _day() -> DateField:
    return DateField(
        label="Planned day of publication",
        subject="The planned day",
        help_text="A working day. It goes on the site at 9:00 that morning.",
        error_messages={"required": "Say on which day it is to be published"},
    )


class Plan(Form):
    """The words beside the report, and the day."""

    ui = {
        "title": {"width": "full"},
        "summary": {"rows": 8, "subject": "The summary"},
        "author": {"width": 20},
        "themes": {"small": True},
        "licence": {"small": True, "optional": False},
        "planned_on": {"label_size": "m"},
    }
    title = _title()
    summary = forms.CharField(
        label="Summary",
        widget=forms.Textarea,
        help_text="What happened in one sentence, then what was learned. 80 to 150 words is the guide of the national list.",
        error_messages={"required": "Enter a summary"},
    )
    author = forms.CharField(
        label="Author",
        max_length=200,
        help_text="The independent reviewer is named.",
        error_messages={"required": "Enter the name of the reviewer"},
    )
    method = forms.CharField(label="Method", max_length=120, required=False)
    themes = forms.MultipleChoiceField(
        label="Themes",
        choices=THEMES,
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose what a practitioner would look for. Three or four are enough.",
        error_messages={"required": "Choose at least one theme"},
    )
    keywords = forms.CharField(
        label="Keywords", max_length=300, required=False, help_text="Separate them with commas."
    )
    licence = forms.ChoiceField(
        label="On what terms may others use it?", required=False, initial="copyright",
        choices=[(name, f"{one.title}. {one.plain}") for name, one in rules.LICENCES.items()],
        widget=forms.RadioSelect,
        help_text="The copyright stays with the partnership. Pictures of others and quoted texts may have terms of their own.",
    )  # fmt: skip
    planned_on = _day()
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_licence(self) -> str:
        """Nothing chosen grants nothing."""
        return str(self.cleaned_data["licence"]) or "copyright"

    @staticmethod
    def of(publication: Publication) -> dict[str, Any]:
        """The plan as it stands, to start the form with."""
        return {
            "title": publication.title,
            "summary": publication.summary,
            "author": publication.author,
            "method": publication.method,
            "themes": publication.themes,
            "keywords": ", ".join(publication.keywords),
            "licence": publication.licence,
            "planned_on": publication.planned_on,
            "seen": publication.content,
        }


class Improvements(Form):
    """What is published when publishing the report itself would be wrong."""

    ui = {
        "summary": {"rows": 4},
        "improvements": {"rows": 10, "subject": "The improvements"},
        "justification": {"rows": 6},
        "planned_on": {"label_size": "m"},
    }
    title = _title()
    summary = forms.CharField(
        label="Summary",
        widget=forms.Textarea,
        help_text="One or two sentences: that a review was done, and what kind of learning it brought.",
        error_messages={"required": "Enter a summary"},
    )
    improvements = forms.CharField(
        label="What will improve",
        widget=forms.Textarea,
        help_text="Published. What the partnership has changed and will change, without anything about the family.",
        error_messages={"required": "Say what will improve"},
    )
    withhold_reason = forms.ChoiceField(
        label="Why would publishing the report be wrong?",
        choices=REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the reason"},
    )
    justification = forms.CharField(
        label="The reason in full",
        widget=forms.Textarea,
        help_text="Not published. The Panel and the Secretary of State read it.",
        error_messages={"required": "Say why publishing the report would be wrong"},
    )
    planned_on = _day()
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    @staticmethod
    def of(publication: Publication) -> dict[str, Any]:
        """The statement as it stands; of a plan for the report, its title and day."""
        withholding = getattr(publication, "withholding", None)
        return {
            "title": publication.title,
            "summary": "" if publication.is_report else publication.summary,
            "improvements": publication.improvements,
            "withhold_reason": publication.withhold_reason,
            "justification": withholding.justification if withholding else "",
            "planned_on": publication.planned_on,
            "seen": publication.content,
        }


class GateAnswer(Form):
    """The answer to one gate, with its note."""

    ui = {
        "note": {"rows": 5, "subject": "The note"},
        "owner": {"label_size": "s", "optional": False},
        "recheck_on": {"label_size": "s"},
    }
    answer = forms.ChoiceField(
        label="Where does it stand?",
        widget=forms.RadioSelect,
        error_messages={"required": "Say where it stands"},
    )
    note = forms.CharField(label="Note", widget=forms.Textarea)
    owner = forms.ChoiceField(label="Who keeps an eye on it?", required=False)
    recheck_on = DateField(
        label="Look at it again on", subject="The day to look at it again", required=False,
        help_text="From that day the answer no longer counts until somebody answers again; who keeps an eye on it gets a message. Leave it empty where nothing can change.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, gate: rules.Gate, may_close: bool, owners: Iterable[User], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.owners = {str(person.pk): person for person in owners}
        named = [(pk, f"{p.name}, {p.job_title or p.agency}") for pk, p in self.owners.items()]
        self.fields["owner"].choices = named  # type: ignore[attr-defined]
        answers = [GateCheck.Answer.CLOSED] if may_close else []
        if may_close and gate.may_not_apply:
            answers.append(GateCheck.Answer.NOT_APPLICABLE)
        offered = [*answers, GateCheck.Answer.OPEN]
        self.fields["answer"].choices = [(a.value, a.label) for a in offered]  # type: ignore[attr-defined]
        self.fields["note"].help_text = gate.done
        self.fields["note"].error_messages["required"] = gate.done.rstrip(".")

    def clean_owner(self) -> User | None:
        """Nobody chosen: who answers."""
        return self.owners.get(self.cleaned_data["owner"])


class Copies(Form):
    """Who was sent a copy, and when."""

    ui = {"recipients": {"small": True}}
    recipients = forms.MultipleChoiceField(
        label="Who was sent a copy?",
        choices=list(rules.ALL_RECIPIENTS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text="The first three must have theirs seven working days before publication.",
        error_messages={"required": "Choose who was sent a copy"},
    )
    sent_on = DateField(
        label="When was it sent?",
        subject="The day of sending",
        error_messages={"required": "Say when the copies were sent"},
    )


class Defer(Form):
    """Why publication waits."""

    ui = {"justification": {"rows": 6}}
    reason = forms.ChoiceField(
        label="Why does publication wait?",
        choices=REASONS,
        widget=forms.RadioSelect,
        help_text="Protecting a reputation is never a reason.",
        error_messages={"required": "Choose the reason"},
    )
    justification = forms.CharField(
        label="The reason in full",
        widget=forms.Textarea,
        help_text="Stands in the letters to the Panel and the Secretary of State. Learning is acted on meanwhile.",
        error_messages={"required": "Give the reason in full"},
    )
    told_on = DateField(
        label="When were the Panel and the Secretary of State told?",
        subject="The day of the letters",
        error_messages={"required": "Say when the letters were sent"},
    )


class TakeUp(Form):
    """What ended."""

    note = forms.CharField(
        label="What ended, and when?",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what ended, and when"},
    )


class Withdraw(Form):
    """A proposal to withdraw."""

    ui = {"public_reason": {"rows": 3}, "legal_reason": {"rows": 4}, "improvements": {"rows": 6}}
    public_reason = forms.CharField(
        label="Reason, as it is published",
        max_length=600,
        widget=forms.Textarea,
        help_text="Stands at the address of the review from then on. It names nobody.",
        error_messages={"required": "Give the reason in words that can be published"},
    )
    legal_reason = forms.CharField(
        label="Legal reason in full",
        widget=forms.Textarea,
        required=False,
        help_text="Not published. Needed within the first year: the order, the advice, its date.",
    )
    improvements = forms.CharField(
        label="What improves",
        widget=forms.Textarea,
        required=False,
        help_text="Published in place of the review. Needed within the first year.",
    )
