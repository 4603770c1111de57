"""The designated safeguarding lead looks at a referral by link and answers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from irwell.accounts.actors import by_link as actor
from irwell.core import time
from irwell.messaging.guard import by_link
from irwell.messaging.models import SignedLink
from irwell.referrals import actions, forms, presenters, queries


@by_link(SignedLink.Purpose.ENDORSEMENT)
def endorse(request: HttpRequest, link: SignedLink) -> HttpResponse:
    endorsement = queries.endorsement(link.about_id)
    form = forms.Endorse(request.POST or None)
    done = endorsement.answered_at is not None
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data
        actions.endorse(
            endorsement=endorsement, endorses=answer["endorses"] == "yes", comment=answer["comment"],
            by=actor(link.pk), now=time.now(),
        )  # fmt: skip
        done = True
    shown = {
        "form": form,
        "endorsement": endorsement,
        "done": done,
        "sections": presenters.sections(endorsement.referral.answers),
    }
    return render(request, "referrals/endorse.html", shown)
