"""Taking a chronology in, settling its columns, mending its rows, confirming it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from irwell.agency_returns.actions.answering import draft_of, lock
from irwell.agency_returns.models import AgencyHeading, InformationRequest, ReturnChronology
from irwell.agency_returns.policies import check_can_confirm, check_can_write
from irwell.agency_returns.queries import (
    asked_before,
    asked_names,
    asked_value,
    chronology_of,
    columns_known,
    extra_columns_of,
    heading_code,
    lines_of_others,
    rows_of,
    sent_before,
)
from irwell.agency_returns.rules import checks, lines
from irwell.audit import actions as audit
from irwell.audit.actions import Actor
from irwell.audit.events import Event
from irwell.chronology import Fault, Import, Tables, UnreadableFile, guess_mapping, heading_key
from irwell.chronology import Mapping as Columns
from irwell.core.errors import NotPossibleNow
from irwell.core.text import clean
from irwell.core.time import london
from irwell.documents import actions as documents
from irwell.documents.models import Document
from irwell.documents.rules import Purpose

Chosen = Mapping[tuple[int, int], str]


def add_file(
    *, request: InformationRequest, upload: "UploadedFile[Any]", department: str, by: Actor, now: dt.datetime
) -> ReturnChronology:  # fmt: skip
    """Take a file in and read it. Raises ValidationError with a sentence when it cannot be taken or read."""
    check_can_write(request)
    document = documents.take_in(
        upload=upload, purpose=Purpose.AGENCY_CHRONOLOGY, key=request.key, by=by, case_id=request.case_id,
        now=now,
    )  # fmt: skip
    return _read_in(request, document, department, by, now)


def add_pasted(
    *, request: InformationRequest, text: str, department: str, by: Actor, now: dt.datetime
) -> ReturnChronology:  # fmt: skip
    """The same for lines pasted into the page; they are kept as a text file."""
    check_can_write(request)
    document = documents.keep_made(
        data=clean(text).encode(), file_name=lines.PASTED, purpose=Purpose.AGENCY_CHRONOLOGY, key=request.key,
        by=by, case_id=request.case_id, now=now,
    )  # fmt: skip
    return _read_in(request, document, department, by, now)


@transaction.atomic
def _read_in(
    request: InformationRequest, document: Document, department: str, by: Actor, now: dt.datetime
) -> ReturnChronology:
    tables = open_tables(document)
    draft = draft_of(lock(request))
    known = columns_known(request.agency, guess_mapping(tables).remembered())
    columns = guess_mapping(tables, remembered=known)
    chronology = ReturnChronology(
        agency_return=draft, key=request.key, document=document, department=clean(department),
        mapping={
            **columns.to_dict(),
            "asked": lines.guess_asked(columns, asked_names(request), asked_before(request)),
        },
    )  # fmt: skip
    _keep(request, chronology, _read(request, chronology, tables, now))
    audit.record(
        Event.CHRONOLOGY_READ_IN, by=by, case_id=request.case_id, about=chronology, rows=chronology.rows,
        faults=len(chronology.faults),
    )  # fmt: skip
    return chronology


def open_tables(document: Document) -> Tables:
    """The tables of a kept file. Raises ValidationError with the reader's sentence."""
    try:
        return lines.read_tables(document.file_name, documents.read(document))
    except UnreadableFile as unreadable:
        raise ValidationError(str(unreadable)) from unreadable


def _read(
    request: InformationRequest, chronology: ReturnChronology, tables: Tables, now: dt.datetime
) -> Import:
    return lines.read_rows(
        tables, Columns.from_dict(chronology.mapping), lines.Mending.of(chronology.corrections),
        agency=request.agency.name, version=chronology.agency_return.version, on=london(now).date(),
    )  # fmt: skip


def _odd(request: InformationRequest, chronology: ReturnChronology, read: Import) -> list[str]:
    """What is odd about the file, in sentences: sent before, or about somebody else."""
    earlier = sent_before(chronology)
    said = [
        checks.same_file(chronology.document.file_name, earlier)
        if earlier
        else checks.same_lines(read.entries, lines_of_others(chronology)),
        checks.another_child(read.entries, [person["names"] for person in _asked_about(request)]),
        lines.not_there(asked_names(request), chronology.mapping.get("asked", {})),
    ]
    return [sentence for sentence in said if sentence]


def _asked_about(request: InformationRequest) -> list[dict[str, Any]]:
    about: list[dict[str, Any]] = request.parent.about if request.parent else request.about
    return about


def _keep(request: InformationRequest, chronology: ReturnChronology, read: Import) -> None:
    chronology.entries = [entry.to_dict() for entry in read.entries]
    chronology.faults = [fault.to_dict() for fault in (*read.faults, *read.set_aside)]
    chronology.told = [*_odd(request, chronology, read), *read.problems]
    chronology.rows = len(read.entries)
    chronology.confirmed_at = None
    chronology.save()


def _held(request: InformationRequest, chronology: ReturnChronology) -> ReturnChronology:
    """The chronology, read again under the request's lock. Raises NotPossibleNow once it was signed or removed."""
    check_can_write(lock(request))
    found = chronology_of(request, chronology.pk)
    if found is None:
        raise NotPossibleNow("This chronology was taken out of the return meanwhile.")
    return found


@transaction.atomic
def choose_columns(
    *, request: InformationRequest, chronology: ReturnChronology, chosen: Chosen, by: Actor, now: dt.datetime
) -> ReturnChronology:  # fmt: skip
    """What each column means, as a person says. Raises ValidationError while date, source or event is missing."""
    chronology = _held(request, chronology)
    tables = open_tables(chronology.document)
    names = {asked_value(one): one.name for one in extra_columns_of(request.case)}
    fields = {place: "" if value in names else value for place, value in chosen.items()}
    columns = lines.choose(Columns.from_dict(chronology.mapping), fields)
    problems = lines.problems_of(columns)
    if problems:
        raise ValidationError(problems)
    asked = {f"{at}-{n}": names[v] for (at, n), v in chosen.items() if v in names}
    chronology.mapping = {**columns.to_dict(), "asked": asked}
    _remember(request, chronology, columns)
    _keep(request, chronology, _read(request, chronology, tables, now))
    audit.record(
        Event.CHRONOLOGY_READ_IN, by=by, case_id=request.case_id, about=chronology, rows=chronology.rows,
        faults=len(chronology.faults),
    )  # fmt: skip
    return chronology


def _remember(request: InformationRequest, chronology: ReturnChronology, columns: Columns) -> None:
    """What a person said that the headings mean, for the agency's next file, also on another case."""
    asked = lines.asked_headings(chronology.mapping)
    for heading, field in columns.remembered().items():
        if heading_key(heading) in asked:
            continue  # it is of this review alone
        AgencyHeading.objects.update_or_create(
            agency=request.agency, code=heading_code(request.agency, heading), defaults={"field": field}
        )  # fmt: skip


@transaction.atomic
def mend(
    *,
    request: InformationRequest,
    chronology: ReturnChronology,
    cells: Mapping[str, Mapping[str, str]],
    left_out: Mapping[str, bool],
    source: str | None,
    by: Actor,
    now: dt.datetime,
) -> ReturnChronology:
    """Keep what a person mended and read the file again with it. The cells of the file stay as they were."""
    chronology = _held(request, chronology)
    before = lines.Mending.of(chronology.corrections)
    merged = {row: dict(texts) for row, texts in before.cells.items()}
    for row, texts in cells.items():
        merged.setdefault(row, {}).update({f: clean(t) for f, t in texts.items()})
    out = (before.left_out | {r for r, yes in left_out.items() if yes}) - {
        r for r, yes in left_out.items() if not yes
    }
    after = replace(
        before, cells=merged, left_out=frozenset(out),
        source=before.source if source is None else clean(source),
    )  # fmt: skip
    chronology.corrections = after.stored()
    _keep(request, chronology, _read(request, chronology, open_tables(chronology.document), now))
    audit.record(
        Event.CHRONOLOGY_READ_IN, by=by, case_id=request.case_id, about=chronology, rows=chronology.rows,
        faults=len(chronology.faults), mended=len(merged),
    )  # fmt: skip
    return chronology


def accept_suggestions(
    *, request: InformationRequest, chronology: ReturnChronology, by: Actor, now: dt.datetime
) -> ReturnChronology:
    """Take every date that the neighbouring rows suggest."""
    wrong = [Fault.from_dict(f) for f in chronology.faults]
    cells = {row: {"date": text} for row, text in lines.suggestions(wrong).items()}
    return mend(
        request=request, chronology=chronology, cells=cells, left_out={}, source=None, by=by, now=now
    )  # fmt: skip


@transaction.atomic
def confirm(
    *, request: InformationRequest, chronology: ReturnChronology, by: Actor, now: dt.datetime
) -> ReturnChronology:
    """The rows are right as they stand. Confirming twice changes nothing."""
    chronology = _held(request, chronology)
    if chronology.confirmed_at:
        return chronology
    check_can_confirm(chronology, rows_of(chronology))
    chronology.confirmed_at = now
    chronology.save(update_fields=["confirmed_at"])
    audit.record(
        Event.CHRONOLOGY_CONFIRMED, by=by, case_id=request.case_id, about=chronology, rows=chronology.rows
    )  # fmt: skip
    return chronology


@transaction.atomic
def remove(*, request: InformationRequest, chronology: ReturnChronology, by: Actor) -> None:
    """Take a chronology out of the draft. The file itself stays on the case's record."""
    chronology = _held(request, chronology)
    audit.record(
        Event.CHRONOLOGY_REMOVED, by=by, case_id=request.case_id, about=chronology, rows=chronology.rows
    )  # fmt: skip
    chronology.delete()
