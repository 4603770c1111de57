"""Themes for everybody."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from irwell.repository.models import Record
from irwell.themes.presenters import charts
from irwell.themes.presenters import pages as shown
from irwell.themes.queries import coding
from irwell.themes.queries import themes as coded
from irwell.themes.rules.agreement import FEWEST, MEANINGS
from irwell.themes.rules.codes import code_list, theme_at


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Every theme with how many reviews have it."""
    known = {"groups": shown.counted_groups(coded.counts()), "list": code_list()}
    return render(request, "themes/list.html", known)


@require_safe
def codes(request: HttpRequest) -> HttpResponse:
    """The code list with its definitions."""
    return render(request, "themes/codes.html", {"list": code_list()})


@require_safe
def codes_csv(request: HttpRequest) -> HttpResponse:
    name = f"irwell-themes-{code_list().version}.csv"
    response = HttpResponse(shown.codes_csv(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def codes_json(request: HttpRequest) -> HttpResponse:
    return JsonResponse(shown.codes_json(), json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """What reviews say about one theme."""
    found = theme_at(slug)
    if found is None:
        raise Http404
    alone, both = coded.pairs()
    beside = charts.beside(found, alone, both)
    known = {
        "theme": found,
        "group": next(g for g in code_list().groups if found in g.themes),
        "counted": shown.counted(found, coded.counts()),
        "quotes": [(quoted, shown.why(quoted)) for quoted in coded.quotes(found)],
        "recommendations": coded.recommendations(found),
        "trend": charts.trend(coded.years(found.code), coded.records_by_year()),
        "beside": beside,
        "accuracy": shown.accuracy_of(found),
    }
    return render(request, "themes/theme.html", known)


@require_safe
def accuracy(request: HttpRequest) -> HttpResponse:
    """How often the machine is right, as measured."""
    figures = shown.accuracy()
    known = {"figures": figures, "measured": date.fromisoformat(figures["measured"])}
    return render(request, "themes/accuracy.html", known)


@require_safe
def together(request: HttpRequest) -> HttpResponse:
    """Which themes stand in the same reviews."""
    alone, both = coded.pairs()
    reports = Record.objects.filter(withdrawn_at=None).count()
    return render(
        request, "themes/together.html", {"network": charts.network(alone, both, reports)}
    )


@require_safe
def agreement(request: HttpRequest) -> HttpResponse:
    """How far two coders agree, theme by theme."""
    known = {
        "rows": [shown.Agreed(theme.name, kappa) for theme, kappa in coding.agreement()],
        "together": shown.Agreed("All themes", coding.together()),
        "codings": coding.settled_codings(),
        "fewest": FEWEST,
        "meanings": MEANINGS,
    }
    return render(request, "themes/agreement.html", known)
