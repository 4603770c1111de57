"""The plan: which words, which certificate, which day. Every change of it voids the approvals."""

import datetime as dt
import secrets
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.accounts.queries import partnership
from irwell.anonymisation.models import Certificate
from irwell.anonymisation.queries import signed_certificate
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.cases.queries import clock_of
from irwell.core.errors import NotPossibleNow
from irwell.core.text import clean
from irwell.core.time import london, midday
from irwell.publication import queries, rules
from irwell.publication.models import Publication, PublicRecommendation, Withholding
from irwell.publication.policies import check_can_plan
from irwell.reviews.queries import named_beside_us
from irwell.rulebook.queries import calendar
from irwell.statute import load_codes, long_date

IMPROVEMENTS_KIND = "Improvements after a review that is not published"


class Stale(Exception):
    """Somebody else saved the plan since this page was opened; `current` is what they saved."""

    def __init__(self, current: Publication) -> None:
        self.current = current


@dataclass(frozen=True)
class Words:
    """What is published beside the files, or instead of them when `withhold_reason` is given."""

    title: str
    summary: str
    author: str = ""
    method: str = ""
    themes: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    improvements: str = ""
    withhold_reason: str = ""
    justification: str = ""
    licence: str = "copyright"


@transaction.atomic
def plan(
    *, case: Case, words: Words, planned_on: dt.date, seen: str, by: User, now: dt.datetime
) -> Publication:
    """Plan, or change the plan. `seen` is the content the person had before them; another one raises Stale."""
    case = cases.lock(case)
    check(by, Permission.PLAN_PUBLICATION, case_id=case.pk)
    publication = queries.publication_of(case)
    check_can_plan(case, publication)
    if publication is not None and publication.content != seen:
        raise Stale(publication)
    certificate = _certificate(case, words)
    _check_words(words)
    _check_day(planned_on, on=london(now).date())
    if publication is None:
        identifier = _mint(planned_on.year)
        publication = Publication(case=case, identifier=identifier, planned_by=by)
    _write(publication, words, certificate)
    publication.planned_on = planned_on
    publication = _kept(publication, before=seen, by=by)
    _count_back(publication, by=by, now=now)
    _keep_justification(publication, words, by=by)
    return publication


def _count_back(publication: Publication, *, by: User, now: dt.datetime) -> None:
    """C10 runs back from the planned day; anew when what the copies were sent of is no longer what is planned."""
    clock = clock_of(publication.case, "C10")
    sent = rules.all_sent_on(queries.copies_of(publication))
    cases.record_date(
        case=publication.case, fact="publication_at", value=midday(publication.planned_on), by=by, now=now,
        reason="The plan for publication was changed", anew=bool(clock and clock.stopped_at and not sent),
    )  # fmt: skip


def _write(publication: Publication, words: Words, certificate: Certificate | None) -> None:
    publication.certificate = certificate
    publication.title, publication.summary = clean(words.title), clean(words.summary)
    publication.author, publication.method = clean(words.author), clean(words.method)
    publication.jointly_with = named_beside_us(publication.case)
    publication.themes = list(words.themes)
    publication.keywords = [clean(word) for word in words.keywords if word.strip()]
    publication.improvements = clean(words.improvements)
    publication.withhold_reason = words.withhold_reason
    publication.licence = words.licence
    report = certificate is not None
    publication.form = Publication.Form.REPORT if report else Publication.Form.IMPROVEMENTS
    kind = Publication._meta.get_field("kind").default
    publication.kind = kind if report else IMPROVEMENTS_KIND


def _kept(publication: Publication, *, before: str, by: User) -> Publication:
    """Save with the recommendations as they read now; refused, with all of it undone, when a name is left."""
    publication.save()
    _take_recommendations(publication)
    _check_nobody_named(publication)
    content = queries.content_of(publication)
    if content == before:
        return publication
    publication.content, publication.planned_by = content, by
    publication.held_at, publication.held_reason = None, ""
    publication.save()
    audit.record(
        Event.PUBLICATION_PLANNED, by=by, case_id=publication.case_id, about=publication,
        content=content, planned_on=publication.planned_on, form=publication.form,
    )  # fmt: skip
    return publication


def _keep_justification(publication: Publication, words: Words, *, by: User) -> None:
    """Why the report is withheld is kept sealed, for the Panel; a plan to publish the report needs none."""
    Withholding.objects.filter(publication=publication).delete()
    if words.withhold_reason:
        Withholding.objects.create(
            publication=publication, key=publication.case.key, by=by,
            justification=clean(words.justification),
        )  # fmt: skip


def _take_recommendations(publication: Publication) -> None:
    publication.recommendations.all().delete()
    for row in publication.case.recommendations.all():
        PublicRecommendation.objects.create(
            publication=publication, number=row.number, text=row.text,
            addressees=row.addressees, theme=row.theme,
        )  # fmt: skip


def _certificate(case: Case, words: Words) -> Certificate | None:
    if words.withhold_reason:
        return None
    certificate = signed_certificate(case)
    if certificate is None:
        raise NotPossibleNow(
            "There is no signed anonymisation certificate that holds for the files as they are. "
            "Finish the anonymisation first: an author and a second checker sign."
        )
    return certificate


def _check_words(words: Words) -> None:
    problems: dict[str, str] = {}
    if problem := rules.title_problem(words.title):
        problems["title"] = problem
    known = {code.label for code in load_codes()["theme"].codes}
    if unknown := [theme for theme in words.themes if theme not in known]:
        problems["themes"] = f"“{unknown[0]}” is not in the list of themes."
    reasons = {code.code for code in load_codes()["withhold_reason"].codes}
    if words.withhold_reason and words.withhold_reason not in reasons:
        problems["withhold_reason"] = "Choose one of the reasons. Reputation is never one."
    if words.withhold_reason and not words.justification.strip():
        problems["justification"] = (
            "Say why publishing the report would be wrong. The Panel reads it."
        )
    if problems:
        raise ValidationError(problems)


def _check_day(planned_on: dt.date, *, on: dt.date) -> None:
    if planned_on < on:
        raise ValidationError(
            {"planned_on": "The planned day has passed. Choose today or a later day."}
        )
    if why := calendar().why_not_working(planned_on):
        raise ValidationError(
            {
                "planned_on": f"{long_date(planned_on)} is not a working day ({why}). Choose a working day, "
                "so that people are there when the press or the family calls."
            }
        )


def _check_nobody_named(publication: Publication) -> None:
    if found := queries.words_against(publication):
        raise ValidationError(found)


def _mint(year: int) -> str:
    """An identifier that names nobody and is never given twice."""
    prefix = partnership().case_prefix
    while True:
        letters = "".join(secrets.choice(rules.LETTERS) for _ in range(5))
        identifier = rules.new_identifier(prefix, year, letters)
        if not Publication.objects.filter(identifier=identifier).exists():
            return identifier
