"""The best records are read word by word, and what answers every word stands first."""

from pathlib import Path

import numpy as np
import pytest

from irwell.search import Index
from irwell.search.close_reading import Words, nearness_of_records, signs_of, write_words
from irwell.search.encoder import installed_encoder
from irwell.search.scoring import Ranking

from .conftest import SmallModel, record

WIDTH = 20  # no whole number of bytes


def unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture
def words() -> list[np.ndarray]:
    """Of five passages, one without a word that says anything."""
    draw = np.random.default_rng(2026)
    return [unit(draw.standard_normal((n, WIDTH))).astype(np.float32) for n in (7, 0, 1, 30, 4)]


@pytest.fixture
def kept(tmp_path: Path, words: list[np.ndarray]) -> Words:
    write_words(tmp_path, (signs_of(each).tobytes() for each in words))
    return Words(tmp_path, WIDTH)


def test_each_word_asked_for_is_held_against_the_nearest_word_of_a_passage(kept, words) -> None:
    asked = unit(np.random.default_rng(7).standard_normal((3, WIDTH))).astype(np.float32)

    found = kept.nearest(asked, np.array([0, 2, 3, 4]))

    by_hand = [
        [max(float(np.sign(word) @ one) for word in words[n]) for one in asked]
        for n in (0, 2, 3, 4)
    ]
    assert found == pytest.approx(np.array(by_hand) / np.sqrt(WIDTH), abs=1e-5)


def test_a_passage_without_words_is_far_from_everything(kept, words) -> None:
    assert (kept.nearest(words[0], np.array([1, 0]))[0] == -1).all()
    assert (kept.nearest(words[0], np.array([1])) == -1).all()


def test_a_word_that_every_passage_answers_tells_none_of_them_apart() -> None:
    """Two records of two passages each; the first word is answered alike everywhere, the second by one record."""
    near = np.array([[0.8, 0.1], [0.8, 0.2], [0.8, 0.7], [0.8, 0.1]], np.float32)

    assert nearness_of_records(near, np.array([0, 2])).tolist() == pytest.approx([0.2, 0.7])


def test_what_a_records_passages_answer_together_counts_half() -> None:
    near = np.array([[0.6, 0.0], [0.0, 0.6], [0.6, 0.0], [0.6, 0.0]], np.float32)

    first, second = nearness_of_records(near, np.array([0, 2])).tolist()

    assert (first, second) == pytest.approx((0.525, 0.15))


def test_what_answers_each_word_stands_before_what_is_nearer_as_a_whole(tmp_path: Path) -> None:
    """“Custody” and “lessons” stand in neither; one has words near to both, the other near to one."""
    one = "The officer came, the officer left, and the officer wrote it down."
    both = "The officer came, the teacher left, and the officer wrote it down."
    Index.build(
        tmp_path, [record("a", "Alder", one), record("b", "Birch", both)], encoder=SmallModel()
    )
    index = Index.open(tmp_path, encoder=SmallModel())
    question = "custody custody custody custody custody lessons"

    nearer = index.nearness_to(question)
    hits = index.search(question).hits

    assert nearer["a"] > nearer["b"]
    assert [hit.record_id for hit in hits] == ["b", "a"]


def test_a_result_says_which_word_stands_for_one_that_is_not_in_it(tmp_path: Path) -> None:
    text = "The officer wrote it down in the classroom, and nobody read it."
    Index.build(tmp_path, [record("a", "Alder", text)], encoder=SmallModel())

    (hit,) = Index.open(tmp_path, encoder=SmallModel()).search("police in the classroom").hits

    assert hit.why.near_words == (("police", "officer"),)
    assert [(s.text, s.near) for s in hit.passage.snippet if s.marked or s.near] == [
        ("officer", True),
        ("classroom", False),
    ]
    assert hit.why.sentence.endswith("It has “officer” for “police”.")


def test_a_pasted_paragraph_is_told_no_single_words(tmp_path: Path) -> None:
    text = "The officer wrote it down in the classroom, and nobody read it."
    Index.build(tmp_path, [record("a", "Alder", text)], encoder=SmallModel())
    pasted = " ".join(f"police{number}" for number in range(45)) + " police"

    (hit,) = Index.open(tmp_path, encoder=SmallModel()).search(pasted).hits

    assert hit.why.near_words == ()


def test_close_reading_puts_in_order_and_decides_no_result() -> None:
    """The first gains so much by it that the second would stand too far behind, if that counted."""
    scores, before = np.array([5, 1, 1], np.float32), np.array([1, 0.9, 0.2], np.float32)
    ranking = Ranking(scores, scores > 0, most=10, least_share=0.35, kept_by=before)

    rows, found = ranking.rows(None)

    assert (rows.tolist(), found.tolist()) == ([0, 1], [5, 1])


def test_a_word_of_a_passage_stands_for_one_word_alone(tmp_path: Path) -> None:
    Index.build(tmp_path, [record("a", "Alder", "The officer read it.")], encoder=SmallModel())

    (hit,) = Index.open(tmp_path, encoder=SmallModel()).search("police custody read").hits

    assert hit.why.near_words in [(("police", "officer"),), (("custody", "officer"),)]


def test_the_installed_model_leaves_out_words_that_say_nothing() -> None:
    model = installed_encoder()
    if model is None:
        pytest.skip("no model is installed")

    read = model.read(["What was it that they had?", "The child was hungry, and cold."])

    assert [len(each) for each in read.words] == [0, 3]
    assert model.spelled("The child was hungry, and cold.") == ["child", "hungry", "cold"]
    assert model.spelled("Safeguarding at Alderbrook’s") == ["safeguarding"] * len(model.spelled("safeguarding")) + ["alderbrook"] * len(model.spelled("alderbrook")) + ["s"]  # fmt: skip
    assert np.linalg.norm(read.words[1], axis=1) == pytest.approx(1, abs=1e-5)
    assert read.vectors == pytest.approx(model.encode(["What was it that they had?", "The child was hungry, and cold."]), abs=1e-6)  # fmt: skip
