"""Terms of reference."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.access.policies import can
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases.models import Case
from irwell.core import time
from irwell.documents.rules import KINDS
from irwell.documents.views import as_attachment
from irwell.documents.word import render_word
from irwell.reviews import actions, forms, presenters, queries, rules
from irwell.reviews.views.base import asked, review_or_404, shown
from irwell.ui.forms import took


@on_case(Permission.READ_RETURNS)
@require_GET
def overview(request: PersonRequest, case: Case) -> HttpResponse:
    """Headings, key lines, versions, agreement."""
    review = review_or_404(case)
    terms = queries.current_terms(review)
    waits = terms is not None and terms.agreed_at is None
    drafting = (
        case.state == "scoping"
        and not waits
        and can(request.user, Permission.MANAGE_REVIEW, case_id=case.pk)
    )
    return shown(
        request, case, "terms", "reviews:terms", review=review, terms=terms, drafting=drafting,
        rows=presenters.section_rows(case, review, drafting=drafting), versions=review.terms_versions.all(), key_lines=review.key_lines.all(),
        partners=presenters.partner_rows(list(terms.agreements.select_related("by")) if terms else []),
        source=rules.data()["terms_source"],
    )  # fmt: skip


@on_case(Permission.MANAGE_REVIEW)
def section(request: PersonRequest, case: Case, section_id: str) -> HttpResponse:
    """One heading; a text saved by somebody else meanwhile is shown beside one’s own."""
    review, known = review_or_404(case), rules.section(section_id)
    if known is None:
        raise Http404
    saved = review.terms.get(section_id, "")
    proposed = presenters.default_texts(case, review)[section_id]
    form = forms.Section(request.POST or None, initial={"text": saved or proposed})
    theirs = ""
    try:
        if took(
            request,
            form,
            lambda: actions.save_section(
                case=case,
                section_id=section_id,
                by=request.user,
                now=time.now(),
                **form.cleaned_data,
            ),
        ):
            return redirect("reviews:terms", case_id=case.pk)
    except actions.Stale as stale:
        theirs = stale.saved
    return shown(
        request, case, "section", "reviews:terms", form=form, section=known, theirs=theirs, was=theirs or saved,
        **({"status": 409} if theirs else {}),
    )  # fmt: skip


@on_case(Permission.MANAGE_REVIEW)
def add_key_line(request: PersonRequest, case: Case) -> HttpResponse:
    form = forms.KeyLine(request.POST or None, agencies=queries.agencies_reviewed(case))
    if took(
        request, form, lambda: actions.add_key_line(case=case, by=request.user, **form.answers)
    ):
        return redirect("reviews:terms", case_id=case.pk)
    return asked(
        request, case, form, title="Add a key line of enquiry", back="reviews:terms", button="Add"
    )


@on_case(Permission.MANAGE_REVIEW)
@require_POST
def remove_key_line(request: PersonRequest, case: Case, line_id: UUID) -> HttpResponse:
    actions.remove_key_line(case=case, line_id=line_id, by=request.user)
    return redirect("reviews:terms", case_id=case.pk)


@on_case(Permission.MANAGE_REVIEW)
@require_POST
def put(request: PersonRequest, case: Case) -> HttpResponse:
    actions.put_terms(case=case, by=request.user, now=time.now())
    return redirect("reviews:terms", case_id=case.pk)


@on_case(Permission.MANAGE_REVIEW)
@require_POST
def withdraw(request: PersonRequest, case: Case) -> HttpResponse:
    actions.withdraw_terms(case=case, by=request.user, now=time.now())
    return redirect("reviews:terms", case_id=case.pk)


@on_case(Permission.SIGN_OFF)
@require_POST
def agree(request: PersonRequest, case: Case) -> HttpResponse:
    actions.agree_terms(case=case, by=request.user, now=time.now())
    return redirect("reviews:terms", case_id=case.pk)


@on_case(Permission.COMMISSION)
def change(request: PersonRequest, case: Case) -> HttpResponse:
    """Change the scope after agreement."""
    form = forms.Reason(
        request.POST or None, label="Why does the scope change?", error="Say why the scope changes"
    )
    if took(
        request,
        form,
        lambda: actions.change_scope(
            case=case, reason=form.cleaned_data["text"], by=request.user, now=time.now()
        ),
    ):
        return redirect("reviews:terms", case_id=case.pk)
    return asked(
        request, case, form, title="Change the scope", back="reviews:terms", button="Reopen the terms of reference",
        lede="The agreed version is kept. The three partners agree the changed one again.",
    )  # fmt: skip


@on_case(Permission.READ_RETURNS)
@require_GET
def word(request: PersonRequest, case: Case, version: int) -> HttpResponse:
    """The terms as a Word document: a version, or the draft (0)."""
    review = review_or_404(case)
    terms = review.terms_versions.filter(version=version).first()
    if version and terms is None:
        raise Http404
    words = presenters.terms_words(case, review, terms)
    data = render_word("irwell.reviews", "terms.docx", words, title="Terms of reference")
    audit.record(Event.EXPORTED, by=request.user, case_id=case.pk, about=review, version=version)
    name = f"{case.reference} terms of reference {version or 'draft'}.docx"
    return as_attachment(data, name, KINDS["docx"].media_type)
