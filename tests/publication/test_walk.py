"""From any published sentence back to its evidence inside the partnership, and not outside it."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from irwell.anonymisation.queries import engine_register
from irwell.anonymise.decisions import decide, replacements
from irwell.anonymise.model import apply
from irwell.anonymise.reading import read
from irwell.anonymise.recognise import recognise
from irwell.anonymise.resolve import resolve
from irwell.anonymise.writing import write_docx, write_html
from irwell.cases.models import Case
from irwell.demo.seeding.report_docx import build_report, complete_register
from irwell.documents.actions import keep_made
from irwell.documents.rules import Purpose
from irwell.publication.models import Publication
from irwell.publication.presenters.walking import walk_of
from irwell.reviews import rules
from irwell.reviews.models import Finding, ParagraphBasis, PracticeReview, ReportVersion
from irwell.search.passages import sentences
from irwell.search.reading.web import document_from_html
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


@pytest.mark.parametrize(
    "pasted",
    [
        "Mother had asked for help1 in spring.",
        "MOTHER had asked for\nhelp in spring",
        "had asked for help in spring. ↩",
    ],
)
def test_a_sentence_is_found_however_it_was_copied(
    walked: Publication, people: People, as_person: Any, pasted: str
) -> None:
    answer = as_person(people.maya).get(
        f"/cases/{walked.case_id}/publication/walk/", {"words": pasted}
    )

    assert "1 paragraph with these words" in answer.content.decode()


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


@pytest.fixture
def whole(on_the_site: Publication, people: People) -> Publication:
    """A whole report with everybody's names, made safe on the register, published; every long paragraph has a finding."""
    case = on_the_site.case
    complete_register(case, by=people.maya)
    review = PracticeReview.objects.create(
        case=case, key=case.key, commissioned_at=at("2025-10-01 09:00"), commissioned_by=people.lena, terms={}
    )  # fmt: skip
    data = build_report(case)
    parts, _ = rules.numbered(rules.reading_of(data).parts, 0)
    document = keep_made(
        data=data, file_name="report-version-1.docx", purpose=Purpose.REVIEW_REPORT, key=case.key, by=people.rosalind,
        case_id=case.pk,
    )  # fmt: skip
    version = ReportVersion.objects.create(
        review=review, key=case.key, version=1, document=document, by=people.rosalind, content=[p.to_dict() for p in parts]
    )  # fmt: skip
    findings = [
        Finding.objects.create(
            review=review, key=case.key, number=n, title=f"Finding of the room {n}", text="Kept inside.", by=people.rosalind,
            sides={"why": "No rule."}, lines=1,
            evidence=[{"entry_id": f"e{n}", "agency": "Hospital", "when": "3 March 2026", "words": f"Line of evidence {n}."}],
        ) for n in (1, 2, 3)
    ]  # fmt: skip
    ParagraphBasis.objects.bulk_create(
        ParagraphBasis(report=version, paragraph=n, finding=findings[n % 3], by=people.rosalind)
        for n, paragraph in enumerate(rules.flat(parts), 1)
        if rules.needs_basis(paragraph.text)
    )
    register, text = engine_register(case), read("report.docx", data)
    mentions = recognise(text, register, tagger=None)
    decided = decide(resolve(text, mentions, register), register)
    clean = apply(text, replacements(decided, text))
    for name, made in (
        ("report.docx", write_docx(clean, title=TITLE)),
        ("report.html", write_html(clean, title=TITLE).encode()),
    ):
        on_the_site.files.filter(name=name).update(content=made)
    certificate = on_the_site.certificate
    assert certificate is not None
    certificate.run.source = document
    certificate.run.save()
    return on_the_site


def letters(text: str) -> str:
    return "".join(c for c in unescape(text) if c.isalpha())


def in_one_line(text: str) -> str:
    return " ".join(unescape(text).split())


def test_every_sentence_of_a_whole_published_report_leads_back_inside_and_nowhere_outside(
    whole: Publication, people: People, as_person: Any
) -> None:
    walk = walk_of(whole)
    assert walk.version is not None
    draft = [p.text for p in rules.flat(rules.parts_from(walk.version.content))]
    public = Client().get(f"/reviews/{whole.identifier}/report/").content.decode()
    shown = in_one_line(re.sub(r"<[^>]+>", " ", public))
    steps = [step for step in walk.steps if step.draft_number]

    # Each paragraph is there, in its order, made from its own draft paragraph and from no other.
    assert [step.draft_number for step in steps] == list(range(1, len(draft) + 1))
    assert sum(step.text != step.draft for step in steps) > 40  # names were replaced in so many
    assert not any("Hollowgate" in step.text or "Mossgill" in step.text for step in steps)
    for step in steps:
        expected = [step.draft_number % 3 + 1] if rules.needs_basis(step.draft) else []
        assert [finding.number for finding in step.findings] == expected, step.text
    # Each sentence that a reader of the public page sees is in one of them.
    inside = letters(" ".join(step.text for step in walk.steps))
    said = [
        s for p in document_from_html(public, name="r.html").paragraphs for s in sentences(p.text)
    ]
    assert len(said) > 150
    strangers = [s for s in said if letters(s) not in inside]
    assert strangers == []
    # A person of the case pastes one and sees the line; nobody else sees any of the way.
    longest = max(steps, key=lambda step: len(step.text)).text
    page = as_person(people.maya).get(address(whole, longest[:200])).content.decode()
    assert "Line of evidence" in page
    for kept_in in ("Line of evidence", "Finding of the room", "Kept inside", "/walk/", "/cases/"):
        assert kept_in not in shown + public
