"""Reads of the anonymisation of a case: its run, its report, its people."""

import datetime as dt

from irwell.access.permissions import Permission
from irwell.access.policies import can
from irwell.access.queries import members
from irwell.access.roles import ROLES
from irwell.accounts.models import User
from irwell.anonymisation import rules
from irwell.anonymisation.models import Looking, Run
from irwell.anonymisation.queries.known import place_names
from irwell.anonymisation.queries.naming import names_changed
from irwell.anonymise.register import Register
from irwell.cases.models import Case
from irwell.documents.models import Document
from irwell.documents.rules import OPENED_WITH, Purpose
from irwell.reviews.models import ReportVersion

PARTNERS = 3
SOURCES = (Purpose.REVIEW_REPORT, Purpose.RAPID_REVIEW_REPORT)


def run_of(case: Case) -> Run | None:
    """The current run of the case."""
    return case.runs.filter(replaced_at=None).select_related("case", "source", "by").first()


def approved_document(case: Case) -> Document | None:
    """The report that all three partners approved, the newest when there are several."""
    versions = ReportVersion.objects.filter(review__case=case).select_related("document", "edition")
    approved = [v for v in versions if v.approvals.values("partner").distinct().count() >= PARTNERS]
    return max(approved, key=lambda v: v.version).to_publish if approved else None


def sources(user: User, case: Case) -> list[Document]:
    """Reports of the case that may be anonymised, the approved one first, then the newest."""
    held = [p.value for p in SOURCES if can(user, OPENED_WITH[p], case_id=case.pk)]
    approved = approved_document(case)
    found = Document.objects.filter(case_id=case.pk, purpose__in=held).order_by("-created_at")
    return sorted(found, key=lambda document: document != approved)


def changed_since(run: Run, register: Register) -> tuple[str, ...]:
    """What has changed since the report was last looked through, as sentences."""
    reasons = []
    if run.register_version != register.version:
        reasons += names_changed(run.case, _looked_at(run)) or [
            "The identity register has changed since the report was looked through, or that of a linked case has."
        ]
    if run.state != Run.State.WRITTEN and run.places_version != rules.places_version(place_names()):
        reasons.append(
            "The partnership’s list of places and bodies has changed since the report was looked through."
        )
    approved = approved_document(run.case)
    if approved is not None and _is_newer(approved, run.source):
        reasons.append("The partners have approved a newer version of the report since.")
    return tuple(reasons)


def _looked_at(run: Run) -> dt.datetime:
    """When the report was last looked through."""
    done = run.case.lookings.filter(state=Looking.State.DONE, began_at__isnull=False).first()
    return done.began_at if done and done.began_at else run.created_at


def _is_newer(approved: Document, source: Document) -> bool:
    return source.purpose == Purpose.REVIEW_REPORT and approved.created_at > source.created_at


def people_with(case: Case, permission: Permission) -> list[User]:
    """Members of the case whose role there holds a right."""
    roles = {role.id for role in ROLES.values() if permission in role.rights}
    return [m.user for m in members(case.pk) if m.role in roles]
