"""What the panel asked agencies about single lines, and the answers."""

from uuid import UUID

from django.db.models import QuerySet

from irwell.agency_returns.models import InformationRequest, LineQuery
from irwell.cases.models import Case


def line_queries_of(case: Case) -> QuerySet[LineQuery]:
    """Every query on the case, in the order asked."""
    found = LineQuery.objects.filter(request__case=case)
    return found.select_related("request__agency", "asked_by", "settled_by")


def queries_to(request: InformationRequest) -> QuerySet[LineQuery]:
    """What one agency was asked about its own lines."""
    return LineQuery.objects.filter(request=request).select_related("asked_by")


def queries_waiting(request: InformationRequest) -> int:
    """How many questions wait for the agency."""
    return queries_to(request).filter(answered_at=None, settled_at=None).count()


def query_to(request: InformationRequest, query_id: UUID) -> LineQuery | None:
    """A query to this agency; another agency's is not found."""
    return queries_to(request).filter(pk=query_id).first()


def standing_of_lines(case: Case) -> list[tuple[str, str]]:
    """Line id and standing of each query."""
    found = LineQuery.objects.filter(request__case=case).only(
        "entry_id", "answered_at", "settled_at"
    )
    return [(query.entry_id, query.standing) for query in found]
