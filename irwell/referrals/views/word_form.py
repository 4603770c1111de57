"""The Word form: the blank one out, the filled one in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from irwell.access.guard import public
from irwell.accounts.actors import PUBLIC
from irwell.accounts.queries import partnership
from irwell.core import time
from irwell.documents.actions import Refused
from irwell.documents.rules import KINDS
from irwell.documents.views import as_attachment
from irwell.referrals import actions, forms
from irwell.referrals.views.filling import after_saving
from irwell.referrals.wordform import NotTheForm, blank_form

FILE_NAME = "Referral for a case review.docx"


def _blank(request: HttpRequest) -> bytes:
    give_back = request.build_absolute_uri(reverse("referrals:word"))
    return blank_form(partnership(), give_back=give_back)


@public
@require_GET
def blank(request: HttpRequest) -> HttpResponse:
    return as_attachment(_blank(request), FILE_NAME, KINDS["docx"].media_type)


@public
def word(request: HttpRequest) -> HttpResponse:
    """A filled form becomes a draft; the person lands where its pages and gaps are listed."""
    form = forms.WordForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            referral, token = actions.start_from_word(
                upload=form.cleaned_data["file"], blank=_blank(request), now=time.now()
            )
        except (Refused, NotTheForm) as refused:
            form.add_error("file", refused)
        else:
            after_saving(request, referral, token, PUBLIC)
            return redirect("referrals:overview", token=token)
    return render(
        request, "referrals/word.html", {"form": form}, status=422 if form.errors else 200
    )
