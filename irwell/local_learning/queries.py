"""Reads of local learning."""

from irwell.cases.models import Case
from irwell.local_learning.models import LocalReview


def local_review_of(case: Case) -> LocalReview | None:
    return (
        LocalReview.objects.filter(case=case)
        .select_related("case", "chosen_by", "lead_agency", "report", "accepted_by")
        .first()
    )
