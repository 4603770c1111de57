"""Which clock runs under which policy, and the labels the register proposes. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date

from irwell.statute import Policy, load_policies

# Clocks kept for a case, with the policy taken when the partnership chose none (domain: policies in conflict).
CLOCKS_STARTED_BY: dict[str, str] = {
    "C1": "REF5_FROM_INCIDENT",
    "C2": "SIN5_FROM_AWARE",
    "C6": "RR15_FROM_SIN_SENT",
    "C9": "LCSPR6_FROM_DECISION",
    "C11": "AVAILABLE_1Y",
}


def default_policies() -> dict[str, str]:
    return dict(CLOCKS_STARTED_BY)


def chosen_policy(clock_id: str, policies: Mapping[str, str]) -> Policy:
    """The policy frozen on the case. Raises KeyError for a policy that is not in the data."""
    return load_policies()[policies.get(clock_id, CLOCKS_STARTED_BY[clock_id])]


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


DIGEST_HOUR = 7  # by the clock in England
SOON = 3  # days ahead that the morning's list looks


def is_soon(due_on: date, today: date) -> bool:
    """Whether a date belongs on the morning's list: overdue, today, or within the next days."""
    return (due_on - today).days <= SOON
