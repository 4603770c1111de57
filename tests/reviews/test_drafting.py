"""The report written in the browser: templates, sections, two people at once, versions that are like those from Word."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from irwell.anonymisation.queries import approved_document
from irwell.cases.models import Case
from irwell.combined_chronology.queries import timeline_of
from irwell.documents.actions import read
from irwell.reviews import actions, queries, rules
from irwell.reviews.models import Draft, ReportVersion, SectionWriting
from irwell.reviews.queries.drafting import sections_in
from tests.kept import kept
from tests.people import People
from tests.reviews.conftest import LATER, Stage, brought, decided, report_file  # noqa: F401
from tests.reviews.test_commissioning import page

pytestmark = pytest.mark.django_db


@pytest.fixture
@kept
def begun(decided: Case, people: People) -> Case:  # noqa: F811
    """A draft from the full template."""
    case: Case = brought(decided=decided, people=people, stage="drafting")
    actions.begin_draft(case=case, template="lcspr", by=people.rosalind, now=LATER)
    return case


def draft(case: Case) -> Draft:
    return Draft.objects.get(review__case=case)


def section(case: Case, title: str) -> rules.ReportSection:
    return next(s for s in sections_in(draft(case)) if s.title == title)


def sent(found: rules.ReportSection, *more: str, **first: str) -> dict[str, Any]:
    """The section's form with new paragraphs at the end; `first` changes the second row."""
    rows = [
        {"id": str(p.id), "kind": p.kind, "text": p.text, "public": p.public} for p in found.parts
    ]
    if first:
        rows[1].update(first)
    rows += [{"id": "0", "kind": "p", "text": text, "public": ""} for text in more]
    columns: dict[str, Any] = {
        c: [row[c] for row in rows] for c in ("id", "kind", "text", "public")
    }
    return {**columns, "basis": found.fingerprint, "step": "save"}


def write(person: Any, case: Case, title: str, *more: str, **first: str) -> Any:
    found = section(case, title)
    address = page(case, f"report/write/{found.id}/")
    person.post(address + "hold/", {"step": "open"})
    return person.post(address + "boxes/", sent(found, *more, **first))


def texts(case: Case, title: str) -> list[str]:
    return [part.text for part in section(case, title).parts]


def test_a_template_gives_the_sections_and_says_what_belongs_in_each(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case, rosalind = review_at("drafting"), as_person(people.rosalind)

    before = rosalind.get(page(case, "report/write/")).content.decode()
    rosalind.post(page(case, "report/write/begin/"), {"template": "concise"})
    shown = rosalind.get(page(case, "report/write/")).content.decode()

    assert "Thematic review of several children" in before
    assert "What was found, and why" in shown
    assert "also asks for" in shown
    assert [s.title for s in sections_in(draft(case))][:2] == [
        "Opening",
        "Why this review was done",
    ]


def test_what_is_written_is_saved_and_an_empty_line_begins_a_paragraph(
    begun: Case, people: People, as_person: Any
) -> None:
    rosalind = as_person(people.rosalind)

    answer = write(rosalind, begun, "What happened", "First thing.\n\nSecond thing.")

    assert answer.status_code == 302
    assert texts(begun, "What happened") == ["What happened", "First thing.", "Second thing."]
    assert not SectionWriting.objects.exists()
    found = section(begun, "What happened")
    shown = rosalind.get(page(begun, f"report/write/{found.id}/")).content.decode()
    assert "Second thing." in shown
    assert "Told without hindsight" in shown


def test_a_paragraph_keeps_its_id_however_it_changes_or_moves(
    begun: Case, people: People, as_person: Any
) -> None:
    rosalind = as_person(people.rosalind)
    write(rosalind, begun, "What happened", "One.", "Two.")
    first, second = (part.id for part in section(begun, "What happened").parts[1:])

    write(rosalind, begun, "What happened", text="Written anew altogether.\n\nAnd more.")
    found = section(begun, "What happened")
    address = page(begun, f"report/write/{found.id}/")
    rosalind.post(address + "hold/", {"step": "open"})
    rosalind.post(address + "boxes/", {**sent(found), "step": "up:3"})
    typed = SectionWriting.objects.get().typed
    rosalind.post(address + "boxes/", {**typed, "basis": found.fingerprint, "step": "save"})

    ids = {part.text: part.id for part in section(begun, "What happened").parts}
    assert ids["Written anew altogether."] == first
    assert ids["Two."] == second
    assert ids["And more."] not in (first, second)
    assert texts(begun, "What happened")[1:] == ["Written anew altogether.", "Two.", "And more."]


def test_what_is_typed_is_kept_without_saving_and_shown_again(
    begun: Case, people: People, as_person: Any
) -> None:
    rosalind, found = as_person(people.rosalind), section(begun, "What helped")
    address = page(begun, f"report/write/{found.id}/")
    rosalind.post(address + "hold/", {"step": "open"})

    kept_answer = rosalind.post(address + "keep/", sent(found, "Half a sentence"))
    shown = rosalind.get(address + "boxes/").content.decode()

    assert kept_answer.json() == {"kept": True}
    assert "Half a sentence" in shown
    assert "typed and did not save" in shown
    assert texts(begun, "What helped") == ["What helped"]


def test_a_section_in_use_is_not_opened_by_another_but_taken_over_and_both_texts_are_kept(
    begun: Case, people: People, as_person: Any
) -> None:
    rosalind, maya = as_person(people.rosalind), as_person(people.maya)
    found = section(begun, "What happened")
    address = page(begun, f"report/write/{found.id}/")
    rosalind.post(address + "hold/", {"step": "open"})
    rosalind.post(address + "keep/", sent(found, "Rosalind’s half sentence"))

    refused = maya.post(address + "hold/", {"step": "open"})
    seen = maya.get(address).content.decode()
    maya.post(address + "hold/", {"step": "take_over"})
    hers = maya.get(address + "boxes/").content.decode()
    late = rosalind.post(address + "boxes/", sent(found, "Rosalind’s whole sentence"))

    assert refused.status_code == 409
    assert f"Take over from {people.rosalind.name}" in seen
    assert "Rosalind’s half sentence" in hers
    assert late.status_code == 409
    assert f"{people.maya.name} has taken this section over" in late.content.decode()
    assert "Rosalind’s whole sentence" in late.content.decode()
    assert texts(begun, "What happened") == ["What happened"]


def test_a_save_over_newer_words_shows_both_and_loses_neither(
    begun: Case, people: People, as_person: Any
) -> None:
    rosalind, maya = as_person(people.rosalind), as_person(people.maya)
    found = section(begun, "What happened")
    address = page(begun, f"report/write/{found.id}/")
    rosalind.post(address + "hold/", {"step": "open"})
    maya.post(address + "hold/", {"step": "take_over"})
    maya.post(address + "boxes/", sent(found, "Maya’s words."))
    rosalind.post(address + "hold/", {"step": "take_over"})

    stale = rosalind.post(address + "boxes/", sent(found, "Rosalind’s words."))
    now_there = section(begun, "What happened")
    rosalind.post(
        address + "boxes/", {**sent(now_there, "Rosalind’s words."), "basis": now_there.fingerprint}
    )

    assert stale.status_code == 409
    for words in ("Maya’s words.", "Rosalind’s words.", "Somebody else saved this section"):
        assert words in stale.content.decode()
    assert texts(begun, "What happened")[1:] == ["Maya’s words.", "Rosalind’s words."]


def test_a_version_from_the_browser_is_like_one_from_word_for_all_that_follows(
    begun: Case, people: People, as_person: Any
) -> None:
    rosalind = as_person(people.rosalind)
    write(rosalind, begun, "What happened", "The visit was missed. [note: The record is of May.]")
    rosalind.post(page(begun, "report/write/version/"), {"note": "First"})
    number = next(
        n
        for n, t in enumerate(queries.paragraphs_of(latest(begun)), 1)
        if t == "The visit was missed."
    )
    line = queries.lines_found(timeline_of(begun))[0][0].id
    finding = actions.record_finding(
        case=begun, title="Missed visits", text="Each ended in a letter.", sides={"why": "No rule."},
        entry_ids=[line], by=people.rosalind,
    )  # fmt: skip
    actions.base_paragraphs(
        case=begun, report=latest(begun), on={number: finding}, by=people.rosalind
    )
    write(rosalind, begun, "Why this review was done", "Because the law says so, over a period.")
    write(rosalind, begun, "What happened", text="The visit was missed in May.")
    rosalind.post(page(begun, "report/write/version/"), {"note": "Second"})

    second = latest(begun)
    based = [queries.paragraphs_of(second)[row.paragraph - 1] for row in second.bases.all()]
    compared = rosalind.get(page(begun, "report/1/beside/2/")).content.decode()
    word = Document(io.BytesIO(read(second.document)))

    assert second.version == 2
    assert based == ["The visit was missed in May."]
    assert "2 paragraphs changed" in compared or "3 paragraphs changed" in compared
    assert any("missed in May" in p.text for p in word.paragraphs)
    assert "Footnote: The record is of May." in queries.paragraphs_of(
        ReportVersion.objects.get(version=1)
    )


def latest(case: Case) -> ReportVersion:
    found = queries.latest_report(queries.review_of(case))
    assert found is not None
    return found


def test_words_for_publication_stand_beside_the_full_text_and_go_on_to_be_made_safe(
    begun: Case, people: People, as_person: Any
) -> None:
    rosalind = as_person(people.rosalind)
    write(
        rosalind, begun, "What happened", "On 3 March 2026 the six-week-old was seen.", "A secret."
    )
    found = section(begun, "What happened")
    address = page(begun, f"report/write/{found.id}/")
    rosalind.post(address + "hold/", {"step": "open"})
    form = sent(found, public="In the spring the baby was seen.")
    rosalind.post(address + "boxes/", {**form, "out": ["2"]})
    rosalind.post(page(begun, "report/write/version/"), {"note": ""})
    version = latest(begun)

    beside = rosalind.get(page(begun, "report/1/for-publication/")).content.decode()
    assert version.edition is not None
    public = "\n".join(p.text for p in Document(io.BytesIO(read(version.edition))).paragraphs)
    full = "\n".join(p.text for p in Document(io.BytesIO(read(version.document))).paragraphs)

    assert "In the spring the baby was seen." in public
    assert "six-week-old" not in public
    assert "A secret." not in public
    assert "A secret." in full
    assert "In the spring" not in full
    assert "Left out" in beside


def test_the_edition_for_publication_is_what_the_partners_send_to_be_made_safe(
    begun: Case, people: People, as_person: Any
) -> None:
    rosalind = as_person(people.rosalind)
    write(rosalind, begun, "What happened", "On 3 March 2026 it came to light.")
    write(rosalind, begun, "What happened", public="In the spring it came to light.")
    rosalind.post(page(begun, "report/write/version/"), {"note": ""})
    version = latest(begun)
    for partner in ("local_authority", "icb", "police"):
        version.approvals.create(key=begun.key, partner=partner, comment="", by=people.lena)

    assert approved_document(begun) == version.edition


def test_least_detail_is_explained_beside_the_words_for_publication() -> None:
    found = rules.details(
        "On 3 March the six weeks old twin, one of three siblings, was found; he was sentenced at the Crown Court in LS1 4AB."
    )

    told = " ".join(d.words for d in found)
    for words in ("3 March", "twin", "three siblings", "sentenced", "LS1 4AB"):
        assert words in told
    assert rules.details("In the spring a baby was seen by the health visitor.") == ()


def test_a_section_is_added_moved_and_removed_unless_somebody_writes_in_it(
    begun: Case, people: People, as_person: Any
) -> None:
    rosalind, maya = as_person(people.rosalind), as_person(people.maya)
    rosalind.post(page(begun, "report/write/add/"), {"title": "Afterwards"})
    found = section(begun, "Afterwards")
    address = page(begun, f"report/write/{found.id}/")
    rosalind.post(address + "arrange/", {"step": "up"})
    order = [s.title for s in sections_in(draft(begun))]
    maya.post(address + "hold/", {"step": "open"})

    refused = rosalind.post(address + "arrange/", {"step": "remove"})
    maya.post(address + "let-go/")
    rosalind.post(address + "arrange/", {"step": "remove"})

    assert order[-2:] == ["Afterwards", "Recommendations"]
    assert refused.status_code == 409
    assert "Afterwards" not in [s.title for s in sections_in(draft(begun))]


def test_no_version_is_kept_over_what_another_has_typed_and_not_saved(
    begun: Case, people: People, as_person: Any
) -> None:
    rosalind, maya = as_person(people.rosalind), as_person(people.maya)
    write(rosalind, begun, "What happened", "Words.")
    found = section(begun, "What helped")
    address = page(begun, f"report/write/{found.id}/")
    maya.post(address + "hold/", {"step": "open"})
    maya.post(address + "keep/", sent(found, "Unsaved"))

    shown = rosalind.post(page(begun, "report/write/version/"), {"note": ""}, follow=True)

    assert "has not saved" in shown.content.decode()
    assert not ReportVersion.objects.exists()


def test_no_word_file_comes_over_what_somebody_has_typed_and_not_saved(
    begun: Case, people: People, as_person: Any
) -> None:
    maya, found = as_person(people.maya), section(begun, "What helped")
    address = page(begun, f"report/write/{found.id}/")
    maya.post(address + "hold/", {"step": "open"})
    maya.post(address + "keep/", sent(found, "Unsaved"))

    answer = as_person(people.rosalind).post(
        page(begun, "report/"), {"file": report_file(begun), "note": "From Word"}
    )

    assert answer.status_code == 422
    assert "has not saved" in answer.content.decode()
    assert not ReportVersion.objects.exists()


def test_a_draft_goes_on_from_a_version_that_came_as_word(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case, rosalind = review_at("drafting"), as_person(people.rosalind)
    rosalind.post(page(case, "report/"), {"file": report_file(case), "note": "First"})
    outline = rosalind.get(page(case, "report/write/")).content.decode()

    write(rosalind, case, "1 Why this review was done", "One sentence more.")
    rosalind.post(page(case, "report/write/version/"), {"note": ""})

    assert "2 How the review was done" in outline
    old, new = (set(queries.paragraphs_of(r)) for r in ReportVersion.objects.order_by("version"))
    assert new - old == {"One sentence more."}
    assert not old - new


@pytest.mark.parametrize(
    "part", ["report/write/begin/", "report/write/add/", "report/write/version/"]
)
@pytest.mark.parametrize(
    ("who", "status"), [("rosalind", 302), ("lena", 403), ("tomos", 403), ("oona", 404)]
)
def test_who_may_write_in_the_browser(
    begun: Case, people: People, as_person: Any, part: str, who: str, status: int
) -> None:
    answer = as_person(getattr(people, who)).post(
        page(begun, part), {"template": "lcspr", "title": "X"}
    )

    assert answer.status_code == status


def test_a_file_of_nonsense_is_refused_in_words_and_keeps_nothing(
    begun: Case, people: People, as_person: Any
) -> None:
    upload = SimpleUploadedFile("Report.docx", b"PK\x03\x04 not a document")

    answer = as_person(people.rosalind).post(page(begun, "report/"), {"file": upload, "note": ""})

    assert answer.status_code == 422
    assert not ReportVersion.objects.exists()
