"""Fact check: those who run it, and the checker who comes by a link."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.accounts.actors import by_link as actor
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases.models import Case
from irwell.core import time
from irwell.documents.actions import open_document
from irwell.documents.views import as_attachment
from irwell.messaging.guard import LinkRequest, by_link
from irwell.messaging.models import SignedLink
from irwell.reviews import actions, forms, queries
from irwell.reviews.models import FactCheckComment, FactCheckInvitation, FamilyReading
from irwell.reviews.views.base import asked, review_or_404, shown
from irwell.ui.forms import took


@on_case(Permission.READ_RETURNS)
@require_GET
def overview(request: PersonRequest, case: Case) -> HttpResponse:
    """Who was asked, what was said, what is still to be answered."""
    review = review_or_404(case)
    comments = FactCheckComment.objects.filter(report__review=review).select_related("report", "by")
    report = queries.latest_report(review)
    return shown(
        request, case, "fact_check", "reviews:fact_check", review=review, report=report, comments=comments,
        waiting=comments.filter(answered_at=None).count(), open=case.state == "fact_check",
        drafting=case.state == "drafting", invitations=report.invitations.all() if report else [],
        readings=FamilyReading.objects.filter(report__review=review).select_related("report"),
    )  # fmt: skip


@on_case(Permission.WRITE_REVIEW)
@require_POST
def send(request: PersonRequest, case: Case) -> HttpResponse:
    actions.send_for_check(case=case, by=request.user, now=time.now())
    return redirect("reviews:fact_check", case_id=case.pk)


@on_case(Permission.WRITE_REVIEW)
def invite(request: PersonRequest, case: Case) -> HttpResponse:
    """Ask somebody to check facts."""
    report = queries.latest_report(review_or_404(case))
    form = forms.Invite(request.POST or None, report=report)
    url = request.build_absolute_uri(reverse("reviews:check", args=["TOKEN"])).replace(
        "TOKEN", "{token}"
    )
    if took(
        request,
        form,
        lambda: actions.invite_checker(
            case=case, link_url=url, by=request.user, now=time.now(), **form.cleaned_data
        ),
    ):
        return redirect("reviews:fact_check", case_id=case.pk)
    lede = "They get a link that opens their part of this version, numbered by paragraph, and no more. They need no account."
    return asked(
        request,
        case,
        form,
        title="Ask somebody to check facts",
        back="reviews:fact_check",
        button="Send the link",
        lede=lede,
    )


@on_case(Permission.WRITE_REVIEW)
def note(request: PersonRequest, case: Case) -> HttpResponse:
    """Note a comment that came by another way."""
    report = queries.latest_report(review_or_404(case))
    form = forms.CommentForm(request.POST or None)

    def act() -> object:
        said = form.cleaned_data
        return report and actions.comment(
            report=report,
            who=said["who"],
            place=said["place"],
            text=said["comment"],
            by=request.user,
        )

    if took(request, form, act):
        return redirect("reviews:fact_check", case_id=case.pk)
    return asked(
        request, case, form, title="Note a comment", back="reviews:fact_check", button="Note it"
    )


@on_case(Permission.WRITE_REVIEW)
def answer(request: PersonRequest, case: Case, comment_id: UUID) -> HttpResponse:
    """Answer a comment."""
    rows = FactCheckComment.objects.filter(report__review=review_or_404(case))
    row = get_object_or_404(rows, pk=comment_id)
    started = {"text": row.answer, "outcome": row.outcome}
    form = forms.Answer(request.POST or None, initial=started)
    if took(
        request,
        form,
        lambda: actions.answer_comment(
            case=case,
            row=row,
            answer=form.cleaned_data["text"],
            outcome=form.cleaned_data["outcome"],
            by=request.user,
            now=time.now(),
        ),
    ):
        return redirect("reviews:fact_check", case_id=case.pk)
    return asked(
        request, case, form, title="Answer a comment", back="reviews:fact_check", button="Save the answer",
        quoted=row.comment, quoted_from=f"{row.who}, {row.place}",
    )  # fmt: skip


@on_case(Permission.WRITE_REVIEW)
def family_reading(request: PersonRequest, case: Case) -> HttpResponse:
    """Record that somebody of the family read the report."""
    review_or_404(case)
    form = forms.Reading(request.POST or None)
    if took(
        request,
        form,
        lambda: actions.record_family_reading(case=case, by=request.user, **form.cleaned_data),
    ):
        return redirect("reviews:fact_check", case_id=case.pk)
    return asked(
        request, case, form, title="The family read the report", back="reviews:fact_check", button="Record it",
        lede="It is recorded against the latest version. Give time enough, in a place and with the support that they choose.",
    )  # fmt: skip


@on_case(Permission.WRITE_REVIEW)
def silence(request: PersonRequest, case: Case, invitation_id: UUID) -> HttpResponse:
    """Record why an answer is not waited for."""
    rows = FactCheckInvitation.objects.filter(report__review=review_or_404(case))
    row = get_object_or_404(rows, pk=invitation_id)
    form = forms.Reason(
        request.POST or None, label="Why is the answer not waited for?", error="Say why"
    )
    if took(
        request,
        form,
        lambda: actions.record_silence(
            case=case, invitation=row, reason=form.cleaned_data["text"], by=request.user
        ),
    ):
        return redirect("reviews:fact_check", case_id=case.pk)
    return asked(
        request, case, form, title="No answer came", back="reviews:fact_check", button="Record it"
    )


@on_case(Permission.MANAGE_REVIEW)
@require_POST
def back_to_drafting(request: PersonRequest, case: Case) -> HttpResponse:
    actions.return_to_drafting(case=case, by=request.user, now=time.now())
    return redirect("reviews:report", case_id=case.pk)


@on_case(Permission.MANAGE_REVIEW)
@require_POST
def put(request: PersonRequest, case: Case) -> HttpResponse:
    url = request.build_absolute_uri(reverse("reviews:approval", args=[case.pk]))
    actions.put_to_partners(case=case, page_url=url, by=request.user, now=time.now())
    return redirect("reviews:approval", case_id=case.pk)


@by_link(SignedLink.Purpose.FACT_CHECK)
def check(request: LinkRequest, link: SignedLink) -> HttpResponse:
    """The draft’s words for one checker, who comments by paragraph number."""
    invitation = queries.invitation(link.about_id)
    report, by = invitation.report, actor(link.pk)
    form = forms.CheckersComment(
        request.POST if "comment" in request.POST else None,
        initial={"paragraph": request.GET.get("paragraph", "")[:6]},
    )

    def act() -> object:
        said = form.cleaned_data
        place = f"paragraph {said['paragraph']}"
        return actions.comment(
            report=report,
            who=invitation.who,
            place=place,
            text=said["comment"],
            by=by,
            invitation=invitation,
        )

    if took(request, form, act):
        return redirect("reviews:check", token=request.link_token)
    audit.record(Event.FILE_OPENED, by=by, case_id=report.review.case_id, about=report.document)
    words = {
        "form": form, "invitation": invitation, "token": request.link_token, "report": report,
        "paragraphs": queries.part_shown(invitation), "comments": invitation.comments.all(),
        "commenting": invitation.finished_at is None,
    }  # fmt: skip
    return render(request, "reviews/check.html", words, status=422 if form.errors else 200)


@by_link(SignedLink.Purpose.FACT_CHECK)
@require_GET
def picture(request: LinkRequest, link: SignedLink, number: int) -> HttpResponse:
    """A picture of their own part of the draft, by the number of its paragraph."""
    invitation = queries.invitation(link.about_id)
    found = queries.picture_shown(invitation, number)
    if found is None:
        raise Http404
    data = open_document(document=found.document, by=actor(link.pk))
    return as_attachment(data, f"picture-{number}.png", found.document.media_type)


@by_link(SignedLink.Purpose.FACT_CHECK)
@require_POST
def finished(request: LinkRequest, link: SignedLink) -> HttpResponse:
    actions.finish_checking(
        invitation=queries.invitation(link.about_id), by=actor(link.pk), now=time.now()
    )
    return redirect("reviews:check", token=request.link_token)
