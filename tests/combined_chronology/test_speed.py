"""Five thousand lines: the page stays usable, filters too, and its size stays bounded."""

import random
from time import process_time

import pytest

from irwell.accounts.models import Agency
from irwell.cases.models import Case
from tests.combined_chronology.returns import HEAD, sign
from tests.combined_chronology.test_timeline import path
from tests.kept import kept
from tests.people import People

SENTENCE = (
    "the child was seen at home with mother and a visit was agreed after a call about Rowan "
    "Hollowgate who said little and the worker wrote it down for the next meeting"
)
WORDS = SENTENCE.split()
LINES = 1250
SECONDS = 5.0  # of processor time, on a machine that other work shares


def _many(seed: int) -> str:
    chance = random.Random(seed)
    rows = [
        f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/{chance.randint(2018, 2024)},Record,"
        f"Dr Sorrel Vane,GP,Rowan Hollowgate,{' '.join(chance.choices(WORDS, k=40))} {seed} {at},Yes,Visit"
        for at in range(LINES)
    ]
    return HEAD + "\n".join(rows) + "\n"


@pytest.fixture
@kept
def long(returned: Case, people: People) -> Case:
    for seed, kind in enumerate(("police", "hospital", "education", "local_authority")):
        sign(returned, Agency.objects.get(kind=kind), _many(seed), people.maya, version=2)
    return returned


def test_five_thousand_lines_are_shown_and_filtered_in_time(
    long: Case, people: People, as_person
) -> None:
    maya = as_person(people.maya)
    took = {}

    for what, query in (("labels", ""), ("names", "?names=on"), ("a year", "?start=2021&end=2021")):
        began = process_time()
        page = maya.get(path(long, query))
        took[what] = process_time() - began
        print(what, round(took[what], 2), len(page.content))

    assert page.status_code == 200
    assert "of 5000" in maya.get(path(long)).content.decode()
    assert max(took.values()) < SECONDS
