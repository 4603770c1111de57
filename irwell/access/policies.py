"""May this person? `check` raises, `can` answers; `can` is only `check` in a try."""

from typing import Any
from uuid import UUID

from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.core.errors import NotAllowed


def check(user: Any, permission: Permission, *, case_id: UUID | None = None) -> None:
    """Raises NotAllowed, with the missing right in words."""
    if permission not in rights(user, case_id):
        raise NotAllowed(f"Your role does not include the right to {permission.value}.")


def can(user: Any, permission: Permission, *, case_id: UUID | None = None) -> bool:
    try:
        check(user, permission, case_id=case_id)
    except NotAllowed:
        return False
    return True
