"""The landing page of a published review: files, citation, metadata for machines, the feed."""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from irwell.accounts.models import Partnership
from irwell.core.time import london
from irwell.publication import rules
from irwell.publication.bundle import KNOWN_FILES
from irwell.publication.models import Publication
from irwell.publication.presenters.wording import day, words
from irwell.ui.presenters import Card, FileLine, Row

KINDS = {"report.html": "HTML", "report.pdf": "PDF", "report.docx": "Word"}


def address(publication: Publication) -> str:
    """The address that never changes."""
    page = reverse("publication:landing", args=[publication.identifier])
    return f"{settings.IRWELL_BASE_URL}{page}"


def cards(publications: Any, lang: str = "en") -> list[Card]:
    said = words(lang)["published"]
    return [
        Card(
            title=row.title, text=row.summary, meta=f"{row.kind}. {said} {day(row.published_at, lang)}",
            href=reverse(named("landing", lang), args=[row.identifier]), foot=", ".join(row.themes),
        )
        for row in publications
    ]  # fmt: skip


def files(publication: Publication, lang: str = "en") -> list[FileLine]:
    return [
        FileLine(
            words(lang).get(row.name, KNOWN_FILES[row.name][0]), KINDS.get(row.name, "File"),
            reverse("publication:file", args=[publication.identifier, row.name]), _size(len(row.content)),
        )
        for row in publication.files.all()
    ]  # fmt: skip


def facts(publication: Publication, owner: Partnership, lang: str = "en") -> list[Row]:
    rows = [
        ("partnership", owner.name),
        ("jointly", publication.jointly_with),
        ("published", day(publication.published_at, lang)),
        ("author", publication.author),
        ("method", publication.method),
        ("themes", ", ".join(publication.themes)),
        ("keywords", ", ".join(publication.keywords)),
        ("identifier", publication.identifier),
    ]
    return [Row(words(lang)[label], value) for label, value in rows if value]


def named(page: str, lang: str) -> str:
    """The name of a public page's address in a language."""
    return f"publication:{page}_cy" if lang == "cy" else f"publication:{page}"


def gone(publication: Publication, lang: str) -> str:
    """When a withdrawn review was published, and when it was withdrawn."""
    return words(lang)["was_published"].format(
        title=publication.title, first=day(publication.published_at, lang), last=day(publication.withdrawn_at, lang)
    )  # fmt: skip


def citation(publication: Publication, owner: Partnership) -> str:
    year = london(publication.published_at).year if publication.published_at else "no date"
    return f"{owner.name} ({year}). {publication.title}. {address(publication)}"


def meta_tags(publication: Publication, owner: Partnership) -> list[tuple[str, str]]:
    """Dublin Core and Highwire names and values."""
    published = publication.published_at
    day = london(published).date().isoformat() if published else ""
    tags = [
        ("DC.title", publication.title),
        ("DC.creator", publication.author or owner.name),
        ("DC.publisher", owner.name),
        ("DC.date", day),
        ("DC.type", publication.kind),
        ("DC.identifier", address(publication)),
        ("DC.language", "en-GB"),
        ("DC.rights", rules.rights(owner.name, publication.licence)),
        ("DC.description", publication.summary),
        *(("DC.subject", theme) for theme in publication.themes),
        ("citation_title", publication.title),
        ("citation_author", publication.author),
        ("citation_technical_report_institution", owner.name),
        ("citation_publication_date", day.replace("-", "/")),
        ("citation_public_url", address(publication)),
    ]
    if publication.is_report:
        tags.append(("citation_pdf_url", f"{address(publication)}files/report.pdf"))
    return [(name, value) for name, value in tags if value]


def linked_data(publication: Publication, owner: Partnership) -> SafeString:
    """schema.org, as text that can stand inside a script element."""
    published = publication.published_at
    data = {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": address(publication),
        "url": address(publication),
        "identifier": publication.identifier,
        "name": publication.title,
        "abstract": publication.summary,
        "genre": publication.kind,
        "inLanguage": "en-GB",
        "isAccessibleForFree": True,
        "datePublished": london(published).date().isoformat() if published else None,
        "keywords": [*publication.themes, *publication.keywords],
        "author": {"@type": "Person", "name": publication.author} if publication.author else None,
        "contributor": {"@type": "Organization", "name": publication.jointly_with}
        if publication.jointly_with
        else None,
        "copyrightHolder": {"@type": "Organization", "name": owner.name},
        "license": rules.LICENCES[publication.licence].address or None,
        "publisher": {"@type": "Organization", "name": owner.name},
        "version": str(publication.version),
        "encoding": [
            {
                "@type": "MediaObject",
                "encodingFormat": row.media_type,
                "contentUrl": f"{address(publication)}files/{row.name}",
                "sha256": row.sha256,
            }
            for row in publication.files.all()
        ],
    }
    text = json.dumps({k: v for k, v in data.items() if v is not None}, ensure_ascii=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return mark_safe(text)  # noqa: S308 - nothing in it can close the element


def sitemap(publications: Any) -> str:
    """Each review's page in both languages, and the list of them (sitemaps.org, version 0.9)."""
    lines = [_place(reverse(named("list", lang))) for lang in ("en", "cy")]
    for row in publications:
        for lang in ("en", "cy"):
            path = reverse(named("landing", lang), args=[row.identifier])
            lines.append(_place(path, london(row.published_at).date().isoformat()))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        + "".join(lines)
        + "</urlset>\n"
    )


def _place(path: str, changed: str = "") -> str:
    when = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<url><loc>{escape(settings.IRWELL_BASE_URL + path)}</loc>{when}</url>\n"


def feed(publications: Any, owner: Partnership) -> str:
    """Atom, newest first."""
    page = f"{settings.IRWELL_BASE_URL}{reverse('publication:list')}"
    made = Atom1Feed(
        title=f"Published reviews of the {owner.name}", link=page, description="", language="en-GB",
        feed_url=f"{settings.IRWELL_BASE_URL}{reverse('publication:feed')}",
    )  # fmt: skip
    for row in publications:
        made.add_item(
            title=row.title, link=address(row), unique_id=address(row), description=row.summary,
            updateddate=row.published_at, pubdate=row.published_at, categories=row.themes,
            author_name=row.author or owner.name,
        )  # fmt: skip
    return str(made.writeString("utf-8"))


def _size(count: int) -> str:
    return f"{max(1, round(count / 1000)):,} kB" if count < 1_000_000 else f"{count / 1e6:.1f} MB"
