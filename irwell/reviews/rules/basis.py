"""Which finding a paragraph of the report seems to rest on, by the words they share. Pure."""

import re
from collections.abc import Mapping, Sequence

WORD = re.compile(r"[a-z’'-]{5,}")
FEWEST = 12  # words; a shorter paragraph is a heading or a caption and needs no basis
SHARED = 4  # words in common from which a paragraph may be about a finding
SHARE = 0.3  # of the paragraph's own words


def needs_basis(paragraph: str) -> bool:
    return len(paragraph.split()) >= FEWEST


def suggested(paragraphs: Sequence[str], findings: Mapping[int, str]) -> dict[int, int]:
    """Paragraph number to the number of the finding whose words it shares most; nothing where it shares few.

    Words that stand in many paragraphs say nothing about one of them and are left out.
    """
    words = [_words(text) for text in paragraphs]
    often = max(2, len(words) / 8)
    every = {word for each in words for word in each}
    common = {word for word in every if sum(word in each for each in words) > often}
    about = {number: _words(text) - common for number, text in findings.items()}
    found = {}
    for number, each in enumerate(words, 1):
        own = each - common
        best = max(about, key=lambda n: len(own & about[n]), default=None)
        if best is None or not needs_basis(paragraphs[number - 1]):
            continue
        shared = len(own & about[best])
        if shared >= SHARED and shared >= SHARE * len(own):
            found[number] = best
    return found


def _words(text: str) -> set[str]:
    return set(WORD.findall(text.casefold()))
