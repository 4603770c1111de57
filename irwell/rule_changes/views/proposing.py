"""Proposing: nothing changes before another person approves."""

from collections.abc import Callable, Mapping

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from irwell.access.guard import PersonRequest, requires
from irwell.access.permissions import Permission
from irwell.core import time
from irwell.rule_changes import forms, queries
from irwell.rulebook import actions
from irwell.rulebook import queries as rulebook
from irwell.rulebook.models import RuleChange
from irwell.rulebook.rules import READINGS_TAKEN, LocalSet, read_rules, vocabulary
from irwell.statute import LawError, find_policy
from irwell.ui.forms import Form


def _proposed(
    request: PersonRequest,
    form: Form,
    template: str,
    shown: Mapping[str, object],
    act: Callable[[], RuleChange],
) -> HttpResponse:
    """Propose and show the effect, or show the form again with everything in it."""
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("rule_changes:one", change_id=act().pk)
        except ValidationError as error:
            form.add_error(None, error)
    status = 422 if form.errors else 200
    return render(request, f"rule_changes/{template}.html", {"form": form, **shown}, status=status)


@requires(Permission.PROPOSE_RULES)
def holiday(request: PersonRequest) -> HttpResponse:
    """A proclaimed bank holiday."""
    form = forms.Holiday(request.POST or None)
    return _proposed(
        request, form, "holiday", {},
        lambda: actions.propose_holiday(**form.cleaned_data, by=request.user, now=time.now()),
    )  # fmt: skip


@requires(Permission.PROPOSE_RULES)
def edit(request: PersonRequest, set_id: str) -> HttpResponse:
    """The next version of a local rule set."""
    found = rulebook.versions_of(set_id)
    if not found:
        raise Http404
    return _ruleset(request, found[0])


@requires(Permission.PROPOSE_RULES)
def new(request: PersonRequest) -> HttpResponse:
    """A further local rule set."""
    return _ruleset(request, None)


def _ruleset(request: PersonRequest, local: LocalSet | None) -> HttpResponse:
    form = forms.ruleset_form(request.POST or None, local)

    def act() -> RuleChange:
        given = form.cleaned_data
        return actions.propose_ruleset(
            row={**form.row, "rule": _rules(given["rules"])}, reason=given["reason"],
            in_force_from=given["in_force_from"], by=request.user, now=time.now(),
        )  # fmt: skip

    shown = {"local": local, "vocabulary": vocabulary()}
    return _proposed(request, form, "ruleset", shown, act)


def _rules(text: str) -> list[dict[str, object]]:
    try:
        return read_rules(text)
    except LawError as error:
        raise ValidationError({"rules": str(error)}) from error


@requires(Permission.PROPOSE_RULES)
def reading(request: PersonRequest, clock: str) -> HttpResponse:
    """The reading of a clock that new cases take."""
    if clock not in READINGS_TAKEN:
        raise Http404
    today = time.today()
    examples = dict(queries.examples(clock, today=today))
    form = forms.reading_form(request.POST or None, clock, examples)
    now_taken = find_policy(rulebook.readings(on=today)[clock])
    return _proposed(
        request, form, "reading", {"now_taken": now_taken},
        lambda: actions.propose_reading(
            clock=clock, **form.cleaned_data, by=request.user, now=time.now()
        ),
    )  # fmt: skip
