"""A pasted paragraph is compared by what tells the records of this collection apart."""

import numpy as np
import pytest

from irwell.search import Index, storage, vectors
from irwell.search.scoring import near_as_a_whole
from irwell.search.vectors import lengths_by, telling_apart

from .conftest import RECORDS, SmallModel

PASTED = (
    "The classroom teacher recorded every absence and showed the pattern to the head of year, while officers of the police "
    "visited twice, looked into the kitchen, spoke with both parents for ten minutes, left without going upstairs, wrote a "
    "short note, closed their enquiry and told nobody else about what they had thought."
)


@pytest.fixture
def learns_from_few(monkeypatch):
    monkeypatch.setattr(vectors, "ENOUGH_TO_LEARN", 2)


@pytest.fixture
def collection():
    """Forty records of five passages; one direction of four varies inside records, the second between them."""
    draw = np.random.default_rng(5)
    own = np.repeat(draw.normal(size=40), 5)
    rows = np.stack([3 * draw.normal(size=200), own, *draw.normal(0, 0.1, (2, 200))], axis=1)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows.astype(np.float32), np.repeat(np.arange(40), 5)


def test_what_varies_inside_a_record_counts_less_than_what_varies_between_records(collection):
    rows, owners = collection
    matrix = telling_apart(rows, owners, 40)
    assert matrix is not None
    assert matrix[0, 0] < 0.5 * matrix[1, 1]
    assert np.allclose(matrix, matrix.T, atol=1e-6)


def test_passages_of_one_record_come_nearer_to_each_other_than_to_others(collection):
    rows, owners = collection
    matrix = telling_apart(rows, owners, 40)
    lengths = lengths_by(matrix, rows)
    same = owners[:, None] == owners[None, :]
    plain, apart = rows @ rows.T, rows @ matrix @ rows.T / np.outer(lengths, lengths)
    assert np.allclose(np.diag(apart), 1, atol=1e-5)
    gap = [(near[same].mean() - near[~same].mean()) / near.std() for near in (plain, apart)]
    assert gap[1] > 1.2 * gap[0]


def test_too_few_passages_teach_nothing(collection):
    rows, owners = collection
    assert telling_apart(rows[:100], owners[:100], 20) is None
    assert telling_apart(rows, np.arange(200), 200) is None, "every passage alone in its record"
    assert telling_apart(np.ones_like(rows), owners, 40) is None, "all alike"


def test_a_small_collection_is_searched_as_before(index):
    assert index._generation.apart is None
    assert index.search(PASTED).hits[0].record_id == "r1"


def test_a_pasted_paragraph_finds_its_record_and_tells_its_plain_nearness(folder, learns_from_few):
    model = SmallModel()
    Index.build(folder, RECORDS, encoder=model)
    index = Index.open(folder, encoder=model)
    assert index._generation.apart is not None
    hit = index.search(PASTED).hits[0]
    assert hit.record_id == "r1"
    texts = [passage.text for passage in RECORDS[0].passages]
    nearest = float((model.encode(texts) @ model.encode([PASTED])[0]).max())
    assert hit.why.meaning == pytest.approx(nearest, abs=0.02)


def test_a_large_collection_ranks_a_pasted_paragraph_alike_in_two_steps(
    folder, learns_from_few, monkeypatch
):
    Index.build(folder, RECORDS, encoder=SmallModel())
    before = [hit.record_id for hit in Index.open(folder, encoder=SmallModel()).search(PASTED).hits]
    monkeypatch.setattr(storage, "LARGE", 2)
    monkeypatch.setattr("irwell.search.scoring.READ_EXACTLY", 2)
    Index.build(folder, RECORDS, encoder=SmallModel())
    after = [hit.record_id for hit in Index.open(folder, encoder=SmallModel()).search(PASTED).hits]
    assert after == before


def test_what_all_records_have_in_common_makes_none_of_them_alike():
    draw = np.random.default_rng(8)
    subject = draw.normal(size=(4, 30))
    rows = 2 + np.repeat(subject, 50, axis=0) + 0.3 * draw.normal(size=(200, 30))
    # some are nearer to the middle of all than their subject is, so that they stand near to everything
    rows[::10] += 4
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    near = near_as_a_whole(rows.astype(np.float32), 1)
    others = np.argsort(-near, kind="stable")[1:21]
    assert int(np.argmax(near)) == 1
    assert near[1] == pytest.approx(1, abs=1e-4)
    assert np.all(others < 50)


def test_how_near_a_text_stands_to_a_record_is_told_of_the_record_as_a_whole(index):
    text = "hungry, thin and cold"
    told = index.nearness_to(text)
    mean = SmallModel().encode([passage.text for passage in RECORDS[2].passages]).mean(axis=0)
    whole = mean / np.linalg.norm(mean)
    assert told["r3"] == pytest.approx(float(whole @ SmallModel().encode([text])[0]), abs=0.01)
    assert max(told, key=told.__getitem__) == "r3"
