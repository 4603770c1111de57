"""The notification page: the national form's fields to copy or download, and what was sent."""

import csv

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.accounts.models import Agency
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases.models import Case
from irwell.cases.presenters import deadline, steps
from irwell.cases.queries import clock_of
from irwell.core import time
from irwell.core.text import inert_cell
from irwell.criteria.queries import current_values
from irwell.notifications import actions, forms, policies, queries
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


@on_case(Permission.RECORD_NOTIFICATION)
@require_GET
def export(request: PersonRequest, case: Case) -> HttpResponse:
    """The same fields as CSV."""
    audit.record(Event.EXPORTED, by=request.user, case_id=case.pk, about=case, kind="notification")
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{case.reference}-notification.csv"'
    writer = csv.writer(response)
    writer.writerows([("Field", "Value"), *((a, inert_cell(b)) for a, b in _fields(case))])
    return response


@on_case(Permission.GIVE_VIEW)
def withdrawal(request: PersonRequest, case: Case) -> HttpResponse:
    """The three partners' positions on withdrawing; one's own, then the record."""
    form = forms.Position(request.POST or None)
    if request.method == "POST" and form.is_valid():
        agrees, reasons = form.cleaned_data["agrees"] == "yes", form.cleaned_data["reasons"]
        actions.give_position(case=case, agrees=agrees, reasons=reasons, by=request.user)
        return redirect("notifications:withdrawal", case_id=case.pk)
    return _show_withdrawal(request, case, form, forms.Withdraw())


@on_case(Permission.DECIDE_NOTIFICATION)
@require_POST
def withdraw(request: PersonRequest, case: Case) -> HttpResponse:
    """Record the withdrawal; the clock of the Rapid Review ends as withdrawn."""
    form = forms.Withdraw(request.POST)
    if not form.is_valid():
        return _show_withdrawal(request, case, forms.Position(), form)
    actions.withdraw(case=case, by=request.user, now=time.now(), **form.cleaned_data)
    return redirect("cases:case", case_id=case.pk)


def _show_withdrawal(
    request: PersonRequest, case: Case, form: forms.Position, record: forms.Withdraw
) -> HttpResponse:
    notification = policies.check_is_open(case)
    positions, agency = queries.positions_of(notification), request.user.agency
    shown = {
        "case": case, "steps": steps(case), "form": form, "record": record, "notification": notification,
        "positions": [(Agency.Kind(kind).label, position) for kind, position in positions.items()],
        "waits": policies.why_not_withdraw(case), "own": bool(agency and positions.get(agency.kind)),
    }  # fmt: skip
    status = 422 if form.errors or record.errors else 200
    return render(request, "notifications/withdrawal.html", shown, status=status)
