"""The columns that a review asks for."""

from uuid import UUID

from irwell.agency_returns.models import ExtraColumn
from irwell.cases.models import Case


def extra_columns_of(case: Case) -> list[ExtraColumn]:
    """In the order in which they were named."""
    return list(case.extra_columns.all())


def extra_column_on(case: Case, column_id: UUID) -> ExtraColumn | None:
    return case.extra_columns.filter(pk=column_id).first()
