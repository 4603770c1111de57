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
from irwell.reviews.actions.commissioning import appoint, choose_needs, commission, give_access
from irwell.reviews.actions.contract import (
    add_instalment,
    decide_variation,
    pay_instalment,
    propose_variation,
    record_contract,
    sign_contract,
)
from irwell.reviews.actions.joint import (
    StaleJoint,
    agree_to_naming,
    record_joint,
    record_their_agreement,
)
from irwell.reviews.actions.progress import (
    add_milestone,
    answer_request,
    ask_for_reasons,
    ask_reviewer,
    change_milestone,
    check_progress,
    explain_delay,
    record_delay_letter_sent,
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
    "RECOMMENDING", "Stale", "StaleJoint", "add_instalment", "add_key_line", "add_milestone", "agree_terms", "agree_to_naming", "answer_comment", "answer_request", "appoint", "approve",
    "ask_for_reasons", "ask_reviewer", "begin_report", "change_milestone", "change_scope", "check_progress", "choose_needs", "comment", "commission",
    "decide_variation", "evidence_of", "explain_delay", "finish_checking", "give_access", "invite_checker", "pay_instalment", "propose_variation", "put_terms", "put_to_partners", "record_contract", "record_delay_letter_sent", "record_finding", "record_joint",
    "record_no_recommendations", "record_recommendation", "record_silence", "record_their_agreement", "remove_key_line", "return_to_drafting",
    "save_section", "send_back", "send_for_check", "sign_contract", "upload_report", "withdraw_terms",
]  # fmt: skip
