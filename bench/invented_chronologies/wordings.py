"""The two banks of names and wordings."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

TUNING, HELD_OUT = "tuning", "held_out"
NAMES = {
    "csc": ("Children's social care", "Children's services"),
    "police": ("Police", "Eastshire Constabulary"),
    "hv": ("Health visiting", "0-19 health visiting team"),
    "school": ("School", "Academy trust (school)"),
    "gp": ("General practice", "Parkside Surgery (GP)"),
    "hospital": ("Hospital trust", "NHS acute hospital"),
    "housing": ("Housing", "Homes and housing association"),
    "camhs": ("CAMHS", "Child and adolescent mental health (CAMHS)"),
    "nursery": ("Nursery", "Little Acorns Nursery"),
    "midwifery": ("Midwifery", "Maternity and midwifery"),
    "probation": ("Probation", "Probation service"),
    "idva": ("Domestic abuse service", "Women's Aid and IDVA service"),
    "sn": ("School nursing", "School nursing service"),
    "ambulance": ("Ambulance service", "Ambulance trust"),
}
ROLES = {
    "csc": "Social worker", "police": "Police constable", "hv": "Health visitor", "school": "Designated safeguarding lead",
    "gp": "GP", "hospital": "Consultant paediatrician", "housing": "Housing officer", "camhs": "CAMHS practitioner",
    "nursery": "Nursery manager", "midwifery": "Midwife", "probation": "Probation officer", "idva": "IDVA",
    "sn": "School nurse", "ambulance": "Paramedic",
}  # fmt: skip


@cache
def bank(name: str) -> dict[str, Any]:
    """One bank by name."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))
