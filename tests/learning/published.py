"""A publication as it stands in the tables once it is out; its words are invented."""

import hashlib
from datetime import datetime

from irwell.anonymisation.models import Certificate, Run
from irwell.cases.models import Case
from irwell.documents.actions import keep_made
from irwell.documents.rules import Purpose
from irwell.publication.models import Publication, PublicFile
from tests.people import People

REPORT = """<!DOCTYPE html><html lang="en-GB"><head><title>Learning from the life of Child A</title></head>
<body><main><article><header><h1>Learning from the life of Child A</h1></header>
<h2>Introduction</h2>
<p>Child A was eleven months old when a serious injury was found. This review asks what the agencies that knew the
family saw, what each of them did about it, and what made it hard to see the whole. It blames nobody. It was written
so that the next family meets people who have talked to one another.</p>
<h2>What happened</h2>
<p>Child A lived with Mother and, for some of the time, with Mother’s Partner, whom no agency had assessed. Between
spring and autumn five appointments at the hospital were missed, and each was recorded as a choice by the family.
In November a fracture was found that had no explanation, and Child A was made safe.</p>
<h2>Findings</h2>
<h3>Finding 1: Missed appointments were counted, not understood</h3>
<p>Each agency knew of some missed appointments. Nobody asked what they meant for a baby who cannot go alone, because
the systems recorded that the family did not attend instead of that the child was not brought. The number grew until
it looked ordinary.</p>
<h3>Finding 2: The men in the household were not seen</h3>
<p>Records named a partner without a surname or a date of birth. Professionals spoke to Mother without asking who
else cared for Child A, so that a known risk was never connected with this home.</p>
<h3>Finding 3: A tidy home was taken for a safe one</h3>
<p>Four visits described the home as clean and well kept. The description stood where an account of the baby’s day
should have been, and it meant that worries were closed without anybody having seen Child A awake.</p>
<h2>Recommendations</h2>
<ol>
<li>The hospital and children’s services should follow up every appointment to which a child was not brought within two working days.</li>
<li>The police should send what they know about adults in a household with every notification about a child in it.</li>
<li>The partnership should show by audit, twice in a year, that visits record what the child was doing and feeling.</li>
</ol>
</article></main></body></html>
"""
SUMMARY = (
    "A baby was seriously injured at home. Several agencies knew of missed appointments and of a tidy home; none"
    " knew who else lived there. The review asks why each saw a part and nobody saw the whole, and what would help."
)


def publish(case: Case, people: People, *, now: datetime) -> Publication:
    """The rows that publishing leaves: a signed certificate, the publication and its page."""
    source = keep_made(
        data=REPORT.encode(), file_name="report.html", purpose=Purpose.REVIEW_REPORT, key=case.key,
        by=people.rosalind, case_id=case.pk,
    )  # fmt: skip
    run = Run.objects.create(
        case=case, key=case.key, source=source, title="Learning from the life of Child A",
        state=Run.State.WRITTEN, by=people.ines,
    )  # fmt: skip
    certificate = Certificate.objects.create(
        run=run, text="{}", digest=hashlib.sha256(case.pk.bytes).hexdigest(), made_by=people.maya,
        signed_by=people.ines, signed_at=now,
    )  # fmt: skip
    publication = Publication.objects.create(
        case=case, identifier="calderbrook-2026-child-a", title="Learning from the life of Child A",
        summary=SUMMARY, certificate=certificate, status=Publication.Status.PUBLISHED, planned_on=now.date(),
        published_at=now, planned_by=people.maya, first_approver=people.lena, second_approver=people.idris,
    )  # fmt: skip
    content = REPORT.encode()
    PublicFile.objects.create(
        publication=publication, name="report.html", media_type="text/html", content=content,
        sha256=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip
    return publication
