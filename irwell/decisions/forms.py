"""Forms of the meeting, the grid, the positions and the decision."""

from collections.abc import Sequence
from typing import Any

from django import forms as django_forms

from irwell.accounts.models import User
from irwell.decisions import rules
from irwell.decisions.models import Attendance, FactorAnswer, Meeting
from irwell.decisions.queries import Answered, Member
from irwell.documents.forms import UploadField
from irwell.documents.rules import Purpose
from irwell.statute import DecisionDef, load_decisions, load_factors, load_positions
from irwell.ui.forms import DateField, Form, Group, MomentField

LONG = 40_000


def _long(label: str, error: str, *, rows: int = 4, **options: Any) -> django_forms.CharField:
    return django_forms.CharField(
        label=label, max_length=LONG, error_messages={"required": error},
        widget=django_forms.Textarea(attrs={"rows": rows}), **options,
    )  # fmt: skip


class Call(Form):
    """Day and time of a meeting."""

    planned_for = MomentField(
        label="When is the meeting?", subject="The day of the meeting", timed=True,
        error_messages={"required": "Enter the day of the meeting"},
    )  # fmt: skip


def explanations(missing: Sequence[Answered], data: Any = None) -> Form:
    """A reason for each agency without a signed return."""
    fields = {
        str(row.agency.pk): _long(
            f"Why does the meeting go ahead without {row.agency.name}?",
            f"Say why the meeting goes ahead without {row.agency.name}", rows=2,
        )
        for row in missing
    }  # fmt: skip
    made: Form = type("Explanations", (Form,), fields)(data)
    return made


PRESENCE = [("", "Not recorded"), *Attendance.Presence.choices]


def attendance(members: Sequence[Member], meeting: Meeting, data: Any = None) -> Form:
    """One group a person: how they were there, and whether they declared a conflict."""
    there = {a.user_id: a for a in meeting.attendance.all()}
    fields: dict[str, Any] = {"groups": [], "ui": {}}
    initial: dict[str, Any] = {}
    for member in members:
        pk = member.user.pk
        presence, conflict = f"presence_{pk}", f"conflict_{pk}"
        fields[presence] = django_forms.ChoiceField(
            label="At the meeting", choices=PRESENCE, required=False
        )
        fields[conflict] = django_forms.BooleanField(
            label="Declared a conflict of interest for this meeting", required=False
        )
        fields["ui"] |= {
            presence: {"optional": False},
            conflict: {"optional": False, "small": True},
        }
        legend = f"{member.user.name}, {member.agency}"
        fields["groups"].append(Group(legend, [presence, conflict], hint=member.titles, size="s"))
        if row := there.get(pk):
            initial |= {presence: row.presence, conflict: row.conflict}
    made: Form = type("Attendance", (Form,), fields)(data, initial=initial)
    return made


class Minutes(Form):
    """What was said and agreed."""

    ui = {"text": {"rows": 18, "optional": False}}
    text = _long(
        "Minutes", "", rows=18, required=False,
        help_text="Write or paste what was discussed and agreed, with labels such as Child A. A line such as "
        "“Action: tell the school | business manager | 4 December 2026” becomes a task when you save.",
    )  # fmt: skip


class Action(Form):
    """An action from the minutes."""

    title = django_forms.CharField(
        label="What is to be done?", max_length=200,
        help_text="Name nobody: write Child A, the school, the health visitor",
    )  # fmt: skip
    for_role = django_forms.ChoiceField(
        label="Who does it?",
        choices=[
            ("business_manager", "Business manager"),
            ("chair", "Chair of the subgroup"),
            ("statutory_partner", "Statutory partners"),
            ("agency_lead", "An agency’s safeguarding lead"),
            ("learning_lead", "Learning and development lead"),
        ],
    )
    due_on = DateField(label="By when?", subject="The date", required=False)


class Notes(Form):
    """Notes that somebody wrote elsewhere."""

    notes = UploadField(Purpose.MEETING_NOTES, label="A file of notes")


class MeetingConflict(Form):
    """One’s own conflict of interest for a meeting."""

    reason = _long(
        "What is the conflict, real or perceived?", "Say in a few words what the conflict is", rows=3,
        help_text="For example: I supervised the social worker. Name no child or family.",
    )  # fmt: skip


def wall_off(members: Sequence[Member], data: Any = None) -> Form:
    """A lasting conflict of somebody else’s."""
    choices = [("", "Choose"), *((str(m.user.pk), m.user.name) for m in members)]
    field = django_forms.ChoiceField(
        label="Who has a conflict for the whole case?", choices=choices,
        error_messages={"required": "Choose a person"},
    )  # fmt: skip
    reason = _long(
        "What is the conflict, real or perceived?", "Say in a few words what the conflict is", rows=3,
        help_text="Kept with the case. Name no child or family.",
    )  # fmt: skip
    made: Form = type("WallOff", (Form,), {"person": field, "reason": reason})(data)
    return made


def _person(label: str, people: Sequence[User], error: str) -> django_forms.ChoiceField:
    named = [(str(u.pk), f"{u.name}, {u.agency}" if u.agency else u.name) for u in people]
    return django_forms.ChoiceField(
        label=label, choices=[("", "Choose"), *named], error_messages={"required": error}
    )


def delegate(
    delegators: Sequence[User], deputies: Sequence[User], data: Any = None, files: Any = None
) -> Form:
    """Who deputises for whom, from when to when, and what proves it."""
    fields = {
        "delegator": _person("Whose authority is delegated?", delegators, "Choose whose authority it is"),
        "deputy": _person("To whom?", deputies, "Choose the deputy"),
        "from_on": DateField(
            label="From which day?", subject="The first day",
            error_messages={"required": "Enter the first day"},
        ),
        "until_on": DateField(
            label="Until which day?", subject="The last day",
            error_messages={"required": "Enter the last day"},
        ),
        "evidence": _long(
            "In which letter or minute was it delegated?", "Say in which letter or minute it was delegated",
            rows=2, help_text="For example: letter of the chief constable, 20 November 2026.",
        ),
        "letter": UploadField(Purpose.DELEGATION_LETTER, label="The letter", required=False),
    }  # fmt: skip
    made: Form = type("Delegate", (Form,), fields)(data, files)
    return made


def hand_over(leavers: Sequence[User], successors: Sequence[User], data: Any = None) -> Form:
    """Who leaves and who takes the seat."""
    fields = {
        "leaver": _person("Who leaves?", leavers, "Choose who leaves"),
        "successor": _person("Who takes the seat?", successors, "Choose the successor"),
        "reason": _long(
            "Why, and from when?", "Say why the seat is handed over, and from when", rows=2,
            help_text="For example: moved to another force on 1 December 2026.",
        ),
    }  # fmt: skip
    made: Form = type("HandOver", (Form,), fields)(data)
    return made


class Quorum(Form):
    """What the partnership asks for beyond the three partners and the chair."""

    ui = {"more": {"optional": False}}
    more = django_forms.MultipleChoiceField(
        label="Who else must be there before a meeting decides?", required=False,
        choices=[(c.id, c.title) for c in rules.conditions().values() if not c.always],
        widget=django_forms.CheckboxSelectMultiple,
        help_text="The three safeguarding partners and the chair are always needed.",
    )  # fmt: skip
    laid_down = django_forms.CharField(
        label="Where did the partnership lay this down?", max_length=300,
        help_text="For example: terms of reference of the Case Review Subgroup, section 4, May 2026.",
        error_messages={"required": "Say where the partnership laid this rule down"},
    )  # fmt: skip


ANSWERS = [("true", "Yes"), ("false", "No"), ("unknown", "Not known")]


class GridForm(Form):
    """The eight factors. An answer needs its reasons; a factor left alone stays as it is."""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for factor in load_factors().values():
            value, reasons = given.get(f"value_{factor.id}"), given.get(f"reasons_{factor.id}")
            if value and not reasons:
                self.add_error(f"reasons_{factor.id}", f"Give the reasons for “{factor.title}”")
            if reasons and not value:
                self.add_error(f"value_{factor.id}", f"Select an answer for “{factor.title}”")
        return given

    def answers(self) -> dict[str, tuple[str, str]]:
        given = self.cleaned_data
        return {f: (given[f"value_{f}"], given[f"reasons_{f}"]) for f in load_factors()}


def grid(current: dict[str, FactorAnswer], data: Any = None) -> GridForm:
    """The grid as it stands."""
    fields: dict[str, Any] = {"ui": {}, "groups": []}
    initial: dict[str, str] = {}
    for factor in load_factors().values():
        value, reasons = f"value_{factor.id}", f"reasons_{factor.id}"
        fields[value] = django_forms.ChoiceField(
            label=factor.question, choices=ANSWERS, widget=django_forms.RadioSelect, required=False,
            help_text=factor.help,
        )  # fmt: skip
        fields[reasons] = _long(f"Reasons: {factor.title}", "", rows=3, required=False)
        fields["ui"][value] = {"inline": True, "small": True, "optional": False, "label_size": "s"}
        fields["ui"][reasons] = {"optional": False}
        if answer := current.get(factor.id):
            initial |= {value: answer.value, reasons: answer.reasons}
    made: GridForm = type("Grid", (GridForm,), fields)(data, initial=initial)
    return made


class Position(Form):
    """One partner’s position."""

    ui = {"choice": {"reveal": {"OTHER": ["instead"]}}, "reasons": {"rows": 6}}
    choice = django_forms.ChoiceField(
        label="Your partner’s position",
        choices=[(p.id, p.title) for p in load_positions().values()],
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose your partner’s position"},
    )
    instead = django_forms.ChoiceField(
        label="What should happen instead?",
        choices=[("", "Choose"), *((i, load_decisions()[i].title) for i in rules.SOMETHING_ELSE)],
        error_messages={"required": "Say what should happen instead"},
    )
    reasons = _long("Your reasons", "Give the reasons for your position", rows=6)


class OpenRound(Form):
    """The chair lets the positions be read before all are in."""

    reason = _long(
        "Why are the positions read before all three are in?",
        "Say why the positions are read before all three are in", rows=2,
    )  # fmt: skip


class Escalate(Form):
    """A split goes on to the lead safeguarding partners."""

    reason = _long(
        "Why could the delegated partners not settle it?",
        "Say why the delegated partners could not settle it", rows=3,
    )  # fmt: skip


class Education(Form):
    """Education’s view."""

    view = _long("Education’s view", "Enter education’s view", help_text=rules.EDUCATION_NOTE)


class Scrutineer(Form):
    """The independent scrutineer’s view."""

    view = _long(
        "The independent scrutineer’s view", "Enter the scrutineer’s view",
        help_text="In the scrutineer’s own words. A view, not a vote.",
    )  # fmt: skip


def conclude(outcomes: Sequence[DecisionDef], data: Any = None) -> Form:
    """The outcomes that the shared position allows."""
    fields = {
        "ui": {"outcome": {"hints": {d.id: d.plain for d in outcomes}}},
        "outcome": django_forms.ChoiceField(
            label="What was decided?", choices=[(d.id, d.title) for d in outcomes],
            widget=django_forms.RadioSelect, error_messages={"required": "Choose what was decided"},
        ),
        "reasons": _long(
            "Reasons of the three partners together", "Give the reasons for the decision", rows=6
        ),
    }  # fmt: skip
    made: Form = type("Conclude", (Form,), fields)(data)
    return made


class Settle(Form):
    """Settling a split."""

    outcome = django_forms.ChoiceField(
        label="How is it settled?",
        choices=[("", "Choose"), *((d.id, d.title) for d in load_decisions().values())],
        error_messages={"required": "Choose how the split is settled"},
    )
    reasons = _long(
        "Reasons", "Give the reasons, and say how the dissent was weighed", rows=6,
        help_text="Say how the view that did not prevail was weighed. It stays visible.",
    )  # fmt: skip
    decided_by = _long(
        "Who settled it?", "Say who settled it: the name and post of each of the three", rows=3,
        help_text="Name and post of each of the three safeguarding partners who considered it.",
    )  # fmt: skip
    together = django_forms.BooleanField(
        label="The partners of all three agencies considered this together",
        error_messages={"required": "Confirm that all three agencies considered this"},
    )
