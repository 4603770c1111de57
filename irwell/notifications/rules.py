"""The national form's fields, filled from the referral and the facts. Pure."""

from collections.abc import Mapping
from typing import Any

CHILD_SLOTS = 4  # the national form takes four children; others go into free text

CHILD_FIELDS = (
    ("Name", "name"), ("Other names", "aliases"), ("Date of birth", "date_of_birth"), ("Sex", "sex"),
    ("Ethnicity", "ethnicity"), ("Disability", "disability"), ("Home address", "address"),
    ("Where the child is now", "location"), ("Looked after", "looked_after"), ("Responsible authority", "responsible_la"),
    ("Plans and orders", "legal_status"), ("School", "school"), ("GP", "gp"), ("NHS number", "nhs_number"),
)  # fmt: skip


def _said(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value or "")


def national_fields(answers: Mapping[str, Any], facts: Mapping[str, str]) -> list[tuple[str, str]]:
    """(label, value) in the order of the national form; empty values stay, so that gaps are seen."""

    def get(page: str, field: str) -> str:
        return _said((answers.get(page) or {}).get(field))

    nature = (
        "Child death"
        if facts.get("F_DIED") == "true"
        else "Serious harm"
        if facts.get("F_HARM") == "true"
        else "Other"
    )
    rows = [("Nature of the notification", nature)]
    children = list(answers.get("children") or [])
    for number, child in enumerate(children[:CHILD_SLOTS], 1):
        rows += [
            (f"Child {number}: {label}", _said(child.get(field))) for label, field in CHILD_FIELDS
        ]
    rest = "; ".join(
        f"{c.get('name', '')} ({c.get('date_of_birth', '')})" for c in children[CHILD_SLOTS:]
    )
    rows.append(("Further children", rest))
    rows += [
        ("Date of the incident", get("incident", "happened_on")),
        ("Time", get("incident", "time")),
        ("Place", get("incident", "place")),
        ("What happened", get("incident", "narrative")),
        ("How it came to light", get("incident", "light")),
        ("Injuries or cause of death", get("incident", "injuries")),
        ("Kinds of abuse or neglect", get("abuse", "categories")),
        ("Why abuse or neglect is known or suspected", get("abuse", "basis")),
        ("Safety of other children", get("safety", "done")),
        ("Other processes", get("parallel", "which")),
        ("Media interest and limits", get("sensitivity", "matters")),
    ]
    return rows
