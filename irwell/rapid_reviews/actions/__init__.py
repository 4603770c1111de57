"""Every change to the Rapid Review: its report, its signatures, its way to the Panel and back."""

from irwell.rapid_reviews.actions.panel import (
    close_without_review,
    log_reply,
    make_pack,
    reconsider,
    submit,
)
from irwell.rapid_reviews.actions.report import (
    NamesLeft,
    Stale,
    agree_draft,
    keep_typed,
    make_report,
    save_section,
    sign_off,
)

__all__ = [
    "NamesLeft",
    "Stale",
    "agree_draft",
    "close_without_review",
    "keep_typed",
    "log_reply",
    "make_pack",
    "make_report",
    "reconsider",
    "save_section",
    "sign_off",
    "submit",
]
