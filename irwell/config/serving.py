"""What a serving process does once, soon after its start."""

import gc
from contextlib import suppress
from pathlib import Path
from threading import Timer

from django.apps import apps
from django.template import TemplateSyntaxError, engines
from django.urls import get_resolver

OURS = "irwell."
SOON = 3  # seconds; a start takes the whole machine by itself
SEARCHED_AFTER = 20_000  # new objects, instead of 700


def settle(*, after: float = SOON) -> Timer:
    """Read what lasts as long as the process, soon after it first answers, and leave it out of every search for garbage.

    Otherwise one request in twenty waits a quarter of a second while a few hundred thousand lasting objects are walked,
    and the first search waits for the index and the model of meanings.
    """
    gc.set_threshold(SEARCHED_AFTER, 10, 10)
    reading = Timer(after, _read_what_lasts)
    reading.daemon = True
    reading.start()
    return reading


def _read_what_lasts() -> None:
    get_resolver().reverse_dict  # noqa: B018  every address and view
    if apps.is_installed("irwell.repository"):
        from irwell.repository.queries import search_index

        search_index()
    for name in _templates():
        with suppress(TemplateSyntaxError):  # a page of the other face, whose tags this one lacks
            engines["django"].get_template(name)
    gc.collect()
    gc.freeze()


def _templates() -> list[str]:
    """The name of every page and piece of a page of ours."""
    ours = [app for app in apps.get_app_configs() if app.name.startswith(OURS)]
    roots = [Path(app.path) / "templates" for app in ours]
    return [path.relative_to(root).as_posix() for root in roots for path in root.rglob("*.html")]
