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
from irwell.learning.rules.reviewing import AFTER, Again, Turn, turns
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
    "AFTER",
    "COMPLETE",
    "FEWEST",
    "LIMIT",
    "SECTIONS",
    "Again",
    "Facts",
    "Role",
    "Section",
    "Standing",
    "Suggested",
    "Turn",
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
    "turns",
    "words_of",
    "year_end",
]
