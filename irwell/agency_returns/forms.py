"""Forms of asking, of the agency's answer and of its chronology."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms as django_forms

from irwell.accounts.models import Agency
from irwell.agency_returns.rules.asking import (
    SHORT_NOTICE,
    Basis,
    bases,
    days_in_words,
    days_left,
    is_short_notice,
)
from irwell.agency_returns.rules.collating import ADD, CHRONOLOGY, LEAVE, REPLACE
from irwell.agency_returns.rules.summary import Question, Section, sections
from irwell.cases.models import Identity
from irwell.core.text import clean
from irwell.documents.forms import UploadField
from irwell.documents.rules import Purpose
from irwell.rulebook.queries import calendar
from irwell.statute import long_date
from irwell.ui.forms import DateField, Form

LONG = 20_000
LONGEST_PASTE = 2_000_000
NO_LEAD = "No safeguarding lead is recorded: nobody would be copied into reminders."


def _long(
    label: str, *, rows: int = 5, required: bool = True, **options: Any
) -> django_forms.CharField:
    return django_forms.CharField(
        label=label, required=required, max_length=options.pop("max_length", LONG),
        widget=django_forms.Textarea(attrs={"rows": rows}), **options,
    )  # fmt: skip


def ask_form(
    agencies: Iterable[Agency], people: Iterable[Identity], more: Mapping[str, str], today: dt.date
) -> type[Form]:
    """The form for one case: agencies, each with its address and what it alone is asked, about whom, by when.

    `more`: kind of agency to the questions that its template adds.
    """
    found = list(agencies)
    each = {a.pk: _of_one(a, more.get(a.kind, "")) for a in found}
    texts = {f"text_{b.id}": _basis_text(b) for b in bases()}
    fields: dict[str, Any] = {
        "agencies": django_forms.MultipleChoiceField(
            label="Which agencies do you ask?", choices=[(str(a.pk), a.name) for a in found],
            widget=django_forms.CheckboxSelectMultiple, error_messages={"required": "Choose at least one agency"},
        ),
        **{name: field for fields in each.values() for name, field in fields.items()},
        "people": django_forms.MultipleChoiceField(
            label="About whom?", choices=[(str(p.pk), f"{p.label} ({', '.join(p.names)})") for p in people],
            widget=django_forms.CheckboxSelectMultiple, error_messages={"required": "Choose at least one person"},
        ),
        "period_from": DateField(label="From", subject="The start of the period"),
        "period_to": DateField(label="To", subject="The end of the period"),
        "questions": _long("What do you ask every agency?", rows=12),
        "basis": django_forms.ChoiceField(
            label="On what legal basis?", choices=[(b.id, b.title) for b in bases()],
            widget=django_forms.RadioSelect,
        ),
        **texts,
        "due_on": DateField(label="Answers are due on", subject="The due date"),
        "short_notice": django_forms.BooleanField(label="Ask at short notice all the same", required=False),
    }  # fmt: skip
    ui = {
        "agencies": {
            "label_size": "m", "reveal": {str(a.pk): list(each[a.pk]) for a in found},
            "hint": "Each gets a link of its own, which shows nobody else’s answer.",
            "hints": {str(a.pk): NO_LEAD for a in found if not a.lead_email},
        },
        "people": {
            "label_size": "m",
            "hint": "Only names and dates of birth go with the request. They are shown on the page behind the link, "
            "never in the e-mail.",
        },
        "questions": {"label_size": "m", "hint": "Change it to fit the case. Each agency’s own questions stand under its name, above."},
        "basis": {"label_size": "m", "reveal": {b.id: [f"text_{b.id}"] for b in bases()}},
        "due_on": {"label_size": "m"},
    }  # fmt: skip
    return type("Ask", (_Ask,), {**fields, "ui": ui, "today": today})


class _Ask(Form):
    """What holds for every asking form. `today`: counts whether the notice is short."""

    today: dt.date

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("period_from"), given.get("period_to")
        if first and last and last < first:
            self.add_error("period_to", "The end of the period must not be before its start")
        due, days = given.get("due_on"), calendar()
        if due and due >= self.today and is_short_notice(due, self.today, days):
            self._ask_about_short_notice(due, bool(given.get("short_notice")))
        return given

    def _ask_about_short_notice(self, due: dt.date, confirmed: bool) -> None:
        self.is_short = True
        if not confirmed:
            left = days_in_words(days_left(due, self.today, calendar()))
            self.add_error(
                "due_on",
                f"{long_date(due)} gives little time ({left}); agencies usually need {SHORT_NOTICE} working days. Choose a later "
                "day, or tick “Ask at short notice all the same” and telephone them.",
            )

    is_short = False


def _of_one(agency: Agency, more: str) -> dict[str, django_forms.Field]:
    """What is asked about one agency beneath its name."""
    fields: dict[str, django_forms.Field] = {f"email_{agency.pk}": _contact(agency)}
    if not agency.lead_email:
        fields[f"lead_{agency.pk}"] = django_forms.EmailField(
            label=f"Safeguarding lead of {agency.name}", required=False,
            help_text="Copied into reminders. Kept for the next case.",
        )  # fmt: skip
    fields[f"more_{agency.pk}"] = _long(
        f"Questions to {agency.name} only", required=False, rows=4, initial=more
    )
    return fields


def _contact(agency: Agency) -> django_forms.EmailField:
    return django_forms.EmailField(
        label=f"Address for {agency.name}", initial=agency.contact_email,
        error_messages={"required": f"Enter an address for {agency.name}"},
    )  # fmt: skip


def _basis_text(basis: Basis) -> django_forms.CharField:
    return _long(
        "Text on the request", rows=6, max_length=1200, initial=basis.text,
        help_text="Not verified: have your legal adviser check this text before you rely on it.",
    )  # fmt: skip


class NameLead(Form):
    """An agency's safeguarding lead."""

    email = django_forms.EmailField(label="Address of the safeguarding lead")


class WhyClosed(Form):
    """Why a link or a request is withdrawn, or a department's part goes back."""

    reason = django_forms.CharField(
        label="Why?", max_length=200, help_text="Shown to whoever comes back by the link. Do not name anyone.",
    )  # fmt: skip
    ui = {"reason": {"subject": "Your reason"}}


class WhySentBack(Form):
    """What a department has still to do."""

    reason = django_forms.CharField(
        label="What is missing?", max_length=300, help_text="The department reads it.",
        widget=django_forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    ui = {"reason": {"subject": "What is missing"}}


class Code(Form):
    """The code from the e-mail."""

    code = django_forms.CharField(
        label="Code", max_length=20, error_messages={"required": "Enter the code from the e-mail"}
    )
    ui = {
        "code": {
            "width": 10,
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "label_size": "m",
        }
    }

    def clean_code(self) -> str:
        return re.sub(r"\D", "", self.cleaned_data["code"])


class EditQuestions(Form):
    """A template's text. An empty one asks nothing more of that kind of agency."""

    text = _long("Questions", rows=14, required=False)
    seen = django_forms.IntegerField(widget=django_forms.HiddenInput)
    ui = {"text": {"optional": False}}


PARTS = [*((s.id, s.title) for s in sections()), (CHRONOLOGY, "Chronology")]


class AskDepartment(Form):
    """One department and what it fills in."""

    department = django_forms.CharField(label="Department or service", max_length=120)
    email = django_forms.EmailField(label="Address of the person who answers")
    sections = django_forms.MultipleChoiceField(
        label="Which parts?", choices=PARTS, widget=django_forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one part"},
    )  # fmt: skip
    due_on = DateField(label="Due on", subject="The due date")
    note = _long("Anything to add for this department?", rows=3, required=False, max_length=2000)
    ui = {"department": {"width": 20}}


WAYS = [
    (ADD, "Add it below what is there"), (REPLACE, "Put it in place of what is there"), (LEAVE, "Leave it out"),
]  # fmt: skip


def take_in_form(
    written: Iterable[tuple[Section, bool]], chronologies: Iterable[tuple[str, str]]
) -> type[Form]:
    """How each section that a department wrote goes into the agency's return; `written`: (section, there already)."""
    fields: dict[str, Any] = {
        f"way_{section.id}": django_forms.ChoiceField(
            label=section.title, choices=WAYS, widget=django_forms.RadioSelect, initial=LEAVE if there else ADD,
        )
        for section, there in written
    }  # fmt: skip
    files = list(chronologies)
    if files:
        fields["files"] = django_forms.MultipleChoiceField(
            label="Chronology", choices=files, widget=django_forms.CheckboxSelectMultiple, required=False,
            initial=[pk for pk, _ in files],
        )  # fmt: skip
    ui = {name: {"label_size": "s", "optional": False, "small": True} for name in fields}
    return type("TakeIn", (Form,), {**fields, "ui": ui})


class SendAgain(Form):
    """Another contact at the agency."""

    email = django_forms.EmailField(label="Send the request to")


class Lead(Form):
    """The agency's safeguarding lead, who puts departments' files together."""

    email = django_forms.EmailField(label="Address of the agency’s safeguarding lead")


class Reason(Form):
    """Why a return is reopened."""

    reason = django_forms.CharField(
        label="Why is it reopened?", max_length=300,
        help_text="Shown to the agency. Do not name anyone.",
    )  # fmt: skip


class Missing(Form):
    """Why the meeting goes ahead without an answer."""

    reason = _long("Why does the meeting go ahead without this answer?", rows=3)


class Nil(Form):
    """Who signs a nil return."""

    name = django_forms.CharField(label="Your name", max_length=120)
    role = django_forms.CharField(label="Your role", max_length=120)
    ui = {"name": {"width": 20, "autocomplete": "name"}, "role": {"width": 20}}


class AnswerQuery(Nil):
    """The agency's answer to a question about a line, and who gives it."""

    answer = _long("Your answer", rows=6, max_length=4000)
    field_order = ["answer", "name", "role"]


class Sign(Nil):
    """Who signs a full return."""

    no_chronology = django_forms.BooleanField(
        label="There is nothing to put in a chronology", required=False
    )


class AddChronology(Form):
    """A file, or lines pasted from anywhere."""

    file = UploadField(Purpose.AGENCY_CHRONOLOGY, label="Choose a file", required=False)
    pasted = _long("Or paste the lines here", required=False, rows=6, max_length=LONGEST_PASTE)
    department = django_forms.CharField(
        label="Department or service it comes from", required=False, max_length=120,
        help_text="Only if several departments of your organisation send one each.",
    )  # fmt: skip
    ui = {
        "file": {"optional": False},
        "pasted": {"optional": False, "hint": "From Word, Excel or an e-mail. Each line starts with its date."},
        "department": {"width": 20},
    }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("file") and not (given.get("pasted") or "").strip() and not self.errors:
            self.add_error("file", "Choose a file, or paste the lines of the chronology")
        return given


def _field(question: Question) -> django_forms.Field:
    common: dict[str, Any] = {
        "label": question.label, "help_text": question.hint, "required": question.required,
    }  # fmt: skip
    match question.kind:
        case "long":
            return _long(**common, rows=5)
        case "date":
            return DateField(**common)
        case "yes_no":
            return django_forms.ChoiceField(
                choices=[("yes", "Yes"), ("no", "No")], widget=django_forms.RadioSelect, **common
            )
        case _:
            return django_forms.CharField(max_length=300, **common)


def section_form(section: Section) -> type[Form]:
    """The form class of one section of the summary."""
    return type("SectionForm", (Form,), {q.id: _field(q) for q in section.questions})


def as_answers(cleaned: dict[str, Any]) -> dict[str, Any]:
    """Cleaned data as JSON: dates in ISO, text cleaned, empty answers left out."""
    kept = {
        k: v.isoformat() if isinstance(v, dt.date) else clean(v) if isinstance(v, str) else v
        for k, v in cleaned.items()
    }
    return {k: v for k, v in kept.items() if v not in ("", None)}


def as_initial(section: Section, answers: dict[str, Any]) -> dict[str, Any]:
    """Answers as the form shows them."""
    dates = {q.id for q in section.questions if q.kind == "date"}
    return {k: dt.date.fromisoformat(v) if k in dates else v for k, v in answers.items()}


def typed_again(section: Section, typed: dict[str, list[str]]) -> dict[str, Any]:
    """What was typed and not accepted, as the form shows it again: also half a date."""
    last = {name: values[-1] if values else "" for name, values in typed.items()}
    fields = section_form(section)().fields
    return {
        name: field.widget.value_from_datadict(last, {}, name) for name, field in fields.items()
    }


class AddColumn(Form):
    """A column that the review asks for."""

    ui = {"name": {"width": 20}, "hint": {"rows": 2}}
    name = django_forms.CharField(
        label="Name of the column", max_length=60, help_text="The heading, without names of people"
    )
    hint = django_forms.CharField(
        label="What belongs in it", max_length=300, required=False, widget=django_forms.Textarea,
        help_text="For example: where the child’s father was living at the time",
    )  # fmt: skip
