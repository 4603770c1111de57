"""The briefing of a case, and briefings for practitioners and for everybody."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case, public, requires
from irwell.access.permissions import Permission
from irwell.accounts.queries import partnership
from irwell.cases.models import Case
from irwell.core import time
from irwell.core.errors import NotPossibleNow
from irwell.documents.views import as_attachment
from irwell.learning import actions, forms, presenters, queries
from irwell.learning.models import Briefing, BriefingIssue
from irwell.learning.rules import LIMIT, Role, minutes, role, roles, words_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
KINDS = {"pdf": ("application/pdf", "pdf"), "docx": (WORD, "word"), "pptx": (SLIDES, "slides")}


def _found(case: Case) -> Briefing:
    briefing = queries.briefing_of(case)
    if briefing is None:
        raise Http404
    return briefing


@on_case(Permission.MANAGE_LEARNING)
@require_POST
def make(request: PersonRequest, case: Case) -> HttpResponse:
    """Draft the briefing from the published report."""
    actions.make_briefing(case=case, by=request.user, now=time.now())
    return redirect("learning:draft", case_id=case.pk)


@on_case(Permission.MANAGE_LEARNING)
def draft(request: PersonRequest, case: Case) -> HttpResponse:
    """Read and edit the draft; words that identify somebody are not kept."""
    briefing = _found(case)
    start = {"seen": briefing.edits, "title": briefing.title, **briefing.sections}
    form = forms.Draft(request.POST or None, initial=start)
    stale = False
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_briefing(
                briefing=briefing, title=form.cleaned_data["title"], sections=form.sections(),
                seen=form.cleaned_data["seen"], by=request.user, now=time.now(),
            )  # fmt: skip
            messages.success(request, "Kept, and nobody on the register was found in the words.")
            return redirect("learning:draft", case_id=case.pk)
        except actions.Stale:
            stale = True
        except (ValidationError, NotPossibleNow) as error:
            form.add_error(None, getattr(error, "messages", str(error)))
    return _show_draft(request, case, briefing, form, stale=stale)


def _show_draft(
    request: PersonRequest, case: Case, briefing: Briefing, form: forms.Draft, *, stale: bool
) -> HttpResponse:
    briefing.refresh_from_db()
    if stale:  # what was typed can be kept once both texts were seen
        typed = request.POST.copy()
        typed["seen"] = str(briefing.edits)
        form = forms.Draft(typed)
    count, issue = words_of(briefing.sections), queries.issue_of(case)
    shown = {
        "case": case, "briefing": briefing, "form": form, "stale": stale, "issue": issue, "limit": LIMIT,
        "words": count, "minutes": minutes(count), "parts": presenters.parts(briefing.sections),
        "changed": issue is None or actions.differs(briefing, issue),
        "loose": _without_passage(case, briefing), "roles": [one for one in roles() if briefing.roles.get(one.id)],
        "mine": briefing.edited_by_id == request.user.pk, "issues": briefing.issues.defer("pdf", "word"),
    }  # fmt: skip
    return render(
        request, "learning/draft.html", shown, status=409 if stale else 422 if form.errors else 200
    )


def _without_passage(case: Case, briefing: Briefing) -> list[str]:
    """Lines whose words are in no passage of the published report."""
    lines = presenters.lines_of(briefing.sections, briefing.roles)
    report, identifier = queries.public_report(case) or "", briefing.publication.identifier
    return presenters.without_passage(lines, presenters.hrefs_of(report, identifier, lines))


@on_case(Permission.MANAGE_LEARNING)
@require_POST
def issue(request: PersonRequest, case: Case) -> HttpResponse:
    """Issue the words as they stand."""
    try:
        actions.issue_briefing(briefing=_found(case), by=request.user, now=time.now())
    except actions.Leaks as leaks:
        raise NotPossibleNow(" ".join(leaks.messages)) from leaks
    messages.success(request, "The briefing is out. Everybody who reads briefings gets a message.")
    return redirect("learning:reach", case_id=case.pk)


@on_case(Permission.MANAGE_LEARNING)
@require_GET
def reach(request: PersonRequest, case: Case) -> HttpResponse:
    """Who has read it, by agency, without naming anybody."""
    briefing = _found(case)
    found = queries.reach(briefing)
    shown = {
        "case": case, "briefing": briefing, "issue": queries.issue_of(case), "reach": found,
        "agencies": presenters.reach_rows(found.by_agency), "uses": presenters.reach_rows(found.by_use),
        "shares": briefing.shares.select_related("by"), "columns": presenters.REACH, "use_columns": presenters.USED,
    }  # fmt: skip
    return render(request, "learning/reach.html", shown)


@on_case(Permission.MANAGE_LEARNING)
@require_POST
def remind(request: PersonRequest, case: Case) -> HttpResponse:
    count = actions.remind_readers(briefing=_found(case), by=request.user, now=time.now())
    messages.success(request, f"Reminded: {count}. Nobody is reminded twice in a week.")
    return redirect("learning:reach", case_id=case.pk)


def _issue_or_404(identifier: str) -> BriefingIssue:
    found = queries.issue_of_review(identifier)
    if found is None:
        raise Http404
    return found


def _read(issue: BriefingIssue, role: Role | None = None) -> presenters.BriefingPage:
    publication = issue.briefing.publication
    lines = presenters.lines_of(issue.sections, issue.roles)
    hrefs = presenters.hrefs_of(queries.report_page(publication), publication.identifier, lines)
    return presenters.briefing_page(
        issue, publication=publication, partnership=partnership(), hrefs=hrefs, role=role
    )


def _role_or_404(issue: BriefingIssue, role_id: str) -> Role:
    found = role(role_id)
    if found is None or not issue.roles.get(role_id):
        raise Http404
    return found


@requires(Permission.READ_BRIEFINGS)
@require_GET
def briefings(request: PersonRequest) -> HttpResponse:
    """Every briefing, and which of them the person has read."""
    read = queries.read_by(request.user)
    cards = presenters.cards(queries.issued(), name="learning:briefing", read=read)
    return render(request, "learning/briefings.html", {"cards": cards})


@requires(Permission.READ_BRIEFINGS)
def briefing(request: PersonRequest, identifier: str) -> HttpResponse:
    """One briefing, and the record that it was read."""
    found = _issue_or_404(identifier)
    reading = queries.reading_of(request.user, found.briefing)
    start = (
        {"used": reading.used, "reflection": reading.reflection, "shared": reading.shared}
        if reading
        else {}
    )
    form = forms.HaveRead(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        actions.record_reading(
            briefing=found.briefing, by=request.user, now=time.now(), **form.cleaned_data
        )
        messages.success(request, "Thank you. It is recorded that you have read this.")
        return redirect("learning:briefing", identifier=identifier)
    shown = {"page": _read(found), "form": form, "reading": reading}
    return render(request, "learning/briefing.html", shown, status=422 if form.errors else 200)


@public
@require_GET
def listed(request: PersonRequest) -> HttpResponse:
    """Briefings for everybody."""
    cards = presenters.cards(queries.issued(), name="learning:read")
    shown = {"cards": cards, "tracker_shown": partnership().public_tracker}
    return render(request, "learning/public.html", shown)


@public
@require_GET
def read(request: PersonRequest, identifier: str) -> HttpResponse:
    """One briefing for everybody."""
    return render(request, "learning/read.html", {"page": _read(_issue_or_404(identifier))})


@public
@require_GET
def for_role(request: PersonRequest, identifier: str, role_id: str) -> HttpResponse:
    """The version for one role: its own points and questions first."""
    found = _issue_or_404(identifier)
    return render(
        request, "learning/read.html", {"page": _read(found, _role_or_404(found, role_id))}
    )


@public
@require_GET
def role_file(request: PersonRequest, identifier: str, role_id: str, kind: str) -> HttpResponse:
    """The version for one role as PDF, Word or slides."""
    found = _issue_or_404(identifier)
    if kind not in KINDS:
        raise Http404
    data = actions.role_file(issue=found, role=_role_or_404(found, role_id), kind=kind)
    return as_attachment(data, f"briefing-{identifier}-{role_id}.{kind}", KINDS[kind][0])


@public
@require_GET
def file(request: PersonRequest, identifier: str, kind: str) -> HttpResponse:
    """The briefing as PDF, Word or slides."""
    found = _issue_or_404(identifier)
    if kind not in KINDS:
        raise Http404
    media_type, field = KINDS[kind]
    return as_attachment(bytes(getattr(found, field)), f"briefing-{identifier}.{kind}", media_type)


@public
@require_GET
def feed(request: PersonRequest) -> HttpResponse:
    """New briefings as Atom."""
    content = presenters.as_feed(
        queries.issued(), partnership=partnership(), site=settings.IRWELL_BASE_URL
    )
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
