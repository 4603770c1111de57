"""Reading public pages."""

from functools import cache
from importlib import resources

from irwell.public_pages.models import PageVersion

SLUGS = ("reviews",)


@cache
def _shipped(slug: str) -> tuple[str, str]:
    text = (resources.files("irwell.public_pages") / "content" / f"{slug}.md").read_text(
        encoding="utf-8"
    )
    title, _, body = text.partition("\n")
    return title.strip(), body.strip()


def page(slug: str) -> PageVersion:
    """The newest version, or the text that Irwell ships. Raises KeyError for a page that is not one of ours."""
    if slug not in SLUGS:
        raise KeyError(slug)
    title, body = _shipped(slug)
    return PageVersion.objects.filter(slug=slug).first() or PageVersion(
        slug=slug, title=title, text=body
    )
