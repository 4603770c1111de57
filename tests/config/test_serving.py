"""What a serving process does beside its first pages: what lasts is read, and left out of the search for garbage."""

import gc
from collections.abc import Iterator

import pytest
from django.template import engines
from django.template.base import Template

from irwell.config.serving import settle


@pytest.fixture
def _as_before() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


@pytest.mark.usefixtures("_as_before")
def test_what_lasts_is_read_once_and_never_searched_for_garbage() -> None:
    read = engines["django"].engine.template_loaders[0].get_template_cache
    read.pop("reviews/compare.html", None)

    settle(after=0).join()

    assert isinstance(read["reviews/compare.html"], Template)
    assert gc.get_freeze_count() > 100_000
    assert gc.get_threshold()[0] == 20_000
