"""Write one record with its passages, recommendations, themes and files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify

from irwell.core.text import clean
from irwell.repository.models import File, Mending, Passage, Recommendation, Record, Theme
from irwell.search import Passage as ReadPassage
from irwell.search import Recommendation as ReadRecommendation

from .keeping import keep_bytes
from .webhooks import Event, note


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that belongs to a record."""

    label: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Content:
    """A record as it is to be saved."""

    identifier: str
    title: str
    kind: str
    source: str
    content_hash: str
    partnership: str = ""
    published: date | None = None
    year: int | None = None
    summary: str = ""
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    method: str = ""
    licence: str = ""
    contact: str = ""
    source_url: str = ""
    certificate: str = ""
    version: int = 1
    pages: int | None = None
    themes: tuple[str, ...] = ()
    passages: tuple[ReadPassage, ...] = ()
    recommendations: tuple[ReadRecommendation, ...] = ()
    files: Mapping[str, KeptFile] = field(default_factory=dict)


@transaction.atomic
def save_record(*, content: Content, now: datetime) -> Record:
    """Add the record, or replace what it holds; earlier files stay under their version.

    Words are kept without control characters, which neither PostgreSQL nor XML takes.
    """
    values = {
        name: _kept(name, getattr(content, name))
        for name in (
            "kind", "source", "content_hash", "partnership", "published", "summary", "method",
            "licence", "contact", "source_url", "certificate", "version", "pages",
        )
    }  # fmt: skip
    values |= {
        "title": clean(content.title)[:400],
        "year": content.year or (content.published.year if content.published else None),
        "authors": [clean(name) for name in content.authors],
        "keywords": [clean(word) for word in content.keywords],
        "changed_at": now,
    }
    for name in _mended(content):
        values.pop(name, None)
    record, new = Record.objects.update_or_create(identifier=content.identifier, defaults=values)
    note(record=record, event=Event.PUBLISHED if new else Event.CHANGED, now=now)
    _save_words(record, content.passages, content.recommendations)
    record.themes.set([_theme(name) for name in content.themes])
    for name, file in content.files.items():
        File.objects.update_or_create(
            record=record,
            name=name,
            version=content.version,
            defaults={
                "label": file.label,
                "media_type": file.media_type,
                "sha256": keep_bytes(file.content),
                "size": len(file.content),
            },
        )
    return record


def _mended(content: Content) -> set[str]:
    """What editors put right stays right when the document is read again; a partnership’s own new version counts."""
    if content.source == Record.Source.BUNDLE:
        return set()
    fields = Mending.objects.filter(record__identifier=content.identifier)
    return set(fields.values_list("field", flat=True))


def _kept(name: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    return clean(value)[: getattr(Record._meta.get_field(name), "max_length", None)]


def _save_words(
    record: Record,
    passages: Sequence[ReadPassage],
    recommendations: Sequence[ReadRecommendation],
) -> None:
    record.passages.all().delete()
    record.recommendations.all().delete()
    Passage.objects.bulk_create(
        [
            Passage(
                record=record,
                position=position,
                anchor=passage.anchor,
                heading=clean(passage.heading)[:400],
                page=passage.page,
                text=clean(passage.text),
            )
            for position, passage in enumerate(passages)
        ],
        batch_size=500,
    )
    Recommendation.objects.bulk_create(
        Recommendation(
            record=record,
            position=position,
            number=item.number[:20],
            text=clean(item.text),
            page=item.page,
            anchor=f"recommendation-{position + 1}",
            addressees=[clean(body) for body in item.addressees],
        )
        for position, item in enumerate(recommendations)
    )


def _theme(name: str) -> Theme:
    theme, _ = Theme.objects.get_or_create(
        name=clean(name)[:120], defaults={"slug": slugify(name)[:120] or "theme"}
    )
    return theme
