"""From any published sentence back to its evidence inside the partnership, and not outside it."""

from typing import Any

import pytest
from django.test import Client

from irwell.anonymise.reading import read
from irwell.cases.models import Case
from irwell.documents.actions import keep_made
from irwell.documents.rules import Purpose
from irwell.publication.models import Publication
from irwell.reviews import rules
from irwell.reviews.models import Finding, ParagraphBasis, PracticeReview, ReportVersion
from tests.kept import kept
from tests.moments import at
from tests.people import People
from tests.publication.certified import NAMES, TITLE

pytestmark = pytest.mark.django_db
PUBLISHED = "Mother had asked for help in spring."
LINE = "Telephone call from the mother on 3 March: she asked for help and nobody rang back."
TEXTS = (
    ("h1", "What happened"),
    ("p", f"{NAMES[0]} was admitted with injuries that had no explanation. Delphine had asked for help in spring."),
    ("h1", "What practitioners said"), ("bullet", f"They had not met {NAMES[1]}."), ("bullet", "They did not know who lived in the home."),
    ("h1", "Findings"), ("p", f"Practitioners did not ask what a day was like for {NAMES[0]}."),
    ("h1", "Recommendations"), ("number", "The hospital trust should test whether fathers are asked about at every visit."),
)  # fmt: skip


@pytest.fixture
@kept
def walked(on_the_site: Publication, people: People) -> Publication:
    """The published report was made from a version whose second paragraph rests on a finding."""
    case: Case = on_the_site.case
    review = PracticeReview.objects.create(
        case=case, key=case.key, commissioned_at=at("2025-10-01 09:00"), commissioned_by=people.lena, terms={}
    )  # fmt: skip
    parts = [rules.Part(n, kind, text) for n, (kind, text) in enumerate(TEXTS, 1)]
    document = keep_made(
        data=rules.word_of(parts), file_name="report-version-1.docx", purpose=Purpose.REVIEW_REPORT, key=case.key,
        by=people.rosalind, case_id=case.pk,
    )  # fmt: skip
    version = ReportVersion.objects.create(
        review=review, key=case.key, version=1, document=document, by=people.rosalind, content=[p.to_dict() for p in parts]
    )  # fmt: skip
    finding = Finding.objects.create(
        review=review, key=case.key, number=1, title="Calls were not rung back", text="Nobody rang.", by=people.rosalind,
        sides={"why": "No rule."}, lines=1,
        evidence=[{"entry_id": "e1", "agency": "Hospital", "when": "3 March 2026", "words": LINE}],
    )  # fmt: skip
    ParagraphBasis.objects.create(report=version, paragraph=2, finding=finding, by=people.rosalind)
    certificate = on_the_site.certificate
    assert certificate is not None
    certificate.run.source = document
    certificate.run.save()
    return on_the_site


def address(publication: Publication, words: str = "") -> str:
    return f"/cases/{publication.case_id}/publication/walk/?words={words}"


def test_a_published_sentence_is_walked_back_to_draft_finding_and_line(
    walked: Publication, people: People, as_person: Any
) -> None:
    shown = as_person(people.maya).get(address(walked, PUBLISHED)).content.decode()

    assert "1 paragraph with these words" in shown
    for words in (
        PUBLISHED,
        "Delphine had asked",
        "Calls were not rung back",
        LINE,
        "Paragraph 2 of the draft",
    ):
        assert words in shown


def test_every_published_paragraph_has_its_draft_paragraph(
    walked: Publication, people: People, as_person: Any
) -> None:
    shown = as_person(people.maya).get(address(walked)).content.decode()

    published = [text for kind, text in TEXTS]
    for number in range(1, len(published) + 1):
        assert f"Paragraph {number} of the draft" in shown
    assert (
        shown.count("No draft paragraph was recognised") == 1
    )  # the title, which was written at publication
    assert TITLE in shown


def test_nothing_of_the_way_back_is_in_what_was_published(walked: Publication) -> None:
    visitor, base = Client(), f"/reviews/{walked.identifier}/"
    pages = [
        visitor.get(a).content.decode() for a in (base, f"{base}report/", "/reviews/feed.atom")
    ]
    files = [
        read(name, visitor.get(f"{base}files/{name}").content).text
        for name in ("report.html", "report.docx", "report.pdf")
    ]

    assert PUBLISHED in " ".join(files[0].split())
    for text in [*pages, *files]:
        for kept_in in (
            "Calls were not rung back",
            LINE,
            "Delphine",
            "walk/",
            "practice-review",
            str(walked.case_id),
        ):
            assert kept_in not in text


@pytest.mark.parametrize(("who", "status"), [("colm", 200), ("tomos", 403), ("oona", 404)])
def test_who_may_walk_back(
    walked: Publication, people: People, as_person: Any, who: str, status: int
) -> None:
    assert as_person(getattr(people, who)).get(address(walked)).status_code == status


def test_nobody_walks_back_without_signing_in(walked: Publication) -> None:
    answer = Client().get(address(walked))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")
