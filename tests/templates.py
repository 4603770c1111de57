"""Notes which templates a run has drawn. scripts/run_tests.py fails for one that no test draws."""

import os
from pathlib import Path
from typing import Any

from django.test.signals import template_rendered

FOLDER = (
    "TEMPLATES_DRAWN"  # where each process of a run notes what it drew; unset: nothing is noted
)
drawn: set[str] = set()


def _note(sender: Any, template: Any, **_: Any) -> None:
    drawn.add(str(template.name))


def watch() -> None:
    template_rendered.connect(_note)


def keep() -> None:
    """At the end of a process."""
    folder = os.environ.get(FOLDER)
    if folder:
        Path(folder, f"{os.getpid()}.txt").write_text("\n".join(sorted(drawn)))
