"""A case whose report is anonymised, certified and signed, by the engine itself; its files are made once a run."""

import hashlib
import re
from datetime import datetime
from functools import cache

from irwell.anonymisation.models import Certificate, CleanFile, Run
from irwell.anonymisation.queries import engine_register
from irwell.anonymise import certificate as engine
from irwell.anonymise.reading import read
from irwell.anonymise.verify import verify
from irwell.anonymise.writing import write_docx, write_html, write_pdf
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.documents.actions import keep_made
from irwell.documents.rules import Purpose
from irwell.reviews.models import Recommendation
from tests.people import People

TITLE = "Child A: local child safeguarding practice review"
NAMES = ("Wilhelmina Sparrowhythe", "Osgood Sparrowhythe", "Tanglebrook Lane")
REPORT = """# What happened

Child A was admitted with injuries that had no explanation. Mother had asked for help in spring.

# What practitioners said

- They had not met Father.
- They did not know who lived in the home.

# Findings

Practitioners did not ask what a day was like for Child A.

# Recommendations

1. The hospital trust should test whether fathers are asked about at every visit.
"""


@cache
def made_files() -> dict[str, bytes]:
    """The clean files, as step 9 writes them."""
    document = read("report.md", REPORT.encode())
    return {
        "report.docx": write_docx(document, title=TITLE),
        "report.html": write_html(document, title=TITLE).encode(),
        "report.pdf": write_pdf(document, title=TITLE),
    }


def register_names(case: Case, people: People) -> None:
    for number, name in enumerate(NAMES):
        cases.add_identity(
            case=case, key=case.key, kind="place" if "Lane" in name else "person",
            role="child" if number == 0 else "father", label=("Child A", "Father", "Address 1")[number],
            names=[name], details={}, by=people.maya,
        )  # fmt: skip


def certify(case: Case, people: People, *, now: datetime, note: str = "") -> Certificate:
    """A signed certificate over the clean files; `note` makes another certificate of the same files."""
    files, register = made_files(), engine_register(case)
    checked = [verify(name, data, register) for name, data in files.items()]
    sealed = engine.issue(checked, register=register, made_at=now, made_by=note)
    kept = {
        name: keep_made(
            data=data, file_name=name, purpose=Purpose.CLEAN_FILE, key=case.key, by=people.ines,
            case_id=case.pk,
        )
        for name, data in files.items()
    }  # fmt: skip
    Run.objects.filter(case=case, replaced_at=None).update(replaced_at=now)
    run = Run.objects.create(
        case=case, key=case.key, source=kept["report.docx"], title=TITLE, state="written",
        by=people.maya, register_version=register.version,
    )  # fmt: skip
    for name, document in kept.items():
        CleanFile.objects.create(run=run, name=name, document=document)
    return Certificate.objects.create(
        run=run, text=sealed.to_json(), digest=sealed.digest(), made_by=people.maya,
        signed_by=people.ines, signed_at=now,
    )  # fmt: skip


def add_recommendation(case: Case, people: People) -> None:
    Recommendation.objects.create(
        case=case, key=case.key, number=1, by=people.rosalind, theme="Fathers and other men in the household",
        text="The hospital trust should test whether fathers are asked about at every visit.",
        intended_outcome="Men in a child’s life are seen.", addressees="Hospital trust",
    )  # fmt: skip


def holds_a_name(data: bytes) -> bool:
    plain = data.lower()
    return any(
        word.lower().encode() in plain
        for name in NAMES
        for word in re.split(r"\s", name)
        if word != "Lane"
    )


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
