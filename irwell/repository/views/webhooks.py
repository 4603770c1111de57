"""Pages on which editors register programs that are told of records, and see what was sent."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from irwell.core import time
from irwell.editors.guard import EditorRequest, editor_only
from irwell.repository import queries
from irwell.repository.actions import webhooks as actions
from irwell.repository.models import Webhook
from irwell.repository.webhook_form import Register


@require_http_methods(["GET", "HEAD", "POST"])
@editor_only
def listed(request: EditorRequest) -> HttpResponse:
    """Who is told; a form for one more, whose secret is shown in the answer and never again."""
    form = Register(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            webhook, secret = actions.register(
                **form.cleaned_data, by=request.editor, now=time.now()
            )
            return _secret_page(request, webhook, secret)
        except actions.NotRegistered as error:
            form.add_error("address", str(error))
    known = {"form": form, "webhooks": queries.webhooks()}
    return render(request, "repository/webhooks.html", known, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@editor_only
def one(request: EditorRequest, reference: UUID) -> HttpResponse:
    """What was sent to one address, and what can be done about it."""
    webhook = queries.webhook(reference)
    if webhook is None:
        raise Http404
    if request.method == "POST":
        return _do(request, webhook, request.POST.get("do", ""))
    rows = queries.deliveries(webhook)
    known = {"webhook": webhook, "deliveries": rows, "given_up": any(r.given_up for r in rows)}
    return render(request, "repository/webhook.html", known)


def _do(request: EditorRequest, webhook: Webhook, wanted: str) -> HttpResponse:
    if webhook.ended_at is None and wanted == "secret":
        return _secret_page(request, webhook, actions.renew_secret(webhook=webhook))
    if webhook.ended_at is None and wanted == "test":
        actions.send_test(webhook=webhook, now=time.now())
    elif webhook.ended_at is None and wanted == "again":
        actions.try_again(webhook=webhook, now=time.now())
    elif webhook.ended_at is None and wanted == "end":
        actions.end(webhook=webhook, why=f"Ended by {request.editor.name}.", now=time.now())
    return HttpResponseRedirect(request.path)


def _secret_page(request: EditorRequest, webhook: Webhook, secret: str) -> HttpResponse:
    return render(request, "repository/webhook_secret.html", {"webhook": webhook, "secret": secret})
