"""The two forms a record is harvested in: Dublin Core, and all that is known of a review."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from lxml import etree

from irwell.repository.models import Record

from . import records

OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
REVIEW = "urn:irwell:review:1"
CONTROL = {n: None for n in range(32) if n not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}


@dataclass(frozen=True, slots=True)
class Format:
    """A metadata prefix, with where its schema stands."""

    prefix: str
    namespace: str
    schema: Callable[[], str]
    write: Callable[[Record], Any]


def _dublin_core(record: Record) -> Any:
    node = etree.Element(f"{{{OAI_DC}}}dc", nsmap={"oai_dc": OAI_DC, "dc": DC, "xsi": XSI})
    node.set(f"{{{XSI}}}schemaLocation", f"{OAI_DC} {_dc_schema()}")
    for name, value in (
        ("title", record.title),
        ("creator", records.author(record)),
        *(("subject", theme.name) for theme in record.themes.all()),
        ("description", record.summary),
        ("publisher", record.partnership),
        ("date", _published(record)),
        ("type", record.kind),
        ("identifier", records.address(record)),
        ("language", records.language(record)),
        ("rights", record.licence),
    ):
        if value:
            etree.SubElement(node, f"{{{DC}}}{name}").text = clean(value)
    return node


def _review(record: Record) -> Any:
    namespaces: Any = {None: REVIEW, "xsi": XSI}
    node = etree.Element(f"{{{REVIEW}}}review", nsmap=namespaces)
    node.set(f"{{{XSI}}}schemaLocation", f"{REVIEW} {review_schema_address()}")
    node.set("version", str(record.version))
    for name, value in (
        ("identifier", record.identifier),
        ("address", records.address(record)),
        ("title", record.title),
        ("kind", record.kind),
        ("partnership", record.partnership),
        ("published", record.published.isoformat() if record.published else ""),
        ("year", str(record.year or "")),
        *(("author", each) for each in record.authors),
        *(("theme", theme.name) for theme in record.themes.all()),
        *(("keyword", each) for each in record.keywords),
        ("summary", record.summary),
        ("method", record.method),
        ("licence", record.licence),
        ("source", record.get_source_display()),
    ):
        if value:
            etree.SubElement(node, f"{{{REVIEW}}}{name}").text = clean(value)
    for item in record.recommendations.all():
        node.append(_recommendation(item))
    for line, file in zip(records.files(record), records.newest_files(record), strict=True):
        entry = etree.SubElement(node, f"{{{REVIEW}}}file", name=file.name, sha256=file.sha256)
        entry.set("mediaType", file.media_type)
        entry.set("size", str(file.size))
        entry.set("href", records.site() + line.href)
    return node


def _recommendation(item: Any) -> Any:
    node = etree.Element(
        f"{{{REVIEW}}}recommendation", number=clean(item.number), anchor=item.anchor
    )
    if item.page:
        node.set("page", str(item.page))
    etree.SubElement(node, f"{{{REVIEW}}}text").text = clean(item.text)
    for body in item.addressees:
        etree.SubElement(node, f"{{{REVIEW}}}addressee").text = clean(body)
    return node


def clean(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return str(text).translate(CONTROL)


def _published(record: Record) -> str:
    return record.published.isoformat() if record.published else str(record.year or "")


def _dc_schema() -> str:
    return "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"


def review_schema_address() -> str:
    """Where this repository publishes the schema of its richer form."""
    return records.site() + reverse("repository:review-schema")


FORMATS = {
    each.prefix: each
    for each in (
        Format("oai_dc", OAI_DC, _dc_schema, _dublin_core),
        Format("irwell", REVIEW, review_schema_address, _review),
    )
}
REVIEW_SCHEMA = f"""<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{REVIEW}" xmlns="{REVIEW}"
    elementFormDefault="qualified">
  <xs:element name="review">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="identifier" type="xs:string"/>
        <xs:element name="address" type="xs:anyURI"/>
        <xs:element name="title" type="xs:string"/>
        <xs:element name="kind" type="xs:string" minOccurs="0"/>
        <xs:element name="partnership" type="xs:string" minOccurs="0"/>
        <xs:element name="published" type="xs:date" minOccurs="0"/>
        <xs:element name="year" type="xs:gYear" minOccurs="0"/>
        <xs:element name="author" type="xs:string" minOccurs="0" maxOccurs="unbounded"/>
        <xs:element name="theme" type="xs:string" minOccurs="0" maxOccurs="unbounded"/>
        <xs:element name="keyword" type="xs:string" minOccurs="0" maxOccurs="unbounded"/>
        <xs:element name="summary" type="xs:string" minOccurs="0"/>
        <xs:element name="method" type="xs:string" minOccurs="0"/>
        <xs:element name="licence" type="xs:string" minOccurs="0"/>
        <xs:element name="source" type="xs:string" minOccurs="0"/>
        <xs:element name="recommendation" minOccurs="0" maxOccurs="unbounded">
          <xs:complexType>
            <xs:sequence>
              <xs:element name="text" type="xs:string"/>
              <xs:element name="addressee" type="xs:string" minOccurs="0" maxOccurs="unbounded"/>
            </xs:sequence>
            <xs:attribute name="number" type="xs:string"/>
            <xs:attribute name="anchor" type="xs:string" use="required"/>
            <xs:attribute name="page" type="xs:positiveInteger"/>
          </xs:complexType>
        </xs:element>
        <xs:element name="file" minOccurs="0" maxOccurs="unbounded">
          <xs:complexType>
            <xs:attribute name="name" type="xs:string" use="required"/>
            <xs:attribute name="sha256" type="xs:string" use="required"/>
            <xs:attribute name="mediaType" type="xs:string" use="required"/>
            <xs:attribute name="size" type="xs:nonNegativeInteger" use="required"/>
            <xs:attribute name="href" type="xs:anyURI" use="required"/>
          </xs:complexType>
        </xs:element>
      </xs:sequence>
      <xs:attribute name="version" type="xs:positiveInteger" use="required"/>
    </xs:complexType>
  </xs:element>
</xs:schema>
"""
