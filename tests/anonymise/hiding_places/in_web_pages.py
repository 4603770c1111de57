"""Hiding places of a web page."""

from __future__ import annotations

import base64

from tests.anonymise.word_files import NAME

_GLUED = NAME.replace(" ", "")


def _page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>x</title>{head}</head><body><p>Clean words.</p>{body}</body></html>".encode()


WEB: dict[str, bytes] = {
    "remark": _page(f"<!-- {NAME} -->"),
    "remark for old programs": _page(f"<!--[if IE]><p>{NAME}</p><![endif]-->"),
    "program": _page(f"<script>var n = '{NAME}'</script>"),
    "data for search engines": _page(f'<script type="application/ld+json">{{"name": "{NAME}"}}</script>'),
    "style": _page("", f"<style>p::before {{ content: '{NAME}' }}</style>"),
    "meta": _page("", f'<meta name="author" content="{NAME}">'),
    "title": f"<!doctype html><title>{NAME}</title><p>Clean words.</p>".encode(),
    "link of the head": _page("", f'<link rel="author" href="https://example.org/{_GLUED}">'),
    "base": _page("", f'<base href="https://example.org/{_GLUED}/">'),
    "tip": _page(f'<p title="{NAME}">y</p>'),
    "alternative text": _page(f'<img src="a.png" alt="{NAME}">'),
    "source of a picture": _page(f'<img src="{_GLUED}.png" alt="">'),
    "set of sources": _page(f'<img srcset="{_GLUED}.png 2x" alt="">'),
    "data of one's own": _page(f'<p data-who="{NAME}">y</p>'),
    "label for readers aloud": _page(f'<p aria-label="{NAME}">y</p>'),
    "hidden": _page(f"<p hidden>{NAME}</p>"),
    "not displayed": _page(f'<p style="display:none">{NAME}</p>'),
    "not visible": _page(f'<p style="visibility:hidden">{NAME}</p>'),
    "white": _page(f'<p style="color:#fff">{NAME}</p>'),
    "of size nought": _page(f'<p style="font-size:0">{NAME}</p>'),
    "without script": _page(f"<noscript>{NAME}</noscript>"),
    "template": _page(f"<template><p>{NAME}</p></template>"),
    "text area": _page(f"<textarea>{NAME}</textarea>"),
    "value of a field": _page(f'<input value="{NAME}">'),
    "hint of a field": _page(f'<input placeholder="{NAME}">'),
    "choice": _page(f"<select><option>{NAME}</option></select>"),
    "choices of a list": _page(f'<datalist><option value="{NAME}"></datalist>'),
    "page in the page": _page(f'<iframe srcdoc="&lt;p&gt;{NAME}&lt;/p&gt;"></iframe>'),
    "object": _page(f'<object data="{_GLUED}.pdf">{NAME}</object>'),
    "picture made of lines": _page(f"<svg><title>{NAME}</title><text>{NAME}</text></svg>"),
    "picture in the address": _page(f'<img alt="" src="data:image/svg+xml;base64,{base64.b64encode(f"<svg><text>{NAME}</text></svg>".encode()).decode()}">'),
    "closed details": _page(f"<details><summary>y</summary>{NAME}</details>"),
    "map": _page(f'<map><area alt="{NAME}"></map>'),
    "short form": _page(f'<abbr title="{NAME}">OW</abbr>'),
    "words to be read for a drawing": _page(f"<canvas>{NAME}</canvas>"),
    "deleted words": _page(f"<del>{NAME}</del>"),
    "row of a table": _page(f"<table summary='{NAME}'><tr><td>{NAME}</td></tr></table>"),
    "words cut by a break": _page("<p>Odalys Wren<wbr>field</p>"),
    "words cut by marks": _page("<p>Odalys W<b>r</b>en<i>field</i></p>"),
    "words as numbers": _page("<p>" + "".join(f"&#{ord(c)};" for c in NAME) + "</p>"),
    "language": _page(f'<p lang="{_GLUED}">y</p>'),
    "form": _page(f'<form action="/{_GLUED}"><button name="{NAME}">y</button></form>'),
    "instruction": _page(f"<?note {NAME}?>"),
}  # fmt: skip
