"""What the machine noticed, and what people made of it. Each caller has checked that the person may read returns."""

from dataclasses import replace
from datetime import date

from irwell.agency_returns.queries import household_of
from irwell.cases.models import Case, Identity
from irwell.cases.queries import date_of
from irwell.chronology import Background, Observation, Observed, Person, Settled, Study
from irwell.combined_chronology.models import Weighing
from irwell.combined_chronology.queries.prepared import prepared
from irwell.combined_chronology.rules.noticing import Noticed, settled_by
from irwell.core import time

CHILDREN = ("child", "sibling")


def background_of(case: Case) -> Background:
    """The incident and the family, from the case's dates and its identity register."""
    incident = date_of(case, "incident_at")
    return Background(
        incident=time.london(incident).date() if incident else None,
        people=tuple(_person(one) for one in household_of(case) if one.names),
    )


def _person(one: Identity) -> Person:
    born = next(iter(one.details.get("dates_of_birth", ())), "")
    return Person(
        one.names[0], tuple(one.names[1:]), one.role.replace("_", " "), _day(born), child=one.role in CHILDREN
    )  # fmt: skip


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def study_of(case: Case) -> Study:
    return prepared(case).study(background_of(case))


def weighings_of(case: Case) -> dict[str, Weighing]:
    """Observation key to what the panel made of it."""
    found = Weighing.objects.filter(case=case).select_related("by")
    return {one.observation_key: one for one in found}


def settled_of(weighings: dict[str, Weighing]) -> Settled:
    """Decisions about events, as the engine takes them."""
    events = [
        (one.outcome, one.observation["entries"])
        for one in weighings.values()
        if one.observation["kind"] == Observed.SAME_EVENT
    ]
    return settled_by(
        [ids for outcome, ids in events if outcome == Weighing.Outcome.CONFIRMED],
        [ids for outcome, ids in events if outcome == Weighing.Outcome.DISMISSED],
    )


def events_of(case: Case) -> list[Weighing]:
    """What people say is one event: proposals they confirmed, and lines that they put together."""
    found = Weighing.objects.filter(case=case, outcome=Weighing.Outcome.CONFIRMED)
    return [one for one in found if one.observation["kind"] == Observed.SAME_EVENT]


def told_by_several(case: Case, *, proposed: bool) -> frozenset[str]:
    """Lines that are accounts of an event which others tell of too, as people say; `proposed`: or as the machine thinks."""
    events = [one.observation["entries"] for one in events_of(case)]
    if proposed:
        events += [one.observation.entries for one in noticed(case, weighings_of(case)).events]
    return frozenset(entry_id for entries in events for entry_id in entries)


def noticed(case: Case, weighings: dict[str, Weighing]) -> Noticed:
    """Everything that the machine notices now, with people's decisions about events standing."""
    settled = settled_of(weighings)
    return replace(prepared(case).noticed(background_of(case), settled), settled=settled)


def observation_of(case: Case, key: str) -> Observation | None:
    """One observation: as noticed now, else as it stood when somebody weighed it; of an event, what people said of it."""
    weighings = weighings_of(case)
    known = weighings.get(key)
    if known is not None and known.observation["kind"] == Observed.SAME_EVENT:
        return Observation.from_dict(known.observation)
    found = next((o for o in noticed(case, weighings).observations if o.key == key), None)
    if found is None and known is not None:
        return Observation.from_dict(known.observation)
    return found
