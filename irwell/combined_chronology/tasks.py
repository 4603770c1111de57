"""The sweep that carries the panel's marks along when returns were signed, so that no reader waits for it."""

from datetime import datetime, timedelta

from django.db.models import Max

from irwell.accounts.actors import SYSTEM
from irwell.agency_returns.models import AgencyReturn
from irwell.audit.events import Event
from irwell.audit.models import LoggedEvent
from irwell.cases.models import Case
from irwell.combined_chronology import actions, queries
from irwell.crypto.models import KeyDestroyed

LOOKED_BACK = timedelta(days=7)


def take_up_signed(now: datetime) -> int:
    """Make the timeline anew where a return was signed since it was last made. A reader who comes first does the same."""
    signed = (
        AgencyReturn.objects.filter(request__parent=None, signed_at__gt=now - LOOKED_BACK)
        .values("request__case")
        .annotate(last=Max("signed_at"))
        .values_list("request__case", "last")
    )
    taken = 0
    for case_id, last in signed:
        merged = LoggedEvent.objects.filter(case=case_id, name=Event.CHRONOLOGY_MERGED).last()
        if merged is None or merged.at <= last:
            taken += _take_up(Case.objects.get(pk=case_id))
    return taken


def _take_up(case: Case) -> bool:
    try:
        timeline = queries.timeline_of(case)
    except KeyDestroyed:
        return False
    return actions.take_up_returns(case=case, timeline=timeline, by=SYSTEM)
