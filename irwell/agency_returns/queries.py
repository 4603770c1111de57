"""Reads of what agencies answered."""

from irwell.agency_returns.models import AgencyReturn, ReturnChronology
from irwell.cases.models import Case
from irwell.chronology import Entry, Fault, Import


def imports_of(case: Case) -> list[Import]:
    """The confirmed rows of each agency's latest signed version, under the agency's own name."""
    latest: dict[str, AgencyReturn] = {}
    for signed in _signed(case):
        latest[signed.request.agency.name] = signed
    return [read for signed in latest.values() for read in imports_of_return(signed)]


def imports_of_return(signed: AgencyReturn) -> list[Import]:
    """One signed version as the engine reads it; an answer without rows still has its lane."""
    confirmed = [row for row in signed.chronologies.all() if row.confirmed_at]
    found = [_import(row, signed) for row in confirmed]
    return found or [Import(signed.request.agency.name, signed.version, ())]


def _signed(case: Case) -> list[AgencyReturn]:
    found = AgencyReturn.objects.filter(request__case=case, signed_at__isnull=False)
    found = found.select_related("request__agency").prefetch_related("chronologies")
    return list(found.order_by("request__agency__name", "version"))


def _import(row: ReturnChronology, signed: AgencyReturn) -> Import:
    return Import(
        agency=signed.request.agency.name,
        return_version=signed.version,
        entries=tuple(Entry.from_dict(entry) for entry in row.entries),
        faults=tuple(Fault.from_dict(fault) for fault in row.faults),
    )
