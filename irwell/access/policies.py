"""May this person? `check` raises, `can` answers; `can` is only `check` in a try."""

from functools import cache
from typing import Any
from uuid import UUID

from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.access.roles import ROLES
from irwell.core.errors import NotAllowed


def check(user: Any, permission: Permission, *, case_id: UUID | None = None) -> None:
    """Raises NotAllowed, with the missing right in words."""
    if permission not in rights(user, case_id):
        raise NotAllowed(
            f"Your role does not include the right to {permission.value}. {whose(permission)}"
        )


@cache
def whose(permission: Permission) -> str:
    """Who has the right instead, in words; nothing where nobody has."""
    titles = [role.title for role in ROLES.values() if permission in role.rights]
    return f"It belongs to: {', '.join(titles)}." if titles else ""


def can(user: Any, permission: Permission, *, case_id: UUID | None = None) -> bool:
    try:
        check(user, permission, case_id=case_id)
    except NotAllowed:
        return False
    return True
