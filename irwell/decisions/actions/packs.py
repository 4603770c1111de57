"""Handing out packs: each one made for one person, with their name across it, and logged."""

import datetime as dt
import hashlib

from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.accounts.queries import partnership
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.core.errors import NotPossibleNow
from irwell.decisions import policies, presenters, queries
from irwell.decisions.models import Decision, Meeting

FORMS = ("docx", "pdf")


@transaction.atomic
def hand_out_pack(*, meeting: Meeting, form: str, by: User, now: dt.datetime) -> bytes:
    """The person’s own pack as Word or PDF. Nobody gets another’s; nobody in conflict gets one."""
    check(by, Permission.SEE_CASE, case_id=meeting.case_id)
    policies.check_may_have_pack(by, meeting)
    if form not in FORMS:
        raise NotPossibleNow("A pack is made as Word or as PDF.")
    pack = queries.pack_for(by, meeting)
    data = presenters.pack_file(pack, meeting, partnership().name, form=form, now=now)
    audit.record(
        Event.EXPORTED, by=by, case_id=meeting.case_id, about=meeting, kind="pack", form=form,
        parts=len(pack.parts), sha256=hashlib.sha256(data).hexdigest(),
    )  # fmt: skip
    return data


@transaction.atomic
def hand_out_record(*, decision: Decision, by: User, now: dt.datetime) -> bytes:
    """A decision as it was frozen, as PDF with the reader’s name across it."""
    check(by, Permission.READ_RETURNS, case_id=decision.case_id)
    if not decision.on_screen:
        raise NotPossibleNow("This round is not decided yet, so nothing is frozen.")
    data = presenters.record_file(decision, partnership().name, reader=by, now=now)
    audit.record(
        Event.EXPORTED, by=by, case_id=decision.case_id, about=decision, kind="decision", form="pdf",
        sha256=hashlib.sha256(data).hexdigest(),
    )  # fmt: skip
    return data
