"""Signed returns for tests that begin with the combined chronology."""

from datetime import UTC, date, datetime

from irwell.accounts.models import Agency, User
from irwell.agency_returns.models import AgencyReturn, InformationRequest, ReturnChronology
from irwell.cases.models import Case
from irwell.chronology import apply, guess_mapping, read_csv
from irwell.documents.actions import keep_made
from irwell.documents.rules import Purpose

SIGNED = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)
HEAD = "Date,Source,Professional,Role,Family member,Event,Child seen,Action\n"
POLICE = HEAD + (
    "12/03/2023,Custody record,PC Alder Finch,Police officer,Juno Hollowgate,"
    "Call to the home of Juno Hollowgate. Rowan asleep upstairs.,No,Referral made\n"
    "about April 2023,Intelligence log,,,Juno Hollowgate,Neighbour heard shouting,,\n"
    "31/02/2023,Intelligence log,,,,Third call to the address,,\n"
)
HOSPITAL = HEAD + (
    "12/03/2023 21:40,Emergency department notes,Dr Sorrel Vane,Registrar,Rowan Hollowgate,"
    "Rowan’s mother brought Rowan with a bruised ear,Yes,Sent home\n"
    ",Paper notes,,,,Health visitor spoke to grandmother,,\n"
)


def ask(case: Case, agency: Agency, by: User) -> InformationRequest:
    return InformationRequest.objects.create(
        case=case, key=case.key, agency=agency, contact_email="box@agency.example",
        basis_text="Working Together 2023", questions="", due_on=date(2026, 2, 1), sent_by=by,
        sent_at=SIGNED,
    )  # fmt: skip


def sign(case: Case, agency: Agency, text: str, by: User, *, version: int = 1) -> AgencyReturn:
    """A signed, confirmed return of an agency from CSV text; nil when there is no text."""
    request = case.requests.filter(agency=agency).first() or ask(case, agency, by)
    signed = AgencyReturn.objects.create(
        request=request, key=case.key, version=version, signed_at=SIGNED, signed_by="A signatory",
        kind="full" if text else "nil",
    )  # fmt: skip
    if not text:
        return signed
    tables = read_csv("return.csv", text.encode())
    read = apply(tables, guess_mapping(tables), agency=agency.name, return_version=version)
    document = keep_made(
        data=text.encode(), file_name="return.csv", purpose=Purpose.AGENCY_CHRONOLOGY, key=case.key,
        by=by, case_id=case.pk,
    )  # fmt: skip
    ReturnChronology.objects.create(
        agency_return=signed, key=case.key, document=document, confirmed_at=SIGNED,
        entries=[entry.to_dict() for entry in read.entries],
        faults=[fault.to_dict() for fault in read.faults], rows=len(read.entries),
    )  # fmt: skip
    return signed
