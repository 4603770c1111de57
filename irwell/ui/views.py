"""The gallery of components, in the demonstration and in tests."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from irwell.ui.forms.gallery import WRONG, Sample
from irwell.ui.presenters.gallery import samples


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    shown = {"sample": Sample(), "wrong": Sample(WRONG, prefix=None, auto_id="wrong_%s")}
    return render(request, "ui/gallery.html", {**samples(), **shown})


gallery.guard = "public"  # type: ignore[attr-defined]
gallery = login_not_required(gallery)
