"""Step 6 in the demonstration: the panel tags lines and asks its questions. The case does not move."""

from datetime import datetime, timedelta

from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import User
from irwell.cases.models import Case
from irwell.combined_chronology import actions, queries

# Who marks, words of a line to look for (any line when none has them), tags, comment.
MARKS = (
    ("colm", "seen", ("Voice of the child",), "What was the child’s day like? Ask who knew them best."),
    ("maya", "referral", ("Information sharing",), "Which agencies knew of this before the incident?"),
    ("colm", "bruis", ("Professional curiosity",), "How did the explanation come to be accepted? Look at the conditions, not the person."),
    ("maya", "no answer", ("Voice of the child", "Missed appointments"), "Was this “not brought” rather than “did not attend”?"),
    ("colm", "partner", ("Adults in the home",), "Who else lived there, and who could have asked?"),
)  # fmt: skip


def take(case: Case, people: dict[str, User], *, now: datetime) -> datetime:
    """A handful of tags and comments on the combined chronology, by those who prepare the meeting."""
    timeline = queries.timeline_of(case)
    actions.take_up_returns(case=case, timeline=timeline, by=SYSTEM)
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
