"""The rules of practice reviews, by topic. Pure."""

from irwell.reviews.rules.basis import needs_basis, suggested
from irwell.reviews.rules.comparing import LIKE, Line, Piece, carried, compare, words_apart
from irwell.reviews.rules.content import Section, data, section, sections, themes
from irwell.reviews.rules.plan import Gauge, gauge, left_of, plan, pounds
from irwell.reviews.rules.quality import SIDES, Hint, Marker, Side, markers, weak_words
from irwell.reviews.rules.states import (
    ASKING,
    CAN_COMMISSION,
    FOR_A_REVIEW,
    LOCAL,
    PARTNERS,
    UNDER_WAY,
    WRITING,
)

__all__ = [
    "ASKING",
    "CAN_COMMISSION",
    "FOR_A_REVIEW",
    "LIKE",
    "LOCAL",
    "PARTNERS",
    "SIDES",
    "UNDER_WAY",
    "WRITING",
    "Gauge",
    "Hint",
    "Line",
    "Marker",
    "Piece",
    "Section",
    "Side",
    "carried",
    "compare",
    "data",
    "gauge",
    "left_of",
    "markers",
    "needs_basis",
    "plan",
    "pounds",
    "section",
    "sections",
    "suggested",
    "themes",
    "weak_words",
    "words_apart",
]
