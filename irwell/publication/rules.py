"""What must be dealt with before a review is published, and when it may be. Pure.

Working Together 2023, chapter 5, for the notice and for preparing family and practitioners; the list of gates is
this software's own reading of practice, and says on the page what nobody has checked yet.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from irwell.anonymise.attack.lint import title_faults
from irwell.anonymise.reading import read
from irwell.core.text import plural
from irwell.core.time import LONDON
from irwell.statute import (
    Calendar,
    NotStarted,
    Policy,
    citation,
    derive,
    earliest_publication,
    find_policy,
    long_date,
)

NOTICE_POLICY = "PUB7_WD_BACK"
AVAILABLE_POLICY = "AVAILABLE_1Y"
RELEASE_AT = dt.time(9, 0)
NOTICE_STATE = "pre_publication"
GATE_STATES = ("anonymisation", NOTICE_STATE, "publication_deferred")
SUMMARY_GUIDE = (80, 150)
APPROVERS_NEEDED = 2
LETTERS = "bcdfghjkmnpqrstvwxz23456789"  # no vowels, so that no word comes out

WT2023 = citation(("wt2023",), verified=False, verified_on=None)
PRACTICE = citation(("irwell-design",), verified=False, verified_on=None)


@dataclass(frozen=True)
class Gate:
    """One question before publication. `legal` gates are closed by the legal adviser alone.

    `may_not_apply` is false where something must be done whatever the case. The answer of a `counted` gate
    follows from recorded dates and is not given by anyone.
    """

    id: str
    title: str
    question: str
    done: str
    source: str
    verified: bool = False
    legal: bool = False
    may_not_apply: bool = True
    counted: bool = False


GATES: tuple[Gate, ...] = (
    Gate(
        "criminal_trial", "Criminal trial",
        "Is a criminal investigation or trial running that what is published could affect?",
        "Say what the police and the Crown Prosecution Service agreed to, and when.", WT2023, legal=True,
    ),
    Gate(
        "inquest", "Inquest", "Is there an inquest, or will there be one, that publication could affect?",
        "Say what the coroner’s office was asked and what it answered.", WT2023, legal=True,
    ),
    Gate(
        "court_order", "Court order",
        "Does an order of a family or other court forbid or limit what may be published?",
        "Say which court was asked and what the order allows.", PRACTICE, legal=True,
    ),
    Gate(
        "children", "Brothers, sisters and other children",
        "Could publication harm a surviving child, or show where a child lives now?",
        "Say who spoke for the children and what was changed or agreed.", WT2023,
    ),
    Gate(
        "family", "The family has seen it",
        "Have the family, and the child where there is one to ask, seen the report and been prepared?",
        "Say when and by whom; if they did not want to see it, say how that was asked.", WT2023,
        may_not_apply=False,
    ),
    Gate(
        "practitioners", "Practitioners are prepared",
        "Have the practitioners who worked with the family seen the report and been offered support?",
        "Say how each agency told its people.", WT2023, may_not_apply=False,
    ),
    Gate(
        "legal_advice", "Legal advice", "Has a lawyer advised on publishing this report, in these words?",
        "Say who advised, on which day, and what the advice was.", WT2023, legal=True, may_not_apply=False,
    ),
    Gate(
        "media", "Media plan",
        "Is it agreed who answers the press, what is said, and how the family hears of interest first?",
        "Say who speaks and where the statement lies.", PRACTICE,
    ),
    Gate(
        "notice", "Notice to the Panel",
        "Have the Panel, the Secretary of State and Ofsted had their copies for seven working days?",
        "Follows from the days on which the copies were sent.", WT2023, may_not_apply=False, counted=True,
    ),
)  # fmt: skip
GATES_BY_ID = {gate.id: gate for gate in GATES}


@dataclass(frozen=True)
class Licence:
    """On what terms others may use what is published."""

    title: str
    plain: str
    address: str = ""


LICENCES: dict[str, Licence] = {
    "copyright": Licence("All rights reserved", "It may be read, printed and quoted; for more they ask you."),
    "ogl": Licence(
        "Open Government Licence v3.0", "It may be copied, adapted and published again, with its source.",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    ),
    "cc-by-nc-nd": Licence(
        "Creative Commons BY-NC-ND 4.0", "It may be passed on unchanged, with its source, and not be sold.",
        "https://creativecommons.org/licenses/by-nc-nd/4.0/",
    ),
}  # fmt: skip


def rights(owner: str, licence: str) -> str:
    """Whose it is and on what terms it may be used, in one line."""
    chosen = LICENCES[licence]
    return f"Copyright of the {owner}" + (f". {chosen.title}" if chosen.address else "")


RECIPIENTS: dict[str, str] = {
    "panel": "Child Safeguarding Practice Review Panel",
    "secretary_of_state": "Secretary of State for Education",
    "ofsted": "Ofsted",
}
ALSO_COPIED: dict[str, str] = {
    "family": "The family",
    "agencies": "Agencies that took part",
    "cdop": "Child death overview panel",
    "coroner": "Coroner",
    "elected_members": "Elected members",
    "other_areas": "Other areas concerned",
    "nspcc": "NSPCC national case review repository",
}
ALL_RECIPIENTS = {**RECIPIENTS, **ALSO_COPIED}


@dataclass(frozen=True)
class Notice:
    """How the notice before publication stands. `earliest` is known once every copy was sent."""

    runs: bool
    latest: dt.date
    sent_on: dt.date | None
    earliest: dt.date | None
    missing: tuple[str, ...]
    sentence: str
    lines: tuple[str, ...]


def notice(
    policy: Policy, *, planned_on: dt.date, copies: Mapping[str, dt.date], calendar: Calendar
) -> Notice:
    """Seven working days between the last of the three copies and the planned day."""
    clock = derive(policy, {"publication_at": planned_on}, calendar)
    if isinstance(clock, NotStarted):
        raise ValueError(f"{policy.id} does not count back from the planned day.")
    latest, lines = clock.due_on, clock.explanation
    sent_on = all_sent_on(copies)
    if sent_on is None:
        missing = tuple(name for key, name in RECIPIENTS.items() if key not in copies)
        sentence = (
            f"No copy to {_listed(missing)} is recorded. To publish on {long_date(planned_on)}, "
            f"copies must be sent by {long_date(latest)}."
        )
        return Notice(False, latest, None, None, missing, sentence, lines)
    earliest = earliest_publication(policy, sent_on, calendar)
    if sent_on <= latest:
        sentence = (
            f"The copies were sent by {long_date(sent_on)}; the latest day was {long_date(latest)}."
        )
        return Notice(True, latest, sent_on, earliest, (), sentence, lines)
    sentence = (
        f"The last copy was sent on {long_date(sent_on)}. To publish on {long_date(planned_on)} it had to be "
        f"sent by {long_date(latest)}. The earliest day now is {long_date(earliest)}."
    )
    return Notice(False, latest, sent_on, earliest, (), sentence, lines)


def all_sent_on(copies: Mapping[str, dt.date]) -> dt.date | None:
    """The day on which the last of the three was sent a copy; None while one has none."""
    return max(copies[key] for key in RECIPIENTS) if copies.keys() >= RECIPIENTS.keys() else None


def first_day(
    policy: Policy, *, copies: Mapping[str, dt.date], today: dt.date, calendar: Calendar
) -> str:
    """From which day on may be published, as copies went or as they would go today."""
    went = all_sent_on(copies)
    earliest = earliest_publication(policy, went or today, calendar)
    sent = f"They went by {long_date(went)}" if went else "If they go today"
    return (
        f"The Panel, the Secretary of State and Ofsted have copies {plural(policy.length, 'working day')} before. "
        f"{sent}: the first possible day is {long_date(max(earliest, calendar.next_working_day_on_or_after(today)))}. {WT2023}"
    )


def notice_policy(chosen: Mapping[str, str]) -> Policy:
    """The reading frozen on the case, else seven working days back."""
    return find_policy(chosen.get("C10", NOTICE_POLICY))


def open_gates(
    answers: Mapping[str, str], *, notice_runs: bool, held: Collection[str] = ()
) -> tuple[Gate, ...]:
    """Every gate that stands in the way. A gate that nobody answered is open, and so is one that a running
    process holds, whatever was answered."""
    return tuple(
        gate
        for gate in GATES
        if gate.id in held or not _is_closed(gate, answers.get(gate.id), notice_runs)
    )


def _is_closed(gate: Gate, answer: str | None, notice_runs: bool) -> bool:
    if gate.counted:
        return notice_runs
    return answer == "closed" or (answer == "not_applicable" and gate.may_not_apply)


def release_moment(planned_on: dt.date) -> dt.datetime:
    """Nine o'clock in England on the planned day; until then there is an embargo."""
    return dt.datetime.combine(planned_on, RELEASE_AT, LONDON)


def approvers(
    approvals: Iterable[tuple[Any, str]], *, content: str, planner: Any
) -> tuple[Any, ...]:
    """The different people, not the planner, who approved exactly this content."""
    return tuple(
        dict.fromkeys(by for by, approved in approvals if approved == content and by != planner)
    )


def content_digest(words: Mapping[str, Any]) -> str:
    """What an approval is for. One changed letter, another day or another certificate, and it is another."""
    plain = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def title_problem(title: str) -> str:
    """Why a title cannot be published; empty when it can (a title once told a birth and a death)."""
    if any(title_faults(read("title.txt", b"-"), title)):
        return "The title holds an exact date. Give a month, a season or a year, or no date at all."
    return ""


def summary_advice(summary: str) -> str:
    """How long the summary is against the guide; empty when it is within it."""
    count, (least, most) = len(re.findall(r"[\w’'-]+", summary)), SUMMARY_GUIDE
    if least <= count <= most:
        return ""
    return f"The summary has {plural(count, 'word')}; {least} to {most} is the guide for national lists."


def new_identifier(prefix: str, year: int, letters: str) -> str:
    """cb-2026-x7k4q: the partnership, the year, and letters that mean nothing."""
    start = re.sub(r"[^a-z0-9]+", "", prefix.lower()) or "review"
    return f"{start}-{year}-{letters}"


def available_until(published_on: dt.date, calendar: Calendar) -> dt.date:
    """The last day on which a published review must still be there (C11)."""
    clock = derive(find_policy(AVAILABLE_POLICY), {"published_at": published_on}, calendar)
    if isinstance(clock, NotStarted):
        raise ValueError(AVAILABLE_POLICY)
    return clock.due_on


def back_off(attempts: int) -> dt.timedelta:
    """Two minutes, four, eight … at most six hours."""
    return min(dt.timedelta(minutes=2 ** min(attempts, 9)), dt.timedelta(hours=6))


def _listed(names: Iterable[str]) -> str:
    *first, last = [f"the {n}" if not n.startswith("Ofsted") else n for n in names]
    return f"{', '.join(first)} or {last}" if first else last
