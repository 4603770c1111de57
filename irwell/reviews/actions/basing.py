"""What each paragraph of the report rests on, so that every sentence can be walked back to its lines."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.reviews import queries, rules
from irwell.reviews.models import Finding, ParagraphBasis, ReportVersion
from irwell.reviews.policies import check_at

BASING = (*rules.WRITING, "fact_check", "partner_approval")


@transaction.atomic
def base_paragraphs(
    *, case: Case, report: ReportVersion, on: dict[int, Finding], by: User
) -> list[ParagraphBasis]:
    """Each paragraph, by its number, rests on the finding. What was said before stays; the same twice is once."""
    _check(case, report, on, by)
    if not on:
        raise ValidationError("Tick at least one paragraph.")
    made = []
    for paragraph, finding in on.items():
        row, new = ParagraphBasis.objects.get_or_create(
            report=report, paragraph=paragraph, finding=finding, defaults={"by": by}
        )
        made += [row] if new else []
    _record(case, report, added=len(made), removed=0, by=by)
    return made


@transaction.atomic
def free_paragraphs(
    *, case: Case, report: ReportVersion, paragraphs: Iterable[int], by: User
) -> int:
    """These paragraphs rest on nothing that is recorded."""
    wanted = list(paragraphs)
    _check(case, report, wanted, by)
    count, _ = ParagraphBasis.objects.filter(report=report, paragraph__in=wanted).delete()
    _record(case, report, added=0, removed=count, by=by)
    return count


def carry_bases(*, old: ReportVersion, new: ReportVersion, by: User) -> None:
    """What paragraphs of the last version rested on goes on in the new one, wherever they now stand."""
    rows = list(old.bases.select_related("finding"))
    if not rows:
        return
    places = rules.carried_keys(rules.parts_from(old.content), rules.parts_from(new.content))
    ParagraphBasis.objects.bulk_create(
        ParagraphBasis(report=new, paragraph=places[row.paragraph], finding=row.finding, by=by)
        for row in rows
        if row.paragraph in places
    )


def _check(case: Case, report: ReportVersion, paragraphs: Iterable[int], by: User) -> None:
    case = cases.lock(case)
    check(by, Permission.WRITE_REVIEW, case_id=case.pk)
    check_at(case, BASING, "Saying what a paragraph rests on")
    if max(paragraphs, default=0) > len(queries.paragraphs_of(report)):
        raise ValidationError("The report has no such paragraph. Open the page again.")


def _record(case: Case, report: ReportVersion, *, added: int, removed: int, by: User) -> None:
    if added or removed:
        audit.record(
            Event.PARAGRAPHS_BASED, by=by, case_id=case.pk, about=report, added=added, removed=removed,
        )  # fmt: skip
