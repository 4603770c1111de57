"""The landing page of a record: sections, citations and metadata for machines."""

import json
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from irwell.core.time import london
from irwell.repository.models import File, Passage, Recommendation, Record

TYPES = {".pdf": "PDF", ".docx": "Word document", ".html": "Web page"}


@dataclass(frozen=True, slots=True)
class Section:
    """Passages under one heading."""

    id: str
    heading: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file to download."""

    label: str
    facts: str
    href: str
    sha256: str


def sections(record: Record) -> tuple[Section, ...]:
    """The words of the report, heading by heading."""
    out = []
    for number, (heading, group) in enumerate(
        groupby(record.passages.all(), key=lambda passage: passage.heading), start=1
    ):
        identifier = f"section-{number}-{slugify(heading)[:40]}".rstrip("-")
        out.append(Section(identifier, heading, tuple(group)))
    return tuple(out)


def newest_files(record: Record) -> list[File]:
    """The latest version of each file."""
    newest: dict[str, File] = {}
    for file in sorted(record.files.all(), key=lambda each: each.version):
        newest[file.name] = file
    return list(newest.values())


def files(record: Record) -> tuple[FileLine, ...]:
    """The latest version of each file, as it is offered."""
    return tuple(
        FileLine(
            file.label,
            f"{TYPES.get('.' + file.name.rsplit('.', 1)[-1], 'File')}, {size(file.size)}",
            reverse("repository:file", args=[record.identifier, file.name]),
            file.sha256,
        )
        for file in newest_files(record)
    )


def size(count: int) -> str:
    """“24 kB”, “1.9 MB”"""
    return (
        f"{max(1, round(count / 1000)):,} kB"
        if count < 1_000_000
        else f"{count / 1_000_000:.1f} MB"
    )


def address(record: Record) -> str:
    """The permanent address of a record."""
    return site() + reverse("repository:record", args=[record.identifier])


def site() -> str:
    """The address of the repository itself."""
    return str(settings.IRWELL_PUBLIC_URL).rstrip("/")


def author(record: Record) -> str:
    """Who to cite."""
    return "; ".join(record.authors) or record.partnership or "Anonymous partnership"


def citation(record: Record) -> str:
    """How to cite the record in a list of references."""
    by = record.partnership or author(record)
    return f"{by} ({record.year or 'no date'}). {record.title}. {address(record)}"


def ris(record: Record) -> str:
    """RIS, for reference managers."""
    lines = [("TY", "RPRT"), ("ID", record.identifier), ("TI", record.title)]
    lines += [("AU", name) for name in record.authors or [author(record)]]
    lines += [("PB", record.partnership), ("PY", str(record.year or ""))]
    lines += [("DA", record.published.strftime("%Y/%m/%d") if record.published else "")]
    lines += [("AB", record.summary), ("UR", address(record)), ("M3", record.kind)]
    lines += [("KW", theme.name) for theme in record.themes.all()]
    body = "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in lines if value)
    return f"{body}ER  - \r\n"


def bibtex(record: Record) -> str:
    """BibTeX."""
    fields = {
        "title": f"{{{_tex(record.title)}}}",
        "author": " and ".join(f"{{{_tex(name)}}}" for name in record.authors or [author(record)]),
        "institution": _tex(record.partnership),
        "year": str(record.year or ""),
        "type": _tex(record.kind),
        "url": address(record),
        "keywords": ", ".join(_tex(theme.name) for theme in record.themes.all()),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    key = record.identifier.replace(".", "-")
    return f"@techreport{{{key},\n{lines}\n}}\n"


def _tex(text: str) -> str:
    special = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    escaped = {char: f"\\{char}" for char in "&%$#_{}"}
    return " ".join("".join({**special, **escaped}.get(char, char) for char in text).split())


def language(record: Record) -> str:
    """The code of its language; English unless an editor said otherwise."""
    codes = {"Welsh": "cy", "Another language": "und"}
    return codes.get(record.facts.get("language", ""), "en-GB")


def linked_data(record: Record) -> dict[str, Any]:
    """schema.org, for web search engines."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": address(record),
        "url": address(record),
        "identifier": record.identifier,
        "name": record.title,
        "headline": record.title[:110],
        "genre": record.kind,
        "inLanguage": language(record),
        "isAccessibleForFree": True,
        "keywords": [theme.name for theme in record.themes.all()] + list(record.keywords),
        "author": [{"@type": "Organization", "name": author(record)}],
        "publisher": {"@type": "Organization", "name": record.partnership or author(record)},
        "dateModified": record.changed_at.date().isoformat(),
        "version": str(record.version),
        "encoding": [
            {
                "@type": "MediaObject",
                "encodingFormat": file.media_type,
                "contentUrl": f"{address(record)}files/{file.name}",
                "contentSize": str(file.size),
                "sha256": file.sha256,
            }
            for file in record.files.all()
        ],
    }
    if record.summary:
        data["abstract"] = record.summary
    if record.published:
        data["datePublished"] = record.published.isoformat()
    return data


def linked_data_script(record: Record) -> SafeString:
    """The same as text that can stand inside a script element."""
    text = json.dumps(linked_data(record), ensure_ascii=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return mark_safe(text)  # noqa: S308 - nothing in it can close the element


def meta_tags(record: Record) -> list[tuple[str, str]]:
    """Dublin Core and Highwire names and values."""
    published = record.published.isoformat() if record.published else str(record.year or "")
    tags = [
        ("DC.title", record.title),
        ("DC.creator", author(record)),
        ("DC.publisher", record.partnership),
        ("DC.date", published),
        ("DC.type", record.kind),
        ("DC.identifier", address(record)),
        ("DC.language", language(record)),
        ("DC.rights", record.licence),
        ("DC.description", record.summary),
        *(("DC.subject", theme.name) for theme in record.themes.all()),
        ("citation_title", record.title),
        ("citation_author", author(record)),
        ("citation_technical_report_institution", record.partnership),
        ("citation_publication_date", published.replace("-", "/")),
        ("citation_public_url", address(record)),
    ]
    pdf = next((file for file in record.files.all() if file.name == "report.pdf"), None)
    if pdf is not None:
        tags.append(("citation_pdf_url", f"{address(record)}files/{pdf.name}"))
    return [(name, value) for name, value in tags if value]


def as_json(record: Record, *, words: bool = False) -> dict[str, Any]:
    """A record for the JSON interface."""
    data: dict[str, Any] = {
        "id": record.identifier,
        "url": address(record),
        "title": record.title,
        "kind": record.kind,
        "partnership": record.partnership,
        "published": record.published.isoformat() if record.published else None,
        "year": record.year,
        "summary": record.summary,
        "authors": record.authors,
        "themes": [theme.name for theme in record.themes.all()],
        "keywords": record.keywords,
        "facts": record.facts,
        "licence": record.licence,
        "version": record.version,
        "changed_at": record.changed_at.isoformat(),
        "withdrawn": record.is_withdrawn,
    }
    if words and not record.is_withdrawn:
        data["recommendations"] = [_recommendation(item) for item in record.recommendations.all()]
        data["passages"] = [
            {"anchor": p.anchor, "heading": p.heading, "page": p.page, "text": p.text}
            for p in record.passages.all()
        ]
        data["files"] = [
            {"name": f.name, "media_type": f.media_type, "size": f.size, "sha256": f.sha256}
            for f in record.files.all()
        ]
    if record.withdrawn_at is not None:
        data |= {
            "summary": "",
            "keywords": [],
            "facts": {},
        }  # the title is on the tombstone; no more is told
        data["withdrawn_on"] = london(record.withdrawn_at).date().isoformat()
        data["withdrawn_reason"] = record.withdrawn_reason
    return data


def _recommendation(item: Recommendation) -> dict[str, Any]:
    return {
        "number": item.number,
        "text": item.text,
        "page": item.page,
        "addressees": item.addressees,
    }
