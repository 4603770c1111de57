"""View models of local learning."""

from dataclasses import dataclass

from django.urls import reverse

from irwell.access.permissions import Permission
from irwell.cases.models import Case
from irwell.local_learning.models import LocalReview
from irwell.local_learning.policies import CAN_CLOSE, FROM
from irwell.statute import load_workflow, long_date
from irwell.ui.presenters import Row

# What is done in each state of the path: the page, the words on its button, and who may.
DOING = {
    "local_planning": ("local_learning:plan", "Record the plan", Permission.MANAGE_REVIEW),
    "local_gathering": ("local_learning:gather", "Record what was gathered", Permission.MANAGE_REVIEW),
    "local_event": ("local_learning:event", "Record the learning event", Permission.MANAGE_REVIEW),
    "local_report": ("local_learning:report", "Add the short report", Permission.MANAGE_REVIEW),
}  # fmt: skip


@dataclass(frozen=True)
class Stop:
    """A step of the path as the steps component draws it."""

    number: int
    title: str
    url: str
    state: str


@dataclass(frozen=True)
class Next:
    """What is to be done now, by whom, where."""

    sentence: str
    href: str
    button: str


def path_of(case: Case, review: LocalReview) -> list[Stop]:
    """The review's own path: past, here, next."""
    workflow, path = load_workflow(), load_workflow().tracks[review.track].path
    here = path.index(case.state) if case.state in path else -1
    return [
        Stop(n + 1, workflow.state(s).title, "", "past" if n < here else "here" if n == here else "next")
        for n, s in enumerate(path)
    ]  # fmt: skip


def next_of(case: Case, held: frozenset[Permission]) -> Next | None:
    """The sentence of the table, and the page where the person may do it."""
    state = load_workflow().state(case.state)
    if case.state not in DOING:
        return Next(state.who_next, "", "") if case.state in ("learning", "impact_review") else None
    name, button, right = DOING[case.state]
    href = reverse(name, args=[case.pk]) if right in held else ""
    return Next(state.who_next, href, button)


def rows(review: LocalReview) -> list[Row]:
    """What is recorded so far."""
    lead = f"{review.lead}, {review.lead_agency.name}" if review.lead_agency else review.lead
    found = [
        ("Kind", load_workflow().tracks[review.track].title),
        ("Chosen by", review.chosen_by.name),
        ("To be learned", review.aim),
        ("Why in this way", review.reasons),
        ("Lead", lead),
        ("Method", review.method),
        ("Plan", review.plan),
        ("To be finished by", long_date(review.ends_on) if review.ends_on else ""),
        ("Gathered", review.gathered),
        ("Learning event", long_date(review.event_on) if review.event_on else ""),
        ("Learned there", review.event_notes),
    ]
    return [Row(label, value) for label, value in found if value]


def may_choose(case: Case, held: frozenset[Permission]) -> tuple[bool, bool]:
    """(whether the person may choose local learning now, whether they may close without it)."""
    partner = Permission.SIGN_OFF in held
    return partner and case.state in FROM, partner and case.state in CAN_CLOSE
