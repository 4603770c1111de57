"""View models of the practice review, by topic."""

from irwell.reviews.presenters.basis import basis_of
from irwell.reviews.presenters.contract import (
    contract_as_typed,
    contract_words,
    joint_as_typed,
    joint_rows,
    shortlist,
)
from irwell.reviews.presenters.overview import (
    card,
    check_lines,
    dates_from,
    gauge_of,
    navigation,
    next_step,
    partner_rows,
    parts,
    where,
)
from irwell.reviews.presenters.report import (
    as_typed,
    comparison,
    markers_of,
    picks,
    quoted,
    with_hints,
    with_lines,
)
from irwell.reviews.presenters.terms import default_texts, section_rows, terms_words

__all__ = [
    "as_typed", "basis_of", "card", "check_lines", "comparison", "contract_as_typed", "contract_words", "dates_from", "default_texts", "gauge_of", "joint_as_typed", "joint_rows", "markers_of", "navigation", "next_step",
    "partner_rows", "parts", "picks", "quoted", "section_rows", "shortlist", "terms_words", "where", "with_hints", "with_lines",
]  # fmt: skip
