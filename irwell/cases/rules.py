"""Which clock runs under which policy, and the labels the register proposes. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date

from irwell.rulebook.rules import KEPT_CLOCKS
from irwell.statute import Policy, find_policy, load_moments, long_date

CLOCKS_STARTED_BY = KEPT_CLOCKS  # the clocks that a case keeps, with the usual reading of each

ON_SOME_CASES = ("C4", "C5")  # kept where the criteria lead to them: a death in care or after it

# A moment cannot come before another: the earlier, then the later.
IN_ORDER = (
    ("incident_at", "agency_aware_at"), ("incident_at", "la_aware_event_at"),
    ("incident_at", "partnership_received_at"), ("incident_at", "sin_submitted_at"),
    ("la_aware_event_at", "sin_submitted_at"), ("incident_at", "partners_agreed_at"),
    ("sin_submitted_at", "rr_submitted_at"), ("rr_submitted_at", "panel_letter_at"),
    ("incident_at", "death_at"), ("published_at", "deposited_at"), ("scr_notified_at", "scr_initiated_at"),
)  # fmt: skip
PLANNED = ("publication_at",)  # moments that lie ahead when they are recorded
# Once this moment is recorded, the clock is read in another way: a serious case review was decided and goes on.
READ_ANOTHER_WAY = {"scr_initiated_at": ("C17", "SCR_COMPLETE_6M")}
EARLIEST = date(1990, 1, 1)


def chosen_policy(clock_id: str, policies: Mapping[str, str]) -> Policy:
    """The policy frozen on the case. Raises LookupError for a policy that is not in the data."""
    return find_policy(policies.get(clock_id) or CLOCKS_STARTED_BY.get(clock_id, clock_id))


def why_not_date(fact: str, value: date, known: Mapping[str, date], *, today: date) -> str:
    """Why a moment cannot be recorded, and how to mend it; empty when it can."""
    moments = load_moments()
    if fact not in moments:
        return f"“{fact}” is not a date that a case keeps."
    phrase = moments[fact].phrase
    if value < EARLIEST:
        return f"{long_date(value)} cannot be when {phrase}. Check the year."
    if value > today and fact not in PLANNED:
        return f"{long_date(value)} lies in the future. Give the day on which {phrase}."
    for earlier, later in IN_ORDER:
        if fact == later and earlier in known and value < known[earlier]:
            return _before(later, value, earlier, known[earlier])
        if fact == earlier and later in known and value > known[later]:
            return _before(later, known[later], earlier, value)
    return ""


def _before(later: str, came: date, earlier: str, first: date) -> str:
    moments = load_moments()
    return (
        f"{long_date(came)}, when {moments[later].phrase}, comes before {long_date(first)}, when "
        f"{moments[earlier].phrase}. One of the two dates is wrong: correct it first."
    )


SINGULAR = {
    "mother": "Mother", "father": "Father", "mothers_partner": "Mother's Partner", "grandmother": "Grandmother",
    "grandfather": "Grandfather",
}  # fmt: skip
NUMBERED = {
    "sibling": "Sibling", "adult": "Adult", "professional": "Professional", "school": "School",
    "gp_practice": "GP Practice", "hospital": "Hospital", "address": "Address", "organisation": "Organisation",
    "place": "Place", "reference": "Reference", "grandparent": "Grandparent", "relative": "Relative",
    "social_worker": "Social Worker", "health_visitor": "Health Visitor", "teacher": "Teacher",
    "police_officer": "Police Officer", "doctor": "Doctor",
}  # fmt: skip
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def propose_label(role: str, taken: Iterable[str]) -> str:
    """Child A, Child B; Mother; Sibling 1; School 2: the first one free."""
    used = set(taken)
    if role == "child":
        return next(f"Child {c}" for c in LETTERS if f"Child {c}" not in used)
    if role in SINGULAR and SINGULAR[role] not in used:
        return SINGULAR[role]
    word = NUMBERED.get(role) or SINGULAR.get(role) or role.replace("_", " ").title()
    return next(f"{word} {n}" for n in range(1, 1000) if f"{word} {n}" not in used)


# Who acts in the workflow's table, as the roles that people hold on a case.
ACTS_AS = {
    "partners": "statutory_partner", "local_authority": "statutory_partner", "executive": "statutory_partner",
    "reviewer": "independent_reviewer", "adviser": "information_governance",
}  # fmt: skip


def is_next(owner: str, roles: Iterable[str]) -> bool:
    """Whether a person with these roles on the case takes its next step."""
    return ACTS_AS.get(owner, owner) in set(roles)
