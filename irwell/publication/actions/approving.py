"""Approval by two people, each of exactly what stands there."""

import datetime as dt

from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.core.time import london
from irwell.publication import queries, rules
from irwell.publication.models import Approval, Publication
from irwell.publication.policies import check_can_approve

from .notices import ADVISERS, tell
from .publishing import publish


@transaction.atomic
def approve(*, publication: Publication, content: str, by: User, now: dt.datetime) -> Approval:
    """Approve `content`, the digest of what was shown. The second approval publishes at once when it is due."""
    case = cases.lock(publication.case)
    check(by, Permission.APPROVE_PUBLICATION, case_id=case.pk)
    publication.refresh_from_db()
    check_can_approve(by, publication, content, on=london(now).date())
    approval, new = Approval.objects.get_or_create(
        publication=publication,
        content=content,
        by=by,
        defaults={"planner": publication.planned_by, "created_at": now},
    )
    if not new:
        return approval
    audit.record(
        Event.PUBLICATION_APPROVED, by=by, case_id=case.pk, about=approval, content=content
    )
    if len(queries.approvers_of(publication)) >= rules.APPROVERS_NEEDED:
        if now >= rules.release_moment(publication.planned_on):
            publish(publication=publication, by=by, now=now)
        else:
            tell(
                case=case, roles=ADVISERS, by=by, once=f"approved {publication.pk} {content[:16]}",
                subject="two people have approved publication",
                sentence="It is published on the planned day at 9:00. Everything is checked again then.",
            )  # fmt: skip
    return approval
