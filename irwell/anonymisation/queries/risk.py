"""Reads of the human half of the gate: the jigsaw meter, searches, releases."""

from irwell.anonymisation import rules
from irwell.anonymisation.models import IntruderSearch, Release, Run
from irwell.anonymisation.queries.prepared import lines_of, text_model
from irwell.anonymise.jigsaw import Feature, Jigsaw, inventory, jigsaw
from irwell.cases.models import Case
from irwell.cases.queries import register_of


def risk_of(run: Run) -> Jigsaw:
    """What the details that stay in the text add up to, beside what is known outside."""
    return _risk(run, clean_text(run))


def risk_by_person(run: Run) -> tuple[Jigsaw, dict[str, tuple[Feature, ...]]]:
    """The same, with what is told of each person under the label that the report gives them."""
    text = clean_text(run)
    risk = _risk(run, text)
    labels = [i.label for i in register_of(run.case) if i.kind == "person"]
    return risk, inventory(text, labels, risk.features)


def clean_text(run: Run) -> str:
    """The words that would be published as things stand."""
    return rules.anonymised(text_model(run.source), lines_of(run)).text


def _risk(run: Run, text: str) -> Jigsaw:
    return jigsaw(text, known_outside=[row.words for row in run.case.known_outside.all()])


def last_search(case: Case) -> IntruderSearch | None:
    return case.searches.first()


def released(case: Case) -> frozenset[str]:
    """Findings that two people let stand."""
    agreed = Release.objects.filter(case=case, agreed_by__isnull=False)
    return frozenset(agreed.values_list("finding", flat=True))
