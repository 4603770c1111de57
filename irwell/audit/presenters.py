"""Each kind of event as a sentence for people. Names are added by the page that may show them."""

from collections.abc import Mapping
from typing import Any

from irwell.audit.events import Event

# Where the name itself, turned to words, does not read well. `{key}` is filled from the event's data.
SENTENCES: Mapping[Event, str] = {
    Event.SIGNED_IN: "Signed in",
    Event.SIGN_IN_FAILED: "A sign-in failed",
    Event.SIGNED_OUT: "Signed out",
    Event.PERSON_INVITED: "A person was invited",
    Event.PERSON_JOINED: "An invited person joined",
    Event.PERSON_DEACTIVATED: "A person’s account was closed",
    Event.ROLE_GRANTED: "A role was given: {role}",
    Event.ROLE_ENDED: "A role was ended: {role}",
    Event.MEMBER_ADDED: "A person was named on the case as {role}",
    Event.MEMBER_ENDED: "A person’s place on the case was ended",
    Event.CONFLICT_DECLARED: "A conflict of interest was declared",
    Event.CONFLICT_LIFTED: "A conflict of interest was lifted",
    Event.REFUSED: "Someone who may not see this was refused",
    Event.SETTING_CHANGED: "The partnership’s details were changed",
    Event.FILE_UPLOADED: "A file was sent in",
    Event.FILE_REFUSED: "A file was refused",
    Event.FILE_OPENED: "A file was opened",
    Event.FILE_MADE: "A file was made",
    Event.EXPORTED: "Something was exported: {kind}",
    Event.LINK_ISSUED: "A private link was issued",
    Event.LINK_USED: "A private link was used for the first time",
    Event.LINK_REVOKED: "A private link was closed",
    Event.NOTICE_QUEUED: "A notice was prepared",
    Event.NOTICE_SENT: "A notice was sent",
    Event.PAGE_EDITED: "A public page was edited: {slug}",
    Event.REFERRAL_READ: "The referral was read",
    Event.ENDORSEMENT_INVITED: "A safeguarding lead was asked to endorse the referral",
    Event.ENDORSEMENT_GIVEN: "A safeguarding lead endorsed the referral",
    Event.WORD_FORM_READ: "A referral was read from the Word form",
    Event.CASE_OPENED: "The case was opened",
    Event.CASE_READ: "The case was read",
    Event.CASE_MOVED: "The case moved from “{from_state}” to “{to_state}”",
    Event.CASE_HELD: "The case was put on hold",
    Event.DATE_RECORDED: "A date was recorded: {fact}",
    Event.CLOCK_STARTED: "A clock started: {clock}, due {due_on}",
    Event.CLOCK_REPLACED: "A clock was counted again: {clock}, due {due_on}",
    Event.CLOCK_STOPPED: "A clock stopped: {clock}, {outcome}",
    Event.CLOCK_EXTENDED: "A clock was extended to {to}",
    Event.TASK_ADDED: "A task was added",
    Event.TASK_DONE: "A task was done",
    Event.REGISTER_CHANGED: "The identity register changed: an entry was {change}",
    Event.REGISTER_READ: "The identity register was read",
    Event.FACT_RECORDED: "A fact was recorded",
    Event.CRITERIA_EVALUATED: "The criteria were evaluated",
    Event.RULESETS_DIVERGED: "The statute and the page’s wording gave different answers",
    Event.PARTNER_VIEW_RECORDED: "A partner gave a view",
    Event.NOTIFY_DECIDED: "The decision on notifying was made",
    Event.LINKED_CASE_NOTED: "A linked case was noted",
    Event.NOTIFICATION_SENT: "The notification to the Panel was recorded as sent",
    Event.NOTIFICATION_WITHDRAWN: "The notification to the Panel was withdrawn",
    Event.REQUESTS_SENT: "An information request was sent",
    Event.REQUEST_CHASED: "An agency was reminded",
    Event.RETURN_OPENED: "An agency opened its request",
    Event.RETURN_SAVED: "An agency saved its return",
    Event.RETURN_NIL: "An agency answered that it was not involved",
    Event.RETURN_SUBMITTED: "An agency signed its return",
    Event.RETURN_REOPENED: "A return was reopened",
    Event.CHRONOLOGY_READ_IN: "An agency’s chronology was read in",
    Event.CHRONOLOGY_CONFIRMED: "An agency confirmed its chronology",
    Event.CHRONOLOGY_MERGED: "The combined chronology was made from {returns} returns, {lines} lines",
    Event.CHRONOLOGY_READ: "The combined chronology was read with {view}",
    Event.CHRONOLOGY_ANNOTATED: "A line of the chronology was tagged or commented on",
    Event.CHRONOLOGY_EXPORTED: "The combined chronology was exported with {view}: {kind}",
    Event.DECISION_SPLIT: "The partners’ positions were split",
    Event.SPLIT_RESOLVED: "The split was resolved",
    Event.RR_SECTION_SAVED: "A section of the Rapid Review report was saved",
    Event.RR_REPORT_MADE: "The Rapid Review report was made",
    Event.RR_SIGNED_OFF: "A partner signed off the Rapid Review report",
    Event.RR_SUBMITTED: "The Rapid Review was submitted to the Panel",
    Event.PANEL_REPLY_LOGGED: "The Panel’s reply was logged",
    Event.RECONSIDERED: "The decision was reconsidered",
}  # fmt: skip
ACTORS = {"system": "Irwell itself", "public": "a member of the public", "link": "someone by a private link"}  # fmt: skip


class _Filled(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "not stated"


def sentence(name: str, data: Mapping[str, Any]) -> str:
    """What happened, in words. An event without a sentence of its own is told by its name's words."""
    known = SENTENCES.get(Event(name)) if name in set(Event) else None
    if known is None:
        _, thing, what = (part.replace("_", " ") for part in name.split(":"))
        return f"{thing} {what}".capitalize()
    said = {key: str(value).replace("_", " ") for key, value in data.items()}
    return known.format_map(_Filled(said))
