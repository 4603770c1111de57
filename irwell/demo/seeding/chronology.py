"""Step 6 in the demonstration: the panel marks lines, asks an agency, weighs what was noticed. The case does not move."""

from datetime import datetime, timedelta

from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import User
from irwell.agency_returns.actions.line_queries import answer_query, ask_about_line
from irwell.cases.models import Case
from irwell.chronology import Observed
from irwell.combined_chronology import actions, queries

# Who marks, words of a line to look for (any line when none has them), tags, comment.
MARKS = (
    ("colm", "seen", ("Voice of the child",), "What was the child’s day like? Ask who knew them best."),
    ("maya", "referral", ("Information sharing",), "Which agencies knew of this before the incident?"),
    ("colm", "bruis", ("Professional curiosity",), "How did the explanation come to be accepted? Look at the conditions, not the person."),
    ("maya", "no answer", ("Voice of the child", "Missed appointments"), "Was this “not brought” rather than “did not attend”?"),
    ("colm", "partner", ("Adults in the home",), "Who else lived there, and who could have asked?"),
)  # fmt: skip


# Key lines of enquiry: a short name, and the question.
ENQUIRIES = (
    ("Voice of the child", "What was the child’s day like, and who asked?"),
    ("Information sharing", "Which agencies knew what, and when did they tell each other?"),
    ("Adults in the home", "Who lived with the child, and who could have asked?"),
)
# Words of a line (any line when none has them), the question, the answer if there is one, and who gives it.
ASKED = (
    (
        "no answer", "Was anybody told that nobody came to the door?",
        "Yes. The visitor left a card and rang the duty desk; the call is not in the record. We have asked for the log of calls.",
        "Morwenna Tallis", "Named nurse",
    ),
    ("call", "Who took this call, and what was agreed at the end of it?", "", "", ""),
)  # fmt: skip
DISMISSED = (
    "The record for these weeks is on paper and is being fetched. Look again when it has come."
)


def take(case: Case, people: dict[str, User], *, now: datetime) -> datetime:
    """Tags and comments, key lines of enquiry, two questions to agencies, one event confirmed, one silence dismissed."""
    timeline = queries.timeline_of(case)
    actions.take_up_returns(case=case, timeline=timeline, by=SYSTEM)
    if not timeline.entries:
        return now
    for name, question in ENQUIRIES:
        actions.add_enquiry(case=case, name=name, question=question, by=people["colm"])
    now = _mark(case, people, now)
    now = _ask(case, people, now)
    return _weigh(case, people, now)


def _mark(case: Case, people: dict[str, User], now: datetime) -> datetime:
    timeline = queries.timeline_of(case)
    used: set[str] = set()
    for who, words, tags, comment in MARKS:
        found = [e for e in timeline.filter(text=words).entries if e.id not in used]
        left = found or [e for e in timeline.entries if e.id not in used]
        if not left:
            return now
        used.add(left[0].id)
        now += timedelta(minutes=12)
        actions.annotate(
            case=case, entry_id=left[0].id, tags=tags, comment=comment, seen="", by=people[who], now=now
        )  # fmt: skip
    return now


def _ask(case: Case, people: dict[str, User], now: datetime) -> datetime:
    timeline = queries.timeline_of(case)
    for words, question, answer, name, role in ASKED:
        entry = (timeline.filter(text=words).entries or timeline.entries)[0]
        request = queries.request_to(case, entry.agency)
        if request is None:
            continue
        now += timedelta(minutes=20)
        asked = ask_about_line(
            request=request, entry=entry, question=question, by=people["maya"], now=now
        )
        if answer:
            now += timedelta(minutes=50)
            answer_query(
                query=asked, answer=answer, name=name, role=role, seen="", by=SYSTEM, now=now
            )
    return now


def _weigh(case: Case, people: dict[str, User], now: datetime) -> datetime:
    found = queries.noticed(case, {}).observations
    decisions = ((Observed.SAME_EVENT, "confirmed", ""), (Observed.SILENCE, "dismissed", DISMISSED))
    for kind, outcome, reason in decisions:
        observed = next((one for one in found if one.kind is kind), None)
        if observed is not None:
            now += timedelta(minutes=15)
            actions.weigh(
                case=case, key=observed.key, outcome=outcome, reason=reason, seen="", by=people["colm"], now=now
            )  # fmt: skip
    return now
