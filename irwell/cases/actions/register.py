"""The identity register of a case."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.actions import Actor
from irwell.audit.events import Event
from irwell.cases.models import Case, Identity
from irwell.core.text import clean
from irwell.crypto.models import Key


@transaction.atomic
def add_identity(
    *,
    case: Case | None,
    key: Key,
    kind: str,
    role: str,
    label: str,
    names: list[str],
    details: dict[str, Any],
    by: Actor,
) -> Identity:
    """Add an entry to the identity register. Needs EDIT_REGISTER on the case unless the system does it."""
    if isinstance(by, User) and case is not None:
        check(by, Permission.EDIT_REGISTER, case_id=case.pk)
    names = [n for n in (clean(name) for name in names) if n]
    if not names and not any(
        details.get(k) for k in ("identifiers", "addresses", "dates_of_birth")
    ):
        raise ValidationError("Give a name, an address, a date of birth or a number to look for.")
    identity = Identity(
        case=case, key=key, kind=kind, role=role, label=clean(label), names=names, details=details,
        added_by=by if isinstance(by, User) else None,
    )  # fmt: skip
    identity.full_clean(exclude=["names", "details"])
    identity.save()
    audit.record(
        Event.REGISTER_CHANGED,
        by=by,
        case_id=case.pk if case else None,
        about=identity,
        change="added",
    )
    return identity


@transaction.atomic
def change_identity(
    *, identity: Identity, label: str, names: list[str], details: dict[str, Any], by: User
) -> Identity:
    """Change an entry; labels stay unique within the case."""
    check(by, Permission.EDIT_REGISTER, case_id=identity.case_id)
    identity.label, identity.names, identity.details = (
        clean(label),
        [clean(n) for n in names if n],
        details,
    )
    identity.full_clean(exclude=["names", "details"])
    identity.save()
    audit.record(
        Event.REGISTER_CHANGED, by=by, case_id=identity.case_id, about=identity, change="changed"
    )
    return identity
