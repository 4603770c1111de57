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
from irwell.referrals.views.place import Place, place_in
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
    shown = {"form": form, "partnership": partnership()}
    return render(request, "referrals/start.html", shown, status=422 if form.errors else 200)


@public
@require_GET
def danger(request: HttpRequest) -> HttpResponse:
    return render(request, "referrals/danger.html", {"partnership": partnership()})


@by_link(REFERRAL)
def page(request: LinkRequest, link: SignedLink, page_id: str, number: int = 0) -> HttpResponse:
    """One page. `number` chooses the entry of a repeat page; one past the last adds an entry."""
    referral = queries.draft(link.about_id)
    place = place_in(referral, page_id, number, request.POST)
    if place is None:
        raise Http404
    if request.method != "POST":
        return _show_kept(request, referral, place)
    form = forms.page_form(place.page)(request.POST)
    stale = False
    if form.is_valid():
        try:
            return _saved(request, referral, place, forms.as_answers(form.cleaned_data), actor(link.pk))  # fmt: skip
        except actions.Stale:
            stale = True
    actions.keep_typed(
        referral=referral, place=place.name, sitting=place.sitting, version=place.version,
        typed=forms.as_typed(place.page, request.POST),
    )  # fmt: skip
    status = 409 if stale else 422
    return _show(request, referral, place, form, changed=stale, status=status)


def _show_kept(request: LinkRequest, referral: Referral, place: Place) -> HttpResponse:
    """The page as it was left: what was typed and not saved comes before what was saved."""
    if referral.status != Referral.Status.DRAFT:
        return redirect("referrals:overview", token=request.link_token)
    kept = rules.latest_typed(referral.typed, place.name)
    initial = forms.as_initial(place.page, place.entry)
    if kept:
        initial, place = forms.from_typed(place.page, kept.fields), place.resumed(kept)
    form = forms.page_form(place.page)(initial=initial)
    changed = place.version < referral.changed.get(place.page.id, 0)
    return _show(request, referral, place, form, changed=changed, resumed=kept is not None)


def _show(
    request: LinkRequest, referral: Referral, place: Place, form: Form, *, changed: bool,
    resumed: bool = False, status: int = 200,
) -> HttpResponse:  # fmt: skip
    fresh = queries.draft(referral.pk)
    token, page_id = request.link_token, place.page.id
    address = [token, page_id, place.number] if place.page.repeat else [token, page_id]
    shown = {
        "form": form, "place": place, "page": place.page, "referral": fresh, "token": token, "changed": changed,
        "resumed": resumed, "version": fresh.version if changed else place.version,
        "saved": presenters.section(place.page, fresh.answers) if changed else None,
        "unread": [row for row in fresh.unread if row["place"] == place.name],
        "autosave": reverse("referrals:autosave", args=address), "drop": reverse("referrals:drop", args=address),
        "step": presenters.step_words(place.page),
    }  # fmt: skip
    return render(request, "referrals/page.html", shown, status=status)


def _saved(
    request: LinkRequest, referral: Referral, place: Place, value: dict[str, Any], by: Actor
) -> HttpResponse:
    saved = actions.save_page(
        referral=referral, page_id=place.page.id, value=place.with_value(value), version=place.version,
        by=by, place=place.name, sitting=place.sitting,
    )  # fmt: skip
    after_saving(request, saved, request.link_token, by)
    return _next(request, place.page)


def after_saving(request: HttpRequest, referral: Referral, token: str, by: Actor) -> None:
    """The way back goes to the referrer, the invitation to the lead; each once."""
    if referral.email:
        url = request.build_absolute_uri(reverse("referrals:overview", args=[token]))
        actions.send_return_link(referral=referral, url=url, by=by)
    lead = referral.answers.get("lead", {}).get("lead_email")
    if lead:
        url = request.build_absolute_uri(reverse("referrals:endorse", args=["TOKEN"]))
        actions.invite_endorsement(
            referral=referral, email=lead, link_url=url.replace("TOKEN", "{token}"), by=by, now=time.now(),
        )  # fmt: skip


def _next(request: LinkRequest, page: rules.Page) -> HttpResponse:
    token, after = request.link_token, rules.following(page.id)
    if request.POST.get("then") == "overview":
        return redirect("referrals:overview", token=token)
    if page.repeat:
        return redirect("referrals:entries", token=token, page_id=page.id)
    if after is None:
        return redirect("referrals:files", token=token)
    return redirect("referrals:entries" if after.repeat else "referrals:page", token=token, page_id=after.id)  # fmt: skip


@by_link(REFERRAL)
@require_GET
def entries(request: LinkRequest, link: SignedLink, page_id: str) -> HttpResponse:
    """The entries of a repeat page: change one, add another, go on."""
    return _show_entries(request, queries.draft(link.about_id), page_id)


def _show_entries(
    request: LinkRequest, referral: Referral, page_id: str, *, changed: bool = False
) -> HttpResponse:
    current = rules.page(page_id)
    if current is None or not current.repeat:
        raise Http404
    found = presenters.section(current, referral.answers)
    shown = {
        "page": current, "found": found, "token": request.link_token, "referral": referral, "changed": changed,
        "after": rules.following(page_id), "next": len(current.entries(referral.answers)),
        "begun": bool(referral.typed.get(f"{page_id}.new")), "step": presenters.step_words(current),
    }  # fmt: skip
    return render(request, "referrals/entries.html", shown, status=409 if changed else 200)


@by_link(REFERRAL)
def remove_entry(request: LinkRequest, link: SignedLink, page_id: str, number: int) -> HttpResponse:
    """Asks first; then takes the entry away."""
    referral = queries.draft(link.about_id)
    place = place_in(referral, page_id, number, request.POST)
    if place is None or not place.page.repeat or place.adding:
        raise Http404
    if request.method != "POST":
        shown = {"place": place, "page": place.page, "token": request.link_token, "referral": referral}  # fmt: skip
        return render(request, "referrals/remove.html", shown)
    try:
        actions.remove_entry(
            referral=referral, page_id=page_id, number=number, version=place.version, by=actor(link.pk)
        )  # fmt: skip
    except actions.Stale:
        return _show_entries(request, queries.draft(link.about_id), page_id, changed=True)
    return redirect("referrals:entries", token=request.link_token, page_id=page_id)


@by_link(REFERRAL)
@require_POST
def autosave(request: LinkRequest, link: SignedLink, page_id: str, number: int = 0) -> HttpResponse:
    """Keep what is typed while it is typed (a little JavaScript calls this; the form works without)."""
    referral = queries.draft(link.about_id)
    place = place_in(referral, page_id, number, request.POST)
    if place is None:
        raise Http404
    actions.keep_typed(
        referral=referral, place=place.name, sitting=place.sitting, version=place.version,
        typed=forms.as_typed(place.page, request.POST),
    )  # fmt: skip
    return JsonResponse({"kept": True})


@by_link(REFERRAL)
@require_POST
def drop(request: LinkRequest, link: SignedLink, page_id: str, number: int = 0) -> HttpResponse:
    """Forget what was typed and not saved on this page."""
    referral = queries.draft(link.about_id)
    place = place_in(referral, page_id, number, request.POST)
    if place is None:
        raise Http404
    actions.drop_typed(referral=referral, place=place.name)
    if place.page.repeat:
        return redirect("referrals:entries", token=request.link_token, page_id=page_id)
    return redirect("referrals:page", token=request.link_token, page_id=page_id)
