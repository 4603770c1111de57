"""Everything that the machine notices in a timeline, in one call."""

from __future__ import annotations

from datetime import date

from irwell.chronology.observation import Observation, Observed
from irwell.chronology.patterns import missed_runs, movements, parallel_episodes, voice_observations
from irwell.chronology.sameevent import NOTHING_SETTLED, Settled, same_events
from irwell.chronology.silences import expected_contact, last_contacts, silences
from irwell.chronology.study import Study
from irwell.chronology.untold import untold

_ORDER = {kind: at for at, kind in enumerate(Observed)}


def observations(study: Study, settled: Settled = NOTHING_SETTLED) -> tuple[Observation, ...]:
    """Every observation, by kind and then in the order of time; the same at every run.

    `settled` keeps confirmed and refused same-event clusters; other decisions are matched by key
    (`carry_over` after a corrected return).
    """
    found = [
        *(event.observation for event in same_events(study, settled)),
        *silences(study),
        *expected_contact(study),
        *last_contacts(study),
        *(one.observation for one in untold(study)),
        *voice_observations(study),
        *missed_runs(study),
        *movements(study),
        *parallel_episodes(study),
    ]
    return tuple(
        sorted(found, key=lambda one: (_ORDER[one.kind], one.start or date.min, one.title, one.key))
    )
