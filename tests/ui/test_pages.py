"""Pages as sent: no inline style or script, every id once."""

import re
from pathlib import Path

import pytest
from django.test import Client

from irwell.ui.templatetags import ui

TEMPLATES = Path(ui.__file__).parents[1] / "templates"
# A block of JSON is data: a browser never runs it, so the policy lets it stand.
INLINE = re.compile(
    r'<style|\sstyle=|\son(click|load|submit|change|input)=|<script(?![^>]*(\ssrc=|"application/json"))|javascript:',
    re.I,
)


@pytest.fixture
def gallery(client: Client, partnership: object) -> str:
    answer = client.get("/ui/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_gallery_shows_forms_and_components(gallery: str) -> None:
    for part in ("govuk-error-summary", "govuk-date-input", "irw-steps", "irw-deadline"):
        assert part in gallery


def test_the_gallery_has_nothing_inline(gallery: str) -> None:
    assert INLINE.search(gallery) is None


def test_the_gallery_gives_every_id_once(gallery: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', gallery)

    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.html")), ids=lambda p: p.relative_to(TEMPLATES).as_posix()
)
def test_no_template_has_anything_inline(path: Path) -> None:
    assert INLINE.search(path.read_text()) is None
