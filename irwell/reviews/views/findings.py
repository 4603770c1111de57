"""Findings with their chronology lines, and recommendations."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.cases.models import Case
from irwell.combined_chronology.queries import (
    documents_to_quote,
    observation_of,
    pseudonym_key,
    timeline_of,
)
from irwell.core import time
from irwell.reviews import actions, forms, presenters, queries, rules
from irwell.reviews.models import Finding
from irwell.reviews.views.base import asked, review_or_404, shown
from irwell.ui.forms import took


@on_case(Permission.READ_RETURNS)
@require_GET
def listing(request: PersonRequest, case: Case) -> HttpResponse:
    """Every finding with the lines it rests on."""
    review = review_or_404(case)
    found = presenters.with_lines(case, list(review.findings.prefetch_related("recommendations")))
    return shown(
        request, case, "findings", "reviews:findings", review=review, found=found,
        writes=case.state in rules.WRITING, markers=presenters.markers_of(case, review),
    )  # fmt: skip


@on_case(Permission.WRITE_REVIEW)
def one(request: PersonRequest, case: Case, number: int = 0) -> HttpResponse:
    """Write a finding and choose its lines; searching keeps what is typed and what is chosen."""
    review = review_or_404(case)
    finding = queries.finding_numbered(review, number) if number else None
    if number and finding is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    timeline = timeline_of(case)
    key = str((posted or request.GET).get("observation", ""))
    begun = _begun(case, finding, key)
    form = forms.FindingForm(
        posted,
        agencies=timeline.agencies,
        documents=documents_to_quote(request.user, case),
        initial=begun.initial,
    )
    chosen = posted.getlist("line") if posted else list(begun.entry_ids)
    quoted = list(posted.getlist("passage") if posted else begun.quotes)

    def act() -> object:
        answers = form.cleaned_data
        return actions.record_finding(
            case=case,
            title=answers["title"],
            text=answers["text"],
            sides=form.sides,
            entry_ids=chosen,
            quotes=rules.quotes_from([*quoted, _newly_quoted(answers)]),
            by=request.user,
            finding=finding,
            observation=key,
            now=time.now(),
        )

    saving = posted is not None and posted.get("step") == "save"
    if saving and took(request, form, act):
        return redirect("reviews:findings", case_id=case.pk)
    if posted is not None and posted.get("step") == "quote" and form.is_valid():
        _quote(request, case, form, finding, quoted)
    return _finding_page(request, case, form, finding, chosen, key, quoted=quoted)


def _newly_quoted(answers: dict[str, Any]) -> str:
    """What stands in the boxes for a passage, as one more of them."""
    return (
        f"{answers['document']}|{' '.join(answers['quote'].split())}"
        if answers["quote"].strip()
        else ""
    )


def _quote(
    request: PersonRequest,
    case: Case,
    form: forms.FindingForm,
    finding: Finding | None,
    quoted: list[str],
) -> None:
    """The passage in the boxes joins the finding's, once its words were found in the document."""
    line = _newly_quoted(form.cleaned_data)
    try:
        actions.passages_quoted(case, rules.quotes_from([line]), finding, request.user)
    except ValidationError as error:
        form.add_error("quote", error)
        return
    if line:
        quoted += [line] if line not in quoted else []
        emptied = request.POST.copy()
        emptied["quote"] = ""
        form.data = emptied


@dataclass(frozen=True)
class Begun:
    """What a finding's page begins with."""

    initial: dict[str, str]
    entry_ids: tuple[str, ...]
    quotes: tuple[str, ...] = ()


def _begun(case: Case, finding: Finding | None, key: str) -> Begun:
    """A finding as it stands, or an observation of the chronology in labels, with its lines as evidence."""
    if finding is not None:
        written = {"title": finding.title, "text": finding.text, **finding.sides}
        quotes = tuple(f"{row['document_id']}|{row['words']}" for row in finding.passages)
        return Begun(written, tuple(row["entry_id"] for row in finding.evidence), quotes)
    observed = observation_of(case, key) if key else None
    if observed is None:
        return Begun({}, ())
    shown = observed.in_words(pseudonym_key(case).apply)
    return Begun({"title": shown.title[:300], "text": shown.sentence}, observed.entries)


def _finding_page(
    request: PersonRequest,
    case: Case,
    form: forms.FindingForm,
    finding: Finding | None,
    chosen: list[str],
    key: str,
    *,
    quoted: Sequence[str],
) -> HttpResponse:
    timeline = timeline_of(case)
    answers = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found, total = queries.lines_found(
        timeline, agency=answers.get("agency", ""), words=answers.get("words", ""),
        since=answers.get("since"), until=answers.get("until"),
    )  # fmt: skip
    evidence = actions.evidence_of(timeline, chosen, finding)
    kept, more = presenters.picks(found, evidence, chosen)
    return shown(
        request, case, "finding", "reviews:findings", form=form, finding=finding, kept=kept, more=more, total=total,
        lines=len(timeline.entries), observation=key, quoted=presenters.quoted(request.user, case, quoted),
        step="quote" if form.errors.get("quote") else "",
    )  # fmt: skip


@on_case(Permission.READ_RETURNS)
@require_GET
def recommendations(request: PersonRequest, case: Case) -> HttpResponse:
    """Every recommendation, to whom, and what it is to change."""
    review = review_or_404(case)
    return shown(
        request, case, "recommendations", "reviews:recommendations", review=review,
        found=presenters.with_hints(list(queries.recommendations_of(case))),
        writes=case.state in actions.RECOMMENDING, theme_source=rules.data()["themes_source"],
    )  # fmt: skip


@on_case(Permission.WRITE_REVIEW)
def recommendation(request: PersonRequest, case: Case, number: int = 0) -> HttpResponse:
    """Write or change a recommendation."""
    review = review_or_404(case)
    row = get_object_or_404(queries.recommendations_of(case), number=number) if number else None
    initial = presenters.as_typed(row) if row else {}
    form = forms.RecommendationForm(request.POST or None, review=review, initial=initial)

    def act() -> object:
        answers = {**form.cleaned_data, "finding": form.found.get(form.cleaned_data["finding"])}
        return actions.record_recommendation(
            case=case, by=request.user, recommendation=row, now=time.now(), **answers
        )  # fmt: skip

    if took(request, form, act):
        return redirect("reviews:recommendations", case_id=case.pk)
    title = f"Change recommendation {row.number}" if row else "Add a recommendation"
    return asked(
        request, case, form, title=title, back="reviews:recommendations", button="Save",
        recommending=True, recommended=row.text if row else "",
    )  # fmt: skip


@on_case(Permission.WRITE_REVIEW)
def no_recommendations(request: PersonRequest, case: Case) -> HttpResponse:
    """Why there is none."""
    review = review_or_404(case)
    form = forms.Reason(
        request.POST or None, label="Why does this review make no recommendation?", error="Give the reason",
        initial={"text": review.no_recommendations},
    )  # fmt: skip
    if took(
        request,
        form,
        lambda: actions.record_no_recommendations(
            case=case, reason=form.cleaned_data["text"], by=request.user
        ),
    ):
        return redirect("reviews:recommendations", case_id=case.pk)
    return asked(
        request,
        case,
        form,
        title="No recommendation",
        back="reviews:recommendations",
        button="Save",
    )
