"""The columns that a review asks for, and where agencies' files hold them."""

from uuid import UUID

from irwell.agency_returns.models import ExtraColumn, InformationRequest, ReturnChronology
from irwell.agency_returns.queries.requests import latest_signed, requests_of
from irwell.agency_returns.rules import lines
from irwell.cases.models import Case


def extra_columns_of(case: Case) -> list[ExtraColumn]:
    """In the order in which they were named."""
    return list(case.extra_columns.all())


def extra_column_on(case: Case, column_id: UUID) -> ExtraColumn | None:
    return case.extra_columns.filter(pk=column_id).first()


def asked_names(request: InformationRequest) -> list[str]:
    """The names of the columns that an agency was asked for beside the usual ones."""
    return [one.name for one in extra_columns_of(request.case)]


def asked_value(column: ExtraColumn) -> str:
    """A column asked for, as the mapping page names it."""
    return f"asked-{column.pk}"


def asked_before(request: InformationRequest) -> dict[str, str]:
    """Heading to the column asked for that the agency said it holds, in its files on this case so far."""
    files = ReturnChronology.objects.filter(agency_return__request=request).order_by("created_at")
    return {h: name for one in files for h, name in lines.asked_headings(one.mapping).items()}


def headings_taken(case: Case) -> dict[str, dict[str, str]]:
    """Agency's name to its headings and the columns asked for that stand under them, as signed last."""
    found: dict[str, dict[str, str]] = {}
    for request in requests_of(case):
        if (signed := latest_signed(request)) is not None:
            own = found.setdefault(request.agency.name, {})
            for one in signed.chronologies.exclude(confirmed_at=None).defer(
                "entries", "faults", "corrections"
            ):
                own |= lines.asked_headings(one.mapping)
    return found
