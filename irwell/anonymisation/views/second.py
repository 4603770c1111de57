"""The second reading: its page, one mention, differences, the partnership's rule."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case, requires
from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.accounts.models import User
from irwell.anonymisation import actions, forms, presenters, queries, rules
from irwell.anonymisation.models import ReadingRule, Run
from irwell.anonymisation.rules import Line
from irwell.anonymisation.views.overview import current
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases.models import Case
from irwell.core import time
from irwell.core.text import plural
from irwell.ui.forms import Form, took

PAGE = 20


def _waits(run: Run, user: User) -> tuple[tuple[Line, ...], list[Line]]:
    lines = queries.lines_of(run)
    return lines, rules.waits_for(lines, str(user.pk), run.second_one_in)


def _blind(run: Run, shown: list[Line], waits: list[Line]) -> list[presenters.Card]:
    """Cards as proposed, with nothing that anybody decided."""
    register, document = queries.engine_register(run.case), queries.text_model(run.source)
    return presenters.cards(
        [rules.unseen(x) for x in shown], [rules.unseen(x) for x in waits], document, register, {}
    )


@on_case(Permission.ANONYMISE)
@require_GET
def second(request: PersonRequest, case: Case) -> HttpResponse:
    """What is to be read a second time: to begin it, to go on, or to settle differences."""
    run = current(case)
    lines, waits = _waits(run, request.user)
    reading = queries.reading_of(run, request.user)
    shown: dict[str, Any] = {
        "case": case, "run": run, "reading": reading, "mine": len(waits), "twice": queries.read_twice(run),
        "rule": presenters.rule_words(run.second_one_in), "my_id": str(request.user.pk), "may_decide": run.state != Run.State.WRITTEN,
    }  # fmt: skip
    if reading is not None:
        audit.record(
            Event.ANONYMISATION_READ, by=request.user, case_id=case.pk, about=run, page="second"
        )
        page = Paginator(sorted(waits, key=lambda x: x.mention.score), PAGE).get_page(1)
        done = sum(
            x.second is not None and x.second.settled_by == str(request.user.pk) for x in lines
        )
        shown |= {
            "cards": _blind(run, list(page), waits), "left": len(waits), "done": done, "total": done + len(waits),
        }  # fmt: skip
    else:
        shown["differences"] = _differences(run, lines)
    return render(request, "anonymisation/second.html", shown)


def _differences(run: Run, lines: tuple[Line, ...]) -> list[presenters.Difference]:
    found = rules.differences(lines, run.second_one_in)
    found += [line for line in lines if line.is_agreed]
    who = {w for x in found for w in (x.decision.settled_by, x.second and x.second.settled_by) if w}
    who |= {w for x in found if x.agreed for w in (x.agreed.by, x.agreed.agreed_by) if w}
    names = {str(user.pk): user.name for user in User.objects.filter(pk__in=who)}
    register, document = queries.engine_register(run.case), queries.text_model(run.source)
    return presenters.differences(found, lines, document, register, names)


@on_case(Permission.ANONYMISE)
@require_POST
def begin_second(request: PersonRequest, case: Case) -> HttpResponse:
    """From now on what others decided is kept from this person."""
    actions.begin_reading(run=current(case), by=request.user, now=time.now())
    return redirect("anonymisation:second", case_id=case.pk)


@on_case(Permission.ANONYMISE)
@require_POST
def stop_second(request: PersonRequest, case: Case) -> HttpResponse:
    """The rest is for somebody else."""
    actions.stop_reading(run=current(case), by=request.user, now=time.now())
    messages.success(
        request,
        "Your second reading is ended. What you decided is kept; the rest waits for another person.",
    )
    return redirect("anonymisation:second", case_id=case.pk)


def _card(run: Run, user: User, line_id: str) -> presenters.Card:
    if queries.reading_of(run, user) is None:
        raise Http404
    _, waits = _waits(run, user)
    found = next((line for line in waits if line.id == line_id), None)
    if found is None:
        raise Http404
    return _blind(run, [found], waits)[0]


def _form(run: Run, card: presenters.Card, data: Any = None) -> forms.Decide:
    return forms.Decide(
        data, line=card.line, proposal=card.proposal, alike=card.alike, dates=run.dates,
        people=[(choice.label, choice.words) for choice in card.choices],
    )  # fmt: skip


def _is_read(run: Run, line_id: str, user: User) -> bool:
    """Whether the same press came a second time."""
    return any(
        x.id == line_id and x.second is not None and x.second.settled_by == str(user.pk)
        for x in queries.lines_of(run)
    )


@on_case(Permission.ANONYMISE)
@require_POST
def second_quick(request: PersonRequest, case: Case, line_id: str) -> HttpResponse:
    """One press: as proposed, the same in all places, or one of several people."""
    run = current(case)
    if _is_read(run, line_id, request.user):
        return redirect("anonymisation:second", case_id=case.pk)
    card = _card(run, request.user, line_id)
    press, _, words = request.POST.get("press", "accept").partition(":")
    choice = "accept" if press == "alike" else press
    typed = {"choice": choice, "seen": card.line.state, "words": words, "general": ""}
    form = _form(run, card, typed | ({"alike": "on"} if press == "alike" else {}))
    return _read(request, run, card, form)


@on_case(Permission.ANONYMISE)
def second_mention(request: PersonRequest, case: Case, line_id: str) -> HttpResponse:
    """One mention with every choice; what the first decided is not on the page."""
    run = current(case)
    card = _card(run, request.user, line_id)
    return _read(request, run, card, _form(run, card, request.POST or None))


def _read(
    request: PersonRequest, run: Run, card: presenters.Card, form: forms.Decide
) -> HttpResponse:
    def act() -> None:
        given = form.cleaned_data
        choice, words = form.outcome()
        action: Any = None if choice == "accept" else choice
        count = actions.decide_second(
            run=run, line_id=card.line.id, action=action, words=words, reason=given.get("reason", ""),
            alike=bool(given.get("alike")), by=request.user, now=time.now(),
        )  # fmt: skip
        if count > 1:
            messages.success(request, f"{plural(count, 'mention')} decided.")

    if took(request, form, act):
        base = reverse("anonymisation:second", kwargs={"case_id": run.case_id})
        return redirect(f"{base}#queue")
    shown = {"case": run.case, "card": card, "form": form, "second": True}
    return render(request, "anonymisation/mention.html", shown, status=422 if form.errors else 200)


@on_case(Permission.ANONYMISE)
def difference(request: PersonRequest, case: Case, line_id: str) -> HttpResponse:
    """One difference: both decisions, and how it is to be settled."""
    run = current(case)
    lines = queries.lines_of(run)
    found = [line for line in lines if line.id == line_id]
    if not found or queries.reading_of(run, request.user) is not None:
        raise Http404
    form = forms.Settle(request.POST or None, line=found[0])

    def act() -> None:
        action, words = form.outcome()
        actions.settle_difference(
            run=run, line_id=line_id, action=action, words=words, reason=form.cleaned_data["reason"], by=request.user
        )  # fmt: skip

    if took(request, form, act):
        messages.success(request, "Kept. The other reader now agrees, or says otherwise.")
        return redirect("anonymisation:second", case_id=case.pk)
    one = next((d for d in _differences(run, lines) if d.card.line.id == line_id), None)
    if one is None:
        return redirect("anonymisation:second", case_id=case.pk)
    shown = {"case": case, "one": one, "form": form}
    return render(
        request, "anonymisation/difference.html", shown, status=422 if form.errors else 200
    )


@on_case(Permission.ANONYMISE)
@require_POST
def agree_difference(request: PersonRequest, case: Case, line_id: str) -> HttpResponse:
    """The other of the two agrees."""
    actions.agree_settlement(
        run=current(case), line_id=line_id, seen=request.POST.get("seen", ""), by=request.user
    )
    messages.success(request, "Settled by the two of you. It is kept with its reason.")
    return redirect("anonymisation:second", case_id=case.pk)


@requires(Permission.SEE_BOARD)
def reading_rule(request: PersonRequest) -> HttpResponse:
    """What is read twice in every report of the partnership: in force, proposed, earlier."""
    held = rights(request.user)
    may_propose = Permission.PROPOSE_RULES in held
    form = forms.ReadingRule(request.POST if may_propose and request.method == "POST" else None)

    def act() -> None:
        actions.propose_reading_rule(by=request.user, **form.cleaned_data)

    if took(request, form, act):
        messages.success(request, "Proposed. Another person approves it.")
        return redirect("anonymisation:reading_rule")
    return _show_rule(request, form, may_propose, Permission.APPROVE_RULES in held)


def _show_rule(
    request: PersonRequest, form: Form, may_propose: bool, may_approve: bool
) -> HttpResponse:
    every = ReadingRule.objects.select_related("by", "agreed_by")
    shown = {
        "form": form, "now": presenters.rule_words(queries.one_in()), "in_force": queries.reading_rule(),
        "proposed": [(r, presenters.rule_words(r.one_in)) for r in every.filter(agreed_by=None)],
        "earlier": [(r, presenters.rule_words(r.one_in)) for r in every.filter(agreed_by__isnull=False)],
        "may_propose": may_propose, "may_approve": may_approve,
    }  # fmt: skip
    return render(
        request, "anonymisation/reading_rule.html", shown, status=422 if form.errors else 200
    )


@requires(Permission.APPROVE_RULES)
@require_POST
def approve_rule(request: PersonRequest, rule_id: str) -> HttpResponse:
    """The second person approves."""
    actions.approve_reading_rule(
        rule=get_object_or_404(ReadingRule, pk=rule_id), by=request.user, now=time.now()
    )
    messages.success(request, "Approved. It holds for every report looked through from now on.")
    return redirect("anonymisation:reading_rule")
