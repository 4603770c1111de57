"""Every change to a practice review, by topic."""

from irwell.reviews.actions.approval import approve, send_back
from irwell.reviews.actions.checking import (
    answer_comment,
    comment,
    finish_checking,
    invite_checker,
    put_to_partners,
    record_silence,
    return_to_drafting,
    send_for_check,
)
from irwell.reviews.actions.commissioning import appoint, commission
from irwell.reviews.actions.progress import (
    add_milestone,
    answer_request,
    ask_reviewer,
    change_milestone,
    check_progress,
    explain_delay,
)
from irwell.reviews.actions.reporting import (
    RECOMMENDING,
    begin_report,
    evidence_of,
    record_finding,
    record_no_recommendations,
    record_recommendation,
    upload_report,
)
from irwell.reviews.actions.terms import (
    Stale,
    add_key_line,
    agree_terms,
    change_scope,
    put_terms,
    remove_key_line,
    save_section,
    withdraw_terms,
)

__all__ = [
    "RECOMMENDING", "Stale", "add_key_line", "add_milestone", "agree_terms", "answer_comment", "answer_request", "appoint", "approve",
    "ask_reviewer", "begin_report", "change_milestone", "change_scope", "check_progress", "comment", "commission",
    "evidence_of", "explain_delay", "finish_checking", "invite_checker", "put_terms", "put_to_partners", "record_finding",
    "record_no_recommendations", "record_recommendation", "record_silence", "remove_key_line", "return_to_drafting",
    "save_section", "send_back", "send_for_check", "upload_report", "withdraw_terms",
]  # fmt: skip
