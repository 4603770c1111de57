"""Files that leave: the lines as shown, in the view as shown."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.cases.models import Case
from irwell.chronology import View
from irwell.combined_chronology import actions, presenters
from irwell.combined_chronology.views.base import ask
from irwell.documents.views import as_attachment


@on_case(Permission.EXPORT)
@require_GET
def export(request: PersonRequest, case: Case, kind: str) -> HttpResponse:
    """The file's name holds the case's reference alone."""
    if kind not in presenters.KINDS:
        raise Http404
    asked = ask(request, case)
    reading, title = asked.reading, f"Combined chronology {case.reference}"
    actions.record_export(
        case=case, kind=kind, view=reading.view, lines=len(reading.places), by=request.user
    )
    data = presenters.exported(
        kind, reading.kept, title=title,
        view=View(
            title=title, first=asked.chosen.start, last=asked.chosen.end, incident=asked.incident
        ),
        asked=(
            [reading.say(heading) for heading in reading.headings],
            lambda entry_id, heading: dict(reading.asked(entry_id)).get(heading, ""),
        ),
        subtitle=presenters.subtitle(
            len(reading.places), len(reading.whole.entries), names=reading.names,
            chips=[chip.text for chip in presenters.chips(request.GET, asked.form)],
        ),
    )  # fmt: skip
    name = f"{case.reference}-chronology-{reading.view}.{kind}"
    return as_attachment(data, name, presenters.KINDS[kind][2])
