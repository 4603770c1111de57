"""The report: beginning it, its versions, two of them side by side."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases.models import Case
from irwell.core import time
from irwell.reviews import actions, forms, presenters, queries, rules
from irwell.reviews.queries import drafting
from irwell.reviews.views.base import asked, review_or_404, shown
from irwell.ui.forms import took


@on_case(Permission.READ_RETURNS)
def overview(request: PersonRequest, case: Case) -> HttpResponse:
    """Every version, and the next one to upload."""
    review = review_or_404(case)
    posted = request.method == "POST"
    form = forms.Upload(request.POST, request.FILES) if posted else forms.Upload()
    if took(
        request,
        form,
        lambda: actions.upload_report(
            case=case,
            upload=form.cleaned_data["file"],
            note=form.cleaned_data["note"],
            by=request.user,
            now=time.now(),
        ),
    ):
        return redirect("reviews:report", case_id=case.pk)
    draft = drafting.draft_of(review)
    versions = list(review.reports.select_related("document", "by").order_by("-version"))
    return shown(
        request, case, "report", "reviews:report", form=form, review=review, versions=versions,
        begin=case.state == "evidence", writes=case.state == "drafting", draft=draft and draft.edited_at,
    )  # fmt: skip


@on_case(Permission.WRITE_REVIEW)
def begin(request: PersonRequest, case: Case) -> HttpResponse:
    """From evidence to drafting."""
    review_or_404(case)
    form = forms.Reason(
        request.POST or None, label="How were family and practitioners offered a part?",
        error="Say how family and practitioners were offered a part",
    )  # fmt: skip
    if took(
        request,
        form,
        lambda: actions.begin_report(
            case=case, participation=form.cleaned_data["text"], by=request.user, now=time.now()
        ),
    ):
        return redirect("reviews:report", case_id=case.pk)
    lede = "Who was invited, how, what support they had, and who took part. Those who chose not to were offered it all the same."
    return asked(
        request,
        case,
        form,
        title="Begin the report",
        back="reviews:report",
        button="Begin the report",
        lede=lede,
    )


@on_case(Permission.READ_RETURNS)
@require_GET
def version(request: PersonRequest, case: Case, number: int) -> HttpResponse:
    """The words of one version, numbered by paragraph."""
    report = queries.report_numbered(review_or_404(case), number)
    if report is None:
        raise Http404
    audit.record(Event.FILE_OPENED, by=request.user, case_id=case.pk, about=report.document)
    return shown(
        request,
        case,
        "version",
        "reviews:report",
        report=report,
        paragraphs=queries.lines_of(report),
        commenting=False,
    )


@on_case(Permission.READ_RETURNS)
@require_GET
def compare(request: PersonRequest, case: Case, old: int, new: int) -> HttpResponse:
    """Two versions, paragraph by paragraph."""
    review = review_or_404(case)
    older, newer = queries.report_numbered(review, old), queries.report_numbered(review, new)
    if older is None or newer is None:
        raise Http404
    for report in (older, newer):
        audit.record(Event.FILE_OPENED, by=request.user, case_id=case.pk, about=report.document)
    lines = rules.compare_parts(queries.numbered_in(older), queries.numbered_in(newer))
    changed = sum(1 for line in lines if line.kind != "same")
    return shown(
        request, case, "compare", "reviews:report", older=older, newer=newer, blocks=presenters.comparison(lines),
        changed=changed,
    )  # fmt: skip
