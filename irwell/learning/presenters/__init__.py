"""View models of actions, evidence and briefings."""

from irwell.learning.presenters.actions import (
    TRACKER,
    YEAR,
    action_cards,
    chosen,
    due_explained,
    expected,
    figures,
    happenings,
    kinds,
    standing_tag,
    tags,
    tracker_csv,
    tracker_rows,
    turn_rows,
    year_csv,
    year_rows,
)
from irwell.learning.presenters.briefings import (
    REACH,
    USED,
    BriefingPage,
    as_feed,
    as_pdf,
    as_word,
    briefing_page,
    cards,
    parts,
    reach_rows,
)
from irwell.learning.presenters.passages import hrefs_of, lines_of, without_passage
from irwell.learning.presenters.slides import as_slides
from irwell.learning.presenters.tracker import tracked_reviews, tracked_rows
from irwell.learning.presenters.yearly import yearly_dates

AS = {"pdf": as_pdf, "docx": as_word, "pptx": as_slides}

__all__ = [
    "AS",
    "REACH",
    "TRACKER",
    "USED",
    "YEAR",
    "BriefingPage",
    "action_cards",
    "as_feed",
    "as_pdf",
    "as_slides",
    "as_word",
    "briefing_page",
    "cards",
    "chosen",
    "due_explained",
    "expected",
    "figures",
    "happenings",
    "hrefs_of",
    "kinds",
    "lines_of",
    "parts",
    "reach_rows",
    "standing_tag",
    "tags",
    "tracked_reviews",
    "tracked_rows",
    "tracker_csv",
    "tracker_rows",
    "turn_rows",
    "without_passage",
    "year_csv",
    "year_rows",
    "yearly_dates",
]
