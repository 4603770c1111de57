"""The lines of returns: being mended, as signed, and what a correction changes."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.crypto import salted_hmac

from irwell.accounts.models import Agency
from irwell.agency_returns.models import (
    AgencyHeading,
    AgencyReturn,
    InformationRequest,
    ReturnChronology,
)
from irwell.agency_returns.queries.requests import latest_signed, requests_of
from irwell.agency_returns.rules import changes, lines
from irwell.agency_returns.rules.changes import Changes
from irwell.cases.models import Case
from irwell.chronology import Entry, Fault, Import, diff, merge


def chronology_of(request: InformationRequest, chronology_id: UUID) -> ReturnChronology | None:
    """A chronology of this request's draft; another return's is not found."""
    return (
        ReturnChronology.objects.filter(
            agency_return__request=request, agency_return__signed_at=None
        )
        .select_related("agency_return", "document")
        .filter(pk=chronology_id)
        .first()
    )


def rows_of(chronology: ReturnChronology) -> lines.Sorted:
    """The rows as kept, by what they ask of the person."""
    mending = lines.Mending.of(chronology.corrections)
    return lines.sort_rows(
        (Entry.from_dict(e) for e in chronology.entries),
        (Fault.from_dict(f) for f in chronology.faults),
        mending.left_out,
    )


def imports_of(case: Case) -> list[Import]:
    """The confirmed rows of each agency's latest signed version, one Import a file.

    The agency's name and the version are stamped here, whatever the file said.
    """
    signed = (latest_signed(request) for request in requests_of(case))
    return [read for one in signed if one is not None for read in imports_of_return(one)]


def imports_of_return(signed: AgencyReturn) -> list[Import]:
    """One signed version as the engine reads it; an answer without rows still has its lane."""
    agency, found = signed.request.agency.name, []
    if signed.kind == AgencyReturn.Kind.FULL:
        kept = signed.chronologies.exclude(confirmed_at=None).select_related("document")
        found = [_import(chronology, agency, signed.version) for chronology in kept]
    return found or [Import(agency, signed.version, ())]


def _import(chronology: ReturnChronology, agency: str, version: int) -> Import:
    entries = tuple(
        Entry.from_dict(_stamped(e, agency, version, chronology.department))
        for e in chronology.entries
    )
    rows = lines.sort_rows(
        entries, map(Fault.from_dict, chronology.faults), lines.Mending.of(chronology.corrections).left_out
    )  # fmt: skip
    return Import(
        agency, version, entries, rows.unreadable, (*rows.headings, *rows.left_out),
        tuple(chronology.told), chronology.document.file_name,
    )  # fmt: skip


def _stamped(row: dict[str, Any], agency: str, version: int, department: str) -> dict[str, Any]:
    """A row as kept, under the system's word for where it is from; a line of another agency gets an id of this one."""
    own = {} if row["agency"] == agency else {"id": ""}
    return {**row, "agency": agency, "return_version": version, "department": department, **own}


def heading_code(agency: Agency, heading: str) -> str:
    """A heading as it is remembered: it tells nothing to who lacks our secret."""
    told = f"{agency.pk}:{heading}"
    return salted_hmac("irwell.agency_returns.heading", told).hexdigest()[:32]


def columns_known(agency: Agency, headings: Iterable[str]) -> dict[str, str]:
    """Heading to what a person at the agency last said that it means, on this case or another."""
    codes = {heading_code(agency, heading): heading for heading in headings}
    found = AgencyHeading.objects.filter(agency=agency, code__in=codes)
    return {codes[one.code]: one.field for one in found}


def sent_before(chronology: ReturnChronology) -> str:
    """Where the very same file was sent before by this agency on this case, in words; empty when it was not."""
    version = chronology.agency_return
    same = ReturnChronology.objects.filter(
        agency_return__request=version.request_id, document__sha256=chronology.document.sha256
    ).exclude(pk=chronology.pk)
    earlier = same.select_related("agency_return", "document").order_by("created_at").last()
    if earlier is None:
        return ""
    if earlier.agency_return_id == version.pk:
        return f"“{earlier.document.file_name}”, which is in this return already"
    return f"“{earlier.document.file_name}” of version {earlier.agency_return.version}"


def lines_of_others(chronology: ReturnChronology) -> dict[str, list[str]]:
    """Name of each other file of the same return to the ids of its lines."""
    others = chronology.agency_return.chronologies.exclude(pk=chronology.pk)
    return {
        one.document.file_name: [e["id"] for e in one.entries]
        for one in others.select_related("document")
    }


def lines_of(version: AgencyReturn) -> tuple[Entry, ...]:
    """The confirmed lines of a version under the ids that the combined chronology gives them."""
    return merge(imports_of_return(version)).entries


def changes_between(before: AgencyReturn, after: AgencyReturn) -> Changes:
    """What a corrected version says otherwise than the one before it."""
    return Changes(
        changes.summary_changes(before.summary, after.summary),
        diff(lines_of(before), lines_of(after)),
        (before.kind, after.kind) if before.kind != after.kind else None,
    )
