"""Step 7 of a case: the meeting, the grid, the positions, the report, its way to the Panel and back."""

import datetime as dt
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from irwell.accounts.models import User
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.core.time import LONDON, london
from irwell.decisions import actions as decisions
from irwell.decisions import queries
from irwell.decisions.rules import is_review
from irwell.rapid_reviews import actions as rapid_reviews
from irwell.rapid_reviews.rules import Letter
from irwell.statute import load_calendar

PARTNERS = ("lena", "idris", "priti")

MINUTES = """The chair reminded members that the purpose is learning and that nobody is judged here. Conflicts of interest were asked for; none was declared.

Safety: Child A is safe and has a plan. Brothers and sisters were seen and spoken to on the day.

Members read the returns and the combined chronology together. Three times an agency knew something that would have changed what another did, and each time the information went by telephone and was not written down. Members asked why that made sense at the time: the duty desk was carrying two vacancies and the shared inbox was read once a day.

The voice of Child A is hardly in the records. One worker wrote down what the child drew; nobody else knew of it.

Action: agree one route for urgent information between the ward and the duty desk | partners | {far}
Action: ask each agency to check its waiting list for children who were not brought twice | business manager | {near}"""

GRID = {
    "R11A": ("true", "How urgent worries travel between agencies needs to improve; a first change was made in the week of the incident."),
    "R11B": ("true", "Children not brought to appointments were the theme of two earlier local reviews."),
    "R11C": ("true", "The hospital, the school and children’s social care each held a part of the picture and did not put the parts together."),
    "R11D": ("unknown", "The Panel has not considered the case yet."),
    "W1_SINGLE_AGENCY": ("false", "No single agency’s actions stand out; the gap lies between them."),
    "W2_NO_AGENCY": ("false", "Several agencies knew the family."),
    "W3_CROSS_AREA": ("unknown", "The family lived elsewhere for some months; the other area has been asked."),
    "W4_INSTITUTION": ("false", "Child A lived at home."),
}  # fmt: skip

FOR = "The learning crosses agencies and comes back. A practice review can ask the family and the practitioners why, which this Rapid Review could not."
AGAINST = "The Rapid Review has found the learning and the actions are under way. A practice review would tell us again what two earlier reviews said."
EDUCATION = (
    "The school wants every worry it rings in to be answered, and will say so in its own action."
)
SCRUTINY = "Whatever is decided, I ask the partners to hear from the family before the action plan is closed."

SECTIONS = {
    "summary": "Child A was brought to hospital with injuries that were not explained. A strategy discussion was held the same day.\nThe local authority notified the Panel after the three partners had given their views.",
    "episodes": "Appointments. Child A was not brought to three appointments in five weeks. Each was treated as a single event because the clinic’s system closes a referral after two letters, which meant that nobody saw the pattern.\nThe call from the school. The school rang with a worry about bruising. The call was taken as information rather than a referral because the caller assumed that a plan was already in place.\nThe discharge. Child A went home on a Friday evening. The ward believed that a visit was booked; the duty desk, with two vacancies, had expected a written referral that did not come.",
    "voice": "The records hold few words of Child A. A teaching assistant kept a drawing and wrote down what Child A said about it: that home was loud and that bedtime was the best part. No other agency knew of it. Nobody saw Child A alone in the four months before.",
    "identity": "The family’s first language is not English and an interpreter was booked twice in five contacts. Two records describe the family as hard to engage. Members asked whether assumptions about culture and class stood in the way of asking plain questions, and found that they may have.",
    "well": "The teaching assistant listened and wrote down what was said. The ward’s safeguarding nurse insisted on a strategy discussion the same day.",
    "learning_to_do": "Whether a worry that is rung in becomes a referral still depends on who answers the telephone.",
    "learning_done": "The ward and the duty desk agreed one telephone number and a written note within the hour.\nThe clinic now tells the health visitor when a child is not brought for the second time.",
    "safeguarding": "Child A is safe and has a named social worker. Brothers and sisters were seen on the day and are safe.",
    "similar": "Two earlier local reviews asked for a shared approach to children who are not brought. One recommendation was completed; its effect was not measured.",
    "parallel": "A police investigation is under way. The senior investigating officer has no objection to this Rapid Review and asks to see any draft that quotes a witness.",
    "family": "The social worker told Mother about this review and gave her a leaflet. She said that she wants her view to be heard.",
    "national": "The partners do not think that a national review is needed.",
    "terms": "How do agencies notice a pattern when a child is not brought?\nWhat makes a worry into a referral?\nHow is the voice of a young child heard and passed on?\nPeriod: two years before the incident. The reviewer is independent of all agencies involved.",
    "actions": "Agree one route for urgent information between ward and duty desk | Head of safeguarding, council | in four weeks\nCheck waiting lists for children not brought twice | Designated nurse, ICB | in six weeks\nTell all schools what becomes of a worry once it is rung in | Education lead | next half-term",
}  # fmt: skip
WHY = {
    True: "A practice review is appropriate. Improvement is needed between agencies, the theme comes back, and why it comes back cannot be learned from records alone. Family and practitioners must be asked. The cost in time and distress was weighed against what other children gain.",
    False: "A practice review is not appropriate. The learning is clear, the actions have owners and dates, and two earlier reviews asked the same questions. The partners will measure the effect of the actions instead, and report it in the yearly report.",
}  # fmt: skip
LETTERS = {
    "agrees": "Thank you for a thorough Rapid Review. The Panel agrees with the decision and welcomes the attention to the child’s voice.",
    "lcspr": "Thank you for the Rapid Review. The Panel notes that the theme has come back twice and considers that a local child safeguarding practice review may be more appropriate.",
}  # fmt: skip
QUALITY = "Clear key practice episodes that ask why. The voice of the child is heard."
EQUALITY = "The Panel welcomes the questions about language and culture."


def take(
    case: Case,
    people: dict[str, User],
    *,
    now: dt.datetime,
    until: str = "replied",
    outcome: str = "LCSPR",
    reply: str = "agrees",
) -> dt.datetime:
    """From gathering to the Panel’s reply. `until`: meeting, positions, split, submitted or replied."""
    now = _meet(case, people, now)
    if until == "meeting":
        return now
    _weigh(case, people, now, split=until == "split", outcome=outcome)
    if until in ("positions", "split"):
        return now
    now = _report(case, people, _later(now, 2), outcome)
    now = _send(case, people, _later(now, 2))
    if until == "submitted":
        return now
    do_promised(case, by=people["maya"], role="business_manager", now=now + dt.timedelta(days=5))
    return _hear(case, people, _later(now, 6), reply)


def do_promised(case: Case, *, by: User, role: str, now: dt.datetime) -> None:
    """What this role promised at the meeting is done."""
    for task in case.tasks.filter(once__startswith="minutes ", for_role=role, done_at=None):
        cases.finish_task(task=task, by=by, now=now)


def _later(now: dt.datetime, days: int) -> dt.datetime:
    """That many working days later, at eleven in the morning."""
    day = load_calendar().add_working_days(london(now).date(), days)
    return dt.datetime.combine(day, dt.time(11), LONDON)


def _meet(case: Case, people: dict[str, User], now: dt.datetime) -> dt.datetime:
    maya, when = people["maya"], _later(now, 1)
    meeting = decisions.call_meeting(case=case, planned_for=when, by=maya, now=now)
    missing = [r for r in queries.answered(case) if r.latest is None]
    explained = {
        str(r.agency.pk): "Promised; the chair reads it out at the meeting." for r in missing
    }
    meeting = decisions.circulate(case=case, explained=explained, by=maya, now=now)
    rows = {m.user.pk: (_presence(m), False) for m in queries.roster(case) if not m.walled}
    decisions.record_attendance(meeting=meeting, rows=rows, by=maya, now=when)
    meeting = decisions.hold(meeting=meeting, by=people["colm"], now=when)
    near, far = (f"{day.day} {day:%B %Y}" for day in (_later(when, 10), _later(when, 20)))
    text = MINUTES.format(near=near, far=far)
    decisions.save_minutes(meeting=meeting, text=text, saves=meeting.saves, by=maya)
    return when


def _presence(member: queries.Member) -> str:
    deciding = {"chair", "statutory_partner", "subgroup_member"}
    if deciding & set(member.roles):
        return "present"
    return "adviser" if "business_manager" in member.roles else ""


def _weigh(
    case: Case, people: dict[str, User], now: dt.datetime, *, split: bool, outcome: str
) -> None:
    decisions.answer_grid(case=case, answers=GRID, seen={}, by=people["colm"], now=now)
    for who in PARTNERS:
        wanted = is_review(outcome) if not split else who == "idris"
        decisions.take_position(
            case=case, choice="LCSPR" if wanted else "NO_LCSPR", reasons=FOR if wanted else AGAINST,
            by=people[who], now=now,
        )  # fmt: skip
    decisions.record_scrutineer_view(case=case, view=SCRUTINY, by=people["colm"])
    decisions.record_education_view(case=case, view=EDUCATION, by=people["colm"])


def _report(case: Case, people: dict[str, User], now: dt.datetime, outcome: str) -> dt.datetime:
    maya, why = people["maya"], WHY[is_review(outcome)]
    decisions.conclude(case=case, outcome=outcome, reasons=why, by=people["colm"], now=now)
    for section, text in {**SECTIONS, "rationale": why}.items():
        rapid_reviews.save_section(case=case, section=section, text=text, version=0, by=maya)
    rapid_reviews.make_report(case=case, by=maya, now=now)
    rapid_reviews.agree_draft(case=case, by=people["colm"], now=now)
    return now


def _send(case: Case, people: dict[str, User], now: dt.datetime) -> dt.datetime:
    comments = {"priti": ("the chief constable, by letter of delegation", "")}
    for who in PARTNERS:
        authority, comment = comments.get(who, ("", "Read and agreed."))
        rapid_reviews.sign_off(
            case=case, comment=comment, authority=authority, by=people[who], now=now
        )
    sent = now + dt.timedelta(hours=3)
    rapid_reviews.submit(
        case=case, sent_at=sent, receipt=f"PANEL-{case.reference}", by=people["maya"], now=sent
    )
    return sent


def _hear(case: Case, people: dict[str, User], now: dt.datetime, reply: str) -> dt.datetime:
    letter = Document()
    letter.add_heading("Child Safeguarding Practice Review Panel", 1)
    letter.add_paragraph(f"Rapid Review {case.reference}. {LETTERS[reply]}")
    letter.add_paragraph("(An invented letter of the demonstration.)")
    out = io.BytesIO()
    letter.save(out)
    rapid_reviews.log_reply(
        case=case, said=Letter(reply, on_quality=QUALITY, on_timeliness="Received in time.", on_equality=EQUALITY), received_on=london(now).date(), summary=LETTERS[reply],
        letter=SimpleUploadedFile("panel-letter.docx", out.getvalue()), by=people["maya"], now=now,
    )  # fmt: skip
    return now
