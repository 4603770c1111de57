"""Where an action stands, from what is on record by a day.

Completion and impact are two things. An action that was done and of which nobody knows whether it helped
stays “complete – impact not evidenced” and is counted so (the domain's twentieth scenario; yearly reports
must show the impact of what was implemented: Working Together 2023, chapter 5, not checked paragraph by paragraph).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """The six places an action can stand; the value is what people read."""

    NOT_STARTED = "Not started"
    IN_PROGRESS = "In progress"
    OVERDUE = "Overdue"
    COMPLETE_UNPROVEN = "Complete – impact not evidenced"
    COMPLETE_PROVEN = "Complete – impact evidenced"
    ABSORBED = "Absorbed into other work"


COMPLETE = (Standing.COMPLETE_UNPROVEN, Standing.COMPLETE_PROVEN)


@dataclass(frozen=True)
class Facts:
    """What is on record of an action. Each date is the day on which it came on record; None is never."""

    due_on: date
    started: date | None = None
    completion_accepted: date | None = None
    impact_accepted: date | None = None
    absorbed: date | None = None


def standing(facts: Facts, *, on: date) -> Standing:
    """Where the action stands at the end of a day. Nothing that came later is known then."""

    def by_then(moment: date | None) -> bool:
        return moment is not None and moment <= on

    if by_then(facts.completion_accepted):
        proven = by_then(facts.impact_accepted)
        return Standing.COMPLETE_PROVEN if proven else Standing.COMPLETE_UNPROVEN
    if by_then(facts.absorbed):
        return Standing.ABSORBED
    if on > facts.due_on:
        return Standing.OVERDUE
    return Standing.IN_PROGRESS if by_then(facts.started) else Standing.NOT_STARTED


def tally(standings: Iterable[Standing]) -> dict[Standing, int]:
    """How many stand where; every place is listed, with nought too."""
    counts = dict.fromkeys(Standing, 0)
    for one in standings:
        counts[one] += 1
    return counts


def year_end(day: date) -> date:
    """The 31 March that ends the report year of a day (the yearly report's period)."""
    return date(day.year if (day.month, day.day) <= (3, 31) else day.year + 1, 3, 31)


# Verbs that cannot be seen to be done, and what to write instead.
WEAK = {
    "ensure": "“Ensure” names a hope. Write what somebody will do.",
    "remind": "Reminders fade. Write what will be different without anybody remembering.",
    "consider": "“Consider” is done once it was thought about. Write the decision or the change.",
    "raise awareness": "Awareness cannot be seen. Write what people will do that they do not do now.",
    "explore": "“Explore” has no end. Write what will exist when it is finished.",
    "encourage": "“Encourage” leaves it to others. Write what will make it happen.",
    "disseminate": "Sending is not learning. Write how it will be used.",
}
NUMBER = re.compile(
    r"\d|\b(all|every|each|half|none|one|two|three|four|five|six|ten|per cent)\b", re.I
)
LONG_WORDS = 90


def sharper(text: str, intended: str, measure: str) -> tuple[str, ...]:
    """Advice on an action's words: specific, measurable, owned. Advice only; nothing is refused."""
    plain = text.lower()
    advice = [says for verb, says in WEAK.items() if re.search(rf"\b{verb}\w*\b", plain)]
    if len(text.split()) > LONG_WORDS:
        advice.append("This is long. One action, one thing: split it if there are several.")
    if not measure.strip():
        advice.append("Say how anybody will know: an audit, a figure, what children say.")
    elif not NUMBER.search(measure):
        advice.append("The measure names no number. How many, out of how many, by when?")
    if not re.search(r"\b(child|children|baby|babies|young|famil|parent|carer)", intended.lower()):
        advice.append(
            "Say what will be different for children or their families, not for agencies."
        )
    return tuple(advice)


def bodies_named(addressees: str) -> tuple[str, ...]:
    """The bodies to whom a recommendation is addressed, as they were written: one a line, or with semicolons."""
    parts = re.split(r"[;\n]", addressees)
    if len(parts) == 1:
        parts = addressees.split(", ")
    return tuple(dict.fromkeys(part.strip().rstrip(".") for part in parts if part.strip()))
