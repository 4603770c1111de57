"""From the referral to the notification: each step by the person who does it."""

import datetime as dt
import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from docx import Document

from irwell.access import actions as access
from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import User
from irwell.cases.models import Case
from irwell.core.time import LONDON
from irwell.criteria import actions as criteria
from irwell.demo.data import load
from irwell.notifications import actions as notifications
from irwell.referrals import actions as referrals
from irwell.referrals.models import Referral
from irwell.referrals.rules import suggested_facts
from irwell.statute import load_calendar


def _at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(11), LONDON)


def _answers(row: dict[str, Any], happened: dt.date) -> dict[str, Any]:
    died = "yes" if "died" in row["story"] else "no"
    away = row["stage"] == "other_area"
    return {
        "referrer": {"name": "Hester Underhill", "role": "Ward sister", "agency": "Calderbrook Hospitals Trust", "email": "hester.underhill@hospital.example"},
        "lead": {"consulted": "yes", "lead_name": "Tomos Ellerby", "advice": "Refer: the criteria may be met."},
        "children": [{"name": row["child"], "date_of_birth": row["born"], "sex": "Not known", "resident": "yes", "looked_after": "no", "address": f"{len(row['child'])} Weaver Row, Calderbrook", "school": "Millrace Primary School"}],
        "family": [{"name": row["parent"], "relationship": "Mother", "at_risk": "no"}],
        "incident": {"happened_on": happened.isoformat(), "aware_on": happened.isoformat(), "in_area": "no" if away else "yes", "in_england": "yes", "died": died, "harmed": "no" if died == "yes" else "yes", "narrative": row["story"]},
        "abuse": {"known": "unknown", "suspected": "no" if row["stage"] == "not_notified" else "yes", "basis": "As described."},
        "why": {"reason": "There may be learning for several agencies.", "joint": "no"},
        "safety": {"others_safe": "yes", "done": "Strategy discussion held."},
    }  # fmt: skip


def _strategy_record(happened: dt.date) -> SimpleUploadedFile:
    """The Word file that a ward sister sends with a referral."""
    document = Document()
    document.add_heading("Record of strategy discussion", 1)
    document.add_paragraph(
        f"Held by video call on {happened + dt.timedelta(days=1):%-d %B %Y}, 10:00."
    )
    for line in (
        "Present: children’s services team manager, detective sergeant, named nurse, ward sister.",
        "Agreed: section 47 enquiry, jointly with the police. Skeletal survey tomorrow.",
        "Brothers and sisters stay with their grandmother until the enquiry has ended.",
    ):
        document.add_paragraph(line, style="List Bullet")
    out = io.BytesIO()
    document.save(out)
    return SimpleUploadedFile("Strategy discussion.docx", out.getvalue())


@transaction.atomic
def seed_case(
    row: dict[str, Any], people: dict[str, User], *, today: dt.date
) -> tuple[Referral, dt.datetime]:
    """One referral, taken as far as its stage says, by the people who do it; and when the next step may begin."""
    happened = today - dt.timedelta(days=row["days"])
    calendar = load_calendar()
    working = [calendar.add_working_days(happened, n) for n in range(1, 9)]
    moments = iter([_at(min(day, today)) for day in working])
    referral, _ = referrals.start(now=_at(happened))
    for page, value in _answers(row, happened).items():
        referral = referrals.save_page(
            referral=referral, page_id=page, value=value, version=referral.version, by=SYSTEM
        )
    if row["stage"] == "referred":
        referrals.add_file(
            referral=referral, upload=_strategy_record(happened), by=SYSTEM, now=_at(happened)
        )
    referral = referrals.submit(referral=referral, by=SYSTEM, now=next(moments))
    if row["stage"] == "referred":
        return referral, next(moments)
    case = referrals.accept(
        referral=referral, label=row["label"], by=people["maya"], now=next(moments)
    )
    _name_members(case, people, _at(happened))
    _take_further(case, referral, row["stage"], people, moments)
    return referral, next(moments)


def _name_members(case: Case, people: dict[str, User], now: dt.datetime) -> None:
    for row in load()["person"]:
        if "case_role" in row:
            access.add_member(
                case_id=case.pk,
                user=people[row["key"]],
                role=row["case_role"],
                reason="Standing member of the subgroup",
                by=SYSTEM,
                now=now,
            )


def _take_further(
    case: Case, referral: Referral, stage: str, people: dict[str, User], moments: Any
) -> None:
    maya, now = people["maya"], next(moments)
    facts = {**suggested_facts(referral.answers), "F_CHILD": "true"}
    criteria.take_from_referral(case=case, suggested=facts, by=maya, now=now)
    if stage == "triage":
        return
    criteria.evaluate(case=case, by=maya, now=now)
    criteria.open_discussion(case=case, la_aware_at=now, by=maya, now=now)
    views = {"not_notified": "do_not"}
    reasons = "Discussed with my agency’s records to hand; the facts as recorded support this view."
    for key in ("idris", "priti"):
        criteria.give_view(
            case=case, view=views.get(stage, "notify"), reasons=reasons, by=people[key],
            now=now,
        )  # fmt: skip
    if stage == "criteria_discussion":
        return
    criteria.give_view(
        case=case, view=views.get(stage, "notify"), reasons=reasons, by=people["lena"],
        now=now,
    )  # fmt: skip
    outcome = stage if stage in ("not_notified", "other_area") else "notify_agreed"
    now = next(moments)
    criteria.decide(
        case=case, outcome=outcome, reasons=reasons, by=people["lena"], now=now,
        other_area="Ferrybank Council" if outcome == "other_area" else "",
    )  # fmt: skip
    if stage == "rr_gathering":
        now = next(moments)
        notifications.record_sent(
            case=case, reference=f"SIN-{case.reference}", sent_at=now, by=maya, now=now
        )
