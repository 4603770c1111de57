"""What every page of the chronology begins with: the lines as this person asked for them."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import HttpResponseRedirect
from django.urls import reverse

from irwell.access.guard import PersonRequest
from irwell.cases.models import Case
from irwell.cases.queries import date_of
from irwell.combined_chronology import actions, forms, presenters, queries, rules
from irwell.combined_chronology.rules.zoom import Window
from irwell.core import time


@dataclass(frozen=True)
class Asked:
    """The filter as asked, what it chooses, and the timeline it leaves."""

    form: forms.ChosenFilter
    chosen: rules.Chosen
    reading: queries.Reading
    incident: date | None

    @cached_property
    def whole(self) -> Window | None:
        """From the first day of all to the last, the incident among them."""
        span = self.reading.made.span
        if span is None:
            return None
        days = [*span, *([self.incident] if self.incident else [])]
        return Window(min(days), max(days))

    @cached_property
    def window(self) -> Window | None:
        """The days chosen, or all of them."""
        if self.whole is None:
            return None
        first, last = self.chosen.start or self.whole.first, self.chosen.end or self.whole.last
        return Window(first, max(first, last))


def ask(request: PersonRequest, case: Case) -> Asked:
    """Take up changed returns, then choose the lines."""
    made = queries.prepared(case)
    if not queries.taken_up(case, made.timeline):
        actions.take_up_returns(case=case, timeline=made.timeline, by=request.user)
    names = request.GET.get("names") == "on"
    whole = queries.read(case, rules.Chosen(), names=names, made=made)
    form = forms.ChosenFilter(
        request.GET, agencies=whole.whole.agencies, people=whole.people, tags=whole.tags, say=whole.say, names=names,
        headings=whole.headings,
        code=lambda text: queries.code_of(case, text),
    )  # fmt: skip
    chosen = form.chosen(queries.words_of(request.session, case))
    told = (
        queries.told_by_several(case, proposed=chosen.told is not rules.Told.SEVERAL)
        if chosen.told
        else frozenset()
    )
    incident = date_of(case, "incident_at")
    return Asked(
        form, chosen, queries.chosen_from(whole, chosen, told), time.london(incident).date() if incident else None
    )  # fmt: skip


def common(request: PersonRequest, case: Case, asked: Asked, here: str) -> dict[str, Any]:
    """What the top of each page shows: the pages of the chronology, names or labels, the filters in force."""
    names = asked.reading.names
    return {
        "case": case, "form": asked.form, "reading": asked.reading, "names": names, "query": request.GET.urlencode(),
        "words": asked.chosen.words, "words_form": forms.Words(initial={"words": asked.chosen.words}),
        "chips": presenters.chips(request.GET, asked.form), "clear_url": "?names=on" if names else "?",
        "switch": presenters.changed(request.GET, names=None if names else "on"),
        "pages": presenters.pages(case, request.GET, here), "all_dates": presenters.at(request.GET, None),
    }  # fmt: skip


def back_to(request: PersonRequest, case: Case, anchor: str = "", page: str = "timeline") -> str:
    """A page of the chronology with the choice kept."""
    query = request.GET.urlencode()
    address = reverse(f"combined_chronology:{page}", args=[case.pk])
    return f"{address}{'?' + query if query else ''}{anchor}"


def redirect_back(
    request: PersonRequest, case: Case, anchor: str = "", page: str = "timeline"
) -> HttpResponseRedirect:
    return HttpResponseRedirect(back_to(request, case, anchor, page))
