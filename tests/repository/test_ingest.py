"""Reading a folder of documents."""

import pytest

from irwell.core.time import now
from irwell.repository.actions import check_files, ingest, refresh_index
from irwell.repository.actions.keeping import place_of
from irwell.repository.models import File, IngestRun, Record


def quiet(stage, done, total):
    return None


@pytest.fixture
def outcome(documents):
    return ingest(folder=documents, progress=quiet)


def test_everything_readable_is_taken_in_and_the_rest_is_listed_with_its_reason(outcome):
    assert outcome.added == 5
    reasons = dict(outcome.failures)
    assert reasons["empty.pdf"] == "empty.pdf is empty."
    assert "not a PDF that can be opened" in reasons["broken.pdf"]
    assert reasons["reports.jsonl, line 4"] == "The line is not valid JSON."
    assert reasons["reports.jsonl, line 5"] == "“text” is missing."


def test_reading_again_changes_nothing(documents, outcome):
    again = ingest(folder=documents, progress=quiet)

    assert (again.added, again.updated, again.unchanged) == (0, 0, 5)
    assert Record.objects.count() == 5


def test_a_run_that_was_stopped_goes_on_where_it_was(documents):
    ingest(folder=documents, progress=quiet, limit=3)

    outcome = ingest(folder=documents, progress=quiet)

    assert Record.objects.count() == 5
    assert outcome.unchanged >= 1


def test_a_run_is_kept_with_its_failures(outcome):
    run = IngestRun.objects.get()

    assert run.finished_at is not None
    assert len(run.failures) == 4


def test_a_word_document_brings_its_recommendations_and_the_metadata_beside_it(outcome):
    record = Record.objects.get(kind="Rapid review")

    assert record.title == "Child Birch: rapid review"
    assert record.year == 2024
    assert [r.number for r in record.recommendations.all()] == ["1", "2"]
    assert record.files.get().sha256


def test_dates_are_read_and_never_invented(outcome):
    found = dict(Record.objects.values_list("identifier", "published"))

    assert str(found["pfd1"]) == "2024-04-02"
    assert str(found["pfd2"]) == "2022-05-19"
    assert found["pfd3"] is None
    assert Record.objects.get(identifier="pfd3").year == 2019


def test_metadata_that_cannot_be_read_is_a_failure_with_a_sentence(documents):
    (documents / "cedar.json").write_text('{"colour": "blue"}')

    outcome = ingest(folder=documents, progress=quiet)

    assert "“colour” is not one of them" in dict(outcome.failures)["cedar.html"]


def test_a_damaged_file_is_noticed(outcome):
    file = File.objects.first()
    place_of(file.sha256).write_bytes(b"changed")

    damaged = check_files(now=now())

    assert [each.pk for each in damaged] == [file.pk]


def test_everything_can_be_searched_afterwards(client, outcome):
    refresh_index()

    page = client.get("/search?q=ambulance")

    assert b"Child death: report to prevent future deaths" in page.content
