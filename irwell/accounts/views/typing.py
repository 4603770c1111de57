"""What was being sent when a session ended: kept, shown again, sent again or dropped."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from irwell.access.guard import PersonRequest, signed_in
from irwell.accounts import actions, queries
from irwell.accounts.middleware import keep_and_sign_in


@signed_in
def typing(request: PersonRequest, kept_id: UUID) -> HttpResponse:
    """The kept form, ready to be sent again to where it was going."""
    kept = get_object_or_404(queries.typing_of(request.user), pk=kept_id)
    return render(request, "accounts/typing.html", {"kept": kept})


@signed_in
@require_POST
def drop(request: PersonRequest, kept_id: UUID) -> HttpResponse:
    actions.drop_typing(kept=get_object_or_404(queries.typing_of(request.user), pk=kept_id))
    return redirect("deadlines:board")


def not_sent(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token no longer fits, most often because the person signed in again in another window."""
    kept = keep_and_sign_in(request)
    return kept or render(request, "accounts/not_sent.html", status=403)
