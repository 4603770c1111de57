"""Asking an index."""

from pathlib import Path

import pytest

from irwell.search import Filters, Index, IndexProblem, Record
from irwell.search.spelling import Speller

from .conftest import RECORDS, SmallModel, record


def ids(results):
    return [hit.record_id for hit in results.hits]


def test_a_word_finds_its_other_forms(index):
    assert ids(index.search("injury", mode="words")) == ["r3"]


def test_words_mode_puts_records_with_every_word_first_and_says_where_they_end(index):
    found = index.search("police school", mode="words")

    assert ids(found) == ["r3", "r1"]
    assert found.notes == (
        "One record has all of these words. Those that follow have the most of them.",
    )


def test_of_three_words_records_with_most_of_them_stand_with_those_that_have_all(folder):
    every = record("every", "One", "The school had a plan for the risk.", *["Nothing else."] * 3)
    most = record("most", "Two", "A risk assessment plan. The plan put risk assessment first.")
    Index.build(folder, [every, most, record("none", "Three", "A quiet day.")], meaning=False)

    found = Index.open(folder).search("school risk plan", mode="words")

    assert set(ids(found)) == {"every", "most"}
    assert found.notes == (
        "One record has all of these words. Among them stand others that have most of them.",
    )
    said = {hit.record_id: hit.why.sentence for hit in found.hits}
    assert said["every"].endswith("All of them stand in it.")
    assert said["most"].endswith("Not in it: school.")


def test_who_types_a_phrase_gets_records_with_every_word_first_and_only_with_the_phrase(index):
    found = index.search("“the police” school hungry", mode="words")

    assert ids(found) == ["r3", "r1"]
    assert "Those that follow have the most of them" in found.notes[0]


def test_records_alike_in_meaning_lend_each_other_a_little(folder):
    alike = record("alike", "One", "The infant was in the cot. A sleeping baby.")
    other = record("other", "Two", "The officer was in custody. An arrest by police.")
    wanted = record("wanted", "Three", "The newborn died in the ward. A sleeping infant.")
    same = "The ward was on the list of the inspectorate that year"
    near = record("near", "Four", f"{same}. A baby, an infant, a cot.")
    far = record("far", "Five", f"{same}. An officer, an arrest, police.")
    Index.build(folder, [far, other, alike, near, wanted], encoder=SmallModel())

    found = ids(Index.open(folder, encoder=SmallModel()).search("newborn ward died", mode="words"))

    assert found[0] == "wanted"
    assert found.index("near") < found.index("far")


def test_what_is_like_the_best_answers_comes_before_what_is_not(folder):
    best = [record(f"best{n}", "One", "The ward was on the list. A baby.") for n in range(3)]
    like = record("like", "Two", "An infant in a cot. The ward, a ward.")
    unlike = record("unlike", "Three", "An officer made arrest. The ward, a ward.")
    Index.build(folder, [unlike, like, *best], encoder=SmallModel())

    found = ids(Index.open(folder, encoder=SmallModel()).search("ward list"))

    assert set(found[:3]) == {"best0", "best1", "best2"}
    assert found[3] == "like"


def test_in_order_of_date_words_mode_has_every_word_alone(index):
    assert ids(index.search("police school", mode="words", order="newest")) == ["r3"]


def test_words_that_no_record_has_together_are_answered_with_the_nearest_and_a_note(index):
    results = index.search("cot police hungry", mode="words")

    assert set(ids(results)) == {"r1", "r2", "r3"}
    assert "No record has all of these words" in results.notes[0]


def test_a_phrase_wants_the_words_side_by_side(index):
    assert ids(index.search("“adult bed”", mode="words")) == ["r2"]
    assert ids(index.search('"bed adult"', mode="words")) == []


def test_a_phrase_holds_in_meaning_mode_too(index):
    assert ids(index.search('"adult bed"')) == ["r2"]


def test_a_minus_leaves_records_out(index):
    assert "r1" not in ids(index.search("police -bedroom"))
    assert ids(index.search("police -bedroom", mode="words")) == ["r3"]


def test_a_star_finds_words_that_begin_so(index):
    assert ids(index.search("neighb*", mode="words")) == ["r3"]


def test_or_takes_either_word(index):
    assert set(ids(index.search("cot OR hungry", mode="words"))) == {"r2", "r3"}


def test_a_field_word_is_looked_for_there_only(index):
    assert ids(index.search("title:birch", mode="words")) == ["r2"]
    assert ids(index.search("title:police", mode="words")) == []
    assert ids(index.search("recommendation:absence", mode="words")) == ["r1"]


def test_meaning_finds_a_record_that_has_none_of_the_words(index):
    results = index.search("newborn")

    assert ids(results)[0] == "r2"
    assert results.hits[0].why.words == ()
    assert "None of these words" in results.hits[0].why.sentence


def test_a_hit_says_which_words_it_has_and_where(index):
    hit = index.search("teacher absence").hits[0]

    assert hit.record_id == "r1"
    assert set(hit.why.words) >= {"teacher", "absence"}
    assert hit.passage.page == 1
    assert hit.passage.heading == "Part 1"
    assert [s.text for s in hit.passage.snippet if s.marked] == ["teacher", "absence"]


def test_filters_narrow_and_facets_count_what_is_left(index):
    results = index.search("police", mode="words", filters=Filters(partnerships=("Tarnside",)))

    assert ids(results) == ["r3"]
    assert [(f.value, f.count) for f in results.facets["theme"]] == [("Neglect", 1)]


def test_years_are_a_filter(index):
    assert ids(index.search("", filters=Filters(year_from=2022, year_to=2023))) == ["r1"]


def test_filters_hold_in_meaning_mode(index):
    results = index.search("hungry child", filters=Filters(kinds=("Rapid review",)))

    assert set(ids(results)) <= {"r2"}


def test_an_empty_query_lists_everything_newest_first(index):
    assert ids(index.search("")) == ["r2", "r1", "r3"]


def test_pages_follow_one_another_without_overlap(index):
    first = ids(index.search("", limit=2))
    second = ids(index.search("", limit=2, offset=2))

    assert first + second == ["r2", "r1", "r3"]


def test_a_misspelt_word_is_offered_a_spelling(tmp_path):
    Index.build(tmp_path / "i", RECORDS, meaning=False)

    results = Index.open(tmp_path / "i").search("polise", mode="words")

    assert results.spelling == "police"


def test_a_word_of_which_another_form_is_here_is_spelt_right():
    speller = Speller({"parental": 3, "part": 9, "parish": 4})

    assert speller.corrected("a parent who drinks") == ""
    assert speller.corrected("a parrt of it") == "a part of it"


def test_a_short_word_that_stands_nowhere_is_not_taken_for_another_short_word():
    speller = Speller({"hung": 9, "neglected": 4})

    assert speller.corrected("hungry children") == ""
    assert speller.corrected("neglcetd children") == "neglected children"


@pytest.mark.parametrize(
    "typed",
    [
        '"unbalanced',
        "((police",
        "police))",
        "-",
        '""',
        "*",
        "a*",
        "OR OR",
        "title:",
        "'; DROP TABLE record; --",
        "<script>alert(1)</script>",
        "the of and",
        "police " * 2000,
        "\x00\u202epolice 😀",
        "[a TO z] field:x^9 ~2 /re.*/",
    ],
)
@pytest.mark.parametrize("mode", ["words", "meaning"])
def test_nothing_that_can_be_typed_is_an_error(index, typed, mode):
    results = index.search(typed, mode=mode)

    assert results.total >= 0


def test_a_bracket_without_partner_is_explained(index):
    assert any("bracket" in note for note in index.search("(police").notes)


def test_a_very_long_query_is_cut_and_says_so(index):
    assert any("3,000 characters" in note for note in index.search("police " * 600).notes)


def test_without_vectors_meaning_falls_back_to_words_and_says_so(folder):
    Index.build(folder, RECORDS, meaning=False)

    results = Index.open(folder, encoder=SmallModel()).search("teacher")

    assert ids(results) == ["r1"]
    assert not results.by_meaning
    assert "still being read for their meaning" in results.notes[0]


def test_without_a_model_too(folder):
    Index.build(folder, RECORDS, meaning=False)

    results = Index(folder, None).search("teacher")

    assert ids(results) == ["r1"]
    assert "not set up" in results.notes[0]


def test_vectors_of_another_model_are_not_mixed(folder):
    class Other(SmallModel):
        name = "another"

    Index.build(folder, RECORDS, encoder=SmallModel())

    assert not Index.open(folder, encoder=Other()).by_meaning


def test_similar_records_leave_the_record_itself_out(index):
    found = [hit.record_id for hit in index.similar("r1")]

    assert "r1" not in found
    assert found


def test_similar_works_by_words_when_there_are_no_vectors(folder):
    Index.build(folder, RECORDS, meaning=False)

    assert Index.open(folder).similar("r1")


def test_a_reader_sees_a_new_generation_without_reopening(index, folder):
    Index.build(folder, [*RECORDS, Record(id="r4", title="Child Damson")], encoder=SmallModel())

    assert ids(index.search("damson", mode="words")) == ["r4"]


def test_a_reader_goes_on_serving_when_the_folder_is_deleted(index, folder):
    import shutil

    shutil.rmtree(folder)

    assert ids(index.search("injury", mode="words")) == ["r3"]
    assert "r3" in ids(index.search("police officer"))


def test_a_failed_build_leaves_the_old_index_serving(index, folder):
    class Broken(SmallModel):
        def read(self, texts):
            raise OSError("No space left on device")

    with pytest.raises(IndexProblem, match=r"No space left on device.*Is the disk full"):
        Index.build(folder, [*RECORDS, Record(id="r9", title="New")], encoder=Broken())

    assert ids(index.search("injury", mode="words")) == ["r3"]
    assert len(list(folder.glob("generation-*"))) == 1


def test_a_second_writer_is_turned_away(folder):
    import fcntl

    folder.mkdir()
    with (folder / "writer.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        with pytest.raises(IndexProblem, match="Another process"):
            Index.build(folder, RECORDS, encoder=SmallModel())


def test_a_folder_without_an_index_is_explained(tmp_path: Path):
    with pytest.raises(IndexProblem, match="no search index"):
        Index.open(tmp_path)


def test_an_index_of_which_a_piece_is_missing_says_that_it_is_damaged(index, folder):
    (signs,) = folder.glob("generation-*/signs.bin")
    signs.write_bytes(signs.read_bytes()[:-1])

    with pytest.raises(IndexProblem, match=r"is damaged\. Build it again"):
        Index.open(folder, encoder=SmallModel())


def test_two_records_with_one_identifier_are_refused(folder):
    with pytest.raises(IndexProblem, match="share the identifier r1"):
        Index.build(folder, [RECORDS[0], RECORDS[0]], encoder=SmallModel())


def test_vectors_already_computed_are_kept(folder):
    class Counting(SmallModel):
        asked = 0

        def read(self, texts):
            Counting.asked += len(texts)
            return super().read(texts)

    Index.build(folder, RECORDS, encoder=Counting())
    before = Counting.asked
    Index.build(folder, RECORDS, encoder=Counting())

    assert Counting.asked == before


def test_a_pasted_paragraph_asks_for_no_phrase_and_leaves_nothing_out(index):
    pasted = (
        "The officers said it was a “family matter – and did not look any further at the rooms upstairs,"
        " where the child slept on the floor -as the neighbour had told the police about shouting earlier."
    )

    results = index.search(pasted)

    assert "r3" in ids(results)
    assert not any("quotation mark" in note for note in results.notes)


def test_words_that_stand_together_as_they_were_asked_come_first(folder):
    together = record("together", "One", "A risk assessment was written. The school had a plan.")
    apart = record("apart", "Two", "The risk was known. The school had an assessment. A plan was.")
    Index.build(folder, [apart, together], meaning=False)

    found = Index.open(folder).search("risk assessment", mode="words")

    assert ids(found) == ["together", "apart"]
