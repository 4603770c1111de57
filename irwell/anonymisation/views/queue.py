"""The queue of mentions, one mention, the text before and after, names that were missed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.accounts.models import User
from irwell.anonymisation import actions, forms, presenters, queries, rules
from irwell.anonymisation.models import Run
from irwell.anonymisation.rules import Line
from irwell.anonymisation.views.overview import current, seen_by
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases.models import Case
from irwell.core import time
from irwell.core.text import plural
from irwell.ui.forms import Form
from irwell.ui.presenters import NavItem

PAGE = 20
FOUND = 50
SHOWN = ("todo", "proposed", "done", "all")
MOST_PILES = 12


def _cards(run: Run, shown: list[Line], lines: tuple[Line, ...]) -> list[presenters.Card]:
    who = {line.decision.settled_by for line in shown} - {""}
    names = {str(user.pk): user.name for user in User.objects.filter(pk__in=who)}
    register = queries.engine_register(run.case)
    return presenters.cards(shown, lines, queries.text_model(run.source), register, names)


def _shown(lines: tuple[Line, ...], show: str, kind: str, who: str, order: str) -> list[Line]:
    wanted = [line for line in lines if not kind or line.mention.kind == kind]
    wanted = [line for line in wanted if not who or line.mention.entry_id == who]
    if show == "todo":
        wanted = [line for line in wanted if line.is_left]
    elif show == "proposed":
        wanted = [x for x in wanted if not x.decision.settled_by and not x.is_left]
    elif show == "done":
        wanted = [line for line in wanted if line.decision.settled_by]
    if order == "text":
        return wanted
    return sorted(wanted, key=lambda line: (not line.is_left, line.mention.score))


def _tabs(case: Case, lines: tuple[Line, ...], show: str) -> list[NavItem]:
    base = reverse("anonymisation:queue", kwargs={"case_id": case.pk})
    done, left = sum(bool(line.decision.settled_by) for line in lines), rules.left(lines)
    words = {
        "todo": f"To decide ({left})", "proposed": f"As proposed ({len(lines) - done - left})",
        "done": f"Decided ({done})", "all": f"Everything ({len(lines)})",
    }  # fmt: skip
    return [NavItem(words[key], f"{base}?show={key}", key == show) for key in SHOWN]


@on_case(Permission.ANONYMISE)
@require_GET
def queue(request: PersonRequest, case: Case) -> HttpResponse:
    """What was found: first what needs a person, each in its sentence, with what is proposed and why."""
    run = seen_by(request, case)
    audit.record(
        Event.ANONYMISATION_READ, by=request.user, case_id=case.pk, about=run, page="queue"
    )
    lines = queries.lines_of(run)
    show = request.GET.get("show", "todo")
    kind, who = request.GET.get("kind", ""), request.GET.get("who", "")
    order = request.GET.get("order", "doubt")
    everybody = presenters.everybody(lines, queries.engine_register(case))
    page = Paginator(_shown(lines, show, kind, who, order), PAGE).get_page(request.GET.get("page"))
    shown = {
        "case": case, "run": run, "page_obj": page, "cards": _cards(run, list(page), lines), "show": show, "kind": kind,
        "who": who, "order": order, "everybody": [p for p in everybody if p.value == who] or everybody[:MOST_PILES],
        "more": max(0, len(everybody) - MOST_PILES),
        "tabs": _tabs(case, lines, show), "kinds": presenters.kinds_of(lines), "query": request.GET.urlencode(),
        "progress": presenters.progress(lines), "may_decide": run.state != Run.State.WRITTEN,
    }  # fmt: skip
    return render(request, "anonymisation/queue.html", shown)


def _back(case: Case, request: PersonRequest) -> HttpResponse:
    """To the queue as it was filtered, at the next mention."""
    base = reverse("anonymisation:queue", kwargs={"case_id": case.pk})
    query = request.POST.get("query", "")
    return redirect(f"{base}?{query}#{request.POST.get('next') or 'queue'}")


def _find(run: Run, line_id: str) -> tuple[Line, tuple[Line, ...]]:
    lines = queries.lines_of(run)
    found = next((line for line in lines if line.id == line_id), None)
    if found is None:
        raise Http404
    return found, lines


def _show_mention(
    request: PersonRequest, run: Run, line: Line, lines: tuple[Line, ...], **more: Any
) -> HttpResponse:
    card = _cards(run, [line], lines)[0]
    form = more.get("form") or _form(run, card)
    shown = {
        "case": run.case, "card": card, "form": form, "meanwhile": more.get("meanwhile"),
        "query": request.GET.urlencode() or request.POST.get("query", ""), "mine": more.get("mine", ""),
    }  # fmt: skip
    status = 409 if more.get("meanwhile") else 422 if form.errors else 200
    return render(request, "anonymisation/mention.html", shown, status=status)


def _form(run: Run, card: presenters.Card, data: Any = None) -> forms.Decide:
    return forms.Decide(
        data, line=card.line, proposal=card.proposal, alike=card.alike, dates=run.dates,
        people=[(choice.label, choice.words) for choice in card.choices],
    )  # fmt: skip


@on_case(Permission.ANONYMISE)
def mention(request: PersonRequest, case: Case, line_id: str) -> HttpResponse:
    """One mention with every choice."""
    run = seen_by(request, case)
    line, lines = _find(run, line_id)
    if request.method != "POST":
        return _show_mention(request, run, line, lines)
    form = _form(run, _cards(run, [line], lines)[0], request.POST)
    if not form.is_valid():
        return _show_mention(request, run, line, lines, form=form)
    choice, words = form.outcome()
    return _decided(request, run, line_id, form, choice, words)


@on_case(Permission.ANONYMISE)
@require_POST
def quick(request: PersonRequest, case: Case, line_id: str) -> HttpResponse:
    """One press on a card of the queue: accept, accept all like this, choose a person, remove."""
    run = seen_by(request, case)
    line, lines = _find(run, line_id)
    press, _, words = request.POST.get("press", "accept").partition(":")
    choice = "accept" if press == "alike" else press
    typed = {"choice": choice, "seen": request.POST.get("seen", ""), "words": words, "general": ""}
    if press == "alike":
        typed["alike"] = "on"
    form = _form(run, _cards(run, [line], lines)[0], typed)
    if not form.is_valid():
        return _show_mention(request, run, line, lines, form=form)
    return _decided(request, run, line_id, form, choice, words or None)


def _decided(
    request: PersonRequest, run: Run, line_id: str, form: Form, choice: str, words: str | None
) -> HttpResponse:
    given: dict[str, Any] = form.cleaned_data
    action: Any = None if choice == "accept" else choice
    try:
        count = actions.decide(
            run=run, line_id=line_id, seen=given["seen"], action=action, words=words, reason=given.get("reason", ""),
            alike=bool(given.get("alike")), by=request.user,
        )  # fmt: skip
    except actions.DecidedMeanwhile as meanwhile:
        return _meanwhile(request, run, meanwhile.line, choice, words)
    except ValidationError as error:
        form.add_error("reason", error)
        line, lines = _find(run, line_id)
        return _show_mention(request, run, line, lines, form=form)
    if count > 1:
        messages.success(request, f"{plural(count, 'mention')} decided.")
    return _back(run.case, request)


def _meanwhile(
    request: PersonRequest, run: Run, line: Line, choice: str, words: str | None
) -> HttpResponse:
    """Somebody decided first: both decisions are shown, and nothing typed is lost."""
    lines = queries.lines_of(current(run.case))
    card = _cards(run, [line], lines)[0]
    typed = {**request.POST.dict(), "choice": choice, "words": words or "", "seen": line.state}
    mine = presenters.DONE.get(choice, card.proposal).format(words or "")
    form = _form(run, card, typed)
    form.is_valid()
    return _show_mention(request, run, line, lines, form=form, meanwhile=card, mine=mine)


@on_case(Permission.ANONYMISE)
@require_POST
def find(request: PersonRequest, case: Case) -> HttpResponse:
    """Mentions with certain words; asked for by POST, so that no name stands in an address."""
    run = seen_by(request, case)
    audit.record(Event.ANONYMISATION_READ, by=request.user, case_id=case.pk, about=run, page="find")
    lines, words = queries.lines_of(run), request.POST.get("words", "").strip()
    found = rules.with_words(lines, words)
    shown = {
        "case": case, "run": run, "words": words, "count": len(found), "cards": _cards(run, found[:FOUND], lines),
        "query": "show=all", "may_decide": run.state != Run.State.WRITTEN,
    }  # fmt: skip
    return render(request, "anonymisation/found.html", shown)


@on_case(Permission.ANONYMISE)
@require_POST
def accept_all(request: PersonRequest, case: Case) -> HttpResponse:
    """Accept every open proposal of one kind, or of one person or place."""
    kind, who = request.POST.get("kind", ""), request.POST.get("who", "")
    count = actions.accept_all(run=current(case), kind=kind, who=who, by=request.user)
    messages.success(request, f"{plural(count, 'proposal')} accepted.")
    return _back(case, request)


@on_case(Permission.ANONYMISE)
@require_POST
def take_back(request: PersonRequest, case: Case, line_id: str) -> HttpResponse:
    """One decision taken back: the mention waits again."""
    actions.take_back(run=current(case), line_id=line_id, by=request.user)
    return _back(case, request)


@on_case(Permission.ANONYMISE)
@require_GET
def preview(request: PersonRequest, case: Case) -> HttpResponse:
    """The report before and after, paragraph by paragraph."""
    return _preview(request, case, forms.Missed())


def _preview(request: PersonRequest, case: Case, form: Form) -> HttpResponse:
    run = seen_by(request, case)
    audit.record(
        Event.ANONYMISATION_READ, by=request.user, case_id=case.pk, about=run, page="preview"
    )
    found = presenters.passages(queries.text_model(run.source), queries.lines_of(run))
    everything = "all" in request.GET
    shown = {
        "case": case, "run": run, "form": form, "everything": everything, "total": len(found),
        "passages": [p for p in found if p.changed or everything], "may_decide": run.state != Run.State.WRITTEN,
    }  # fmt: skip
    return render(request, "anonymisation/preview.html", shown, status=422 if form.errors else 200)


@on_case(Permission.ANONYMISE)
@require_POST
def missed(request: PersonRequest, case: Case) -> HttpResponse:
    """A name that nothing found: into the register, and found everywhere."""
    form = forms.Missed(request.POST)
    if form.is_valid():
        try:
            run = current(case)
            added = actions.register_missed(run=run, by=request.user, **form.cleaned_data)
            actions.ask_to_look_again(run=run, by=request.user, now=time.now())
        except ValidationError as error:
            form.add_error("label" if form.cleaned_data["label"] else "words", error)
        else:
            messages.success(
                request,
                f"“{added.label}” is in the register now. The report is looked through again for it.",
            )
            return redirect("anonymisation:looking", case_id=case.pk)
    return _preview(request, case, form)


@on_case(Permission.ANONYMISE)
@require_GET
def hidden(request: PersonRequest, case: Case) -> HttpResponse:
    """What the report's own file holds out of sight: none of it reaches a clean file."""
    run = seen_by(request, case)
    audit.record(
        Event.ANONYMISATION_READ, by=request.user, case_id=case.pk, about=run, page="hidden"
    )
    model = queries.text_model(run.source)
    unseen = presenters.out_of_sight(model, queries.engine_register(case))
    shown = {"case": case, "run": run, "unseen": unseen, "notices": model.notices}
    return render(request, "anonymisation/hidden.html", shown)
