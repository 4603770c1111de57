"""Every right a person can have. Those in CASE_RIGHTS need a dated membership of the case as well."""

from enum import StrEnum


class Permission(StrEnum):
    """What a person may do; docs/reference/permissions.md is drawn from this and from roles.py."""

    READ_REFERRALS = "read and triage referrals"
    OPEN_CASE = "open a case from a referral"
    SEE_BOARD = "see the deadline board of one's own cases"
    EDIT_PUBLIC_PAGES = "edit the partnership's public pages"
    MANAGE_PEOPLE = "invite people and give roles"
    MANAGE_PARTNERSHIP = "change the partnership's details and policies"
    EDIT_QUESTIONS = "edit the questions put to agencies"
    READ_LOG = "read and verify the event log"
    PROPOSE_RULES = "propose changes to rules and bank holidays"
    APPROVE_RULES = "approve changes to rules that another person proposed"
    READ_BRIEFINGS = "read briefings and record that one has"
    KEEP_POOL = "keep the pool of reviewers"
    KEEP_PLACES = "keep the partnership’s list of places and bodies"

    SEE_CASE = "see the case"
    MANAGE_MEMBERS = "add and end memberships of the case"
    MOVE_CASE = "move the case to its next stage"
    EDIT_REGISTER = "edit the identity register"
    RECORD_FACTS = "record facts and evaluate the criteria"
    GIVE_VIEW = "give a statutory partner's view"
    DECIDE_NOTIFICATION = "decide whether to notify the Panel"
    RECORD_NOTIFICATION = "prepare and record the notification"
    READ_PROCESSES = "read the other processes beside the case"
    MANAGE_PROCESSES = "record the other processes beside the case"
    SEND_REQUESTS = "send information requests and chase them"
    READ_RETURNS = "read agency returns and the combined chronology"
    EXPORT = "export the chronology"
    QUERY_AGENCY = "ask an agency about a line of its chronology"
    RUN_MEETING = "record attendance, quorum and conflicts"
    ADVISE = "record the regulation 11 grid"
    RECORD_OPINION = "record the independent scrutineer's view"
    TAKE_POSITION = "record one's own partner's position"
    SIGN_OFF = "sign off for one's own partner"
    SUBMIT_TO_PANEL = "record submission to the Panel and its reply"
    COMMISSION = "commission a practice review"
    SHORTLIST = "see which reviewers are free and fit for the case"
    READ_CONTRACT = "read the reviewer's contract and fee"
    MANAGE_CONTRACT = "record the reviewer's contract and fee"
    MANAGE_REVIEW = "record terms, milestones and progress checks"
    WRITE_REVIEW = "upload the report and record findings and recommendations"
    ANONYMISE = "run the anonymisation and decide on what it finds"
    SIGN_CERTIFICATE = "sign the anonymisation certificate"
    CHECK_GATES = "record the checks before publication"
    CLOSE_LEGAL_GATES = "close the legal checks before publication"
    PLAN_PUBLICATION = "plan the publication"
    APPROVE_PUBLICATION = "approve the publication"
    WITHDRAW = "withdraw a publication"
    MANAGE_LEARNING = "make briefings and manage actions"
    UPDATE_ACTION = "report progress and evidence on an action"
    ACCEPT_EVIDENCE = "accept evidence of completion and of impact"


CASE_RIGHTS = frozenset(
    p
    for p in Permission
    if list(Permission).index(p) >= list(Permission).index(Permission.SEE_CASE)
)
