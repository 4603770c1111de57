"""Forms of the anonymisation."""

from collections.abc import Sequence
from typing import Any

from django import forms as django_forms

from irwell.anonymisation import rules
from irwell.anonymisation.models import Certificate, IntruderSearch, PartDecision, Run
from irwell.anonymisation.rules import Line
from irwell.anonymise.policy import Action
from irwell.cases.models import Identity
from irwell.core.text import plural
from irwell.core.time import today
from irwell.ui.forms import DateField, Form


def _long(label: str, error: str = "", *, required: bool = True, **more: Any) -> Any:
    return django_forms.CharField(
        label=label, max_length=20_000, required=required, widget=django_forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": error} if error else {}, **more,
    )  # fmt: skip


class Start(Form):
    """Which report, under which title, with which dates."""

    ui = {
        "source": {"label_size": "m"},
        "title": {"label_size": "m"},
        "dates": {
            "label_size": "m",
            "hints": {
                "month": "“12 March 2026” becomes “March 2026”",
                "season": "It becomes “spring 2026”",
                "year": "It becomes “2026”",
            },
        },
    }
    source = django_forms.ChoiceField(label="Which report?", widget=django_forms.RadioSelect)
    title = django_forms.CharField(
        label="Title to publish", max_length=200,
        help_text="It names nobody and holds no exact date: it is checked like the report itself",
        error_messages={"required": "Give the title to publish"},
    )  # fmt: skip
    dates = django_forms.ChoiceField(
        label="How exact may dates stay?", choices=Run.Dates.choices, initial=Run.Dates.MONTH,
        widget=django_forms.RadioSelect,
    )  # fmt: skip

    def __init__(self, *args: Any, sources: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["source"]
        assert isinstance(field, django_forms.ChoiceField)
        field.choices = list(sources)


class Decide(Form):
    """Every choice about one mention."""

    ui = {
        "choice": {"label_size": "m", "reveal": {"replace": ["words"], "generalise": ["general"]}},
        "words": {"width": 20},
        "general": {"width": 20},
    }
    choice = django_forms.ChoiceField(
        label="What becomes of these words?", widget=django_forms.RadioSelect,
        error_messages={"required": "Choose what becomes of these words"},
    )  # fmt: skip
    words = django_forms.CharField(
        label="Words to put in", max_length=200, error_messages={"required": "Give the words"}
    )
    general = django_forms.CharField(
        label="More general words", max_length=200, error_messages={"required": "Give the words"}
    )
    reason = django_forms.CharField(
        label="Reason", max_length=500, required=False,
        help_text="Needed to keep words that are in the identity register",
    )  # fmt: skip
    alike = django_forms.BooleanField(required=False)
    seen = django_forms.CharField(widget=django_forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        line: Line,
        proposal: str,
        alike: int,
        dates: str,
        people: Sequence[tuple[str, str]] = (),
        **more: Any,
    ) -> None:
        """`people`: label and words of each among whom to choose, when the words fit several."""
        more["initial"] = {
            "general": rules.general_words(line, dates), "seen": line.state, **more.get("initial", {}),
        }  # fmt: skip
        super().__init__(*args, **more)
        choice = self.fields["choice"]
        assert isinstance(choice, django_forms.ChoiceField)
        lead = "It cannot be told which of them it is" if people else "As proposed"
        choice.choices = [
            *((f"replace:{words}", f"It is {label}: put “{words}”") for label, words in people),
            ("accept", f"{lead}: {proposal[0].lower()}{proposal[1:]}"),
            ("replace", "Put other words"),
            ("generalise", "Say it more generally"),
            ("remove", "Remove it"),
            ("keep", "Keep it as it is"),
        ]
        if alike:
            self.fields[
                "alike"
            ].label = f"Do the same in {plural(alike, 'more place')} with these words"
        else:
            del self.fields["alike"]

    def outcome(self) -> tuple[str, str | None]:
        """The choice, and the words to put in where it has any."""
        choice, _, named = str(self.cleaned_data["choice"]).partition(":")
        typed = {
            "replace": self.cleaned_data.get("words"),
            "generalise": self.cleaned_data.get("general"),
        }
        return choice, named or typed.get(choice)


class Missed(Form):
    """A name that nothing found."""

    ui = {"words": {"width": 20}, "role": {"width": 20}, "label": {"width": 20}}
    words = django_forms.CharField(
        label="The words, as they stand in the report", max_length=200,
        error_messages={"required": "Type or select the words"},
    )  # fmt: skip
    kind = django_forms.ChoiceField(
        label="What are they?", choices=Identity.Kind.choices, initial=Identity.Kind.PERSON,
        widget=django_forms.RadioSelect,
    )  # fmt: skip
    role = django_forms.CharField(
        label="Role in the case", max_length=40, help_text="For example: neighbour, school, social worker",
        error_messages={"required": "Give the role in the case"},
    )  # fmt: skip
    label = django_forms.CharField(
        label="Label to publish instead", max_length=60, required=False,
        help_text="Leave empty to take the next free one, such as “Neighbour 1”",
    )  # fmt: skip


class Settle(Form):
    """How the two settle a difference."""

    ui = {"choice": {"label_size": "m", "reveal": {"other": ["words"]}}, "words": {"width": 20}}
    choice = django_forms.ChoiceField(
        label="How should it be settled?", widget=django_forms.RadioSelect,
        error_messages={"required": "Choose how it should be settled"},
    )  # fmt: skip
    words = django_forms.CharField(
        label="Words to publish", max_length=200, error_messages={"required": "Give the words"}
    )
    reason = django_forms.CharField(
        label="Reason", max_length=500, help_text="It is kept with the mention",
        error_messages={"required": "Say why it is settled so"},
    )  # fmt: skip

    def __init__(self, *args: Any, line: Line, **more: Any) -> None:
        super().__init__(*args, **more)
        self.line = line
        second = line.second or line.decision
        choice = self.fields["choice"]
        assert isinstance(choice, django_forms.ChoiceField)
        choice.choices = [
            ("first", f"As in the first reading: “{rules.result(line.decision)}”"),
            ("second", f"As in the second reading: “{rules.result(second)}”"),
            ("other", "Other words"),
        ]

    def outcome(self) -> tuple[Action, str | None]:
        """What becomes of the words."""
        chosen = self.cleaned_data["choice"]
        if chosen == "other":
            return "replace", self.cleaned_data["words"]
        decision = (
            self.line.decision if chosen == "first" else self.line.second or self.line.decision
        )
        return decision.action, decision.replacement


class ReadingRule(Form):
    """How much is read twice."""

    ui = {"one_in": {"width": 3}}
    one_in = django_forms.IntegerField(
        label="Of the mentions that nobody doubted, one in how many is read twice?", min_value=1, max_value=50,
        help_text="1 means every mention. Whatever needed a decision or was decided otherwise is always read twice",
        error_messages={"required": "Give a number from 1 to 50"},
    )  # fmt: skip
    reason = django_forms.CharField(
        label="Reason", max_length=300, error_messages={"required": "Say why"}
    )


class DecidePart(Form):
    """What becomes of one picture or built-in file."""

    ui = {"choice": {"label_size": "m", "reveal": {"take": ["alt_text", "looked"]}}}
    choice = django_forms.ChoiceField(
        label="What becomes of it?", widget=django_forms.RadioSelect,
        error_messages={"required": "Choose what becomes of it"},
    )  # fmt: skip
    alt_text = django_forms.CharField(
        label="What does it show?", max_length=300,
        help_text="One sentence for those who cannot see it, instead of the old description. It is checked like the report",
        error_messages={"required": "Say what the picture shows, for those who cannot see it"},
    )  # fmt: skip
    looked = django_forms.BooleanField(
        label="I have looked at the whole picture: no face, no name, no place, no screen or document tells who it is",
        error_messages={"required": "Look at the whole picture first: Irwell cannot read the words in it"},
    )  # fmt: skip

    def __init__(self, *args: Any, part: rules.Part, **more: Any) -> None:
        super().__init__(*args, **more)
        choice = self.fields["choice"]
        assert isinstance(choice, django_forms.ChoiceField)
        choice.choices = [
            (value, words) for value, words in PartDecision.Choice.choices if value in part.choices
        ]


class Known(Form):
    """A row of the jigsaw grid."""

    source = django_forms.CharField(
        label="Where does it stand?", max_length=300, help_text="A newspaper, a judgment, a website, with its date",
        error_messages={"required": "Say where it stands"},
    )  # fmt: skip
    words = _long(
        "What does it say?", "Copy or sum up what it says",
        help_text="Copy the sentences that tell about the child, the family, the place or the trial",
    )  # fmt: skip


class Search(Form):
    """An entry of the motivated-intruder log."""

    ui = {"outcome": {"reveal": {"close": [], "found": []}}}
    searched_on = DateField(label="When did you search?", subject="The day of the search")
    searches = _long(
        "Where did you search, and with which words?", "Say where you searched and with which words",
        help_text="For example: two search engines, the local paper, social media, court lists",
    )  # fmt: skip
    outcome = django_forms.ChoiceField(
        label="What did it lead to?", choices=IntruderSearch.Outcome.choices, widget=django_forms.RadioSelect,
        error_messages={"required": "Say what it led to"},
    )  # fmt: skip
    found = _long("What was found, and where?", required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        more["initial"] = {"searched_on": today(), **more.get("initial", {})}
        super().__init__(*args, **more)


class Sign(Form):
    """The signer's own checks."""

    ui = {"legal": {"label_size": "m"}, "checked": {"label_size": "m"}}
    checked = django_forms.MultipleChoiceField(
        label="What I have done", choices=list(rules.CONFIRMATIONS.items()), widget=django_forms.CheckboxSelectMultiple,
        error_messages={"required": "Confirm what you have done"},
    )  # fmt: skip
    legal = django_forms.ChoiceField(
        label="Court orders, trials, inquests, surviving children", choices=Certificate.Legal.choices,
        widget=django_forms.RadioSelect, error_messages={"required": "Say whether legal advice was needed"},
    )  # fmt: skip

    def clean_checked(self) -> list[str]:
        given: list[str] = self.cleaned_data["checked"]
        if set(given) != set(rules.CONFIRMATIONS):
            raise django_forms.ValidationError("Confirm all of them before you sign")
        return given


class Rewrite(Form):
    """A passage that only its author can make safe."""

    passage = _long("The passage", "Copy the passage")
    reason = _long(
        "Why can it not be made safe here?", "Say why",
        help_text="For example: the whole paragraph retells what the trial reports said",
    )  # fmt: skip


class OpenAgain(Form):
    """Why written files are not enough."""

    reason = django_forms.CharField(
        label="Why is it opened again?", max_length=500, error_messages={"required": "Say why it is opened again"}
    )  # fmt: skip


class LetStand(Form):
    """Why a doubtful finding may stand."""

    reason = django_forms.CharField(
        label="Why may these words stand?", max_length=500, error_messages={"required": "Say why these words may stand"}
    )  # fmt: skip
