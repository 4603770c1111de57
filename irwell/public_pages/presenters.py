"""Markdown to safe HTML with our classes."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

CLASSES = {"p": "govuk-body", "h2": "govuk-heading-m", "h3": "govuk-heading-s", "ul": "govuk-list govuk-list--bullet", "ol": "govuk-list govuk-list--number", "a": "govuk-link"}  # fmt: skip


def as_html(markdown: str) -> SafeString:
    """What an editor wrote, as HTML: no raw HTML passes, only plain elements and links."""
    md = MarkdownIt("commonmark", {"html": False})
    tokens = md.parse(markdown)
    for token in [*tokens, *(c for t in tokens for c in t.children or [])]:
        if token.tag in CLASSES and token.nesting == 1:
            token.attrSet("class", CLASSES[token.tag])
    html = md.renderer.render(tokens, md.options, {})
    allowed = {tag: {"class"} for tag in CLASSES} | {"a": {"href", "class"}}
    return mark_safe(  # noqa: S308  nh3 has cleaned it
        nh3.clean(html, tags={*CLASSES, "strong", "em", "li", "br"}, attributes=allowed)
    )
