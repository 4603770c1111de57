"""Roles, in code and under review: a role is a name, what it is for, and its rights."""

from dataclasses import dataclass

from irwell.access.permissions import Permission as P


@dataclass(frozen=True)
class Role:
    """`on_case` roles are held through a dated membership; others through a grant to the person."""

    id: str
    title: str
    purpose: str
    on_case: bool
    rights: frozenset[P]


def _role(id: str, title: str, purpose: str, *rights: P, on_case: bool = True) -> Role:  # noqa: A002
    return Role(id, title, purpose, on_case, frozenset(rights))


READER = (P.SEE_CASE, P.READ_RETURNS, P.READ_PROCESSES)

ROLES: dict[str, Role] = {
    role.id: role
    for role in (
        # held by the person
        _role(
            "business_unit", "Business unit",
            "The partnership's own staff: receive referrals and run the process. No part in decisions.",
            P.READ_REFERRALS, P.OPEN_CASE, P.SEE_BOARD, P.EDIT_PUBLIC_PAGES, P.EDIT_QUESTIONS, P.READ_BRIEFINGS,
            P.PROPOSE_RULES, P.APPROVE_RULES, P.KEEP_POOL, P.KEEP_PLACES, on_case=False,
        ),
        _role(
            "partnership_member", "Partnership member",
            "Works with the partnership: sees the board of the cases they are named on, reads briefings.",
            P.SEE_BOARD, P.READ_BRIEFINGS, on_case=False,
        ),
        _role(
            "rule_approver", "Approver of rules",
            "Approves bank holidays, local rule sets and readings that another person proposed.",
            P.SEE_BOARD, P.APPROVE_RULES, on_case=False,
        ),
        _role(
            "auditor", "Auditor", "Reads and verifies the event log. Sees no case content.",
            P.READ_LOG, on_case=False,
        ),
        _role(
            "system_administrator", "System administrator",
            "Invites people, gives roles, changes settings. Sees no case content.",
            P.MANAGE_PEOPLE, P.MANAGE_PARTNERSHIP, P.READ_LOG, on_case=False,
        ),
        # held on a case
        _role(
            "business_manager", "Business manager",
            "Runs the case: triage, requests, chasing, meetings, records and clocks. Does not decide.",
            *READER, P.MANAGE_MEMBERS, P.MOVE_CASE, P.EDIT_REGISTER, P.RECORD_FACTS, P.RECORD_NOTIFICATION,
            P.SEND_REQUESTS, P.EXPORT, P.QUERY_AGENCY, P.RUN_MEETING, P.ADVISE, P.RECORD_OPINION, P.SUBMIT_TO_PANEL, P.MANAGE_REVIEW, P.WRITE_REVIEW,
            P.MANAGE_PROCESSES, P.SHORTLIST, P.READ_CONTRACT, P.MANAGE_CONTRACT,
            P.ANONYMISE, P.CHECK_GATES, P.PLAN_PUBLICATION, P.MANAGE_LEARNING, P.UPDATE_ACTION,
        ),
        _role(
            "chair", "Chair of the Case Review Subgroup",
            "Chairs the Rapid Review: confirms quorum, manages conflicts, records the regulation 11 grid.",
            *READER, P.RUN_MEETING, P.ADVISE, P.RECORD_OPINION, P.EXPORT, P.QUERY_AGENCY, P.ACCEPT_EVIDENCE,
        ),
        _role(
            "statutory_partner", "Statutory partner representative",
            "Speaks for the local authority, the integrated care board or the police: views, positions, sign-off.",
            *READER, P.GIVE_VIEW, P.DECIDE_NOTIFICATION, P.ADVISE, P.TAKE_POSITION, P.SIGN_OFF, P.COMMISSION, P.SHORTLIST, P.READ_CONTRACT,
            P.APPROVE_PUBLICATION, P.WITHDRAW, P.ACCEPT_EVIDENCE, P.EXPORT,
        ),
        _role(
            "subgroup_member", "Subgroup member",
            "Advises the Rapid Review for an agency. Has no position of a statutory partner.",
            *READER, P.ADVISE,
        ),
        _role(
            "independent_reviewer", "Independent reviewer",
            "Leads one practice review: sees its material, uploads the report, records findings.",
            *READER, P.EXPORT, P.QUERY_AGENCY, P.WRITE_REVIEW, P.MANAGE_REVIEW, P.READ_CONTRACT,
        ),
        _role(
            "information_governance", "Information governance and legal adviser",
            "Reviews the anonymisation, signs the certificate, closes legal gates. Can stop publication.",
            P.SEE_CASE, P.EDIT_REGISTER, P.ANONYMISE, P.SIGN_CERTIFICATE, P.CHECK_GATES,
            P.CLOSE_LEGAL_GATES, P.READ_PROCESSES, P.MANAGE_PROCESSES,
        ),
        _role(
            "agency_lead", "Agency lead",
            "An agency's designated safeguarding lead: actions that belong to the agency.",
            P.SEE_CASE, P.UPDATE_ACTION,
        ),
        _role(
            "learning_lead", "Learning and development lead",
            "Makes briefings, follows actions and their impact.",
            P.SEE_CASE, P.MANAGE_LEARNING, P.UPDATE_ACTION,
        ),
        _role(
            "scrutineer", "Independent scrutineer",
            "Sees the case and records a view before a decision is sealed. Has no vote.",
            *READER, P.RECORD_OPINION,
        ),
    )
}  # fmt: skip


def rights_of(role_id: str) -> frozenset[P]:
    """Rights of a role; a role that was removed from the code gives none."""
    role = ROLES.get(role_id)
    return role.rights if role else frozenset()
