"""Forms of commissioning: reviewer, terms, contract, joint review."""

from typing import Any

from django import forms as django_forms

from irwell.accounts.models import Agency
from irwell.core import time
from irwell.documents.forms import UploadField
from irwell.documents.rules import Purpose
from irwell.reviewers.queries import pool
from irwell.reviewers.rules import competences
from irwell.reviews import queries
from irwell.reviews.models import PracticeReview
from irwell.ui.forms import DateField, Form


def long_text(
    label: str, error: str = "", *, rows: int = 4, help_text: str = ""
) -> django_forms.CharField:
    """A box for several sentences; required when `error` is given."""
    return django_forms.CharField(
        label=label, max_length=20_000, required=bool(error), help_text=help_text,
        error_messages={"required": error} if error else None,
        widget=django_forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


class Appoint(Form):
    """The reviewer and the declaration."""

    ui = {
        "reviewer": {"reveal": {"other": ["reviewer_name"]}, "subject": "The reviewer"},
        "competence": {"count": True, "subject": "Competence"},
    }
    reviewer = django_forms.ChoiceField(
        label="Who leads the review?",
        widget=django_forms.RadioSelect,
        help_text="Somebody of the pool, or a person with an account who belongs to no agency of the partnership. They will see this case only.",
        error_messages={"required": "Choose a reviewer"},
    )
    reviewer_name = django_forms.CharField(
        label="Name of the reviewer", max_length=120, error_messages={"required": "Give the name"}
    )
    competence = long_text(
        "Experience and competence for this review", "Say what makes the reviewer right for it"
    )
    method = django_forms.CharField(
        label="Method",
        max_length=120,
        help_text="For example: systems method with two learning events",
    )
    independent_of_case = django_forms.BooleanField(
        label="The reviewer declares: no connection with the child, the family or the practitioners of this case",
        error_messages={"required": "The reviewer must declare independence of the case"},
    )
    connected = django_forms.MultipleChoiceField(
        label="Agencies reviewed with which the reviewer declares a connection",
        help_text="Employed, contracted or close to someone there in the last five years. One bars the appointment. "
        "Leave all unticked if there is none.",
        widget=django_forms.CheckboxSelectMultiple,
        required=False,
    )
    until = DateField(
        label="Access to this case ends on",
        help_text="The reviewer’s access ends by itself on this day.",
    )

    def __init__(self, *args: Any, agencies: list[Agency], **options: Any) -> None:
        super().__init__(*args, **options)
        self.entries = {f"pool:{e.pk}": e for e in pool()}
        tied = {e.account_id for e in self.entries.values()}
        self.fields["reviewer"].choices = [  # type: ignore[attr-defined]
            *((value, f"{e.name} (pool of reviewers)") for value, e in self.entries.items()),
            *((str(u.pk), u.name) for u in queries.possible_reviewers() if u.pk not in tied),
            ("other", "Somebody who is not in the pool and has no account"),
        ]
        self.fields["connected"].choices = [(a.name, a.name) for a in agencies]  # type: ignore[attr-defined]
        if not agencies:
            del self.fields["connected"]

    @property
    def answers(self) -> dict[str, Any]:
        """What `actions.appoint` takes."""
        given, chosen = self.cleaned_data, self.cleaned_data["reviewer"]
        entry = self.entries.get(chosen)
        known = chosen != "other" and entry is None
        return {
            **given, "reviewer": queries.possible_reviewers().get(pk=chosen) if known else None, "entry": entry,
            "reviewer_name": given.get("reviewer_name") or "", "connected": given.get("connected", []),
        }  # fmt: skip


def chosen(given: Any) -> dict[str, str]:
    """Whom the shortlist sent here to be appointed."""
    entry = given.get("from", "")
    return {"reviewer": f"pool:{entry}"} if entry else {}


class Section(Form):
    """One heading of the terms."""

    ui = {"text": {"label_hidden": True}}
    text = long_text("Text", "Write this heading, or keep the proposed wording", rows=8)
    was = django_forms.CharField(required=False, widget=django_forms.HiddenInput)


class KeyLine(Form):
    """A key line of enquiry."""

    question = long_text("Question", "Write the question", rows=2)
    why = long_text("Why does it matter?", "Say why this question matters", rows=3)
    agencies = django_forms.MultipleChoiceField(
        label="Which agencies is it for?",
        help_text="None ticked means all.",
        widget=django_forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, agencies: list[Agency], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agencies"].choices = [(a.name, a.name) for a in agencies]  # type: ignore[attr-defined]
        if not agencies:
            del self.fields["agencies"]

    @property
    def answers(self) -> dict[str, Any]:
        """What `actions.add_key_line` takes."""
        return {**self.cleaned_data, "agencies": ", ".join(self.cleaned_data.get("agencies", []))}


class Reason(Form):
    """One reason, whatever for."""

    text = long_text("Reason", "Give the reason")

    def __init__(
        self,
        *args: Any,
        label: str = "Reason",
        error: str = "",
        help_text: str = "",
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        field = self.fields["text"]
        field.label, field.help_text = label, help_text
        if error:
            field.error_messages["required"] = error


class Needs(Form):
    """The competences that the review needs."""

    needs = django_forms.MultipleChoiceField(
        label="What does this review need its reviewer to know?", required=False,
        widget=django_forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["needs"].choices = [(c.id, c.title) for c in competences().values()]  # type: ignore[attr-defined]


class Access(Form):
    """The account of the reviewer who was appointed."""

    account: Any = django_forms.ModelChoiceField(
        label="Account", queryset=None, empty_label="Choose the account",
        help_text="People with an account who belong to no agency of the partnership.",
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["account"].queryset = queries.possible_reviewers()  # type: ignore[attr-defined]


def money(label: str, *, help_text: str = "") -> django_forms.DecimalField:
    """A sum in pounds."""
    return django_forms.DecimalField(
        label=label, min_value=0, max_digits=9, decimal_places=2, help_text=help_text,
        widget=django_forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip


class ContractForm(Form):
    """What was agreed with the reviewer."""

    ui = {"fee": {"prefix": "£", "width": 10}}
    starts_on = DateField(label="Contract starts on", subject="The first day")
    ends_on = DateField(label="Contract ends on", subject="The last day")
    fee = money("Fee for the whole review, without VAT")
    conditions = long_text(
        "What the fee covers", help_text="Days, expenses, what costs extra. Kept sealed.", rows=3
    )


class Signed(Form):
    """The signed copy."""

    file = UploadField(Purpose.CONTRACT, label="The signed contract")
    signed_on = DateField(label="Signed by both on", subject="The date of signing")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["signed_on"].latest = time.today()  # type: ignore[attr-defined]


class InstalmentForm(Form):
    """A part of the fee and the step that makes it payable."""

    ui = {"amount": {"prefix": "£", "width": 10}}
    milestone: Any = django_forms.ModelChoiceField(
        label="Payable when this step is done", queryset=None, empty_label="Choose a step"
    )
    amount = money("Amount, without VAT")

    def __init__(self, *args: Any, review: PracticeReview, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["milestone"].queryset = review.milestones.all()  # type: ignore[attr-defined]


class Paid(Form):
    """The day on which an instalment was paid."""

    paid_on = DateField(label="Paid on", subject="The date")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["paid_on"].latest = time.today()  # type: ignore[attr-defined]


class VariationForm(Form):
    """Another end or another fee, and why."""

    ui = {"fee": {"prefix": "£", "width": 10}}
    ends_on = DateField(label="New last day", subject="The new last day")
    fee = money("New fee for the whole review, without VAT")
    reason = long_text("Why?", "Give the reason")


class Joint(Form):
    """The other area."""

    ui = {"we_lead": {"inline": True}}
    partnership = django_forms.CharField(label="Name of the other partnership", max_length=160)
    contact = long_text(
        "Contact there", rows=2, help_text="Name, role, telephone, e-mail. Kept sealed."
    )
    we_lead = django_forms.TypedChoiceField(
        label="Who leads?", choices=[("us", "This partnership"), ("them", "The other partnership")],
        widget=django_forms.RadioSelect, coerce=lambda value: value == "us",
        error_messages={"required": "Choose who leads"},
    )  # fmt: skip
    agreed_on = DateField(label="When did both agree to a joint review?", subject="The date")
    shared_terms = long_text(
        "What both agreed", "Write what both agreed",
        help_text="Scope and period, one contact for the family, who pays what, who approves, who publishes.",
    )  # fmt: skip
    seen = django_forms.IntegerField(required=False, widget=django_forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agreed_on"].latest = time.today()  # type: ignore[attr-defined]


class Theirs(Form):
    """The day on which the other area agreed to be named."""

    on = DateField(label="On which day did they agree in writing to be named?", subject="The date")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"].latest = time.today()  # type: ignore[attr-defined]
