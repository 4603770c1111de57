"""Local learning: a near miss that no law asks to review, planned and gathered; the learning event is to come."""

import datetime as dt

from irwell.accounts.models import User
from irwell.cases.models import Case
from irwell.core.time import london
from irwell.local_learning import actions


def take(
    case: Case, people: dict[str, User], *, now: dt.datetime, until: str = "learning_event"
) -> dt.datetime:
    """From “not notified” to the day before practitioners meet."""
    maya, lena = people["maya"], people["lena"]
    actions.begin(
        case=case, track="NEAR_MISS_REVIEW", by=lena, now=now,
        aim="Why did three services see the signs in one week, and what made the fourth telephone?",
        reasons="Harm was only just avoided; what held is worth knowing as much as what nearly failed.",
    )  # fmt: skip
    now += dt.timedelta(days=1)
    actions.plan(
        case=case, lead="The designated nurse of the integrated care board", lead_agency=people["idris"].agency,
        method="One learning event with the practitioners who knew the family, after a short chronology of each.",
        plan="School, health visiting, the surgery and children’s services each write one page and come for half a day.",
        ends_on=london(now).date() + dt.timedelta(days=56), by=maya, now=now,
    )  # fmt: skip
    now += dt.timedelta(days=7)
    actions.gather(
        case=case, by=maya, now=now,
        gathered="One page from each of the four, and a talk with the grandmother, who agreed to be quoted by role.",
    )  # fmt: skip
    return now
