"""View models of the contract, the joint review and the shortlist."""

import datetime as dt
from typing import Any

from irwell.cases.models import Case, CaseClock
from irwell.core.time import london
from irwell.reviewers import queries as pool
from irwell.reviewers import rules as fitness
from irwell.reviews import queries, rules
from irwell.reviews.models import Contract, Instalment, JointReview, PracticeReview, Variation
from irwell.statute import long_date
from irwell.ui.presenters import Row

GROUPS = (
    ("clear", "Nothing stands against"),
    ("settle", "Something to settle first"),
    ("barred", "Barred by a conflict"),
)


def contract_words(contract: Contract, *, today: dt.date) -> dict[str, Any]:
    """Everything the contract's page shows."""
    parts = list(contract.instalments.select_related("milestone"))
    variations = list(contract.variations.select_related("by", "decided_by"))
    left = rules.left_of(contract.fee, [p.amount for p in parts])
    return {
        "rows": _rows(contract), "parts": [_part(p) for p in parts], "left": rules.pounds(left) if left else "",
        "variations": [{"row": v, "words": _varied(v)} for v in variations],
        "waiting": next((v for v in variations if v.decided_at is None), None),
        "over": contract.ends_on < today,
    }  # fmt: skip


def _rows(contract: Contract) -> list[Row]:
    signed = (
        f"{long_date(contract.signed_on)}, the signed copy is on file"
        if contract.signed_on
        else "Not yet"
    )
    found = [
        ("With", contract.review.reviewer_name),
        ("From", long_date(contract.starts_on)),
        ("Until", long_date(contract.ends_on)),
        ("Fee", f"{rules.pounds(contract.fee)}, without VAT"),
        ("What it covers", contract.conditions),
        ("Signed", signed),
    ]
    return [Row(label, value) for label, value in found if value]


def _part(row: Instalment) -> dict[str, Any]:
    if row.paid_on:
        status, colour, when = "Paid", "green", long_date(row.paid_on)
    elif row.milestone.done_on:
        status, colour, when = "Payable now", "amber", ""
    else:
        status, colour, when = "Not yet", "grey", f"planned {long_date(row.milestone.due_on)}"
    payable = row.milestone.done_on is not None and row.paid_on is None
    return {
        "row": row, "title": row.milestone.title, "amount": rules.pounds(row.amount), "status": status,
        "colour": colour, "payable": payable, "when": when,
    }  # fmt: skip


def _varied(row: Variation) -> list[str]:
    said = []
    if row.ends_on != row.old_ends_on:
        said.append(f"Last day {long_date(row.old_ends_on)} becomes {long_date(row.ends_on)}.")
    if row.fee != row.old_fee:
        said.append(f"Fee {rules.pounds(row.old_fee)} becomes {rules.pounds(row.fee)}.")
    return said


def contract_as_typed(
    contract: Contract | None, clock: CaseClock | None, *, today: dt.date
) -> dict[str, Any]:
    """What stands there, or the dates that the six months propose."""
    if contract is None:
        return {"starts_on": today, "ends_on": clock.due_on if clock else None}
    names = ("starts_on", "ends_on", "fee", "conditions")
    return {name: getattr(contract, name) for name in names}


def joint_rows(joint: JointReview) -> list[Row]:
    by = joint.named_by_us
    them = joint.named_by_them_on
    found = [
        ("With", joint.partnership),
        ("Contact", joint.contact),
        ("Who leads", "This partnership" if joint.we_lead else joint.partnership),
        ("Agreed by both on", long_date(joint.agreed_on)),
        ("What both agreed", joint.shared_terms),
        ("Naming: this partnership", f"Agreed by {by.name}" if by else "Not agreed yet"),
        ("Naming: the other partnership", f"Agreed in writing on {long_date(them)}" if them else "Not agreed yet"),
        ("In what is published", "Named beside this partnership" if joint.may_be_named else "Not named"),
    ]  # fmt: skip
    return [Row(label, value) for label, value in found if value]


def joint_as_typed(joint: JointReview | None) -> dict[str, Any]:
    if joint is None:
        return {"seen": 0}
    names = ("partnership", "contact", "agreed_on", "shared_terms")
    return {
        **{name: getattr(joint, name) for name in names},
        "we_lead": "us" if joint.we_lead else "them",
        "seen": joint.edits,
    }


def shortlist(case: Case, review: PracticeReview, *, today: dt.date) -> dict[str, Any]:
    """The pool in three groups, each person with reasons. Within a group by name: nothing is ranked."""
    clock, needs = queries.six_months(case), queries.needs_of(review)
    since = max(today, london(clock.start_at).date()) if clock else today
    until = max(since, clock.due_on) if clock else since
    agencies = queries.agencies_reviewed(case)
    found = pool.shortlist(case, agencies, wanted=needs, since=since, until=until, today=today)
    groups = [
        {
            "title": title,
            "people": [_person(entry, fit) for entry, fit in found if fit.group == group],
        }
        for group, title in GROUPS
    ]  # fmt: skip
    return {
        "groups": [g for g in groups if g["people"]], "needs": fitness.titles(needs),
        "chosen": review.needs is not None, "since": since, "until": until, "agencies": agencies,
        "lines": review.key_lines.count(), "asking": case.state in rules.ASKING,
    }  # fmt: skip


def _person(entry: Any, fit: fitness.Fit) -> dict[str, Any]:
    here, elsewhere = pool.led_here(entry), list(entry.past.all())
    led = [f"Appointed here in {fitness.years_in_words(here)}."] if here else []
    led += [f"{row.title}, {row.partnership}, {row.year}." for row in elsewhere[:3]]
    return {"entry": entry, "fit": fit, "led": led}
