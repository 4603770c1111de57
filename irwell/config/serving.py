"""What a serving process does once, before it answers its first reader."""

import gc
from contextlib import suppress
from pathlib import Path
from threading import Thread

from django.apps import apps
from django.template import TemplateSyntaxError, engines
from django.urls import get_resolver

OURS = "irwell."
SEARCHED_AFTER = 20_000  # new objects, instead of 700


def settle() -> None:
    """Read now what lasts as long as the process, and leave it out of every search for garbage from then on.

    Otherwise one request in twenty waits a quarter of a second while a few hundred thousand lasting objects are walked.
    """
    get_resolver().reverse_dict  # noqa: B018  every address and view
    for name in _templates():
        with suppress(TemplateSyntaxError):  # a page of the other face, whose tags this one lacks
            engines["django"].get_template(name)
    _leave_out()
    gc.set_threshold(SEARCHED_AFTER, 10, 10)
    if apps.is_installed("irwell.repository"):
        Thread(target=_read_index, daemon=True).start()


def _read_index() -> None:
    """While the first pages are served, so that the first search does not wait for index and model."""
    from irwell.repository.queries import get_ready

    get_ready()
    _leave_out()


def _leave_out() -> None:
    gc.collect()
    gc.freeze()


def _templates() -> list[str]:
    """The name of every page and piece of a page of ours."""
    ours = [app for app in apps.get_app_configs() if app.name.startswith(OURS)]
    roots = [Path(app.path) / "templates" for app in ours]
    return [path.relative_to(root).as_posix() for root in roots for path in root.rglob("*.html")]
