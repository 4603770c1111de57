"""The report written in the browser: its outline, its sections, its versions."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases.models import Case
from irwell.core import time
from irwell.documents.actions import open_document
from irwell.documents.views import as_attachment
from irwell.reviews import actions, forms, presenters, queries, rules
from irwell.reviews.models import Draft, SectionWriting
from irwell.reviews.presenters import drafting as shown_as
from irwell.reviews.queries import drafting
from irwell.reviews.views.base import review_or_404, shown
from irwell.ui.forms import took

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _draft_or_404(case: Case) -> Draft:
    draft = drafting.draft_of(review_or_404(case))
    if draft is None:
        raise Http404
    return draft


def _section_or_404(draft: Draft, section: int) -> rules.ReportSection:
    found = drafting.section_in(draft, section)
    if found is None:
        raise Http404
    return found


@on_case(Permission.READ_RETURNS)
@require_GET
def outline(request: PersonRequest, case: Case) -> HttpResponse:
    """The draft section by section; before it is begun, the kinds of reports."""
    review = review_or_404(case)
    draft = drafting.draft_of(review)
    if draft is not None:
        audit.record(Event.CASE_READ, by=request.user, case_id=case.pk, about=draft)
    return shown(
        request, case, "outline", "reviews:report", review=review, draft=draft, writes=case.state == "drafting",
        outline=shown_as.outline(draft, request.user) if draft else None, templates=rules.templates(),
        latest=queries.latest_report(review), form=forms.KeepVersion(), adding=forms.AddSection(),
        markers=presenters.markers_of(case, review),
    )  # fmt: skip


@on_case(Permission.WRITE_REVIEW)
@require_POST
def begin(request: PersonRequest, case: Case) -> HttpResponse:
    """Begin with a template, or go on from the latest version."""
    try:
        actions.begin_draft(
            case=case, template=request.POST.get("template", ""), by=request.user, now=time.now()
        )
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    return redirect("reviews:write", case_id=case.pk)


@on_case(Permission.READ_RETURNS)
@require_GET
def section(request: PersonRequest, case: Case, section: int) -> HttpResponse:
    """A section to read, with its checks, comments and findings beside it."""
    draft = _draft_or_404(case)
    found = _section_or_404(draft, section)
    audit.record(Event.CASE_READ, by=request.user, case_id=case.pk, about=draft)
    holder = drafting.holder_of(draft, section)
    return shown(
        request, case, "draft_section", "reviews:report", draft=draft, holder=holder,
        mine=holder is not None and holder.by_id == request.user.pk, writes=case.state == "drafting",
        page=shown_as.section_page(case, draft.review, draft, found),
    )  # fmt: skip


@on_case(Permission.WRITE_REVIEW)
@require_POST
def hold(request: PersonRequest, case: Case, section: int) -> HttpResponse:
    """Open a section to write in it, or take it over."""
    act = actions.take_over if request.POST.get("step") == "take_over" else actions.open_section
    act(case=case, section=section, by=request.user, now=time.now())
    return redirect("reviews:write_boxes", case_id=case.pk, section=section)


@on_case(Permission.WRITE_REVIEW)
def boxes(request: PersonRequest, case: Case, section: int) -> HttpResponse:
    """The section's boxes. Two people who write at once are told and see both texts."""
    draft = _draft_or_404(case)
    found = _section_or_404(draft, section)
    own = drafting.writing_of(draft, section, request.user)
    if own is None:
        return redirect("reviews:write_section", case_id=case.pk, section=section)
    if request.method == "POST":
        return _sent(request, case, draft, found)
    return _boxes(request, case, found, own)


def _boxes(
    request: PersonRequest,
    case: Case,
    section: rules.ReportSection,
    own: SectionWriting,
    **words: Any,
) -> HttpResponse:
    rows = shown_as.rows_shown(section, own)
    return shown(
        request, case, "write_section", "reviews:report", section=section, own=own,
        boxes=shown_as.boxes_of(section, own, rows, request.user), checks=rules.section_checks(section),
        hint=shown_as.hint_of(section), **words,
    )  # fmt: skip


def _typed(request: PersonRequest) -> rules.Typed:
    return {name: request.POST.getlist(name) for name in rules.COLUMNS}


def _sent(
    request: PersonRequest, case: Case, draft: Draft, section: rules.ReportSection
) -> HttpResponse:
    """Save, or move a box up or down; what was typed is kept whatever happens."""
    step, typed = request.POST.get("step", "save"), _typed(request)
    said: dict[str, Any] = {
        "case": case,
        "section": section.id,
        "by": request.user,
        "now": time.now(),
    }
    if step != "save":
        rows = rules.moved(rules.rows_from(typed), step)
        actions.keep_typed(typed=rules.as_typed(rows), **said)
        return redirect("reviews:write_boxes", case_id=case.pk, section=section.id)
    try:
        saved = actions.save_part_of_draft(typed=typed, basis=request.POST.get("basis", ""), **said)
    except (actions.StaleSection, ValidationError) as error:
        draft.refresh_from_db()
        now_there = drafting.section_in(draft, section.id) or section
        own = drafting.writing_of(draft, section.id, request.user)
        assert own is not None
        problem = " ".join(error.messages) if isinstance(error, ValidationError) else ""
        return _boxes(
            request, case, now_there, own, problem=problem, status=422 if problem else 409
        )
    if lost := saved and rules.marks_lost(section.parts, saved.parts):
        messages.info(
            request, f"Bold or italic words were changed in {lost} places and are plain now."
        )
    messages.success(request, "Saved.")
    return redirect("reviews:write_section", case_id=case.pk, section=section.id)


@on_case(Permission.WRITE_REVIEW)
@require_POST
def keep(request: PersonRequest, case: Case, section: int) -> HttpResponse:
    """Keep what is typed while it is typed."""
    actions.keep_typed(
        case=case, section=section, typed=_typed(request), by=request.user, now=time.now()
    )
    return JsonResponse({"kept": True})


@on_case(Permission.WRITE_REVIEW)
@require_POST
def let_go(request: PersonRequest, case: Case, section: int) -> HttpResponse:
    actions.let_go(case=case, section=section, by=request.user)
    return redirect("reviews:write_section", case_id=case.pk, section=section)


@on_case(Permission.WRITE_REVIEW)
@require_POST
def add(request: PersonRequest, case: Case) -> HttpResponse:
    """A new section at the end."""
    form = forms.AddSection(request.POST)
    if took(request, form, lambda: actions.add_section(
        case=case, title=form.cleaned_data["title"], after=-1, by=request.user, now=time.now()
    )):  # fmt: skip
        return redirect("reviews:write", case_id=case.pk)
    messages.warning(request, "Give the new section a heading.")
    return redirect("reviews:write", case_id=case.pk)


@on_case(Permission.WRITE_REVIEW)
@require_POST
def arrange(request: PersonRequest, case: Case, section: int) -> HttpResponse:
    """Move a section up or down, or remove it."""
    step = request.POST.get("step")
    if step == "remove":
        actions.remove_section(case=case, section=section, by=request.user, now=time.now())
        messages.success(request, "Removed. Versions that hold the section are kept.")
    else:
        actions.move_section(
            case=case, section=section, up=step == "up", by=request.user, now=time.now()
        )
    return redirect("reviews:write", case_id=case.pk)


@on_case(Permission.WRITE_REVIEW)
@require_POST
def keep_version(request: PersonRequest, case: Case) -> HttpResponse:
    """The draft becomes the next version."""
    form = forms.KeepVersion(request.POST)
    if took(request, form, lambda: actions.make_version(
        case=case, note=form.cleaned_data["note"], by=request.user, now=time.now()
    )):  # fmt: skip
        return redirect("reviews:report", case_id=case.pk)
    messages.warning(request, " ".join(str(e) for errors in form.errors.values() for e in errors))
    return redirect("reviews:write", case_id=case.pk)


@on_case(Permission.READ_RETURNS)
@require_GET
def word(request: PersonRequest, case: Case) -> HttpResponse:
    """The draft as Word, to go on there and bring back."""
    draft = _draft_or_404(case)
    audit.record(Event.EXPORTED, by=request.user, case_id=case.pk, about=draft, kind="docx")
    parts = rules.parts_from(draft.parts)
    data = rules.word_of(parts, drafting.pictures_in(draft.review, parts))
    return as_attachment(data, "report-draft.docx", WORD)


@on_case(Permission.READ_RETURNS)
@require_GET
def picture(request: PersonRequest, case: Case, asset: str) -> HttpResponse:
    """A picture that the report carries, for the pages that show it."""
    found = drafting.picture_of(review_or_404(case), asset)
    if found is None:
        raise Http404
    data = open_document(document=found.document, by=request.user)
    return as_attachment(data, found.document.file_name, found.document.media_type)


@on_case(Permission.READ_RETURNS)
@require_GET
def edition(request: PersonRequest, case: Case, number: int) -> HttpResponse:
    """A version in full and as it goes on to be made safe, side by side."""
    report = queries.report_numbered(review_or_404(case), number)
    if report is None:
        raise Http404
    audit.record(Event.FILE_OPENED, by=request.user, case_id=case.pk, about=report.document)
    href = reverse("reviews:report", args=[case.pk])
    return shown(
        request,
        case,
        "edition",
        "reviews:report",
        report=report,
        pairs=shown_as.pairs(report),
        back=href,
    )
