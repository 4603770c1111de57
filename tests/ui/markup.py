"""HTML compared by what it means: tags, attributes in any order, text without its white space."""

import json
import re
from pathlib import Path
from typing import Any

from lxml import html

ROOT = Path(__file__).parents[2]
FRONTEND = ROOT / "node_modules/govuk-frontend/dist/govuk/components"

Node = tuple[Any, ...]


def normalised(source: str) -> list[Node]:
    """The tree of a fragment as nested tuples."""
    wrapper = html.fragment_fromstring(source, create_parent="div")
    return _children(wrapper)


def _children(element: Any) -> list[Node]:
    found: list[Node] = [("#", _words(element.text))] if _words(element.text) else []
    for child in element:
        if isinstance(child.tag, str):
            found.append((child.tag, _attributes(child), _children(child)))
        if _words(child.tail):
            found.append(("#", _words(child.tail)))
    return found


def _attributes(element: Any) -> dict[str, Any]:
    known = dict(element.attrib)
    if "class" in known:
        known["class"] = " ".join(sorted(known["class"].split()))
    return known


def _words(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "").strip()


def fixture(component: str, name: str) -> dict[str, Any]:
    """One of GOV.UK Frontend's own examples: its options and the HTML that they must give."""
    found = json.loads((FRONTEND / component / "fixtures.json").read_text())["fixtures"]
    return next(one for one in found if one["name"] == name)
