"""The notification page: the national form's fields to copy or download, and what was sent."""

import csv

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases.models import Case
from irwell.cases.presenters import deadline, steps
from irwell.cases.queries import clock_of
from irwell.core import time
from irwell.criteria.queries import current_values
from irwell.notifications import actions, forms
from irwell.notifications.rules import national_fields


def _fields(case: Case) -> list[tuple[str, str]]:
    if hasattr(case, "notification"):
        return [(str(label), str(value)) for label, value in case.notification.as_notified]
    answers = case.referral.answers if hasattr(case, "referral") else {}
    return national_fields(answers, current_values(case))


@on_case(Permission.RECORD_NOTIFICATION)
def one(request: PersonRequest, case: Case) -> HttpResponse:
    """Fields filled from the referral; then the record of what was sent."""
    form = forms.Sent(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sent = time.midday(form.cleaned_data["sent_on"])
        now = time.now()
        try:
            actions.record_sent(
                case=case, reference=form.cleaned_data["reference"], by=request.user, now=now,
                sent_at=min(sent, now) if sent.date() == time.london(now).date() else sent,
            )  # fmt: skip
            return redirect("notifications:case", case_id=case.pk)
        except ValidationError as error:
            form.add_error("sent_on", error)
    clock = clock_of(case, "C6")
    shown = {
        "case": case, "steps": steps(case), "form": form, "fields": _fields(case),
        "notification": getattr(case, "notification", None),
        "deadline": deadline(clock, now=time.now()) if clock else None,
    }  # fmt: skip
    return render(request, "notifications/case.html", shown, status=422 if form.errors else 200)


def _safe(value: str) -> str:
    """A spreadsheet must not take an answer for a formula."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t") else value


@on_case(Permission.RECORD_NOTIFICATION)
@require_GET
def export(request: PersonRequest, case: Case) -> HttpResponse:
    """The same fields as CSV."""
    audit.record(Event.EXPORTED, by=request.user, case_id=case.pk, about=case, kind="notification")
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{case.reference}-notification.csv"'
    writer = csv.writer(response)
    writer.writerows([("Field", "Value"), *((a, _safe(b)) for a, b in _fields(case))])
    return response
