"""Making very many small lasting things at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """No garbage is sought meanwhile: what is made stays, and walking it again and again costs more the more there is."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def kept_for_long() -> None:
    """What has just been made lasts: the search for garbage passes it over from now on.

    Garbage of the last moments is put away first, so that it is not kept with it. What is dropped later is freed at once
    all the same, as nothing of it goes round in a circle.
    """
    gc.collect(1)
    gc.freeze()
