"""Publication: the plan, the copies, the checks, two people, nine o'clock."""

import datetime as dt

from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import User
from irwell.cases.models import Case
from irwell.core.time import LONDON, london
from irwell.publication import actions, queries, rules
from irwell.publication.models import Publication
from irwell.statute import earliest_publication, load_calendar

SUMMARY = """A child was seriously harmed at home after months in which neglect built up. Appointments and school days \
were missed one by one and closed one by one; nobody was asked to look at all of them together. The men in the home were \
seen by three agencies and recorded by one. What the child said and showed was written down with care in four places and \
read together for the first time by this review. Practitioners worked hard, with heavy caseloads and systems that counted \
events rather than patterns. The review asks agencies to look at the build-up over time, to find out who lives in a home, \
and to spend time alone with each child."""
THEMES = (
    "Neglect", "Fathers and other men in the household", "Professional curiosity", "Sharing information",
    "The voice of the child",
)  # fmt: skip
KEYWORDS = ("missed appointments", "cumulative harm", "hidden men", "school absence")
NOTES = {
    "criminal_trial": "The police confirmed in writing that no charge is being considered. Crown Prosecution Service told.",
    "inquest": "The child is alive, so there is no inquest.",
    "court_order": "The council’s solicitor asked the family court: no order limits publication in this form.",
    "children": "The social worker and the school spoke for the brothers and sisters; the part about bedtime was shortened.",
    "family": "The reviewer and a family support worker read it with the mother in two sittings. The father was sent a copy.",
    "practitioners": "Each agency’s safeguarding lead met its own practitioners; all were offered supervision.",
    "legal_advice": "The council’s solicitor advised on the final text: it may be published as certified.",
    "media": "The chair speaks for the partnership. The statement is agreed; the family is called first.",
}
ASK_AGAIN = (
    "The police confirmed in writing that no charge is being considered now. An expert’s report is still to come: "
    "ask them once more when they have it."
)
# Where a case stops before it is approved, the day is planned further ahead, and one answer counts for days only.
LONGER, SOON = dt.timedelta(days=14), dt.timedelta(days=4)
NOT_APPLICABLE = {"inquest"}
STAGES = ("planned", "gates", "approved", "published")


def take(
    case: Case, people: dict[str, User], *, now: dt.datetime, until: str = "published"
) -> dt.datetime:
    """From the signed certificate to the site; stops after `planned`, `gates`, `approved` or `published`."""
    far = STAGES.index(until)
    sent_on = london(now).date()
    calendar = load_calendar()
    planned_on = earliest_publication(
        rules.notice_policy(case.policies), calendar.next_working_day_on_or_after(sent_on), calendar
    )
    if far <= STAGES.index("gates"):
        planned_on = calendar.next_working_day_on_or_after(planned_on + LONGER)
    publication = _plan(case, people, planned_on=planned_on, now=now)
    if far >= STAGES.index("gates"):
        again = sent_on + SOON if until == "gates" else None
        now = _check(publication, people, sent_on=sent_on, again=again, now=now)
    if far >= STAGES.index("approved"):
        now = _approve(publication, people, now=now)
    if far >= STAGES.index("published"):
        now = dt.datetime.combine(planned_on, rules.RELEASE_AT, LONDON)
        actions.publish(publication=publication, by=SYSTEM, now=now)
    return now


def _plan(
    case: Case, people: dict[str, User], *, planned_on: dt.date, now: dt.datetime
) -> Publication:
    said = queries.suggested_plan(case)
    words = actions.Words(
        title=said["title"] or "Child A: local child safeguarding practice review",
        summary=SUMMARY,
        author=said["author"] or "Rosalind Farr-Kite",
        method=said["method"] or "Systems review with practitioners and family",
        themes=THEMES,
        keywords=KEYWORDS,
    )
    return actions.plan(
        case=case, words=words, planned_on=planned_on, seen="", by=people["maya"], now=now
    )


def _check(
    publication: Publication, people: dict[str, User], *, sent_on: dt.date, again: dt.date | None,
    now: dt.datetime,
) -> dt.datetime:  # fmt: skip
    """Copies and answers; `again`: the day from which the answer about a trial no longer counts."""
    recipients = [*rules.RECIPIENTS, "family", "agencies"]
    actions.record_copies(
        publication=publication, recipients=recipients, sent_on=sent_on, by=people["maya"], now=now
    )
    for gate in rules.GATES:
        if gate.counted:
            continue
        now += dt.timedelta(minutes=20)
        waits = again is not None and gate.id == "criminal_trial"
        actions.answer_gate(
            case=publication.case, gate=gate.id, note=ASK_AGAIN if waits else NOTES[gate.id], now=now,
            recheck_on=again if waits else None,
            answer="not_applicable" if gate.id in NOT_APPLICABLE else "closed",
            by=people["ines"] if gate.legal else people["maya"],
        )  # fmt: skip
    return now


def _approve(publication: Publication, people: dict[str, User], *, now: dt.datetime) -> dt.datetime:
    for key in ("lena", "idris"):
        now += dt.timedelta(hours=1)
        actions.approve(
            publication=publication, content=publication.content, by=people[key], now=now
        )
    return now
