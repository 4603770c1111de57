"""A new installation is set up from one file, by the command that the guide names."""

import re
from pathlib import Path

import pytest
from django.test import Client

from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.accounts.models import Agency, Partnership, User
from irwell.cli import main

GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "set-up-a-partnership.md"
REST = """
[[agency]]
name = "Calderbrook and Moss Integrated Care Board"
kind = "icb"
[[agency]]
name = "Calderbrook Police"
kind = "police"
"""


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The guide's own example, with the two partners it leaves out."""
    found = re.search(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    path = tmp_path / "partnership.toml"
    path.write_text(found.group(1) + REST, encoding="utf-8")
    return path


@pytest.mark.django_db
def test_the_guides_example_sets_up_and_its_administrator_joins(
    example: Path, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["setup", str(example)]) == 0

    join = re.search(r"(/people/join/\S+)", capsys.readouterr().out)
    assert join is not None
    assert client.get(join.group(1)).status_code == 200
    assert Partnership.objects.get().case_prefix == "CB"
    assert Agency.objects.count() == 3
    assert Permission.MANAGE_PEOPLE in rights(User.objects.get())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('kind = "icb"', 'kind = "clinic"', "clinic"),
        ('kind = "police"', 'kind = "housing"', "No agency stands for: Police"),
        ("[administrator]", "[somebody]", "no [administrator]"),
        ("short_name", "nickname", "“nickname”, which is not known there"),
        ("[partnership]", "[partnership", "is not TOML"),
    ],
)
def test_a_slip_is_told_and_nothing_is_changed(
    example: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, told: str
) -> None:
    example.write_text(example.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    assert main(["setup", str(example)]) == 1

    assert told in capsys.readouterr().err
    assert not Partnership.objects.exists()
    assert not Agency.objects.exists()


@pytest.mark.django_db
def test_it_is_done_once(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["setup", str(example)])

    assert main(["setup", str(example)]) == 1
    assert "set up already" in capsys.readouterr().err
