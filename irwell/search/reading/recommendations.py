"""Find the recommendations of a report and keep each as a record of its own.

Reports print them in three ways, tried in this order: each under its own label
(“Recommendation 4: …”); numbered paragraphs under a heading that says so; and a list of
conclusions and recommendations together, where a tag, bold print or the wording tells which
is which.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from irwell.search.passages import Paragraph, anchor_of
from irwell.search.records import Recommendation

LABEL = re.compile(
    r"^(?:national |local |learning |key )?recommendation\s+(?:no\.?\s*|number\s+)?"
    r"(?P<number>\d{1,3}[a-z]?|[A-Z]|one|two|three|four|five|six|seven|eight|nine|ten)"
    r"(?=[\s:.)–-]|$)\s*[:.)–-]?\s*(?P<text>.*)$",
    re.IGNORECASE | re.DOTALL,
)
NUMBERED = re.compile(
    r"^\(?(?:R\s?)?(?P<number>\d{1,3}(?:\.\d{1,3}){0,2})[.)]?\s+(?P<text>.+)$", re.DOTALL
)
SECTION = re.compile(
    r"\brecommendations?\b|\bsteps? .{0,20}improve|\bimprovements?\b", re.IGNORECASE
)
MIXED = re.compile(r"\b(conclusions?|findings?|learning)\b", re.IGNORECASE)
TAGGED = re.compile(r"\((?P<tag>Recommendation|Conclusion)s?\b[^)]{0,40}\)", re.IGNORECASE)
SOURCE = re.compile(
    r"\s*\((?:(?:Recommendation|Conclusion)s?,?\s*)?Paragraphs? [\d ,and–-]+\)\s*$", re.I
)
ASKS = re.compile(
    r"\b(recommend(?:s|ed)?|should|must|urge|call on|needs? to|shall|we (?:\w+ and )?encourage)\b",
    re.IGNORECASE,
)
BULLET = re.compile(r"^([•▪●◦–—]|\(?[a-z]{1,2}[.)]|\(?[ivx]{1,5}\))\s")
BODIES = re.compile(
    r"\b((?:[A-Z][\w’']+ )*(?:Partnership|Police|Council|Trust|Board|Department(?: for [A-Z]\w+)?|"
    r"Government|Service|Agency|Ofsted|Panel|Commission|Ministry of [A-Z]\w+|Home Office|"
    r"NHS England|ICB|School|Probation))\b"
)
LONGEST = 6000


def find_recommendations(
    paragraphs: Sequence[Paragraph], announced: Sequence[tuple[int, str]]
) -> tuple[Recommendation, ...]:
    """Every recommendation, in printed order, once each.

    `announced` holds each heading with the number of the paragraph that follows it.
    """
    labelled = _once(list(_labelled(paragraphs)))
    if len(labelled) >= 3:
        return tuple(labelled)
    for mixed in (False, True):
        listed = _once(list(_listed(paragraphs, announced, mixed=mixed)))
        if len(listed) > len(labelled):
            return tuple(listed)
    return tuple(labelled)


def _labelled(paragraphs: Sequence[Paragraph]) -> Iterator[Recommendation]:
    labels = [
        LABEL.match(heading) if (heading := paragraph.heading) else None for paragraph in paragraphs
    ]
    index = 0
    while index < len(paragraphs):
        paragraph = paragraphs[index]
        own = LABEL.match(paragraph.text)
        if (label := labels[index]) is not None:
            end = index
            while end < len(paragraphs) and paragraphs[end].heading == paragraph.heading:
                end += 1
            texts = [label["text"], *(each.text for each in paragraphs[index:end])]
            yield _made(label["number"], texts, paragraph)
        elif own is not None and _is_statement(own["text"], paragraphs, index):
            end = index + 1
            while end < len(paragraphs) and _hangs_on(paragraphs[end], paragraph):
                end += 1
            yield _made(
                own["number"],
                [own["text"], *(p.text for p in paragraphs[index + 1 : end])],
                paragraph,
            )
        else:
            end = index + 1
        index = end


def _is_statement(text: str, paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Tell “Recommendation 2: The Trust should …” from “Recommendation 2 above was …”."""
    if not text:
        return index + 1 < len(paragraphs) and bool(ASKS.search(paragraphs[index + 1].text))
    return text[:1].isupper() or bool(ASKS.search(text[:200]))


def _hangs_on(paragraph: Paragraph, first: Paragraph) -> bool:
    if paragraph.heading != first.heading or LABEL.match(paragraph.text):
        return False
    alone = LABEL.fullmatch(first.text)
    if alone is not None and not alone["text"]:
        return not NUMBERED.match(paragraph.text)
    return bool(BULLET.match(paragraph.text)) or paragraph.text[:1].islower()


def _listed(
    paragraphs: Sequence[Paragraph], announced: Sequence[tuple[int, str]], *, mixed: bool
) -> Iterator[Recommendation]:
    """Items of each list that a heading announces."""
    for index, (start, heading) in enumerate(announced):
        if not SECTION.search(heading) or len(heading) > 90 or LABEL.match(heading):
            continue
        if bool(MIXED.search(heading)) == mixed:
            later = [at for at, _ in announced[index + 1 :] if at > start]
            yield from _items(_section(paragraphs, start, later), mixed)


def _section(paragraphs: Sequence[Paragraph], start: int, later: Sequence[int]) -> list[Paragraph]:
    """From a heading on, past sub-headings for as long as the numbering carries on."""
    bounds = [*later, len(paragraphs)]
    section = list(paragraphs[start : bounds[0]])
    for begin, end in itertools.pairwise(bounds):
        numbers = [_plain(m["number"]) for p in section if (m := NUMBERED.match(p.text))]
        first = next((m for p in paragraphs[begin:end] if (m := NUMBERED.match(p.text))), None)
        expected = max(numbers, default=0) + 1
        if first is None or "." in first["number"] or _plain(first["number"]) != expected:
            break
        section += paragraphs[begin:end]
    return section


def _plain(number: str) -> int:
    return int(number.rsplit(".", 1)[-1])


def _items(section: Sequence[Paragraph], mixed: bool) -> Iterator[Recommendation]:
    items: list[tuple[str, list[Paragraph]]] = []
    last = 0
    for paragraph in section:
        numbered = NUMBERED.match(paragraph.text)
        if numbered and last < _plain(numbered["number"]) <= last + 3:
            last = _plain(numbered["number"])
            text = numbered["text"]
            first = Paragraph(text, paragraph.heading, paragraph.page, paragraph.strong)
            items.append((numbered["number"], [first]))
        elif items and paragraph.heading == items[-1][1][0].heading:
            items[-1][1].append(paragraph)
        elif not items and not mixed and BULLET.match(paragraph.text):
            text = BULLET.sub("", paragraph.text)
            yield _made("", [text], paragraph)
    yield from _wanted(items, mixed)


def _wanted(items: Sequence[tuple[str, list[Paragraph]]], mixed: bool) -> Iterator[Recommendation]:
    """Those of a list that are recommendations, told by a tag, by print or by what they ask."""
    strong = [any(p.strong for p in members) for _, members in items]
    texts = [" ".join(each.text for each in members) for _, members in items]
    # under “Recommendations” alone, one that only allows something is a recommendation too
    all_ask = not mixed and sum(bool(ASKS.search(text)) for text in texts) >= 0.7 * len(items)
    told_by_print = mixed and 0.15 < sum(strong) / max(1, len(items)) < 0.9
    for (number, members), text, bold in zip(items, texts, strong, strict=True):
        tag = TAGGED.search(text)
        if tag is not None:
            wanted = tag["tag"].lower() == "recommendation"
        elif told_by_print:
            wanted = bold
        else:
            wanted = all_ask or bool(ASKS.search(text))
        if wanted:
            yield _made(number, [each.text for each in members], members[0])


def _made(number: str, texts: Sequence[str], where: Paragraph) -> Recommendation:
    text = SOURCE.sub("", " ".join(text for text in texts if text).strip())[:LONGEST]
    return Recommendation(
        number=number,
        text=text,
        page=where.page,
        anchor="r" + anchor_of(text)[1:],
        addressees=addressees(text),
    )


def addressees(text: str) -> tuple[str, ...]:
    """The bodies named before the verb that asks, as printed."""
    asking = ASKS.search(text)
    lead = text[: asking.start()] if asking else text[:160]
    return tuple(dict.fromkeys(match.group(0).strip() for match in BODIES.finditer(lead)))[:6]


def _once(found: Sequence[Recommendation]) -> list[Recommendation]:
    """Reports repeat their recommendations in a summary or an annex: keep the first
    unless a later one says clearly more."""
    kept: dict[str, Recommendation] = {}
    for number, item in enumerate(found):
        if len(item.text.split()) < 5:
            continue
        key = item.number.lower() or f"#{number}"
        if key in kept and not _same(kept[key].text, item.text):
            key = f"{key} {item.anchor}"
        if key not in kept or len(item.text) > len(kept[key].text) * 1.2:
            kept[key] = item
    return list(kept.values())


def _same(first: str, second: str) -> bool:
    ours, theirs = set(first.lower().split()), set(second.lower().split())
    return len(ours & theirs) >= 0.6 * min(len(ours), len(theirs))
