"""Every picture of the guide is taken by the journey and shown on a page, and every page is in the guide's list."""

import re
from pathlib import Path

GUIDE = Path(__file__).parents[2] / "docs" / "guide"
JOURNEY = Path(__file__).parents[1] / "browser" / "journey"


def pages() -> dict[str, str]:
    return {p.name: p.read_text(encoding="utf-8") for p in GUIDE.glob("*.md")}


def test_each_picture_is_shown_and_each_shown_picture_is_there() -> None:
    shown = {
        name for text in pages().values() for name in re.findall(r"pictures/([\w-]+\.png)", text)
    }

    assert shown == {p.name for p in (GUIDE / "pictures").glob("*.png")}


def test_each_picture_is_taken_by_the_journey() -> None:
    taken = {
        f"{name}.png"
        for path in JOURNEY.glob("*.py")
        for name in re.findall(r'story\.look\(\w+, "([\w-]+)"\)', path.read_text(encoding="utf-8"))
    }

    assert taken == {p.name for p in (GUIDE / "pictures").glob("*.png")}


def test_each_page_is_in_the_list() -> None:
    listed = set(re.findall(r"\]\(([\w-]+\.md)\)", pages()["README.md"]))

    assert listed == set(pages()) - {"README.md"}
