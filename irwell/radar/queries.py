"""What this partnership recommended before, and what became of it."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from irwell.access.queries import open_memberships
from irwell.accounts.models import User
from irwell.cases.models import Case
from irwell.learning.models import Response
from irwell.learning.queries import tracked
from irwell.reviews.models import Recommendation
from irwell.search import same

MOST = 6
NEAR_ENOUGH = 0.75 * same.LEAST_BY_WORDS  # a person looks on


@dataclass(frozen=True, slots=True)
class Before:
    """A recommendation made here, where it stands, and what became of it in sentences."""

    text: str
    where: str
    href: str
    year: int | None
    addressees: str
    became: tuple[str, ...]
    near: float = 0.0


def recommended_here(*, by: User, case: Case, words: str, on: date) -> list[Before]:
    """The nearest by words, of published reviews and of cases the person is named on; never of other cases."""
    candidates = [*_published(on), *_on_own_cases(by, case)]
    if not candidates or not same.telling(words):
        return []
    rows = same.word_rows([words, *(one.text for one in candidates)])
    near = rows[1:] @ rows[0]
    order = [i for i in near.argsort(kind="stable")[::-1].tolist() if near[i] >= NEAR_ENOUGH]
    return [candidates[i] for i in order[:MOST]]


def _published(on: date) -> list[Before]:
    """In the words in which they are published, with answers and where actions stand."""
    found = []
    for one in tracked(on=on):
        publication = one.publication
        href = reverse("publication:landing", kwargs={"identifier": publication.identifier})
        for row in one.rows:
            became = [f"{body}: {answer.lower()}" for body, answer in row.answers]
            became += [f"{body}: no answer recorded" for body in row.unanswered]
            became += [
                f"Actions {standing.value.lower()}: {count}" for standing, count in row.standings
            ]
            year = publication.published_at.year if publication.published_at else None
            found.append(
                Before(
                    row.recommendation.text, publication.title, href, year,
                    row.recommendation.addressees, tuple(became),
                )
            )  # fmt: skip
    return found


def _on_own_cases(by: User, case: Case) -> list[Before]:
    """Of cases the person is named on, not published yet; the case at hand is left out."""
    mine = open_memberships(by).values("case_id")
    rows = (
        Recommendation.objects.filter(case__in=mine)
        .exclude(case=case)
        .exclude(case__publication__status="published")
        .select_related("case__key")
        .prefetch_related("responses")
    )
    return [
        Before(
            row.text, row.case.label, reverse("cases:case", kwargs={"case_id": row.case_id}),
            row.created_at.year, row.addressees,
            tuple(Response.Answer(r.answer).label for r in row.responses.all()) or ("Not published yet",),
        )
        for row in rows
    ]  # fmt: skip
