"""After publication: the briefing, who acts on what, what was done, and whether it helped."""

import datetime as dt
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from irwell.access import actions as access
from irwell.access.queries import roles_on_case
from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import Agency, User
from irwell.cases.models import Case
from irwell.core.time import london
from irwell.learning import actions
from irwell.learning.models import Action, Evidence, Reading, Response
from irwell.learning.rules import bodies_named
from irwell.reviews.models import Recommendation

STAGES = ("briefing", "actions", "evidence", "impact")
DAY = dt.timedelta(days=1)
# For each recommendation in turn: the action, the difference, the measure, where it stands today, the owner, days
# until it is due.
PLANS = (
    (
        "Write one page for all health providers on looking back over twelve months at the third appointment to which a child was not brought, and build the prompt into both record systems.",
        "A slow decline in a baby or a child is seen while there is time to act.",
        "20 records a quarter with a third missed appointment; 18 of them hold the look back.",
        "The review’s own count: 2 of 20 records hold it.", "tomos", 90,
    ),
    (
        "Add “Who lives, sleeps or cares in the home?” to the assessment form, and count each quarter in how many assessments the father was spoken with.",
        "Adults who matter to a child are known, as a help and as a risk.",
        "All new assessments answer it; fathers spoken with rise from 4 in 10 to 7 in 10 within a year.",
        "No form asks it. Fathers were spoken with in 41 of 103 assessments last quarter.", "hanna", 120,
    ),
    (
        "Change the referral form so that the child’s own words come first, and record at screening who read them.",
        "Children who speak are heard by those who decide.",
        "30 referrals a term; in 27 the words are there and read.",
        "In 9 of the 30 referrals of last term.", "tomos", 60,
    ),
    (
        "Replace the “was not brought” letter by a call between two practitioners within two working days, written down by both.",
        "A missed appointment leads to contact with the child’s family, not to a closed file.",
        "Every missed appointment of a child under two: a call within two working days in 9 of 10.",
        "Nobody counts it. The hospital finds out by the end of the month.", "tomos", 45,
    ),
    (
        "Set two protected hours of supervision a fortnight for newly qualified staff, and bring caseloads to the partnership each quarter.",
        "Children’s workers have the time to be curious about what a child’s day is like.",
        "Supervision records of all 14 newly qualified staff, each quarter.",
        "6 of 14 had two hours a fortnight.", "hanna", 30,
    ),
)  # fmt: skip
NOTES = (
    "The page is agreed by the four providers. The record supplier wants until the end of the month for the prompt.",
    "The form has the question since Monday. Two teams tried it for a fortnight first and changed its wording.",
    "Three schools use the new form. Headteachers ask for a version that can be read aloud with a child.",
)
REFLECTIONS = (
    ("lena", "supervision", "I read each closed assessment of last month again and asked where the father was.", True),
    ("priti", "team", "Officers now ask to see the children awake, and write down what they were doing.", True),
    ("idris", "alone", "I will call the practice instead of writing a third letter.", False),
    ("colm", "team", "", False),
)  # fmt: skip


def take(
    case: Case, people: dict[str, User], *, now: dt.datetime, until: str = "impact"
) -> dt.datetime:
    """From published to the impact review; `until` is briefing, actions, evidence or impact."""
    lead = people.get("hanna") or people["ines"]
    _name(case, lead, "learning_lead", now)
    _name(case, people["tomos"], "agency_lead", now)
    now = _brief(case, people, lead, now)
    if until == "briefing":
        return now
    now = _plan(case, people, lead, now)
    if until == "actions":
        return now
    now = _evidence(case, people, now)
    if until == "evidence":
        return now
    return _impact(case, people, lead, now)


def _name(case: Case, person: User, role: str, now: dt.datetime) -> None:
    if role not in roles_on_case(person, case.pk):
        access.add_member(
            case_id=case.pk,
            user=person,
            role=role,
            reason="Follows the learning",
            by=SYSTEM,
            now=now,
        )


def _brief(case: Case, people: dict[str, User], lead: User, now: dt.datetime) -> dt.datetime:
    """Drafted from the report, edited by the learning lead, issued by the business manager, read by some."""
    briefing = actions.make_briefing(case=case, by=lead, now=now)
    more = "Read the whole review. Talk about one question a week in your team, and tell us what you changed."
    actions.edit_briefing(
        briefing=briefing, title=briefing.title, sections={**briefing.sections, "more": more},
        seen=briefing.edits, by=lead, now=now + DAY,
    )  # fmt: skip
    actions.issue_briefing(briefing=briefing, by=people["maya"], now=now + 3 * DAY)
    actions.record_share(
        briefing=briefing, with_whom="Designated safeguarding leads of all schools", how="meeting",
        shared_on=(now + 5 * DAY).date(), people=42, by=lead,
    )  # fmt: skip
    for place, (who, used, words, shared) in enumerate(REFLECTIONS, 4):
        actions.record_reading(
            briefing=briefing, used=Reading.Used(used).value, reflection=words, shared=shared,
            by=people[who], now=now + place * DAY,
        )  # fmt: skip
    return now + 8 * DAY


def _plan(case: Case, people: dict[str, User], lead: User, now: dt.datetime) -> dt.datetime:
    """Answers of the bodies that are registered here, and an action for each recommendation."""
    for place, row in enumerate(case.recommendations.all()):
        _answers(row, lead, now, place)
        text, intended, measure, baseline, who, days = PLANS[place % len(PLANS)]
        actions.add_action(
            recommendation=row, text=text, intended_impact=intended, measure=measure, baseline=baseline,
            owner=people.get(who) or lead, due_on=london(now).date() + days * DAY, by=people["maya"],
            now=now + DAY,
        )  # fmt: skip
    actions.share_learning(case=case, by=lead, now=now + 2 * DAY)
    for note, action in zip(NOTES, case.actions.order_by("created_at"), strict=False):
        actions.note_progress(action=action, note=note, by=action.owner, now=now + 14 * DAY)
    return now + 15 * DAY


def _answers(row: Recommendation, lead: User, now: dt.datetime, place: int) -> None:
    known = {agency.name.casefold(): agency for agency in Agency.objects.all()}
    for body in bodies_named(row.addressees):
        if agency := known.get(body.casefold()):
            part = place == 1
            actions.respond(
                recommendation=row, agency=agency, by=lead, now=now,
                answer=Response.Answer.IN_PART if part else Response.Answer.ACCEPTED,
                reasons="From April, when the new form comes; a paper slip is used until then." if part else "",
            )  # fmt: skip


def _audit_file() -> SimpleUploadedFile:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(
        [
            "Record",
            "Third appointment missed",
            "Looked back over twelve months",
            "Child seen within",
        ]
    )
    for number in range(1, 21):
        sheet.append(
            [
                f"Record {number}",
                "yes",
                "no" if number in (7, 16) else "yes",
                f"{number % 3 + 1} days",
            ]
        )
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("dip-sample.xlsx", out.getvalue())


def _give(
    action: Action, of: Evidence.Of, source: str, text: str, people: dict[str, User], now: dt.datetime,
    upload: SimpleUploadedFile | None = None,
) -> Evidence:  # fmt: skip
    return actions.give_evidence(
        action=action, of=of.value, source=source, text=text, dated=london(now).date(), upload=upload,
        by=action.owner, now=now,
    )  # fmt: skip


def _evidence(case: Case, people: dict[str, User], now: dt.datetime) -> dt.datetime:
    """All but the last action are done; of the first two, impact is shown, and one was sent back once."""
    listed = list(case.actions.order_by("recommendation__number"))
    for place, action in enumerate(listed[:-1]):
        done = _give(
            action, Evidence.Of.COMPLETION, "document",
            "In use since the date above; agreed by the subgroup of the providers and trained in every team.",
            people, now + place * DAY,
        )  # fmt: skip
        actions.accept(evidence=done, by=people["colm"], now=now + (place + 2) * DAY)
    first = listed[0]
    thin = _give(first, Evidence.Of.IMPACT, "survey", "Practitioners say that it is useful.", people, now + 20 * DAY)  # fmt: skip
    actions.send_back(
        evidence=thin, by=people["colm"], now=now + 22 * DAY,
        wanted="How many of how many, and what is different for the child?",
    )  # fmt: skip
    shown = _give(
        first, Evidence.Of.IMPACT, "audit",
        "18 of 20 records with a third missed appointment hold the look back (before: 3 of 20). 17 of the 20 children"
        " were seen within three days.", people, now + 30 * DAY, _audit_file(),
    )  # fmt: skip
    actions.accept(evidence=shown, by=people["lena"], now=now + 32 * DAY)
    return now + 33 * DAY


def _impact(case: Case, people: dict[str, User], lead: User, now: dt.datetime) -> dt.datetime:
    """The last action comes late and says why; the impact review opens; a second impact waits to be accepted."""
    listed = list(case.actions.order_by("recommendation__number"))
    last = listed[-1]
    late = max(now, now + (last.due_on - london(now).date() + DAY))
    actions.note_progress(
        action=last, note="Late by a month: two of the fourteen posts were empty. Hours are in the rota from the first of the month.",
        by=last.owner, now=late,
    )  # fmt: skip
    actions.look_for_impact(case=case, by=lead, now=late + DAY)
    if len(listed) > 1:
        _give(
            listed[1], Evidence.Of.IMPACT, "children",
            "Six of eight fathers who were asked said that it was the first time that anybody had called them.",
            people, late + 2 * DAY,
        )  # fmt: skip
    return late + 3 * DAY
