"""Filling the form: one page at a time, saved as you go."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import public
from irwell.accounts.actors import by_link as actor
from irwell.accounts.queries import partnership
from irwell.audit.actions import Actor
from irwell.core import time
from irwell.messaging.guard import LinkRequest, by_link
from irwell.messaging.models import SignedLink
from irwell.referrals import actions, forms, presenters, queries, rules
from irwell.referrals.models import Referral
from irwell.ui.forms import Form

REFERRAL = SignedLink.Purpose.REFERRAL


@public
def start(request: HttpRequest) -> HttpResponse:
    """Is a child in danger now? Only a “no” starts a referral."""
    form = forms.Danger(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["danger"] == "yes":
            return redirect("referrals:danger")
        _, token = actions.start(now=time.now())
        return redirect("referrals:page", token=token, page_id="referrer")
    return render(request, "referrals/start.html", {"form": form})


@public
@require_GET
def danger(request: HttpRequest) -> HttpResponse:
    return render(request, "referrals/danger.html", {"partnership": partnership()})


@by_link(REFERRAL)
def overview(request: LinkRequest, link: SignedLink) -> HttpResponse:
    """All pages and what is still missing: where a saved referral is taken up again."""
    referral = queries.draft(link.about_id)
    shown = {
        "referral": referral,
        "token": request.link_token,
        "sections": presenters.sections(referral.answers),
    }
    return render(request, "referrals/overview.html", shown)


@by_link(REFERRAL)
def page(request: LinkRequest, link: SignedLink, page_id: str, number: int = 0) -> HttpResponse:
    """One page. `number` chooses the entry of a repeat page; one past the last adds an entry."""
    referral, current = queries.draft(link.about_id), rules.page(page_id)
    if current is None or referral.status != Referral.Status.DRAFT:
        raise Http404
    entries = current.entries(referral.answers)
    initial = forms.as_initial(current, entries[number] if number < len(entries) else {})
    form = forms.page_form(current)(request.POST or None, initial=initial)
    stale = False
    if request.method == "POST":
        if form.is_valid():
            value: Any = forms.as_answers(form.cleaned_data)
            if current.repeat:
                value = [*entries[:number], value, *entries[number + 1 :]]
            try:
                return _saved(request, referral, current, value, actor(link.pk))
            except actions.Stale:
                stale = True
        actions.keep_typed(referral=referral, page_id=page_id, typed=dict(request.POST.lists()))
    return _show_page(request, referral, current, form, number, stale)


def _show_page(
    request: LinkRequest,
    referral: Referral,
    current: rules.Page,
    form: Form,
    number: int,
    stale: bool,
) -> HttpResponse:
    fresh = queries.draft(referral.pk)
    saved = presenters.sections({current.id: fresh.answers.get(current.id)}) if stale else ()
    shown = {
        "form": form, "page": current, "referral": fresh, "token": request.link_token, "stale": stale,
        "saved": next((s for s in saved if s.page.id == current.id), None), "number": number,
        "autosave": reverse("referrals:autosave", args=[request.link_token, current.id]),
    }  # fmt: skip
    return render(
        request,
        "referrals/page.html",
        shown,
        status=409 if stale else (422 if form.errors else 200),
    )


def _saved(
    request: LinkRequest, referral: Referral, current: rules.Page, value: Any, by: Actor
) -> HttpResponse:
    version = int(request.POST.get("version") or 0)
    saved = actions.save_page(
        referral=referral, page_id=current.id, value=value, version=version, by=by
    )
    token = request.link_token
    if current.id == "referrer":
        url = request.build_absolute_uri(reverse("referrals:overview", args=[token]))
        actions.send_return_link(referral=saved, url=url, by=by)
    if current.id == "lead" and value.get("lead_email"):
        url = request.build_absolute_uri(reverse("referrals:endorse", args=["TOKEN"])).replace(
            "TOKEN", "{token}"
        )
        actions.invite_endorsement(
            referral=saved, email=value["lead_email"], link_url=url, by=by, now=time.now()
        )
    if current.repeat:
        return redirect("referrals:entries", token=token, page_id=current.id)
    after = rules.following(current.id)
    if request.POST.get("then") == "overview" or after is None:
        return redirect("referrals:check" if after is None else "referrals:overview", token=token)
    return redirect("referrals:page", token=token, page_id=after.id)


@by_link(REFERRAL)
@require_GET
def entries(request: LinkRequest, link: SignedLink, page_id: str) -> HttpResponse:
    """The entries of a repeat page: change one, add another, go on."""
    referral, current = queries.draft(link.about_id), rules.page(page_id)
    if current is None or not current.repeat:
        raise Http404
    found = current.entries(referral.answers)
    after = rules.following(page_id)
    shown = {
        "page": current,
        "found": found,
        "token": request.link_token,
        "after": after,
        "next": len(found),
    }
    return render(request, "referrals/entries.html", shown)


@by_link(REFERRAL)
@require_POST
def remove_entry(request: LinkRequest, link: SignedLink, page_id: str, number: int) -> HttpResponse:
    referral, current = queries.draft(link.about_id), rules.page(page_id)
    if current is None or not current.repeat:
        raise Http404
    kept = [e for i, e in enumerate(current.entries(referral.answers)) if i != number]
    actions.save_page(
        referral=referral, page_id=page_id, value=kept, version=referral.version, by=actor(link.pk)
    )
    return redirect("referrals:entries", token=request.link_token, page_id=page_id)


@by_link(REFERRAL)
@require_POST
def autosave(request: LinkRequest, link: SignedLink, page_id: str) -> HttpResponse:
    """Keep what is typed while it is typed (a little JavaScript calls this; the form works without)."""
    referral = queries.draft(link.about_id)
    actions.keep_typed(referral=referral, page_id=page_id, typed=dict(request.POST.lists()))
    return JsonResponse({"kept": True})


@by_link(REFERRAL)
def check(request: LinkRequest, link: SignedLink) -> HttpResponse:
    """Check your answers, then send. Sending twice shows the same receipt."""
    referral = queries.draft(link.about_id)
    if request.method == "POST":
        actions.submit(referral=referral, by=actor(link.pk), now=time.now())
        return redirect("referrals:receipt", token=request.link_token)
    shown = {
        "referral": referral, "token": request.link_token, "sections": presenters.sections(referral.answers),
        "gaps": rules.missing(referral.answers),
    }  # fmt: skip
    return render(request, "referrals/check.html", shown)


@by_link(REFERRAL)
@require_GET
def receipt(request: LinkRequest, link: SignedLink) -> HttpResponse:
    referral = queries.draft(link.about_id)
    return render(
        request, "referrals/receipt.html", {"referral": referral, "partnership": partnership()}
    )
