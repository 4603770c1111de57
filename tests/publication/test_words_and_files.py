"""Nothing that leaves holds a registered identity; what is typed is not lost when it is refused."""

import io
import zipfile
from datetime import date

import pikepdf
import pytest

from irwell.cases.models import Case
from irwell.publication.bundle import load_trusted_keys, read_bundle
from irwell.publication.models import Publication
from irwell.publication.tasks import release_due
from irwell.reviews.models import Recommendation
from tests.publication.certified import holds_a_name, made_files
from tests.publication.conftest import Steps, at


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("title", "Wilhelmina: a review"),
        ("summary", "Osgood  Sparrow­hythe was not asked."),
        ("author", "Osgood Sparrowhythe"),
        ("method", "Interviews in Tanglebrook Lane"),
        ("keywords", "injury, Sparrowhythe"),
    ],
)
def test_a_name_in_the_words_is_refused_and_nothing_typed_is_lost(
    steps: Steps, field: str, words: str
) -> None:
    answer = steps.plan(**{field: words})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "still identifies" in page
    assert "A baby was hurt" in page or field == "summary"
    assert not Publication.objects.exists()


def test_a_title_with_an_exact_date_is_refused_at_its_box(steps: Steps) -> None:
    answer = steps.plan(title="Child A, 3 May 2019")

    assert answer.status_code == 422
    assert "#id_title" in answer.content.decode()


@pytest.mark.parametrize(
    ("day", "why"),
    [(date(2026, 4, 11), "Saturday"), (date(2026, 4, 3), "Good Friday"), (date(2026, 3, 13), "has passed")],
)  # fmt: skip
def test_a_day_on_which_nobody_is_there_is_refused(steps: Steps, day: date, why: str) -> None:
    answer = steps.plan(day)

    assert answer.status_code == 422
    assert why in answer.content.decode()


def test_a_theme_outside_the_list_is_refused(steps: Steps) -> None:
    assert steps.plan(themes=["Bad weather"]).status_code == 422


def test_a_name_in_a_recommendation_is_refused(steps: Steps) -> None:
    row = Recommendation.objects.get(case=steps.case)
    row.text = "Ask Osgood Sparrowhythe about it."
    row.save()

    answer = steps.plan()

    assert answer.status_code == 422
    assert "Recommendation 1" in answer.content.decode()


def test_without_a_signed_certificate_nothing_is_planned(steps: Steps) -> None:
    from irwell.anonymisation.models import Certificate

    Certificate.objects.update(signed_by=None, signed_at=None)

    answer = steps.plan()

    assert answer.status_code == 409
    assert "signed anonymisation certificate" in answer.content.decode()


def test_before_the_notice_nothing_is_planned(case: Case, people, as_person) -> None:
    answer = as_person(people.maya).get(f"/cases/{case.pk}/publication/plan/")

    assert answer.status_code == 409


def test_the_identifier_says_nothing_and_never_changes(steps: Steps) -> None:
    steps.plan()
    first = steps.publication.identifier
    steps.plan(title="Child A: a review")

    assert first.startswith("cb-2026-")
    assert steps.publication.identifier == first
    assert "rowan" not in first


def test_published_files_are_the_certified_ones_and_hold_no_name(on_the_site: Publication) -> None:
    files = {row.name: bytes(row.content) for row in on_the_site.files.all()}

    assert files == made_files()
    assert not any(holds_a_name(data) for data in files.values())


def test_the_bundle_holds_no_name_in_any_of_its_files(on_the_site: Publication, settings) -> None:
    data = bytes(on_the_site.deliveries.get().bundle)

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    read = read_bundle(data, load_trusted_keys(settings.IRWELL_TRUSTED_KEYS))
    assert len(members) > 6
    assert not any(holds_a_name(name.encode() + content) for name, content in members.items())
    assert read.metadata.title == on_the_site.title
    assert read.metadata.certificate == on_the_site.certificate.digest
    assert [item.text for item in read.recommendations] == [
        "The hospital trust should test whether fathers are asked about at every visit."
    ]


def test_the_bundle_says_nothing_of_the_case_behind_it(on_the_site: Publication) -> None:
    data = bytes(on_the_site.deliveries.get().bundle)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())

    case = on_the_site.case
    for secret in (case.reference, case.label, str(case.pk), "Maya Thornlea"):
        assert secret.encode() not in everything


def test_a_name_found_at_the_last_moment_stops_everything(steps: Steps) -> None:
    """The words were changed behind the application's back: the last search finds it, nothing is kept."""
    from irwell.publication import queries

    steps.plan()
    steps.close_gates()
    steps.approve()
    publication = steps.publication
    publication.summary = "Wilhelmina was seen."
    publication.content = queries.content_of(publication)
    publication.save()
    publication.approvals.update(content=publication.content)

    release_due(at("2026-04-14 09:00"))

    after = steps.publication
    assert after.status == Publication.Status.PLANNED
    assert "still identifies Child A" in after.held_reason
    assert "Wilhelmina" not in after.held_reason
    assert not after.files.exists()


def test_a_clean_file_that_was_changed_stops_everything(steps: Steps) -> None:
    from irwell.anonymisation.models import CleanFile
    from irwell.documents.actions import keep_made
    from irwell.documents.rules import Purpose

    steps.plan()
    steps.close_gates()
    steps.approve()
    other = keep_made(
        data=made_files()["report.html"] + b" ", file_name="report.html", purpose=Purpose.CLEAN_FILE,
        key=steps.case.key, by=steps.people.maya, case_id=steps.case.pk,
    )  # fmt: skip
    CleanFile.objects.filter(name="report.html").update(document=other)

    release_due(at("2026-04-14 09:00"))

    assert steps.publication.status == Publication.Status.PLANNED
    assert "No signed anonymisation certificate holds" in steps.publication.held_reason


def test_a_check_that_cannot_run_stops_everything(steps: Steps, settings, tmp_path) -> None:
    steps.plan()
    steps.close_gates()
    steps.approve()
    settings.IRWELL_FILES = tmp_path / "gone"

    release_due(at("2026-04-14 09:00"))

    assert steps.publication.status == Publication.Status.PLANNED
    assert "could not run" in steps.publication.held_reason


def test_without_the_signing_key_nothing_is_published(steps: Steps, settings, tmp_path) -> None:
    steps.plan()
    steps.close_gates()
    steps.approve()
    settings.IRWELL_SIGNING_KEY = tmp_path / "nowhere.pem"

    release_due(at("2026-04-14 09:00"))

    assert steps.publication.status == Publication.Status.PLANNED
    assert "signing key" in steps.publication.held_reason


def test_the_published_pdf_is_tagged_and_says_its_language(on_the_site: Publication) -> None:
    with pikepdf.open(io.BytesIO(bytes(on_the_site.files.get(name="report.pdf").content))) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "en-GB"
        assert "/StructTreeRoot" in pdf.Root
