"""The referral as a whole: where it stands, check your answers, send, receipt."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from irwell.accounts.actors import by_link as actor
from irwell.accounts.queries import partnership
from irwell.core import time
from irwell.messaging.guard import LinkRequest, by_link
from irwell.messaging.models import SignedLink
from irwell.referrals import actions, presenters, queries, rules

REFERRAL = SignedLink.Purpose.REFERRAL


@by_link(REFERRAL)
@require_GET
def overview(request: LinkRequest, link: SignedLink) -> HttpResponse:
    """All pages and what is still missing: where a saved referral is taken up again."""
    referral = queries.draft(link.about_id)
    shown = {
        "referral": referral, "token": request.link_token, "partnership": partnership(),
        "tasks": presenters.tasks(referral, queries.attachments(referral), request.link_token),
        "unread": presenters.unread(referral, request.link_token), "kept_until": link.expires_at,
        "word_form": queries.word_form(referral),
    }  # fmt: skip
    return render(request, "referrals/overview.html", shown)


@by_link(REFERRAL)
def check(request: LinkRequest, link: SignedLink) -> HttpResponse:
    """Check your answers, then send. Sending twice shows the same receipt."""
    referral = queries.draft(link.about_id)
    if request.method == "POST":
        actions.submit(referral=referral, by=actor(link.pk), now=time.now())
        return redirect("referrals:receipt", token=request.link_token)
    token = request.link_token
    shown = {
        "referral": referral, "token": token, "sections": presenters.sections(referral.answers),
        "gaps": rules.missing(referral.answers), "files": presenters.files(queries.attachments(referral)),
        "unsaved": presenters.unsaved(referral, token), "unread": presenters.unread(referral, token),
    }  # fmt: skip
    return render(request, "referrals/check.html", shown)


@by_link(REFERRAL)
@require_GET
def receipt(request: LinkRequest, link: SignedLink) -> HttpResponse:
    referral = queries.draft(link.about_id)
    if referral.submitted_at is None:
        return redirect("referrals:overview", token=request.link_token)
    shown = {"referral": referral, "partnership": partnership()}
    return render(request, "referrals/receipt.html", shown)
