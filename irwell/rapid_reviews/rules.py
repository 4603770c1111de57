"""The sections of the Rapid Review report, its quality checks, and what the Panel’s reply asks for. Pure."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from irwell.decisions.rules import is_review
from irwell.statute import Calendar, Clock, derive, find_policy

# Headings on the base of the Panel’s guidance for safeguarding partners, June 2025 (domain: 5.4).
SOURCE = (
    "The headings follow the purposes in the Panel’s guidance of June 2025, as partnerships report it; the "
    "guidance itself has not been checked."
)


@dataclass(frozen=True)
class Section:
    """A heading that people write under. `why` says what a reader at the Panel looks for."""

    id: str
    title: str
    help: str
    why: str = ""
    rows: int = 10
    only_review: bool = False


SECTIONS = (
    Section("children", "Children and family", "Who is in the family, by label and age. No names.", "So that the Panel can follow the story without identifying anyone.", 6),
    Section("summary", "What happened", "The incident and how it came to light, in a few paragraphs."),
    Section("timeline", "Summary of the timeline", "The turning points from the combined chronology, oldest first."),
    Section("episodes", "Key practice episodes", "Three to five episodes. For each: what was done, why it made sense at the time, and what in the system shaped it.", "The Panel finds that many rapid reviews say what happened and not why."),
    Section("voice", "The child’s voice and daily life", "What the child said, showed and lived with; who saw and spoke to the child alone.", "The child can disappear behind the agencies.", 8),
    Section("identity", "Identity and equality", "How race, culture, faith, disability, sex and poverty shaped life and the response. Say so if racism or ableism may have played a part.", "Asked for expressly in the Panel’s guidance of June 2025.", 8),
    Section("well", "What went well", "Practice to keep and spread.", "", 6),
    Section("learning_done", "Learning already acted on", "What was changed at once, by whom, when.", "Early learning does not wait for a review.", 6),
    Section("learning_to_do", "Learning still to be acted on", "What is learned and not yet changed. Each point needs an action in the plan below.", "", 6),
    Section("safeguarding", "Safety of this child and others now", "What was done for this child, brothers and sisters, and other children.", "", 6),
    Section("similar", "Similar local and national cases", "Earlier reviews with the same themes, and what became of their recommendations.", "", 6),
    Section("parallel", "Other processes", "Police, coroner, family courts, child death review, other statutory reviews: contact, status, limits.", "", 6),
    Section("family", "What the family knows", "Who told the family about this review, when, and what they said.", "", 5),
    Section("rationale", "Why a practice review is, or is not, appropriate", "Weigh the grid: what would a review add that this Rapid Review has not found?", "The rationale must be explicit whatever is decided.", 8),
    Section("national", "National review", "Whether the partners think the Panel should consider a national review, and why.", "", 4),
    Section("terms", "Proposed questions and reviewer", "The questions a practice review would ask, over which period, and who may lead it.", "", 6, only_review=True),
    Section("actions", "Action plan", "One action on a line: what | who owns it | by when", "Learning without an owner is not learned.", 8),
)  # fmt: skip
BY_ID = {section.id: section for section in SECTIONS}


def sections_for(outcome: str) -> tuple[Section, ...]:
    """Every section; the one about a practice review only where it may come to one."""
    return tuple(s for s in SECTIONS if not s.only_review or not outcome or is_review(outcome))


@dataclass(frozen=True)
class Action:
    """A line of the action plan."""

    what: str
    owner: str
    due: str


def action_plan(text: str) -> tuple[Action, ...]:
    """“what | who | when” lines; what is missing stays empty, so that it is seen."""
    found = []
    for line in text.splitlines():
        parts = [part.strip() for part in line.split("|")]
        if any(parts):
            what, owner, due = (*parts, "", "")[:3]
            found.append(Action(what.lstrip("-*• "), owner, due))
    return tuple(found)


@dataclass(frozen=True)
class Check:
    """An advisory check before sign-off: passed or not, and what it looked at."""

    title: str
    passed: bool
    words: str
    section: str


WHY_WORDS = re.compile(
    r"\b(because|why|led to|as a result|due to|reason|meant that|shaped|pressure|workload|assum\w+|understood|believed|expected|culture|capacity|so that)\b",
    re.I,
)


def words_in(text: str) -> int:
    return len(text.split())


def quality(texts: Mapping[str, str]) -> tuple[Check, ...]:
    """The weaknesses named nationally (domain: 5.4 and 7). They advise; they block nothing."""
    episodes, plan = texts.get("episodes", ""), action_plan(texts.get("actions", ""))
    whys, orphans = len(WHY_WORDS.findall(episodes)), [a.what for a in plan if not a.owner]
    undated = [a.what for a in plan if a.owner and not a.due]
    return (
        Check("The analysis says why, not only what", words_in(episodes) >= 80 and whys >= 2, _why(episodes, whys), "episodes"),
        Check("The rationale of the decision is explicit", words_in(texts.get("rationale", "")) >= 40, _length(texts, "rationale", 40), "rationale"),
        Check("Identity and equality are considered", words_in(texts.get("identity", "")) >= 25, _length(texts, "identity", 25), "identity"),
        Check("The child’s voice is heard", words_in(texts.get("voice", "")) >= 25, _length(texts, "voice", 25), "voice"),
        Check("Learning has owners and dates", bool(plan) and not orphans and not undated, _owners(plan, orphans, undated), "actions"),
    )  # fmt: skip


def _why(text: str, whys: int) -> str:
    if not text.strip():
        return "Nothing is written under “Key practice episodes” yet."
    if words_in(text) < 80:
        return f"{words_in(text)} words: hardly room to say why each thing was done or not done."
    if whys < 2:
        return "Few words of reason (because, led to, meant that …) were found. Say what in the system shaped each episode."
    return "Words of reason were found. Whether they convince is for a reader to say."


def _length(texts: Mapping[str, str], section: str, least: int) -> str:
    count = words_in(texts.get(section, ""))
    if not count:
        return f"Nothing is written under “{BY_ID[section].title}” yet."
    if count < least:
        return f"{count} words under “{BY_ID[section].title}”: a reader at the Panel will ask for more."
    return f"{count} words are written. Whether they suffice is for a reader to say."


def _owners(plan: tuple[Action, ...], orphans: list[str], undated: list[str]) -> str:
    if not plan:
        return "The action plan is empty."
    if orphans:
        return f"Without an owner: {'; '.join(orphans)}."
    if undated:
        return f"Without a date: {'; '.join(undated)}."
    return "Every action has an owner and a date."


@dataclass(frozen=True)
class Letter:
    """The Panel’s letter as captured: what it says of the decision, and what else it says."""

    view: str
    asks: str = ""
    answer_by: dt.date | None = None
    national: bool = False
    on_quality: str = ""
    on_timeliness: str = ""
    on_equality: str = ""

    @property
    def wants_answer(self) -> bool:
        return self.view == "more_information" or bool(self.asks)

    @property
    def considers_national(self) -> bool:
        return self.national or self.view == "national"


def differs(view: str, outcome: str) -> bool:
    """Whether the Panel’s view differs from the local decision, so that it must be reconsidered (domain: 4.5)."""
    return (view == "lcspr" and not is_review(outcome)) or (
        view == "no_lcspr" and is_review(outcome)
    )


def reconsider_by(letter_on: dt.date, calendar: Calendar) -> dt.date:
    """Ten working days from a letter that differs (proposed: RECONSIDER_10WD)."""
    clock = derive(find_policy("RECONSIDER_10WD"), {"panel_letter_at": letter_on}, calendar)
    if not isinstance(clock, Clock):  # the start is given, so this cannot be
        raise TypeError("A clock with a start did not start.")
    return clock.due_on
