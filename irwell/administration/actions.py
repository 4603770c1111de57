"""Inviting with a first role, and letting an invited person in."""

from datetime import datetime

from django.db import transaction

from irwell.access.actions import grant_role
from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts import actions as accounts
from irwell.accounts.models import Agency, User
from irwell.messaging.actions import notify

LETTER = """You have been invited to Irwell, where the partnership runs its case reviews.

Choose your password here; the link works once, for {days} days:
{address}

You will then be asked to set up a second factor: an authenticator app or a passkey.
If you did not expect this, do nothing and tell the partnership’s business unit.
"""


@transaction.atomic
def invite(
    *,
    email: str,
    name: str,
    agency: Agency,
    job_title: str,
    role: str,
    address_of: str,
    by: User,
    now: datetime,
) -> User:
    """Invite a person, give the first role, send the link. `address_of` holds {token}."""
    check(by, Permission.MANAGE_PEOPLE)
    user, token = accounts.invite(
        email=email, name=name, agency=agency, job_title=job_title, by=by, now=now
    )
    grant_role(user=user, role=role, by=by)
    body = LETTER.format(days=accounts.INVITATION_DAYS, address=address_of.format(token=token))
    notify(to=email, subject="Your invitation to Irwell", body=body, once=f"invitation:{user.pk}", by=by)  # fmt: skip
    return user
