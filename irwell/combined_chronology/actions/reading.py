"""Reading, seeking and exporting the combined chronology, each logged."""

import os
from typing import Any

from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases.models import Case
from irwell.combined_chronology import queries
from irwell.crypto.models import cipher


def record_reading(*, case: Case, view: str, lines: int, by: User) -> None:
    """Log that the chronology was read, in which view."""
    check(by, Permission.READ_RETURNS, case_id=case.pk)
    audit.record(Event.CHRONOLOGY_READ, by=by, case_id=case.pk, about=case, view=view, lines=lines)


def remember_words(*, session: Any, case: Case, words: str) -> None:
    """Keep the words sought, sealed under the case's key; empty words forget them."""
    kept = dict(session.get(queries.WORDS, {}))
    kept.pop(str(case.pk), None)
    if words:
        nonce = os.urandom(queries.NONCE)
        body = cipher(case.key_id).encrypt(nonce, words.encode(), queries.bound_to(case))
        kept[str(case.pk)] = (nonce + body).hex()
    session[queries.WORDS] = kept


@transaction.atomic
def record_export(*, case: Case, kind: str, view: str, lines: int, by: User) -> None:
    """An export leaves the system: who, what kind, in which view, how many lines."""
    check(by, Permission.EXPORT, case_id=case.pk)
    audit.record(
        Event.CHRONOLOGY_EXPORTED, by=by, case_id=case.pk, about=case, kind=kind, view=view,
        lines=lines,
    )  # fmt: skip
