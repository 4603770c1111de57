from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, register
from django.core.checks import Warning as CheckWarning

BUILT = Path(__file__).parent / "static" / "ui" / "built" / "app.css"


class UiConfig(AppConfig):
    name = "irwell.ui"

    def ready(self) -> None:
        register(front_end_is_built)


def front_end_is_built(**_: Any) -> list[CheckMessage]:
    if BUILT.is_file():
        return []
    return [
        CheckWarning(
            "The styles are not built, so pages will look bare.",
            hint="Run: python scripts/build_frontend.py",
            id="ui.W001",
        )
    ]
