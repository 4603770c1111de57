"""The words around a published review in English and in Welsh."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

from irwell.core.time import london

LANGUAGES = {"en": "en-GB", "cy": "cy"}


@cache
def _data() -> dict[str, Any]:
    source = resources.files("irwell.publication") / "data" / "words.toml"
    return tomllib.loads(source.read_text("utf-8"))


def words(lang: str) -> Mapping[str, str]:
    found: Mapping[str, str] = _data()[lang]
    return found


def day(moment: datetime | None, lang: str) -> str:
    """14 April 2026, 14 Ebrill 2026."""
    if moment is None:
        return ""
    local = london(moment)
    month = _data()["months_cy"][local.month - 1] if lang == "cy" else f"{local:%B}"
    return f"{local.day} {month} {local.year}"


def chrome(lang: str, here: str) -> dict[str, Any]:
    """What the layout of a public page needs: its language, its words, and the same page in the other language."""
    other = "en" if lang == "cy" else "cy"
    return {
        "lang": lang, "page_lang": LANGUAGES[lang], "w": words(lang), "other_lang": other, "other_href": here,
    }  # fmt: skip
