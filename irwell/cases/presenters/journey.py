"""Where a case is on its journey of eleven steps."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from irwell.cases.models import Case
from irwell.statute import load_workflow

# The eleven steps of the journey, and the page of each.
STEPS = (
    (1, "Public pages", ""),
    (2, "Referral", "cases:referral"),
    (3, "Criteria", "criteria:case"),
    (4, "Notification", "notifications:case"),
    (5, "Agency returns", "agency_returns:wall"),
    (6, "Chronology", "combined_chronology:timeline"),
    (7, "Rapid Review", "rapid_reviews:case"),
    (8, "Practice review", "reviews:case"),
    (9, "Anonymisation", "anonymisation:case"),
    (10, "Publication", "publication:case"),
    (11, "Learning", "learning:case"),
)


@dataclass(frozen=True)
class Step:
    """One step of the journey: past, here or next."""

    number: int
    title: str
    url: str
    state: str


def steps(case: Case) -> tuple[Step, ...]:
    """The eleven steps; a step whose page exists and is reached or next carries its address."""
    now = load_workflow().state(case.state).stage
    return tuple(
        Step(n, title, address(name, case), "past" if n < now else "here" if n == now else "next")
        for n, title, name in STEPS
    )


def address(name: str, case: Case) -> str:
    try:
        return reverse(name, kwargs={"case_id": case.pk}) if name else ""
    except NoReverseMatch:
        return ""
