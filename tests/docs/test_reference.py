"""The reference pages say what the code says, and every setting, right, event and command is in them."""

from pathlib import Path

import pytest

from irwell.config.reference import code_pages

FOLDER = Path(__file__).parents[2] / "docs"
PAGES = code_pages()


@pytest.mark.parametrize("name", PAGES)
def test_a_reference_page_is_fresh(name: str) -> None:
    written = (FOLDER / name).read_text(encoding="utf-8")

    assert written == PAGES[name], f"run scripts/make_reference.py: {name} is out of date"


def test_no_page_names_a_folder_of_the_machine_it_was_written_on() -> None:
    home = str(Path.home())

    assert not [name for name, content in PAGES.items() if home in content]
