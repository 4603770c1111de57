"""The chronology as a picture, from everything to a single day."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.cases.models import Case
from irwell.combined_chronology import actions, presenters
from irwell.combined_chronology.rules.zoom import Window, slices
from irwell.combined_chronology.views.base import Asked, ask, common


@on_case(Permission.READ_RETURNS)
@require_GET
def picture(request: PersonRequest, case: Case) -> HttpResponse:
    """A lane for each agency, the days shown chosen by links; the same in a table."""
    asked = ask(request, case)
    lines = len(asked.reading.places)
    actions.record_reading(case=case, view=asked.reading.view, lines=lines, by=request.user)
    shown = common(request, case, asked, "picture")
    whole, window = asked.whole, asked.window
    if whole is not None and window is not None:
        shown |= {
            "zoom": presenters.zoom(request.GET, window, whole, asked.incident), "window": window,
            "picture": _drawn(request, case, asked, window), "lines": lines,
            "agencies": presenters.agencies(asked.reading),
            "in_words": presenters.in_words(asked.reading.outlines, window),
            "strip": presenters.strip(
                slices(whole, presenters.days(asked.reading)), chosen=window if window != whole else None, incident=asked.incident,
                href=lambda one: presenters.at(request.GET, one.window),
                title="Lines over time: choose a slice to look at",
            ),
            "rights": rights(request.user, case.pk),
        }  # fmt: skip
    return render(request, "combined_chronology/picture.html", shown)


def _drawn(request: PersonRequest, case: Case, asked: Asked, window: Window) -> str:
    """Many marks carry no words and no links, so their picture is the same for as long as the returns are."""
    reading, shown = asked.reading, presenters.room_around(window, asked.whole)
    title, address = f"Timeline of {case.reference}", presenters.line_address(case, request.GET)
    if len(reading.places) <= presenters.MANY_MARKS:
        return presenters.picture(
            reading.kept, shown, title=title, incident=asked.incident, link=lambda e: address(e.id)
        )
    return reading.made.drawn(
        (reading.places, reading.head.agencies, shown, asked.incident),
        lambda: presenters.picture(
            reading.outlines, shown, title=title, incident=asked.incident, link=None
        ),
    )
