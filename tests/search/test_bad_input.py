"""Hostile and broken questions get an answer; the index goes on serving."""

import shutil
import subprocess
import sys
import textwrap
import time

import pytest

from irwell.search import Index, IndexProblem

from .conftest import RECORDS, SmallModel


@pytest.mark.parametrize(
    "question",
    [
        '"', '(((', ')" OR (', '"police', 'police) AND', '-', '*', '-*', 'title:', 'title:"', 'OR OR OR',
        "a* b* c* d*", "po*" * 200, "* " * 2000, "'; DROP TABLE passages; --", "<script>alert(1)</script>",
        "\x00\x1b[31m", "police " * 1500, "x" * 10_000, '"' * 5000, "(" * 5000, "😀 ﷺ İstanbul ǆ",
    ],
    ids=lambda text: repr(text[:20]),
)  # fmt: skip
@pytest.mark.parametrize("mode", ["words", "meaning", "lexical"])
def test_nothing_that_can_be_typed_is_an_error(index, question, mode):
    started = time.process_time()
    results = index.search(question, mode=mode)
    assert results.total <= len(RECORDS)
    assert time.process_time() - started < 2


def test_letters_that_grow_when_made_small_are_marked_in_the_right_place(folder):
    from .conftest import record

    Index.build(folder, [record("r1", "İ", "İİİ the police came to İstanbul.")], meaning=False)
    hit = Index.open(folder).search("police", mode="words").hits[0]
    assert [s.text for s in hit.passage.snippet if s.marked] == ["police"]


def test_the_index_goes_on_serving_when_its_folder_is_deleted(index, folder):
    shutil.rmtree(folder)
    assert [hit.record_id for hit in index.search("injury", mode="words").hits] == ["r3"]
    assert index.search("newborn").hits
    with pytest.raises(IndexProblem, match="no search index"):
        Index.open(folder)


def test_a_full_disk_leaves_the_old_index_and_no_rubbish(index, folder):
    """In a process of its own that may write no more than a few kilobytes to a file."""
    program = textwrap.dedent(
        f"""
        import resource, signal
        from pathlib import Path
        from irwell.search import Index, IndexProblem, Passage, Record
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        records = [
            Record(id=f"n{{n}}", title=f"New {{n}}", passages=(Passage("p", f"word{{n}} " * 400),))
            for n in range(50)
        ]
        try:
            Index.build(Path({str(folder)!r}), records, meaning=False)
        except IndexProblem as problem:
            print(problem)
        """
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert "could not be written" in told.stdout, told.stderr
    assert [hit.record_id for hit in index.search("injury", mode="words").hits] == ["r3"]
    assert len(list(folder.glob("generation-*"))) == 1
    assert [h.record_id for h in Index.open(folder, encoder=SmallModel()).search("injury", mode="words").hits] == ["r3"]  # fmt: skip


def test_filters_narrow_every_way_of_searching(index):
    from irwell.search import Filters

    oxmoor = Filters(partnerships=("Oxmoor",))
    for mode in ("words", "meaning", "lexical"):
        found = index.search("child", mode=mode, filters=oxmoor)
        assert {hit.record_id for hit in found.hits} <= {"r1", "r2"}
    results = index.search("police", mode="words", filters=oxmoor)
    assert {v.value: v.count for v in results.facets["partnership"]} == {"Oxmoor": 1, "Tarnside": 1}
    assert {v.value for v in results.facets["theme"]} == {"Neglect", "Education"}


def test_years_narrow_and_are_counted_without_themselves(index):
    from irwell.search import Filters

    results = index.search("", filters=Filters(year_from=2023, year_to=2024))
    assert [hit.record_id for hit in results.hits] == ["r2", "r1"]
    assert results.years == ((2021, 1), (2023, 1), (2024, 1))


def test_a_large_collection_finds_the_same_in_two_steps(index, folder, monkeypatch):
    from irwell.search import scoring, storage

    before = [hit.record_id for hit in index.search("newborn asleep").hits]
    monkeypatch.setattr(storage, "LARGE", 2)
    monkeypatch.setattr(scoring, "READ_EXACTLY", 2)
    Index.build(folder, RECORDS, encoder=SmallModel())
    assert [hit.record_id for hit in index.search("newborn asleep").hits] == before
