"""Markdown, read as the page that it stands for."""

import re

from irwell.anonymise.model import Document
from irwell.anonymise.reading.decoding import decoded
from irwell.anonymise.reading.web import read_html_text


def read_markdown(data: bytes) -> Document:
    """Markdown is read as the HTML it stands for."""
    from markdown_it import MarkdownIt

    text = decoded(data)
    front = re.match(r"\A---\s*\n(.*?)\n---\s*(?:\n|\Z)", text, re.S)
    body = text[front.end() :] if front else text
    html = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(body)
    references = re.findall(r"^ {0,3}\[[^\]\n]+\]:[^\n]*$", body, re.M)
    return read_html_text(
        html, kind="md", front_matter=front.group(1) if front else "", extra=references
    )
