"""Rules of what follows a review. Pure: facts and a day in, an answer out."""

from irwell.learning.rules.briefing import (
    LIMIT,
    SECTIONS,
    Section,
    Suggested,
    draft_from,
    minutes,
    words_of,
)
from irwell.learning.rules.counting import FEWEST, suppressed
from irwell.learning.rules.roles import Role, for_role, passage_of, role, roles
from irwell.learning.rules.standing import (
    COMPLETE,
    Facts,
    Standing,
    bodies_named,
    sharper,
    standing,
    tally,
    year_end,
)

__all__ = [
    "COMPLETE",
    "FEWEST",
    "LIMIT",
    "SECTIONS",
    "Facts",
    "Role",
    "Section",
    "Standing",
    "Suggested",
    "bodies_named",
    "draft_from",
    "for_role",
    "minutes",
    "passage_of",
    "role",
    "roles",
    "sharper",
    "standing",
    "suppressed",
    "tally",
    "words_of",
    "year_end",
]
