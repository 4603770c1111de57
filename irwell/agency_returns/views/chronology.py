"""The agency's chronology: a file or pasted lines, its columns, its rows, confirming."""

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from irwell.accounts.actors import by_link as actor
from irwell.agency_returns import forms, presenters, queries
from irwell.agency_returns.actions import chronologies as actions
from irwell.agency_returns.models import InformationRequest, ReturnChronology
from irwell.agency_returns.policies import check_can_confirm, check_can_write
from irwell.agency_returns.rules import lines
from irwell.agency_returns.views.confirmed import by_own_link
from irwell.chronology import Mapping as Columns
from irwell.chronology import guess_mapping
from irwell.core import time
from irwell.core.errors import NotPossibleNow
from irwell.core.text import plural
from irwell.documents.actions import Refused
from irwell.messaging.guard import LinkRequest
from irwell.messaging.models import SignedLink

TO_MEND, TO_SHOW = 20, 50
COLUMN = re.compile(r"column-(\d{1,3})-(\d{1,3})")
CELL = re.compile(r"(date|source|event)-(\d{1,6}:\d{1,7})")


@by_own_link
def files(request: LinkRequest, link: SignedLink) -> HttpResponse:
    """The chronologies of the return, and adding one."""
    asked = queries.request_of_link(link)
    if (newest := queries.latest(asked)) is not None and newest.signed_at:
        return redirect("agency_returns:landing", token=request.link_token)
    posted = request.method == "POST"
    form = forms.AddChronology(request.POST, request.FILES) if posted else forms.AddChronology()
    if form.is_valid():
        try:
            added = _add(request, link, asked, form.cleaned_data)
            return redirect(
                "agency_returns:columns", token=request.link_token, chronology_id=added.pk
            )
        except ValidationError as error:
            form.add_error(
                "file" if isinstance(error, Refused) or request.FILES else "pasted", error
            )
    found = newest.chronologies.select_related("document") if newest else []
    shown = {
        "asked": asked, "form": form, "token": request.link_token, "files": presenters.file_lines(list(found)),
        "columns": queries.extra_columns_of(asked.case),
    }  # fmt: skip
    return render(request, "agency_returns/files.html", shown, status=422 if form.errors else 200)


def _add(
    request: LinkRequest, link: SignedLink, asked: InformationRequest, given: dict[str, Any]
) -> ReturnChronology:
    by, now, department = actor(link.pk), time.now(), given["department"]
    if given["file"]:
        return actions.add_file(
            request=asked, upload=given["file"], department=department, by=by, now=now
        )
    return actions.add_pasted(
        request=asked, text=given["pasted"], department=department, by=by, now=now
    )


def _found(link: SignedLink, chronology_id: UUID) -> tuple[InformationRequest, ReturnChronology]:
    """The chronology of this link's own draft; another agency's is page not found."""
    asked = queries.request_of_link(link)
    found = queries.chronology_of(asked, chronology_id)
    if found is None:
        check_can_write(asked)
        raise Http404
    return asked, found


@by_own_link
def columns(request: LinkRequest, link: SignedLink, chronology_id: UUID) -> HttpResponse:
    """What each column means: guessed, with the reason, and changeable."""
    asked, found = _found(link, chronology_id)
    problems: list[str] = []
    if request.method == "POST":
        try:
            actions.choose_columns(
                request=asked,
                chronology=found,
                chosen=_chosen(request, asked),
                by=actor(link.pk),
                now=time.now(),
            )
            return redirect("agency_returns:rows", token=request.link_token, chronology_id=found.pk)
        except ValidationError as error:
            problems = list(error.messages)
    guessed = guess_mapping(actions.open_tables(found.document))
    kept, posted = Columns.from_dict(found.mapping), {k: str(v) for k, v in request.POST.items()}
    shown = {
        "asked": asked, "chronology": found, "token": request.link_token, "problems": problems, "told": found.told,
        "layouts": presenters.column_choices(kept, guessed, posted, _asked(asked, found)), "fields": presenters.FIELDS,
        "more": [(queries.asked_value(one), one.name) for one in queries.extra_columns_of(asked.case)],
    }  # fmt: skip
    return render(request, "agency_returns/columns.html", shown, status=422 if problems else 200)


def _chosen(request: LinkRequest, asked: InformationRequest) -> dict[tuple[int, int], str]:
    known = {value for value, _, _ in presenters.FIELDS} | {""}
    known |= {queries.asked_value(one) for one in queries.extra_columns_of(asked.case)}
    return {
        (int(found[1]), int(found[2])): str(value)
        for name, value in request.POST.items()
        if (found := COLUMN.fullmatch(name)) and value in known
    }


def _asked(asked: InformationRequest, found: ReturnChronology) -> dict[str, str]:
    """Which columns hold what the review asks for, as the page names both."""
    values = {one.name: queries.asked_value(one) for one in queries.extra_columns_of(asked.case)}
    return {
        f"column-{place}": values[name]
        for place, name in found.mapping.get("asked", {}).items()
        if name in values
    }


@by_own_link
def rows(request: LinkRequest, link: SignedLink, chronology_id: UUID) -> HttpResponse:
    """The rows as read, those that need a person first; what is mended here is read again."""
    asked, found = _found(link, chronology_id)
    if request.method == "POST":
        cells, left_out = _mended(request, found)
        source = request.POST.get("all-sources")
        actions.mend(
            request=asked, chronology=found, cells=cells, left_out=left_out, source=source, by=actor(link.pk),
            now=time.now(),
        )  # fmt: skip
        return redirect("agency_returns:rows", token=request.link_token, chronology_id=found.pk)
    return _rows(request, asked, found)


def _mended(
    request: LinkRequest, found: ReturnChronology
) -> tuple[dict[str, dict[str, str]], dict[str, bool]]:
    """Boxes that differ from what they showed, and the ticks of the rows on the page."""
    cells: dict[str, dict[str, str]] = {}
    for name, value in request.POST.items():
        box = CELL.fullmatch(name)
        if box and str(value).strip() != request.POST.get(f"was-{name}", "").strip():
            cells.setdefault(box[2], {})[box[1]] = str(value)
    ticked = set(request.POST.getlist("out"))
    return cells, {row: row in ticked for row in request.POST.getlist("out-shown")}


def _rows(
    request: LinkRequest, asked: InformationRequest, found: ReturnChronology, problem: str = ""
) -> HttpResponse:
    sorted_rows, mending = queries.rows_of(found), lines.Mending.of(found.corrections)
    wrong = [
        presenters.fault_line(f, mending) for f in (*sorted_rows.unreadable, *sorted_rows.left_out)
    ]
    wrong += [presenters.entry_line(e, mending, mended=True) for e in sorted_rows.sourceless]
    doubtful = [presenters.entry_line(e, mending, mended=True) for e in sorted_rows.doubtful]
    to_mend = Paginator([*wrong, *doubtful], TO_MEND).get_page(request.GET.get("mend"))
    plain = Paginator(sorted_rows.plain, TO_SHOW).get_page(request.GET.get("page"))
    shown = {
        "asked": asked, "chronology": found, "token": request.link_token, "sorted": sorted_rows, "problem": problem,
        "to_mend": to_mend, "blocking": sorted_rows.blocking, "plain": plain, "mending": mending,
        "plain_lines": [presenters.entry_line(e, mending) for e in plain.object_list],
        "suggested": len(lines.suggestions(sorted_rows.unreadable)), "told": found.told,
    }  # fmt: skip
    return render(request, "agency_returns/rows.html", shown, status=422 if problem else 200)


@by_own_link
@require_POST
def accept_suggestions(request: LinkRequest, link: SignedLink, chronology_id: UUID) -> HttpResponse:
    """Take the dates that the neighbouring rows suggest."""
    asked, found = _found(link, chronology_id)
    actions.accept_suggestions(request=asked, chronology=found, by=actor(link.pk), now=time.now())
    return redirect("agency_returns:rows", token=request.link_token, chronology_id=found.pk)


@by_own_link
@require_POST
def confirm(request: LinkRequest, link: SignedLink, chronology_id: UUID) -> HttpResponse:
    """The rows are right: they count once the return is signed."""
    asked, found = _found(link, chronology_id)
    try:
        check_can_confirm(found, queries.rows_of(found))
    except NotPossibleNow as why:
        return _rows(request, asked, found, problem=str(why))
    actions.confirm(request=asked, chronology=found, by=actor(link.pk), now=time.now())
    messages.success(request, f"{plural(found.rows, 'line')} confirmed.")
    return redirect("agency_returns:overview", token=request.link_token)


@by_own_link
@require_POST
def remove(request: LinkRequest, link: SignedLink, chronology_id: UUID) -> HttpResponse:
    """Take a chronology out of the return."""
    asked, found = _found(link, chronology_id)
    actions.remove(request=asked, chronology=found, by=actor(link.pk))
    messages.info(request, "The chronology was taken out of the return.")
    return redirect("agency_returns:chronologies", token=request.link_token)
