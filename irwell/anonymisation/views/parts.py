"""Pictures and built-in files of the report: the list, one of them, its pixels."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.anonymisation import actions, forms, presenters, queries
from irwell.anonymisation.models import Run
from irwell.anonymisation.presenters import PartCard
from irwell.anonymisation.views.overview import current
from irwell.anonymise.writing import PictureRefused, redrawn
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases.models import Case
from irwell.core import time
from irwell.core.text import plural


def _cards(run: Run) -> list[PartCard]:
    return presenters.part_cards(queries.parts_of(run), queries.part_decisions(run.case))


def _card(run: Run, part_id: str) -> PartCard:
    found = next((card for card in _cards(run) if card.part.id == part_id), None)
    if found is None:
        raise Http404
    return found


@on_case(Permission.ANONYMISE)
@require_GET
def parts(request: PersonRequest, case: Case) -> HttpResponse:
    """Every picture and built-in file, what waits first."""
    run = current(case)
    cards = _cards(run)
    shown = {
        "case": case, "run": run, "cards": cards, "left": sum(not card.decided for card in cards),
        "files": sum(not c.decided and "take" not in c.part.choices for c in cards),
        "may_decide": run.state != Run.State.WRITTEN,
    }  # fmt: skip
    return render(request, "anonymisation/parts.html", shown)


@on_case(Permission.ANONYMISE)
def part(request: PersonRequest, case: Case, part_id: str) -> HttpResponse:
    """One of them, as a reader would see it, with its choices; then on to the next that waits."""
    run = current(case)
    card = _card(run, part_id)
    form = forms.DecidePart(
        request.POST or None, part=card.part, initial={"alt_text": card.alt_text}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.decide_part(
                run=run, part_id=part_id, choice=given["choice"], alt_text=given.get("alt_text") or "",
                by=request.user, now=time.now(),
            )  # fmt: skip
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _onward(run)
    shown = {
        "case": case, "run": run, "card": card, "form": form, "picture": _can_be_shown(run, card),
        "may_decide": run.state != Run.State.WRITTEN,
    }  # fmt: skip
    return render(request, "anonymisation/part.html", shown, status=422 if form.errors else 200)


def _onward(run: Run) -> HttpResponse:
    waits = queries.parts_waiting(run)
    if waits:
        return redirect("anonymisation:part", case_id=run.case_id, part_id=waits[0].id)
    return redirect("anonymisation:parts", case_id=run.case_id)


def _can_be_shown(run: Run, card: PartCard) -> str:
    """Why the picture cannot be shown; empty where it can."""
    if not card.part.is_picture:
        return ""
    try:
        redrawn(queries.text_model(run.source), card.part.id)
    except PictureRefused as refused:
        return str(refused)
    return ""


@on_case(Permission.ANONYMISE)
@require_GET
def drawn(request: PersonRequest, case: Case, part_id: str) -> HttpResponse:
    """The picture's pixels, drawn anew as they would be published. Reading it is logged."""
    run = current(case)
    card = _card(run, part_id)
    try:
        picture = redrawn(queries.text_model(run.source), card.part.id)
    except PictureRefused as refused:
        raise Http404 from refused
    audit.record(
        Event.ANONYMISATION_READ, by=request.user, case_id=case.pk, about=run, page="picture"
    )
    response = HttpResponse(picture.png, content_type="image/png")
    response["Cache-Control"] = "no-store"
    return response


@on_case(Permission.ANONYMISE)
@require_POST
def leave_out(request: PersonRequest, case: Case) -> HttpResponse:
    """Everything that cannot be taken over, left out at once."""
    count = actions.leave_out_files(run=current(case), by=request.user, now=time.now())
    messages.success(request, f"{plural(count, 'part')} left out.")
    return redirect("anonymisation:parts", case_id=case.pk)
