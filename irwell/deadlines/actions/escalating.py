"""Following the rules of escalation: everyone written to once, and the case's log says so."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.core.time import london
from irwell.deadlines.models import Escalation
from irwell.deadlines.queries import is_still_open, people_with
from irwell.deadlines.rules import FALLBACK, PLACES, Rule, Watch, Watched, left, roles_for
from irwell.messaging.actions import Letter, notify_all
from irwell.statute import Calendar
from irwell.ui.templatetags.ui import british

BODY = """{reference}: {what}
Due {due}: {left}.

Why you are told: {why}

{url}

Names and facts of cases are never sent by e-mail. Sign in to see them."""


@transaction.atomic
def escalate_date(
    *, item: Watched, rules: Sequence[Rule], calendar: Calendar, now: dt.datetime
) -> int:
    """Speak of one date under every rule whose moment has come. Of two workers the second finds it done."""
    case = cases.lock(Case(pk=item.case_id))
    if not is_still_open(item):
        return 0
    stands = left(item.due_on, london(now).date(), calendar).words.lower()
    known = Escalation.objects.filter(about_id=item.about_id, due_on=item.due_on)
    spoken = set(known.values_list("rule", flat=True))
    fresh = [rule for rule in rules if rule.id not in spoken]
    letters: dict[str, Letter] = {}
    for rule in fresh:  # in the order of their moments: who is told twice reads the later reason
        letters |= _follow(case, item, rule, stands, now)
    notify_all(list(letters.values()), by=SYSTEM, now=now)
    return len(fresh)


def _follow(
    case: Case, item: Watched, rule: Rule, stands: str, now: dt.datetime
) -> dict[str, Letter]:
    """Keep the escalation and its event; the letters by address."""
    told, people, leads = _told(item, rule, now)
    one = Escalation.objects.create(
        case=case, rule=rule.id, watched=item.watch, about_id=item.about_id, due_on=item.due_on,
        at=now, told=told,
    )  # fmt: skip
    audit.record(
        Event.ESCALATED, by=SYSTEM, case_id=case.pk, about=one, rule=rule.id, due_on=item.due_on,
        what=_kind(item), why=rule.why,
        told=", ".join(PLACES[place] for place in told) or "nobody, as nobody is named for it",
    )  # fmt: skip
    found = {person.email: str(person.pk) for person in people} | dict.fromkeys(leads, "lead")
    return {to: _letter(case, item, rule, to, who, stands) for to, who in found.items()}


def _told(item: Watched, rule: Rule, now: dt.datetime) -> tuple[list[str], list[User], list[str]]:
    """The places that hold somebody, and who that is; the business managers stand in where nobody does."""
    told: list[str] = []
    people: list[User] = []
    leads: list[str] = []
    for place in rule.to:
        found = people_with(item.case_id, roles_for(place, item.owner), now=now)
        if place == "agency_lead" and item.watch is Watch.REQUEST:
            found, leads = [], [item.lead_email] if item.lead_email else []
        if not (found or (leads and place == "agency_lead")):
            place, found = FALLBACK, people_with(item.case_id, [FALLBACK], now=now)
        if place not in told and (found or leads):
            told.append(place)
        people += found
    return told, people, leads


def _kind(item: Watched) -> str:
    """A clock by its name; a task or a request by what it is."""
    if item.watch is Watch.CLOCK:
        return item.what
    return "a task" if item.watch is Watch.TASK else "an agency’s return"


def _letter(case: Case, item: Watched, rule: Rule, to: str, who: str, stands: str) -> Letter:
    address = reverse("cases:case", kwargs={"case_id": case.pk})
    return Letter(
        to=to, subject=f"{case.reference}: {item.what}: {stands}"[:200], case_id=case.pk,
        body=BODY.format(
            reference=case.reference, what=item.what, due=british(item.due_on), left=stands,
            why=rule.why, url=f"{settings.IRWELL_BASE_URL}{address}",
        ),
        once=f"escalation:{rule.id}:{item.about_id}:{item.due_on}:{who}",
    )  # fmt: skip
